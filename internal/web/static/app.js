// What a browser adds to the pages: they all work without it.
"use strict";

// Lists answer as one types: a form with data-live sends itself, a moment after the last change.
for (const form of document.querySelectorAll("form[data-live]")) {
  for (const field of form.querySelectorAll("select, input[type=checkbox], input[type=date]")) {
    field.addEventListener("change", () => form.requestSubmit());
  }
}

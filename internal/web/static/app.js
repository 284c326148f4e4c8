// What a browser adds to the pages: they all work without it.
"use strict";

// Lists answer as one types: a form with data-live sends itself, a moment after the last change.
for (const form of document.querySelectorAll("form[data-live]")) {
  for (const field of form.querySelectorAll("select, input[type=checkbox], input[type=date]")) {
    field.addEventListener("change", () => form.requestSubmit());
  }
}

// One key a decision, wherever the focus is but in a field. "?" shows the keys.
if (document.querySelector("[data-review]")) {
  document.addEventListener("keydown", (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(e.target.tagName)) return;
    const chosen = document.querySelector(`[data-key="${CSS.escape(e.key)}"]`);
    if (chosen && !chosen.disabled) { e.preventDefault(); chosen.click(); }
  });
  document.querySelector("[data-help]").addEventListener("click", () => document.getElementById("keys").showModal());
}

// Words selected in a text become the value that is corrected beneath it.
for (const text of document.querySelectorAll("[data-words]")) {
  text.addEventListener("pointerup", () => {
    const words = getSelection().toString().trim(), field = text.parentElement.querySelector(".correct input[name=value]");
    if (words && field) field.value = words;
  });
}

// Blind coding and settling by keyboard and by words of the text. The pages work without it.
"use strict";

// Words that are selected in the text go to the field that was used last: as its value where it is told in words, and as what it was taken from.
let used = document.querySelector(".adding #words") ?? document.querySelector("#initiator, .sides input[type=text]");
document.addEventListener("focusin", (e) => { if (e.target.matches(".answers input[type=text]:not(#remark):not(#why)")) used = e.target; });

// pointsBefore counts the code points of a text before what is selected in it.
function pointsBefore(text) {
  const before = document.createRange(), chosen = getSelection().getRangeAt(0);
  before.selectNodeContents(text);
  before.setEnd(chosen.startContainer, chosen.startOffset);
  return [...before.toString()].length;
}

for (const text of document.querySelectorAll("[data-take]")) {
  const take = () => {
    const words = getSelection().toString().trim();
    if (!words || !used) return;
    if (used.id === "words") used.form.elements.start.value = pointsBefore(text);
    const kept = document.querySelector(`[name="words-${CSS.escape(used.name)}"]`), shown = document.querySelector(`[data-of="${CSS.escape(used.name)}"]`);
    if (kept) kept.value = shown.textContent = words;
    if (used.inputMode === "decimal") { const figure = /\d+/.exec(words); if (figure) used.value = figure[0]; }
    else if (used.name !== "when" || /^\d{4}(-\d\d){0,2}$/.test(words)) used.value = words;
  };
  text.addEventListener("pointerup", take);
  text.addEventListener("keyup", take);
  byWords(text);
}

// Where no event is told there is nothing else to answer.
const told = document.querySelectorAll(".answers .told input");
const show = () => { const no = [...told].some((t) => t.checked && t.value === "false"); document.querySelector(".answers .questions")?.toggleAttribute("hidden", no); };
for (const t of told) t.addEventListener("change", show);
show();

// c leads into the text, Enter from it to the questions.
document.addEventListener("keydown", (e) => {
  const text = document.querySelector("[data-take]");
  if (e.key === "c" && !typing(e)) { e.preventDefault(); text?.focus(); }
  if (e.key === "Enter" && e.target === text) { e.preventDefault(); document.querySelector("[data-first]")?.focus(); }
});

// A digit takes all answers of a coder; f leads to the first field, Escape out of one.
for (const all of document.querySelectorAll("[data-column]")) {
  all.addEventListener("click", () => {
    for (const cell of document.querySelectorAll(`[data-in="${all.dataset.column}"]`)) cell.checked = true;
    for (const other of document.querySelectorAll(".sides input[type=text]")) other.value = "";
  });
}
document.addEventListener("keydown", (e) => {
  const inField = /^(INPUT|SELECT|TEXTAREA)$/.test(e.target.tagName);
  if (e.key === "Escape" && inField) e.target.blur();
  if (e.key === "f" && !typing(e)) { e.preventDefault(); document.querySelector("[data-first]")?.focus(); }
});
document.getElementById("unit")?.scrollIntoView({ block: "center" });

// What a browser adds to the pages: they all work without it.
"use strict";

// On a narrow screen the filters wait behind their heading.
for (const filters of document.querySelectorAll("details.choose")) filters.open = innerWidth > 832;

// Lists answer as one types: a form with data-live sends itself, a moment after the last change.
for (const form of document.querySelectorAll("form[data-live]")) {
  for (const field of form.querySelectorAll("select, input[type=checkbox], input[type=date]")) {
    field.addEventListener("change", () => form.requestSubmit());
  }
}

// A list follows the words that are typed: only the list is fetched, and its address stays that of what is seen.
for (const form of document.querySelectorAll("form[data-live].filters")) {
  let wait = 0, newest = 0;
  const follow = async () => {
    const asked = new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== "")), address = `${form.action}?${asked}`, mine = ++newest;
    const answer = await fetch(address).catch(() => null);
    if (!answer?.ok || mine !== newest) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of ["[data-list]", "[data-found]", "#places"]) document.querySelector(part)?.replaceWith(document.adoptNode(page.querySelector(part)));
    for (const saved of document.querySelectorAll("[data-address]")) saved.value = asked;
    history.replaceState(null, "", address);
    document.dispatchEvent(new Event("list"));
  };
  for (const field of form.querySelectorAll("input[type=search], input[type=text]")) {
    field.addEventListener("input", () => { clearTimeout(wait); wait = setTimeout(follow, 150); });
  }
}

// typing reports whether a key belongs to the field that has the focus, or to a dialogue that is open.
const typing = (e) => e.ctrlKey || e.metaKey || e.altKey || e.target.matches("select, textarea, input:not([type=radio]):not([type=checkbox])") || !!document.querySelector("dialog[open]");

// One key a decision, wherever the focus is but in a field. "?" shows the keys.
if (document.querySelector("[data-review]")) {
  document.addEventListener("keydown", (e) => {
    if (typing(e)) return;
    const chosen = document.querySelector(`[data-key="${CSS.escape(e.key)}"]`);
    if (chosen && !chosen.disabled) { e.preventDefault(); chosen.click(); }
  });
  document.addEventListener("click", (e) => { if (e.target.closest?.("[data-help]")) document.getElementById("keys").showModal(); });
}

// byWords lets the arrows choose words in a text that has the focus: left and right go from word to word, with Shift they take more of them.
function byWords(text) {
  text.addEventListener("keydown", (e) => {
    const way = { ArrowLeft: "backward", ArrowRight: "forward" }[e.key], chosen = getSelection();
    if (!way || e.target !== text || e.ctrlKey || e.metaKey || e.altKey) return;
    e.preventDefault();
    if (!text.contains(chosen.anchorNode)) chosen.collapse(text.querySelector("mark") ?? text, 0);
    else if (e.shiftKey) chosen.modify("extend", way, "word");
    else {
      const [node, at] = way === "forward" ? [chosen.focusNode, chosen.focusOffset] : [chosen.anchorNode, chosen.anchorOffset];
      chosen.collapse(node, at);
      chosen.modify("move", way, "word");
    }
    if (!e.shiftKey) chosen.modify("extend", "forward", "word");
    if (!text.contains(chosen.focusNode)) chosen.collapse(text, 0);
    chosen.focusNode.parentElement?.scrollIntoView({ block: "nearest" });
  });
}

// bindPage gives their use to the parts of a page that was just shown.
function bindPage(root) {
  // Words selected in a text, with the pointer or the keys, become the value that is corrected beneath it.
  for (const text of root.querySelectorAll("[data-words]")) {
    const take = () => {
      const words = getSelection().toString().trim(), field = text.parentElement.querySelector(".correct input[name=value]");
      if (words && field) field.value = words;
    };
    text.addEventListener("pointerup", take);
    text.addEventListener("keyup", take);
    byWords(text);
  }

  // A cell opens its words: they get the focus, and the other tellings scroll to theirs.
  for (const cell of root.querySelectorAll("[data-opens]")) {
    cell.addEventListener("click", () => {
      const words = document.getElementById(cell.hash.slice(1));
      for (const body of document.querySelectorAll(".telling .body")) {
        const first = body.querySelector(`mark[data-field="${CSS.escape(cell.dataset.opens)}"]`);
        if (first && !body.contains(words)) body.scrollTop = first.offsetTop - body.offsetTop - 40;
      }
      setTimeout(() => words?.focus());
    });
  }
}
bindPage(document);

// One question lights up in all tellings and in the matrix, wherever the pointer or the focus meets it.
const light = (e) => {
  const met = e.target.closest?.(".dossier [data-field], .dossier [data-opens]"), field = met && (met.dataset.field || met.dataset.opens);
  for (const other of document.querySelectorAll(".dossier [data-field]")) other.classList.toggle("lit", other.dataset.field === field);
};
if (document.querySelector(".dossier")) for (const kind of ["pointerover", "focusin"]) document.addEventListener(kind, light);

// Escape puts a tip away.
document.addEventListener("keydown", (e) => { if (e.key === "Escape" && e.target.tagName === "MARK") e.target.blur(); });

// A text file that is dropped on the form is read like one that is pasted.
for (const form of document.querySelectorAll("form[data-drop]")) {
  form.addEventListener("dragover", (e) => e.preventDefault());
  form.addEventListener("drop", async (e) => {
    const file = e.dataTransfer.files[0];
    if (!file) return;
    e.preventDefault();
    form.elements.text.value = await file.text();
    form.requestSubmit();
  });
}

// A decision of the harm check needs its reason: where it is missing the field asks for it, and Enter then decides as was meant.
for (const why of document.querySelectorAll("[data-why]")) {
  let meant = null;
  for (const reason of why.form.querySelectorAll("[data-reason]")) {
    reason.addEventListener("click", () => { why.value = reason.firstChild.textContent.trim(); if (meant) meant.focus(); });
  }
  for (const way of why.form.querySelectorAll("[data-way]")) {
    way.addEventListener("click", (e) => { meant = way; if (!why.value.trim()) { e.preventDefault(); why.value = ""; why.focus(); why.reportValidity(); } });
  }
  why.addEventListener("keydown", (e) => {
    if (e.key === "Enter") { e.preventDefault(); if (meant && why.value.trim()) meant.click(); }
    if (e.key === "Escape") why.blur();
  });
}

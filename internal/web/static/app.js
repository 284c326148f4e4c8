// What a browser adds to the pages: they all work without it.
"use strict";

// On a narrow screen the filters wait behind their heading.
for (const filters of document.querySelectorAll("details.choose")) filters.open = innerWidth > 832;

// What is chosen in a form with data-live is asked for at once.
for (const form of document.querySelectorAll("form[data-live]:not(.filters)")) {
  for (const field of form.querySelectorAll("select, input[type=checkbox], input[type=date]")) field.addEventListener("change", () => form.requestSubmit());
}

// A list follows what is chosen: only the list is fetched, and the address becomes that of what is seen. showList is there where there is one; it shows
// the list of another address.
let showList = null;
for (const form of document.querySelectorAll("form[data-live].filters")) {
  let wait = 0, newest = 0;
  const address = () => `${form.action}?${new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== ""))}`;
  const fetched = async (address) => {
    const mine = ++newest, answer = await fetch(address).catch(() => null);
    if (mine !== newest) return null;
    if (!answer?.ok) { location.assign(address); return null; } // the page itself says what is wrong
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  };
  const take = (page, address) => {
    for (const part of ["[data-list]", "[data-found]", "#places"]) document.querySelector(part)?.replaceWith(document.adoptNode(page.querySelector(part)));
    for (const saved of document.querySelectorAll("[data-address]")) saved.value = new URL(address, location).search.slice(1);
  };
  const fill = (filled) => {
    for (const hidden of form.querySelectorAll("input[type=hidden]")) hidden.remove();
    for (const field of filled.querySelectorAll("[name]")) {
      if (field.type === "hidden") form.append(document.adoptNode(field));
      else { form.elements[field.name].value = field.value; form.elements[field.name].checked = field.checked; }
    }
  };
  const follow = async () => {
    const to = address(), page = await fetched(to);
    if (!page) return;
    take(page, to);
    history.replaceState(null, "", to);
    document.dispatchEvent(new Event("list"));
  };
  showList = async (to) => {
    clearTimeout(wait);
    const page = await fetched(to);
    if (!page) return;
    take(page, to); fill(page.querySelector("form.filters"));
    history.pushState(null, "", to);
    document.dispatchEvent(new Event("list"));
  };
  for (const field of form.querySelectorAll("input[type=search], input[type=text]")) {
    field.addEventListener("input", () => { clearTimeout(wait); wait = setTimeout(follow, 150); });
  }
  for (const field of form.querySelectorAll("select, input[type=checkbox], input[type=date]")) field.addEventListener("change", () => showList(address()));
  form.addEventListener("submit", (e) => { e.preventDefault(); showList(address()); });
  addEventListener("popstate", () => location.reload());
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

// Review without waiting, and in company: the next event is fetched ahead, a verdict is saved and the next event shown without loading a page, and
// the page asks whether others look at the same event or have decided on it. The pages work without it.
"use strict";

const every = 4000; // milliseconds between two questions for company
let ahead = null; // the address of the next page, and what it will show
let beat = 0;
let saving = null; // the answer that says whether the last decision is on disk

const item = () => document.querySelector("article[data-event]");
const part = (name) => item().querySelector(`[${name}]`);
const filled = (text, value) => text.replace(/%[ds]/, value);

// fetchAhead fetches the page of the next event while this one is looked at.
async function fetchAhead() {
  const next = item()?.dataset.next;
  ahead = null;
  if (!next) return;
  const answer = await fetch(next, { headers: { "X-Ahead": "1" } }).catch(() => null);
  if (!answer?.ok || new URL(answer.url).pathname !== new URL(next, location).pathname) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (item()?.dataset.next === next && page.querySelector("article[data-event]")) ahead = { next, page };
}

// turn shows the page that was fetched ahead.
function turn() {
  const main = ahead.page.querySelector("main");
  document.querySelector("main").replaceWith(document.adoptNode(main));
  history.pushState(null, "", ahead.next);
  document.title = ahead.page.title;
  ahead = null;
  scrollTo(0, 0);
  bindPage(main);
  settleIn();
}

// verdict saves accept, reject and unsure while the next event is shown already: "saved" is said when it is on disk. One is saved at a time.
// Whatever cannot be saved so is sent as a form, and its page says why.
async function verdict(form, verb) {
  const said = new URLSearchParams(new FormData(form));
  said.set("verb", verb);
  saving = fetch("/decide", { method: "POST", body: said, keepalive: true, headers: { Accept: "application/json" } }).catch(() => null);
  turn();
  const { saved, saving: text } = item().dataset, undo = item().querySelector("[name=undoes]"), button = undo.form.querySelector("[data-key=u]");
  part("data-saved-now").textContent = text;
  button.disabled = true;
  const answer = await saving;
  saving = null;
  if (!answer?.ok) {
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "verb", value: verb }));
    document.body.append(form);
    return form.submit();
  }
  const { seq } = await answer.json(), address = new URL(location.href);
  address.searchParams.set("saved", seq);
  history.replaceState(null, "", address);
  part("data-saved-now").textContent = filled(saved, seq);
  undo.value = seq;
  button.disabled = false;
}

// afterSaving does something once the decision before it is on disk.
async function afterSaving(act) {
  while (saving) await saving;
  if (ahead) act();
}

document.addEventListener("submit", (e) => {
  const verb = e.submitter?.name === "verb" && e.submitter.value;
  if (!ahead || !["accept", "reject", "unsure"].includes(verb) || !item()?.contains(e.target)) return;
  e.preventDefault();
  afterSaving(() => verdict(e.target, verb));
});
document.addEventListener("click", (e) => {
  const later = e.target.closest?.("a[data-key=n]");
  if (!later || !ahead || !item()?.contains(later) || e.ctrlKey || e.metaKey || e.shiftKey) return;
  e.preventDefault();
  afterSaving(turn);
});
addEventListener("popstate", () => location.reload());

// company asks who else has the event open and what they decided.
async function company() {
  const event = item()?.dataset.event;
  if (!event || document.hidden) return;
  const answer = await fetch(`/review/${event}/pulse?seen=${item().dataset.seen}`, { headers: { Accept: "application/json" } }).catch(() => null);
  if (!answer?.ok || item()?.dataset.event !== event) return;
  const { others, decided, left, more } = await answer.json(), { also, meanwhile, left: leftText, leftMore } = item().dataset;
  write(part("data-others"), others.map((name) => filled(also, name)).join(" "));
  write(part("data-decided"), decided.length ? filled(meanwhile, decided.map((d) => `${d.by} (${d.verb}, ${d.seq})`).join(", ")) : "");
  write(part("data-left-now"), filled(more ? leftMore : leftText, left));
}

// write changes a text only if it is another one, so that it is not read out again.
function write(element, text) { if (element.textContent.trim() !== text) element.textContent = text; }

// pass hands the key of a button on to the button of the same value in another part of the page.
function pass(from, to, value) {
  const had = from.querySelector(`button[value="${value}"]`), gets = to.querySelector(`button[value="${value}"]`);
  if (!had?.dataset.key || !gets) return;
  gets.dataset.key = had.dataset.key;
  delete had.dataset.key;
  gets.append(" ", had.querySelector("kbd"));
}

// onward makes the next of several parts the one that keys are for.
function onward(all, values, first) {
  if (all.length < 2) return;
  const at = Math.max(all.findIndex((part) => "current" in part.dataset), all.indexOf(first)), next = all[(at + 1) % all.length];
  delete all[at].dataset.current;
  next.dataset.current = "";
  for (const value of values) pass(all[at], next, value);
  next.scrollIntoView({ block: "nearest", inline: "nearest" });
}

const candidates = () => [...item().querySelectorAll(".candidates > li")];
const tellings = () => [...item().querySelectorAll(".side > .telling")];
const telling = () => tellings().find((part) => "current" in part.dataset) ?? tellings()[0];

// Keys that lead about the page: j to the next event that may be the same, t to the next telling, c to its words, Enter from them to their
// correction, e to the page on which an event is added that the telling has and the program missed, l to the page as it is now.
document.addEventListener("keydown", (e) => {
  if (!item()) return;
  if (e.key === "Enter" && e.target.matches("[data-words]")) {
    e.preventDefault();
    e.target.parentElement.querySelector(".correct select")?.focus();
  }
  if (typing(e)) return;
  if (e.key === "l") location.reload();
  if (e.key === "j") onward(candidates(), ["merge", "different"], candidates()[0]);
  if (e.key === "t") onward(tellings(), ["split"], tellings().find((part) => part.querySelector("[data-key=x]")));
  if (e.key === "e") telling()?.querySelector("[data-add]").click();
  if (e.key === "c") { e.preventDefault(); telling()?.querySelector("[data-words]").focus(); }
});

function settleIn() {
  clearInterval(beat);
  beat = setInterval(company, every);
  company();
  fetchAhead();
}
settleIn();

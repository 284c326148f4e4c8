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
  const { others, decided, left } = await answer.json(), { also, meanwhile, left: leftText } = item().dataset;
  write(part("data-others"), others.map((name) => filled(also, name)).join(" "));
  write(part("data-decided"), decided.length ? filled(meanwhile, decided.map((d) => `${d.by} (${d.verb}, ${d.seq})`).join(", ")) : "");
  write(part("data-left-now"), filled(leftText, left));
}

// write changes a text only if it is another one, so that it is not read out again.
function write(element, text) { if (element.textContent.trim() !== text) element.textContent = text; }

document.addEventListener("keydown", (e) => {
  if (e.key === "l" && item() && !typing(e)) location.reload();
});

function settleIn() {
  clearInterval(beat);
  beat = setInterval(company, every);
  company();
  fetchAhead();
}
settleIn();

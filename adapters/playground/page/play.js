"use strict";
// The practice room's page: what comes over the open line is drawn, what people do is sent. All words come from the server.

const $ = (id) => document.getElementById(id);
const token = document.querySelector("meta[name=token]").content;
const asked = new URLSearchParams(location.search);
const here = { user: asked.get("as") || "", at: asked.get("at") || "" };
let words = {}, line = null, opener = null, arrived = false, low = true;
const composer = new Composer(ask, (text) => { low = true; act("type", { text }); });
if (asked.has("pane")) document.body.classList.add("pane");

async function ask(what, more) {
  const sent = { do: what, as: here.user, at: here.at, ...more };
  const answer = await fetch("/do", { method: "POST", headers: { "Content-Type": "application/json", "X-Townhall": token }, body: JSON.stringify(sent) }).catch(() => null);
  if (!answer) return {};
  if (answer.status === 403 && what !== "leave") location.reload();
  return answer.ok ? answer.json() : {};
}

async function act(what, more, by) {
  if (by?.ariaBusy) return {};
  if (by) by.ariaBusy = "true";
  const answer = await ask(what, more);
  if (by) by.ariaBusy = null;
  if (answer.form) openForm(answer.form);
  else if ($("form").open && what === "submit") closeForm();
  if (answer.notice) notice(answer.notice);
  if (answer.go) go(answer.go);
  if (answer.json !== undefined) { panel(true); $("json").innerHTML = answer.json; $("inspector").scrollTop = 0; }
  return answer;
}

// The open line.

function listen() {
  if (line) line.close();
  line = new EventSource(`/events?as=${encodeURIComponent(here.user)}&at=${encodeURIComponent(here.at)}`);
  line.onmessage = (event) => draw(JSON.parse(event.data));
  line.onopen = () => { $("lost").hidden = true; };
  line.onerror = () => {
    $("lost").hidden = false;
    $("lost").textContent = (line.readyState === EventSource.CLOSED ? words.stopped : words.lost) || "…";
  };
}

function draw(event) {
  if (event.reload) { $("form").close(); return listen(); }
  if (event.words) settle(event);
  if (event.clear) $("log").replaceChildren();
  if (event.clear) low = here.at !== "home";
  for (const [name, html] of Object.entries(event.regions || {})) region(name, html);
  for (const id of event.gone || []) $(id)?.remove();
  for (const one of event.messages || []) put(one);
  for (const html of event.toasts || []) toast(html);
  $("empty").hidden = $("log").childElementCount > 0 || here.at === "home";
  settleLow();
  if ((event.messages || []).length && !event.clear && here.at !== "home" && !document.hidden) ask("look", {});
}

// Whoever stands at the newest message stays there, also when a picture comes in later.
function settleLow() { if (low) $("scroll").scrollTop = $("scroll").scrollHeight; }
$("scroll").addEventListener("scroll", () => { const box = $("scroll"); low = box.scrollHeight - box.scrollTop - box.clientHeight < 80; });
new ResizeObserver(settleLow).observe($("log"));
new ResizeObserver(settleLow).observe($("scroll"));

function settle(event) {
  words = event.words;
  composer.commands = event.commands;
  if (event.as) { here.user = event.as; here.at = event.at; remember(); }
  document.body.classList.remove("waiting");
  document.body.dataset.profile = words.profile;
  document.documentElement.lang = words.lang;
  document.title = words.title;
  $("log").setAttribute("aria-label", words.log);
  $("tour").setAttribute("aria-label", words.tour);
  $("line").placeholder = words.say;
  $("line").setAttribute("aria-label", words.say);
  $("send").textContent = words.send;
  $("skip").textContent = words.skip;
  $("composer").hidden = here.at === "home";
  if (event.as) (arrived ? Promise.resolve() : ask("arrive", {})).then(() => ask("look", {}));
  arrived = true;
}

function region(name, html) {
  const place = $(name);
  if (!place) return;
  const held = place.contains(document.activeElement) ? document.activeElement.id : "";
  place.innerHTML = html;
  if (held && $(held)) $(held).focus({ preventScroll: true });
  if (name === "top") panel(!$("inspector").hidden);
}

function put(one) {
  const made = document.createElement("template");
  made.innerHTML = one.html;
  const article = made.content.firstElementChild, stood = $(one.id) || (one.id === "m-home" ? $("log").firstElementChild : null);
  if (stood) {
    const held = stood.contains(document.activeElement);
    for (const open of stood.querySelectorAll("details[open]")) { const twin = article.querySelector("details"); if (open && twin) twin.open = true; }
    stood.replaceWith(article);
    if (held) article.focus({ preventScroll: true });
    if (one.fresh) article.classList.add("changed");
  } else {
    $("log").append(article);
    if (one.fresh) article.classList.add("fresh");
  }
}

function notice(html) {
  const note = document.createElement("article");
  note.className = "notice private";
  note.setAttribute("aria-label", words.only);
  note.innerHTML = `<div class="said"><p class="only">${words.only}</p><div class="content">${html}</div></div><button type="button" class="quiet" data-dismiss>${words.dismiss}</button>`;
  $("log").append(note);
  $("empty").hidden = true;
  low = true;
  settleLow();
}

function toast(html) {
  const note = document.createElement("div");
  note.className = "toast";
  note.innerHTML = html;
  $("toasts").append(note);
  setTimeout(() => note.remove(), 7000);
}

// Going about.

function remember() { history.replaceState(null, "", `/?as=${encodeURIComponent(here.user)}&at=${encodeURIComponent(here.at)}${asked.has("pane") ? "&pane=1" : ""}`); }
function show(what) { document.body.dataset.show = what; if (what === "inspector") panel(true); }

function go(at) {
  here.at = at;
  remember();
  show("middle");
  listen();
}

function be(user, at) {
  show("middle");
  const direct = here.at.includes(":@") || here.at === "home";
  here.user = user;
  if (at) here.at = at;
  else if (direct && here.at !== "home") here.at = here.at.split(":")[0] + ":@" + user;
  remember();
  listen();
}

function panel(open) {
  $("inspector").hidden = !open;
  $("inspect")?.setAttribute("aria-pressed", String(open));
  document.body.classList.toggle("inspecting", open);
}

// Forms.

function openForm(html) {
  const dialog = $("form");
  if (!dialog.open) opener = document.activeElement;
  dialog.innerHTML = html;
  if (!dialog.open) dialog.showModal();
  (dialog.querySelector("[aria-invalid]") || dialog.querySelector("input, select, textarea"))?.focus();
}

function closeForm() {
  const back = opener && opener.isConnected ? opener : opener?.closest?.("article")?.id ? $(opener.closest("article").id) : $("line");
  $("form").close();
  (back || $("line")).focus();
  opener = null;
}

$("form").addEventListener("cancel", (event) => { event.preventDefault(); ask("leave", {}); closeForm(); });
$("form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const values = {}, by = event.submitter;
  if (by?.ariaBusy) return;
  for (const [name, value] of new FormData(event.target)) (values[name] ||= []).push(value);
  if (by) by.ariaBusy = "true";
  for (const field of event.target.querySelectorAll("input[type=file]")) values[field.name] = field.files.length ? [await handOver(field)] : [];
  if (by) by.ariaBusy = null;
  act("submit", { values }, by);
});

// A file goes up first; the form carries what the server gave for it, or why it did not come.
async function handOver(field) {
  const file = field.files[0];
  if (file.size > Number(field.dataset.most)) return "!too_large";
  const at = `/upload?as=${encodeURIComponent(here.user)}&name=${encodeURIComponent(file.name)}`;
  const answer = await fetch(at, { method: "POST", headers: { "Content-Type": "application/octet-stream", "X-Townhall": token }, body: file }).catch(() => null);
  if (answer?.status === 413) return "!too_large";
  return answer?.ok ? (await answer.json()).value : "!not_fetched";
}

// While somebody types into a lookup, the list below it holds what fits.
async function lookUp(field) {
  const typed = field.value, sent = { command: field.form.dataset.form, option: field.name, partial: typed };
  const answer = await ask("suggest", sent);
  if (field.value !== typed) return;
  field.list.replaceChildren(...(answer.suggestions || []).map(([label]) => new Option(label, label)));
}
$("form").addEventListener("input", (event) => { if ("lookup" in event.target.dataset) lookUp(event.target); });
$("form").addEventListener("focusin", (event) => { if ("lookup" in event.target.dataset) lookUp(event.target); });

// Everything that can be clicked or chosen.

document.addEventListener("click", (event) => {
  const by = event.target.closest("button");
  if (!by) return;
  const about = by.dataset;
  if (about.id) {
    const value = "chosen" in about ? by.previousElementSibling.value : "";
    if ("chosen" in about && !value) return by.previousElementSibling.focus();
    act("press", { ref: by.closest("article").dataset.ref, id: about.id, value }, by);
  } else if (about.pick || about.point) {
    const message = by.closest("article");
    by.closest("[popover]").hidePopover();
    message.querySelector(".more").focus();
    act(about.pick ? "pick" : "point", { ref: message.dataset.ref, id: about.pick || about.point });
  } else if (about.line !== undefined) { if (here.at !== about.at) go(about.at); composer.put(about.line); show("middle"); }
  else if (about.be) be(about.be, about.to);
  else if (about.at) go(about.at);
  else if (about.move) { $("moves").hidePopover(); act("move", { value: about.move }, by); }
  else if (about.tour) act("tour", { value: about.tour });
  else if (about.inspect) act("inspect", { ref: about.inspect });
  else if (about.show) show(about.show);
  else if ("panel" in about) { panel($("inspector").hidden); if (!$("inspector").hidden) show("inspector"); else show("middle"); }
  else if ("leave" in about) { ask("leave", {}); closeForm(); }
  else if ("dismiss" in about) { by.closest("article").remove(); $("line").focus(); }
  else if (about.two) location.href = `/two?left=${encodeURIComponent(here.user)}&right=${encodeURIComponent(about.two)}`;
  else if ("one" in about) top.location.href = `/?as=${encodeURIComponent(here.user)}&at=${encodeURIComponent(here.at)}`;
  else if ("reset" in about && confirm(words.again)) act("reset", {}, by);
});

document.addEventListener("change", (event) => {
  const about = event.target.dataset, value = event.target.value;
  if ("persona" in about) be(value);
  else if ("tongue" in about) act("language", { value });
  else if ("profile" in about) act("profile", { value });
});

document.addEventListener("keydown", (event) => {
  if (event.key === "/" && !/^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName) && !$("composer").hidden) { event.preventDefault(); composer.put("/"); }
});

listen();

// Keeps a page true: asks the gateway for the same page again and changes what differs, text by text, so that nothing moves under a
// reader's finger: at once when it hears that something happened, and every 5 s regardless. Words and figures stand in the page alone,
// none in this script.

import { StreamLimit } from "./stream-limit.js";

const EVERY_MILLIS = 5_000;
const PACE_MILLIS = 1_000; // however much happens
const RETRY_MILLIS = 10_000;
const PATIENCE_MILLIS = 10_000;
const LOST_AFTER_MILLIS = 30_000;
const CHANGED_MILLIS = 1_200;

const badge = document.getElementById("feed");
let heardAt = performance.now();
let asOf = new Date();
let state = "";
let timer = 0;
let asking = null;
let askedAt = 0;
let heard = false;

/** Something happened: asks at once, but neither twice a second nor while an answer is on its way. */
function hear() {
  if (heard) return;
  heard = true;
  if (asking === null) askSoon();
}

function askSoon() {
  clearTimeout(timer);
  timer = setTimeout(ask, Math.max(0, askedAt + PACE_MILLIS - performance.now()));
}

/** A browser that has given its connections to other pages does without: this one asks every 5 s. */
async function listen() {
  if (!(await new StreamLimit().isFree())) return;
  const source = new EventSource(badge.dataset.events);
  for (const name of ["terminal", "press", "alarm", "missed"]) source.addEventListener(name, hear);
  source.addEventListener("error", () => {
    if (source.readyState === EventSource.CLOSED) setTimeout(listen, RETRY_MILLIS);
  });
}

function ask() {
  clearTimeout(timer);
  asking?.abort();
  heard = false;
  askedAt = performance.now();
  const request = new XMLHttpRequest();
  asking = request;
  request.open("GET", location.href);
  request.responseType = "document"; // parsed by the browser, with no markup in our hands
  request.timeout = PATIENCE_MILLIS;
  request.addEventListener("load", () => {
    if (request.status !== 200 || request.responseXML === null) return;
    if (new URL(request.responseURL).pathname !== location.pathname) {
      location.reload(); // signed out: the gateway shows where to sign in
      return;
    }
    heardAt = performance.now();
    asOf = new Date();
    update(request.responseXML);
  });
  request.addEventListener("loadend", () => {
    if (asking !== request) return;
    asking = null;
    if (heard) askSoon();
    else timer = setTimeout(ask, EVERY_MILLIS);
  });
  request.send();
}

function update(page) {
  let moved = 0;
  for (const region of document.querySelectorAll("[data-live]")) {
    const fresh = page.querySelector(`[data-live="${region.dataset.live}"]`);
    if (fresh === null || fresh.tagName !== region.tagName) moved++;
    else if ("keyed" in region.dataset) moved += updateRows(region, fresh);
    else updateNode(region, fresh);
  }
  offerOrder(moved);
}

/** Rows keep their places; how many of them are new, gone or elsewhere by now. */
function updateRows(region, fresh) {
  const rows = new Map([...region.rows].map((row) => [row.dataset.key, row]));
  let moved = Math.max(0, region.rows.length - fresh.rows.length);
  [...fresh.rows].forEach((row, i) => {
    const mine = rows.get(row.dataset.key);
    if (mine !== undefined) updateNode(mine, row);
    if (mine === undefined || mine.sectionRowIndex !== i) moved++;
  });
  return moved;
}

function updateNode(mine, fresh) {
  if (mine.nodeType === Node.TEXT_NODE) {
    if (mine.nodeValue !== fresh.nodeValue) {
      mine.nodeValue = fresh.nodeValue;
      mark(mine.parentElement);
    }
    return;
  }
  for (const { name, value } of fresh.attributes ?? []) {
    if (mine.getAttribute(name) !== value && name !== "class") mine.setAttribute(name, value);
  }
  if (mine.className !== fresh.className && mine.nodeType === Node.ELEMENT_NODE && !(mine instanceof SVGElement)) {
    mine.className = fresh.className;
  }
  if (alike(mine, fresh)) {
    [...mine.childNodes].forEach((child, i) => updateNode(child, fresh.childNodes[i]));
  } else if (!isBeingFilled(mine)) {
    mine.replaceChildren(...[...fresh.childNodes].map((child) => document.importNode(child, true)));
    mark(mine);
  }
}

/** A form that somebody is filling stays until it is sent or emptied. */
function isBeingFilled(element) {
  const fields = element.querySelectorAll?.("input, textarea") ?? [];
  return [...fields].some((field) => field.value !== field.defaultValue);
}

function alike(mine, fresh) {
  return (
    mine.childNodes.length === fresh.childNodes.length &&
    [...mine.childNodes].every((child, i) => child.nodeName === fresh.childNodes[i].nodeName)
  );
}

function mark(element) {
  const cell = element?.closest("td, th, dd, li, p") ?? element;
  if (cell === null || cell === undefined) return;
  cell.classList.add("changed");
  setTimeout(() => cell.classList.remove("changed"), CHANGED_MILLIS);
}

function offerOrder(moved) {
  const button = document.getElementById("reorder");
  if (button === null) {
    if (moved > 0) location.reload();
    return;
  }
  button.hidden = moved === 0;
  if (moved > 0) button.textContent = moved + button.dataset.word;
}

/** What the badge says: the page's own age, not the gateway's. */
function tick() {
  const age = performance.now() - heardAt;
  const next = age >= LOST_AFTER_MILLIS ? "lost" : age >= EVERY_MILLIS * 2 ? "again" : "live";
  if (next === state) return;
  state = next;
  badge.hidden = false;
  badge.className = { live: "badge good", again: "badge warn", lost: "badge off" }[state];
  const time = asOf.toLocaleTimeString(document.documentElement.lang, { hourCycle: "h23" });
  badge.textContent = { live: badge.dataset.wordLive, again: badge.dataset.wordAgain, lost: badge.dataset.wordLost + time }[state];
  document.documentElement.dataset.feed = state;
}

document.getElementById("reorder")?.addEventListener("click", () => location.reload());
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") ask();
});
addEventListener("online", ask);
tick();
setInterval(tick, 1_000);
timer = setTimeout(ask, EVERY_MILLIS);
listen();

// The hall screen: shows the newest document of the stream, and greys out when 60 s of its own clock pass without one.

import { Feed } from "./feed.js";
import { Language } from "./language.js";
import { columnsFor, pagesOf } from "./hall-pages.js";
import { address } from "./place.js";
import { Tile } from "./hall-window.js";
import { LEVELS, countText, percent, words } from "./words.js";

const GREY_AFTER_MILLIS = 60_000;
const PAGE_MILLIS = 10_000;

const hall = decodeURIComponent(location.pathname.split("/").at(-1));
const at = (id) => document.getElementById(id);
const phone = matchMedia("(max-width: 719px)");
const tiles = [];
const language = new Language(at("language"), show);

let scores = null; // the newest document
let heardAt = performance.now(); // of the page's own monotonic clock; a step of the wall clock must not matter
let page = 0;
let turnAt = performance.now() + PAGE_MILLIS;
let broken = false;

function receive(document) {
  scores = document;
  heardAt = performance.now();
  broken = false;
  show();
}

function show() {
  const text = words[language.word];
  document.documentElement.lang = text.lang;
  at("overall-label").textContent = text.overall;
  at("legend").replaceChildren(...LEVELS.map((level) => legendItem(level, text.levels[level])));
  if (scores !== null) showScores(text);
  tick();
}

function showScores(text) {
  const name = scores.name[language.word];
  const { overall } = scores;
  document.title = text.title(name);
  at("hall").textContent = name;
  at("hall").lang = text.lang;
  at("subtitle").textContent = text.subtitle[scores.period];
  at("overall").textContent = overall.satisfaction === null ? "--" : `${percent(overall.satisfaction)}%`;
  at("overall-total-label").textContent = text.overallTotal(overall.windows);
  at("overall-total").textContent = overall.windows === 0 ? "--" : countText(overall.total);
  const good = LEVELS.filter((level) => level >= 3 && !scores.neutral.includes(level));
  at("rule").textContent = text.rule(good.map((level) => text.levels[level]), scores.minimumRatings);
  at("empty").textContent = scores.windows.length === 0 ? text.noWindows : "";
  showTiles(text);
}

function showTiles(text) {
  while (tiles.length < scores.windows.length) tiles.push(new Tile());
  tiles.length = scores.windows.length;
  const { pages, size } = phone.matches ? { pages: 1, size: tiles.length } : pagesOf(tiles.length);
  page %= pages;
  scores.windows.forEach((window, i) => tiles[i].show(window, scores, language.word, text));
  const shown = tiles.slice(page * size, (page + 1) * size).map((tile) => tile.element);
  const list = at("tiles");
  if (shown.length !== list.children.length || shown.some((element, i) => element !== list.children[i])) {
    list.replaceChildren(...shown);
  }
  arrange(list, size);
  showPages(pages, text);
}

function arrange(list, size) {
  const gap = parseFloat(getComputedStyle(list).rowGap) || 0;
  const { columns, rows } = columnsFor(size, list.clientWidth, list.clientHeight, gap);
  list.style.setProperty("--columns", columns);
  list.style.setProperty("--rows", rows);
}

function showPages(pages, text) {
  const list = at("pages");
  list.hidden = pages === 1;
  if (list.children.length !== pages) {
    list.replaceChildren(...Array.from({ length: pages }, (_, i) => pageButton(i)));
  }
  [...list.children].forEach((item, i) => {
    const button = item.firstElementChild;
    button.setAttribute("aria-label", text.page(i + 1, pages));
    button.setAttribute("aria-current", String(i === page));
  });
}

function pageButton(i) {
  const item = document.createElement("li");
  const button = item.appendChild(document.createElement("button"));
  button.type = "button";
  button.addEventListener("click", () => turnTo(i));
  return item;
}

function turnTo(i) {
  page = i;
  turnAt = performance.now() + PAGE_MILLIS;
  show();
}

function legendItem(level, label) {
  const item = document.createElement("li");
  item.className = `level-${level}`;
  item.textContent = label;
  return item;
}

/** What moves without a document: the clock, the page's own age, the pages. */
function tick() {
  const text = words[language.word];
  const now = performance.now();
  const lost = now - heardAt >= GREY_AFTER_MILLIS;
  const state = lost ? "lost" : broken ? "retrying" : scores === null ? "waiting" : feed.polled ? "polled" : "live";
  document.documentElement.dataset.feed = state;
  if (at("feed").textContent !== text[state]) at("feed").textContent = text[state];
  at("alert").hidden = !lost;
  if (lost) {
    const asOf = scores && timeText(new Date(scores.asOf), { hour: "2-digit", minute: "2-digit", second: "2-digit" });
    at("alert").textContent = asOf ? text.alert(asOf) : text.alertEmpty;
  }
  if (scores !== null && !lost) {
    const time = new Date(Date.parse(scores.asOf) + (now - heardAt));
    at("clock").textContent = timeText(time, { hour: "2-digit", minute: "2-digit" });
    at("date").textContent = timeText(time, { month: "long", day: "numeric", weekday: "long" });
  }
  if (at("pages").children.length > 1 && now >= turnAt) turnTo(page + 1);
}

function timeText(time, parts) {
  return new Intl.DateTimeFormat(words[language.word].lang, { ...parts, hourCycle: "h23", timeZone: scores.timeZone }).format(time);
}

addEventListener("resize", show);
phone.addEventListener("change", show);

const feed = new Feed(address(`api/v1/halls/${encodeURIComponent(hall)}/scores`), receive, () => {
  broken = true;
  tick();
});
show();
setInterval(tick, 500);

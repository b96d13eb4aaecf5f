// The hall screen: shows the newest document of the stream, and says so when 60 s of its own clock pass without one.

import { Feed } from "./feed.js";
import { fit } from "./fit.js";
import { HallBoard, fadeIn } from "./hall-board.js";
import { HallCurve } from "./hall-curve.js";
import { HallPublished } from "./hall-published.js";
import { dateText, timeText } from "./hall-times.js";
import { LEVELS, countText, percent, words } from "./hall-words.js";
import { Language } from "./language.js";
import { address } from "./place.js";
import { Text, mark } from "./text.js";

const LOST_AFTER_MILLIS = 60_000;
const NOTICE_MILLIS = 12_000;
const TICK_MILLIS = 500;
const NAME_SIZES = 4;

const at = (id) => document.getElementById(id);
const root = document.documentElement;
const { hall, zh, en } = at("hall").dataset;
const texts = Object.fromEntries(
  ["hall", "subtitle", "overall", "overall-label", "overall-total", "overall-total-label", "clock", "date", "alert", "notice", "strip-label", "rule", "feed"].map(
    (id) => [id, new Text(at(id))],
  ),
);
const legend = LEVELS.map((level, i) => [level, new Text(at("legend").children[i])]);
const phone = matchMedia("(max-width: 719px), (max-height: 479px)");
const language = new Language(at("language"), show);
const board = new HallBoard(phone, show);
const curve = new HallCurve();
const published = new HallPublished(address("api/v1/publications?audience=screen"));

let scores = null; // the newest document
let heardAt = performance.now(); // of the page's own monotonic clock; a step of the wall clock must not matter
let broken = false;
let fitted = ""; // what the size of the hall's name was found for

function receive(document) {
  scores = document;
  heardAt = performance.now();
  broken = false;
  show();
}

function show() {
  const text = words[language.word];
  const name = (scores?.name ?? { zh, en })[language.word];
  mark(root, "lang", text.lang);
  mark(at("board"), "aria-label", text.windows);
  if (document.title !== text.title(name)) document.title = text.title(name);
  showName(name, text);
  legend.forEach(([level, label]) => label.set(text.levels[level]));
  if (scores === null) {
    texts.subtitle.set(text.waiting);
  } else {
    showFigures(text);
    showNotice(text);
    curve.show(scores.curve ?? [], text);
    board.show(scores, language.word, text);
  }
  tick();
}

/** The hall's name is cut last of all: smaller, then on two lines. */
function showName(name, text) {
  texts.hall.set(name);
  mark(at("hall"), "lang", text.lang);
  const place = `${name} ${at("hall").clientWidth} ${innerWidth} ${phone.matches}`;
  if (fitted !== place) {
    fitted = place;
    fit(at("hall"), NAME_SIZES, Infinity);
  }
}

function showFigures(text) {
  const { overall } = scores;
  const asOf = timeText(Date.parse(scores.asOf), "minute", text.locale, scores.timeZone);
  texts.subtitle.set(`${text.subtitle[scores.period]} · ${text.asOf(asOf)}`);
  texts.overall.set(overall.satisfaction === null ? "--" : percent(overall.satisfaction));
  at("overall-unit").hidden = overall.satisfaction === null;
  texts["overall-label"].set(text.overall);
  texts["overall-total"].set(overall.windows === 0 ? "--" : countText(overall.total));
  texts["overall-total-label"].set(text.overallTotal);
  const good = LEVELS.filter((level) => level >= 3 && !scores.neutral.includes(level));
  texts.rule.set(text.rule(good.map((level) => text.levels[level])));
}

/** One notice at a time; all of them in a round. */
function showNotice(text) {
  const notices = scores.notices ?? [];
  at("strip").hidden = notices.length === 0;
  if (notices.length === 0) return;
  texts["strip-label"].set(text.notice);
  const notice = notices[Math.floor(performance.now() / NOTICE_MILLIS) % notices.length][language.word];
  if (at("notice").textContent !== notice) {
    texts.notice.set(notice);
    mark(at("notice"), "lang", text.lang);
    fadeIn(at("notice"));
  }
}

/** What moves without a document: the clock, the page's own age, pages and notices. */
function tick() {
  const text = words[language.word];
  const now = performance.now();
  const lost = now - heardAt >= LOST_AFTER_MILLIS;
  const state = lost ? "lost" : broken ? "retrying" : scores === null ? "waiting" : feed.polled ? "polled" : "live";
  mark(root, "data-feed", state === "retrying" && scores === null ? "waiting" : state);
  texts.feed.set(text[state]);
  at("alert").hidden = !lost;
  if (lost) {
    const asOf = scores && timeText(Date.parse(scores.asOf), "second", text.locale, scores.timeZone);
    texts.alert.set(asOf ? text.alert(asOf) : text.alertEmpty);
  }
  if (scores === null) return;
  const time = Date.parse(scores.asOf) + (now - heardAt);
  texts.clock.set(timeText(time, "minute", text.locale, scores.timeZone));
  texts.date.set(dateText(time, text.locale, scores.timeZone));
  showNotice(text);
  published.show(now, language.word, text);
  board.tick(now);
}

phone.addEventListener("change", show);

const feed = new Feed(address(`api/v1/halls/${encodeURIComponent(hall)}/scores`), receive, () => {
  broken = true;
  tick();
});
show();
setInterval(tick, TICK_MILLIS);

// One window's tile. It shows what the document says of the window, and nothing else.

import { LEVELS, countText, percent } from "./words.js";

const template = document.getElementById("tile");

export class Tile {
  constructor() {
    this.element = template.content.firstElementChild.cloneNode(true);
    const find = (name) => this.element.querySelector(`.tile-${name}`);
    this.parts = Object.fromEntries(
      ["window", "name", "digits", "unit", "caption", "bar", "levels", "total", "age"].map((name) => [name, find(name)]),
    );
    this.segments = {};
    this.counts = {};
    for (const level of LEVELS) {
      this.segments[level] = this.parts.bar.appendChild(element("span", `level-${level}`));
      const item = this.parts.levels.appendChild(element("li", `level-${level}`));
      item.dataset.level = String(level);
      const label = item.appendChild(element("span", "unseen"));
      const number = item.appendChild(element("span", "tile-count"));
      this.counts[level] = { label, number };
    }
  }

  /** @param window one member of the document's `windows` */
  show(window, hall, language, text) {
    const { parts } = this;
    const state = stateOf(window, hall);
    const name = window.name[language];
    Object.assign(this.element.dataset, { window: window.window, state, stale: String(window.stale) });
    this.element.querySelector("article").setAttribute("aria-label", `${window.window} ${name}`);
    set(parts.window, window.window);
    set(parts.name, name);
    parts.name.lang = text.lang;
    set(parts.digits, state === "scored" ? percent(window.satisfaction) : "--");
    set(parts.caption, { scored: text.satisfaction, few: text.few, unknown: text.unknown }[state]);
    for (const level of LEVELS) {
      const n = window.n === null ? null : window.n[level];
      this.segments[level].style.flexGrow = String(n ?? 0);
      this.segments[level].hidden = !n;
      set(this.counts[level].label, `${text.levels[level]} `);
      set(this.counts[level].number, n === null ? "--" : countText(n));
    }
    set(parts.total, totalText(state, window, hall, text));
    set(parts.age, ageText(window, text));
  }
}

/** scored; few (under the hall's minimum); unknown (the gateway has no figure to give at all). */
function stateOf(window, hall) {
  if (window.satisfaction !== null) return "scored";
  return window.total !== null && window.total < Math.max(1, hall.minimumRatings) ? "few" : "unknown";
}

function totalText(state, window, hall, text) {
  if (window.total === null) return "";
  return state === "few" ? text.totalOf(window.total, hall.minimumRatings) : text.total(window.total);
}

function ageText(window, text) {
  if (window.age === null) return window.stale ? text.staleUnheard : "";
  return window.stale ? text.stale(window.age) : text.age(window.age);
}

function element(tag, className) {
  const made = document.createElement(tag);
  made.className = className;
  return made;
}

/** Touches the page only where something changed. */
function set(node, value) {
  if (node.textContent !== value) node.textContent = value;
}

// One window on the hall screen, as a row or a tile. It shows what the document says of the window, and nothing else.

import { fit } from "./fit.js";
import { LEVELS, percent } from "./hall-words.js";
import { Text, mark } from "./text.js";

const NAME_SIZES = 5;
const LONG_NUMBER = 5; // characters
const LONGEST_NUMBER = 10;

const template = document.getElementById("window");

export class HallWindow {
  #parts = {};
  #texts = {};
  #segments = {};
  #fitted = "";

  constructor() {
    this.element = template.content.firstElementChild.cloneNode(true);
    for (const name of ["number", "name", "under", "bar", "count", "staff", "stars", "since", "score", "digits", "trend", "wait", "wait-more"]) {
      this.#parts[name] = this.element.querySelector(`.${name}`);
    }
    for (const name of ["number", "name", "count", "staff", "stars", "since", "digits", "trend", "wait-more"]) {
      this.#texts[name] = new Text(this.#parts[name]);
    }
    this.#texts.wait = new Text(this.#parts.wait.firstElementChild);
    for (const level of LEVELS) {
      const segment = this.#parts.bar.appendChild(document.createElement("span"));
      segment.className = `level-${level}`;
      this.#segments[level] = segment;
    }
  }

  /** @param window one member of the document's `windows` */
  show(window, hall, language, text) {
    const state = stateOf(window);
    const late = window.stale && (state === "scored" || state === "few");
    this.#show(state, late, window, window.name[language], text);
    this.#texts.count.set(state === "scored" ? text.count(window.total) : "");
    this.#texts.since.set(late ? text.late(window.age) : "");
    this.#showScore(state, late, window, hall, text);
    this.#showStaff(late ? null : (window.staff ?? null), language, text);
  }

  #show(state, late, window, name, text) {
    mark(this.element, "data-window", window.window);
    mark(this.element, "data-state", state);
    mark(this.element, "data-late", String(late));
    mark(this.element, "aria-label", `${window.window} ${name}`);
    const { length } = window.window;
    mark(this.#parts.number, "data-long", length > LONGEST_NUMBER ? "2" : length > LONG_NUMBER ? "1" : "0");
    this.#texts.number.set(window.window);
    this.#texts.name.set(name);
    mark(this.#parts.name, "lang", text.lang);
  }

  #showScore(state, late, window, hall, text) {
    const scored = state === "scored";
    this.#parts.score.hidden = !scored;
    this.#parts.bar.hidden = !scored;
    this.#parts.count.hidden = !scored;
    this.#parts.wait.hidden = scored;
    this.#texts.digits.set(scored ? percent(window.satisfaction) : "");
    this.#texts.trend.set(scored && !late ? text.trend[window.trend] ?? "" : "");
    const [line, more] = scored ? ["", ""] : state === "few" ? text.few(window.total, hall.minimumRatings) : text[state];
    this.#texts.wait.set(line);
    this.#texts["wait-more"].set(more);
    for (const level of LEVELS) {
      const n = String(scored ? window.n[level] : 0);
      const segment = this.#segments[level];
      if (segment.style.flexGrow !== n) segment.style.flexGrow = n;
      segment.hidden = n === "0";
    }
  }

  #showStaff(staff, language, text) {
    this.#texts.staff.set(staff === null ? "" : staff.name[language]);
    const stars = staff?.stars ?? 0;
    this.#parts.stars.hidden = stars === 0;
    this.#texts.stars.set("★".repeat(stars) + (stars === 0 ? "" : "☆".repeat(Math.max(0, 5 - stars))));
    mark(this.#parts.stars, "aria-label", text.stars(stars));
  }

  /** Makes the name as large as its place allows, once what decides it is another. */
  fit(place) {
    const decides = `${place} ${this.#parts.name.lang} ${this.#parts.name.textContent} ${this.#parts.under.offsetHeight}`;
    if (this.#fitted === decides) return;
    this.#fitted = decides;
    fit(this.#parts.name, NAME_SIZES, this.element.clientHeight - this.#parts.under.offsetHeight);
  }

  /** Whether a search for a number or a service in either language finds it. */
  isFoundBy(searched, window) {
    return [window.window, window.name.zh, window.name.en].some((text) => text.toLowerCase().includes(searched));
  }
}

/** scored; few (under the hall's minimum); paused; never (no terminal ever named it); unknown (nobody knows what time it is). */
function stateOf(window) {
  if (window.paused) return "paused";
  if (window.satisfaction !== null) return "scored";
  if (window.age !== null) return "few";
  return window.stale ? "unknown" : window.total > 0 ? "few" : "never";
}

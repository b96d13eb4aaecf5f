// The windows on the hall screen, in their places and on their pages.

import { chosen, millisOf, shapeOf } from "./hall-pages.js";
import { HallWindow } from "./hall-window.js";
import { Text, mark } from "./text.js";

const GAP = 0.06; // rem, as in the style
const FADE_MILLIS = 400;

const at = (id) => document.getElementById(id);
const asked = new URLSearchParams(location.search).get("windows");
const still = matchMedia("(prefers-reduced-motion: reduce)");

/** Fades in what has changed as a whole; nothing moves for those who want no motion. */
export function fadeIn(element) {
  if (!still.matches) element.animate([{ opacity: 0 }, { opacity: 1 }], FADE_MILLIS);
}

export class HallBoard {
  #board = at("board");
  #pages = at("pages");
  #texts = Object.fromEntries(["empty", "pages", "found", "search-label"].map((id) => [id, new Text(at(id))]));
  #windows = [];
  #page = 0;
  #turnAt = 0;
  #shown = { pages: 1, size: 1 };
  #phone;
  #again;

  /** @param phone whether this is a phone's width; @param again shows everything once more */
  constructor(phone, again) {
    this.#phone = phone;
    this.#again = again;
    this.#pages.addEventListener("click", () => this.#turn());
    at("search").addEventListener("input", again);
    new ResizeObserver(again).observe(at("main"));
  }

  show(hall, language, text) {
    const windows = chosen(hall.windows, asked);
    while (this.#windows.length < windows.length) this.#windows.push(new HallWindow());
    this.#windows.length = windows.length;
    windows.forEach((window, i) => this.#windows[i].show(window, hall, language, text));
    this.#texts.empty.set(windows.length > 0 ? "" : asked && hall.windows.length > 0 ? text.notChosen(asked) : text.noWindows);
    this.#setSizes(hall.sizes);
    if (this.#phone.matches) {
      this.#showAll(windows, text);
    } else {
      this.#showPage(windows, hall, text);
    }
  }

  #setSizes(sizes) {
    for (const [name, size] of Object.entries(sizes)) {
      const value = `${size / 100}rem`;
      if (this.#board.style.getPropertyValue(`--${name}`) !== value) this.#board.style.setProperty(`--${name}`, value);
    }
  }

  #showAll(windows, text) {
    this.#place(this.#windows);
    mark(this.#board, "data-shape", "list");
    const searched = at("search").value.trim().toLowerCase();
    let found = 0;
    windows.forEach((window, i) => {
      const { element } = this.#windows[i];
      element.hidden = !this.#windows[i].isFoundBy(searched, window);
      found += element.hidden ? 0 : 1;
    });
    this.#texts["search-label"].set(text.search);
    mark(at("search"), "placeholder", text.search);
    this.#texts.found.set(searched === "" ? "" : text.found(found));
    if (windows.length > 0) this.#texts.empty.set(found === 0 ? text.found(0) : "");
  }

  #showPage(windows, hall, text) {
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    const main = at("main");
    const row = (hall.sizes.row / 100) * rem;
    const shape = shapeOf(windows.length, { wide: innerWidth > innerHeight, height: main.clientHeight, row, gap: GAP * rem });
    this.#shown = shape;
    this.#page %= shape.pages;
    const from = this.#page * shape.size;
    const shown = this.#windows.slice(from, from + shape.size);
    mark(this.#board, "data-shape", shape.tiles ? "tiles" : "rows");
    mark(this.#board, "data-columns", String(shape.columns));
    this.#board.style.setProperty("--columns", shape.columns);
    this.#board.style.setProperty("--rows", shape.rows);
    shown.forEach(({ element }, i) => {
      element.hidden = false;
      mark(element, "data-side", shape.columns === 2 && !shape.tiles ? (i < shape.rows ? "left" : "right") : "both");
    });
    this.#place(shown);
    const place = `${main.clientWidth} ${main.clientHeight} ${shape.tiles} ${shape.columns} ${shape.rows} ${hall.sizes.name}`;
    shown.forEach((window) => window.fit(place));
    this.#pages.hidden = shape.pages === 1;
    if (shape.pages > 1) {
      const ids = windows.slice(from, from + shape.size).map(({ window }) => window);
      this.#texts.pages.set(text.page(this.#page + 1, shape.pages, ids[0], ids.at(-1)));
      mark(this.#pages, "title", text.turn);
    }
  }

  #place(shown) {
    const { children } = this.#board;
    if (shown.length !== children.length || shown.some(({ element }, i) => element !== children[i])) {
      this.#board.replaceChildren(...shown.map(({ element }) => element));
    }
  }

  /** Turns the page once it was long enough on the screen. */
  tick(now) {
    if (this.#turnAt === 0) this.#turnAt = now + millisOf(this.#shown);
    if (now >= this.#turnAt && this.#shown.pages > 1 && !this.#phone.matches) this.#turn();
  }

  #turn() {
    this.#page = (this.#page + 1) % this.#shown.pages;
    this.#turnAt = performance.now() + millisOf(this.#shown); // first, since showing looks whether it is time to turn
    this.#again();
    fadeIn(this.#board);
  }
}

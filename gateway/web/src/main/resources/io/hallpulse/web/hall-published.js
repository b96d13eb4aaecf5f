// What is published of assessments, as strips on the hall screen: one publication after another, eight rows at a time.

import { fadeIn } from "./hall-board.js";
import { Text, mark } from "./text.js";

const ASK_MILLIS = 120_000;
const TURN_MILLIS = 12_000;
const ROWS_AT_ONCE = 8;
const HIDDEN = "--";

const at = (id) => document.getElementById(id);

/** What a value of a sheet says in a language; nothing, where it is kept from the public. */
function said(value, word) {
  if (value === undefined || value === null || value === HIDDEN) return "";
  if (Array.isArray(value)) return value.map((one) => said(one, word)).filter(Boolean).join(" – ");
  return typeof value === "object" ? (value[word] ?? "") : String(value);
}

/** The rows of a sheet as a head and what is under it; several honours of one subject are one row. */
function rowsOf(sheet, word) {
  const head = sheet.columns.includes("promise") ? "promise" : "subject";
  const rows = new Map();
  sheet.rows.forEach((row, i) => {
    const name = said(row[head], word);
    const under = sheet.columns.filter((column) => column !== head && column !== "parts").map((column) => said(row[column], word));
    const key = sheet.show === "honours" ? name : String(i);
    const before = rows.get(key) ?? { name, under: [] };
    before.under.push(...under.filter((text) => text !== "" && !before.under.includes(text)));
    rows.set(key, before);
  });
  return [...rows.values()];
}

export class HallPublished {
  #texts = Object.fromEntries(["label", "kind", "of", "verify"].map((id) => [id, new Text(at(`published-${id}`))]));
  #address;
  #sheets = [];
  #shown = "";

  constructor(address) {
    this.#address = address;
    this.#ask();
    setInterval(() => this.#ask(), ASK_MILLIS);
  }

  /** What is there stays, where the gateway does not answer. */
  async #ask() {
    try {
      const answer = await fetch(this.#address, { cache: "no-store" });
      if (!answer.ok) return;
      const { publications } = await answer.json();
      this.#sheets = publications.map((one) => ({ ...one, sheet: JSON.parse(one.content) })).filter(({ sheet }) => sheet.rows.length > 0);
    } catch (e) {
      console.info(`What is published is not known: ${e.message}`);
    }
  }

  /** Shows what it is the turn of. */
  show(now, word, text) {
    const pages = this.#sheets.flatMap((one) => {
      const rows = rowsOf(one.sheet, word);
      return Array.from({ length: Math.ceil(rows.length / ROWS_AT_ONCE) }, (_, i) => [one, rows.slice(i * ROWS_AT_ONCE, (i + 1) * ROWS_AT_ONCE)]);
    });
    at("published").hidden = pages.length === 0;
    if (pages.length === 0) return;
    const turn = Math.floor(now / TURN_MILLIS) % pages.length;
    const [one, rows] = pages[turn];
    const shown = `${one.digest} ${turn} ${word}`;
    if (this.#shown === shown) return;
    this.#shown = shown;
    this.#fill(one, rows, word, text);
    fadeIn(at("published"));
  }

  #fill({ sheet, qr }, rows, word, text) {
    mark(at("published"), "lang", text.lang);
    mark(at("published"), "data-show", sheet.show);
    this.#texts.label.set(said(sheet.scheme.name, word));
    this.#texts.kind.set(text.published[sheet.show] ?? "");
    this.#texts.of.set(text.publishedOf(sheet.round.split("/")[1], sheet.date, sheet.n));
    at("published-rows").replaceChildren(
      ...rows.map(({ name, under }) => {
        const row = document.createElement("li");
        const head = row.appendChild(document.createElement("b"));
        const below = row.appendChild(document.createElement("span"));
        head.textContent = name;
        below.textContent = under.join(" · ");
        return row;
      }),
    );
    at("published-code").hidden = !qr;
    if (qr) {
      mark(at("published-picture"), "viewBox", `0 0 ${qr.size} ${qr.size}`);
      mark(at("published-picture"), "aria-label", text.verify);
      mark(at("published-picture").querySelector("path"), "d", qr.path);
      this.#texts.verify.set(text.verify);
    }
  }
}

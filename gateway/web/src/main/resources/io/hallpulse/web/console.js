// The operators' console: asks the gateway every few seconds, shows its own age, and greys out when nothing new comes.

import { FIGURES, ODDITIES, PARTS, consoleWords } from "./console-words.js";
import { Language } from "./language.js";
import { address } from "./place.js";
import { countText, span } from "./words.js";

const EVERY_MILLIS = 5_000;
const PATIENCE_MILLIS = 10_000;
const GREY_AFTER_MILLIS = 30_000;
const SILENT_SECONDS = 90; // a terminal says something every 30 s

const at = (id) => document.getElementById(id);
const language = new Language(at("language"), show);

let account = null;
let fleet = null;
let letters = [];
let unready = null; // a line; null while ready
let heardAt = performance.now(); // of the page's own monotonic clock
let trouble = null; // why the last look failed

async function ask(path) {
  const answer = await fetch(address(path), { signal: AbortSignal.timeout(PATIENCE_MILLIS) });
  if (!answer.ok) throw new Error((await answer.json()).detail);
  return answer.json();
}

async function wholeFleet() {
  const first = await ask("api/v1/terminals");
  for (let next = first.next; next !== null; ) {
    const page = await ask("api/v1/terminals?after=" + encodeURIComponent(next));
    first.terminals.push(...page.terminals);
    next = page.next;
  }
  return first;
}

async function readiness() {
  const answer = await fetch(address("readyz"), { signal: AbortSignal.timeout(PATIENCE_MILLIS) });
  return answer.ok ? null : (await answer.json()).detail;
}

async function look() {
  try {
    const [newAccount, newFleet, newLetters, newUnready] = await Promise.all([
      ask("api/v1/account?detail=terminals"),
      wholeFleet(),
      ask("api/v1/dead-letters"),
      readiness(),
    ]);
    account = newAccount;
    fleet = newFleet;
    letters = newLetters.deadLetters;
    unready = newUnready;
    heardAt = performance.now();
    trouble = null;
    show();
  } catch (e) {
    trouble = e.message;
    tick();
  }
  setTimeout(look, EVERY_MILLIS);
}

function show() {
  const text = consoleWords[language.word];
  document.documentElement.lang = text.lang;
  document.title = text.title;
  for (const node of document.querySelectorAll("[data-word]")) node.textContent = text[node.dataset.word];
  if (account !== null) {
    showReady(text);
    showSum(text);
    showOddities(text);
    showFleet(text);
    showLetters(text);
  }
  tick();
}

function showReady(text) {
  at("ready").dataset.state = unready === null ? "ready" : "unready";
  at("ready").textContent = unready === null ? text.ready : text.unready(unready);
}

function showSum(text) {
  const { sum } = account;
  const balances =
    sum.stored === sum.received + sum.waiting + sum.gap && sum.received === PARTS.reduce((n, part) => n + sum[part], 0);
  const verdict = make("p", "verdict", balances ? text.balances : text.unbalanced);
  verdict.dataset.balances = String(balances);
  const aside = make("dl", "aside");
  aside.append(...["refused", "deadLetters", "uncertain"].map((name) => term(name, sum, text, "aside")));
  at("sum").replaceChildren(
    equation("stored", ["received", "waiting", "gap"], sum, text),
    equation("received", PARTS, sum, text),
    aside,
    verdict,
  );
}

function equation(whole, parts, sum, text) {
  const line = make("dl", "equation");
  line.append(term(whole, sum, text, "whole"));
  parts.forEach((part, i) => line.append(sign(i === 0 ? "=" : "+"), term(part, sum, text, "part")));
  return line;
}

function sign(symbol) {
  const made = make("span", "sign", symbol);
  made.setAttribute("aria-hidden", "true");
  return made;
}

function term(name, sum, text, kind) {
  const made = make("div", "term");
  Object.assign(made.dataset, { figure: name, kind, zero: String(sum[name] === 0), odd: String(isOdd(name, sum[name])) });
  made.append(make("dt", "", text.figures[name]), make("dd", "", countText(sum[name])));
  return made;
}

function isOdd(name, n) {
  return n !== 0 && ODDITIES.includes(name);
}

function showOddities(text) {
  const found = ODDITIES.filter((name) => account.sum[name] !== 0).map((name) => {
    const item = make("li");
    item.dataset.figure = name;
    const where = account.terminals.filter((one) => figure(one, name) !== 0);
    item.append(make("strong", "", text.oddity(text.figures[name], account.sum[name])));
    item.append(document.createTextNode(` ${text.means[name]}`), make("p", "mend", text.mends[name]));
    if (where.length > 0) {
      const most = where.slice(0, 8).map((one) => `${one.hall}/${one.terminal} ${countText(figure(one, name))}`);
      item.append(make("p", "where", most.join(" · ") + (where.length > 8 ? " …" : "")));
    }
    return item;
  });
  if (found.length === 0) {
    const fine = make("li", "", text.nothingOdd);
    fine.dataset.kind = "fine";
    found.push(fine);
  }
  at("oddities").replaceChildren(...found);
}

function figure(terminal, name) {
  return terminal[name] ?? 0;
}

function showFleet(text) {
  const head = document.createElement("thead");
  const names = head.insertRow();
  for (const column of ["terminal", "state", "heard", "clock", ...FIGURES, "agent", "inputs"]) {
    const cell = names.appendChild(make("th", "", text.figures[column] ?? text.columns[column]));
    if (FIGURES.includes(column)) cell.dataset.number = "";
  }
  const body = document.createElement("tbody");
  body.append(...fleet.terminals.map((terminal) => row(terminal, text)));
  at("fleet").replaceChildren(head, body);
  at("fleet").hidden = fleet.terminals.length === 0;
  at("fleet-none").hidden = fleet.terminals.length !== 0;
}

function row(terminal, text) {
  const made = document.createElement("tr");
  made.dataset.terminal = `${terminal.hall}/${terminal.terminal}`;
  const figures = account.terminals.find((one) => one.hall === terminal.hall && one.terminal === terminal.terminal);
  const id = make("td", "id");
  id.append(make("span", "", `${terminal.hall} / `), document.createTextNode(terminal.terminal));
  made.append(
    id,
    labelled(make("td", ""), text.columns.state, stateOf(terminal, text)),
    labelled(make("td", ""), text.columns.heard, terminal.age === null ? "--" : text.ago(span(terminal.age, text.units))),
    labelled(make("td", ""), text.columns.clock, known(text.clock, terminal.clock)),
    ...FIGURES.map((name) => number(name, figures, text)),
    labelled(make("td", ""), text.columns.agent, foreign(terminal.agent ?? "--")),
    inputs(terminal, text),
  );
  return made;
}

function stateOf(terminal, text) {
  const silent = terminal.state === "online" && terminal.age > SILENT_SECONDS;
  const made = make("span", "state", silent ? text.silent : known(text.states, terminal.state));
  made.dataset.state = silent ? "silent" : terminal.state;
  return made;
}

function number(name, figures, text) {
  const n = figures === undefined ? 0 : figure(figures, name);
  const cell = labelled(make("td", ""), text.figures[name], countText(n));
  Object.assign(cell.dataset, { number: "", figure: name, zero: String(n === 0), odd: String(isOdd(name, n)) });
  return cell;
}

function inputs(terminal, text) {
  const cell = make("td", "wide");
  const list = cell.appendChild(document.createElement("ul"));
  for (const fault of terminal.faults) list.appendChild(make("li", "fault")).append(foreign(fault));
  for (const input of terminal.inputs) {
    const name = `${input.id} → ${input.window}`;
    const well = input.state === "ok";
    const words = well ? text.inputWell(name) : text.inputFault(name, input.fault ?? input.state);
    list.appendChild(make("li", well ? "well" : "fault")).append(foreign(words));
  }
  return cell;
}

function showLetters(text) {
  at("letters").replaceChildren(
    ...letters.map((letter) => {
      const item = document.createElement("li");
      item.append(
        make("span", "when", new Date(letter.received).toLocaleString(text.lang, { hourCycle: "h23" })),
        make("span", "reason", letter.reason),
      );
      item.appendChild(make("p", "topic")).append(foreign(letter.topic));
      item.appendChild(make("code")).append(foreign(letter.payload));
      return item;
    }),
  );
  at("letters-none").hidden = letters.length !== 0;
}

/** What moves without an answer: the page's own age. */
function tick() {
  const text = consoleWords[language.word];
  const age = Math.floor((performance.now() - heardAt) / 1000);
  const lost = age * 1000 >= GREY_AFTER_MILLIS;
  const state = lost ? "lost" : trouble !== null ? "retrying" : account === null ? "waiting" : "live";
  document.documentElement.dataset.feed = state;
  at("feed").textContent = account === null ? text.waiting : text.age(span(age, text.units));
  at("alert").hidden = !lost && trouble === null;
  if (!at("alert").hidden) at("alert").textContent = text.alert(trouble ?? text.noAnswer);
}

function labelled(cell, label, value) {
  cell.dataset.label = label;
  cell.append(value);
  return cell;
}

/** The word for what a terminal says, which may say anything: a name that every object has is no word. */
function known(words, name) {
  return Object.hasOwn(words, name ?? "") ? words[name] : "--";
}

/** What others wrote, whose direction of writing is its own. */
function foreign(content) {
  return make("bdi", "", content);
}

function make(tag, className = "", content = "") {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.textContent = content;
  return made;
}

show();
setInterval(tick, 1_000);
look();

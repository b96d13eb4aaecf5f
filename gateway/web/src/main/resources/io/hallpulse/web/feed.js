// The stream of scores, kept alive. EventSource reconnects by itself after a broken connection, but gives up for good after
// an error answer (a gateway that is starting, or full), and never notices a half-open connection: both are mended here.
// A page that may have no stream asks for the scores every 10 s.

import { StreamLimit } from "./stream-limit.js";

const EVENT_MILLIS = 15_000; // the gateway sends that often at least
const SILENT_MILLIS = 40_000; // two were missed
const FIRST_WAIT_MILLIS = 2_000;
const LONGEST_WAIT_MILLIS = 30_000;
const POLL_MILLIS = 10_000;

export class Feed {
  #url;
  #limit = new StreamLimit();
  #onScores;
  #onBroken;
  #source = null;
  #heardAt = 0;
  #wait = FIRST_WAIT_MILLIS;
  #timer = 0;
  #attempt = 0;
  /** Whether the scores are asked for, since this browser has as many streams as it may. */
  polled = false;

  /** url of the scores; onScores(document) for all new ones; onBroken() whenever the connection is known to be lost. */
  constructor(url, onScores, onBroken) {
    this.#url = url;
    this.#onScores = onScores;
    this.#onBroken = onBroken;
    this.#open();
    setInterval(() => this.#watch(), 1_000);
    addEventListener("online", () => this.#reopen(0));
    document.addEventListener("visibilitychange", () => this.#wake());
  }

  /** A stream at once, so that scores show at once; given up where other pages turn out to have been first. */
  async #open() {
    const attempt = ++this.#attempt;
    this.#timer = 0;
    this.#heardAt = performance.now();
    const streams = !this.polled;
    if (streams) this.#stream();
    const free = await this.#limit.isFree();
    if (attempt !== this.#attempt) return;
    this.polled = !free;
    if (free && !streams) this.#stream();
    if (!free) {
      this.#source?.close();
      this.#poll(attempt);
    }
  }

  #heard(scores) {
    this.#heardAt = performance.now();
    this.#wait = FIRST_WAIT_MILLIS;
    this.#onScores(scores);
  }

  async #poll(attempt) {
    try {
      // as anybody: what an auditor may read besides is not for a screen
      const answer = await fetch(this.#url, { credentials: "omit", signal: AbortSignal.timeout(SILENT_MILLIS) });
      if (!answer.ok) throw new Error(`${this.#url} answered ${answer.status}`);
      const scores = await answer.json();
      if (attempt !== this.#attempt) return;
      this.#heard(scores);
      this.#reopen(POLL_MILLIS);
    } catch (e) {
      if (attempt !== this.#attempt) return;
      console.info(`The scores did not come: ${e.message}`);
      this.#onBroken();
      this.#reopenLater();
    }
  }

  #stream() {
    const source = new EventSource(`${this.#url}/stream`);
    this.#source = source;
    source.addEventListener("scores", (event) => this.#heard(JSON.parse(event.data)));
    source.addEventListener("error", () => {
      this.#onBroken();
      if (source.readyState === EventSource.CLOSED) this.#reopenLater();
    });
  }

  /** A phone that slept looks at once, whatever it was waiting for. */
  #wake() {
    if (!document.hidden && performance.now() - this.#heardAt > EVENT_MILLIS) this.#reopen(0);
  }

  #watch() {
    if (this.#timer === 0 && performance.now() - this.#heardAt > SILENT_MILLIS) {
      this.#onBroken();
      this.#reopenLater();
    }
  }

  #reopenLater() {
    this.#reopen(this.#wait * (0.5 + Math.random() / 2));
    this.#wait = Math.min(LONGEST_WAIT_MILLIS, this.#wait * 2);
  }

  #reopen(millis) {
    this.#attempt++;
    this.#source?.close();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#open(), millis);
  }
}

// The stream of scores, kept alive. EventSource reconnects by itself after a broken connection, but gives up for good after
// an error answer (a gateway that is starting, or full), and never notices a half-open connection: both are mended here.

const SILENT_MILLIS = 40_000; // the gateway sends every 15 s: two were missed
const FIRST_WAIT_MILLIS = 2_000;
const LONGEST_WAIT_MILLIS = 30_000;

export class Feed {
  #url;
  #onScores;
  #onBroken;
  #source = null;
  #heardAt = 0;
  #wait = FIRST_WAIT_MILLIS;
  #timer = 0;

  /** onScores(document) for every event; onBroken() whenever the connection is known to be lost. */
  constructor(url, onScores, onBroken) {
    this.#url = url;
    this.#onScores = onScores;
    this.#onBroken = onBroken;
    this.#open();
    setInterval(() => this.#watch(), 1_000);
    addEventListener("online", () => this.#reopen(0));
  }

  #open() {
    this.#timer = 0;
    this.#heardAt = performance.now();
    const source = new EventSource(this.#url);
    this.#source = source;
    source.addEventListener("scores", (event) => {
      this.#heardAt = performance.now();
      this.#wait = FIRST_WAIT_MILLIS;
      this.#onScores(JSON.parse(event.data));
    });
    source.addEventListener("error", () => {
      this.#onBroken();
      if (source.readyState === EventSource.CLOSED) this.#reopenLater();
    });
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
    this.#source.close();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#open(), millis);
  }
}

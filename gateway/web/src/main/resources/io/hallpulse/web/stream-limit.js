// How many live pages this browser may have. A browser opens six connections to a host, a stream holds one for good, and with six of
// them the seventh page would stay white; so the first five pages have a stream, and the sixth connection is left for all the rest.

export const MOST_STREAMS = 5;
const ANSWER_MILLIS = 200;

export class StreamLimit {
  #others = new BroadcastChannel("hallpulse.streams");
  #me = { since: performance.timeOrigin, id: Math.random() };

  constructor() {
    this.#others.addEventListener("message", ({ data }) => {
      if (data.asks) this.#others.postMessage(this.#me);
    });
  }

  /** Whether this page is among the first that may have a stream; asks the others, which takes 0.2 s. */
  async isFree() {
    if (hasOneConnectionForAll()) return true;
    const older = new Set();
    const count = ({ data }) => {
      if (!data.asks && this.#isOlder(data)) older.add(data.id);
    };
    this.#others.addEventListener("message", count);
    this.#others.postMessage({ asks: true });
    await new Promise((resolve) => setTimeout(resolve, ANSWER_MILLIS));
    this.#others.removeEventListener("message", count);
    return older.size < MOST_STREAMS;
  }

  #isOlder({ since, id }) {
    return since < this.#me.since || (since === this.#me.since && id < this.#me.id);
  }
}

function hasOneConnectionForAll() {
  const protocol = performance.getEntriesByType("navigation")[0]?.nextHopProtocol;
  return protocol === "h2" || protocol === "h3";
}

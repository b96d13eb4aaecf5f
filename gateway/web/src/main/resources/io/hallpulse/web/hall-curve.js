// The hall's satisfaction through the day, as a line without a scale: it says where it went, the figures beside it say how far.

import { percent } from "./hall-words.js";
import { Text, mark } from "./text.js";

const WIDTH = 340;
const HEIGHT = 60;
const LEAST_SPAN = 0.04; // of satisfaction: less would make mountains of nothing

const at = (id) => document.getElementById(id);

export class HallCurve {
  #texts = Object.fromEntries(["curve-from", "curve-to", "curve-label"].map((id) => [id, new Text(at(id))]));

  /** Those hours of today that have enough ratings; a line wants two at least. */
  show(hours, text) {
    at("curve").hidden = hours.length < 2;
    if (hours.length < 2) return;
    const rates = hours.map(({ satisfaction }) => satisfaction);
    mark(at("curve-line"), "d", path(hours, Math.min(...rates), Math.max(...rates)));
    this.#texts["curve-from"].set(clock(hours[0].hour));
    this.#texts["curve-to"].set(clock(hours.at(-1).hour + 1));
    this.#texts["curve-label"].set(text.curve);
    mark(at("curve-picture"), "aria-label", `${text.curve} ${rates.map((rate) => `${percent(rate)}%`).join(" ")}`);
  }
}

function clock(hour) {
  return `${String(hour).padStart(2, "0")}:00`;
}

function path(hours, lowest, highest) {
  const span = Math.max(LEAST_SPAN, highest - lowest);
  const bottom = (lowest + highest - span) / 2;
  const [first, last] = [hours[0].hour, hours.at(-1).hour];
  const points = hours.map(({ hour, satisfaction }) => {
    const x = ((hour - first) / (last - first)) * WIDTH;
    const y = HEIGHT - ((satisfaction - bottom) / span) * (HEIGHT - 4);
    return `${x.toFixed(1)} ${y.toFixed(1)}`;
  });
  return `M${points.join("L")}`;
}

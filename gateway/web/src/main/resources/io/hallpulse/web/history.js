// Two charts over one time axis, drawn from the table below them; their cursors move together. Slots without ratings are gaps.
import uPlot from "./uPlot.esm.js";

const table = document.getElementById("series");
const zone = table.dataset.zone;
const hours = table.dataset.by === "hour";
const share = (text) => (text === undefined ? null : Number(text) * 100);
const points = [...table.tBodies[0].rows].map(({ dataset }) => ({
  at: Number(dataset.at),
  n: Number(dataset.n),
  rate: share(dataset.rate),
  against: share(dataset.against),
}));
const probe = document.body.appendChild(document.createElement("i"));
const colour = (name) => {
  probe.style.color = `var(${name})`; // a canvas knows neither variables nor which of two colours the theme means
  return getComputedStyle(probe).color;
};
const font = `14px ${getComputedStyle(document.body).fontFamily}`;
const axis = { stroke: colour("--soft"), grid: { stroke: colour("--line"), width: 1 }, ticks: { show: false }, font };
const percent = (plot, value) => (value === null ? "--" : `${value.toFixed(1)}%`);

const slot = points.length > 1 ? points[1].at - points[0].at : 3_600;
const x = { range: (plot, first, last) => [first - slot / 2, last + slot / 2] }; // a bar stands over its slot, also the first and the last

const shared = {
  tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), zone),
  cursor: { sync: { key: "history" }, y: false, points: { size: 8 } },
};

function draw(id, height, y, values, series, data) {
  const box = document.getElementById(id);
  const size = () => ({ width: box.clientWidth, height });
  const plot = new uPlot(
    {
      ...shared,
      ...size(),
      scales: { x, y },
      axes: [
        { ...axis, values: hours ? "{MM}-{DD} {HH}:00" : "{MM}-{DD}", space: hours ? 110 : 70 },
        { ...axis, size: 56, values },
      ],
      series: [{ label: box.dataset.time, value: hours ? "{YYYY}-{MM}-{DD} {HH}:00" : "{YYYY}-{MM}-{DD}" }, ...series(box)],
    },
    [points.map((point) => point.at), ...data],
    box,
  );
  const watch = new ResizeObserver(() => plot.setSize(size()));
  watch.observe(box);
  return () => {
    watch.disconnect();
    plot.destroy();
  };
}

const dots = { show: true, size: 6, fill: colour("--surface") };
const lines = (box) => {
  const own = { label: box.dataset.label, stroke: colour("--accent"), width: 2, spanGaps: false, points: dots, value: percent };
  const other = { label: box.dataset.other, stroke: colour("--soft"), width: 1, dash: [6, 4], spanGaps: false, points: { show: false }, value: percent };
  return box.dataset.other === undefined ? [own] : [own, other];
};
const rates = points.map((point) => point.rate);
const against = points.map((point) => point.against);
const known = [...rates, ...against].filter((rate) => rate !== null);
const lowest = known.length === 0 ? 0 : Math.max(0, Math.floor(Math.min(...known) / 5) * 5 - (Math.min(...known) % 5 < 1 ? 5 : 0));

const ends = [
  draw("rate", 190, { range: [Math.max(0, lowest), 100] }, (plot, marks) => marks.map((mark) => `${mark}%`), lines,
    document.getElementById("rate").dataset.other === undefined ? [rates] : [rates, against]),
  draw("count", 150, { range: (plot, low, high) => [0, Math.max(1, high * 1.05)] }, (plot, marks) => marks.map((mark) => mark.toLocaleString("en-US")),
    (box) => [{ label: box.dataset.label, stroke: colour("--control"), fill: colour("--heat-2"), width: 1, paths: uPlot.paths.bars({ size: [0.7] }), points: { show: false },
      value: (plot, value) => (value === null ? "--" : value.toLocaleString("en-US")) }],
    [points.map((point) => (point.n === 0 ? null : point.n))]),
];
probe.remove();
addEventListener("pagehide", () => ends.forEach((end) => end()));
if (new URLSearchParams(location.search).get("print") === "true") addEventListener("load", () => print());

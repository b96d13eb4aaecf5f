// Which windows the hall screen shows, on how many pages, and for how long each. Nothing here touches the page.

const MOST_TILES = 6;
const PAGE_MILLIS = 10_000;
const LONG_PAGE_MILLIS = 12_000; // of more than 12 rows
const LONG_PAGE_ROWS = 12;
const ROUND_MILLIS = 60_000;

const order = new Intl.Collator("en", { numeric: true });

/** Those windows that the address asks for, such as windows=A01-A15 or windows=A01,B03-B07; all, where it asks for none. */
export function chosen(windows, asked) {
  if (!asked) return windows;
  const ids = new Set(windows.map(({ window }) => window));
  const parts = asked.split(",").map((part) => span(part.trim(), ids));
  return windows.filter(({ window }) => parts.some(([from, to]) => order.compare(window, from) >= 0 && order.compare(window, to) <= 0));
}

/** An identifier may have hyphens of its own. */
function span(part, ids) {
  if (ids.has(part)) return [part, part];
  const hyphens = [...part.matchAll(/-/g)].map(({ index }) => [part.slice(0, index), part.slice(index + 1)]);
  return hyphens.find(([from, to]) => ids.has(from) && ids.has(to)) ?? hyphens[0] ?? [part, part];
}

/**
 * How so many windows stand in a room: tiles up to six, above that rows as on a departure board, on evenly filled pages.
 * Sizes are pixels; wide says whether the screen is a landscape one, row is the least height of a row, gap what lies between two.
 */
export function shapeOf(windows, { wide, height, row, gap }) {
  if (windows <= MOST_TILES) {
    const columns = tileColumns(windows, wide);
    return { tiles: true, columns, rows: Math.max(1, Math.ceil(windows / columns)), size: Math.max(1, windows), pages: 1 };
  }
  const columns = wide ? 2 : 1;
  const fitting = Math.max(1, Math.floor((height + gap) / (row + gap))) * columns;
  const pages = Math.ceil(windows / fitting);
  const size = Math.ceil(windows / pages);
  return { tiles: false, columns, rows: Math.ceil(size / columns), size, pages };
}

function tileColumns(windows, wide) {
  if (windows < 2) return 1;
  if (!wide) return windows < 4 ? 1 : 2;
  return windows === 2 || windows === 4 ? 2 : 3;
}

/** How long a page stays; a round of all pages takes no longer than a minute. */
export function millisOf({ pages, size }) {
  return Math.min(size > LONG_PAGE_ROWS ? LONG_PAGE_MILLIS : PAGE_MILLIS, ROUND_MILLIS / pages);
}

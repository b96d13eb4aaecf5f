// How many tiles go on a page, and in how many columns, so that everything fits without scrolling.

const MOST_ON_A_PAGE = 24;

/** Evenly filled pages of at most 24 tiles. */
export function pagesOf(tiles) {
  const pages = Math.max(1, Math.ceil(tiles / MOST_ON_A_PAGE));
  return { pages, size: Math.max(1, Math.ceil(tiles / pages)) };
}

/** The columns that leave the figure of a tile the most room; of equals, those that leave the fewest cells empty. */
export function columnsFor(tiles, width, height, gap) {
  let best = { columns: 1, room: 0, empty: Infinity };
  for (let columns = 1; columns <= tiles; columns++) {
    const rows = Math.ceil(tiles / columns);
    const tileWidth = (width - gap * (columns - 1)) / columns;
    const tileHeight = (height - gap * (rows - 1)) / rows;
    const room = Math.round(Math.min(tileWidth / 1.45, tileHeight));
    const empty = rows * columns - tiles;
    if (room > best.room * 1.04 || (room > best.room * 0.96 && empty < best.empty)) {
      best = { columns, room, empty };
    }
  }
  return { columns: best.columns, rows: Math.ceil(tiles / best.columns) };
}

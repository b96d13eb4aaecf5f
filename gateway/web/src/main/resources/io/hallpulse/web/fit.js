// Names of any length in the place that they have: never cut, rather smaller.

/** Gives an element the first of its sizes, data-fit="1", "2" and so on in the style, at which its text is inside its place. */
export function fit(element, sizes, height) {
  for (let size = 1; size <= sizes; size++) {
    element.dataset.fit = String(size);
    if (element.scrollWidth <= element.clientWidth && element.offsetHeight <= height) return;
  }
}

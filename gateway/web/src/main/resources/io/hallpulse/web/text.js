// Text of a page that changes for years: the node stays, and is touched only where what it says is another.

export class Text {
  #node;

  constructor(element) {
    this.#node = element.firstChild ?? element.appendChild(document.createTextNode(""));
  }

  set(value) {
    if (this.#node.data !== value) this.#node.data = value;
  }
}

/** Sets an attribute where it is another. */
export function mark(element, name, value) {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

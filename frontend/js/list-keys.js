// Moves through the rows of a list by keyboard: j and k (or the arrows) go down and up, Enter opens the row's link.
export class ListKeys {
  constructor(root) {
    this.links = () => [...root.querySelectorAll("tbody a[href], li > a[href]")].filter(
      (link, index, all) => all.findIndex((other) => other.closest("tr, li") === link.closest("tr, li")) === index,
    );
    document.addEventListener("keydown", (event) => this.onKey(event));
  }

  onKey(event) {
    const step = { j: 1, k: -1 }[event.key];
    const isTyping = event.target.closest("input, textarea, select, [contenteditable]");
    if (!step || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    const links = this.links();
    const current = links.indexOf(document.activeElement);
    links[Math.min(Math.max(current + step, 0), links.length - 1)]?.focus();
    event.preventDefault();
  }
}

// Where tabs do not fit side by side they scroll: the current one is brought into view.
export function start(root) {
  for (const tabs of root.querySelectorAll(".tabs")) {
    const current = tabs.querySelector("[aria-current]");
    if (current && tabs.scrollWidth > tabs.clientWidth) {
      const [link, whole] = [current.getBoundingClientRect(), tabs.getBoundingClientRect()];
      tabs.scrollBy({ left: link.left + link.width / 2 - (whole.left + whole.width / 2) });
    }
  }
}

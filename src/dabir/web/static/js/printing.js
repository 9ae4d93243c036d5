// A button that prints the page; without scripts there is none, and the browser's own prints.
export function start(root) {
  for (const button of root.querySelectorAll("button[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
}

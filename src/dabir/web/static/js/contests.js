// On a compilation the keys n and p lead from one contested place to the next, and back; each
// place also links to the next one, so that nothing depends on this.
const TYPING = "input, textarea, select, [contenteditable]";

function step(places, forward) {
  const here = places.findIndex((each) => each === document.activeElement.closest("[data-contest]"));
  if (here >= 0) {
    return places[here + (forward ? 1 : -1)];
  }
  const top = places.findIndex((each) => each.getBoundingClientRect().top > 0);
  return forward ? places[Math.max(top, 0)] : places[top < 0 ? places.length - 1 : top - 1];
}

export function start(root) {
  const list = root.querySelector("[data-contests]");
  if (!list) {
    return;
  }
  document.addEventListener("keydown", (event) => {
    if (!["n", "p"].includes(event.key) || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    if (event.target.closest(TYPING) || document.querySelector("dialog[open]")) {
      return;
    }
    const places = [...list.querySelectorAll("[data-contest]")];
    const next = step(places, event.key === "n");
    if (next) {
      event.preventDefault();
      next.focus({ preventScroll: true });
      next.scrollIntoView({ block: "start" });
    }
  });
}

// After a refused form the reader starts at what went wrong.
export function start(root) {
  root.querySelector("[data-focus-first]")?.focus();
}

// Keys for coding: digits choose a theme, letters a stance, S skips. They work only while the
// coding part has the focus and nothing is being typed.
const part = document.querySelector("[data-coding]");

function typing(element) {
  return element.matches("textarea, select, input:not([type=radio], [type=checkbox])");
}

function choose(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || typing(event.target)) {
    return;
  }
  if (event.code === "Enter" && event.target.closest("a, button")) {
    return;
  }
  const target = part.querySelector(`[data-key="${CSS.escape(event.code)}"]`);
  if (!target) {
    return;
  }
  event.preventDefault();
  target.click();
  if (target.matches("input")) {
    target.focus();
  }
}

if (part) {
  part.addEventListener("keydown", choose);
  part.querySelector("[data-coding-help]").hidden = false;
  part.focus({ preventScroll: true });
}

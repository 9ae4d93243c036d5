// Fills in which words of a passage were selected: the words, and their offsets in code points, as
// the server counts them. Without this the words are typed.
const source = document.querySelector("[data-selectable]");
const words = document.querySelector("[data-selected-words]");
const start = document.querySelector("[data-selected-start]");
const end = document.querySelector("[data-selected-end]");

function codePoints(text) {
  return [...text].length;
}

function take() {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) {
    return;
  }
  const range = selection.getRangeAt(0);
  if (!source.contains(range.startContainer) || !source.contains(range.endContainer)) {
    return;
  }
  const before = document.createRange();
  before.selectNodeContents(source);
  before.setEnd(range.startContainer, range.startOffset);
  const from = codePoints(before.toString());
  const chosen = range.toString();
  start.value = from;
  end.value = from + codePoints(chosen);
  words.value = chosen.trim();
}

if (source && words && start && end) {
  document.addEventListener("selectionchange", take);
  words.addEventListener("input", () => {
    start.value = "";
    end.value = "";
  });
}

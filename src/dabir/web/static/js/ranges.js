// Words that somebody selected in an element whose text is exactly the wording it shows.

// Where the selection stands in the element's text, in UTF-16 units; null when it is not in it.
export function selectedIn(text) {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) {
    return null;
  }
  const range = selection.getRangeAt(0);
  if (!text.contains(range.startContainer) || !text.contains(range.endContainer)) {
    return null;
  }
  const before = document.createRange();
  before.selectNodeContents(text);
  before.setEnd(range.startContainer, range.startOffset);
  const start = before.toString().length;
  return { start, end: start + range.toString().length };
}

// The range without blanks at its ends, never through the middle of a word or a letter.
export function whole(words, { start, end }) {
  const letter = /[\p{L}\p{M}\p{N}\u200c]/u;
  const cuts = (at) =>
    at > 0 &&
    at < words.length &&
    (/[\ud800-\udbff]/.test(words[at - 1]) || (letter.test(words[at - 1]) && letter.test(words[at])));
  while (start < end && /\s/.test(words[start])) {
    start += 1;
  }
  while (end > start && /\s/.test(words[end - 1])) {
    end -= 1;
  }
  while (cuts(start)) {
    start -= 1;
  }
  while (cuts(end)) {
    end += 1;
  }
  return start < end ? { start, end } : null;
}

// How many code points a text has: the server counts places so.
export function codePoints(text) {
  return [...text].length;
}

// Words of the document marked by pointer or keys. Places are counted in code points from the
// beginning of the document, as the server counts them.
import * as cards from "./cards.js";

let anchor = null; // where marking by keys began: the number of a word
let cursor = null; // the word it has reached

function source() {
  return document.querySelector("[data-source]");
}

function base() {
  return Number(source().dataset.base);
}

const points = (text) => [...text].length;

function units(text, count) {
  return [...text].slice(0, count).join("").length;
}

// The words of the part on the page: where each begins and ends, in UTF-16 units.
function words() {
  const found = [];
  for (const match of source().textContent.matchAll(/\S+/g)) {
    found.push([match.index, match.index + match[0].length]);
  }
  return found;
}

function place(offset) {
  const walker = document.createTreeWalker(source(), NodeFilter.SHOW_TEXT);
  let left = offset;
  let node = walker.nextNode();
  while (node && left > node.data.length) {
    left -= node.data.length;
    node = walker.nextNode();
  }
  return node ? [node, left] : null;
}

function select(start, end) {
  const from = place(start);
  const to = place(end);
  if (!from || !to) {
    return;
  }
  const range = document.createRange();
  range.setStart(...from);
  range.setEnd(...to);
  const selection = document.getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
  const frame = source().closest(".side-stays");
  const box = range.getBoundingClientRect();
  const inner = frame.getBoundingClientRect();
  if (box.top < inner.top + 8 || box.bottom > Math.min(inner.bottom, innerHeight) - 8) {
    frame.scrollBy({ top: box.top - inner.top - inner.height / 3 });
  }
}

// What is marked now: {start, end, words}, or null.
export function marked() {
  const selection = document.getSelection();
  const text = source();
  if (!text || !selection.rangeCount || selection.isCollapsed) {
    return null;
  }
  const range = selection.getRangeAt(0);
  if (!text.contains(range.startContainer) || !text.contains(range.endContainer)) {
    return null;
  }
  const before = document.createRange();
  before.selectNodeContents(text);
  before.setEnd(range.startContainer, range.startOffset);
  const chosen = range.toString();
  const bare = chosen.trim();
  if (!bare) {
    return null;
  }
  const lead = before.toString() + chosen.slice(0, chosen.indexOf(bare));
  const start = base() + points(lead);
  return { start, end: start + points(bare), words: bare };
}

export function forget() {
  anchor = null;
  cursor = null;
  document.getSelection().removeAllRanges();
}

// The address of a link, with the marked words in it where it asks about words.
export function withWords(link) {
  const url = new URL(link.href, location.href);
  const found = marked();
  if (found && /\/(words|add\/[a-z_]+)\/$/.test(url.pathname)) {
    url.searchParams.set("start", found.start);
    url.searchParams.set("end", found.end);
  }
  return url.href;
}

function spanOf(card) {
  if (!card?.dataset.start) {
    return null;
  }
  const text = source().textContent;
  const from = units(text, Number(card.dataset.start) - base());
  const to = units(text, Number(card.dataset.end) - base());
  const every = words();
  const first = every.findIndex(([, end]) => end > from);
  const last = every.findLastIndex(([start]) => start < to);
  return first < 0 || last < first ? null : [first, last];
}

function draw() {
  const every = words();
  const [low, high] = [Math.min(anchor, cursor), Math.max(anchor, cursor)];
  select(every[low][0], every[high][1]);
}

// Move the start or the end of what is marked by words; of the current card's words at first.
export function adjust(edge, by) {
  const every = words();
  if (!marked() || anchor === null) {
    const span = spanOf(cards.current());
    if (!span) {
      return;
    }
    [anchor, cursor] = span;
  }
  const range = [Math.min(anchor, cursor), Math.max(anchor, cursor)];
  if (edge === "start") {
    range[0] = Math.max(0, Math.min(range[0] + by, range[1]));
  } else {
    range[1] = Math.min(every.length - 1, Math.max(range[1] + by, range[0]));
  }
  [anchor, cursor] = range;
  draw();
}

// Go into the document: to the card's words, or to its beginning.
export function enter(card) {
  const text = source();
  text.focus({ preventScroll: true });
  const span = spanOf(card) ?? [0, 0];
  anchor = span[0];
  cursor = span[1];
  draw();
}

function lineOf(word, by) {
  const text = source().textContent;
  const every = words();
  let at = word;
  while (at + by >= 0 && at + by < every.length) {
    const [low, high] = by > 0 ? [at, at + 1] : [at - 1, at];
    const crossed = text.slice(every[low][1], every[high][0]).includes("\n");
    at += by;
    if (crossed) {
      if (by > 0) {
        return at;
      }
      while (at > 0 && !text.slice(every[at - 1][1], every[at][0]).includes("\n")) {
        at -= 1;
      }
      return at;
    }
  }
  return at;
}

// The arrow keys in the document.
export function move(key, extend) {
  const every = words();
  if (!every.length) {
    return;
  }
  if (cursor === null) {
    anchor = cursor = 0;
  } else {
    const forward = getComputedStyle(source()).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
    if (key === "ArrowDown" || key === "ArrowUp") {
      cursor = lineOf(cursor, key === "ArrowDown" ? 1 : -1);
    } else {
      cursor += key === forward ? 1 : -1;
    }
    cursor = Math.max(0, Math.min(cursor, every.length - 1));
  }
  if (!extend) {
    anchor = cursor;
  }
  draw();
}

function changed() {
  const bar = document.querySelector("[data-marked]");
  if (!bar || document.querySelector("dialog[open]")) {
    return;
  }
  const found = marked();
  bar.hidden = !found;
  if (!found) {
    return;
  }
  const shown = found.words.replace(/\s+/g, " ");
  bar.querySelector("[data-marked-words]").textContent =
    shown.length > 120 ? `${shown.slice(0, 60)} … ${shown.slice(-50)}` : shown;
  const use = bar.querySelector("[data-marked-use]");
  const other = cards.current()?.querySelector("a[data-event=words]");
  use.parentElement.hidden = !other;
  if (other) {
    use.href = other.href;
  }
}

// Words cannot be marked by a pointer that begins on a link, and nobody wants a hundred stops for
// Tab: with scripts a mark is led from by a click, and its card by Enter.
function unlink() {
  for (const mark of document.querySelectorAll("[data-source] a[data-span][href]")) {
    mark.removeAttribute("href");
  }
}

export function watch() {
  unlink();
  document.addEventListener("dabir:fragment", unlink);
  document.addEventListener("selectionchange", changed);
  document.addEventListener("pointerup", (event) => {
    if (event.target.closest?.("[data-source]")) {
      anchor = cursor = null;
    }
  });
}

// Word by word, what changed between two wordings, for showing while somebody types. The server's
// own comparison decides in the end; this one need only be quick and honest.
const TOKENS = /[\p{L}\p{M}\p{N}\u200c]+|\s+|[^]/gu;
const LIMIT = 1_000_000;

function tokens(text) {
  return text.match(TOKENS) ?? [];
}

// The pieces of both wordings in order: [kind, text], kind being equal, delete or insert.
export function compare(old, now) {
  const one = tokens(old);
  const other = tokens(now);
  let start = 0;
  while (start < one.length && start < other.length && one[start] === other[start]) {
    start += 1;
  }
  let end = 0;
  const shorter = Math.min(one.length, other.length) - start;
  while (end < shorter && one[one.length - 1 - end] === other[other.length - 1 - end]) {
    end += 1;
  }
  const pieces = [["equal", one.slice(0, start).join("")]];
  pieces.push(...between(one.slice(start, one.length - end), other.slice(start, other.length - end)));
  pieces.push(["equal", one.slice(one.length - end).join("")]);
  return joined(pieces);
}

// Where both sides are long, all of it counts as changed: a table of all pairs would not fit.
function between(one, other) {
  if (one.length * other.length > LIMIT) {
    return [["delete", one.join("")], ["insert", other.join("")]];
  }
  const width = other.length + 1;
  const longest = new Uint32Array((one.length + 1) * width);
  for (let row = one.length - 1; row >= 0; row -= 1) {
    for (let column = other.length - 1; column >= 0; column -= 1) {
      longest[row * width + column] =
        one[row] === other[column]
          ? longest[(row + 1) * width + column + 1] + 1
          : Math.max(longest[(row + 1) * width + column], longest[row * width + column + 1]);
    }
  }
  const pieces = [];
  let row = 0;
  let column = 0;
  while (row < one.length || column < other.length) {
    if (row < one.length && column < other.length && one[row] === other[column]) {
      pieces.push(["equal", one[row]]);
      row += 1;
      column += 1;
    } else if (
      row < one.length &&
      (column === other.length ||
        longest[(row + 1) * width + column] >= longest[row * width + column + 1])
    ) {
      pieces.push(["delete", one[row]]);
      row += 1;
    } else {
      pieces.push(["insert", other[column]]);
      column += 1;
    }
  }
  return pieces;
}

// Runs of a kind become one piece; a lone blank between two changes belongs to both of them.
function joined(pieces) {
  const made = [];
  let gone = "";
  let come = "";
  const close = () => {
    if (gone) {
      made.push(["delete", gone]);
    }
    if (come) {
      made.push(["insert", come]);
    }
    gone = "";
    come = "";
  };
  const filled = pieces.filter(([, text]) => text);
  for (const [at, [kind, text]] of filled.entries()) {
    const next = filled[at + 1]?.[0];
    const blank = !text.trim() && (gone || come) && next && next !== "equal";
    if (kind === "equal" && !blank) {
      close();
      made.push(["equal", text]);
    } else {
      gone += kind === "insert" ? "" : text;
      come += kind === "delete" ? "" : text;
    }
  }
  close();
  return made;
}

export function show(place, old, now) {
  place.replaceChildren(
    ...compare(old, now).map(([kind, text]) => {
      if (kind === "equal") {
        return document.createTextNode(text);
      }
      const piece = document.createElement(kind === "delete" ? "del" : "ins");
      piece.textContent = text;
      return piece;
    }),
  );
}

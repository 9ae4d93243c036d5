// Keys for coding: digits choose themes, letters set what the passage says to the theme chosen
// last; "/" looks for a theme. They work only while the coding part has the focus and nothing is
// being typed. Letters are read by their place, so a Persian keyboard need not be switched.
const part = document.querySelector("[data-coding]");
const STANCES = { KeyF: "for", KeyA: "against", KeyM: "mixed", KeyN: "neutral" };
let last = null;

function typing(element) {
  return element.matches("textarea, select, input:not([type=radio], [type=checkbox])");
}

function rows() {
  return [...part.querySelectorAll("[data-code-row]")];
}

function parts(row) {
  return {
    box: row.querySelector("input[type=checkbox]"),
    stance: row.querySelector("select"),
    name: row.querySelector("bdi").textContent,
  };
}

function say(words) {
  const told = part.querySelector("[data-coding-said]");
  if (told) {
    told.textContent = words;
  }
}

function tell(row) {
  const { box, stance, name } = parts(row);
  const told = part.querySelector("[data-coding-said]");
  say(`${name}: ${box.checked ? stance.selectedOptions[0].text : told.dataset.out}`);
}

function turn(row) {
  const { box } = parts(row);
  box.checked = !box.checked;
  last = box.checked ? row : null;
  tell(row);
}

function setStance(value) {
  const chosen = rows().filter((row) => parts(row).box.checked);
  const row = last ?? (chosen.length === 1 ? chosen[0] : null);
  if (!row) {
    return false;
  }
  const { box, stance } = parts(row);
  box.checked = true;
  stance.value = value;
  tell(row);
  return true;
}

function choose(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || typing(event.target)) {
    return;
  }
  if (event.code === "Enter" && event.target.closest("a, button")) {
    return;
  }
  if (event.code in STANCES && setStance(STANCES[event.code])) {
    event.preventDefault();
    return;
  }
  if (event.code === "Slash" || event.key === "/") {
    const search = part.querySelector("#code-search");
    if (search) {
      event.preventDefault();
      search.focus();
    }
    return;
  }
  const target = part.querySelector(`[data-key="${CSS.escape(event.code)}"]`);
  if (!target) {
    return;
  }
  event.preventDefault();
  if (target.matches("input[type=checkbox]")) {
    turn(target.closest("[data-code-row]"));
  } else {
    target.click();
  }
}

// The letters that Persian and Arabic keyboards write differently, and what joins words.
function key(words) {
  return words
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[يىئ]/g, "ی")
    .replace(/ك/g, "ک")
    .replace(/[أإآ]/g, "ا")
    .replace(/[ةۀ]/g, "ه")
    .replace(/ؤ/g, "و")
    .replace(/[\u200c\u064b-\u0652\u0640]/g, "")
    .trim();
}

function narrow(search) {
  const wanted = key(search.value);
  for (const row of rows()) {
    const shown = !wanted || row.dataset.words.includes(wanted) || parts(row).box.checked;
    row.hidden = !shown;
  }
}

function searched(event) {
  const search = event.target;
  if (event.key === "Enter") {
    event.preventDefault();
    const wanted = key(search.value);
    const found = wanted && rows().find((row) => row.dataset.words.includes(wanted));
    if (found) {
      turn(found);
    }
  }
  if (event.key === "Enter" || event.key === "Escape") {
    search.value = "";
    narrow(search);
    part.focus({ preventScroll: true });
  }
}

if (part) {
  part.addEventListener("keydown", choose);
  for (const hidden of part.querySelectorAll("[data-coding-help], [data-code-search]")) {
    hidden.hidden = false;
  }
  for (const row of rows()) {
    const { box, stance } = parts(row);
    box.addEventListener("change", () => {
      last = box.checked ? row : null;
      tell(row);
    });
    // Who sets what a passage says to a theme means that it is in the passage.
    stance.addEventListener("change", () => {
      box.checked = true;
      last = row;
      tell(row);
    });
  }
  const search = part.querySelector("#code-search");
  if (search) {
    search.addEventListener("input", () => narrow(search));
    search.addEventListener("keydown", searched);
  }
  part.focus({ preventScroll: true });
}

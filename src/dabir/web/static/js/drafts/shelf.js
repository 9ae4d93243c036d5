// What this device holds: for each place one slot of each window, so that no window takes another's
// words away. A slot: { at, values, known, dirty, sending }; `dirty` are words that no server has seen.
import { same } from "./fields.js";
import { ask, person } from "./server.js";

const PREFIX = "dabir-draft:";
const WEEK = 7 * 24 * 60 * 60 * 1000;

function begin(place) {
  return `${PREFIX}${person}|${place}#`;
}

// This window's own name; a reload keeps it.
const WINDOW = (() => {
  try {
    const name = sessionStorage.getItem("dabir-window") ?? Math.random().toString(36).slice(2);
    sessionStorage.setItem("dabir-window", name);
    return name;
  } catch {
    return "window";
  }
})();

function slots(prefix) {
  try {
    return Object.keys(localStorage)
      .filter((name) => name.startsWith(prefix))
      .map((name) => ({ name, ...JSON.parse(localStorage.getItem(name)) }))
      .filter((slot) => {
        const fresh = Date.now() - slot.at < WEEK;
        if (!fresh) {
          localStorage.removeItem(slot.name);
        }
        return fresh;
      })
      .sort((one, other) => other.at - one.at);
  } catch {
    return [];
  }
}

export function store(place, slot) {
  try {
    const kept = JSON.stringify({ ...slot, place, at: Date.now() });
    localStorage.setItem(begin(place) + WINDOW, kept);
  } catch {
    // Full or closed storage: the server still keeps the words, and the form has them.
  }
}

export function newest(place) {
  return slots(begin(place))[0] ?? null;
}

// What other windows of this device hold of a place that no server has seen, and that is not `values`.
export function others(place, values) {
  const found = [];
  for (const slot of slots(begin(place)).slice(1)) {
    if (slot.dirty && slot.name !== begin(place) + WINDOW && !same(slot.values, values)) {
      found.push(slot);
    }
  }
  return found;
}

function drop(names) {
  try {
    for (const name of names) {
      localStorage.removeItem(name);
    }
  } catch {
    // Nothing was kept, then.
  }
}

export function forget(place) {
  drop(slots(begin(place)).map((slot) => slot.name));
}

export function forgetAll() {
  try {
    drop(Object.keys(localStorage).filter((name) => name.startsWith(PREFIX)));
  } catch {
    // Nothing was kept, then.
  }
}

function replace({ name, sending, ...slot }) {
  try {
    localStorage.setItem(name, JSON.stringify(slot));
  } catch {
    // The server keeps it in any case.
  }
}

// What was sent is forgotten here once the server has forgotten it too: then it was taken.
export async function lookAfterSending() {
  for (const slot of slots(PREFIX).filter((each) => each.sending)) {
    if (!slot.name.startsWith(`${PREFIX}${person}|`)) {
      continue;
    }
    if (!person) {
      // A page of ours came after it, and not the form with its errors.
      if (!document.querySelector(".form-errors")) {
        drop([slot.name]);
      }
      continue;
    }
    const answer = await ask(slot.place);
    if (answer?.state === "none") {
      drop([slot.name]);
    } else if (answer?.state === "kept" && !document.querySelector(".form-errors")) {
      // It was not taken: from here on it is what was typed and not sent.
      replace(slot);
    }
  }
}

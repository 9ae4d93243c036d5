// Keeps what is typed into a long form on this device until it is sent. Nothing secret: passwords,
// files and hidden fields are never kept, a draft is forgotten after a week, and signing out
// (a form with data-forget-drafts) forgets them all.
import { say } from "./words.js";

const PREFIX = "dabir-draft:";
const WEEK = 7 * 24 * 60 * 60 * 1000;
const KEPT = "textarea, select, input:not([type=password], [type=file], [type=hidden], [type=submit])";

function controls(form) {
  return [...form.querySelectorAll(KEPT)].filter((control) => control.name);
}

function read(form) {
  const values = {};
  for (const control of controls(form)) {
    const ticks = control.type === "checkbox" || control.type === "radio";
    const list = (values[control.name] ??= []);
    if (control.multiple && control.options) {
      list.push(...[...control.selectedOptions].map((option) => option.value));
    } else if (!ticks || control.checked) {
      list.push(control.value);
    }
  }
  return values;
}

function write(form, values) {
  const taken = {};
  for (const control of controls(form)) {
    const list = values[control.name];
    if (!list) {
      continue;
    }
    if (control.type === "checkbox" || control.type === "radio") {
      control.checked = list.includes(control.value);
    } else if (control.multiple && control.options) {
      for (const option of control.options) {
        option.selected = list.includes(option.value);
      }
    } else {
      const at = taken[control.name] ?? 0;
      control.value = list[at] ?? control.value;
      taken[control.name] = at + 1;
    }
  }
}

function load(key) {
  try {
    const kept = JSON.parse(localStorage.getItem(PREFIX + key));
    return kept && Date.now() - kept.at < WEEK ? kept.values : null;
  } catch {
    return null;
  }
}

function forget(key) {
  try {
    localStorage.removeItem(PREFIX + key);
  } catch {
    // Nothing was kept, then.
  }
}

function forgetAll() {
  try {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith(PREFIX)) {
        localStorage.removeItem(key);
      }
    }
  } catch {
    // Nothing was kept, then.
  }
}

function notice(form, blank, key) {
  const box = document.createElement("div");
  box.className = "draft-notice";
  box.setAttribute("role", "status");
  const words = document.createElement("span");
  words.textContent = say("draftRestored");
  const discard = document.createElement("button");
  discard.type = "button";
  discard.className = "secondary compact";
  discard.textContent = say("draftDiscard");
  discard.addEventListener("click", () => {
    write(form, blank);
    forget(key);
    box.remove();
    controls(form)[0]?.focus();
  });
  box.append(words, discard);
  form.prepend(box);
}

export function start(root) {
  for (const form of root.querySelectorAll("form[data-forget-drafts]")) {
    form.addEventListener("submit", forgetAll);
  }
  for (const form of root.querySelectorAll("form[data-draft-key]")) {
    const key = form.dataset.draftKey;
    const blank = read(form);
    const kept = load(key);
    // A form that came back with errors already holds what was typed.
    if (kept && !form.querySelector(".form-errors") && JSON.stringify(kept) !== JSON.stringify(blank)) {
      write(form, kept);
      notice(form, blank, key);
    }
    let waiting = 0;
    form.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => {
        try {
          localStorage.setItem(PREFIX + key, JSON.stringify({ at: Date.now(), values: read(form) }));
        } catch {
          // Full or closed storage costs the draft, never the form.
        }
      }, 400);
    });
    form.addEventListener("submit", () => {
      clearTimeout(waiting);
      forget(key);
    });
  }
}

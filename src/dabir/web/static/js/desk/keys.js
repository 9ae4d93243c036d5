// The keys of the desk. Letters are told by what the keyboard types or, in another layout, by where
// the key lies; they can be switched off, and never work while something is being typed.
import * as cards from "./cards.js";
import * as exchange from "./exchange.js";
import * as marking from "./marking.js";

const KEPT = "dabir-desk-keys";

function on() {
  try {
    return localStorage.getItem(KEPT) !== "off";
  } catch {
    return true;
  }
}

function typing(element) {
  return element.matches?.(
    "textarea, select, [contenteditable], input:not([type=checkbox], [type=radio], [type=submit])",
  );
}

function letter(event) {
  if (/^[a-z]$/i.test(event.key)) {
    return event.key.toLowerCase();
  }
  return /^Key([A-Z])$/.exec(event.code)?.[1].toLowerCase() ?? "";
}

function press(card, selector) {
  const found = card?.querySelector(selector);
  if (!found) {
    return;
  }
  if (found.matches("form")) {
    found.requestSubmit();
  } else {
    found.click();
  }
}

function toWords() {
  marking.enter(cards.current());
}

function use() {
  press(cards.current(), "a[data-event=words]");
}

function add() {
  const bar = document.querySelector("[data-marked]");
  if (!marking.marked()) {
    toWords();
  }
  setTimeout(() => {
    if (bar && !bar.hidden) {
      bar.querySelector("[data-marked-add]").focus();
    }
  }, 60);
}

function undo() {
  const form = cards.lastDecided();
  if (form) {
    exchange.send(form);
  }
}

const forward = () => cards.step(1) || exchange.turn("next");
const back = () => cards.step(-1) || exchange.turn("previous");

const LETTERS = {
  j: forward,
  k: back,
  g: () => cards.goOn() || exchange.turn("next"),
  a: () => press(cards.current(), "form[data-event=accept]"),
  d: () => press(cards.current(), "form[data-event=decline]"),
  e: () => press(cards.current(), "a[data-event=correct]"),
  c: () => press(cards.current(), "form[data-event=clause]"),
  s: () => press(cards.current(), "a[data-event=split]"),
  m: () => press(cards.current(), "a[data-event=merge]"),
  w: use,
  n: add,
  u: undo,
  t: () => document.querySelector("[data-take-over] a")?.click(),
};

function sign(event) {
  if (event.code === "Slash" && event.shiftKey) {
    return help;
  }
  if (event.code === "BracketLeft") {
    return () => marking.adjust(event.shiftKey ? "end" : "start", -1);
  }
  if (event.code === "BracketRight") {
    return () => marking.adjust(event.shiftKey ? "end" : "start", 1);
  }
  const found = letter(event);
  if (event.shiftKey) {
    return found === "a" ? () => press(document, "form[data-event=accept-sure]") : null;
  }
  return LETTERS[found] ?? null;
}

function help() {
  document.querySelector("[data-desk-keys]")?.showModal();
}

function inDocument(event) {
  if (event.key.startsWith("Arrow")) {
    return () => marking.move(event.key, event.shiftKey);
  }
  if (event.key === "Enter") {
    return use;
  }
  return null;
}

function onCard(event) {
  return {
    ArrowDown: forward,
    ArrowUp: back,
    Enter: marking.marked() ? use : toWords,
  }[event.key];
}

function pressed(event) {
  const target = event.target;
  if (
    event.defaultPrevented ||
    event.ctrlKey ||
    event.altKey ||
    event.metaKey ||
    document.querySelector("dialog[open]") ||
    typing(target)
  ) {
    return;
  }
  let act = null;
  if (event.key === "Escape") {
    act = () => {
      marking.forget();
      cards.make(cards.current());
    };
  } else if (target.matches?.("[data-source]")) {
    act = inDocument(event);
  } else if (target.matches?.("[data-proposal]")) {
    act = onCard(event);
  }
  if (!act && on()) {
    act = sign(event);
  }
  if (act) {
    event.preventDefault();
    act();
  }
}

function offerHelp() {
  for (const button of document.querySelectorAll("[data-desk-help]")) {
    button.hidden = false;
  }
}

export function watch() {
  document.addEventListener("keydown", pressed);
  document.addEventListener("click", (event) => {
    if (event.target.closest?.("[data-desk-help]")) {
      help();
    }
  });
  offerHelp();
  document.addEventListener("dabir:fragment", offerHelp);
  document.addEventListener("htmx:load", offerHelp);
  const box = document.querySelector("[data-desk-keys-on]");
  if (box) {
    box.checked = on();
    box.addEventListener("change", () => {
      try {
        localStorage.setItem(KEPT, box.checked ? "on" : "off");
      } catch {
        // Nothing is kept on this device: the keys stay as they are.
      }
    });
  }
}

// Which card is the current one, what becomes of it when it is decided, and what is said about it.

const decided = []; // keys of cards, the last decision last
let advancing = false;

export function all() {
  return [...document.querySelectorAll("[data-desk] [data-proposal]")];
}

export function find(key) {
  return document.getElementById(`proposal-${key}`);
}

export function current() {
  return document.querySelector("[data-desk] .proposal-current") ?? all()[0] ?? null;
}

// Bring the words of a card into view within the document, without moving the page.
function showWords(card) {
  const mark = document.querySelector(`[data-source] [data-span~="${card.dataset.proposal}"]`);
  const frame = mark?.closest(".side-stays");
  if (!frame) {
    return;
  }
  const box = mark.getBoundingClientRect();
  const inner = frame.getBoundingClientRect();
  if (box.top < inner.top + 8 || box.bottom > Math.min(inner.bottom, innerHeight) - 8) {
    const smooth = matchMedia("(prefers-reduced-motion: no-preference)").matches;
    frame.scrollBy({
      top: box.top - inner.top - inner.height / 3,
      behavior: smooth ? "smooth" : "auto",
    });
  }
}

export function make(card, { focus = true } = {}) {
  if (!card) {
    return;
  }
  for (const other of document.querySelectorAll(".proposal-current")) {
    if (other !== card) {
      other.classList.remove("proposal-current");
      other.tabIndex = -1;
    }
  }
  card.classList.add("proposal-current");
  card.tabIndex = 0;
  showWords(card);
  if (focus) {
    card.focus();
    card.scrollIntoView({ block: "nearest" });
  }
}

// Go a card on or back; false at the end of this part.
export function step(by) {
  const every = all();
  const next = every[every.indexOf(current()) + by];
  if (next) {
    make(next);
  }
  return Boolean(next);
}

// Go to the next undecided card, round the end of this part, and from its end to the next part.
export function goOn(from = current()) {
  const every = all();
  const at = every.indexOf(from);
  const rest = [...every.slice(at + 1), ...every.slice(0, Math.max(at, 0))];
  const next = rest.find((card) => card.dataset.state === "open");
  if (next) {
    make(next);
    return true;
  }
  if (from) {
    make(from);
  }
  return false;
}

export function say(words) {
  const place = document.querySelector("[data-desk-said]");
  const left = document.getElementById("desk-bar")?.dataset.left ?? "";
  place.textContent = "";
  // A fresh text, so that the same words are said twice when they happen twice.
  setTimeout(() => {
    place.textContent = left ? `${words} · ${left}` : words;
  }, 30);
}

// Remember a decision, so that U takes it back although another card is the current one by then.
export function remember(key) {
  decided.push(key);
}

export function lastDecided() {
  while (decided.length) {
    const key = decided.pop();
    const form = find(key)?.querySelector("form[data-event=reopen]");
    if (form) {
      return form;
    }
  }
  return current()?.querySelector("form[data-event=reopen]") ?? null;
}

function redraw(card) {
  const state = { accepted: "accepted", corrected: "accepted", declined: "rejected" };
  const key = card.dataset.proposal;
  for (const mark of document.querySelectorAll(`[data-span~="${key}"]`)) {
    if (mark.dataset.span.split(" ")[0] === key) {
      mark.classList.remove("mark-accepted", "mark-rejected");
      const drawn = state[card.dataset.state];
      if (drawn) {
        mark.classList.add(`mark-${drawn}`);
      }
    }
  }
}

// htmx put a decided card in the place of the open one.
function arrived(event) {
  const card = event.target;
  if (!(card instanceof Element) || !card.matches("[data-proposal]")) {
    return;
  }
  redraw(card);
  if (card.dataset.state !== "open") {
    remember(card.dataset.proposal);
  }
  say(card.dataset.said);
  if (advancing) {
    advancing = false;
    goOn(card);
  } else {
    make(card, { focus: false });
  }
}

function fromAddress() {
  const key = /^#proposal-(\d+)$/.exec(location.hash)?.[1];
  return key ? find(key) : null;
}

export function watch() {
  document.addEventListener("htmx:load", arrived);
  document.addEventListener("submit", (event) => {
    if (event.target.matches("form[hx-post]")) {
      advancing = true;
    }
  });
  document.addEventListener("htmx:responseError", () => {
    advancing = false;
  });
  document.addEventListener("focusin", (event) => {
    const card = event.target.closest?.("[data-desk] [data-proposal]");
    if (card) {
      make(card, { focus: false });
    }
  });
  document.addEventListener("click", (event) => {
    const card = event.target.closest?.("[data-desk] [data-proposal]");
    if (card) {
      make(card, { focus: false });
    }
    const mark = event.target.closest?.("[data-source] [data-span]");
    if (!mark) {
      return;
    }
    event.preventDefault();
    // Who has just marked words does not want to leave them.
    if (document.getSelection().isCollapsed) {
      const keys = mark.dataset.span.split(" ");
      make(keys.map(find).find(Boolean));
    }
  });
  const first = fromAddress();
  if (first) {
    make(first);
  } else {
    make(all().find((card) => card.dataset.state === "open") ?? all()[0], { focus: false });
  }
}

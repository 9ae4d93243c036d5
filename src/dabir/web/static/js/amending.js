// On a text: whoever selects words of a clause is offered to amend them where they stand, and sees
// the differences while typing. By keyboard, the clause's own "Amend" opens the same form. What is
// typed is sent to the clause's page of proposing, which does all of this without a script, too.
import { show } from "./differences.js";
import { codePoints, selectedIn, whole } from "./ranges.js";
import { icon, say } from "./words.js";

let opened = null;

function tell(message) {
  const status = document.querySelector("[data-amending-said]");
  if (status) {
    status.textContent = message;
  }
}

function close() {
  if (!opened) {
    return;
  }
  const { form, opener } = opened;
  opened = null;
  form.remove();
  opener?.focus();
}

// The form that the server gives for this wording, put under the clause.
async function open(words, place, opener) {
  const address = new URL(words.dataset.amend, location.href);
  address.searchParams.set("only", words.lang);
  let html = "";
  try {
    const answer = await fetch(address, { headers: { "X-In-Place": "1" } });
    if (!answer.ok || answer.redirected) {
      throw new Error(String(answer.status));
    }
    html = await answer.text();
  } catch {
    // The page of proposing says what is the matter.
    location.assign(address);
    return;
  }
  close();
  const holder = document.createElement("div");
  holder.className = "amend-here";
  holder.append(document.createRange().createContextualFragment(html));
  words.closest(".draft-body").append(holder);
  opened = { form: holder, opener };
  document.dispatchEvent(new CustomEvent("dabir:fragment", { detail: holder }));
  const field = prepare(holder);
  field.focus();
  if (place) {
    field.setSelectionRange(place.start, place.end);
  }
}

function prepare(holder) {
  const field = holder.querySelector("[data-old]");
  const shown = holder.querySelector("[data-differences]");
  const old = field.dataset.old;
  const draw = () => {
    const now = field.value;
    shown.parentElement.hidden = now === old;
    show(shown, old, now);
  };
  field.addEventListener("input", draw);
  field.addEventListener("dabir:brought-back", draw);
  draw();
  holder.querySelector("[data-close]").addEventListener("click", (event) => {
    event.preventDefault();
    close();
  });
  holder.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      event.stopPropagation();
      close();
    }
  });
  return field;
}

function offered(name, words, act) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "compact";
  button.append(icon(name), words);
  // Pressing it must not lose the selection.
  button.addEventListener("pointerdown", (event) => event.preventDefault());
  button.addEventListener("click", act);
  return button;
}

function prepareSelecting(article) {
  const bar = document.createElement("div");
  bar.className = "amend-offer";
  bar.setAttribute("role", "group");
  bar.setAttribute("aria-label", say("selectedWords"));
  bar.hidden = true;
  let chosen = null;
  const amend = offered("edit", say("amendWords"), () => {
    bar.hidden = true;
    open(chosen.words, chosen.place, chosen.words.closest(".draft-body").querySelector("[data-amend-clause]"));
  });
  const comment = offered("quote", say("commentOnWords"), () => {
    const text = chosen.words.textContent;
    const address = new URL(chosen.words.dataset.comment, location.href);
    const start = codePoints(text.slice(0, chosen.place.start));
    const size = codePoints(text.slice(chosen.place.start, chosen.place.end));
    address.searchParams.set("at", `${chosen.words.lang}:${start}:${start + size}`);
    location.assign(address);
  });
  bar.append(amend, comment);
  document.addEventListener("selectionchange", () => {
    const anchor = document.getSelection()?.anchorNode;
    const near = anchor instanceof Element ? anchor : anchor?.parentElement;
    const words = near?.closest("[data-amend], [data-comment]");
    const found = words && article.contains(words) ? selectedIn(words) : null;
    const place = found && whole(words.textContent, found);
    if (place) {
      chosen = { words, place };
      amend.hidden = !words.dataset.amend;
      comment.hidden = !words.dataset.comment;
      if (bar.previousElementSibling !== words) {
        words.after(bar);
      }
      if (bar.hidden) {
        bar.hidden = false;
        tell(say("selectedHow"));
      }
    } else if (!bar.contains(document.activeElement)) {
      bar.hidden = true;
    }
  });
}

export function start(root) {
  const article = root.querySelector("[data-amending]");
  if (!article) {
    return;
  }
  prepareSelecting(article);
  article.addEventListener("click", (event) => {
    const link = event.target.closest("[data-amend-clause]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) {
      return;
    }
    const words = link.closest(".draft-body").querySelector("[data-amend]");
    if (words) {
      event.preventDefault();
      open(words, null, link);
    }
  });
}

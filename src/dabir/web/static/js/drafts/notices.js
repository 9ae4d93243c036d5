// What is said about words that are kept: a line in the form, and boxes that ask for a choice.
import { show } from "../differences.js";
import { say } from "../words.js";
import { differing } from "./fields.js";

// The line stands before anything is said: only then a screen reader hears what is put into it.
export function statusOf(form) {
  const line = document.createElement("p");
  line.className = "draft-status";
  line.setAttribute("role", "status");
  const buttons = form.querySelector(".form-buttons");
  if (buttons) {
    buttons.after(line);
  } else {
    form.append(line);
  }
  return line;
}

export function tell(line, text, tone = "") {
  line.dataset.tone = tone;
  if (line.textContent !== text) {
    line.textContent = text;
  }
}

function button(words, act, kind = "secondary compact") {
  const made = document.createElement("button");
  made.type = "button";
  made.className = kind;
  made.textContent = words;
  made.addEventListener("click", act);
  return made;
}

export function notSent(line, text, again) {
  line.dataset.tone = "trouble";
  line.replaceChildren(text, " ", button(say("sendAgain"), again));
}

// Whether the line says that something was not sent, and sends it again.
export function offersSending(line) {
  return line.querySelector("button") !== null;
}

// What was not sent is not sent yet when it is saved: the way to send it again stays.
export function tellSaved(line, text) {
  const again = line.querySelector("button");
  tell(line, text);
  if (again) {
    line.append(" ", again);
  }
}

export function tellSignedOut(line, again = null) {
  if (line.dataset.tone === "signed-out" && !again) {
    return;
  }
  line.dataset.tone = "signed-out";
  const link = document.createElement("a");
  link.href = "/account/login/";
  link.target = "_blank";
  link.rel = "noopener";
  link.textContent = say("signInElsewhere");
  line.replaceChildren(say("signedOut"), " ", link, ...(again ? [" ", button(say("sendAgain"), again)] : []));
}

function box(form, name, role, text) {
  form.querySelector(`.${name}`)?.remove();
  const made = document.createElement("div");
  made.className = `draft-notice ${name}`;
  made.setAttribute("role", role);
  const words = document.createElement("span");
  words.textContent = text;
  made.append(words);
  form.prepend(made);
  return made;
}

export function restored(form, text, discard) {
  const made = box(form, "draft-restored", "status", text);
  made.append(
    button(say("draftDiscard"), () => {
      made.remove();
      discard();
      form.querySelector("textarea, input:not([type=hidden]), select")?.focus();
    }),
  );
}

// Both wordings of each field that differs: what is not here struck out, what is only here marked.
function wordings(form, values) {
  const list = document.createElement("div");
  list.className = "draft-wordings";
  for (const control of differing(form, values)) {
    const label = document.createElement("p");
    label.className = "quiet small";
    // The label alone, without "(optional)".
    label.textContent = control.labels?.[0]?.firstChild.textContent.trim() ?? "";
    const words = document.createElement("p");
    words.className = "diff";
    words.dir = "auto";
    show(words, values[control.name][0] ?? "", control.value);
    list.append(label, words);
  }
  return list;
}

export function both(form, answer, choose) {
  const made = box(form, "draft-both", "alert", say("writtenElsewhere").replace("%", answer.at));
  const choice = (act) => () => {
    made.remove();
    act();
    form.querySelector("textarea")?.focus();
  };
  const buttons = document.createElement("div");
  buttons.className = "draft-choices";
  buttons.append(button(say("takeTheirs"), choice(choose.theirs)), button(say("takeMine"), choice(choose.mine)));
  made.append(wordings(form, answer.values), buttons);
}

export function otherWindow(form, slot, take) {
  const made = box(form, "draft-other", "status", say("otherWindow"));
  const buttons = document.createElement("div");
  buttons.className = "draft-choices";
  buttons.append(
    button(say("takeTheirs"), () => {
      made.remove();
      take();
    }),
    button(say("takeMine"), () => made.remove()),
  );
  made.append(wordings(form, slot.values), buttons);
}

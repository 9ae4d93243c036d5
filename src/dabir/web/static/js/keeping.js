// Keeps what is typed into the public form on the server, encrypted, a second after typing stops,
// and makes the draft's own link the address of this page: after a crash or on another day it leads
// back. Nothing of it is kept on this device, which others may use too.
import { say } from "./words.js";

const PAUSE = 1000;
const AGAIN = 10_000;
const PATIENCE = 10_000;
const REACHED_FOR = 60_000;

// Whether a server answers at all: a file that costs it nothing.
async function reach() {
  try {
    const signal = AbortSignal.timeout(PATIENCE);
    return (await fetch(import.meta.url, { method: "HEAD", cache: "no-store", signal })).ok;
  } catch {
    return false;
  }
}

function typed(form) {
  const data = new FormData(form);
  for (const [name, value] of [...data]) {
    if (value instanceof File || name === "altcha") {
      data.delete(name);
    }
  }
  return data;
}

// What a person typed; what the page itself put into hidden fields is no reason to keep anything.
function words(form) {
  const hidden = new Set(["csrfmiddlewaretoken", "once", "draft"]);
  return JSON.stringify([...typed(form)].filter(([name]) => !hidden.has(name)));
}

function prepare(form) {
  const status = form.querySelector("[data-kept]");
  const link = document.createElement("a");
  let kept = words(form);
  let waiting = 0;
  let running = false;
  let leaving = false;
  let unsent = false; // sending failed: until it is kept, nothing less is said

  function show(answer) {
    unsent = false;
    form.elements.draft.value = answer.secret;
    history.replaceState(history.state, "", answer.link);
    link.href = answer.link;
    link.textContent = say("draftLink");
    status.replaceChildren(`${say("savedAt").replace("%", answer.at)} `, link);
  }

  function complain(text) {
    status.textContent = text;
  }

  async function keep() {
    clearTimeout(waiting);
    const now = words(form);
    if (running || leaving || now === kept) {
      return;
    }
    running = true;
    try {
      const answer = await fetch(form.dataset.keeping, { method: "POST", body: typed(form) });
      const told = await answer.json();
      if (answer.ok) {
        kept = now;
        show(told);
      } else {
        complain(told.reason ?? say("notSaved"));
      }
    } catch {
      if (!unsent) {
        complain(say("notSaved"));
      }
      wait(AGAIN);
    } finally {
      running = false;
    }
    if (words(form) !== now) {
      wait(PAUSE);
    }
  }

  function wait(pause) {
    clearTimeout(waiting);
    waiting = setTimeout(keep, pause);
  }

  // Where no server answers the page is not left: what was typed would be left with it.
  let reached = 0;
  let reaching = false;
  form.addEventListener(
    "submit",
    async (event) => {
      if (Date.now() - reached < REACHED_FOR) {
        return;
      }
      event.preventDefault();
      event.stopImmediatePropagation();
      if (reaching) {
        return;
      }
      reaching = true;
      const answers = await reach();
      reaching = false;
      unsent = !answers;
      if (answers) {
        reached = Date.now();
        form.requestSubmit(event.submitter);
      } else {
        complain(say("notSentStay"));
      }
    },
    { capture: true },
  );
  form.addEventListener("input", () => wait(PAUSE));
  form.addEventListener("change", () => wait(PAUSE));
  form.addEventListener("submit", (event) => {
    if (!event.defaultPrevented) {
      leaving = true;
      clearTimeout(waiting);
    }
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") {
      keep();
    }
  });
  window.addEventListener("beforeunload", (event) => {
    if (!leaving && words(form) !== kept) {
      event.preventDefault();
    }
  });
}

export function start(root) {
  for (const form of root.querySelectorAll("form[data-keeping]")) {
    prepare(form);
  }
}

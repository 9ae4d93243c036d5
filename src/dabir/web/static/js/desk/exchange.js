// Questions open as dialogs over the desk, and answers change the desk without leaving the page.
// Whatever goes wrong, the browser goes to the address as if there were no scripts.
import * as cards from "./cards.js";
import * as marking from "./marking.js";

let dialog = null;
let asked = null; // the link whose question is open

function announce(root) {
  document.dispatchEvent(new CustomEvent("dabir:fragment", { detail: root }));
}

async function read(answer) {
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

function messages(page) {
  return [...page.querySelectorAll("main .messages, main [data-messages]")]
    .map((each) => each.textContent.trim().replace(/\s+/g, " "))
    .join(" ");
}

function focusOf(address) {
  return new URL(address, location.href).searchParams.get("at");
}

function replaceDesk(page, address) {
  const desk = document.getElementById("desk");
  const fresh = page.getElementById("desk");
  const source = desk.querySelector(".side-stays");
  const before = { top: source.scrollTop, base: desk.querySelector("[data-source]").dataset.base };
  desk.replaceChildren(...fresh.childNodes);
  const after = desk.querySelector(".side-stays");
  if (desk.querySelector("[data-source]").dataset.base === before.base) {
    after.scrollTop = before.top;
  }
  window.htmx?.process(desk);
  announce(desk);
  const url = new URL(address, location.href);
  url.searchParams.delete("at");
  history.replaceState(null, "", url);
}

// Show another part, or the desk narrowed otherwise.
export async function go(address) {
  try {
    const answer = await fetch(address, { headers: { Accept: "text/html" } });
    const page = await read(answer);
    if (!answer.ok || !page.getElementById("desk")) {
      throw new Error("This is no desk.");
    }
    replaceDesk(page, answer.url);
    cards.make(cards.all().find((card) => card.dataset.state === "open") ?? cards.all()[0]);
    document.getElementById("desk").scrollIntoView({ block: "start" });
  } catch {
    location.assign(address);
  }
}

// Go to the next part of the desk, or back to the previous.
export function turn(way) {
  const link = document.querySelector(`[data-desk-part="${way}"]`);
  if (link) {
    go(link.href);
  }
}

function settle(page, address, event) {
  const key = focusOf(address);
  const from = cards.current()?.dataset.proposal;
  replaceDesk(page, address);
  const card = cards.find(key ?? from) ?? cards.all()[0];
  const said = messages(page) || card?.dataset.said || "";
  if (key && ["correct", "words", "merge", "split", "add"].includes(event)) {
    cards.remember(key);
  }
  cards.say(said);
  if (["reopen", "add", "split"].includes(event) || !cards.goOn(card)) {
    cards.make(card);
  }
}

export async function send(form, submitter = null) {
  const action = submitter?.getAttribute("formaction") || form.getAttribute("action") || "";
  const address = new URL(action || location.href, location.href);
  const get = form.method === "get";
  const data = new FormData(form);
  if (get) {
    address.search = new URLSearchParams(data).toString();
  }
  try {
    const answer = await fetch(address, {
      method: get ? "GET" : "POST",
      body: get ? undefined : data,
      headers: { Accept: "text/html" },
    });
    const page = await read(answer);
    if (page.getElementById("desk")) {
      const event = form.dataset.event ?? asked?.dataset.event ?? "";
      close({ back: false });
      settle(page, answer.url, event);
    } else if (page.querySelector("[data-question]")) {
      show(page, answer.url);
    } else {
      refuse(page);
    }
  } catch {
    form.submit();
  }
}

function refuse(page) {
  const said = page.querySelector("main")?.textContent.trim().replace(/\s+/g, " ") ?? "";
  close();
  cards.say(said);
  const notice = document.createElement("p");
  notice.className = "notice notice-warning";
  notice.setAttribute("role", "alert");
  notice.textContent = page.querySelector("main .refusal, main p")?.textContent ?? said;
  document.querySelector(".desk-bar").after(notice);
  setTimeout(() => notice.remove(), 8000);
}

function close({ back = true } = {}) {
  if (!dialog) {
    return;
  }
  const closing = dialog;
  const link = asked;
  dialog = null;
  closing.close();
  closing.remove();
  if (back) {
    asked = null;
    const card = link?.closest("[data-proposal]");
    if (card) {
      cards.make(card);
    } else {
      cards.current()?.focus();
    }
  }
}

function show(page, address) {
  const question = page.querySelector("[data-question]");
  const heading = question.querySelector("h2");
  heading.id = "question-heading";
  if (!dialog) {
    dialog = document.createElement("dialog");
    dialog.className = "dialog desk-dialog";
    dialog.setAttribute("aria-labelledby", heading.id);
    dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      close();
    });
    document.body.append(dialog);
  }
  dialog.replaceChildren(...question.childNodes);
  for (const form of dialog.querySelectorAll("form")) {
    form.action = new URL(form.getAttribute("action") || address, address).href;
  }
  announce(dialog);
  if (!dialog.open) {
    dialog.showModal();
  }
  const first =
    dialog.querySelector("[aria-invalid=true]") ??
    dialog.querySelector("input[type=radio]:checked") ??
    dialog.querySelector("input:not([type=hidden]), textarea, select") ??
    dialog.querySelector("button[type=submit]");
  first?.focus();
}

export async function ask(link, address = link.href) {
  asked = link;
  try {
    const answer = await fetch(address, { headers: { Accept: "text/html" } });
    const page = await read(answer);
    if (page.querySelector("[data-question]")) {
      show(page, answer.url);
    } else {
      refuse(page);
    }
  } catch {
    location.assign(address);
  }
}

function plain(event) {
  return !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0;
}

export function watch() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a");
    if (!link || !plain(event) || event.defaultPrevented) {
      return;
    }
    if (link.matches("[data-question-leave]") && dialog?.contains(link)) {
      event.preventDefault();
      close();
    } else if (link.matches("[data-question-on]") && dialog?.contains(link)) {
      event.preventDefault();
      ask(asked, link.href);
    } else if (link.matches("[data-desk-ask]")) {
      event.preventDefault();
      ask(link, marking.withWords(link));
    } else if (link.closest(".desk-narrow, .desk-parts")) {
      event.preventDefault();
      go(link.href);
    }
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented) {
      return;
    }
    if (form.matches("[data-desk-form]") || dialog?.contains(form)) {
      event.preventDefault();
      send(form, event.submitter);
    }
  });
  document.addEventListener("keydown", (event) => {
    const inside = dialog?.contains(event.target);
    if (inside && event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      dialog.querySelector("form")?.requestSubmit();
    }
  });
}

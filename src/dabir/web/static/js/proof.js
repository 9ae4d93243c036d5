// Proof of work: while somebody writes, the browser computes what a flood of forms could not afford.
// It begins when the form is first touched. Sending waits for it; saving for later does not.
// Where it fails, the form is sent as it is, and confirmed by mail as without scripts.
import { say } from "./words.js";

const MARGIN = 60;

function solve(challenge) {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("proof_worker.js", import.meta.url));
    worker.addEventListener("message", (event) => {
      worker.terminate();
      resolve(event.data);
    });
    worker.addEventListener("error", (event) => {
      worker.terminate();
      reject(event);
    });
    worker.postMessage(challenge);
  });
}

async function prove(url) {
  const answer = await fetch(url, { credentials: "same-origin" });
  if (!answer.ok) {
    throw new Error(String(answer.status));
  }
  const challenge = await answer.json();
  const solution = await solve(challenge);
  return {
    payload: btoa(JSON.stringify({ challenge, solution })),
    until: challenge.parameters.expiresAt - MARGIN,
  };
}

function prepare(form) {
  const field = form.elements.altcha;
  const status = form.querySelector("[data-proving]");
  let work = null;
  let proof = null;

  const tell = (word) => {
    status.textContent = say(word);
  };
  const fresh = () => proof && proof.until > Date.now() / 1000;

  async function run() {
    tell("proving");
    try {
      proof = await prove(form.dataset.proof);
      field.value = proof.payload;
      tell("proven");
    } catch {
      proof = null;
      field.value = "";
      tell("notProven");
    } finally {
      work = null;
    }
  }

  function begin() {
    if (!work && !fresh()) {
      work = run();
    }
    return work;
  }

  form.addEventListener("focusin", begin, { once: true });
  form.addEventListener("input", begin, { once: true });
  let sending = false;
  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (sending || fresh() || (button && button.name !== "send")) {
      return;
    }
    event.preventDefault();
    tell("provingToSend");
    begin().then(() => {
      sending = true;
      form.requestSubmit(button ?? undefined);
      sending = false;
    });
  });
}

export function start(root) {
  if (!window.Worker) {
    return;
  }
  for (const form of root.querySelectorAll("form[data-proof]")) {
    prepare(form);
  }
}

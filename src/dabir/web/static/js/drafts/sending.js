// Sending a form without losing it: first its words are kept on the server, which also tells whether
// there is a server, and whether it still knows who writes; only then the browser sends the form and
// leaves the page. Where no answer comes, the page stays, and the words with it.
import { say } from "../words.js";
import * as notices from "./notices.js";
import { ask, person } from "./server.js";

export function prepareSending(form, keeper) {
  let passing = false;
  let asking = false;

  function pass(submitter) {
    clearTimeout(keeper.waiting);
    keeper.shelve({ sending: true });
    keeper.mark();
    // Nothing more is kept on the server while the browser is leaving.
    keeper.leaving = true;
    passing = true;
    form.requestSubmit(submitter);
    passing = false;
  }

  async function send(submitter) {
    asking = true;
    keeper.leaving = false;
    keeper.tell(say("sending"));
    const words = keeper.known > 0 || keeper.dirty();
    const answer = words ? await keeper.save({ evenIfSame: true }) : await ask(keeper.place);
    asking = false;
    if (keeper.halted) {
      // Both wordings are shown: one of them is chosen before anything is sent.
      form.querySelector(".draft-both")?.scrollIntoView({ block: "nearest" });
      return;
    }
    if (answer === null) {
      notices.notSent(keeper.status, say("notSentKept"), () => send(submitter));
    } else if (answer.state === "signed_out") {
      notices.tellSignedOut(keeper.status, () => send(submitter));
    } else if (answer.state === "gone") {
      notices.notSent(keeper.status, say("goneElsewhere"), () => send(submitter));
    } else if (answer.state === "somebody_else") {
      keeper.tell(say("somebodyElse"), "trouble");
    } else {
      pass(submitter);
    }
  }

  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented || passing || form.method === "get") {
      return;
    }
    if (!person) {
      keeper.shelve({ sending: true });
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!asking) {
      send(event.submitter);
    }
  });
  window.addEventListener("pageshow", () => {
    // Back from the page after: the form is live again.
    keeper.leaving = false;
  });
}

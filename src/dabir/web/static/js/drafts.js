// Keeps what is typed into a long form (data-draft-key: its place) until the server has taken it: on
// this device at once, and, for who is signed in, on the server a moment later, for them alone. What
// was kept comes back with the form, on this device or another. Nothing secret is kept: no passwords,
// no files, no hidden fields but those with data-kept. Signing out (a form with data-forget-drafts)
// forgets what this device holds. How it is sent: sending.js.
import { read, same, write } from "./drafts/fields.js";
import * as notices from "./drafts/notices.js";
import { prepareSending } from "./drafts/sending.js";
import { ask, forgetThere, keepThere, person } from "./drafts/server.js";
import { forget, forgetAll, lookAfterSending, newest, others, store } from "./drafts/shelf.js";
import { say } from "./words.js";

const PAUSE = 1200;
const AGAIN = [2000, 5000, 10_000];

// One form whose words are kept. `known` is the revision on the server that this window knows of.
class Keeper {
  constructor(form) {
    this.form = form;
    this.place = form.dataset.draftKey;
    this.blank = read(form);
    this.settled = this.blank;
    this.known = Number(form.dataset.draftRevision ?? 0);
    this.failures = 0;
    this.touched = false;
    this.halted = false;
    this.leaving = false;
    this.running = null;
    this.status = notices.statusOf(form);
  }

  dirty() {
    return !same(read(this.form), this.settled);
  }

  tell(text, tone = "") {
    notices.tell(this.status, text, tone);
  }

  // On this device, at once: no network is asked.
  shelve(extra = {}) {
    const values = read(this.form);
    const dirty = !same(values, this.settled);
    store(this.place, { values, known: this.known, dirty, ...extra });
  }

  typed() {
    this.touched = true;
    this.leaving = false;
    this.shelve();
    this.wait(PAUSE);
  }

  wait(pause) {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.save(), pause);
  }

  // Returns the server's answer, or null where there was none.
  async save({ leaving = false, evenIfSame = false } = {}) {
    clearTimeout(this.waiting);
    if (!person || this.halted || this.leaving) {
      return null;
    }
    if (this.running) {
      await this.running;
    }
    if (!this.dirty() && !evenIfSame) {
      return { state: "kept" };
    }
    const values = read(this.form);
    this.running = keepThere(this.form, this.place, values, this.known, leaving);
    const answer = await this.running;
    this.running = null;
    this.answered(answer, values);
    return answer;
  }

  answered(answer, values) {
    if (answer === null) {
      if (!notices.offersSending(this.status)) {
        this.tell(say("keptHereOnly"), "trouble");
      }
      this.wait(AGAIN[Math.min(this.failures, AGAIN.length - 1)]);
      this.failures += 1;
      return;
    }
    const again = this.failures > 0;
    this.failures = 0;
    if (answer.state === "kept") {
      this.known = answer.revision;
      this.settled = values;
      this.mark();
      this.shelve();
      notices.tellSaved(this.status, say(again ? "savedAgainAt" : "savedAt").replace("%", answer.at));
      if (this.dirty()) {
        this.wait(PAUSE);
      }
    } else if (answer.state === "elsewhere") {
      this.differ(answer);
    } else if (answer.state === "gone") {
      this.known = 0;
      this.mark();
      this.shelve();
      this.tell(say("goneElsewhere"), "trouble");
    } else if (answer.state === "signed_out") {
      this.failures = 1;
      notices.tellSignedOut(this.status);
      this.wait(AGAIN.at(-1));
    } else {
      this.tell(answer.reason ?? say("somebodyElse"), "trouble");
    }
  }

  // Forms without scripts say by this field which revision they know.
  mark() {
    const field = this.form.elements.unsent_revision;
    if (field) {
      field.value = this.known;
    }
  }

  // Another window wrote otherwise: both are shown, and nothing is saved until one is chosen.
  differ(answer) {
    this.halted = true;
    this.tell("");
    const settle = () => {
      this.halted = false;
      this.known = answer.revision;
      this.settled = answer.values;
      this.mark();
    };
    notices.both(this.form, answer, {
      theirs: () => {
        settle();
        write(this.form, answer.values);
        this.shelve();
        this.tell(say("savedAt").replace("%", answer.at));
      },
      mine: () => {
        settle();
        this.shelve();
        this.save();
      },
    });
  }

  restored(text) {
    notices.restored(this.form, text, async () => {
      clearTimeout(this.waiting);
      write(this.form, this.blank);
      forget(this.place);
      this.settled = this.blank;
      this.tell("");
      if (person && (await forgetThere(this.form, this.place))) {
        this.known = 0;
        this.mark();
      }
    });
  }

  bringBack(values, text) {
    write(this.form, values);
    this.restored(text);
  }

  async begin() {
    const shelved = newest(this.place);
    if ("draftRevision" in this.form.dataset) {
      this.meetShelved(shelved);
    } else if ("draftSent" in this.form.dataset || this.form.querySelector(".form-errors")) {
      await this.goOn(shelved);
    } else {
      await this.comeBack(shelved);
    }
    for (const other of others(this.place, read(this.form))) {
      notices.otherWindow(this.form, other, () => {
        write(this.form, other.values);
        this.typed();
      });
    }
  }

  // The form came as it is when nobody has typed: what was typed is brought back.
  async comeBack(shelved) {
    const mine = shelved && (shelved.dirty || !person) && this.unlike(shelved) ? shelved : null;
    if (mine) {
      this.bringBack(mine.values, say(person ? "draftRestored" : "draftRestoredHere"));
    }
    if (!person) {
      return;
    }
    const there = await ask(this.place);
    if (there?.state === "kept") {
      this.meet(there, mine);
    } else if (there?.state === "none") {
      if (shelved && !shelved.dirty) {
        forget(this.place);
      }
      this.save();
    } else if (there === null && mine) {
      this.answered(null);
    } else if (there === null && shelved && !this.touched && this.unlike(shelved)) {
      // The server cannot be asked: what this device has of it is better than nothing.
      this.known = shelved.known;
      this.bringBack(shelved.values, say("draftRestored"));
    }
  }

  // The form came back, with errors or to be looked at again, and holds what was typed.
  async goOn(shelved) {
    if (shelved?.sending) {
      this.known = shelved.known;
      this.settled = shelved.values;
    } else if (person) {
      this.known = (await ask(this.place))?.revision ?? 0;
    }
  }

  unlike(shelved) {
    return !same(shelved.values, read(this.form));
  }

  // What the server has, where this device may hold words that it has not seen.
  meet(there, shelved) {
    const now = read(this.form);
    if (same(now, there.values)) {
      this.known = there.revision;
      this.settled = there.values;
      this.tell(say("savedAt").replace("%", there.at));
      return;
    }
    if (shelved ? shelved.known === there.revision : !this.touched && same(now, this.blank)) {
      this.known = there.revision;
      this.settled = there.values;
      if (shelved) {
        this.save();
      } else {
        this.bringBack(there.values, say("draftRestoredFrom").replace("%", there.at));
      }
      return;
    }
    this.differ(there);
  }

  // The form came with what the server kept; this device may hold words that the server has not seen.
  meetShelved(shelved) {
    if (!shelved?.dirty || !this.unlike(shelved)) {
      return;
    }
    write(this.form, shelved.values);
    if (shelved.known === this.known) {
      this.save();
    } else {
      const at = this.form.dataset.draftAt ?? "";
      this.differ({ revision: this.known, values: this.blank, at });
    }
  }
}

export function start(root) {
  for (const form of root.querySelectorAll("form[data-forget-drafts]")) {
    form.addEventListener("submit", forgetAll);
  }
  for (const form of root.querySelectorAll("form[data-forget-draft]")) {
    form.addEventListener("submit", () => forget(form.dataset.forgetDraft));
  }
  for (const form of root.querySelectorAll("form[data-draft-key]")) {
    const keeper = new Keeper(form);
    form.addEventListener("input", () => keeper.typed());
    form.addEventListener("change", () => keeper.typed());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden" && form.isConnected && keeper.dirty()) {
        keeper.save({ leaving: true });
      }
    });
    prepareSending(form, keeper);
    keeper.begin();
  }
  if (root === document) {
    lookAfterSending();
  }
}

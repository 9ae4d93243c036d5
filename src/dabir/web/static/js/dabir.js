// Everything here makes a page that already works a little easier. Each module has start(root),
// called for the page and again for every fragment that htmx puts into it.
import * as amending from "./amending.js";
import * as commenting from "./commenting.js";
import * as confirm from "./confirm.js";
import * as contests from "./contests.js";
import * as copy from "./copy.js";
import * as crosshair from "./crosshair.js";
import * as datepicker from "./datepicker.js";
import * as drafts from "./drafts.js";
import * as focus from "./focus.js";
import * as keeping from "./keeping.js";
import * as localTimes from "./local_times.js";
import * as printing from "./printing.js";
import * as proof from "./proof.js";
import * as quoting from "./quoting.js";
import * as spans from "./spans.js";
import * as tabs from "./tabs.js";
import * as themeSwitch from "./theme_switch.js";

// Proving comes before keeping: a submission that waits for its proof is not sent yet.
const MODULES = [
  themeSwitch,
  tabs,
  focus,
  datepicker,
  drafts,
  amending,
  commenting,
  quoting,
  proof,
  keeping,
  spans,
  copy,
  contests,
  confirm,
  crosshair,
  localTimes,
  printing,
];

export function start(root) {
  for (const module of MODULES) {
    module.start(root);
  }
}

start(document);
document.addEventListener("htmx:load", (event) => {
  if (event.target !== document.body) {
    start(event.target);
  }
});
document.addEventListener("dabir:fragment", (event) => start(event.detail));

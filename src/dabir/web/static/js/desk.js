// The confirming desk by keyboard and pointer. The page works without this: every key and every
// gesture here follows a link or sends a form that the page itself holds.
import * as cards from "./desk/cards.js";
import * as exchange from "./desk/exchange.js";
import * as keys from "./desk/keys.js";
import * as marking from "./desk/marking.js";

if (document.querySelector("[data-desk]")) {
  cards.watch();
  marking.watch();
  exchange.watch();
  keys.watch();
}

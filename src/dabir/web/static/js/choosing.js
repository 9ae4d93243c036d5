// Choosing words of an element whose text is exactly a wording: whoever selects some is offered to
// comment on them. By keyboard, the wording opens as a field in which words are selected with Shift
// and the arrows.
import { selectedIn } from "./ranges.js";
import { icon, say } from "./words.js";

function button(name, words, classes) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = classes;
  made.append(icon(name), words);
  return made;
}

// Calls take with the chosen place, { start, end } in UTF-16 units of the element's text.
export function offerChoosing(text, take) {
  const offer = button("quote", say("commentOnWords"), "compact clause-offer");
  offer.hidden = true;
  let place = null;
  document.addEventListener("selectionchange", () => {
    const found = selectedIn(text);
    if (found) {
      place = found;
      offer.hidden = false;
    } else if (document.activeElement !== offer) {
      offer.hidden = true;
    }
  });
  offer.addEventListener("pointerdown", (event) => event.preventDefault());
  offer.addEventListener("click", () => {
    offer.hidden = true;
    take(place);
  });

  // By keyboard: the same words in a field that cannot be changed, where Shift and arrows select.
  const tools = document.createElement("div");
  tools.className = "row clause-keys";
  const open = button("edit", say("chooseWords"), "plain compact");
  open.setAttribute("aria-expanded", "false");
  const area = document.createElement("textarea");
  // A field that is read-only shows no caret to select with: this one merely takes no changes.
  area.setAttribute("aria-readonly", "true");
  area.addEventListener("beforeinput", (event) => event.preventDefault());
  area.hidden = true;
  area.rows = 4;
  area.value = text.textContent;
  area.lang = text.lang;
  area.dir = "auto";
  area.setAttribute("aria-label", say("chooseWordsHow"));
  const chosen = button("quote", say("commentOnWords"), "compact");
  chosen.hidden = true;
  open.addEventListener("click", () => {
    area.hidden = !area.hidden;
    chosen.hidden = area.hidden;
    open.setAttribute("aria-expanded", String(!area.hidden));
    if (!area.hidden) {
      area.focus();
      area.setSelectionRange(0, 0);
    }
  });
  chosen.addEventListener("click", () => {
    if (area.selectionStart < area.selectionEnd) {
      take({ start: area.selectionStart, end: area.selectionEnd });
    } else {
      area.focus();
    }
  });
  tools.append(open, area, chosen);
  text.after(offer, tools);
}

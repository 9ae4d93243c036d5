// On the page of one comment: words that are selected in the clause beside the form are filled in
// as those that the comment is on. Without this, they are typed or pasted.
import { offerChoosing } from "./choosing.js";
import { codePoints, whole } from "./ranges.js";

function prepare(clause) {
  const quoted = document.querySelector("textarea[name=quoted]");
  const at = document.querySelector("input[name=at]");
  const comment = document.querySelector("textarea[name=words]");
  for (const hint of clause.querySelectorAll("[data-scripted]")) {
    hint.hidden = false;
  }
  for (const text of clause.querySelectorAll("[data-clause-text]")) {
    offerChoosing(text, (place) => {
      const words = text.textContent;
      const chosen = whole(words, place);
      if (!chosen) {
        return;
      }
      const start = codePoints(words.slice(0, chosen.start));
      quoted.value = words.slice(chosen.start, chosen.end);
      at.value = `${text.lang}:${start}:${start + codePoints(quoted.value)}`;
      quoted.dispatchEvent(new Event("input", { bubbles: true }));
      comment.focus();
    });
  }
  quoted.addEventListener("input", (event) => {
    // Who types other words does not mean the place that was selected before.
    if (event.isTrusted) {
      at.value = "";
    }
  });
}

export function start(root) {
  root.querySelectorAll("[data-quoting]").forEach(prepare);
}

// Comments on words of a clause: whoever selects some is offered a comment on them, with the words
// filled in. Places are counted in code points, as the server counts them. Without this, the words
// are typed or pasted.
import { offerChoosing } from "./choosing.js";
import { codePoints, whole } from "./ranges.js";

const PARTS = ["words", "range", "comment", "wording", "reason"];

function prepare(clause) {
  const text = clause.querySelector("[data-clause-text]");
  const list = clause.querySelector(".clause-comments");
  const blank = list.lastElementChild.cloneNode(true);

  const field = (box, part) => box.querySelector(`[name^="${part}-"]`);
  const empty = (box) => PARTS.every((part) => !field(box, part).value.trim());

  // Another empty comment, its fields numbered after the last one's.
  function another() {
    const key = list.lastElementChild.querySelector("[data-comment]").dataset.comment;
    const [pk, number] = key.split("-");
    const was = blank.querySelector("[data-comment]").dataset.comment;
    const next = `${pk}-${Number(number) + 1}`;
    const box = blank.cloneNode(true);
    box.querySelector("[data-comment]").dataset.comment = next;
    for (const element of box.querySelectorAll("[name], [for], [id]")) {
      for (const attribute of ["name", "for", "id"]) {
        const value = element.getAttribute(attribute);
        if (value?.endsWith(`-${was}`)) {
          element.setAttribute(attribute, `${value.slice(0, -was.length)}${next}`);
        }
      }
    }
    const legend = box.querySelector("legend");
    const count = new Intl.NumberFormat(numbering(), { useGrouping: false });
    legend.textContent = legend.textContent.replace(/[0-9۰-۹]+/, count.format(list.children.length + 1));
    list.append(box);
    return box;
  }

  function numbering() {
    return /[۰-۹]/.test(blank.querySelector("legend").textContent) ? "fa-u-nu-arabext" : "en";
  }

  function comment(place) {
    const words = text.textContent;
    const chosen = whole(words, place);
    if (!chosen) {
      return;
    }
    const box = empty(list.lastElementChild) ? list.lastElementChild : another();
    const start = codePoints(words.slice(0, chosen.start));
    const quoted = words.slice(chosen.start, chosen.end);
    field(box, "words").value = quoted;
    field(box, "range").value = `${text.lang}:${start}:${start + codePoints(quoted)}`;
    field(box, "words").dispatchEvent(new Event("input", { bubbles: true }));
    field(box, "comment").focus();
  }

  offerChoosing(text, comment);

  list.addEventListener("input", (event) => {
    if (event.isTrusted && event.target.name?.startsWith("words-")) {
      field(event.target.closest("[data-comment]"), "range").value = "";
    }
  });
  clause.querySelector("button[name=more]")?.addEventListener("click", (event) => {
    event.preventDefault();
    const box = empty(list.lastElementChild) ? list.lastElementChild : another();
    field(box, "words").focus();
  });
}

export function start(root) {
  for (const part of root.querySelectorAll("[data-clauses]")) {
    for (const hint of part.querySelectorAll("[data-scripted]")) {
      hint.hidden = false;
    }
    part.querySelectorAll("[data-clause]").forEach(prepare);
  }
}

"use strict";
// Filtering and printing only: everything is there without this.
(() => {
  const field = document.getElementById("words");
  const items = [...document.querySelectorAll(".item")];
  if (!items.length) return;
  const told = document.querySelector("#filter output");
  const fold = (text) =>
    text
      .normalize("NFKC")
      .toLowerCase()
      .replace(/[يى]/g, "ی")
      .replace(/ك/g, "ک")
      .replace(/[\u064b-\u0652\u0640\u200c]/g, "");
  const texts = new Map(items.map((item) => [item, fold(item.textContent)]));
  const filter = () => {
    const words = fold(field.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const item of items) {
      item.hidden = !words.every((word) => texts.get(item).includes(word));
      shown += item.hidden ? 0 : 1;
    }
    for (const group of document.querySelectorAll(".branch, .opposite")) {
      group.hidden = !group.querySelector(".item:not([hidden])");
    }
    told.textContent = shown ? "" : told.dataset.none;
  };
  field.addEventListener("input", filter);
  document.getElementById("filter").hidden = false;
  // A link to something within a closed part opens it.
  const open = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (let part = target; part; part = part.parentElement) {
      if (part.tagName === "DETAILS") part.open = true;
    }
    target?.scrollIntoView();
  };
  addEventListener("hashchange", open);
  if (location.hash) open();
  const closed = new Set();
  addEventListener("beforeprint", () => {
    for (const part of document.querySelectorAll("details:not([open])")) {
      closed.add(part);
      part.open = true;
    }
  });
  addEventListener("afterprint", () => {
    for (const part of closed) part.open = false;
    closed.clear();
  });
})();

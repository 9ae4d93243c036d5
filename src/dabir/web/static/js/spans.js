// A proposal and the words it rests on light up together.
function light(key, on) {
  const lit = [];
  for (const span of document.querySelectorAll("[data-span]")) {
    if (span.dataset.span.split(" ").includes(key)) {
      span.classList.toggle("span-lit", on);
      lit.push(span);
    }
  }
  document.getElementById(`proposal-${key}`)?.classList.toggle("proposal-lit", on);
  return lit;
}

function bringIntoView(span) {
  const frame = span.closest("[data-source]");
  const smooth = matchMedia("(prefers-reduced-motion: no-preference)").matches;
  const inner = frame.getBoundingClientRect();
  const mark = span.getBoundingClientRect();
  const hidden =
    mark.top < Math.max(inner.top, 0) || mark.bottom > Math.min(inner.bottom, innerHeight);
  if (hidden) {
    span.scrollIntoView({ block: "center", behavior: smooth ? "smooth" : "auto" });
  }
}

// A fragment may itself be a proposal: it does not stand among what stands in it.
function proposalsIn(root) {
  const inside = [...root.querySelectorAll("[data-proposal]")];
  return root instanceof Element && root.matches("[data-proposal]") ? [root, ...inside] : inside;
}

export function start(root) {
  for (const proposal of proposalsIn(root)) {
    const key = proposal.dataset.proposal;
    proposal.addEventListener("pointerenter", () => light(key, true));
    proposal.addEventListener("pointerleave", () => light(key, false));
    proposal.addEventListener("focusin", () => {
      const [first] = light(key, true);
      // The confirming desk keeps to its own frame.
      if (first && !first.closest("[data-desk]")) {
        bringIntoView(first);
      }
    });
    proposal.addEventListener("focusout", () => light(key, false));
  }
  for (const span of root.querySelectorAll("[data-span]")) {
    const key = span.dataset.span.split(" ")[0];
    for (const event of ["pointerenter", "focus"]) {
      span.addEventListener(event, () => light(key, true));
    }
    for (const event of ["pointerleave", "blur"]) {
      span.addEventListener(event, () => light(key, false));
    }
  }
}

// A button that goes round: as the device, light, dark.
const ROUND = ["system", "light", "dark"];

function chosen() {
  return document.documentElement.dataset.theme ?? "system";
}

function show(button) {
  const now = chosen();
  for (const part of button.querySelectorAll("[data-theme-icon]")) {
    part.hidden = part.dataset.themeIcon !== now;
  }
  const label = button.getAttribute(`data-label-${now}`);
  button.setAttribute("aria-label", label);
  button.title = label;
}

export function start(root) {
  for (const button of root.querySelectorAll("[data-theme-switch]")) {
    button.hidden = false;
    show(button);
    button.addEventListener("click", () => {
      const next = ROUND[(ROUND.indexOf(chosen()) + 1) % ROUND.length];
      if (next === "system") {
        delete document.documentElement.dataset.theme;
      } else {
        document.documentElement.dataset.theme = next;
      }
      try {
        localStorage.setItem("dabir-theme", next);
      } catch {
        // The choice then lasts as long as the page.
      }
      show(button);
    });
  }
}

// Runs before the first paint, so that a chosen colour scheme never flashes. The switch itself is
// in theme_switch.js; without scripts the page follows the device.
(() => {
  try {
    const chosen = localStorage.getItem("dabir-theme");
    if (chosen === "light" || chosen === "dark") {
      document.documentElement.dataset.theme = chosen;
    }
  } catch {
    // Storage may be closed to us; then the device decides.
  }
})();

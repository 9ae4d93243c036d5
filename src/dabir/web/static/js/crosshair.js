// In a wide table, lights the column of the cell that is pointed at or has the keyboard; the row
// is lit by the style sheet alone.
export function start(root) {
  for (const region of root.querySelectorAll("[data-crosshair]")) {
    const columns = region.querySelectorAll("col");
    const heads = region.querySelectorAll("thead th");
    let lit = -1;
    const light = (event) => {
      const cell = event.target.closest("td, th");
      const next = cell && cell.colSpan === 1 ? cell.cellIndex : -1;
      if (next === lit) {
        return;
      }
      for (const [place, on] of [[lit, false], [next, true]]) {
        columns[place]?.classList.toggle("lit", on);
        heads[place]?.classList.toggle("lit", on);
      }
      lit = next;
    };
    region.addEventListener("pointerover", light);
    region.addEventListener("focusin", light);
    region.addEventListener("pointerleave", light);
  }
}

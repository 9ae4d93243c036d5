// A calendar beside a text field: <input data-datepicker data-calendar="jalali"> (or "gregorian"). It follows
// the date-picker dialog of the WAI-ARIA authoring practices. The field stays what is read and sent.
import * as calendars from "./calendars.js";
import { icon, language, say } from "./words.js";

let opened = 0;

function button(iconName, label, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.setAttribute("aria-label", label);
  made.title = label;
  made.append(icon(iconName));
  made.addEventListener("click", act);
  return made;
}

class DatePicker {
  constructor(input) {
    this.input = input;
    this.calendar = input.dataset.calendar === "gregorian" ? "gregorian" : "jalali";
    this.weekStart = language === "fa" || this.calendar === "jalali" ? 6 : 1;
    const frame = document.createElement("div");
    frame.className = "datepicker";
    const field = input.labels?.[0]?.firstChild?.textContent.trim() ?? "";
    input.replaceWith(frame);
    const name = field ? `${say("chooseDate")}: ${field}` : say("chooseDate");
    this.opener = button("calendar", name, () => this.toggle());
    this.opener.classList.add("secondary");
    this.opener.setAttribute("aria-haspopup", "dialog");
    frame.append(input, this.opener);
    this.frame = frame;
  }

  toggle() {
    if (this.dialog) {
      this.close();
    } else {
      this.open();
    }
  }

  open() {
    opened += 1;
    this.chosen = calendars.read(this.input.value);
    this.day = this.chosen ?? calendars.today();
    this.dialog = document.createElement("dialog");
    this.dialog.className = "datepicker-dialog";
    this.dialog.setAttribute("aria-label", say("chooseDate"));
    this.heading = document.createElement("h2");
    this.heading.id = `datepicker-month-${opened}`;
    this.heading.setAttribute("aria-live", "polite");
    const head = document.createElement("div");
    head.className = "datepicker-head";
    head.append(
      this.turn("chevron-start", say("previousMonth"), -1),
      this.heading,
      this.turn("chevron-end", say("nextMonth"), 1),
    );
    this.grid = document.createElement("table");
    this.grid.className = "datepicker-grid";
    this.grid.setAttribute("role", "grid");
    this.grid.setAttribute("aria-labelledby", this.heading.id);
    this.grid.addEventListener("keydown", (event) => this.key(event));
    this.grid.addEventListener("click", (event) => this.click(event));
    const foot = document.createElement("div");
    foot.className = "datepicker-foot";
    const today = document.createElement("button");
    today.type = "button";
    today.className = "plain compact";
    today.textContent = say("today");
    today.addEventListener("click", () => this.choose(calendars.today()));
    const close = document.createElement("button");
    close.type = "button";
    close.className = "plain compact";
    close.textContent = say("close");
    close.addEventListener("click", () => this.close());
    foot.append(today, close);
    const keys = document.createElement("p");
    keys.className = "visually-hidden";
    keys.textContent = say("keys");
    this.dialog.append(head, this.grid, keys, foot);
    this.dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      this.close();
    });
    this.dialog.addEventListener("click", (event) => {
      if (event.target === this.dialog) {
        this.close();
      }
    });
    this.frame.append(this.dialog);
    this.draw();
    this.dialog.showModal();
    this.place();
    this.focusDay();
  }

  // Under the field, or above it where there is no room below, and never beyond the screen.
  place() {
    const field = this.frame.getBoundingClientRect();
    const box = this.dialog.getBoundingClientRect();
    const rtl = getComputedStyle(this.frame).direction === "rtl";
    const left = rtl ? field.right - box.width : field.left;
    const below = field.bottom + box.height + 8 < innerHeight || field.top < box.height + 8;
    this.dialog.style.left = `${Math.max(8, Math.min(left, innerWidth - box.width - 8))}px`;
    this.dialog.style.top = `${below ? field.bottom + 4 : field.top - box.height - 4}px`;
  }

  turn(iconName, label, months) {
    return button(iconName, label, () => {
      this.day = calendars.addMonths(this.day, months, this.calendar);
      this.draw();
    });
  }

  close() {
    this.dialog.close();
    this.dialog.remove();
    this.dialog = null;
    this.opener.focus();
  }

  choose(day) {
    this.input.value = calendars.write(day, this.calendar, language);
    this.input.dispatchEvent(new Event("input", { bubbles: true }));
    this.input.dispatchEvent(new Event("change", { bubbles: true }));
    this.close();
  }

  draw() {
    const { year, month } = calendars.parts(this.day, this.calendar);
    const first = calendars.firstOfMonth(year, month, this.calendar);
    const length = calendars.monthLength(year, month, this.calendar);
    this.heading.textContent = calendars.monthTitle(this.day, this.calendar, language);
    const head = document.createElement("thead");
    const names = head.insertRow();
    for (let column = 0; column < 7; column += 1) {
      const sample = first + ((this.weekStart + column - calendars.weekday(first) + 7) % 7);
      const cell = document.createElement("th");
      cell.scope = "col";
      cell.abbr = calendars.name(sample, "gregorian", language, { weekday: "long" });
      cell.textContent = calendars.name(sample, "gregorian", language, { weekday: language === "fa" ? "narrow" : "short" });
      names.append(cell);
    }
    const body = document.createElement("tbody");
    const before = (calendars.weekday(first) - this.weekStart + 7) % 7;
    for (let slot = 0; slot < before + length; slot += 1) {
      const row = slot % 7 === 0 ? body.insertRow() : body.lastElementChild;
      const cell = row.insertCell();
      if (slot < before) {
        continue;
      }
      const day = first + slot - before;
      cell.dataset.day = day;
      cell.tabIndex = day === this.day ? 0 : -1;
      cell.setAttribute("aria-label", calendars.dayTitle(day, this.calendar, language));
      const number = slot - before + 1;
      cell.textContent = language === "fa" ? calendars.digits(number) : number;
      cell.classList.toggle("datepicker-today", day === calendars.today());
      cell.setAttribute("aria-selected", String(day === this.chosen));
    }
    this.grid.replaceChildren(head, body);
  }

  focusDay() {
    this.grid.querySelector(`[data-day="${this.day}"]`).focus();
  }

  click(event) {
    const cell = event.target.closest("[data-day]");
    if (cell) {
      this.choose(Number(cell.dataset.day));
    }
  }

  key(event) {
    const forward = getComputedStyle(this.dialog).direction === "rtl" ? -1 : 1;
    const column = (calendars.weekday(this.day) - this.weekStart + 7) % 7;
    const moves = {
      ArrowRight: () => this.day + forward,
      ArrowLeft: () => this.day - forward,
      ArrowDown: () => this.day + 7,
      ArrowUp: () => this.day - 7,
      Home: () => this.day - column,
      End: () => this.day + 6 - column,
      PageUp: () => calendars.addMonths(this.day, event.shiftKey ? -12 : -1, this.calendar),
      PageDown: () => calendars.addMonths(this.day, event.shiftKey ? 12 : 1, this.calendar),
    };
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      this.choose(this.day);
    } else if (moves[event.key]) {
      event.preventDefault();
      this.day = moves[event.key]();
      this.draw();
      this.focusDay();
    }
  }
}

export function start(root) {
  for (const input of root.querySelectorAll("input[data-datepicker]")) {
    if (!input.closest(".datepicker")) {
      new DatePicker(input);
    }
  }
}

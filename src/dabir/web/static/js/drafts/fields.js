// What stands in the fields of a form that are kept: lists of values by the names of the fields.
const KEPT =
  "textarea, select, input[type=hidden][data-kept], " +
  "input:not([type=password], [type=file], [type=hidden], [type=submit])";

function controls(form) {
  return [...form.querySelectorAll(KEPT)].filter((control) => control.name);
}

export function read(form) {
  const values = {};
  for (const control of controls(form)) {
    const ticks = control.type === "checkbox" || control.type === "radio";
    const list = (values[control.name] ??= []);
    if (control.multiple && control.options) {
      list.push(...[...control.selectedOptions].map((option) => option.value));
    } else if (!ticks || control.checked) {
      list.push(control.value);
    }
  }
  return values;
}

export function write(form, values) {
  const taken = {};
  for (const control of controls(form)) {
    const list = values[control.name];
    if (!list) {
      continue;
    }
    if (control.type === "checkbox" || control.type === "radio") {
      control.checked = list.includes(control.value);
    } else if (control.multiple && control.options) {
      for (const option of control.options) {
        option.selected = list.includes(option.value);
      }
    } else {
      const at = taken[control.name] ?? 0;
      control.value = list[at] ?? control.value;
      taken[control.name] = at + 1;
    }
  }
  // What follows what is typed, as the shown differences, follows what was brought back.
  for (const area of form.querySelectorAll("textarea")) {
    area.dispatchEvent(new CustomEvent("dabir:brought-back", { bubbles: true }));
  }
}

// Lines end in one sign in the browser and in two where a form was sent.
function plain(values) {
  return JSON.stringify(
    Object.entries(values)
      .map(([name, list]) => [name, list.map((value) => value.replaceAll("\r\n", "\n"))])
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  );
}

export function same(one, other) {
  return plain(one) === plain(other);
}

// The fields of words in which two sets of values differ: their controls in the form.
export function differing(form, values) {
  const now = read(form);
  return controls(form).filter(
    (control) =>
      (control.tagName === "TEXTAREA" || control.type === "text") &&
      values[control.name] &&
      !same({ of: now[control.name] }, { of: values[control.name] }),
  );
}

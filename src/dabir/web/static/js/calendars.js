// Days of the two calendars. A day is a count of days since 1 January 1970, so that nothing here
// depends on clocks or zones; the browser's own Persian calendar does the converting.
const DAY = 86_400_000;
const PARTS = { year: "numeric", month: "numeric", day: "numeric", timeZone: "UTC" };
const READERS = {
  jalali: new Intl.DateTimeFormat("en-u-ca-persian-nu-latn", PARTS),
  gregorian: new Intl.DateTimeFormat("en-u-ca-gregory-nu-latn", PARTS),
};
const TAGS = { jalali: "u-ca-persian", gregorian: "u-ca-gregory" };

export function parts(day, calendar) {
  const found = {};
  for (const { type, value } of READERS[calendar].formatToParts(new Date(day * DAY))) {
    if (type === "year" || type === "month" || type === "day") {
      found[type] = Number.parseInt(value, 10);
    }
  }
  return found;
}

// The first day of a month. The guess is never more than a few days off; then it is walked to.
export function firstOfMonth(year, month, calendar) {
  let day;
  if (calendar === "gregorian") {
    return Date.UTC(year, month - 1, 1) / DAY;
  }
  day = Math.round(Date.UTC(year + 621, 2, 21) / DAY + (month - 1) * 30.5);
  for (let step = 0; step < 4; step += 1) {
    const now = parts(day, calendar);
    const months = (year - now.year) * 12 + (month - now.month);
    if (months === 0) {
      return day - now.day + 1;
    }
    day += Math.round(months * 30.4) + (15 - now.day);
  }
  return day;
}

export function monthLength(year, month, calendar) {
  const next = month === 12 ? [year + 1, 1] : [year, month + 1];
  return firstOfMonth(...next, calendar) - firstOfMonth(year, month, calendar);
}

export function fromParts(year, month, day, calendar) {
  if (month < 1 || month > 12 || day < 1 || day > monthLength(year, month, calendar)) {
    return null;
  }
  return firstOfMonth(year, month, calendar) + day - 1;
}

export function addMonths(day, months, calendar) {
  const now = parts(day, calendar);
  const count = now.year * 12 + (now.month - 1) + months;
  const year = Math.floor(count / 12);
  const month = (count % 12) + 1;
  return firstOfMonth(year, month, calendar) + Math.min(now.day, monthLength(year, month, calendar)) - 1;
}

export function weekday(day) {
  return (((day + 4) % 7) + 7) % 7;
}

export function today() {
  const now = new Date();
  return Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) / DAY;
}

// Reads what people type: 1403/5/18, ۱۴۰۳/۰۵/۱۸, 2024-08-09. A year from 1700 on is Gregorian.
export function read(text) {
  const ascii = text.replace(/[۰-۹]/g, (digit) => digit.charCodeAt(0) - 0x6f0)
    .replace(/[٠-٩]/g, (digit) => digit.charCodeAt(0) - 0x660);
  const found = /^\s*(\d{4})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*$/.exec(ascii);
  if (!found) {
    return null;
  }
  const [year, month, day] = found.slice(1).map(Number);
  return fromParts(year, month, day, year >= 1700 ? "gregorian" : "jalali");
}

export function write(day, calendar, language) {
  const { year, month, day: date } = parts(day, calendar);
  const two = (number) => String(number).padStart(2, "0");
  const text = calendar === "jalali" ? `${year}/${two(month)}/${two(date)}` : `${year}-${two(month)}-${two(date)}`;
  return language === "fa" ? digits(text) : text;
}

export function digits(text) {
  return String(text).replace(/\d/g, (digit) => String.fromCharCode(0x6f0 + Number(digit)));
}

const namers = new Map();

export function name(day, calendar, language, form) {
  const key = `${calendar} ${language} ${JSON.stringify(form)}`;
  if (!namers.has(key)) {
    namers.set(key, new Intl.DateTimeFormat(`${language}-${TAGS[calendar]}`, { ...form, timeZone: "UTC" }));
  }
  return namers.get(key).format(new Date(day * DAY));
}

// «اسفند ۱۴۰۳» and «چهارشنبه ۲۹ اسفند ۱۴۰۳»: the browser's own Persian order puts the year first.
export function monthTitle(day, calendar, language) {
  const { year } = parts(day, calendar);
  const month = name(day, calendar, language, { month: "long" });
  return `${month} ${language === "fa" ? digits(year) : year}`;
}

export function dayTitle(day, calendar, language) {
  const date = parts(day, calendar).day;
  const week = name(day, "gregorian", language, { weekday: "long" });
  return `${week} ${language === "fa" ? digits(date) : date} ${monthTitle(day, calendar, language)}`;
}

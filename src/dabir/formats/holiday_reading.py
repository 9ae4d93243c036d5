"""Lists of holidays as people have them: lines of day and name, CSV, or an iCalendar file."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import icalendar

from dabir.domain.calendars import UnreadableDay, read_day
from dabir.domain.calendars.months import Calendar

LARGEST = 2_000
"""No list of holidays has more lines; one event of a file is cut off after as many days."""
LONGEST_EVENT = timedelta(days=31)
_SEPARATOR = re.compile(r"[,،;؛\t]")
_LEADING_DAY = re.compile(
    r"\s*([\d۰-۹٠-٩]{1,4}(?:[-/.][\d۰-۹٠-٩]{1,4}){2}|[\d۰-۹]{8})[\s:–—-]+(.+)"
)


@dataclass(frozen=True, slots=True)
class ListedDay:
    """One holiday of a list: its day, and its name as it stood there (perhaps none)."""

    day: date
    name: str


@dataclass(frozen=True, slots=True)
class HolidayList:
    """What was read, in order and each day once, and the lines that could not be."""

    days: list[ListedDay]
    unread: list[str]


def read_holidays(text: str, *, prefer: Calendar) -> HolidayList:
    """Read a list of holidays; `prefer` decides between calendars where a day can be of both.

    A line holds a day and then a name, apart by a comma, a semicolon, a tab or spaces; a first
    line without a day is a heading. Lines that hold no day are given back, never guessed at.
    """
    if text.lstrip("\ufeff \r\n").upper().startswith("BEGIN:VCALENDAR"):
        return _from_calendar(text.lstrip("\ufeff \r\n"))
    found: dict[date, str] = {}
    unread: list[str] = []
    lines = [line.strip() for line in text.lstrip("\ufeff").splitlines() if line.strip()]
    for number, line in enumerate(lines[:LARGEST]):
        written, name = _parts(line)
        try:
            day = read_day(written, prefer=prefer)
        except UnreadableDay:
            if number:
                unread.append(line)
            continue
        found.setdefault(day, name)
    unread += lines[LARGEST:]
    return HolidayList([ListedDay(day, found[day]) for day in sorted(found)], unread)


def _parts(line: str) -> tuple[str, str]:
    """Split a line into day and name."""
    mark = _SEPARATOR.search(line)
    if mark is None:
        leading = _LEADING_DAY.fullmatch(line)
        return (leading[1], leading[2].strip()) if leading else (line, "")
    row = next(csv.reader([line], delimiter=mark[0]), [line])
    cells = [cell.strip() for cell in row]
    return cells[0], " ".join(cell for cell in cells[1:2] if cell)


def _from_calendar(text: str) -> HolidayList:
    try:
        calendar = icalendar.Calendar.from_ical(text)
    except ValueError:
        return HolidayList([], [text.splitlines()[0]])
    found: dict[date, str] = {}
    unread: list[str] = []
    for event in calendar.walk("VEVENT")[:LARGEST]:
        name = str(event.get("summary", "")).strip()
        try:
            days = _days_of(event)
        except UnreadableDay:
            unread.append(name or str(event.get("uid", "")).strip() or "VEVENT")
            continue
        for day in days:
            found.setdefault(day, name)
    return HolidayList([ListedDay(day, found[day]) for day in sorted(found)], unread)


def _days_of(event: icalendar.Component) -> list[date]:
    """Return the days of an event; raise UnreadableDay where it has none, or none that can be."""
    first, end = _day(event, "dtstart"), _day(event, "dtend")
    if first is None:
        raise UnreadableDay("", "empty")
    last = end - timedelta(days=1) if end is not None else first
    last = min(max(first, last), first + LONGEST_EVENT)
    return [first + timedelta(days=step) for step in range((last - first).days + 1)]


def _day(event: icalendar.Component, name: str) -> date | None:
    """Return the day of a property; damaged ones, doubled ones and mere times are unreadable."""
    written = event.get(name)
    if written is None:
        return None
    try:
        value = written.dt
    except (AttributeError, ValueError) as error:
        raise UnreadableDay(str(written), "unreadable") from error
    if not isinstance(value, date):
        raise UnreadableDay(str(value), "unreadable")
    day = value.date() if isinstance(value, datetime) else value
    # The years that can be typed can be shown in every calendar, and counted on from.
    return read_day(day.isoformat(), prefer="gregorian")

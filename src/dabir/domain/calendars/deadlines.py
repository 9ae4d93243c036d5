"""Deadlines in running text: days that are named, and lengths of time counted from an event."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from dabir.domain.calendars import deadline_patterns as patterns
from dabir.domain.calendars.durations import Duration
from dabir.domain.calendars.jalali import Jalali
from dabir.domain.calendars.mentions import DateMention, Problem, day_in, last_day_of
from dabir.domain.calendars.months import Calendar
from dabir.domain.calendars.reading import find_dates_in
from dabir.domain.language.letters import Folded, fold_with_offsets, unchanged
from dabir.domain.language.nearby import matches_at
from dabir.domain.language.numbers import read_number

Anchor = Literal["approval", "notification", "event"]

_LOOK_BACK = 90  # characters; longer than any lead-in to a date

_UNITS: dict[str, Literal["years", "months", "weeks", "days", "hours"]] = {
    "سال": "years",
    "ماه": "months",
    "هفته": "weeks",
    "روز": "days",
    "ساعت": "hours",
    "year": "years",
    "month": "months",
    "week": "weeks",
    "day": "days",
    "hour": "hours",
}
_NOTIFICATION = re.compile(
    r"ابلاغ|اعلام|دریافت|وصول|notif|notice|communicat|receipt|transmi", re.IGNORECASE
)
_APPROVAL = re.compile(r"تصویب|تایید|تأیید|adopt|approv", re.IGNORECASE)
# «یک ماه و نیم»: half of the unit, where half of it is a whole number of something.
_HALVES: dict[str, dict[str, int]] = {
    "years": {"months": 6},
    "months": {"days": 15},
    "days": {"hours": 12},
    "hours": {"minutes": 30},
}
_SEASONS = {"بهار": 3, "تابستان": 6, "پاییز": 9, "زمستان": 12}


@dataclass(frozen=True, slots=True)
class DeadlineMention:
    """A deadline as it stands in a text: ``source[start:end] == text``.

    ``due`` is the day that the phrase names (a month, quarter or year: its last day), else None.
    ``relative`` is a length of time counted onward, as an ISO 8601 duration (P2M, P45D, PT72H;
    working days as days), else None; ``working`` says that it counts working time only (ten
    working days); ``anchor`` is what it is counted from: "approval", "notification", another
    "event", or None where the phrase does not say. A phrase that only looks back from an event (a
    week before the meeting) or stays vague gives neither. ``problem`` is that of the date in it
    (see DateMention).
    """

    start: int
    end: int
    text: str
    due: date | None
    relative: str | None
    anchor: Anchor | None
    problem: Problem | None = None
    working: bool = False


@dataclass(frozen=True, slots=True)
class _Found:
    """A reading at positions of the folded text, or of the original where it holds a date."""

    start: int
    end: int
    due: date | None = None
    relative: str | None = None
    anchor: Anchor | None = None
    problem: Problem | None = None
    working: bool = False


def find_deadlines(text: str, *, adopted: date | None, language: str) -> list[DeadlineMention]:
    """Return the deadlines that ``text`` sets, in order, none overlapping another.

    ``adopted`` is the day the text was adopted, from which "the end of the year" and months without
    a year are understood; without it their ``due`` is None. ``language`` ("fa" or another) decides
    the calendar of that year. Both languages are read in either case.
    """
    folded = fold_with_offsets(text)
    dates = find_dates_in(folded.text, unchanged(folded.text))
    deadlines = find_deadlines_in(folded.text, dates, adopted=adopted, language=language)
    return [_at_source(text, folded, deadline) for deadline in deadlines]


def _at_source(text: str, folded: Folded, deadline: DeadlineMention) -> DeadlineMention:
    start, end = folded.span(deadline.start, deadline.end)
    return replace(deadline, start=start, end=end, text=text[start:end])


def find_deadlines_in(
    plain: str, dates: list[DateMention], *, adopted: date | None, language: str
) -> list[DeadlineMention]:
    """Return ``find_deadlines`` for a text that was folded already, and whose dates are known.

    All positions, those of ``dates`` too, are of the folded text.
    """
    calendar: Calendar = "jalali" if language == "fa" else "gregorian"
    found = [*_around_dates(plain, dates, adopted), *_periods(plain, adopted, calendar)]
    found += _lengths(plain)
    found += _vague(plain)
    kept: list[DeadlineMention] = []
    last_end = 0
    for each in sorted(found, key=lambda item: (item.start, -item.end)):
        if each.start < last_end:
            continue
        last_end = each.end
        kept.append(
            DeadlineMention(
                each.start,
                each.end,
                plain[each.start : each.end],
                each.due,
                each.relative,
                each.anchor,
                each.problem,
                each.working,
            )
        )
    return kept


def _around_dates(plain: str, dates: list[DateMention], adopted: date | None) -> Iterator[_Found]:
    for mention in dates:
        before = plain[max(0, mention.start - _LOOK_BACK) : mention.start]
        lead = patterns.BEFORE_DATE_FA.search(before) or patterns.BEFORE_DATE_EN.search(before)
        if lead is not None:
            start = mention.start - (len(before) - lead.start())
            in_middle = lead["middle"] is not None
        elif patterns.LABEL_BEFORE.search(before):
            start, in_middle = mention.start, False
        else:
            continue
        end, due, problem = mention.end, mention.last_day, mention.problem
        if problem == "incomplete":
            named = patterns.YEAR_NAMED_FA.match(plain, end)
            end = named.end() if named else end
            due = _in_coming_year(mention, named["year"] if named else None, adopted)
            problem = None if due else problem
        if in_middle and mention.precision == "month" and due:
            due = due - timedelta(days=_days_after_middle(due, mention.calendar))
        yield _Found(start, end, due=due, problem=problem)


def _days_after_middle(last_day: date, calendar: Calendar) -> int:
    """Return how many days the last day of a month is after its fifteenth."""
    last = Jalali.from_gregorian(last_day).day if calendar == "jalali" else last_day.day
    return last - 15


def _in_coming_year(mention: DateMention, named: str | None, adopted: date | None) -> date | None:
    """Return the first such day or end of month from ``adopted`` on, or in the year named."""
    if adopted is None or mention.month is None:
        return None
    year = _year_of(adopted, mention.calendar)
    if named is not None:
        return _day_or_month_end(mention, year + (named not in ("جاری", "امسال")))
    due = _day_or_month_end(mention, year)
    return due if due and due >= adopted else _day_or_month_end(mention, year + 1)


def _day_or_month_end(mention: DateMention, year: int) -> date | None:
    month = mention.month or 12
    if mention.day_of_month is None:
        return last_day_of(mention.calendar, year, month)
    return day_in(mention.calendar, year, month, mention.day_of_month)


def _year_of(day: date, calendar: Calendar) -> int:
    return Jalali.from_gregorian(day).year if calendar == "jalali" else day.year


def _periods(plain: str, adopted: date | None, calendar: Calendar) -> Iterator[_Found]:
    starts = patterns.PERIOD_FA.starts(plain)
    for match in matches_at(patterns.END_OF_YEAR_FA, plain, starts):
        if match["month"]:
            due = _end_of_this_month(adopted, "jalali")
        else:
            due = _end_of_month_in(match["year"] or match["bare"], 12, adopted)
        yield _Found(*match.span(), due=due, problem=None if due else "incomplete")
    for match in matches_at(patterns.END_OF_PERIOD_FA, plain, starts):
        due = _end_of_month_in(match["year"], _last_month(match), adopted)
        yield _Found(*match.span(), due=due, problem=None if due else "incomplete")
    starts = patterns.PERIOD_EN.starts(plain)
    for match in matches_at(patterns.END_OF_PERIOD_EN, plain, starts):
        due = last_day_of("gregorian", int(match["year"]), _last_month(match))
        yield _Found(*match.span(), due=due)
    for match in matches_at(patterns.END_OF_YEAR_EN, plain, starts):
        if match["year"].isdigit():
            due = last_day_of("gregorian", int(match["year"]), 12)
        else:
            due = last_day_of(calendar, _year_of(adopted, calendar), 12) if adopted else None
        yield _Found(*match.span(), due=due, problem=None if due else "incomplete")


def _last_month(match: re.Match[str]) -> int:
    groups = match.groupdict()
    if groups.get("season"):
        return _SEASONS[groups["season"]]
    if groups.get("half"):
        return 6 * (read_number(groups["half"]) or 1)
    return 3 * (read_number(groups.get("figure") or groups["quarter"]) or 1)


def _end_of_month_in(year: str | None, month: int, adopted: date | None) -> date | None:
    """Return the end of a Jalali month of a year in figures, or said from ``adopted``."""
    if year is not None and year.isdigit():
        figure = int(year)
        return last_day_of("jalali", figure + 1300 if figure < 100 else figure, month)
    if adopted is None:
        return None
    this_year = _year_of(adopted, "jalali")
    due = last_day_of("jalali", this_year + (year in ("آینده", "بعد")), month)
    if year is None and due and due < adopted:
        return last_day_of("jalali", this_year + 1, month)
    return due


def _end_of_this_month(adopted: date | None, calendar: Calendar) -> date | None:
    if adopted is None:
        return None
    if calendar == "jalali":
        jalali = Jalali.from_gregorian(adopted)
        return last_day_of(calendar, jalali.year, jalali.month)
    return last_day_of(calendar, adopted.year, adopted.month)


def _lengths(plain: str) -> Iterator[_Found]:
    persian, english = patterns.LENGTH_FA.starts(plain), patterns.LENGTH_EN.starts(plain)
    for pattern, starts in (
        (patterns.WITHIN_FA, persian),
        (patterns.AFTER_FA, persian),
        (patterns.WITHIN_EN, english),
        (patterns.AFTER_EN, english),
    ):
        for match in matches_at(pattern, plain, starts):
            yield _Found(
                *match.span(),
                relative=_duration(match),
                anchor=_anchor(match["event"]),
                working=match["working"] is not None,
            )
    for pattern, starts in (
        (patterns.BEFORE_EVENT_FA, persian),
        (patterns.EVENT_ALONE_FA, patterns.BEFORE_FA.starts(plain)),
        (patterns.BEFORE_EVENT_EN, english),
        (patterns.EVENT_ALONE_EN, patterns.BEFORE_EN.starts(plain)),
    ):
        for match in matches_at(pattern, plain, starts):
            yield _Found(*match.span(), anchor="event")


def _duration(match: re.Match[str]) -> str | None:
    number, unit = match["number"].casefold(), _UNITS[match["unit"].casefold()]
    count = 1 if number in ("a", "an") else read_number(number)
    if count is None:
        return None
    if match.groupdict().get("half"):
        half = _HALVES.get(unit)
        return None if half is None else str(Duration(**{unit: count, **half}))
    return str(Duration(**{unit: count}))


def _anchor(event: str | None) -> Anchor | None:
    if event is None:
        return None
    first_notification = _NOTIFICATION.search(event)
    first_approval = _APPROVAL.search(event)
    if first_approval and (
        first_notification is None or first_approval.start() < first_notification.start()
    ):
        return "approval"
    return "notification" if first_notification else "event"


def _vague(plain: str) -> Iterator[_Found]:
    for pattern, anchor in (
        (patterns.VAGUE_FA, patterns.VAGUE_WORD_FA),
        (patterns.VAGUE_EN, patterns.VAGUE_WORD_EN),
    ):
        for match in matches_at(pattern, plain, anchor.starts(plain)):
            yield _Found(*match.span())

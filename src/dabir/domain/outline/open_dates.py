"""The dates of a text whose words leave open which day is meant.

Reads the dates, the deadlines and the day of the text; writes each open date with the days that it
may mean. A date without a year counts only where the text sets something by it: others are
mentioned in passing.
"""

import re
from bisect import bisect_right
from datetime import date

from dabir.domain.calendars import DateMention
from dabir.domain.calendars.candidates import candidate_days
from dabir.domain.outline.deeds import Deadline
from dabir.domain.outline.model import Days, Finding
from dabir.domain.outline.patterns import rx
from dabir.domain.outline.reading_copy import ReadingCopy

_CUE = rx(r"(?:مورخه?|تاریخ|dated?|on)[\s:]{1,3}$", re.IGNORECASE)
_THIS_YEAR = rx(r"\s{0,3}(?:ماه\s)?(?:سال\s)?(?:جاری|امسال|آینده)(?!\w)")


def open_dates(
    copy: ReadingCopy,
    dates: tuple[Deadline, ...],
    deadlines: tuple[Deadline, ...],
    adopted: Finding[date] | None,
) -> tuple[Finding[Days], ...]:
    """Return the open dates of the text, each with the days it may mean, the likeliest first."""
    if all(each.mention.problem not in {"ambiguous", "incomplete"} for each in dates):
        return ()
    near = adopted.value if adopted else _latest(dates)
    starts = [each.start for each in deadlines]
    found = []
    for each in dates:
        mention = each.mention
        if not isinstance(mention, DateMention):
            continue
        at = bisect_right(starts, each.start) - 1
        around = deadlines[at] if at >= 0 and each.start < deadlines[at].end else None
        if around is not None and _due(around) is not None:
            continue
        if mention.problem == "ambiguous" or (
            mention.problem == "incomplete"
            and (around is not None or _sets_something(copy.text, each))
        ):
            days = candidate_days(mention, near)
            found.append(Finding(days, copy.span(each.start, each.end), "open-date", 0.5))
    return tuple(found)


def _due(deadline: Deadline) -> date | None:
    return None if isinstance(deadline.mention, DateMention) else deadline.mention.due


def _latest(dates: tuple[Deadline, ...]) -> date | None:
    days = [each.mention.day for each in dates if isinstance(each.mention, DateMention)]
    return max((day for day in days if day), default=None)


def _sets_something(text: str, each: Deadline) -> bool:
    before = _CUE.search(text, max(0, each.start - 12), each.start)
    return bool(before or _THIS_YEAR.match(text, each.end))

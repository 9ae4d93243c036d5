"""What a deadline found in a sentence says of its duty: the day, the length of time, or neither.

Reads the copy around a deadline; writes nothing.
"""

from datetime import date

from dabir.domain.calendars import DateMention, DeadlineMention
from dabir.domain.outline.deeds import Deadline
from dabir.domain.outline.patterns import rx

_RECURRING = rx(r"\s*(?:(?:of )?(?:each|every)|annually|هر (?:سال|ماه|فصل|هفته|دوره))(?!\w)")
_EZAFE_BEFORE = rx(r"(?:های|ات) $")


def day_of(found: Deadline) -> date | None:
    """Return the day that the deadline names, the last one of a month or year."""
    mention = found.mention
    if isinstance(mention, DateMention):
        return mention.last_day
    return mention.due


def relative_of(found: Deadline) -> str | None:
    """Return the length of time that the deadline sets, as an ISO 8601 duration."""
    return found.mention.relative if isinstance(found.mention, DeadlineMention) else None


def recurs(text: str, end: int) -> bool:
    """Tell whether what ends at ``end`` comes again and again: تا پایان خرداد هر سال."""
    return bool(_RECURRING.match(text, end))


def qualifies(text: str, at: int) -> bool:
    """Tell whether the phrase says which things are meant: «پرونده‌های پیش از سال ۱۳۹۵»."""
    return text.startswith(("پیش از", "قبل از"), at) and bool(
        _EZAFE_BEFORE.search(text, max(0, at - 12), at)
    )

"""Days in the Jalali and the Gregorian calendar: reading, counting and showing them."""

from dabir.domain.calendars.deadlines import DeadlineMention, find_deadlines
from dabir.domain.calendars.display import format_day, format_instant
from dabir.domain.calendars.durations import Duration, parse_duration
from dabir.domain.calendars.jalali import Jalali, days_in_month, is_leap
from dabir.domain.calendars.mentions import DateMention
from dabir.domain.calendars.reading import find_dates
from dabir.domain.calendars.typed_days import UnreadableDay, read_day
from dabir.domain.calendars.working_days import (
    FRIDAY,
    FRIDAY_SATURDAY,
    SATURDAY_SUNDAY,
    THURSDAY_FRIDAY,
    WorkingDays,
)

__all__ = [
    "FRIDAY",
    "FRIDAY_SATURDAY",
    "SATURDAY_SUNDAY",
    "THURSDAY_FRIDAY",
    "DateMention",
    "DeadlineMention",
    "Duration",
    "Jalali",
    "UnreadableDay",
    "WorkingDays",
    "days_in_month",
    "find_dates",
    "find_deadlines",
    "format_day",
    "format_instant",
    "is_leap",
    "parse_duration",
    "read_day",
]

"""Every act of this app."""

from dabir.foundation.calendar.acts.choosing import choose_calendar
from dabir.foundation.calendar.acts.feeds import make_feed, revoke_feed
from dabir.foundation.calendar.acts.holidays import (
    add_holiday,
    confirm_holiday,
    import_holidays,
    load_official_holidays,
    remove_holiday,
)
from dabir.foundation.calendar.acts.shaping import copy_calendar, create_calendar, edit_calendar

__all__ = [
    "add_holiday",
    "choose_calendar",
    "confirm_holiday",
    "copy_calendar",
    "create_calendar",
    "edit_calendar",
    "import_holidays",
    "load_official_holidays",
    "make_feed",
    "remove_holiday",
    "revoke_feed",
]

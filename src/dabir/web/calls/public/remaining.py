"""How much time a call has left, and when it closes, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dabir.foundation.people.preferences import (
    preferences,
    show_day,
    show_digits,
    show_moment,
)
from dabir.stages.calls.models import Call
from dabir.stages.calls.policy import is_late

FEW_DAYS = 7
END_OF_DAY = time(23, 59)


@dataclass(frozen=True, slots=True)
class Remaining:
    """What is left of a call's time; `tone` is the badge's (`bad` on the last day)."""

    words: str
    tone: str


def remaining(call: Call, at: datetime) -> Remaining:
    """Return how long the call still takes submissions, counted in days of its time zone.

    On the last day it is counted in hours.
    """
    if call.opens_at is not None and at < call.opens_at:
        return Remaining(_("not open yet"), "wait")
    if call.state != Call.State.OPEN or call.closes_at is None:
        return Remaining(_("closed"), "")
    if is_late(call, at):
        return Remaining(_("the deadline has passed"), "")
    days = (call.closes_at.astimezone(call.zone).date() - at.astimezone(call.zone).date()).days
    if days == 0:
        return Remaining(_last_hours(call.closes_at, at), "bad")
    if days == 1:
        return Remaining(_("closes tomorrow"), "bad")
    words = ngettext("%(days)s day left", "%(days)s days left", days)
    return Remaining(words % {"days": show_digits(days)}, "wait" if days <= FEW_DAYS else "good")


def _last_hours(closes_at: datetime, at: datetime) -> str:
    hours = int((closes_at - at).total_seconds() // 3600)
    if hours < 1:
        return _("closes within the hour")
    words = ngettext(
        "closes today, %(hours)s hour left", "closes today, %(hours)s hours left", hours
    )
    return words % {"hours": show_digits(hours)}


def show_deadline(call: Call) -> str:
    """Return the deadline in words: a day where it is that day's end, else day and time."""
    return _show(call.closes_at, call)


def show_opening(call: Call) -> str:
    """Return when the call opens, in words, by its own clock."""
    return show_moment(call.opens_at, zone=call.time_zone) if call.opens_at else ""


def _show(moment: datetime | None, call: Call) -> str:
    if moment is None:
        return ""
    local = moment.astimezone(call.zone)
    if local.time() >= END_OF_DAY:
        return _("the end of %(day)s") % {"day": show_day(local.date())}
    return show_moment(moment, zone=call.time_zone)


def show_change(call: Call, before: datetime | None, after: datetime | None) -> str:
    """Return in words from when to when a notice moved the deadline; nothing where it did not."""
    if after is None:
        return ""
    if before is None:
        return _("New deadline: %(after)s") % {"after": _show(after, call)}
    return _("From %(before)s to %(after)s") % {
        "before": _show(before, call),
        "after": _show(after, call),
    }


def by_own_clock(call: Call) -> str:
    """Return the deadline by the reader's clock, where that shows another time than the call's."""
    if call.closes_at is None:
        return ""
    own = ZoneInfo(preferences().zone)
    if (
        call.closes_at.astimezone(own).utcoffset()
        == call.closes_at.astimezone(call.zone).utcoffset()
    ):
        return ""
    return show_moment(call.closes_at)

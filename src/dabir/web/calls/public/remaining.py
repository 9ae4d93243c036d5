"""How much time a call has left, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dabir.foundation.people.preferences import show_day, show_digits, show_moment
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
    """Return how long the call still takes submissions, counted in days of its time zone."""
    if call.opens_at is not None and at < call.opens_at:
        return Remaining(_("not open yet"), "wait")
    if call.state != Call.State.OPEN or call.closes_at is None:
        return Remaining(_("closed"), "")
    if is_late(call, at):
        return Remaining(_("the deadline has passed"), "")
    days = (call.closes_at.astimezone(call.zone).date() - at.astimezone(call.zone).date()).days
    if days == 0:
        return Remaining(_("closes today"), "bad")
    if days == 1:
        return Remaining(_("closes tomorrow"), "bad")
    words = ngettext("%(days)s day left", "%(days)s days left", days)
    return Remaining(words % {"days": show_digits(days)}, "wait" if days <= FEW_DAYS else "good")


def show_deadline(call: Call) -> str:
    """Return the deadline in words: a day where it is that day's end, else day and time."""
    if call.closes_at is None:
        return ""
    local = call.closes_at.astimezone(call.zone)
    if local.time() >= END_OF_DAY:
        return _("the end of %(day)s") % {"day": show_day(local.date())}
    return show_moment(call.closes_at, zone=call.time_zone)

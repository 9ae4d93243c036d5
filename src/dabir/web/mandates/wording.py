"""How readings, duties and deadlines of this stage are put into words."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from dabir.domain.calendars import Duration, parse_duration
from dabir.foundation.calendar.queries import Practice
from dabir.foundation.people.preferences import show_digits
from dabir.stages.mandates.models import Duty

PROPOSAL_KINDS: dict[str, Any] = {
    "document_kind": gettext_lazy("kind of document"),
    "title": gettext_lazy("title"),
    "number": pgettext_lazy("of a document", "number"),
    "session": gettext_lazy("number of the meeting"),
    "date": gettext_lazy("date"),
    "issuer": gettext_lazy("issuer"),
    "group_title": gettext_lazy("name of the group"),
    "responsible_body": gettext_lazy("responsible body"),
    "member": gettext_lazy("member"),
    "deadline": gettext_lazy("deadline"),
    "contact": gettext_lazy("address for answers"),
    "invited": gettext_lazy("invited"),
    "clause": pgettext_lazy("of a mandate", "clause"),
    "duty": gettext_lazy("duty"),
    "impossible_date": gettext_lazy("date that does not exist"),
    "open_date": gettext_lazy("date left open"),
}

DOCUMENT_KINDS: dict[str, Any] = {
    "resolution": pgettext_lazy("kind of document", "resolution"),
    "bylaws": pgettext_lazy("kind of document", "bylaws"),
    "charter": pgettext_lazy("kind of document", "charter"),
    "order": pgettext_lazy("kind of document", "order"),
    "call": pgettext_lazy("kind of document", "call"),
    "minutes": pgettext_lazy("kind of document", "minutes"),
    "letter": pgettext_lazy("kind of document", "letter"),
    "news": pgettext_lazy("kind of document", "news report"),
}

CLAUSE_KINDS: dict[str, Any] = {
    "clause": pgettext_lazy("of a mandate", "clause"),
    "article": gettext_lazy("article"),
    "note": gettext_lazy("note to a clause"),
    "letter": gettext_lazy("lettered clause"),
    "annex": gettext_lazy("annex"),
    "chapter": gettext_lazy("chapter"),
    "paragraph": gettext_lazy("paragraph"),
}


def length_words(length: Duration, *, working: bool = False) -> str:
    """Return a length of time in words: "six months", with the reader's digits."""
    if working and length == Duration(days=length.days):
        said = ngettext("%(count)s working day", "%(count)s working days", length.days)
        return said % {"count": show_digits(length.days)}
    parts = [
        (length.years, ngettext("%(count)s year", "%(count)s years", length.years)),
        (length.months, ngettext("%(count)s month", "%(count)s months", length.months)),
        (length.weeks, ngettext("%(count)s week", "%(count)s weeks", length.weeks)),
        (length.days, ngettext("%(count)s day", "%(count)s days", length.days)),
        (length.hours, ngettext("%(count)s hour", "%(count)s hours", length.hours)),
    ]
    words = [phrase % {"count": show_digits(count)} for count, phrase in parts if count]
    return _(" and ").join(words)


def within_words(within: str, anchor: str = "", *, working: bool = False) -> str:
    """Return a counted deadline in words; "" where there is none, as given where unreadable."""
    if not within:
        return ""
    try:
        length = length_words(parse_duration(within), working=working)
    except ValueError:
        return within
    sentence = {
        Duty.Anchor.APPROVAL.value: _("within %(length)s of approval"),
        Duty.Anchor.NOTIFICATION.value: _("within %(length)s of notification"),
        Duty.Anchor.EVENT.value: _("within %(length)s of another event"),
    }.get(anchor, _("within %(length)s"))
    return sentence % {"length": length}


def rest_words(practice: Practice, day: date | None) -> str:
    """Return why nobody works on a day: a holiday's name, or the weekend; "" where it is worked."""
    if day is None or practice.working.is_working(day):
        return ""
    holiday = practice.holidays.get(day)
    if holiday is None:
        return _("weekend")
    name = show_digits(holiday.name or _("holiday"))
    return _("%(name)s (predicted)") % {"name": name} if holiday.estimated else name


def confidence_words(confidence: float) -> str:
    """Return how sure the reader is, in a word."""
    if confidence >= 0.8:
        return _("sure")
    if confidence >= 0.6:
        return _("probable")
    return _("unsure")

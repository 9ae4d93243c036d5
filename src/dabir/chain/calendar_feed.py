"""What a person's calendar feed holds: duties, meetings, closings of calls, referrals.

A feed sees with its owner's eyes on the day it is read: what they may see, in groups where they
have a role today, and the duties they carry for a body or a committee, whoever gave them. Once a
membership has ended there is nothing of that group any more. Calendar programs keep what they fetch
on machines that Dabir does not know, so items that are shown to named bodies or to the secretariat
only appear without their words.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from textwrap import shorten
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Count, Max, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from dabir.formats.calendar_writing import Event, write_calendar
from dabir.foundation.calendar.models import Feed
from dabir.foundation.letters.queries import open_referrals
from dabir.foundation.people.models import Group, Person, Role
from dabir.foundation.people.preferences import (
    Preferences,
    reading_as,
    show_day,
    show_digits,
    show_moment,
)
from dabir.foundation.people.standing import standing_of
from dabir.foundation.record.models import Entry
from dabir.foundation.trace.models import Addressable, Confidentiality
from dabir.stages.calls.models import Call
from dabir.stages.calls.queries import published_to
from dabir.stages.decisions.models import Meeting
from dabir.stages.decisions.queries import visible_to as meetings_visible_to
from dabir.stages.mandates.models import Duty
from dabir.stages.mandates.queries import carried_by, duties_visible_to

PAST = timedelta(days=366)
"""How long what is past stays in the calendar."""
MOST = 500
"""So many entries of a kind at most, the latest first."""
TITLE_LENGTH = 80
SPOKEN = frozenset({Confidentiality.PUBLIC, Confidentiality.GROUP})
"""Items of these levels appear with their words."""
CANCELLED_DUTIES = frozenset({Duty.State.RELEASED, Duty.State.ENDED})


def calendar_of(feed: Feed, at: datetime) -> bytes:
    """Return the calendar of a feed as iCalendar; the same bytes as long as nothing changed."""
    person = feed.person
    wanted = Preferences.of(person, person.language)
    with reading_as(replace(wanted, calendar="jalali")):
        group = feed.group
        mine = standing_of(person).groups(frozenset(Role))
        if group is not None and group.pk not in mine:
            return write_calendar(_("Dabir"), [], language=person.language)
        name = _("Dabir: %(group)s") % {"group": group} if group else _("Dabir: my deadlines")
        found = list(_entries(person, group, mine, at))
        return write_calendar(name, _events(found), language=person.language)


@dataclass(frozen=True, slots=True)
class _Entry:
    """An event before it is known how often its item has changed, and when."""

    event: Event
    address: uuid.UUID


def _events(entries: list[_Entry]) -> Iterator[Event]:
    """Give each event its revision and the moment of its last change, from the record."""
    changes = {
        row["about"]: (row["count"], row["last"])
        for row in Entry.objects.filter(about__in={entry.address for entry in entries})
        .values("about")
        .annotate(count=Count("pk"), last=Max("at"))
        .order_by()
    }
    for entry in entries:
        revision, changed = changes.get(entry.address, (0, entry.event.changed))
        yield replace(entry.event, revision=revision, changed=changed)


def _entries(
    person: Person, group: Group | None, mine: list[int], at: datetime
) -> Iterator[_Entry]:
    since = at - PAST
    groups = [group.pk] if group else mine
    duties = duties_visible_to(person).filter(due_on__gte=since.date())
    meetings = meetings_visible_to(person).filter(begins_at__gte=since)
    calls = published_to(person).filter(group__in=groups, closes_at__gte=since)
    if group is None:
        # A body or a committee may carry a duty of a group in which the person has no role.
        duties = carried_by(duties, person)
        # A guest of one meeting has a role in no group.
        meetings = meetings.filter(Q(group__in=groups) | Q(invitations__person=person)).distinct()
        yield from _referrals(person)
    else:
        duties = duties.filter(group=group)
        meetings = meetings.filter(group=group)
    yield from _duties(duties.order_by("-due_on", "-pk")[:MOST])
    yield from _meetings(meetings.order_by("-begins_at", "-pk")[:MOST])
    yield from _calls(calls.order_by("-closes_at", "-pk")[:MOST])


def _uid(item: object) -> str:
    """Return what an entry is known by for ever: the item's address, and this installation."""
    return f"{item}@{urlsplit(settings.BASE_URL).hostname or 'dabir'}"


def _made(address: uuid.UUID) -> datetime:
    """Return when an address was made: its id begins with the milliseconds."""
    return datetime.fromtimestamp((address.int >> 80) / 1000, UTC).replace(microsecond=0)


def _spoken(item: Addressable) -> bool:
    return item.address.confidentiality in SPOKEN


def _short(words: str) -> str:
    """Return as many whole words as a title holds."""
    return shorten(words, TITLE_LENGTH, placeholder="…")


def _lines(*lines: str) -> str:
    return "\n".join(line for line in lines if line)


def _duties(duties: Iterable[Duty] | QuerySet[Duty]) -> Iterator[_Entry]:
    for duty in duties:
        if duty.due_on is None:
            continue
        title = _short(duty.title or duty.text) if _spoken(duty) else _("Duty")
        url = settings.BASE_URL + reverse("mandates:duty", args=[duty.group.code, duty.pk])
        yield _Entry(
            Event(
                uid=_uid(duty.address_id),
                title=_("Due: %(what)s") % {"what": title},
                begins=duty.due_on,
                changed=_made(duty.address_id),
                text=_lines(
                    _("Due on %(day)s") % {"day": show_day(duty.due_on)},
                    _("State: %(state)s") % {"state": duty.get_state_display()},
                    str(duty.group),
                    url,
                ),
                url=url,
                cancelled=duty.state in CANCELLED_DUTIES,
            ),
            duty.address_id,
        )


def _meetings(meetings: Iterable[Meeting]) -> Iterator[_Entry]:
    for meeting in meetings:
        title = _("Meeting %(number)s") % {"number": show_digits(meeting.number)}
        if meeting.name and _spoken(meeting):
            title = f"{title}: {meeting.name}"
        url = settings.BASE_URL + reverse(
            "decisions:meeting", args=[meeting.group.code, meeting.pk]
        )
        yield _Entry(
            Event(
                uid=_uid(meeting.address_id),
                title=title,
                begins=meeting.begins_at,
                ends=meeting.ends_at,
                zone=meeting.group.time_zone,
                changed=_made(meeting.address_id),
                text=_lines(
                    show_moment(meeting.begins_at, zone=meeting.group.time_zone),
                    str(meeting.group),
                    url,
                ),
                place=meeting.place if _spoken(meeting) else "",
                url=url,
                cancelled=meeting.state == Meeting.State.CANCELLED,
                busy=True,
            ),
            meeting.address_id,
        )


def _calls(calls: Iterable[Call]) -> Iterator[_Entry]:
    for call in calls:
        if call.closes_at is None:
            continue
        title = call.name if _spoken(call) else _("Call")
        url = settings.BASE_URL + reverse("calls:call", args=[call.group.code, call.pk])
        yield _Entry(
            Event(
                uid=_uid(call.address_id),
                title=_("Closes: %(what)s") % {"what": title},
                begins=call.closes_at,
                zone=call.time_zone,
                changed=_made(call.address_id),
                text=_lines(show_moment(call.closes_at, zone=call.time_zone), str(call.group), url),
                url=url,
            ),
            call.address_id,
        )


def _referrals(person: Person) -> Iterator[_Entry]:
    """What was referred to the person and has a day: without its words, which lie in the tray."""
    url = settings.BASE_URL + reverse("tray")
    for referral in open_referrals(person).filter(due_on__isnull=False)[:MOST]:
        if referral.due_on is None:
            continue
        yield _Entry(
            Event(
                uid=_uid(f"referral-{referral.pk}"),
                title=_("Due: what was referred to you"),
                begins=referral.due_on,
                changed=referral.at,
                text=_lines(_("Due on %(day)s") % {"day": show_day(referral.due_on)}, url),
                url=url,
            ),
            referral.item_id,
        )

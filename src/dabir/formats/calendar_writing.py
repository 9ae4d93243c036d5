"""Calendars as iCalendar (RFC 5545), for the programs in which people keep theirs.

Lines are folded and end in CRLF, texts are escaped, every zone that a moment names is defined.
The same events give the same bytes: DTSTAMP is the moment of an event's last change, as the
standard asks of a calendar that is no message.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar

PRODUCT = "-//Dabir//Dabir//EN"
REFRESH = timedelta(hours=4)
"""How often programs are asked to look again."""


@dataclass(frozen=True, slots=True)
class Event:
    """One entry: a whole day (`begins` is a date), or a moment with the zone it is told in.

    `uid` stays the same for as long as there is an event; `revision` grows with each change,
    `changed` is the moment of the last (an instant). Without `ends`, a whole day is that day, and
    a moment has no length. A cancelled event is told as such, so that programs strike it out.
    """

    uid: str
    title: str
    begins: date | datetime
    changed: datetime
    ends: datetime | None = None
    zone: str = "UTC"
    text: str = ""
    place: str = ""
    url: str = ""
    revision: int = 0
    cancelled: bool = False
    busy: bool = False


def write_calendar(name: str, events: Iterable[Event], *, language: str) -> bytes:
    """Return a calendar of this name; `language` is that of its words ("fa", "en")."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("name", name, {"language": language})
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", REFRESH, {"value": "DURATION"})
    calendar.add("x-published-ttl", f"PT{REFRESH // timedelta(hours=1)}H")
    for event in events:
        calendar.add_component(_component(event, language))
    _define_zones(calendar)
    written: bytes = calendar.to_ical()
    return written


def _component(event: Event, language: str) -> icalendar.Event:
    said = {"language": language}
    component = icalendar.Event()
    component.add("uid", event.uid)
    component.add("dtstamp", event.changed.astimezone(UTC))
    component.add("last-modified", event.changed.astimezone(UTC))
    component.add("sequence", event.revision)
    component.add("summary", event.title, said)
    if isinstance(event.begins, datetime):
        zone = ZoneInfo(event.zone)
        component.add("dtstart", event.begins.astimezone(zone))
        if event.ends is not None:
            component.add("dtend", event.ends.astimezone(zone))
    else:
        component.add("dtstart", event.begins)
        component.add("dtend", event.begins + timedelta(days=1))
    if event.text:
        component.add("description", event.text, said)
    if event.place:
        component.add("location", event.place, said)
    if event.url:
        component.add("url", event.url)
    component.add("status", "CANCELLED" if event.cancelled else "CONFIRMED")
    component.add("transp", "OPAQUE" if event.busy and not event.cancelled else "TRANSPARENT")
    return component


def _define_zones(calendar: icalendar.Calendar) -> None:
    """Define each zone for the years in which something happens."""
    days = [component.start for component in calendar.events]
    moments = [day.date() for day in days if isinstance(day, datetime)]
    if moments:
        calendar.add_missing_timezones(
            date(min(moments).year - 1, 1, 1), date(max(moments).year + 2, 1, 1)
        )

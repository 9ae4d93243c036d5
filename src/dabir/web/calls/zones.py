"""Time zones by name: those a call may choose from, and how a deadline names its own."""

from __future__ import annotations

import functools
from datetime import datetime
from zoneinfo import available_timezones

from babel.dates import get_timezone_location
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dabir.foundation.people.preferences import show_digits
from dabir.stages.calls.models import Call

FIRST = (
    "Asia/Tehran",
    "UTC",
    "Asia/Kabul",
    "Asia/Baghdad",
    "Asia/Dubai",
    "Europe/Istanbul",
    "Europe/Berlin",
)
_REGIONS = ("Africa/", "America/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/",
            "Pacific/")  # fmt: skip

ZoneChoices = list[tuple[str, str] | tuple[str, list[tuple[str, str]]]]


def place_of(zone: str) -> str:
    """Return the place by whose clock a zone goes, in the reader's language."""
    return _places((get_language() or "fa").split("-")[0]).get(zone) or _spelled(zone)


def _spelled(zone: str) -> str:
    return zone.rsplit("/", 1)[-1].replace("_", " ")


@functools.cache
def _places(language: str) -> dict[str, str]:
    names = {}
    for zone in sorted(available_timezones()):
        if zone in FIRST or (zone.startswith(_REGIONS) and zone.count("/") == 1):
            place = get_timezone_location(zone, locale=language, return_city=True)
            names[zone] = str(place or _spelled(zone))
    return names


def zone_choices() -> ZoneChoices:
    """Return the zones as a select offers them: a few that are near, then all by their place."""
    names = _places((get_language() or "fa").split("-")[0])
    near = [(zone, names[zone]) for zone in FIRST]
    far = sorted(
        ((zone, name) for zone, name in names.items() if zone not in FIRST),
        key=lambda one: one[1],
    )
    return [*near, (_("All places"), far)]


def offset_of(call: Call, moment: datetime) -> str:
    """Return how far the call's clock is from UTC at a moment, as "UTC+3:30"."""
    offset = moment.astimezone(call.zone).utcoffset()
    minutes = int(offset.total_seconds()) // 60 if offset is not None else 0
    hours, rest = divmod(abs(minutes), 60)
    sign = "\N{MINUS SIGN}" if minutes < 0 else "+"
    return f"UTC{sign}{hours}:{rest:02}" if minutes else "UTC"


def clock_of(call: Call) -> str:
    """Name the clock by which the call's deadline passes, as "Tehran, UTC+3:30"."""
    if call.closes_at is None:
        return place_of(call.time_zone)
    offset = show_digits(offset_of(call, call.closes_at))
    if call.time_zone == "UTC":
        return "UTC"
    return _("%(place)s, %(offset)s") % {
        "place": place_of(call.time_zone),
        "offset": f"\N{LEFT-TO-RIGHT ISOLATE}{offset}\N{POP DIRECTIONAL ISOLATE}",
    }

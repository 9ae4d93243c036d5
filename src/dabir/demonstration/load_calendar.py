"""The demonstration's holidays: the official ones of Iran, which the group counts by."""

from __future__ import annotations

from dabir.demonstration.world import World
from dabir.domain.calendars import Jalali
from dabir.foundation.calendar.acts import (
    choose_calendar,
    create_calendar,
    load_official_holidays,
    make_feed,
)


def load(world: World) -> None:
    """Take over the official holidays of some years, and let the group count by them."""
    content = world.content("calendar.toml")
    at = world.at(content["on"])
    administrator = world.persons["administrator"]
    calendar = create_calendar(
        names=content["names"], weekend=content["weekend"], actor=administrator, at=at
    )
    load_official_holidays(
        calendar=calendar,
        country=content["country"],
        first=Jalali(content["first_year"], 1, 1).to_gregorian(),
        last=Jalali(content["last_year"], 12, 29).to_gregorian(),
        actor=administrator,
        at=at,
    )
    choose_calendar(
        group=world.group,
        calendar=calendar,
        rolls=content["rolls"],
        reminders=content["reminders"],
        actor=world.secretary,
        at=at,
    )
    for group in (None, world.group):
        make_feed(actor=world.secretary, group=group, at=at)

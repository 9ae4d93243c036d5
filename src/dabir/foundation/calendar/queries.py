"""Holiday calendars that a reader may see and choose, and what holds for a group."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.db.models import Q, QuerySet

from dabir.domain.calendars import WorkingDays
from dabir.foundation.calendar.models import (
    REMINDERS,
    Feed,
    GroupCalendar,
    Holiday,
    HolidayCalendar,
)
from dabir.foundation.files.sealing import open_sealed
from dabir.foundation.people.models import Group, Person, Role
from dabir.foundation.people.queries import Reader, groups_of, signed_in


def visible_to(reader: Reader) -> QuerySet[HolidayCalendar]:
    """Return the calendars the reader may see: the installation's, and those of their groups.

    An administrator looks after the installation's, and sees no more of the groups'.
    """
    person = signed_in(reader)
    if person is None:
        return HolidayCalendar.objects.none()
    mine = groups_of(person, frozenset(Role)).values("pk")
    return HolidayCalendar.objects.filter(
        Q(group__isnull=True) | Q(group__in=mine) | Q(group__committees__in=mine)
    ).distinct()


def choosable(group: Group) -> QuerySet[HolidayCalendar]:
    """Return the calendars that a group may choose: the installation's, its own, its parent's."""
    return HolidayCalendar.objects.filter(
        Q(group__isnull=True) | Q(group__in=[group.pk, group.parent_id or group.pk])
    )


@dataclass(frozen=True)
class Practice:
    """How a group counts days and reminds; what nobody chose is as it usually is.

    `choice` is the row that says so, which may be the parent's; None where nobody chose. Then
    there are no holidays, and the weekend is Thursday and Friday.
    """

    group: Group
    choice: GroupCalendar | None = None
    reminders: tuple[int, ...] = field(default=REMINDERS)

    @property
    def calendar(self) -> HolidayCalendar | None:
        """The holiday calendar that was chosen, if any."""
        return self.choice.calendar if self.choice else None

    @property
    def rolls(self) -> bool:
        """Whether a last day on which nobody works moves to the next that is worked."""
        return self.choice is not None and self.choice.rolls

    @cached_property
    def holidays(self) -> Mapping[date, Holiday]:
        """The holidays by their days; asked of the database once."""
        return {each.day: each for each in self.calendar.holidays.all()} if self.calendar else {}

    @cached_property
    def working(self) -> WorkingDays:
        """Which days are worked."""
        if self.calendar is None:
            return WorkingDays()
        return WorkingDays(frozenset(self.calendar.weekend), frozenset(self.holidays))

    @property
    def digest_on(self) -> int:
        """The day of the week of the digest: as chosen, else the first after the weekend."""
        if self.choice is not None and self.choice.digest_on is not None:
            return self.choice.digest_on
        weekend = self.working.weekend
        return next((day for day in range(7) if day not in weekend and (day - 1) % 7 in weekend), 0)


def practice_of(group: Group) -> Practice:
    """Return how a group counts days and reminds: its own choice, else its parent's."""
    choices = {
        choice.group_id: choice
        for choice in GroupCalendar.objects.filter(
            group__in=[group.pk, *([group.parent_id] if group.parent_id else [])]
        ).select_related("calendar")
    }
    choice = choices.get(group.pk) or choices.get(group.parent_id or 0)
    if choice is None:
        return Practice(group)
    return Practice(group, choice, tuple(sorted(choice.reminders, reverse=True)))


def digest_of(secret: str) -> str:
    """Return what finds the feed with this secret: its SHA-256, in hexadecimal."""
    return hashlib.sha256(secret.encode()).hexdigest()


def feed_at(secret: str) -> Feed | None:
    """Return the living feed with this secret, of a person who still takes part, or None.

    Looked up by digest in one query whatever the secret, so that the time taken tells nothing.
    """
    return (
        Feed.objects.living()
        .filter(digest=digest_of(secret), person__is_active=True)
        .select_related("person", "group__parent")
        .first()
    )


def feeds_of(person: Person) -> QuerySet[Feed]:
    """Return the person's feeds that still answer: their own first, then those of groups."""
    return Feed.objects.living().filter(person=person).select_related("group", "key")


def secret_of(feed: Feed) -> str:
    """Return the secret of a living feed, for its owner's page.

    Raises:
        Erased: the feed was revoked.
    """
    return open_sealed(feed.key, feed.sealed).decode()

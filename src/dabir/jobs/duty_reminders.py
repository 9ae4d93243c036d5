"""Reminding those who carry a duty of its day: as many days before as their group has chosen.

A reminder is of one duty, one due day and one step (14, 3, 0 days before). Whoever slept through
a step is told once, at the nearest: with ten days to go that of 14, a day late that of 0. A duty
that gets another day has all its steps before it again.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from dabir.foundation.calendar.queries import practice_of
from dabir.foundation.mail.models import Message
from dabir.foundation.mail.recording import record_mail
from dabir.foundation.people.models import Group, Person
from dabir.foundation.people.preferences import show_day
from dabir.foundation.people.standing import standings_kept
from dabir.foundation.trace.queries import seen_by
from dabir.stages.mandates.models import Duty
from dabir.stages.mandates.queries import OPEN_STATES
from dabir.stages.mandates.queries.carriers import persons_carrying, secretariat_of

STILL_TOLD = 7
"""How many days late somebody who missed every step is told; later, the digest speaks of it."""


def remind_of_duties(at: datetime) -> int:
    """Remind whoever carries a duty that is due soon, once a step; return how many were told.

    Each mail is a transaction of its own with the work that sends it: wherever this is cut short,
    the next call goes on from there. Where nobody who carries the duty can be told (a guest, a
    vacant seat), the secretariat is.
    """
    told = 0
    waiting = Duty.objects.filter(state__in=OPEN_STATES, due_on__isnull=False)
    for group in Group.objects.filter(pk__in=waiting.values("group")).select_related("parent"):
        today = at.astimezone(ZoneInfo(group.time_zone)).date()
        with standings_kept():
            told += sum(_tell(reminder, at) for reminder in _reminders(group, today, at))
    return told


class Reminder:
    """One mail to be: which duty, which step, to whom, and whether instead of those it is for."""

    def __init__(self, duty: Duty, step: int, person: Person, *, instead: bool, late: bool) -> None:
        self.duty = duty
        self.person = person
        self.instead = instead
        self.late = late
        self.key = f"duty:{duty.pk}:{duty.due_on}:{step}:{person.pk}"

    def text(self) -> str:
        """Return what the mail says, in the words of whoever reads it."""
        sentences = {
            (False, False): _("A duty that you carry is due on %(day)s."),
            (False, True): _("A duty that you carry was due on %(day)s."),
            (True, False): _("A duty is due on %(day)s, and nobody who carries it can be told."),
            (True, True): _("A duty was due on %(day)s, and nobody who carries it can be told."),
        }
        day = show_day(self.duty.due_on) if self.duty.due_on else ""
        page = reverse("mandates:duty", args=[self.duty.group.code, self.duty.pk])
        return f"{sentences[self.instead, self.late] % {'day': day}}\n\n{settings.BASE_URL}{page}"


def step_for(days_left: int, steps: tuple[int, ...]) -> int | None:
    """Return the step (days before) that so many days left belong to, or None for none yet.

    That is the nearest step that has come: with 14, 3 and 0, ten days left are still the step of
    14. A day late, it is the last step, for as long as it is told at all.
    """
    if days_left < 0:
        return min(steps, default=None) if days_left >= -STILL_TOLD else None
    return min((step for step in steps if step >= days_left), default=None)


def _reminders(group: Group, today: date, at: datetime) -> Iterator[Reminder]:
    """Give the reminders of a group that were not recorded yet."""
    steps = practice_of(group).reminders
    if not steps:
        return
    near = Duty.objects.filter(
        group=group,
        state__in=OPEN_STATES,
        due_on__range=(today - timedelta(days=STILL_TOLD), today + timedelta(days=max(steps))),
    ).exclude(state=Duty.State.REPORTED)
    for duty in near.select_related("group", "address").order_by("due_on", "pk"):
        if duty.due_on is None:
            continue
        days_left = (duty.due_on - today).days
        step = step_for(days_left, steps)
        if step is None:
            continue
        persons, instead = _readers(duty, at)
        wanted = [
            Reminder(duty, step, person, instead=instead, late=days_left < 0) for person in persons
        ]
        keys = [reminder.key for reminder in wanted]
        known = set(Message.objects.filter(key__in=keys).values_list("key", flat=True))
        yield from (reminder for reminder in wanted if reminder.key not in known)


def _readers(duty: Duty, at: datetime) -> tuple[list[Person], bool]:
    """Return who is told of a duty, and whether in the place of those who carry it.

    Nobody is told of what they may not see.
    """

    def sees(person: Person) -> bool:
        return Duty.objects.filter(seen_by(person, "address__"), pk=duty.pk).exists()

    carrying = [person for person in persons_carrying(duty, at) if sees(person)]
    if carrying:
        return carrying, False
    return [person for person in secretariat_of(duty.group, at) if sees(person)], True


def _tell(reminder: Reminder, at: datetime) -> bool:
    record_mail(
        key=reminder.key,
        person=reminder.person,
        subject=lambda: _("A reminder"),
        text=reminder.text,
        about=reminder.duty,
        at=at,
    )
    return True

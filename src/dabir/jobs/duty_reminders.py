"""Reminding those who carry a duty of its day: as many days before as their group has chosen.

A reminder is of one duty, one due day, one step (14, 3, 0 days before) and one person. Whoever
slept through a step is told once, at the nearest: with ten days to go that of 14, a day late that
of 0; so is whoever comes to carry the duty after others were told. A duty that gets another day
has all its steps before it again.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from dabir.foundation.calendar.queries import practice_of
from dabir.foundation.mail.models import Message
from dabir.foundation.mail.recording import record_mail
from dabir.foundation.people.models import Group, Person
from dabir.foundation.people.preferences import show_day
from dabir.foundation.people.standing import standings_kept
from dabir.stages.mandates.models import Duty
from dabir.stages.mandates.queries import OPEN_STATES
from dabir.stages.mandates.queries.carriers import persons_carrying, secretariat_of, who_see

STILL_TOLD = 7
"""How many days late somebody who missed every step is told; later, the digest speaks of it."""


def remind_of_duties(at: datetime) -> int:
    """Remind those who carry a duty that is due soon, once a step; return how many were told.

    The mails of one duty's step are one transaction, with the work that sends them: wherever this
    is cut short, the next call goes on from there. Where nobody who carries the duty can be told
    (a guest, a vacant seat), the secretariat is.
    """
    told = 0
    waiting = Duty.objects.filter(state__in=OPEN_STATES, due_on__isnull=False)
    for group in Group.objects.filter(pk__in=waiting.values("group")).select_related("parent"):
        today = group.day(at)
        with standings_kept():
            for duty, step, known in _due(group, today):
                late = duty.due_on is not None and duty.due_on < today
                told += _remind(duty, step, known, late=late, at=at)
    return told


def _key(duty: Duty, step: int, person: Person) -> str:
    """Return the key of the mail that tells a person of a duty's step."""
    return f"duty:{duty.pk}:{duty.due_on}:{step}:{person.pk}"


def _words(duty: Duty, *, instead: bool, late: bool) -> str:
    """Return what the mail says, in the words of whoever reads it."""
    sentences = {
        (False, False): _("A duty that you carry is due on %(day)s."),
        (False, True): _("A duty that you carry was due on %(day)s."),
        (True, False): _("A duty is due on %(day)s, and nobody who carries it can be told."),
        (True, True): _("A duty was due on %(day)s, and nobody who carries it can be told."),
    }
    day = show_day(duty.due_on) if duty.due_on else ""
    page = reverse("mandates:duty", args=[duty.group.code, duty.pk])
    return f"{sentences[instead, late] % {'day': day}}\n\n{settings.BASE_URL}{page}"


def step_for(days_left: int, steps: tuple[int, ...]) -> int | None:
    """Return the step (days before) that so many days left belong to, or None for none yet.

    That is the nearest step that has come: with 14, 3 and 0, ten days left are still the step of
    14. A day late, it is the last step, for as long as it is told at all.
    """
    if days_left < 0:
        return min(steps, default=None) if days_left >= -STILL_TOLD else None
    return min((step for step in steps if step >= days_left), default=None)


def _due(group: Group, today: date) -> Iterator[tuple[Duty, int, frozenset[str]]]:
    """Give the duties of a group whose step has come, each with its step and what was mailed.

    What was mailed are the keys of the mails about these duties.
    """
    steps = practice_of(group).reminders
    if not steps:
        return
    near = Duty.objects.filter(
        group=group,
        state__in=OPEN_STATES,
        due_on__range=(today - timedelta(days=STILL_TOLD), today + timedelta(days=max(steps))),
    ).exclude(state=Duty.State.REPORTED)
    about = Message.objects.filter(about__in=near.values("address"), key__startswith="duty:")
    known = frozenset(about.values_list("key", flat=True))
    for duty in near.select_related("group", "address").order_by("due_on", "pk"):
        if duty.due_on is None:
            continue
        step = step_for((duty.due_on - today).days, steps)
        if step is not None:
            yield duty, step, known


def _remind(duty: Duty, step: int, known: frozenset[str], *, late: bool, at: datetime) -> int:
    """Mail everybody who is to be told of a duty's step and was not; return how many."""
    persons, instead = _readers(duty, at)
    untold = [person for person in persons if _key(duty, step, person) not in known]
    with transaction.atomic():
        for person in untold:
            record_mail(
                key=_key(duty, step, person),
                person=person,
                subject=lambda: _("A reminder"),
                text=lambda: _words(duty, instead=instead, late=late),
                about=duty,
                at=at,
            )
    return len(untold)


def _readers(duty: Duty, at: datetime) -> tuple[list[Person], bool]:
    """Return who is told of a duty, and whether in the place of those who carry it.

    Nobody is told of what they may not see.
    """
    carrying = who_see(duty, persons_carrying(duty, at))
    if carrying:
        return carrying, False
    return who_see(duty, secretariat_of(duty.group, at)), True

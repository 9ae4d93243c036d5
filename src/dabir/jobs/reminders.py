"""Reminding people, once, of what falls due for them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from dabir.foundation.letters.models import Referral
from dabir.foundation.letters.queries import WAITING
from dabir.foundation.mail.recording import record_mail
from dabir.foundation.people.models import MEMBERS, Membership, Person
from dabir.foundation.people.preferences import show_day
from dabir.stages.mandates.models import Assignment, Duty
from dabir.stages.mandates.queries import OPEN_STATES

BEFORE = timedelta(days=2)
DUTIES_BEFORE = timedelta(days=7)


def remind(at: datetime) -> int:
    """Mail everybody whose referral falls due within two days, or has; each once a referral."""
    today = at.astimezone(ZoneInfo(settings.TIME_ZONE)).date()
    near = Referral.objects.filter(
        state__in=WAITING, due_on__lte=today + BEFORE, to__is_active=True
    ).exclude(at__date=today)
    told = 0
    for referral in near.select_related("to", "item"):
        late = referral.due_on is not None and referral.due_on < today
        _tell(referral, late=late, at=at)
        told += 1
    return told


def _tell(referral: Referral, *, late: bool, at: datetime) -> None:
    def text() -> str:
        said = (
            _("Something that was referred to you was due on %(day)s.")
            if late
            else _("Something that was referred to you is due on %(day)s.")
        )
        day = show_day(referral.due_on) if referral.due_on else ""
        return f"{said % {'day': day}}\n{settings.BASE_URL}{reverse('tray')}"

    record_mail(
        key=f"referral:{referral.pk}:{'overdue' if late else 'due'}",
        person=referral.to,
        subject=lambda: _("A reminder"),
        text=text,
        about=referral.item,
        at=at,
    )


def remind_of_duties(at: datetime) -> int:
    """Mail the members of a responsible body, a week before its duty is due and once it is late.

    Each is told once of the one and once of the other; return how many were told.
    """
    today = at.astimezone(ZoneInfo(settings.TIME_ZONE)).date()
    near = Duty.objects.filter(state__in=OPEN_STATES, due_on__lte=today + DUTIES_BEFORE)
    told = 0
    for duty in near.exclude(state=Duty.State.REPORTED).select_related("group", "address"):
        late = duty.due_on is not None and duty.due_on < today
        for person in _responsible(duty, today):
            _tell_of_duty(duty, person, late=late, at=at)
            told += 1
    return told


def _responsible(duty: Duty, today: date) -> QuerySet[Person]:
    """The persons who sit in the group for a responsible body, or in a responsible committee."""
    parts = duty.assignments.filter(part=Assignment.Part.RESPONSIBLE)
    seats = Membership.objects.on(today).filter(
        Q(group=duty.group, body__in=parts.values("body")) | Q(group__in=parts.values("committee")),
        role__in=list(MEMBERS),
    )
    return Person.objects.filter(is_active=True, memberships__in=seats).distinct()


def _tell_of_duty(duty: Duty, person: Person, *, late: bool, at: datetime) -> None:
    def text() -> str:
        said = (
            _("A duty of your body was due on %(day)s.")
            if late
            else _("A duty of your body is due on %(day)s.")
        )
        day = show_day(duty.due_on) if duty.due_on else ""
        return f"{said % {'day': day}}\n{settings.BASE_URL}{reverse('tray')}"

    record_mail(
        key=f"duty:{duty.pk}:{duty.due_on}:{person.pk}:{'overdue' if late else 'due'}",
        person=person,
        subject=lambda: _("A reminder"),
        text=text,
        about=duty,
        at=at,
    )

"""The weekly digest of what is overdue, to the chair of each group."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dabir.foundation.calendar.queries import Practice, practice_of
from dabir.foundation.mail.models import Message
from dabir.foundation.mail.recording import record_mail
from dabir.foundation.people.models import Group, Membership, Person, Role
from dabir.foundation.people.preferences import show_day, show_digits
from dabir.foundation.trace.models import Confidentiality
from dabir.stages.mandates.models import Duty
from dabir.stages.mandates.queries import OPEN_STATES, duties_visible_to
from dabir.stages.mandates.queries.carriers import secretariat_of

LISTED = 40
"""So many duties are named one by one; the page of overdue duties has them all."""
A_WEEK = timedelta(days=7)


def occasion(practice: Practice, today: date) -> date | None:
    """Return the day of the digest that is to have gone out by today, or None.

    That is the latest day of the week that the group chose; where it chose none, the first
    working day since the weekend. A week without a working day has no digest.
    """
    day = today - timedelta(days=(today.weekday() - practice.digest_on) % 7)
    if practice.choice is not None and practice.choice.digest_on is not None:
        return day
    worked = practice.working.add(day, 0)
    return worked if worked <= today and worked - day < A_WEEK else None


def tell_of_overdue(at: datetime) -> int:
    """Mail the chair of each group, once a week, what was overdue on the day of the digest.

    Where nobody is in the chair, the secretariat hears of it. An installation that slept on the
    day sends the digest when it wakes. Returns how many were told.
    """
    told = 0
    late = Duty.objects.filter(state__in=OPEN_STATES, due_on__lt=at.date() + timedelta(days=1))
    for group in Group.objects.filter(pk__in=late.values("group")).select_related("parent"):
        today = group.day(at)
        day = occasion(practice_of(group), today)
        if day is None:
            continue
        for person in _chairs(group, today, at):
            told += _tell(person, group, day, at)
    return told


def _chairs(group: Group, today: date, at: datetime) -> Sequence[Person]:
    chairs = Membership.objects.on(today).filter(group=group, role=Role.CHAIR)
    found = Person.objects.filter(is_active=True, memberships__in=chairs).distinct()
    return list(found) or list(secretariat_of(group, at))


def _tell(person: Person, group: Group, day: date, at: datetime) -> bool:
    """Mail a person what they may see of it, once; say whether they were told."""
    key = f"overdue:{group.pk}:{day}:{person.pk}"
    if Message.objects.filter(key=key).exists():
        return False
    duties = list(
        duties_visible_to(person)
        .filter(group=group, state__in=OPEN_STATES, due_on__lt=day)
        .order_by("due_on", "pk")
    )
    if not duties:
        return False
    # A mail about several items is as confidential as the most confidential of them.
    levels = list(Confidentiality)
    strictest = max(
        duties, key=lambda duty: levels.index(Confidentiality(duty.address.confidentiality))
    )
    record_mail(
        key=key,
        person=person,
        subject=lambda: _("What is overdue"),
        text=_words(group, duties),
        about=strictest,
        at=at,
    )
    return True


def _words(group: Group, duties: Sequence[Duty]) -> Callable[[], str]:
    """Return what the digest says: days and links, no contents."""

    def text() -> str:
        first = ngettext(
            "One duty in the %(group)s is overdue:",
            "%(count)s duties in the %(group)s are overdue:",
            len(duties),
        ) % {"count": show_digits(len(duties)), "group": group}
        lines = [
            f"{show_day(duty.due_on) if duty.due_on else ''}\n{settings.BASE_URL}"
            + reverse("mandates:duty", args=[group.code, duty.pk])
            for duty in duties[:LISTED]
        ]
        every = f"{settings.BASE_URL}{reverse('mandates:duties', args=[group.code])}?show=overdue"
        return "\n\n".join([first, *lines, _("All of them: %(url)s") % {"url": every}])

    return text

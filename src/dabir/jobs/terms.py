"""Telling, once, that the term of whoever fills a body's seat ends soon."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db.models import Exists, F, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from dabir.foundation.mail.recording import record_mail
from dabir.foundation.people.models import Group, Membership, Person
from dabir.foundation.people.preferences import show_day
from dabir.stages.mandates.queries import ENDS_SOON
from dabir.stages.mandates.queries.carriers import secretariat_of


def tell_of_ending_terms(at: datetime) -> int:
    """Mail the secretariat, and the person, thirty days before a term ends; return how many mails.

    Nobody is told of a term that another follows in the same seat.
    """
    told = 0
    followers = Membership.objects.filter(
        seat=OuterRef("seat"), role=OuterRef("role"), since__gt=OuterRef("until")
    )
    ending = Membership.objects.filter(
        seat__isnull=False, person__is_active=True, until__isnull=False
    ).exclude(Exists(followers))
    for group in Group.objects.filter(pk__in=ending.values("group")).select_related("parent"):
        today = group.day(at)
        near = ending.filter(group=group, until__range=(today, today + ENDS_SOON))
        for term in near.select_related("person", "seat").order_by(F("until"), "pk"):
            readers = {person.pk: person for person in secretariat_of(group, at)}
            if term.person is not None:
                readers[term.person.pk] = term.person
            for person in readers.values():
                _tell(term, person, at)
                told += 1
    return told


def _tell(term: Membership, person: Person, at: datetime) -> None:
    def text() -> str:
        own = term.person_id == person.pk
        said = (
            _("Your term ends on %(day)s.")
            if own
            else _("The term of somebody who fills a seat ends on %(day)s.")
        )
        page = reverse("mandates:members", args=[term.group.code])
        if not own and term.seat is not None:
            page = reverse("mandates:seat", args=[term.group.code, term.seat.pk])
        day = show_day(term.until) if term.until else ""
        return f"{said % {'day': day}}\n{settings.BASE_URL}{page}"

    record_mail(
        key=f"term:{term.pk}:{term.until}:{person.pk}",
        person=person,
        subject=lambda: _("A term ends soon"),
        text=text,
        at=at,
    )

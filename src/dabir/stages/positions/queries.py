"""Rounds, actors, issues, statements and own positions that a reader may see."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from dabir.foundation.people.models import SECRETARIAT, Group
from dabir.foundation.people.queries import Reader, bodies_of, roles_in, signed_in
from dabir.foundation.trace.queries import seen_by
from dabir.foundation.trace.waiting import Waiting
from dabir.stages.positions.models import (
    Actor,
    Alignment,
    Approval,
    Issue,
    OwnPosition,
    Round,
    Statement,
)


def visible_to(reader: Reader) -> QuerySet[Statement]:
    """Return the statements the reader may see, of actors and on issues they may see."""
    return Statement.objects.filter(
        seen_by(reader, "address__"),
        seen_by(reader, "actor__address__"),
        seen_by(reader, "issue__address__"),
    ).select_related("actor", "issue", "round", "address")


def newest_first(statements: QuerySet[Statement]) -> QuerySet[Statement]:
    """Order statements by the day they were made, those without a day last."""
    return statements.order_by(F("stated_on").desc(nulls_last=True), "-pk")


def rounds_visible_to(reader: Reader) -> QuerySet[Round]:
    """Return the rounds the reader may see."""
    return Round.objects.filter(seen_by(reader, "address__"))


def actors_visible_to(reader: Reader) -> QuerySet[Actor]:
    """Return the actors the reader may see."""
    return Actor.objects.filter(seen_by(reader, "address__")).select_related("body")


def alignments_visible_to(reader: Reader) -> QuerySet[Alignment]:
    """Return the alignments the reader may see."""
    return Alignment.objects.filter(
        seen_by(reader, "address__"), seen_by(reader, "actor__address__")
    ).select_related("actor")


def issues_visible_to(reader: Reader) -> QuerySet[Issue]:
    """Return the issues the reader may see."""
    return Issue.objects.filter(seen_by(reader, "address__")).select_related("axis")


def own_positions_visible_to(reader: Reader) -> QuerySet[OwnPosition]:
    """Return the group's own positions that the reader may see."""
    return (
        OwnPosition.objects.filter(
            seen_by(reader, "address__"), seen_by(reader, "issue__address__")
        )
        .select_related("issue", "address")
        .prefetch_related("approvals__body")
    )


def total(reader: Reader, group: Group) -> int:
    """Return how many statements of the group the reader may see."""
    return visible_to(reader).filter(issue__group=group).count()


def waiting(reader: Reader, group: Group, at: datetime) -> list[Waiting]:
    """Return what waits here: own positions to approve, to reword, and to declare."""
    person = signed_in(reader)
    if person is None:
        return []
    url = reverse("positions:own_positions", args=[group.code])
    awaited = Approval.objects.filter(
        seen_by(reader, "position__address__"),
        position__issue__group=group,
        position__state=OwnPosition.State.CIRCULATED,
        answer=Approval.Answer.AWAITED,
        body__in=bodies_of(person),
    ).count()
    found = [Waiting("positions", _("positions to approve"), awaited, url)]
    if roles_in(reader, group) & SECRETARIAT:
        states = Counter(
            own_positions_visible_to(reader)
            .filter(issue__group=group)
            .prefetch_related(None)
            .values_list("state", flat=True)
        )
        returned, approved = OwnPosition.State.RETURNED, OwnPosition.State.APPROVED
        found += [
            Waiting("positions", _("positions returned to be reworded"), states[returned], url),
            Waiting("positions", _("approved positions to declare"), states[approved], url),
        ]
    return [each for each in found if each.count]

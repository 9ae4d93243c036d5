"""Rounds, actors, issues, statements and own positions that a reader may see."""

from __future__ import annotations

from django.db.models import F, QuerySet

from dabir.foundation.people.models import Group
from dabir.foundation.people.queries import Reader
from dabir.foundation.trace.queries import seen_by
from dabir.stages.positions.models import (
    Actor,
    Alignment,
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

"""Calls that a reader may see."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import Count, Max, Q, QuerySet

from dabir.foundation.people.models import Group
from dabir.foundation.people.queries import Reader
from dabir.foundation.trace.queries import seen_by
from dabir.stages.calls.models import Call, Exhibit, Notice, Question


def rounds_of(call: Call, reader: Reader) -> list[Call]:
    """Return every round of an inquiry that the reader may see, the first one first.

    A call that was never repeated has no rounds.
    """
    first = call
    while first.follows is not None:
        first = first.follows
    keys = [first.pk]
    while later := Call.objects.filter(follows=keys[-1]).values_list("pk", flat=True).first():
        keys.append(later)
    if len(keys) == 1:
        return []
    return list(visible_to(reader).filter(pk__in=keys).order_by("round_number"))


NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""Before anything was published."""


def visible_to(reader: Reader) -> QuerySet[Call]:
    """Return the calls the reader may see."""
    return Call.objects.filter(seen_by(reader, "address__")).select_related("group", "address")


def questions_visible_to(reader: Reader) -> QuerySet[Question]:
    """Return the questions the reader may see."""
    seen = Question.objects.filter(seen_by(reader, "address__"))
    return seen.select_related("clause", "exhibit")


def exhibits_visible_to(reader: Reader) -> QuerySet[Exhibit]:
    """Return the exhibits the reader may see."""
    return Exhibit.objects.filter(seen_by(reader, "address__"))


PUBLISHED = (Call.State.OPEN, Call.State.CLOSED, Call.State.CONCLUDED)


def published_to(reader: Reader) -> QuerySet[Call]:
    """Return the published calls the reader may see, inquiries addressed to them among these."""
    return visible_to(reader).filter(state__in=PUBLISHED)


def public_calls() -> QuerySet[Call]:
    """Return the calls on the public pages: published ones, the nearest deadline first."""
    return published_to(None).exclude(kind=Call.Kind.INQUIRY).order_by("closes_at", "pk")


def open_calls(at: datetime) -> QuerySet[Call]:
    """Return the public calls that take submissions at this moment."""
    return public_calls().filter(state=Call.State.OPEN, opens_at__lte=at, closes_at__gte=at)


def past_calls(at: datetime) -> QuerySet[Call]:
    """Return the public calls that take no more submissions, the last closed first."""
    open_now = Q(state=Call.State.OPEN, closes_at__gte=at)
    return public_calls().exclude(open_now).order_by("-closes_at", "-pk")


@dataclass(frozen=True, slots=True)
class Change:
    """When what the public reads of a call changed last, and how many notices there are."""

    at: datetime
    count: int


def last_changes(calls: Collection[Call]) -> dict[int, Change]:
    """Return the last published change of each call, by its key: its opening, or a notice."""
    rows = (
        Notice.objects.filter(call__in=[call.pk for call in calls])
        .order_by()
        .values("call")
        .annotate(last=Max("at"), count=Count("pk"))
    )
    found = {row["call"]: (row["last"], row["count"]) for row in rows}
    changes = {}
    for call in calls:
        last, count = found.get(call.pk, (NEVER, 0))
        changes[call.pk] = Change(max(last, call.opens_at or NEVER), count)
    return changes


def last_change_of_any(at: datetime) -> datetime:
    """Return when the list of open public calls changed last: an opening, a closing, a notice."""
    sums = public_calls().aggregate(
        opened=Max("opens_at", filter=Q(opens_at__lte=at)),
        closed=Max("closes_at", filter=Q(closes_at__lte=at)),
        noticed=Max("notices__at"),
    )
    return max((moment for moment in sums.values() if moment is not None), default=NEVER)


def due_to_close(at: datetime) -> QuerySet[Call]:
    """Return the open calls whose deadline has passed."""
    return Call.objects.filter(state=Call.State.OPEN, closes_at__lt=at)


def total(reader: Reader, group: Group) -> int:
    """Return how many calls of the group the reader may see."""
    return Call.objects.filter(seen_by(reader, "address__"), group=group).count()

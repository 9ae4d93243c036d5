"""The one door of confidentiality, and walks along the links."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone

from dabir.foundation.people.models import MEMBERS, SECRETARIAT
from dabir.foundation.people.queries import Reader, signed_in
from dabir.foundation.people.standing import standing_of
from dabir.foundation.trace.models import Address, Confidentiality, Grant, Link, Showing


def seen_by(reader: Reader, prefix: str = "") -> Q:
    """Return the condition under which an item is seen by the reader.

    `prefix` leads from the filtered model to its address, as in ``"address__"``. Every stage's
    `queries.visible_to` is this condition and nothing else.
    """

    def field(name: str, value: object) -> Q:
        return Q(**{f"{prefix}{name}": value})

    public = field("confidentiality", Confidentiality.PUBLIC)
    person = signed_in(reader)
    if person is None:
        return public
    standing = standing_of(person)
    itself = f"{prefix}in" if prefix else "pk__in"
    today = timezone.localdate()
    granted = Grant.objects.filter(Q(until__isnull=True) | Q(until__gte=today), person=person)
    members_of = standing.groups(MEMBERS)
    given = Showing.objects.filter(Q(committee__in=members_of) | Q(body__in=standing.bodies))
    seen = (
        public
        | field("confidentiality", Confidentiality.GROUP)
        & (field("group__in", members_of) | Q(**{itself: given.values("address")}))
        | field("group__in", standing.groups(SECRETARIAT))
        | Q(**{itself: granted.values("address")})
    )
    if standing.bodies:
        shown = Address.bodies.through.objects.filter(body__in=standing.bodies)
        seen |= field("confidentiality", Confidentiality.BODIES) & Q(
            **{itself: shown.values("address")}
        )
    return seen


def visible_to(reader: Reader) -> QuerySet[Address]:
    """Return the addresses the reader may see."""
    return Address.objects.filter(seen_by(reader))


@dataclass(frozen=True, slots=True)
class Step:
    """One link met on a walk, with how far it lies from where the walk began."""

    link: Link
    distance: int


def walk(
    start: Collection[uuid.UUID],
    reader: Reader,
    *,
    forward: bool,
    limit: int = 500,
    gathering: Collection[str] = (),
    parts: Collection[str] = (),
) -> list[Step]:
    """Return the links met from `start`, level by level, as far as the reader may see.

    `forward` asks what became of it; otherwise where it comes from. A link whose far end the
    reader may not see is left out, and nothing beyond it is looked at. So is, except at the
    start, a link that leads from an item of a `gathering` kind to one of the kinds of `parts`. At
    most `limit` links.
    """
    near, far = ("source", "target") if forward else ("target", "source")
    scatters = Q(**{f"{near}__kind__in": gathering, f"{far}__kind__in": parts})
    met: set[uuid.UUID] = set(start)
    frontier: set[uuid.UUID] = set(start)
    steps: list[Step] = []
    distance = 0
    while frontier and len(steps) < limit:
        distance += 1
        links = (
            Link.objects.filter(seen_by(reader, f"{far}__"), **{f"{near}__in": frontier})
            .exclude(scatters & ~Q(**{f"{near}__in": start}))
            .select_related("source", "target")
            .order_by("at", "pk")[: limit - len(steps)]
        )
        found = [Step(link, distance) for link in links]
        steps += found
        frontier = {getattr(step.link, f"{far}_id") for step in found} - met
        met |= frontier
    return steps


def reached(steps: Iterable[Step]) -> set[uuid.UUID]:
    """Return every address that a walk touched."""
    return {end for step in steps for end in (step.link.source_id, step.link.target_id)}

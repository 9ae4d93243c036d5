"""Who sits in a group, which seats stand vacant, and bodies by their names."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from dabir.domain.language.search_key import search_key
from dabir.foundation.people.models import Body, Group, Membership, Role, Seat
from dabir.foundation.people.queries import Reader
from dabir.foundation.trace.queries import seen_by
from dabir.stages.mandates.models import Nomination

ENDS_SOON = timedelta(days=30)
"""How long before its last day a term is said to end soon."""

CONDITIONS = ("filled", "ends_soon", "unnamed", "vacant", "expired")
"""What can be said of a seat on a day (see `SeatState.condition`)."""


@dataclass(frozen=True, slots=True)
class SeatState:
    """A seat on a day: who fills it, who stands in, who filled it last, who is nominated.

    `terms` are all its terms, the latest first.
    """

    seat: Seat
    day: date
    terms: tuple[Membership, ...]
    nominations: tuple[Nomination, ...]

    def _now(self, role: Role) -> list[Membership]:
        return [term for term in self.terms if term.role == role and _holds(term, self.day)]

    @property
    def principal(self) -> Membership | None:
        """Who fills the seat on the day; None where no person is named."""
        return next((term for term in self._now(Role.PRINCIPAL) if term.person_id), None)

    @property
    def alternates(self) -> list[Membership]:
        """Who stands in for the principal on the day."""
        return self._now(Role.ALTERNATE)

    @property
    def last(self) -> Membership | None:
        """Whose term as principal ended last before the day."""
        return next((term for term in self.terms if _ended_before(term, self.day)), None)

    def _followed(self, until: date) -> bool:
        return any(
            term.role == Role.PRINCIPAL and term.since is not None and term.since > until
            for term in self.terms
        )

    @property
    def condition(self) -> str:
        """filled; ends_soon; unnamed: the body sends whom it will; expired: a term has ended and
        nobody followed; vacant: nobody ever filled it.
        """
        if self.principal is not None:
            until = self.principal.until
            follows = any(
                term.role == Role.PRINCIPAL and until and term.since and term.since > until
                for term in self.terms
            )
            return (
                "ends_soon" if until and until <= self.day + ENDS_SOON and not follows else "filled"
            )
        if self.last is not None:
            return "expired"
        return "unnamed" if self._now(Role.PRINCIPAL) else "vacant"


def _holds(term: Membership, day: date) -> bool:
    return (term.since is None or term.since <= day) and (term.until is None or day <= term.until)


def _ended_before(term: Membership, day: date) -> bool:
    return bool(term.role == Role.PRINCIPAL and term.person_id and term.until and term.until < day)


def nominations_visible_to(reader: Reader) -> QuerySet[Nomination]:
    """Return the nominations the reader may see."""
    return Nomination.objects.filter(seen_by(reader, "address__")).select_related(
        "seat__body", "seat__group", "person", "letter"
    )


def seats_of(group: Group, reader: Reader, day: date | None = None) -> list[SeatState]:
    """Return the standing seats of a group on a day (default: today), by the body's name.

    It asks three queries. Nominations are those that the reader may see and nobody has answered.
    """
    day = day or timezone.localdate()
    standing = Seat.objects.on(day).filter(group=group).select_related("body")
    terms: dict[int, list[Membership]] = defaultdict(list)
    filling = Membership.objects.filter(seat__in=standing.values("pk")).select_related("person")
    for term in sorted(filling, key=lambda one: (one.since or date.min, one.pk), reverse=True):
        terms[term.seat_id or 0].append(term)
    named: dict[int, list[Nomination]] = defaultdict(list)
    for nomination in nominations_visible_to(reader).filter(
        seat__group=group, state=Nomination.State.PROPOSED
    ):
        named[nomination.seat_id].append(nomination)
    states = [
        SeatState(seat, day, tuple(terms[seat.pk]), tuple(named[seat.pk])) for seat in standing
    ]
    return sorted(states, key=lambda state: (str(state.seat.body), state.seat.pk))


def members(group: Group, day: date | None = None) -> QuerySet[Membership]:
    """Return who sits in the group on a day (default: today)."""
    return (
        Membership.objects.on(day)
        .filter(group=group)
        .select_related("body", "person")
        .order_by("pk")
    )


def body_named(name: str) -> Body | None:
    """Return the body of this name in any language and spelling, or None."""
    key = search_key(name)
    if not key:
        return None
    for body in Body.objects.filter(name_key__contains=key):
        if any(search_key(known) == key for known in body.names.values()):
            return body
    return None

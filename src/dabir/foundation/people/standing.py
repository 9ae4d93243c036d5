"""What a person is today: their roles in every group, and the bodies they sit for.

Every list of a page asks this, so within one request it is asked of the database once. An act may
change it, so each act lets go of what was known.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from dabir.foundation.people.models import MEMBERS, SECRETARIAT, Group, Membership, Person, Role


@dataclass(frozen=True, slots=True)
class Standing:
    """Roles by the id of the group, those inherited by committees included; ids of bodies."""

    roles: Mapping[int, frozenset[Role]]
    bodies: frozenset[int]

    def groups(self, roles: Collection[Role]) -> list[int]:
        """Return the ids of the groups in which the person holds one of `roles`."""
        wanted = frozenset(roles)
        return [group for group, held in self.roles.items() if held & wanted]


_known: ContextVar[dict[int, Standing] | None] = ContextVar("standings", default=None)


@contextmanager
def standings_kept() -> Iterator[None]:
    """Ask for each person's standing once within; the web does this for each request."""
    token = _known.set({})
    try:
        yield
    finally:
        _known.reset(token)


def let_go_of_standings() -> None:
    """Forget what was known: an act may have changed it."""
    known = _known.get()
    if known is not None:
        known.clear()


def _read(person: Person) -> Standing:
    roles: dict[int, set[Role]] = defaultdict(set)
    bodies: set[int] = set()
    seats = Membership.objects.on().filter(person=person)
    for group, role, body in seats.values_list("group_id", "role", "body_id"):
        roles[group].add(Role(role))
        if body is not None and role in MEMBERS:
            bodies.add(body)
    led = {group: held & SECRETARIAT for group, held in roles.items() if held & SECRETARIAT}
    if led:
        # The secretariat of a group is the secretariat of its committees too.
        committees = Group.objects.filter(parent__in=led).values_list("pk", "parent_id")
        for committee, parent in committees:
            if parent is not None:
                roles[committee] |= led[parent]
    return Standing({group: frozenset(held) for group, held in roles.items()}, frozenset(bodies))


def standing_of(person: Person) -> Standing:
    """Return what the person is today; two queries, unless it is known."""
    known = _known.get()
    if known is None:
        return _read(person)
    if person.pk not in known:
        known[person.pk] = _read(person)
    return known[person.pk]

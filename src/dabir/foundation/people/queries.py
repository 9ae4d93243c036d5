"""Who is what, where."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from dabir.foundation.people.models import MEMBERS, Body, Group, Membership, Person, Role, Seat
from dabir.foundation.people.standing import standing_of

Reader = Person | AnonymousUser | None
"""Whoever looks: a signed-in person, or the public."""


def signed_in(reader: Reader) -> Person | None:
    """Return the person, or None for the public."""
    return reader if isinstance(reader, Person) and reader.is_active else None


def memberships_of(person: Person, roles: Collection[Role] = MEMBERS) -> QuerySet[Membership]:
    """Return the person's memberships that hold today, in one of `roles`."""
    return Membership.objects.on().filter(person=person, role__in=list(roles))


def groups_of(person: Person, roles: Collection[Role] = MEMBERS) -> QuerySet[Group]:
    """Return the groups in which the person holds one of `roles` today.

    The secretariat of a group is the secretariat of its committees too.
    """
    return Group.objects.filter(pk__in=standing_of(person).groups(roles))


def bodies_of(person: Person) -> QuerySet[Body]:
    """Return the bodies for which the person sits in any group today."""
    return Body.objects.filter(pk__in=standing_of(person).bodies)


def bodies_seated(group: Group, day: date | None = None) -> QuerySet[Body]:
    """Return the bodies with a seat in the group on a day (default: today), filled or not, and
    those for which its members come.
    """
    seats = Seat.objects.on(day).filter(group=group)
    terms = Membership.objects.on(day).filter(group=group, role__in=list(MEMBERS))
    return Body.objects.filter(Q(pk__in=seats.values("body")) | Q(pk__in=terms.values("body")))


def roles_in(person: Reader, group: Group | None) -> frozenset[Role]:
    """Return the roles the person holds in the group today, inherited ones included."""
    somebody = signed_in(person)
    if somebody is None or group is None:
        return frozenset()
    return standing_of(somebody).roles.get(group.pk, frozenset())

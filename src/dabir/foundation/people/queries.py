"""Who is what, where."""

from __future__ import annotations

from collections.abc import Collection

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from dabir.foundation.people.models import (
    MEMBERS,
    SECRETARIAT,
    Body,
    Group,
    Membership,
    Person,
    Role,
)

Reader = Person | AnonymousUser | None
"""Whoever looks: a signed-in person, or the public."""


def signed_in(reader: Reader) -> Person | None:
    """Return the person, or None for the public."""
    return reader if isinstance(reader, Person) and reader.is_active else None


def memberships_of(person: Person, roles: Collection[str] = MEMBERS) -> QuerySet[Membership]:
    """Return the person's memberships that hold today, in one of `roles`."""
    return Membership.objects.on().filter(person=person, role__in=list(roles))


def groups_of(person: Person, roles: Collection[str] = MEMBERS) -> QuerySet[Group]:
    """Return the groups in which the person holds one of `roles` today.

    The secretariat of a group is the secretariat of its committees too.
    """
    held = memberships_of(person, roles).values("group")
    led = memberships_of(person, SECRETARIAT & frozenset(roles)).values("group")
    return Group.objects.filter(Q(pk__in=held) | Q(parent__in=led))


def bodies_of(person: Person) -> QuerySet[Body]:
    """Return the bodies for which the person sits in any group today."""
    return Body.objects.filter(pk__in=memberships_of(person).values("body"))


def roles_in(person: Reader, group: Group | None) -> frozenset[Role]:
    """Return the roles the person holds in the group today, inherited ones included."""
    somebody = signed_in(person)
    if somebody is None or group is None:
        return frozenset()
    held = Membership.objects.on().filter(
        Q(group=group) | Q(group=group.parent_id, role__in=list(SECRETARIAT)), person=somebody
    )
    return frozenset(Role(role) for role in held.values_list("role", flat=True))

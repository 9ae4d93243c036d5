"""The persons behind a duty: those who carry it, and the secretariat they answer to."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db.models import Q, QuerySet

from dabir.foundation.people.models import MEMBERS, SECRETARIAT, Group, Membership, Person
from dabir.foundation.trace.queries import seen_by
from dabir.stages.mandates.models import Assignment, Duty

RESPONSIBLE = frozenset({Assignment.Part.RESPONSIBLE})
PARTS = frozenset(Assignment.Part)


def persons_carrying(
    duty: Duty, at: datetime, parts: Collection[Assignment.Part] = RESPONSIBLE
) -> QuerySet[Person]:
    """Return who sits in a carrying committee, or in any group for a carrying body.

    They are those for whom `queries.carried_by` keeps the duty, on the day of `at`.
    """
    given = duty.assignments.filter(part__in=list(parts))
    seats = Membership.objects.on(duty.group.day(at)).filter(
        Q(body__in=given.values("body")) | Q(group__in=given.values("committee")),
        role__in=list(MEMBERS),
    )
    return Person.objects.filter(is_active=True, memberships__in=seats).distinct()


def secretariat_of(group: Group, at: datetime) -> QuerySet[Person]:
    """Return the chair and the secretaries of a group; for a committee also its parent's."""
    groups = [group.pk] if group.parent_id is None else [group.pk, group.parent_id]
    seats = Membership.objects.on(group.day(at)).filter(
        group__in=groups, role__in=list(SECRETARIAT)
    )
    return Person.objects.filter(is_active=True, memberships__in=seats).distinct()


def who_see(duty: Duty, persons: Iterable[Person]) -> list[Person]:
    """Keep those of the persons who may see the duty: nobody else is told that there is one."""
    itself = Duty.objects.filter(pk=duty.pk)
    return [person for person in persons if itself.filter(seen_by(person, "address__")).exists()]

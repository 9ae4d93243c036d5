"""Who reads what."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet

from dabir.foundation.people.models import MEMBERS, SECRETARIAT, Group, Membership, Person
from dabir.foundation.people.queries import Reader, roles_in, signed_in
from dabir.foundation.trace.queries import seen_by
from dabir.stages.submissions.models import Assignment, Submission
from dabir.stages.submissions.queries.seeing import STANDING


def assignments_visible_to(reader: Reader, group: Group) -> QuerySet[Assignment]:
    """Return a group's assignments: all for its secretariat, else the reader's own."""
    found = Assignment.objects.filter(submission__call__group=group).select_related(
        "submission__call__group", "submission__address", "reader", "by"
    )
    if roles_in(reader, group) & SECRETARIAT:
        return found
    person = signed_in(reader)
    return found.filter(reader=person) if person else found.none()


def pile_of(reader: Person, group: Group) -> QuerySet[Assignment]:
    """Return what a reader has in hand and still sees, what is due first first."""
    return (
        assignments_visible_to(reader, group)
        .filter(reader=reader, ended_at__isnull=True)
        .filter(seen_by(reader, "submission__address__"))
        .order_by("due_on", "pk")
    )


def readers_of(group: Group) -> QuerySet[Person]:
    """Return who may be given submissions to read: the secretariat and the members."""
    seats = Membership.objects.on().filter(group=group, role__in=list(MEMBERS | SECRETARIAT))
    return Person.objects.filter(memberships__in=seats).distinct()


def progress_of_readers(group: Group) -> list[tuple[Person, int, int]]:
    """Return each reader with how many they have in hand and how many they have read."""
    counted = (
        Person.objects.filter(readings_given__submission__call__group=group)
        .annotate(
            in_hand=Count("readings_given", filter=Q(readings_given__ended_at__isnull=True)),
            read=Count("readings_given", filter=Q(readings_given__done=True)),
        )
        .order_by("-in_hand", "pk")
    )
    return [(person, person.in_hand, person.read) for person in counted]


def unassigned(submissions: QuerySet[Submission]) -> QuerySet[Submission]:
    """Keep the submissions that count and that nobody has in hand or has read."""
    taken = Assignment.objects.filter(Q(ended_at__isnull=True) | Q(done=True))
    return submissions.filter(state__in=STANDING).exclude(pk__in=taken.values("submission"))

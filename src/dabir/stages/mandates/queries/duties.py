"""Duties and reports that a reader may see, and lists of them."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import F, Prefetch, QuerySet

from dabir.foundation.people.models import Person
from dabir.foundation.people.queries import Reader, memberships_of
from dabir.foundation.trace.queries import seen_by
from dabir.stages.mandates.models import Assignment, Duty, Report

SOON = timedelta(days=14)

LISTS = ("open", "overdue", "soon", "mine", "reported", "settled", "all")
"""The lists of duties that `chosen` knows."""

OPEN_STATES = (
    Duty.State.ASSIGNED,
    Duty.State.ACCEPTED,
    Duty.State.IN_PROGRESS,
    Duty.State.REPORTED,
    Duty.State.RETURNED,
)


def duties_visible_to(reader: Reader) -> QuerySet[Duty]:
    """Return the duties the reader may see, with who carries them."""
    return (
        Duty.objects.filter(seen_by(reader, "address__"))
        .select_related("clause", "group", "address")
        .prefetch_related(
            Prefetch("assignments", Assignment.objects.select_related("body", "committee"))
        )
    )


def reports_visible_to(reader: Reader) -> QuerySet[Report]:
    """Return the reports the reader may see."""
    return Report.objects.filter(seen_by(reader, "address__")).select_related("by", "evidence")


def overdue(duties: QuerySet[Duty], day: date) -> QuerySet[Duty]:
    """Keep the duties that should have been done before `day`."""
    return duties.filter(state__in=OPEN_STATES, due_on__lt=day)


def carried_by(duties: QuerySet[Duty], person: Person) -> QuerySet[Duty]:
    """Keep the duties given to a body or a committee that the person sits in."""
    mine = memberships_of(person)
    carried = Assignment.objects.filter(body__in=mine.values("body")) | Assignment.objects.filter(
        committee__in=mine.values("group")
    )
    return duties.filter(pk__in=carried.values("duty"))


def chosen(duties: QuerySet[Duty], which: str, person: Person, day: date) -> QuerySet[Duty]:
    """Return one of the lists of duties (see `LISTS`), the nearest deadline first."""
    match which:
        case "overdue":
            duties = overdue(duties, day)
        case "soon":
            duties = duties.filter(state__in=OPEN_STATES, due_on__range=(day, day + SOON))
        case "mine":
            duties = carried_by(duties, person).filter(state__in=OPEN_STATES)
        case "reported":
            duties = duties.filter(state=Duty.State.REPORTED)
        case "open":
            duties = duties.filter(state__in=OPEN_STATES)
        case "settled":
            duties = duties.exclude(state__in=OPEN_STATES)
    return duties.order_by(F("due_on").asc(nulls_last=True), "pk")

"""Mandates, clauses, duties and members that a reader may see."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db.models import Count, F, Min, Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dabir.domain.language.search_key import search_key
from dabir.foundation.people.models import Body, Group, Membership, Person
from dabir.foundation.people.queries import Reader, memberships_of
from dabir.foundation.proposals.models import Reading
from dabir.foundation.proposals.queries import visible_to as readings_visible_to
from dabir.foundation.trace.queries import seen_by
from dabir.foundation.trace.waiting import Waiting
from dabir.stages.mandates.models import Assignment, Axis, Clause, Duty, Mandate, Report

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


def visible_to(reader: Reader) -> QuerySet[Mandate]:
    """Return the mandates the reader may see."""
    return Mandate.objects.filter(seen_by(reader, "address__"))


def clauses_visible_to(reader: Reader) -> QuerySet[Clause]:
    """Return the mandate clauses the reader may see."""
    return Clause.objects.filter(seen_by(reader, "address__"))


def axes_visible_to(reader: Reader) -> QuerySet[Axis]:
    """Return the axes the reader may see."""
    return Axis.objects.filter(seen_by(reader, "address__"))


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


def total(reader: Reader, group: Group) -> int:
    """Return how many duties of the group the reader may see."""
    return Duty.objects.filter(seen_by(reader, "address__"), group=group).count()


def waiting(reader: Reader, group: Group, at: datetime) -> list[Waiting]:
    """Return what waits here: documents, reports, duties that are overdue, duties due soon."""
    today = timezone.localdate(at)
    seen = Duty.objects.filter(seen_by(reader, "address__"), group=group)
    address = reverse("mandates:duties", args=[group.code])
    sums = seen.filter(state__in=OPEN_STATES).aggregate(
        reported=Count("pk", filter=Q(state=Duty.State.REPORTED)),
        late=Count("pk", filter=Q(due_on__lt=today)),
        first=Min("due_on", filter=Q(due_on__lt=today)),
        soon=Count("pk", filter=Q(due_on__gte=today, due_on__lte=today + SOON)),
        next=Min("due_on", filter=Q(due_on__gte=today)),
    )
    readings = readings_visible_to(reader).filter(address__group=group, state=Reading.State.OPEN)
    found = [
        Waiting(
            "mandates",
            _("documents to confirm"),
            readings.count(),
            reverse("mandates:index", args=[group.code]),
        ),
        Waiting("mandates", _("reports to verify"), sums["reported"], f"{address}?show=reported"),
        Waiting(
            "mandates",
            _("duties overdue"),
            sums["late"],
            f"{address}?show=overdue",
            sums["first"],
            overdue=True,
        ),
        Waiting(
            "mandates", _("duties due soon"), sums["soon"], f"{address}?show=soon", sums["next"]
        ),
    ]
    return [each for each in found if each.count]

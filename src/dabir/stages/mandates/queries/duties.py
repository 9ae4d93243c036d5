"""Duties and reports that a reader may see, and lists of them."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet

from dabir.foundation.files.queries import visible_to as originals_visible_to
from dabir.foundation.people.models import MEMBERS, Group, Person
from dabir.foundation.people.queries import Reader
from dabir.foundation.people.standing import standing_of
from dabir.foundation.trace.queries import seen_by
from dabir.stages.mandates.models import Assignment, Duty, Extension, Report, ReportFile, Step
from dabir.stages.mandates.queries.documents import clauses_visible_to
from dabir.stages.mandates.queries.documents import visible_to as mandates_visible_to

SOON = timedelta(days=14)

LISTS = (
    "open",
    "overdue",
    "soon",
    "mine",
    "reported",
    "extensions",
    "unassigned",
    "settled",
    "all",
)
"""The lists of duties that `chosen` knows."""

OPEN_STATES = (
    Duty.State.UNASSIGNED,
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


def origin_known_to(reader: Reader) -> Q:
    """Return the condition under which the reader may know from which day a duty counts.

    The duty's clause and its mandate are seen, or there are none.
    """
    seen = Q(
        clause__in=clauses_visible_to(reader).values("pk"),
        clause__mandate__in=mandates_visible_to(reader).values("pk"),
    )
    return Q(clause=None) | seen


def reports_visible_to(reader: Reader) -> QuerySet[Report]:
    """Return the reports the reader may see, with those of their files they may see."""
    files = ReportFile.objects.filter(original__in=originals_visible_to(reader).values("pk"))
    return (
        Report.objects.filter(seen_by(reader, "address__"))
        .select_related("by", "to", "answered_by", "letter", "address")
        .prefetch_related(Prefetch("with_files", files.select_related("original"), "shown_files"))
    )


def extensions_visible_to(reader: Reader) -> QuerySet[Extension]:
    """Return the requests for more time on duties that the reader may see."""
    return Extension.objects.filter(seen_by(reader, "duty__address__")).select_related(
        "asked_by", "answered_by", "duty__group"
    )


def steps_visible_to(reader: Reader) -> QuerySet[Step]:
    """Return the steps of duties that the reader may see, without those of hidden reports."""
    shown = Q(report=None) | seen_by(reader, "report__address__")
    return Step.objects.filter(shown, seen_by(reader, "duty__address__")).select_related(
        "by", "report", "extension"
    )


def overdue(duties: QuerySet[Duty], day: date) -> QuerySet[Duty]:
    """Keep the duties that should have been done before `day`."""
    return duties.filter(state__in=OPEN_STATES, due_on__lt=day)


def nobody_responsible() -> Q:
    """Return the condition that nobody is responsible for a duty."""
    responsible = Assignment.objects.filter(duty=OuterRef("pk"), part=Assignment.Part.RESPONSIBLE)
    return Q(~Exists(responsible))


def unassigned(duties: QuerySet[Duty]) -> QuerySet[Duty]:
    """Keep the open duties for which nobody is responsible."""
    return duties.filter(nobody_responsible(), state__in=OPEN_STATES)


def carried_by(duties: QuerySet[Duty], person: Person) -> QuerySet[Duty]:
    """Keep the duties given to a body or a committee that the person sits in."""
    standing = standing_of(person)
    carried = Assignment.objects.filter(
        Q(body__in=standing.bodies) | Q(committee__in=standing.groups(MEMBERS))
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
        case "extensions":
            asked = Extension.objects.filter(state=Extension.State.ASKED)
            duties = duties.filter(pk__in=asked.values("duty"))
        case "unassigned":
            duties = unassigned(duties)
        case "open":
            duties = duties.filter(state__in=OPEN_STATES)
        case "settled":
            duties = duties.exclude(state__in=OPEN_STATES)
    return duties.order_by(F("due_on").asc(nulls_last=True), "pk")


def total(reader: Reader, group: Group) -> int:
    """Return how many duties of the group the reader may see."""
    return Duty.objects.filter(seen_by(reader, "address__"), group=group).count()

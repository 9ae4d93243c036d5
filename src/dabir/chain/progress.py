"""How far a group has come: what was asked of it, by whom, what it delivered, and what is late.

Everything is as far as one reader may see it, and as of one day; what was delivered and which
meetings were held are those of a period.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count, Model, Q, QuerySet

from dabir.chain.timeline import Timeline, timeline
from dabir.foundation.people.models import Group, Membership
from dabir.foundation.people.queries import Reader
from dabir.foundation.record.models import Seal
from dabir.foundation.trace.models import Confidentiality
from dabir.stages.calls.queries import visible_to as calls_visible_to
from dabir.stages.decisions.models import Attendance, Decision, Meeting, Submittal
from dabir.stages.decisions.queries import (
    actions_visible_to,
    decisions_visible_to,
    submittals_visible_to,
)
from dabir.stages.decisions.queries import visible_to as meetings_visible_to
from dabir.stages.issuances.models import Issuance
from dabir.stages.issuances.queries import latest_seal
from dabir.stages.issuances.queries import visible_to as issuances_visible_to
from dabir.stages.mandates.division import Division, Line, division
from dabir.stages.mandates.models import Duty, Extension, Mandate, Report
from dabir.stages.mandates.queries import (
    OPEN_STATES,
    axes_visible_to,
    duties_visible_to,
    members,
    reports_visible_to,
    seats_of,
)
from dabir.stages.mandates.queries import visible_to as mandates_visible_to
from dabir.stages.mandates.queries.seats import SeatState

SOON = timedelta(days=60)
"""What is due within this time stands under what comes next."""
CLASSES = (
    Confidentiality.PUBLIC,
    Confidentiality.GROUP,
    Confidentiality.BODIES,
    Confidentiality.SECRETARIAT,
)
"""From what everybody may read to what the fewest may."""
HELD = (Meeting.State.IN_SESSION, Meeting.State.CLOSED, Meeting.State.MINUTED)


@dataclass(frozen=True, slots=True)
class Asked:
    """One duty: who asked for it, its last report, and what became of its deadline.

    `days_late` is 0 where it is not overdue.
    """

    line: Line
    source: str
    days_late: int
    report: Report | None
    extensions: tuple[Extension, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """A meeting of the period: how many were present, and what it decided."""

    meeting: Meeting
    present: int
    decided: int


@dataclass(frozen=True, slots=True)
class Progress:
    """Everything that a progress report says. `since` is None for "from the beginning"."""

    group: Group
    since: date | None
    until: date
    today: date
    mandates: tuple[Mandate, ...]
    duties: tuple[Asked, ...]
    reports: tuple[Report, ...]
    decisions: tuple[Decision, ...]
    submittals: tuple[Submittal, ...]
    issuances: tuple[Issuance, ...]
    meetings: tuple[Held, ...]
    seats: tuple[SeatState, ...]
    officers: tuple[Membership, ...]
    division: Division
    timeline: Timeline
    seal: Seal | None
    confidentiality: Confidentiality

    def by_source(self) -> list[tuple[str, list[Asked]]]:
        """Return the duties under what asked for them, in the order first met."""
        found: dict[str, list[Asked]] = {}
        for one in self.duties:
            found.setdefault(one.source, []).append(one)
        return list(found.items())

    @property
    def done(self) -> tuple[Asked, ...]:
        """The duties that are done."""
        return tuple(one for one in self.duties if one.line.state == Duty.State.DONE)

    @property
    def late(self) -> tuple[Asked, ...]:
        """The overdue duties, those that have waited longest first."""
        late = (one for one in self.duties if one.days_late)
        return tuple(sorted(late, key=lambda one: -one.days_late))

    @property
    def coming(self) -> tuple[Asked, ...]:
        """The open duties due soon, the nearest first."""
        last = self.today + SOON
        due = [
            (one.line.due_on, number, one)
            for number, one in enumerate(self.duties)
            if one.line.due_on
            and self.today <= one.line.due_on <= last
            and one.line.state in OPEN_STATES
        ]
        return tuple(one for _day, _number, one in sorted(due, key=lambda each: each[:2]))


def progress(
    reader: Reader,
    group: Group,
    today: date,
    *,
    since: date | None = None,
    until: date | None = None,
) -> Progress:
    """Return how far the group has come, as far as the reader may see."""
    until = until or today
    begin, end = _window(since, until, today)
    found = division(reader, group, today)
    zone = ZoneInfo(group.time_zone)

    def within(field: str) -> Q:
        condition = Q(**{f"{field}__lt": datetime.combine(until + timedelta(days=1), time(), zone)})
        if since is not None:
            condition &= Q(**{f"{field}__gte": datetime.combine(since, time(), zone)})
        return condition

    def within_days(field: str) -> Q:
        condition = Q(**{f"{field}__lte": until})
        return condition & Q(**{f"{field}__gte": since}) if since else condition

    reports = reports_visible_to(reader).filter(duty__group=group).select_related("duty", "to")
    delivered = reports.filter(within("at")).exclude(state=Report.State.RETURNED)
    mandates = mandates_visible_to(reader).filter(group=group).select_related("issuer")
    decisions = decisions_visible_to(reader).filter(
        within("at"), meeting__group=group, outcome=Decision.Outcome.ADOPTED
    )
    submittals = submittals_visible_to(reader).filter(within("submitted_at"), text__group=group)
    issuances = issuances_visible_to(reader).filter(
        within_days("issued_on"), group=group, state=Issuance.State.ISSUED
    )
    meetings = meetings_visible_to(reader).filter(within("begins_at"), group=group, state__in=HELD)
    duties = duties_visible_to(reader).filter(group=group)
    # The picture of time shows what lies beside the period too.
    used: list[QuerySet[Model]] = [
        calls_visible_to(reader).filter(group=group),
        meetings_visible_to(reader).filter(group=group),
        issuances_visible_to(reader).filter(group=group),
        duties.filter(pk__in=[line.key for line in found.lines]),
        axes_visible_to(reader).filter(group=group),
        reports,
        mandates,
        decisions,
        submittals,
    ]
    return Progress(
        group=group,
        since=since,
        until=until,
        today=today,
        mandates=tuple(mandates.order_by("adopted_on", "pk")),
        duties=_asked(reader, group, today, found, reports),
        reports=tuple(delivered.order_by("at", "pk")),
        decisions=tuple(decisions.order_by("at", "pk")),
        submittals=tuple(submittals.order_by("submitted_at", "pk")),
        issuances=tuple(issuances.order_by("issued_on", "pk")),
        meetings=_held(reader, meetings),
        seats=tuple(seats_of(group, reader, today)),
        officers=tuple(members(group, today).filter(seat__isnull=True).exclude(role="guest")),
        division=found,
        timeline=timeline(reader, group, today, since=begin, until=end),
        seal=latest_seal(group),
        confidentiality=_highest(used),
    )


def _window(since: date | None, until: date, today: date) -> tuple[date, date]:
    """Return the time of the picture: the period, and what comes after it, up to half a year."""
    ahead = until + timedelta(days=183) if until >= today else until
    if since is None:
        return ahead - timedelta(days=365), ahead
    return max(since, ahead - timedelta(days=730)), ahead


def _asked(
    reader: Reader, group: Group, today: date, found: Division, reports: QuerySet[Report]
) -> tuple[Asked, ...]:
    last: dict[int, Report] = {}
    for report in reports.order_by("at", "pk"):
        last[report.duty_id] = report
    extensions: dict[int, list[Extension]] = {}
    keys = [line.key for line in found.lines]
    moves = Extension.objects.filter(duty__in=keys).exclude(state=Extension.State.WITHDRAWN)
    for extension in moves.order_by("asked_at", "pk"):
        extensions.setdefault(extension.duty_id, []).append(extension)
    meetings = {
        action.duty_id: action.item.meeting.name
        for action in actions_visible_to(reader).filter(duty__in=keys)
    }
    return tuple(
        Asked(
            line=line,
            source=line.mandate or meetings.get(line.key, ""),
            days_late=(today - line.due_on).days if line.late and line.due_on else 0,
            report=last.get(line.key),
            extensions=tuple(extensions.get(line.key, ())),
        )
        for line in found.lines
    )


def _held(reader: Reader, meetings: QuerySet[Meeting]) -> tuple[Held, ...]:
    here = (Attendance.Presence.PRESENT, Attendance.Presence.REMOTE)
    counted = meetings.annotate(
        came=Count("attendances", filter=Q(attendances__presence__in=here), distinct=True)
    ).order_by("begins_at", "pk")
    decided = dict(
        decisions_visible_to(reader)
        .filter(meeting__in=meetings.values("pk"))
        .order_by()
        .values_list("meeting")
        .annotate(Count("pk"))
    )
    return tuple(Held(meeting, meeting.came, decided.get(meeting.pk, 0)) for meeting in counted)


def _highest(used: Iterable[QuerySet[Model]]) -> Confidentiality:
    """Return the most confidential level of anything in the report."""
    levels = {Confidentiality.PUBLIC}
    for items in used:
        found = items.order_by().values_list("address__confidentiality", flat=True).distinct()
        levels |= {Confidentiality(level) for level in found}
    return max(levels, key=CLASSES.index)


def first_day(group: Group, reader: Reader) -> date | None:
    """Return when the group's work began, as far as it is known: founded, or first mandated."""
    days = mandates_visible_to(reader).filter(group=group, adopted_on__isnull=False)
    first = days.order_by("adopted_on").values_list("adopted_on", flat=True).first()
    known = [day for day in (group.formed_on, first) if day]
    return min(known) if known else None

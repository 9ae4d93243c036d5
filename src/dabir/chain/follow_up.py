"""Follow-up of resolutions (پیگیری مصوبات): every duty with what was last said of it.

Dated and standing duties stand together, whether a mandate gave them or a meeting's decision. Read
in a few queries and as plain values, whatever the number of duties.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.db.models import F, Prefetch, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dabir.foundation.people.models import Group, Person
from dabir.foundation.people.queries import Reader
from dabir.stages.decisions.models import ActionItem
from dabir.stages.decisions.queries import actions_visible_to
from dabir.stages.mandates.models import Assignment, Duty, Extension, Report
from dabir.stages.mandates.queries import (
    OPEN_STATES,
    carried_by,
    clauses_visible_to,
    duties_visible_to,
    extensions_visible_to,
    reports_visible_to,
)
from dabir.stages.mandates.steps import key_of

Which = Literal["open", "settled", "all"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which duties are followed; what is left empty narrows nothing.

    `body` is a carrier's key (``"body-3"``, ``"group-1"``), `source` a mandate's row or
    ``"meetings"``.
    """

    which: Which = "open"
    body: str = ""
    state: str = ""
    axis: int | None = None
    source: str = ""
    overdue: bool = False
    mine: bool = False

    @property
    def narrowed(self) -> bool:
        """Whether anything but the list itself was chosen."""
        return self != Wanted(which=self.which)


@dataclass(frozen=True, slots=True)
class File:
    """A file that came with the last report."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Carrier:
    """Who carries a duty; `key` tells them apart."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Source:
    """What gave the duty: a mandate, a meeting, or nothing that the reader may see."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Row:
    """One duty as the sheet shows it, with its last report.

    `asked_until` is the day until which more time is asked for; `first_due` the deadline before
    the first extension, where one was granted.
    """

    duty: Duty
    url: str
    clause: str
    source: Source
    responsible: tuple[Carrier, ...]
    supporting: tuple[Carrier, ...]
    late: bool
    days_late: int
    asked_until: date | None
    first_due: date | None
    report: Report | None
    files: tuple[File, ...]

    @property
    def reported_on(self) -> date | None:
        """The day of the last report."""
        return timezone.localdate(self.report.at) if self.report else None


@dataclass(frozen=True, slots=True)
class Counts:
    """What stands at the head of the sheet, of the duties before they were narrowed."""

    total: int
    done: int
    open: int
    late: int
    reported: int
    asked: int
    unassigned: int


@dataclass(frozen=True, slots=True)
class Section:
    """Rows under one heading; the heading is "" where they are not grouped."""

    name: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Everything the page and the printed sheet show."""

    counts: Counts
    rows: tuple[Row, ...]
    carriers: tuple[Carrier, ...]
    sources: tuple[Source, ...]

    def by_body(self) -> tuple[Section, ...]:
        """Return the rows under each responsible body, those of nobody first."""
        groups: dict[str, list[Row]] = {"": []}
        names = {"": _("Nobody responsible yet")}
        for row in self.rows:
            for carrier in row.responsible or (Carrier("", names[""]),):
                groups.setdefault(carrier.key, []).append(row)
                names.setdefault(carrier.key, carrier.name)
        return _sections(groups, names)

    def by_source(self) -> tuple[Section, ...]:
        """Return the rows under the mandate or the meeting that gave the duty."""
        groups: dict[str, list[Row]] = {}
        names: dict[str, str] = {}
        for row in self.rows:
            groups.setdefault(row.source.key, []).append(row)
            names.setdefault(row.source.key, row.source.name)
        return _sections(groups, names)


def _sections(groups: dict[str, list[Row]], names: dict[str, str]) -> tuple[Section, ...]:
    ordered = sorted(groups, key=lambda key: (bool(key), names[key]))
    return tuple(Section(names[key], tuple(groups[key])) for key in ordered if groups[key])


def follow_up(reader: Person, group: Group, wanted: Wanted, today: date) -> FollowUp:
    """Return the duties of the group that the reader may see, the nearest deadline first."""
    seen = duties_visible_to(reader).filter(group=group)
    rows = [*_rows(reader, group, seen, today)]
    mine = set(carried_by(seen, reader).values_list("pk", flat=True)) if wanted.mine else set()
    running = [row for row in rows if row.duty.state in OPEN_STATES]
    counts = Counts(
        total=len(rows),
        done=sum(row.duty.state == Duty.State.DONE for row in rows),
        open=len(running),
        late=sum(row.late for row in running),
        reported=sum(row.duty.state == Duty.State.REPORTED for row in running),
        asked=sum(row.asked_until is not None for row in running),
        unassigned=sum(not row.responsible for row in running),
    )
    carriers = {one.key: one for row in rows for one in (*row.responsible, *row.supporting)}
    sources = {row.source.key: row.source for row in rows}
    return FollowUp(
        counts=counts,
        rows=tuple(row for row in rows if _is_wanted(row, wanted, mine)),
        carriers=tuple(sorted(carriers.values(), key=lambda one: one.name)),
        sources=tuple(sources.values()),
    )


def _is_wanted(row: Row, wanted: Wanted, mine: set[int]) -> bool:
    tests: tuple[tuple[object, Callable[[], bool]], ...] = (
        (wanted.which == "open", lambda: row.duty.state in OPEN_STATES),
        (wanted.which == "settled", lambda: row.duty.state not in OPEN_STATES),
        (
            wanted.body,
            lambda: any(one.key == wanted.body for one in (*row.responsible, *row.supporting)),
        ),
        (wanted.state, lambda: row.duty.state == wanted.state),
        (wanted.axis is not None, lambda: row.duty.axis_id == wanted.axis),
        (wanted.source, lambda: row.source.key == wanted.source),
        (wanted.overdue, lambda: row.late),
        (wanted.mine, lambda: row.duty.pk in mine),
    )
    return all(test() for asked, test in tests if asked)


def _rows(reader: Reader, group: Group, seen: QuerySet[Duty], today: date) -> Iterable[Row]:
    reports = reports_visible_to(reader).order_by("-at", "-pk")
    clauses = {
        clause.pk: clause
        for clause in clauses_visible_to(reader)
        .filter(mandate__group=group)
        .select_related("mandate")
        .only("pk", "path", "mandate__names")
    }
    actions = {
        action.duty_id: action for action in actions_visible_to(reader).filter(duty__group=group)
    }
    duties = seen.prefetch_related(
        Prefetch("reports", reports, "shown_reports"),
        Prefetch("extensions", extensions_visible_to(reader), "shown_extensions"),
    ).order_by(F("due_on").asc(nulls_last=True), "pk")
    for duty in duties:
        clause = clauses.get(duty.clause_id) if duty.clause_id else None
        yield _row(
            duty, clause.path if clause else "", _source(clause, actions.get(duty.pk)), today
        )


def _source(clause: object, action: ActionItem | None) -> Source:
    mandate = getattr(clause, "mandate", None)
    if mandate is not None:
        return Source(f"mandate-{mandate.pk}", mandate.name)
    if action is not None:
        meeting = action.item.meeting
        return Source(f"meeting-{meeting.pk}", meeting.name)
    return Source("", _("Given by the secretariat"))


def _row(duty: Duty, clause: str, source: Source, today: date) -> Row:
    parts: dict[str, list[Carrier]] = {part: [] for part in Assignment.Part.values}
    for one in duty.assignments.all():
        parts[one.part].append(Carrier(key_of(one.carrier), str(one.carrier)))
    late = duty.state in OPEN_STATES and duty.due_on is not None and duty.due_on < today
    extensions: Sequence[Extension] = duty.shown_extensions  # type: ignore[attr-defined] # a Prefetch
    asked = [one.until for one in extensions if one.state == Extension.State.ASKED]
    granted = [one for one in extensions if one.state == Extension.State.GRANTED]
    reports: Sequence[Report] = duty.shown_reports  # type: ignore[attr-defined] # a Prefetch
    last = reports[0] if reports else None
    files = last.shown_files if last else ()  # type: ignore[attr-defined] # a Prefetch
    return Row(
        duty=duty,
        url=reverse("mandates:duty", args=[duty.group.code, duty.pk]),
        clause=clause,
        source=source,
        responsible=tuple(parts[Assignment.Part.RESPONSIBLE]),
        supporting=tuple(parts[Assignment.Part.SUPPORTING]),
        late=late,
        days_late=(today - duty.due_on).days if late and duty.due_on else 0,
        asked_until=asked[0] if asked else None,
        first_due=granted[-1].before if granted else None,
        report=last,
        files=tuple(
            File(one.original.name, reverse("file", args=[one.original.address_id]))
            for one in files
        ),
    )

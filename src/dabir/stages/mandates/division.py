"""The division of labour (تقسیم کار): who leads a duty, who supports, and what nobody carries.

Read in a handful of queries and as plain values, so that sixty bodies and hundreds of duties make a
page at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from django.db.models import F

from dabir.domain.language.search_key import search_key
from dabir.foundation.naming import in_language
from dabir.foundation.people.models import Body, Group, Seat
from dabir.foundation.people.queries import Reader
from dabir.stages.mandates.models import Assignment, Duty
from dabir.stages.mandates.queries import (
    OPEN_STATES,
    axes_visible_to,
    clauses_visible_to,
    duties_visible_to,
    visible_to,
)

NO_AXIS = 0
"""Stands for the axis of duties that are on none."""
LEADS = Assignment.Part.RESPONSIBLE.value
SUPPORTS = Assignment.Part.SUPPORTING.value
LET_GO = (Duty.State.RELEASED, Duty.State.ENDED)
"""Duties in these states are nobody's work any more."""


class Carrier(NamedTuple):
    """A body or a committee that carries duties; `key` tells them apart: body-7, group-3."""

    name: str
    key: str


class Axis(NamedTuple):
    """A line of work; `key` is its row, or `NO_AXIS`."""

    name: str
    key: int


@dataclass(frozen=True, slots=True)
class Line:
    """One duty with those who carry it."""

    key: int
    text: str
    clause: str
    mandate: str
    axis: Axis | None
    due_on: date | None
    within: str
    working: bool
    anchor: str
    state: str
    percent: int
    late: bool
    parts: Mapping[Carrier, str]

    def carriers(self, part: str) -> list[Carrier]:
        """Return who has this part, in the order in which they were named."""
        return [carrier for carrier, held in self.parts.items() if held == part]

    @property
    def unassigned(self) -> bool:
        """Whether nobody answers for it."""
        return LEADS not in self.parts.values()


@dataclass(slots=True)
class Tally:
    """How many duties somebody leads and supports; of those led, how many are done or late."""

    leads: int = 0
    supports: int = 0
    done: int = 0
    late: int = 0

    def add(self, line: Line, part: str) -> None:
        """Count one duty."""
        if part == LEADS:
            self.leads += 1
            self.done += line.state == Duty.State.DONE
            self.late += line.late
        else:
            self.supports += 1


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which duties a reader asks for; what is empty asks for all."""

    carrier: str = ""
    part: str = ""
    axis: int | None = None
    state: str = ""
    words: str = ""
    overdue: bool = False
    unassigned: bool = False

    def __bool__(self) -> bool:
        return self != Wanted()

    def takes(self, line: Line) -> bool:
        """Whether a duty is among those asked for."""
        held = {carrier.key: part for carrier, part in line.parts.items()}
        parts = {held[self.carrier]} if self.carrier in held else set(held.values())
        return (
            (not self.carrier or self.carrier in held)
            and (not self.part or self.part in parts)
            and (self.axis is None or self.axis == (line.axis.key if line.axis else NO_AXIS))
            and (not self.state or self.state == line.state)
            and (not self.overdue or line.late)
            and (not self.unassigned or line.unassigned)
            and (not self.words or search_key(self.words) in search_key(line.text))
        )


@dataclass(frozen=True, slots=True)
class Division:
    """The duties asked for, and who carries them, those with the most duties first.

    `known` are all who carry anything, `idle` the bodies of the group that carry nothing, both
    whatever was asked for; `total` is how many duties there are to choose from.
    """

    lines: tuple[Line, ...]
    carriers: tuple[Carrier, ...]
    known: tuple[Carrier, ...]
    idle: tuple[str, ...]
    axes: tuple[Axis, ...]
    total: int
    by_carrier: Mapping[Carrier, Tally]

    def asked_for(self, wanted: Wanted) -> Division:
        """Return the same with only the duties that are asked for, and those who carry these."""
        if not wanted:
            return self
        lines = tuple(line for line in self.lines if wanted.takes(line))
        tallies = _tallies(lines)
        return replace(self, lines=lines, carriers=_most_first(tallies), by_carrier=tallies)

    @property
    def unassigned(self) -> tuple[Line, ...]:
        """The duties for which nobody answers."""
        return tuple(line for line in self.lines if line.unassigned)

    @property
    def axes_with_duties(self) -> frozenset[Axis]:
        """The axes on which any of these duties is."""
        return frozenset(line.axis for line in self.lines if line.axis)

    @property
    def better_grouping(self) -> str:
        """Whether axes or mandates say more about where these duties belong: axis or mandate."""
        on_axes = sum(line.axis is not None for line in self.lines)
        return "axis" if on_axes >= sum(bool(line.mandate) for line in self.lines) else "mandate"

    @property
    def late(self) -> int:
        """How many are overdue."""
        return sum(line.late for line in self.lines)

    def bands(self, of: Callable[[Line], str]) -> list[tuple[str, list[Line]]]:
        """Return the duties somebody answers for, parted by a name, in the order first met."""
        found: dict[str, list[Line]] = {}
        for line in self.lines:
            if not line.unassigned:
                found.setdefault(of(line), []).append(line)
        return list(found.items())

    def by_axis(self) -> dict[tuple[Carrier | None, int], Tally]:
        """Return the counts of each carrier on each axis; under None, of what nobody leads."""
        counts: dict[tuple[Carrier | None, int], Tally] = {}
        for line in self.lines:
            axis = line.axis.key if line.axis else NO_AXIS
            for carrier, part in line.parts.items():
                counts.setdefault((carrier, axis), Tally()).add(line, part)
            if line.unassigned:
                counts.setdefault((None, axis), Tally()).add(line, LEADS)
        return counts


def division(reader: Reader, group: Group, today: date) -> Division:
    """Return the group's division of labour as far as the reader may see it.

    It asks as many queries for one duty as for a thousand. Duties from which a body was released
    are left out.
    """
    axes = {
        key: Axis(in_language(names), key)
        for key, names in axes_visible_to(reader).filter(group=group).values_list("pk", "names")
    }
    lines = _lines(reader, group, today, axes)
    tallies = _tallies(lines)
    seats = Seat.objects.on(today).filter(group=group)
    keys = {carrier.key for carrier in tallies}
    idle = {
        in_language(names)
        for body, names in seats.values_list("body", "body__names")
        if f"body-{body}" not in keys
    }
    return Division(
        lines=tuple(lines),
        carriers=_most_first(tallies),
        known=tuple(sorted(tallies)),
        idle=tuple(sorted(idle)),
        axes=tuple(axes.values()),
        total=len(lines),
        by_carrier=tallies,
    )


def _tallies(lines: Iterable[Line]) -> dict[Carrier, Tally]:
    found: dict[Carrier, Tally] = {}
    for line in lines:
        for carrier, part in line.parts.items():
            found.setdefault(carrier, Tally()).add(line, part)
    return found


def _most_first(tallies: Mapping[Carrier, Tally]) -> tuple[Carrier, ...]:
    def order(carrier: Carrier) -> tuple[int, int, Carrier]:
        tally = tallies[carrier]
        return -(tally.leads + tally.supports), -tally.leads, carrier

    return tuple(sorted(tallies, key=order))


def _lines(reader: Reader, group: Group, today: date, axes: Mapping[int, Axis]) -> list[Line]:
    seen = duties_visible_to(reader).filter(group=group).exclude(state__in=LET_GO)
    mandates: dict[int | None, str] = {
        key: in_language(names)
        for key, names in visible_to(reader)
        .filter(clauses__duties__in=seen.values("pk"))
        .distinct()
        .order_by()
        .values_list("pk", "names")
    }
    clauses = clauses_visible_to(reader).filter(duties__in=seen.values("pk"))
    paths = dict(clauses.order_by().values_list("pk", "path"))
    parts = _parts(group)
    rows = seen.order_by(
        F("clause__mandate").asc(nulls_last=True), "clause__order", "pk"
    ).values_list(
        "pk", "text", "clause", "clause__mandate", "axis", "due_on", "within", "working_days",
        "anchor", "state", "percent",
    )  # fmt: skip
    return [
        Line(
            key=pk,
            text=text,
            clause=paths.get(clause, "") if clause else "",
            mandate=mandates.get(mandate, ""),
            axis=axes.get(axis) if axis else None,
            due_on=due_on,
            within=within,
            working=working,
            anchor=anchor,
            state=state,
            percent=percent,
            late=due_on is not None and due_on < today and state in OPEN_STATES,
            parts=parts.get(pk, {}),
        )
        for pk, text, clause, mandate, axis, due_on, within, working, anchor, state, percent in rows
    ]


def _parts(group: Group) -> dict[int, dict[Carrier, str]]:
    """Return who carries each duty of the group; whoever sees a duty sees who carries it."""
    assigned = list(
        Assignment.objects.filter(duty__group=group)
        .order_by("pk")
        .values_list("duty", "body", "committee", "part")
    )
    # Without a name in any language, somebody is called by their number.
    bodies = {
        key: in_language(names) or f"#{key}"
        for key, names in Body.objects.filter(assignments__duty__group=group)
        .order_by()
        .values_list("pk", "names")
    }
    groups = {
        key: in_language(names) or f"#{key}"
        for key, names in Group.objects.filter(assignments__duty__group=group)
        .order_by()
        .values_list("pk", "names")
    }
    found: dict[int, dict[Carrier, str]] = {}
    for duty, body, committee, part in assigned:
        # A constraint of the table gives each assignment a body or a committee.
        if body:
            carrier = Carrier(bodies[body], f"body-{body}")
        else:
            carrier = Carrier(groups[committee], f"group-{committee}")
        found.setdefault(duty, {})[carrier] = part
    return found

"""What happens when: duties, calls, meetings, mandates and issuances on one line of time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal

from django.db.models import Max, Min, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dabir.foundation.people.models import Group
from dabir.foundation.people.preferences import show_digits
from dabir.foundation.people.queries import Reader
from dabir.foundation.trace.queries import seen_by
from dabir.stages.calls.models import Call
from dabir.stages.calls.queries import visible_to as calls_visible_to
from dabir.stages.decisions.models import Meeting
from dabir.stages.decisions.queries import visible_to as meetings_visible_to
from dabir.stages.issuances.models import Issuance
from dabir.stages.issuances.queries import visible_to as issuances_visible_to
from dabir.stages.mandates.division import LET_GO
from dabir.stages.mandates.models import Duty, Extension, Report, Step
from dabir.stages.mandates.queries import OPEN_STATES, duties_visible_to
from dabir.stages.mandates.queries import visible_to as mandates_visible_to

LaneKey = Literal["mandates", "duties", "calls", "meetings", "issuances"]
LANES: tuple[LaneKey, ...] = ("mandates", "duties", "calls", "meetings", "issuances")
WINDOWS = ("near", "year", "all")
"""How much of the time is asked for: around today, a year each way, or everything."""
BEFORE, AFTER = timedelta(days=92), timedelta(days=183)
YEAR = timedelta(days=366)
MARGIN = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing in time: from `begin` (None: unknown, or a single day) to `end`.

    `late_until` is the day to which it has been overdue; `moved_from` the deadlines it had before
    an extension; `done_on` when it was done. `label` is short enough for a mark.
    """

    lane: LaneKey
    key: int
    name: str
    url: str
    end: date
    state: str
    begin: date | None = None
    done_on: date | None = None
    late_until: date | None = None
    moved_from: tuple[date, ...] = ()
    label: str = ""
    settled: bool = False

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last day that it touches."""
        every = [self.end, self.begin, self.done_on, self.late_until, *self.moved_from]
        known = [day for day in every if day]
        return min(known), max(known)


@dataclass(frozen=True, slots=True)
class Lane:
    """The things of one kind, by day; `more` found no room."""

    key: LaneKey
    label: str
    items: tuple[Item, ...]
    more: int = 0

    @property
    def spans(self) -> bool:
        """Whether anything here has a beginning of its own, beside the day it falls on."""
        return any(item.begin for item in self.items)


@dataclass(frozen=True, slots=True)
class Timeline:
    """A stretch of time with what happens in it; `undated` counts duties without a day."""

    begin: date
    end: date
    today: date
    lanes: tuple[Lane, ...]
    undated: int

    def __bool__(self) -> bool:
        return any(lane.items for lane in self.lanes)

    def at_most(self, most: int) -> Timeline:
        """Return the same with at most so many things in each lane: the late, then the nearest."""

        def pressing(item: Item) -> tuple[bool, int]:
            return item.late_until is None, abs((item.end - self.today).days)

        lanes = []
        for lane in self.lanes:
            kept = set(sorted(lane.items, key=pressing)[:most])
            left = tuple(item for item in lane.items if item in kept)
            lanes.append(replace(lane, items=left, more=len(lane.items) - len(left)))
        return replace(self, lanes=tuple(lanes))


def lane_labels() -> dict[LaneKey, str]:
    """Return what each lane is called."""
    return {
        "mandates": _("Mandates"),
        "duties": _("Duties"),
        "calls": _("Calls"),
        "meetings": _("Meetings"),
        "issuances": _("Issuances"),
    }


def timeline(
    reader: Reader,
    group: Group,
    today: date,
    *,
    window: str = "near",
    lanes: Iterable[LaneKey] = LANES,
    since: date | None = None,
    until: date | None = None,
) -> Timeline:
    """Return what the reader may see of the group's time.

    `since` and `until` bound it to a period; otherwise `window` (one of `WINDOWS`) does.
    """
    found: dict[LaneKey, list[Item]] = {key: _READ[key](reader, group, today) for key in lanes}
    begin, end = _bounds(found, today, window)
    begin, end = since or begin, until or end
    labels = lane_labels()
    shown = []
    for key, items in found.items():
        within = [item for item in items if item.days[1] >= begin and item.days[0] <= end]
        within.sort(key=lambda item: (item.end, item.key))
        shown.append(Lane(key, labels[key], tuple(within)))
    undated = 0
    if "duties" in found:
        seen = duties_visible_to(reader).filter(group=group, due_on__isnull=True)
        undated = seen.exclude(state__in=LET_GO).count()
    return Timeline(begin, end, today, tuple(shown), undated)


def _bounds(found: dict[LaneKey, list[Item]], today: date, window: str) -> tuple[date, date]:
    if window == "near":
        return today - BEFORE, today + AFTER
    if window == "year":
        return today - YEAR, today + YEAR
    days = [day for items in found.values() for item in items for day in item.days]
    return min([*days, today]) - MARGIN, max([*days, today]) + MARGIN


def _day(at: datetime | None) -> date | None:
    return timezone.localdate(at) if at else None


def _duties(reader: Reader, group: Group, today: date) -> list[Item]:
    verified = Q(reports__state=Report.State.VERIFIED) & seen_by(reader, "reports__address__")
    seen = (
        duties_visible_to(reader)
        .filter(group=group, due_on__isnull=False)
        .exclude(state__in=LET_GO)
        .prefetch_related(None)
        .select_related(None)
        .annotate(
            given=Min("steps__at", filter=Q(steps__event=Step.Event.ASSIGN)),
            verified=Max("reports__answered_at", filter=verified),
        )
    )
    granted: dict[int, tuple[date, ...]] = {}
    moves = Extension.objects.filter(duty__in=seen.values("pk"), state=Extension.State.GRANTED)
    for duty, before in moves.order_by("asked_at", "pk").values_list("duty", "before"):
        granted[duty] = (*granted.get(duty, ()), before)
    mandates = mandates_visible_to(reader).filter(clauses__duties__in=seen.values("pk"))
    told = {
        key: notified or adopted
        for key, notified, adopted in mandates.distinct()
        .order_by()
        .values_list("pk", "notified_on", "adopted_on")
    }
    states = dict(Duty.State.choices)
    items = []
    for key, text, due, state, mandate, given, verified_at in seen.values_list(
        "pk", "text", "due_on", "state", "clause__mandate", "given", "verified"
    ):
        if due is None:  # left out by the query
            continue
        begun = told.get(mandate) or _day(given)
        late = due < today and state in OPEN_STATES
        items.append(
            Item(
                lane="duties",
                key=key,
                name=text,
                url=reverse("mandates:duty", args=[group.code, key]),
                begin=begun if begun and begun < due else None,
                end=due,
                done_on=_day(verified_at) if state == Duty.State.DONE else None,
                late_until=today if late else None,
                moved_from=granted.get(key, ()),
                state=_(", ").join((str(states[state]), _("overdue")))
                if late
                else str(states[state]),
                settled=state == Duty.State.DONE,
            )
        )
    return items


def _calls(reader: Reader, group: Group, today: date) -> list[Item]:
    seen = calls_visible_to(reader).filter(group=group, closes_at__isnull=False)
    return [
        Item(
            lane="calls",
            key=call.pk,
            name=call.name,
            url=reverse("calls:call", args=[group.code, call.pk]),
            begin=call.opens_at.astimezone(call.zone).date() if call.opens_at else None,
            end=call.closes_at.astimezone(call.zone).date(),
            state=str(call.get_state_display()),
            settled=call.state != Call.State.OPEN,
        )
        for call in seen.exclude(state=Call.State.ABANDONED)
        if call.closes_at
    ]


def _meetings(reader: Reader, group: Group, today: date) -> list[Item]:
    seen = meetings_visible_to(reader).filter(group=group).exclude(state=Meeting.State.CANCELLED)
    return [
        Item(
            lane="meetings",
            key=meeting.pk,
            name=meeting.name,
            url=reverse("decisions:meeting", args=[group.code, meeting.pk]),
            end=timezone.localdate(meeting.begins_at),
            state=str(meeting.get_state_display()),
            label=show_digits(meeting.number),
            settled=meeting.state in {Meeting.State.CLOSED, Meeting.State.MINUTED},
        )
        for meeting in seen
    ]


def _mandates(reader: Reader, group: Group, today: date) -> list[Item]:
    items = []
    for mandate in mandates_visible_to(reader).filter(group=group):
        days = ((mandate.adopted_on, _("adopted")), (mandate.notified_on, _("notified")))
        items += [
            Item(
                lane="mandates",
                key=mandate.pk,
                name=mandate.name,
                url=reverse("mandates:mandate", args=[group.code, mandate.pk]),
                end=day,
                state=words,
                settled=day <= today,
            )
            for day, words in days
            if day
        ]
    return items


def _issuances(reader: Reader, group: Group, today: date) -> list[Item]:
    seen = issuances_visible_to(reader).filter(group=group, issued_on__isnull=False)
    return [
        Item(
            lane="issuances",
            key=issuance.pk,
            name=issuance.name,
            url=reverse("issuances:issuance", args=[group.code, issuance.pk]),
            end=issuance.issued_on,
            state=str(issuance.get_state_display()),
            settled=issuance.state == Issuance.State.ISSUED,
        )
        for issuance in seen
        if issuance.issued_on
    ]


_READ: dict[LaneKey, Callable[[Reader, Group, date], list[Item]]] = {
    "mandates": _mandates,
    "duties": _duties,
    "calls": _calls,
    "meetings": _meetings,
    "issuances": _issuances,
}

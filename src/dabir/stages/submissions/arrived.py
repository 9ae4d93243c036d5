"""What came to a call, counted: over time, by sector, language, road, question and invited group.

Read from counters, so that a million submissions are as quick as ten. All that came counts, also
what was withdrawn or declined later.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from django.db.models import Sum

from dabir.stages.calls.models import Call
from dabir.stages.submissions.models import Cell, Tally
from dabir.stages.submissions.overview import FEWEST

HOURS_SHOWN = 7 * 24
"""By the hour, the last week in which something came is shown."""

MOST_BARS = 200
"""Of more days than these, several make one bar."""


class Step(StrEnum):
    """How long the stretches are that a picture of time shows."""

    DAY = "day"
    HOUR = "hour"


@dataclass(frozen=True, slots=True)
class Stretch:
    """What came from `begin`, in the call's zone, until the next stretch begins."""

    begin: datetime
    count: int


@dataclass(frozen=True, slots=True)
class OverTime:
    """Equal stretches without a gap; `days` is how many days each is, 0 where each is an hour."""

    stretches: tuple[Stretch, ...]
    days: int

    @property
    def total(self) -> int:
        """How many came in all of them."""
        return sum(one.count for one in self.stretches)

    @property
    def most(self) -> Stretch | None:
        """The stretch in which the most came."""
        return max(self.stretches, key=lambda one: one.count, default=None)


@dataclass(frozen=True, slots=True)
class Part:
    """What came of one sector, one road …; several small ones merged have no `value`."""

    value: str
    label: str
    count: int
    share: int


def _tally(call: Call, dimension: str) -> dict[str, int]:
    rows = Tally.objects.filter(call=call, dimension=dimension).values_list("value")
    return {value: total for value, total in rows.annotate(total=Sum("count")) if total}


def arrived_over_time(call: Call, step: Step) -> OverTime:
    """Return how many came when, from the first arrival to the last; by the hour, the last week."""
    slots = {
        datetime.strptime(value, "%Y-%m-%d %H:%M").replace(tzinfo=UTC).astimezone(call.zone): count
        for value, count in _tally(call, Tally.Dimension.SLOT).items()
    }
    if not slots:
        return OverTime((), 1)
    return _by_hour(slots) if step == Step.HOUR else _by_day(slots)


def _by_hour(slots: Mapping[datetime, int]) -> OverTime:
    counted: Counter[datetime] = Counter()
    for slot, count in slots.items():
        counted[slot.replace(minute=0).astimezone(UTC)] += count
    zone = next(iter(slots)).tzinfo
    last = max(counted)
    begin = max(min(counted), last - timedelta(hours=HOURS_SHOWN - 1))
    number = round((last - begin) / timedelta(hours=1)) + 1
    hours = (begin + timedelta(hours=place) for place in range(number))
    return OverTime(tuple(Stretch(hour.astimezone(zone), counted[hour]) for hour in hours), 0)


def _by_day(slots: Mapping[datetime, int]) -> OverTime:
    counted: Counter[date] = Counter()
    for slot, count in slots.items():
        counted[slot.date()] += count
    zone = next(iter(slots)).tzinfo
    first, last = min(counted), max(counted)
    number = (last - first).days + 1
    days = -(-number // MOST_BARS)
    found = []
    for place in range(0, number, days):
        begin = first + timedelta(days=place)
        came = sum(counted[begin + timedelta(days=day)] for day in range(days))
        found.append(Stretch(datetime(begin.year, begin.month, begin.day, tzinfo=zone), came))
    return OverTime(tuple(found), days)


def arrived_by(
    call: Call, name: str, labels: Mapping[str, str], *, other: str, merged: str = ""
) -> list[Part]:
    """Return what came by `sector`, `road` or `language`, the most first.

    `labels` name the values, `other` those that have no name. With `merged`, as for the public,
    values with fewer than five submissions are counted together under that name.
    """
    rows = Cell.objects.filter(call=call).values_list(name).annotate(total=Sum("count"))
    counted: Counter[str] = Counter()
    for value, count in rows:
        counted[value if value in labels else ""] += count
    return _parts(counted, {**labels, "": other}, merged)


def tallied_by(
    call: Call, dimension: Tally.Dimension, labels: Mapping[str, str], *, merged: str = ""
) -> list[Part]:
    """Return what came by question, exhibit, invited group or province, in the order of `labels`.

    What nothing came for is among it, with 0; what has no label is named by its value and comes
    last, the most first.
    """
    counted = _tally(call, dimension)
    every = {**labels, **{value: value for value in counted if value not in labels}}
    parts = _parts(Counter(counted), every, merged, every=not merged)
    if merged:
        return parts
    order = {value: place for place, value in enumerate(labels)}
    return sorted(parts, key=lambda part: (order.get(part.value, len(order)), -part.count))


def _parts(
    counted: Counter[str], labels: Mapping[str, str], merged: str, *, every: bool = False
) -> list[Part]:
    whole = sum(counted.values()) or 1
    shown = {value: counted[value] for value in labels if every or counted[value]}
    small = {value for value, count in shown.items() if merged and count < FEWEST}
    large = sorted((value for value in shown if value not in small), key=lambda one: -shown[one])
    if small and large and sum(shown[value] for value in small) < FEWEST:
        # One alone that is small could be told from the difference.
        small.add(large.pop())
    parts = [_part(value, labels[value], shown[value], whole) for value in large]
    if small:
        parts.append(_part("", merged, sum(shown[value] for value in small), whole))
    return parts


def _part(value: str, label: str, count: int, whole: int) -> Part:
    return Part(value, str(label), count, round(100 * count / whole))

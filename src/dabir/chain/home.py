"""Home: the chain itself, with what waits in each stage, what is due, and what is overdue."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import cast

from dabir.foundation.people.models import Group
from dabir.foundation.people.queries import Reader
from dabir.foundation.trace.kinds import STAGES
from dabir.foundation.trace.waiting import Waiting
from dabir.stages.mandates.models import Duty
from dabir.stages.mandates.queries import OPEN_STATES, duties_visible_to

SOON = timedelta(days=14)
MOST = 8


@dataclass(frozen=True, slots=True)
class StageState:
    """One stage of the chain: how much it holds, and what waits there."""

    key: str
    total: int
    waiting: tuple[Waiting, ...]

    @property
    def count(self) -> int:
        """How many things wait."""
        return sum(each.count for each in self.waiting)


@dataclass(frozen=True, slots=True)
class Home:
    """Everything that home shows of a group."""

    stages: tuple[StageState, ...]
    overdue: tuple[Duty, ...]
    due_soon: tuple[Duty, ...]

    @property
    def waiting(self) -> list[Waiting]:
        """Everything that waits, what is overdue first, then by day."""
        every = [each for stage in self.stages for each in stage.waiting if each.count]
        return sorted(every, key=lambda each: (not each.overdue, each.due_on or date.max))


def _queries(stage: str) -> tuple[Callable[..., int], Callable[..., list[Waiting]]]:
    holding = importlib.import_module(f"dabir.stages.{stage}.queries")
    to_do = importlib.import_module(f"dabir.stages.{stage}.waiting")
    return (
        cast("Callable[..., int]", holding.total),
        cast("Callable[..., list[Waiting]]", to_do.waiting),
    )


def home(reader: Reader, group: Group, at: datetime, today: date) -> Home:
    """Return the state of the chain as far as the reader may see it."""
    stages = []
    for key in STAGES:
        total, waiting = _queries(key)
        stages.append(StageState(key, total(reader, group), tuple(waiting(reader, group, at))))
    duties = duties_visible_to(reader).filter(
        group=group, state__in=OPEN_STATES, due_on__lte=today + SOON
    )
    pressing = list(duties.order_by("due_on")[: 2 * MOST])
    return Home(
        stages=tuple(stages),
        overdue=tuple(duty for duty in pressing if duty.due_on and duty.due_on < today)[:MOST],
        due_soon=tuple(duty for duty in pressing if duty.due_on and duty.due_on >= today)[:MOST],
    )

"""What waits in a stage, as its `waiting.waiting(reader, group, at)` lists it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that somebody should do: how many, where, and the nearest day it is due.

    `overdue` says that the day has passed for at least one of them; `more`, that there are more
    than were counted.
    """

    stage: str
    label: str
    count: int
    url: str
    due_on: date | None = None
    overdue: bool = False
    more: bool = False

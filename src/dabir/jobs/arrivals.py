"""Taking in what has arrived, when there is time: acknowledging what comes goes before."""

from __future__ import annotations

import logging
import time
from datetime import datetime

from django.db import InterfaceError, OperationalError, connection
from django.db.models import F, QuerySet
from django.utils import timezone

from dabir.foundation.work.asking import ask
from dabir.foundation.work.models import Work
from dabir.foundation.work.pieces import Piece
from dabir.stages.submissions.acts import take_in_arrivals
from dabir.stages.submissions.intake.arrivals import make_ready
from dabir.stages.submissions.models import Arrival
from dabir.stages.submissions.queries.arrivals import is_rush, to_take_in, waits_long

log = logging.getLogger(__name__)

NAME = "arrivals.take_in"
SLICE_SECONDS = 0.2
"""A slice holds the database's one place to write no longer than about this."""
FIRST_SLICE, LARGEST_SLICE = 20, 500
PAUSE_SECONDS = {"sqlite": 0.12, "postgresql": 0.0}
"""Whoever waits to write in SQLite looks every tenth of a second: a shorter gap goes unseen."""
PIECE_SECONDS = 60.0
"""After so long a piece of work ends, and the clock asks for the next."""
TROUBLE_LENGTH = 1_000


def ask_to_take_in(at: datetime) -> bool:
    """Ask for arrivals to be taken in, when some wait and nobody is at it; say whether asked."""
    under_way = Work.objects.filter(name=NAME, state__in=(Work.State.WAITING, Work.State.RUNNING))
    if not to_take_in().exists() or under_way.exists() or _gives_way(at):
        return False
    ask(NAME, key=f"arrivals:{at:%Y%m%dT%H%M%S.%f}", at=at)
    return True


def _gives_way(at: datetime) -> bool:
    return is_rush(at) and not waits_long(at)


def take_in(piece: Piece) -> dict[str, int]:
    """Take in what waits, in slices, until nothing does, a rush begins, or the minute is over.

    A rush that lasts is not waited out: see `waits_long`.
    """
    ends = time.monotonic() + PIECE_SECONDS
    size, taken = FIRST_SLICE, 0
    while to_take_in().exists():
        begun = time.monotonic()
        now = timezone.now()
        if begun > ends or _gives_way(now):
            break
        # In a rush that lasts, what has waited long is taken in beside it, a little at a time.
        taken += take_in_slice(now, min(size, FIRST_SLICE) if is_rush(now) else size)
        size = _next_size(size, time.monotonic() - begun)
        time.sleep(PAUSE_SECONDS[connection.vendor])
    return {"taken": taken}


def _next_size(size: int, seconds: float) -> int:
    """Return how large the next slice is, so that it takes about the time that a slice may."""
    wanted = int(size * SLICE_SECONDS / max(seconds, 0.001))
    return max(1, min(wanted, size * 2, LARGEST_SLICE))


def take_in_slice(at: datetime, size: int) -> int:
    """Take in at most so many; return how many were. One that cannot be is set aside, not lost."""
    try:
        return _taken_in(to_take_in()[:size], at)
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        log.exception("a slice of %d arrivals could not be taken in; one by one now", size)
    waiting = list(to_take_in().values_list("pk", flat=True)[:size])
    return sum(_take_in_one(key, at) for key in waiting)


def _taken_in(waiting: QuerySet[Arrival], at: datetime) -> int:
    ready = make_ready(waiting)
    return len(take_in_arrivals(ready=ready, at=at)) if ready else 0


def _take_in_one(key: int, at: datetime) -> int:
    try:
        return _taken_in(to_take_in().filter(pk=key), at)
    except (OperationalError, InterfaceError):
        raise
    except Exception as error:
        log.exception("arrival %d could not be taken in", key)
        # No act: nothing befell what was sent. It is tried again, and then waits for a person.
        Arrival.objects.filter(pk=key).update(
            attempts=F("attempts") + 1,
            trouble=f"{type(error).__name__}: {error}"[:TROUBLE_LENGTH],
        )
        return 0

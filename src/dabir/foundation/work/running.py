"""Running pieces of work, one after the other, until told to stop."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from importlib import import_module
from typing import Any

from django.conf import settings
from django.db import (
    DatabaseError,
    InterfaceError,
    OperationalError,
    close_old_connections,
    connection,
)

from dabir.domain.procedure.verdicts import Refused
from dabir.foundation.work.models import Work
from dabir.foundation.work.pieces import GiveUp, LeaseLost, Piece, take

log = logging.getLogger(__name__)

Handler = Callable[[Piece], dict[str, Any] | None]

POLL_SECONDS = 0.5
TROUBLE_SECONDS = 3.0
ERROR_LENGTH = 1_000
TIME_LIMITS = {Work.Queue.QUICK: timedelta(minutes=5), Work.Queue.HEAVY: timedelta(hours=6)}
STUCK = 70
"""The exit code of a worker that ended itself because a piece took longer than its limit."""


def handler_of(name: str) -> Handler:
    """Return the handler that the settings name.

    Raises:
        GiveUp: there is none by this name.
    """
    target = settings.WORK_HANDLERS.get(name)
    if target is None:
        raise GiveUp(f"no handler is named {name}")
    module, function = target.split(":")
    handler: Handler = getattr(import_module(module), function)
    return handler


def run(piece: Piece, limit: timedelta = TIME_LIMITS[Work.Queue.QUICK]) -> bool:
    """Run one piece; say whether it is done.

    A handler that did not write its effect inside `Piece.finishing` had none beyond its steps,
    and the piece is marked as done with what it returned. A refusal is final; any other error
    is tried again later.
    """
    try:
        handler = handler_of(piece.name)
        with kept(piece, limit):
            result = handler(piece)
            if not piece.finished:
                with piece.finishing(result):
                    pass
    except LeaseLost:
        log.warning("%s: another worker has taken it over", piece.key)
        return False
    except (GiveUp, Refused) as error:
        piece.put_back(_told(error), for_good=True)
        log.warning("%s failed: %s", piece.key, error)
        return False
    except (OperationalError, InterfaceError):
        # The database is away or locked: the lease runs out, and the piece comes back.
        raise
    except Exception as error:
        log.exception("%s, attempt %d", piece.key, piece.attempt)
        piece.put_back(_told(error))
        return False
    return True


def _told(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:ERROR_LENGTH]


@contextmanager
def kept(piece: Piece, limit: timedelta) -> Iterator[None]:
    """Renew the lease from a thread while the piece is worked on.

    When the limit passes the whole process ends: a stalled thread cannot be stopped otherwise.
    Its supervisor starts another, and the piece comes back when its lease has run out.
    """
    over = threading.Event()
    ends = time.monotonic() + limit.total_seconds()

    def renew() -> None:
        try:
            while not over.wait(piece.lease.total_seconds() / 3):
                if time.monotonic() > ends:
                    log.error("%s took longer than %s; the worker ends itself", piece.key, limit)
                    os._exit(STUCK)
                try:
                    if not piece.renew():
                        return
                except DatabaseError:
                    log.warning("%s: the lease could not be renewed", piece.key)
                    connection.close()
        finally:
            connection.close()

    thread = threading.Thread(target=renew, name="lease", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def run_waiting(queues: Collection[str] = tuple(Work.Queue), now: datetime | None = None) -> int:
    """Run what waits, here and now, until nothing does; return how many were done.

    For tests and for the command line. Pieces that fail wait for later.
    """
    done = 0
    while (piece := take(queues, now)) is not None:
        done += run(piece)
    return done


def work_until(stopping: threading.Event, queue: Work.Queue) -> None:
    """Work through a queue until `stopping` is set; a started piece is brought to its end."""
    while not stopping.is_set():
        try:
            close_old_connections()
            piece = take([queue])
            if piece is None:
                stopping.wait(POLL_SECONDS)
            else:
                run(piece, TIME_LIMITS[queue])
        except DatabaseError as error:
            log.warning("The database did not answer: %s", error)
            connection.close()
            stopping.wait(TROUBLE_SECONDS)

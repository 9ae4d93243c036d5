"""`@act_together`: many small acts, made durable by one commit.

In a rush a thousand people a second do the same small thing. Each alone would wait for the disk,
and for its turn to write. Such an act therefore writes nothing itself: it prepares rows and its
entry, and hands them to the one writer of this process, which commits whatever has gathered while
the commit before was under way. The caller goes on when its own rows are durable; a batch is as
large as the rush demands, and one act alone is written at once.
"""

from __future__ import annotations

import functools
import logging
import os
import threading
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Generic, ParamSpec, TypeVar

from django.db import Error, IntegrityError, connection, models, transaction

from dabir.domain.procedure.verdicts import Refused
from dabir.foundation.inserting import insert_rows
from dabir.foundation.record.acts import Running, enrol, name_of, recording
from dabir.foundation.record.models import Content
from dabir.foundation.record.saving import save_contents, values
from dabir.foundation.record.turns import turn_to_write

P = ParamSpec("P")
R = TypeVar("R")

log = logging.getLogger(__name__)

MOST = 250
"""Acts of one commit: a writer of other things waits no longer than these take."""
IDLE_SECONDS = 5.0
"""After so long without an act the writer lets go of its connection."""


class NotKept(Exception):
    """The database did not say that it took an act: it is away, or its disk is full.

    Nothing of the act is half there. Where the connection broke at the last moment the whole of
    it may be: whoever tries again names it by a unique key.
    """


@dataclass(frozen=True, slots=True)
class Prepared(Generic[R]):
    """What an act hands over: new rows, and what its caller gets.

    The rows hold plain values, no JSON; their keys are given by the database.
    """

    rows: tuple[models.Model, ...]
    result: R


@dataclass(slots=True)
class _Asked:
    """One act that waits to be written; `done` is held until it is, or has failed."""

    rows: tuple[models.Model, ...]
    contents: Sequence[Content]
    done: threading.Lock = field(default_factory=threading.Lock)
    error: Exception | None = None


def act_together(
    *, unless: Callable[..., R | None]
) -> Callable[[Callable[P, Prepared[R]]], Callable[P, R]]:
    """Make a function an act that is committed with others.

    The function reads, checks, prepares rows and calls `record`; it writes nothing. Within a
    transaction of the caller everything is written at once, in that transaction. Where a row's
    unique key is taken, or the function refuses, nothing is written, and `unless` is called with
    the same arguments: it returns what the act had returned when it was done the first time, or
    None.

    Raises:
        IntegrityError: a unique key is taken, and `unless` knows nothing of it.
        NotKept: the database did not take it.
    """

    def decorate(function: Callable[P, Prepared[R]]) -> Callable[P, R]:
        name = name_of(function)

        @functools.wraps(function)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            contents: list[Content] = []
            try:
                with recording(Running(name, unsaved=contents)):
                    prepared = function(*args, **kwargs)
            except Refused:
                # What was done in time stays done, whoever asks again too late.
                if (earlier := unless(*args, **kwargs)) is None:
                    raise
                return earlier
            try:
                _write(_Asked(prepared.rows, contents))
            except IntegrityError:
                earlier = unless(*args, **kwargs)
                if earlier is None:
                    raise
                return earlier
            return prepared.result

        enrol(name, run)
        return run

    return decorate


def _write(asked: _Asked) -> None:
    if _belongs_to_caller():
        with transaction.atomic():
            _insert([asked])
    else:
        _writer.write(asked)


def _belongs_to_caller() -> bool:
    """Whether the caller is in a transaction, or has a database that no other thread can open."""
    in_memory = getattr(connection, "is_in_memory_db", None)
    return connection.in_atomic_block or (in_memory is not None and in_memory())


class _Writer:
    """The one thread of this process that writes what acts together hand over."""

    def __init__(self) -> None:
        self._gathered: deque[_Asked] = deque()
        self._changed = threading.Condition(threading.Lock())
        self._thread: threading.Thread | None = None

    def write(self, asked: _Asked) -> None:
        """Hand an act over and wait until it is durable, or raise why it is not."""
        asked.done.acquire()
        with self._changed:
            self._gathered.append(asked)
            if self._thread is None:
                self._thread = self._started()
            elif len(self._gathered) == 1:
                self._changed.notify()
        asked.done.acquire()
        if asked.error is not None:
            raise asked.error

    def _started(self) -> threading.Thread:
        """Return a thread that writes; where there can be none, nothing is left waiting for it."""
        thread = threading.Thread(target=self._run, name="writer", daemon=True)
        try:
            thread.start()
        except RuntimeError as error:
            self._gathered.pop()
            raise NotKept(str(error)) from error
        return thread

    def _run(self) -> None:
        """Write until nothing comes any more; the next act starts another thread."""
        try:
            while batch := self._next():
                _finish(batch)
        finally:
            self._end()
            connection.close()

    def _end(self) -> None:
        """Let the next act start another thread; whatever waits for one that died has failed."""
        with self._changed:
            if self._thread is not threading.current_thread():
                return
            self._thread = None
            left = list(self._gathered)
            self._gathered.clear()
        for asked in left:
            asked.error = NotKept("the writer ended")
            asked.done.release()

    def _next(self) -> list[_Asked]:
        """Return what has gathered, waiting for it; nothing when the thread may end."""
        with self._changed:
            if not self._gathered:
                self._changed.wait(IDLE_SECONDS)
            batch = [self._gathered.popleft() for _ in range(min(MOST, len(self._gathered)))]
            if not batch:
                self._thread = None
            return batch


_writer = _Writer()


def _after_fork() -> None:
    """A child has no writer thread: it begins with a writer of its own."""
    global _writer  # noqa: PLW0603 - one writer a process is the point
    _writer = _Writer()


os.register_at_fork(after_in_child=_after_fork)


def _finish(batch: Sequence[_Asked]) -> None:
    """Commit a batch and let its callers go on; if that breaks off, none of them was kept."""
    try:
        _commit(batch)
    except BaseException as error:
        for asked in batch:
            asked.error = NotKept(str(error))
        raise
    finally:
        for asked in batch:
            asked.done.release()


def _commit(batch: Sequence[_Asked]) -> None:
    """Write a batch in one transaction; whatever fails is told to those it concerns."""
    try:
        if connection.vendor != "sqlite":
            connection.close_if_unusable_or_obsolete()
        try:
            with turn_to_write(), transaction.atomic(durable=True):
                _insert(batch)
        except IntegrityError:
            with turn_to_write(), transaction.atomic(durable=True):
                _insert_without_taken(batch)
    except Exception as error:
        log.log(
            logging.WARNING if isinstance(error, Error) else logging.ERROR,
            "%d acts were not kept: %s",
            len(batch),
            error,
            exc_info=not isinstance(error, Error),
        )
        for asked in batch:
            asked.error = NotKept(str(error))
        connection.close()


def _insert_without_taken(batch: Sequence[_Asked]) -> None:
    """Insert a batch without the acts whose keys are taken: it is halved until they are found."""
    try:
        with transaction.atomic():
            _insert(batch)
    except IntegrityError as error:
        if len(batch) == 1:
            batch[0].error = error
            return
        half = len(batch) // 2
        _insert_without_taken(batch[:half])
        _insert_without_taken(batch[half:])


def _insert(batch: Sequence[_Asked]) -> None:
    save_contents([content for asked in batch for content in asked.contents])
    rows = sorted((row for asked in batch for row in asked.rows), key=lambda row: row._meta.label)
    model: type[models.Model]
    for model, found in groupby(rows, key=type):
        fields = [
            one.attname
            for one in model._meta.concrete_fields
            if not isinstance(one, models.AutoField)
        ]
        insert_rows(model, fields, values(found, fields))

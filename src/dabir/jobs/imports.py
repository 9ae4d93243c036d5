"""Checking bulk imports and taking them in, slice by slice.

A slice is done when its row says so: whoever dies, at whatever moment, the next worker goes on
with the first slice that has none. Two workers may share an import, each taking every second
slice; a row that both hold is taken in by whoever comes first, and the other one prepares its
slice anew.
"""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, OperationalError
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import NotNow
from dabir.formats.errors import Unreadable
from dabir.formats.rows import Row, RowSource
from dabir.foundation.files.keeping import Altered, Missing
from dabir.foundation.files.sealing import Erased, Unsealable
from dabir.foundation.work.pieces import Piece
from dabir.stages.submissions.acts import (
    conclude_check,
    finish_import,
    import_slice,
    stop_import,
)
from dabir.stages.submissions.intake.importing import Reading, opened
from dabir.stages.submissions.intake.mapping import RowProblem
from dabir.stages.submissions.models import Import, ImportSlice
from dabir.stages.submissions.queries import CHECKED_AT_A_TIME, rows_known, slices_done

PROBLEMS_KEPT = 5_000
"""Problems that a dry run lists; it counts all of them."""

TRIES = 5
"""How often a slice is tried whose rows another worker takes in at the same time."""

State = Import.State


def check(piece: Piece) -> dict[str, Any] | None:
    """Look through every row of an import, and keep what its taking in would come to."""
    source = _source(piece, State.CHECKING)
    if source is None:
        return None
    found = _Found()
    try:
        with translation.override(source.call.group.language), opened(source) as rows:
            reading = Reading(source)
            for slice_ in _slices(rows, CHECKED_AT_A_TIME):
                found.look_at(source, reading, slice_)
                with piece.step():
                    pass
                if _source(piece, State.CHECKING) is None:
                    return None
    except (Unreadable, Missing, Altered, Erased, Unsealable) as error:
        _break_off(source, error)
        return None
    with piece.finishing({"rows": found.rows}):
        conclude_check(source=source, rows=found.rows, report=found.report(), at=timezone.now())
    return None


def run(piece: Piece) -> dict[str, Any] | None:
    """Take in one lane of an import: every slice, or every second one."""
    source = _source(piece, State.RUNNING)
    if source is None:
        return None
    lane, lanes = piece.arguments["lane"], piece.arguments["lanes"]
    done = slices_done(source)
    try:
        with (
            translation.override(source.call.group.language),
            opened(source) as rows,
            _uncollected(),
        ):
            reading = Reading(source)
            for number, slice_ in enumerate(_slices(rows, source.slice_size)):
                if number % lanes == lane and number not in done:
                    _take_in(piece, source, reading, number, slice_)
                    gc.collect()
    except NotNow:
        return None
    except (Unreadable, Missing, Altered, Erased, Unsealable) as error:
        _break_off(source, error)
        return None
    with piece.finishing():
        _finish(source)
    return None


@contextmanager
def _uncollected() -> Iterator[None]:
    """Look for unreachable cycles only between slices, and not in what was there before.

    The rows of a slice are many and hold no cycles: looking through them, and the whole program
    with them, again and again took a quarter of the time.
    """
    gc.collect()
    gc.freeze()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.unfreeze()


def _source(piece: Piece, state: State) -> Import | None:
    """Return the import if it is still in this state, by the attempt that the piece is of."""
    return (
        Import.objects.select_related("call__group", "original__key", "by")
        .filter(pk=piece.arguments["source"], attempt=piece.arguments["attempt"], state=state)
        .first()
    )


def _slices(rows: RowSource, size: int) -> Iterator[list[Row]]:
    held: list[Row] = []
    for row in rows:
        held.append(row)
        if len(held) == size:
            yield held
            held = []
    if held:
        yield held


def _take_in(piece: Piece, source: Import, reading: Reading, number: int, rows: list[Row]) -> None:
    for left in reversed(range(TRIES)):
        # Keys and numbers are made anew each time: those of a lost transaction are never used.
        prepared = reading.prepared(rows)
        try:
            with piece.step(of=-(-(source.rows or 0) // source.slice_size)):
                import_slice(
                    source=source,
                    number=number,
                    rows=prepared.rows,
                    rejected=prepared.problems,
                    span=(rows[0].number, rows[-1].number),
                    at=timezone.now(),
                )
        except (IntegrityError, OperationalError):
            if ImportSlice.objects.filter(source=source, number=number).exists():
                return
            if not left:
                raise
        else:
            return


def _finish(source: Import) -> None:
    try:
        finish_import(source=source, at=timezone.now())
    except NotNow:
        # Another lane still has slices to take in, or has finished it.
        return


def _break_off(source: Import, error: Exception) -> None:
    if isinstance(error, Unreadable):
        trouble = _(error.message) % error.parameters
    elif isinstance(error, Erased):
        trouble = _("The file has been erased.")
    else:
        trouble = _("The file is not what was uploaded.")
    try:
        stop_import(source=source, actor=None, at=timezone.now(), trouble=trouble)
    except NotNow:
        # Stopped by somebody, or by another lane that met the same.
        return


@dataclass(slots=True)
class _Found:
    """What a dry run has found so far."""

    rows: int = 0
    good: int = 0
    already: int = 0
    repeated: int = 0
    rejected: int = 0
    noted: int = 0
    late: int = 0
    problems: list[RowProblem] = field(default_factory=list)
    by_message: Counter[str] = field(default_factory=Counter)
    _met: set[int] = field(default_factory=set)

    def look_at(self, source: Import, reading: Reading, rows: list[Row]) -> None:
        """Count a slice of rows, and note what is wrong with them."""
        self.rows += len(rows)
        keys = []
        for row in rows:
            checked = reading.checked(row)
            if isinstance(checked, RowProblem):
                self.rejected += 1
                self._note(checked)
                continue
            draft, _content = checked
            keys.append(reading.key_of(draft))
            self.late += reading.is_late(draft)
            self.noted += bool(draft.notes)
            for problem in draft.notes:
                self._note(problem)
        known = rows_known(keys)
        for key in keys:
            # Sixty-four bits tell a million rows apart, and take a third of the room.
            short = key.int >> 64
            if key in known:
                self.already += 1
            elif short in self._met:
                self.repeated += 1
            else:
                self.good += 1
            self._met.add(short)

    def _note(self, problem: RowProblem) -> None:
        self.by_message[problem.message] += 1
        if len(self.problems) < PROBLEMS_KEPT:
            self.problems.append(problem)

    def report(self) -> dict[str, Any]:
        """Return all of it as JSON values."""
        return {
            "good": self.good,
            "already": self.already,
            "repeated": self.repeated,
            "rejected": self.rejected,
            "noted": self.noted,
            "late": self.late,
            "problems": [problem.as_json() for problem in self.problems],
            "by_message": dict(self.by_message.most_common()),
        }

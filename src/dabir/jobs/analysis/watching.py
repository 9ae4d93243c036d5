"""Telling how far a run has come, with the time left, and stopping it where it was stopped."""

from __future__ import annotations

import time

from dabir.foundation.work.pieces import Piece
from dabir.stages.themes.models import AnalysisRun

EVERY = 1.0
"""Seconds between two looks at the database."""


class Stopped(Exception):
    """Somebody stopped the run."""


class Teller:
    """What the engine tells of its progress, kept with the piece of work.

    `shares` are parts of the whole, by stage: what share of the time it takes. A task is named by
    its stage, or ``stage: task``; what is told never goes back.
    """

    def __init__(self, piece: Piece, run: AnalysisRun, shares: dict[str, float]) -> None:
        self._piece, self._run, self._shares = piece, run, shares
        self._begun = time.monotonic()
        self._looked = 0.0
        self._behind = 0.0
        self._told = 0.0
        self._stage = ""
        self._total: int | None = None
        self._done = 0

    def begin(self, task: str, total: int | None = None) -> None:
        """Be told that a task begins; all of the stage before counts as done."""
        stage = task.partition(":")[0]
        if stage != self._stage:
            self._behind += self._shares.pop(self._stage, 0.0)
        self._stage, self._total, self._done = stage, total, 0
        self._tell(now=True)

    def advance(self, steps: int = 1) -> None:
        """Be told that steps of the task are done."""
        self._done += steps
        self._tell()

    def say(self, sentence: str) -> None:
        """Take no notice: what the engine says of columns is about its input alone."""

    def _tell(self, *, now: bool = False) -> None:
        clock = time.monotonic()
        if not now and clock - self._looked < EVERY:
            return
        self._looked = clock
        if not AnalysisRun.objects.filter(
            pk=self._run.pk, state=AnalysisRun.State.RUNNING
        ).exists():
            raise Stopped
        part = min(self._done / self._total, 1.0) if self._total else 0.0
        done = min(self._behind + part * self._shares.get(self._stage, 0.0), 1.0)
        done = self._told = max(done, self._told)
        note: dict[str, object] = {"stage": self._stage}
        if done > 0.05:
            note["left"] = round((clock - self._begun) * (1 - done) / done)
        self._piece.tell(round(1_000 * done), 1_000, note)

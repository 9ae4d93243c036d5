"""How far an analysis is, on the terminal."""

from __future__ import annotations

import time
from types import TracebackType
from typing import Self

import click
from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    TaskID,
    TaskProgressColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from dabir.cli.progress import PATIENCE


class Terminal:
    """Watches a run on standard error: a bar with the time left, after two seconds; sentences."""

    def __init__(self) -> None:
        self._begun = time.monotonic()
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TaskProgressColumn(),
            TimeElapsedColumn(),
            TimeRemainingColumn(),
            console=Console(stderr=True),
            transient=True,
        )
        self._task: TaskID | None = None
        self._shown = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._bar.stop()

    def begin(self, task: str, total: int | None = None) -> None:
        """Show a task in place of the one before."""
        if self._task is not None:
            self._bar.remove_task(self._task)
        self._task = self._bar.add_task(task.capitalize(), total=total)
        self._show()

    def advance(self, steps: int = 1) -> None:
        """Show that steps of the task are done."""
        if self._task is not None:
            self._bar.advance(self._task, steps)
        self._show()

    def say(self, sentence: str) -> None:
        """Print a sentence, above the bar."""
        if self._shown:
            self._bar.console.print(sentence, highlight=False, markup=False)
        else:
            click.echo(sentence, err=True)

    def _show(self) -> None:
        if not self._shown and time.monotonic() - self._begun > PATIENCE:
            self._shown = True
            self._bar.start()

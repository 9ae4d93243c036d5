"""Progress on the terminal: shown once a thing has taken two seconds, gone when it is done."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

T = TypeVar("T")

PATIENCE = 2.0
"""Seconds after which people want to see that something goes on."""


def bar() -> Progress:
    """Return a progress bar on standard error, which keeps standard output clean for pipes."""
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )


def progress(items: Sequence[T], description: str) -> Iterator[T]:
    """Yield the items; from two seconds on, show how far it is."""
    begun = time.monotonic()
    shown: Progress | None = None
    task = None
    try:
        for done, item in enumerate(items):
            if shown is None and time.monotonic() - begun > PATIENCE:
                shown = bar()
                shown.start()
                task = shown.add_task(description, total=len(items), completed=done)
            yield item
            if shown is not None and task is not None:
                shown.advance(task)
    finally:
        if shown is not None:
            shown.stop()

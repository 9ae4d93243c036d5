"""Whose turn it is to write, among the processes that answer requests on one SQLite file.

SQLite lets one connection write and has the others look again after longer and longer sleeps, so
that under a rush whoever comes last may sleep for seconds. A lock of the operating system wakes
the next one at once, in the order in which they came.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

try:
    import fcntl
except ImportError:  # pragma: no cover - no Unix: SQLite's own waiting has to do
    fcntl = None  # type: ignore[assignment]


@contextmanager
def turn_to_write() -> Iterator[None]:
    """Wait for this process's turn; other databases take several writers and need none."""
    if connection.vendor != "sqlite" or fcntl is None:
        yield
        return
    path = f"{connection.settings_dict['NAME']}-turn"
    file = os.open(path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
    finally:
        os.close(file)  # which gives the turn back, as the end of the process would

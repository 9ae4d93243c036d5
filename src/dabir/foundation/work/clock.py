"""The clock: what Dabir does by itself because time has passed.

Each entry of `settings.WORK_CLOCK` is a function of the present instant and how often it is
called. Such functions are short and idempotent: what takes longer, they ask for as work, under
a key that names the occasion.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from datetime import datetime
from importlib import import_module

from django.conf import settings
from django.db import close_old_connections, connection
from django.utils import timezone

log = logging.getLogger(__name__)

Tick = Callable[[datetime], object]
SHORTEST = 0.2


def ticks() -> list[tuple[Tick, float]]:
    """Return the functions that the settings name, with their seconds."""
    found: list[tuple[Tick, float]] = []
    for target, seconds in settings.WORK_CLOCK.items():
        module, function = target.split(":")
        found.append((getattr(import_module(module), function), float(seconds)))
    return found


def tick_until(stopping: threading.Event) -> None:
    """Call each function when it is due, until `stopping` is set.

    One that raises is logged, and called again when it is due again.
    """
    due = dict.fromkeys(range(len(known := ticks())), 0.0)
    while not stopping.is_set():
        for number, (function, seconds) in enumerate(known):
            if due[number] <= time.monotonic() and not stopping.is_set():
                _call(function)
                due[number] = time.monotonic() + seconds
        stopping.wait(max(SHORTEST, min(due.values(), default=1.0) - time.monotonic()))


def _call(function: Tick) -> None:
    try:
        close_old_connections()
        function(timezone.now())
    except Exception:
        log.exception("%s.%s", function.__module__, function.__name__)
        connection.close()

"""`dabir worker`: one process that does background work, or keeps the clock."""

from __future__ import annotations

import logging
import os
import signal
import threading

import click

from dabir.cli.garbage import collect_seldom
from dabir.cli.supervision import stop_with_supervisor

NICENESS = 10
"""Work gives way to whoever waits for a page."""


@click.command()
@click.argument("what", type=click.Choice(["quick", "heavy", "clock"]))
def worker(what: str) -> None:
    """Do background work in this process until it is stopped.

    WHAT is a queue, quick (mails, closings) or heavy (analysis), or the clock, of which one is
    enough. `dabir serve` runs all three; more can run beside it, on other machines too.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dabir.config.settings")
    import django

    django.setup()
    logging.basicConfig(level=logging.WARNING, format="%(name)s: %(message)s")

    from dabir.foundation.work.clock import tick_until
    from dabir.foundation.work.models import Work
    from dabir.foundation.work.running import work_until

    stopping = threading.Event()
    for which in (signal.SIGTERM, signal.SIGINT):
        signal.signal(which, lambda _number, _frame: stopping.set())
    stop_with_supervisor()
    collect_seldom()
    if what == "clock":
        tick_until(stopping)
    else:
        os.nice(NICENESS)
        work_until(stopping, Work.Queue(what))

"""The web process that `dabir serve` supervises: `python -m dabir.cli.web_server`.

Granian hands requests to Django over WSGI. Python runs one thread of a process at a time, so there
are several processes; where the database is SQLite, which takes one writer at a time, they take
turns (`foundation/record/turns.py`).

    python -m dabir.cli.web_server HOST PORT PROCESSES
"""

from __future__ import annotations

import logging
import sys

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from dabir.cli.supervision import stop_with_supervisor

THREADS = 48
"""Of all processes together. Many wait for the same commit in a rush, so one process has many; each
may hold a connection of its own, and PostgreSQL by itself takes a hundred."""


def _is_news(record: logging.LogRecord) -> bool:
    """Whether a line of Granian's is news: that there are many threads is meant to be so."""
    return "Python threads" not in record.getMessage()


def web(host: str, port: int, processes: int) -> None:
    """Serve until stopped."""
    stop_with_supervisor()
    logging.getLogger("_granian").addFilter(_is_news)
    Granian(
        "dabir.cli.web_application:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=processes,
        blocking_threads=max(1, THREADS // processes),
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
        backlog=1024,
        log_level=LogLevels.warning,
    ).serve()


if __name__ == "__main__":
    web(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))

"""Keeping processes alive: start them, start them again when they die, stop them together."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

SUPERVISOR = "DABIR_SUPERVISOR"
"""Names the supervisor's process to those it starts."""

LONG_LIVED_SECONDS = 10.0
FIRST_PAUSE_SECONDS = 0.2
LONGEST_PAUSE_SECONDS = 30.0
PATIENCE_SECONDS = 15.0
LOOK_SECONDS = 0.1
LOOK_FOR_PARENT_SECONDS = 0.5


@dataclass(slots=True)
class Process:
    """One process to be kept alive. `after` seconds pass before its first start."""

    name: str
    command: Sequence[str]
    after: float = 0.0
    running: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    due: float = 0.0
    pause: float = FIRST_PAUSE_SECONDS
    starts: int = field(default=0)

    def start(self, environment: Mapping[str, str]) -> None:
        self.running = subprocess.Popen(  # noqa: S603 (the supervisor's own commands)
            list(self.command), env=dict(environment), start_new_session=True
        )
        self.started = time.monotonic()
        self.starts += 1

    def look(self) -> int | None:
        """Return the exit code when the process has just died, and plan its next start.

        One that dies young waits longer each time, so that a fault does not busy the machine.
        """
        if self.running is None or self.running.poll() is None:
            return None
        code = self.running.returncode
        self.running = None
        now = time.monotonic()
        if now - self.started > LONG_LIVED_SECONDS:
            self.pause = FIRST_PAUSE_SECONDS
        self.due = now + self.pause
        self.pause = min(self.pause * 2, LONGEST_PAUSE_SECONDS)
        return code


def supervise(processes: Sequence[Process], say: Callable[[str], None]) -> None:
    """Keep the processes alive until SIGTERM or SIGINT; then stop them all, gently first.

    Each runs in a session of its own, so that a Ctrl-C reaches the supervisor alone, which
    stops the others in order. `say` is told, in a line, of whatever dies.
    """
    stopping = threading.Event()
    for which in (signal.SIGTERM, signal.SIGINT):
        signal.signal(which, lambda _number, _frame: stopping.set())
    environment = {**os.environ, SUPERVISOR: str(os.getpid())}
    for process in processes:
        process.due = time.monotonic() + process.after
    try:
        while not stopping.is_set():
            for process in processes:
                code = process.look()
                if code is not None:
                    say(f"{process.name} ended ({_in_words(code)}); it is started again")
                if process.running is None and time.monotonic() >= process.due:
                    process.start(environment)
            stopping.wait(LOOK_SECONDS)
    finally:
        stop(processes)


def stop(processes: Sequence[Process]) -> None:
    """End the processes: each may bring what it has in hand to its end, within 15 s."""
    alive = [process.running for process in processes if process.running is not None]
    for running in alive:
        running.terminate()
    ends = time.monotonic() + PATIENCE_SECONDS
    for running in alive:
        try:
            running.wait(max(0.0, ends - time.monotonic()))
        except subprocess.TimeoutExpired:
            running.kill()
            running.wait()


def _in_words(code: int) -> str:
    if code >= 0:
        return f"exit code {code}"
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"signal {-code}"


def stop_with_supervisor() -> None:
    """End this process, gently, when the supervisor that started it is gone, however it went."""
    supervisor = os.environ.get(SUPERVISOR)
    if supervisor is not None and os.getppid() == int(supervisor):
        stop_without(int(supervisor))


def stop_without(parent: int) -> None:
    """End this process, gently, as soon as `parent` is no longer its parent."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(LOOK_FOR_PARENT_SECONDS)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, name="parent", daemon=True).start()


def this_python(*arguments: str) -> list[str]:
    """Return the command that runs a module of this installation."""
    return [sys.executable, "-m", *arguments]

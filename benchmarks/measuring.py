"""Time and memory of a command, told by the system rather than by the command itself."""

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Measured:
    """What a command took: seconds of wall clock and of the processor, and its peak of memory.

    ``peak`` is the largest resident set, in bytes, of the command or of one process that it waited
    for; ``said`` is what it printed.
    """

    seconds: float
    processor: float
    peak: int
    said: str


def measured(command: list[str], *, environment: dict[str, str] | None = None) -> Measured:
    """Run a command to its end. Raises RuntimeError, with what it said, when it fails."""
    began = time.perf_counter()
    child = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, **(environment or {})},
    )
    assert child.stdout is not None  # noqa: S101 (a pipe was asked for)
    said = child.stdout.read()
    _, status, usage = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - began
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise RuntimeError(f"{command} ended with {child.returncode}: {said}")
    return Measured(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024, said)


def in_python(script: Path, *arguments: str) -> Measured:
    """Run a script in a process of its own, so that its peak of memory is its own."""
    return measured([sys.executable, str(script), *arguments])

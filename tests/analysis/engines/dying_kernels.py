"""Kernels that do not free the interpreter, so that they run in processes; some of them die."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa

from tests.analysis.engines.toy_kernels import Shouting


class Alone(Shouting):
    """Writes texts in capitals, in a process of its own."""

    name = "alone"
    frees_the_interpreter = False


class Dying(Alone):
    """Kills its process at the first parts that come, as a machine out of memory does."""

    name = "dying"

    def __init__(self, deaths: Path, count: int) -> None:
        self._deaths, self._count = deaths, count

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for number in range(self._count):
            try:
                (self._deaths / str(number)).touch(exist_ok=False)
            except FileExistsError:
                continue
            os.kill(os.getpid(), signal.SIGKILL)
        yield from super().__call__(batches)

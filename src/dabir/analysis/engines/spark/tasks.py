"""What Spark's workers do: read parts, run kernels, write parts.

A worker opens the files itself, so the folder of the run has to be on a disk that all of them
share. Through Spark itself go only rows that have to be brought together, and the tasks.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
from pyspark import TaskContext

from dabir.analysis.engines import part_name, read_part
from dabir.analysis.engines.spark.columns import received, sent, whole_groups
from dabir.analysis.errors import RunError
from dabir.analysis.kernels import Kernel
from dabir.analysis.runs.identity import versions
from dabir.analysis.runs.writing import write_rows

DONE = "part long, written long"
"""What a task tells the driver, as Spark writes types: which part, and how many rows."""

_DONE = pa.schema([pa.field("part", pa.int64()), pa.field("written", pa.int64())])


@dataclass(frozen=True, slots=True)
class Setting:
    """Where and with what a step's tasks write."""

    kernel: Kernel
    into: Path
    versions: Mapping[str, str]
    """Of the libraries beside the driver; with others the rows might differ."""

    def write(self, number: int, batches: Iterator[pa.RecordBatch]) -> pa.RecordBatch:
        """Run the kernel over one part, write what it gives, and tell it."""
        _require(self.versions)
        target = self.into / part_name(number)
        # Spark may begin a task again while the first try still runs somewhere.
        own = target.with_name(f"{target.name}.{_attempt()}")
        rows = write_rows(own, self.kernel.writes, self.kernel(batches))
        os.replace(own, target)  # noqa: PTH105 (both stand in one folder)
        return pa.RecordBatch.from_pydict({"part": [number], "written": [rows]}, schema=_DONE)


@dataclass(frozen=True, slots=True)
class MapParts:
    """Runs a kernel over parts, each from its own file."""

    setting: Setting
    todo: Sequence[tuple[int, Path]]
    """The number of each part, and its file."""

    def run(self, tasks: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Take tasks (``id``: an index into ``todo``), and tell what was written."""
        for batch in tasks:
            for task in batch.column("id").to_pylist():
                number, file = self.todo[task]
                yield self.setting.write(number, read_part(file))


@dataclass(frozen=True, slots=True)
class ReadParts:
    """Reads files as rows on their way through Spark."""

    files: Sequence[Path]
    columns: Sequence[str]
    travelling: pa.Schema

    def run(self, tasks: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Take tasks (``id``: an index into ``files``), and yield the rows of these files."""
        for batch in tasks:
            for number in batch.column("id").to_pylist():
                for rows in read_part(self.files[number], self.columns):
                    yield from sent(rows, self.travelling)


@dataclass(frozen=True, slots=True)
class WriteParts:
    """Runs a kernel over rows that Spark brought together, partition n as part n."""

    setting: Setting
    reads: pa.Schema
    by: Sequence[str]

    def run(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Take the rows of one partition, and tell what was written."""
        rows = (received(batch, self.reads) for batch in batches)
        yield self.setting.write(_partition(), whole_groups(rows, self.by))


def _partition() -> int:
    context = TaskContext.get()
    return int(context.partitionId()) if context else 0


def _attempt() -> int:
    context = TaskContext.get()
    return int(context.taskAttemptId()) if context else 0


_agreed: set[tuple[tuple[str, str], ...]] = set()


def _require(expected: Mapping[str, str]) -> None:
    """Raise RunError where this worker has other versions; asked once in each process."""
    key = tuple(sorted(expected.items()))
    if key in _agreed:
        return
    here = versions()
    other = [
        f"{name} {here.get(name, 'missing')} instead of {version}"
        for name, version in expected.items()
        if here.get(name) != version
    ]
    if other:
        raise RunError(
            f"A Spark worker has {', '.join(other)}: install the same versions on all machines."
        )
    _agreed.add(key)

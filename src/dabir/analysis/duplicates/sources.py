"""Submissions that are read several times over, in stretches that any thread can take."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future
from functools import partial
from pathlib import Path
from typing import Protocol, TypeVar

import pyarrow as pa
import pyarrow.parquet as pq

from dabir.analysis.engines import Parts
from dabir.analysis.reading.columns import Chosen
from dabir.analysis.reading.rows import Rows, Table
from dabir.analysis.reading.submissions import sorted_out
from dabir.analysis.schemas import SKIPPED

Given = TypeVar("Given")
Made = TypeVar("Made")
Stretch = Callable[[], pa.RecordBatch]
"""Reads some rows, in their order; what is not called for costs little or nothing."""


class Source(Protocol):
    """Submissions. Each time they are read, the stretches are of the same rows."""

    def stretches(self, columns: Sequence[str]) -> Iterator[Stretch]:
        """Yield stretches that give these columns of SUBMISSIONS."""
        ...


class FromParts:
    """Submissions as the reading stage leaves them."""

    def __init__(self, submissions: Parts) -> None:
        self._files = submissions.files

    def stretches(self, columns: Sequence[str]) -> Iterator[Stretch]:
        """Yield the row groups of all parts."""
        for file in self._files:
            for number in range(pq.read_metadata(file).num_row_groups):
                yield partial(_row_group, file, number, list(columns))


class FromTable:
    """A table as it was handed over; nothing of it is copied to the disk.

    ``skipped`` holds the rows that are no submissions, once all was read.
    """

    def __init__(self, table: Table, chosen: Chosen) -> None:
        self._table = table
        self._chosen = chosen
        self._skipped: dict[int, pa.RecordBatch] = {}
        self._read = False

    @property
    def skipped(self) -> pa.Table:
        """The rows that were skipped, in their order, each with its reason (SKIPPED)."""
        return pa.Table.from_batches(
            [rows for _, rows in sorted(self._skipped.items(), key=lambda each: each[0])], SKIPPED
        )

    def stretches(self, columns: Sequence[str]) -> Iterator[Stretch]:
        """Yield the table's own stretches."""
        text = self._chosen.text
        if list(columns) == ["text"] and self._read and not self._skipped:
            # All rows were found good before; their letters need no second look.
            for rows in self._table.rows([text]):
                yield partial(_as_text, rows.columns[text])
            return
        for number, rows in enumerate(self._table.rows(self._chosen.names)):
            yield partial(self._sorted_out, number, rows, list(columns))

    def _sorted_out(self, number: int, rows: Rows, columns: list[str]) -> pa.RecordBatch:
        good, skipped = sorted_out(rows, self._chosen)
        if skipped.num_rows:
            self._skipped[number] = skipped
        self._read = True
        return good.select(columns)


def _as_text(column: pa.LargeBinaryArray) -> pa.RecordBatch:
    return pa.record_batch([column.view(pa.large_string())], ["text"])


def _row_group(file: Path, number: int, columns: list[str]) -> pa.RecordBatch:
    with pq.ParquetFile(file) as opened:
        table = opened.read_row_group(number, columns=columns, use_threads=False)
    batches = table.combine_chunks().to_batches()
    return batches[0] if batches else pa.RecordBatch.from_pylist([], table.schema)


def in_order(
    pool: Executor, ahead: int, work: Callable[[Given], Made], given: Iterable[Given]
) -> Iterator[Made]:
    """Do work in a pool and yield what it makes in order, never more than ``ahead`` in waiting.

    An executor's own ``map`` takes all at once, and would hold whatever is done and not yet used.
    """
    waiting: deque[Future[Made]] = deque()
    try:
        for one in given:
            waiting.append(pool.submit(work, one))
            if len(waiting) > ahead:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        for future in waiting:
            future.cancel()

"""Rows that agree in some columns, brought together without holding the whole table in memory.

The table is cut into buckets by a hash of those columns, on disk; each bucket is then small
enough to be sorted in memory. How many buckets there are follows from the table's size and the
memory; the rows and their order within a bucket do not depend on how the source was cut.
"""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from dabir.analysis.engines import Parts, part_name, read_part
from dabir.analysis.engines.hashing import hash_rows
from dabir.analysis.engines.room import short_of_memory
from dabir.analysis.runs.writing import refused_by_disk, write_rows

ROOM = 4
"""A bucket is held about so many times over while it is sorted: read, keys, order, taken."""


class Buckets:
    """The rows of a table by a hash of the columns ``by``, in files beside ``into``."""

    def __init__(
        self, source: Parts, into: Path, *, by: Sequence[str], memory: int, limit: int
    ) -> None:
        """A bucket is to take ``memory`` bytes; what agrees in ``by`` cannot be cut, and may take
        up to ``limit``.
        """
        self._limit = limit
        self._source = source
        self._by = list(by)
        self._folder = into.with_name(f"{into.name}.buckets")
        size = sum(_size(file) for file in source.files)
        self.count = max(1, -(-size * ROOM // max(1, memory)))

    def fill(self) -> None:
        """Deal the rows out to the buckets."""
        if self.count == 1:
            return
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir(parents=True)
        try:
            with ExitStack() as stack:
                writers = [
                    stack.enter_context(
                        pq.ParquetWriter(
                            self._folder / part_name(number),
                            self._source.schema,
                            compression="lz4",
                            use_dictionary=False,
                            write_statistics=False,
                        )
                    )
                    for number in range(self.count)
                ]
                for batch in self._source.batches():
                    bucket = hash_rows(batch.select(self._by).columns) % np.uint64(self.count)
                    order = np.argsort(bucket, kind="stable")
                    bounds = np.searchsorted(bucket[order], np.arange(self.count + 1))
                    dealt = batch.take(pa.array(order))
                    for number, writer in enumerate(writers):
                        start, end = int(bounds[number]), int(bounds[number + 1])
                        if end > start:
                            writer.write_batch(dealt.slice(start, end - start))
        except OSError as error:
            shutil.rmtree(self._folder, ignore_errors=True)
            raise refused_by_disk(error, self._folder) from error

    def read(self, number: int) -> pa.Table:
        """Return the rows of one bucket, in the order of the source.

        Raises RunError when they do not fit into memory.
        """
        if self.count == 1:
            return pa.Table.from_batches(self._source.batches(), self._source.schema)
        size = _size(self._folder / part_name(number)) * ROOM
        if size > self._limit:
            what = f"Rows that agree in {' and '.join(self._by)}"
            raise short_of_memory(what, needed=size, allowed=self._limit)
        rows = read_part(self._folder / part_name(number))
        return pa.Table.from_batches(rows, self._source.schema)

    def forget(self, number: int) -> None:
        """Free the disk of one bucket; after the last, of all."""
        (self._folder / part_name(number)).unlink(missing_ok=True)
        if number == self.count - 1:
            shutil.rmtree(self._folder, ignore_errors=True)


def _size(file: Path) -> int:
    meta = pq.read_metadata(file)
    return sum(meta.row_group(group).total_byte_size for group in range(meta.num_row_groups))


def sorted_rows(table: pa.Table, keys: Sequence[str]) -> pa.Table:
    """Return the rows in ascending order of ``keys``, as one chunk; equal rows as they came."""
    if table.num_rows == 0:
        return table
    whole = [table.column(key).combine_chunks() for key in keys]
    if all(pa.types.is_integer(column.type) and column.null_count == 0 for column in whole):
        order = pa.array(np.lexsort([column.to_numpy() for column in reversed(whole)]))
    else:
        order = pc.sort_indices(table, sort_keys=[(key, "ascending") for key in keys])
    return table.take(order).combine_chunks()


def joined(left: Parts, right: Parts, into: Path, *, on: Sequence[str], memory: int) -> Parts:
    """Join two tables (inner), bucket by bucket, sorted by ``on``, in ``memory`` bytes."""
    into.mkdir(parents=True, exist_ok=True)
    added = [field for field in right.schema if field.name not in on]
    schema = pa.schema([*left.schema, *added])
    part, half = memory // 4, memory // 2
    sides = [
        Buckets(left, into.with_name(f"{into.name}.left"), by=on, memory=part, limit=half),
        Buckets(right, into.with_name(f"{into.name}.right"), by=on, memory=part, limit=half),
    ]
    count = max(side.count for side in sides)
    for side in sides:
        side.count = count
    missing = [number for number in range(count) if not (into / part_name(number)).exists()]
    if missing:
        for side in sides:
            side.fill()
    for number in missing:
        rows = _joined(sides[0].read(number), sides[1].read(number), on, schema)
        write_rows(into / part_name(number), schema, _batches(rows))
        for side in sides:
            side.forget(number)
    return Parts(into, schema)


def _joined(left: pa.Table, right: pa.Table, on: Sequence[str], schema: pa.Schema) -> pa.Table:
    """Join two tables by their keys and places alone: Arrow joins no lists."""
    keys = [
        side.select(list(on)).append_column(place, pa.array(np.arange(side.num_rows)))
        for side, place in ((left, "\0left"), (right, "\0right"))
    ]
    pairs = keys[0].join(keys[1], keys=list(on), join_type="inner", use_threads=False)
    pairs = sorted_rows(pairs, [*on, "\0left", "\0right"])
    sides = (left.take(pairs.column("\0left")), right.take(pairs.column("\0right")))
    columns = [sides[field.name not in left.schema.names].column(field.name) for field in schema]
    return pa.Table.from_arrays(columns, schema=schema)


def _batches(rows: pa.Table) -> Iterator[pa.RecordBatch]:
    yield from rows.to_batches()

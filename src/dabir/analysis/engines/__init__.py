"""What runs the kernels. Every engine gives the same rows for the same kernel and input."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pyarrow as pa
import pyarrow.parquet as pq

from dabir.analysis.kernels import Kernel

BATCH_ROWS = 1 << 16


@dataclass(frozen=True, slots=True)
class Parts:
    """A table in parts: Parquet files of one schema, ordered by name.

    Part n is the n-th file. A part is small enough that a thread can hold it several times over.
    """

    folder: Path
    schema: pa.Schema

    @property
    def files(self) -> list[Path]:
        """The files, in the order of the rows."""
        return sorted(self.folder.glob("*.parquet"))

    @property
    def rows(self) -> int:
        """How many rows there are, read off the files' ends."""
        return sum(pq.read_metadata(file).num_rows for file in self.files)

    def batches(self, columns: Sequence[str] | None = None) -> Iterator[pa.RecordBatch]:
        """Yield all rows in order, part after part, as batches of at most 65,536 rows."""
        for file in self.files:
            yield from read_part(file, columns)


def read_part(file: Path, columns: Sequence[str] | None = None) -> Iterator[pa.RecordBatch]:
    """Yield the rows of one part in order, as batches of at most 65,536 rows."""
    names = None if columns is None else list(columns)
    with pq.ParquetFile(file) as opened:
        yield from opened.iter_batches(batch_size=BATCH_ROWS, columns=names, use_threads=False)


def part_name(number: int) -> str:
    """Return the file name of part ``number``, such that names sort as numbers do."""
    return f"part-{number:06d}.parquet"


class Engine(Protocol):
    """Runs kernels over tables that may be larger than memory.

    Every folder ``into`` belongs to one step of one run: a part that is already there was
    finished before the run was interrupted, and is not made again.
    """

    def map(self, kernel: Kernel, source: Parts, into: Path) -> Parts:
        """Run a kernel over each part; part n of the result comes from part n of the source."""
        ...

    def gather(
        self, kernel: Kernel, source: Parts, into: Path, *, by: Sequence[str], order: Sequence[str]
    ) -> Parts:
        """Run a kernel over rows brought together.

        Rows that agree in ``by`` come to the same part; each part is sorted by ``by`` and then by
        ``order``, which must leave no ties.
        """
        ...

    def join(self, left: Parts, right: Parts, into: Path, *, on: Sequence[str]) -> Parts:
        """Join the rows of two tables that agree in ``on``, which both name alike."""
        ...

    def components(self, edges: Parts, into: Path) -> Parts:
        """Connected components of edges (``a``, ``b``: int64): ``node``, ``component``.

        A component is named by its smallest node. Nodes without edges are left out.
        """
        ...

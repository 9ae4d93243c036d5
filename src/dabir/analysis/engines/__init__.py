"""What runs the kernels. Every engine gives the same rows for the same kernel and input."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pyarrow as pa

from dabir.analysis.kernels import Kernel


@dataclass(frozen=True, slots=True)
class Parts:
    """A table in parts: Parquet files of one schema, ordered by name."""

    folder: Path
    schema: pa.Schema

    @property
    def files(self) -> list[Path]:
        """The files, in the order of the rows."""
        return sorted(self.folder.glob("*.parquet"))


class Engine(Protocol):
    """Runs kernels over tables that may be larger than memory."""

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

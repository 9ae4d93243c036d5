"""A kernel: the one step that every engine runs, from batches of rows to batches of rows."""

from collections.abc import Iterator
from typing import Protocol

import pyarrow as pa


class Kernel(Protocol):
    """Reads batches of one table and writes batches of another.

    A kernel keeps nothing between two calls, and a row it writes depends only on the rows of the
    part it is given: so it does not matter who runs it, in how many parts, in which order. It is
    picklable, for engines send it to other processes; numbers that it needs (a seed, a fitted
    model's arrays) are its attributes.
    """

    name: str
    version: int  # goes up when the same input would give another output
    reads: pa.Schema
    writes: pa.Schema
    frees_the_interpreter: bool  # threads gain from it; otherwise processes do

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Write what follows from the batches of one part."""
        ...

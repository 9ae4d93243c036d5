"""Kernels so simple that one sees what an engine does with them."""

import time
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from dabir.analysis.errors import InputError

ROWS = pa.schema(
    [
        pa.field("key", pa.uint64(), nullable=False),
        pa.field("name", pa.string()),
        pa.field("row", pa.int64(), nullable=False),
        pa.field("text", pa.large_string(), nullable=False),
        pa.field(
            "places",
            pa.list_(pa.struct([pa.field("start", pa.int32(), nullable=False)])),
        ),
    ]
)
COUNTS = pa.schema(
    [
        pa.field("key", pa.uint64(), nullable=False),
        pa.field("name", pa.string()),
        pa.field("rows", pa.list_(pa.int64()), nullable=False),
    ]
)


class Shouting:
    """Writes texts in capitals."""

    name = "shouting"
    version = 1
    reads = writes = ROWS
    frees_the_interpreter = True

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            shouted = pc.utf8_upper(batch.column("text"))
            yield batch.set_column(3, ROWS.field("text"), shouted)


class Waiting(Shouting):
    """The same, when ``go`` is there; tells by a file in ``begun`` that it waits."""

    name = "waiting"

    def __init__(self, begun: Path, go: Path) -> None:
        self._begun, self._go = begun, go

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        import os

        (self._begun / str(os.getpid())).touch()
        while not self._go.exists():
            time.sleep(0.05)
        yield from super().__call__(batches)


class Refusing(Shouting):
    """Finds fault with every part."""

    name = "refusing"

    def __init__(self, fault: Exception | None = None) -> None:
        self._fault = fault or InputError("The texts are all alike, and nobody can be meant.")

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        raise self._fault


class RowsTogether:
    """Writes, for each key and name, their rows in the order in which they come.

    It relies on it that a group comes whole and in one batch.
    """

    name = "rows together"
    version = 1
    reads = ROWS
    writes = COUNTS
    frees_the_interpreter = True

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            keys, names = batch.column("key").to_pylist(), batch.column("name").to_pylist()
            found: dict[tuple[int, str | None], list[int]] = {}
            for key, name, row in zip(keys, names, batch.column("row").to_pylist(), strict=True):
                found.setdefault((key, name), []).append(row)
            if found:
                yield pa.record_batch(
                    {
                        "key": pa.array([key for key, _ in found], pa.uint64()),
                        "name": pa.array([name for _, name in found], pa.string()),
                        "rows": pa.array(list(found.values()), pa.list_(pa.int64())),
                    },
                    schema=COUNTS,
                )

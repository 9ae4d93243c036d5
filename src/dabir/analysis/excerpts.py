"""The words of some submissions out of many."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from dabir.analysis.engines import Parts


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A passage of a submission: its number there, and from which character to which."""

    id: str
    passage: int
    start: int
    end: int


def texts_of(submissions: Parts, ids: Collection[str]) -> dict[str, str]:
    """Return the texts of the submissions of these ids; an id that none has is left out."""
    wanted = pa.array(sorted(ids), pa.string())
    found: dict[str, str] = {}
    if not wanted:
        return found
    for batch in submissions.batches(["id", "text"]):
        chosen = batch.filter(pc.is_in(batch["id"], value_set=wanted))
        found.update(
            zip(chosen["id"].to_pylist(), chosen["text"].to_pylist(), strict=True),
        )
    return found


def places_of(passages: Path, wanted: Iterable[tuple[str, int]]) -> dict[tuple[str, int], Place]:
    """Return where passages stand, by the submission's id and their number in it.

    ``passages`` is a file of the table PASSAGES.
    """
    numbers: dict[str, set[int]] = {}
    for identity, number in wanted:
        numbers.setdefault(identity, set()).add(number)
    ids = pa.array(sorted(numbers), pa.string())
    places: dict[tuple[str, int], Place] = {}
    if not ids:
        return places
    for batch in read_batches(passages, ["id", "passage", "start", "end"]):
        for row in batch.filter(pc.is_in(batch["id"], value_set=ids)).to_pylist():
            if row["passage"] in numbers[row["id"]]:
                places[row["id"], row["passage"]] = Place(**row)
    return places


def read_batches(file: Path, columns: list[str]) -> Iterator[pa.RecordBatch]:
    """Yield some columns of a Parquet file in order; nothing where there is no such file."""
    if file.exists():
        with pq.ParquetFile(file) as opened:
            yield from opened.iter_batches(batch_size=1 << 16, columns=columns)

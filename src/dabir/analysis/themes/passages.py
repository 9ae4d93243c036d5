"""Submissions with the places of their passages beside their text."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from dabir.analysis.engines import Parts, part_name, read_part
from dabir.analysis.runs.writing import write_rows
from dabir.analysis.schemas import PASSAGES
from dabir.analysis.themes.identities import IdSet

PASSAGES_OF = pa.schema(
    [
        pa.field("id", pa.string(), nullable=False),
        pa.field("text", pa.large_string(), nullable=False),
        pa.field("starts", pa.list_(pa.int32()), nullable=False),
        pa.field("ends", pa.list_(pa.int32()), nullable=False),
        pa.field("languages", pa.list_(pa.string()), nullable=False),
        pa.field("counts", pa.bool_(), nullable=False),  # no copy: themes may be fitted on it
    ]
)


def bring_together(
    submissions: Parts, passages: Parts, copies: IdSet, into: Path, *, threads: int = 1
) -> Parts:
    """Write each submission with the places of its passages; part n from part n of both.

    The passages of a part are those of the submissions' part, in the same order. ``copies`` are
    submissions that say what another one says.
    """
    into.mkdir(parents=True, exist_ok=True)
    jobs = [
        (number, *files)
        for number, files in enumerate(zip(submissions.files, passages.files, strict=True))
        if not (into / part_name(number)).exists()
    ]
    with ThreadPoolExecutor(threads) as pool:
        for done in [
            pool.submit(_part, *job[1:], copies, into / part_name(job[0])) for job in jobs
        ]:
            done.result()
    return Parts(into, PASSAGES_OF)


def _part(submissions: Path, passages: Path, copies: IdSet, target: Path) -> None:
    write_rows(target, PASSAGES_OF, _joined(submissions, passages, copies))


def _joined(submissions: Path, passages: Path, copies: IdSet) -> Iterator[pa.RecordBatch]:
    names = ["id", "start", "end", "language"]
    schema = pa.schema([PASSAGES.field(name) for name in names])
    spans = pa.Table.from_batches(read_part(passages, names), schema)
    spans = spans.combine_chunks()
    owner = spans["id"].combine_chunks() if spans.num_rows else pa.array([], pa.string())
    begins = _beginnings(owner)
    first_ids = owner.take(pa.array(begins[:-1]))
    columns = [spans[name].combine_chunks() for name in ("start", "end", "language")]
    at = 0
    for batch in read_part(submissions, ["id", "text"]):
        ids = batch.column("id").to_pylist()
        own = first_ids[at : at + len(ids)].to_pylist()
        places = np.empty(len(ids) + 1, np.int64)
        places[0] = begins[at]
        taken = 0
        for row, identity in enumerate(ids):  # a submission of nothing but space has no passages
            taken += taken < len(own) and own[taken] == identity
            places[row + 1] = begins[at + taken]
        at += taken
        lists = [
            pa.ListArray.from_arrays(
                pa.array(places - places[0], pa.int32()),
                column[places[0] : places[-1]],
            )
            for column in columns
        ]
        counts = pa.array(copies.places(batch.column("id")) < 0)
        yield pa.record_batch(
            [batch.column("id"), batch.column("text"), *lists, counts], schema=PASSAGES_OF
        )


def _beginnings(owner: pa.StringArray) -> NDArray[np.int64]:
    """Where the passages of each submission begin, and at the end how many there are."""
    if len(owner) == 0:
        return np.zeros(1, np.int64)
    same = pc.equal(owner[1:], owner[:-1]).to_numpy(zero_copy_only=False)
    return np.concatenate([[0], np.flatnonzero(~same) + 1, [len(owner)]]).astype(np.int64)

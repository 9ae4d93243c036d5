"""The same duplicates, found in steps that any engine runs: for more than one machine holds.

What ``find_duplicates`` does in the memory of one machine is done here by kernels over tables in
parts, with the same functions on the same texts in the same order; a test holds the two together.

    tables              what lies between the steps
    finding_texts       submissions → distinct texts → keys → links
    finding_clusters    neighbourhoods → clusters → differences
"""

import heapq
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from dabir.analysis.duplicates.spread.finding_clusters import Compare, Divide
from dabir.analysis.duplicates.spread.finding_texts import (
    Chain,
    Fingerprint,
    FirstOfEach,
    Rows,
    Sketch,
    Texts,
)
from dabir.analysis.duplicates.spread.tables import NUMBERED
from dabir.analysis.engines import Engine, Parts, read_part
from dabir.analysis.runs.writing import write_rows
from dabir.analysis.schemas import DUPLICATES


def find_duplicates_on(
    engine: Engine, submissions: Parts, room: Path, target: Path
) -> dict[str, int]:
    """Write DUPLICATES of the submissions to a Parquet file, and return what was found, in numbers.

    ``room`` is a folder for what lies between the steps; a run that was interrupted goes on there.
    """
    read = engine.map(Fingerprint(), submissions, room / "fingerprints")
    members = engine.gather(
        FirstOfEach(), read, room / "members", by=["high", "low"], order=["row"]
    )
    texts = engine.map(Texts(), members, room / "texts")
    keys = engine.map(Sketch(), texts, room / "keys")
    edges = engine.gather(Chain(), keys, room / "edges", by=["key"], order=["first"])
    components = engine.components(edges, room / "components")
    placed = engine.join(texts, components, room / "placed", on=["node"])
    clustered = engine.gather(
        Divide(), placed, room / "clustered", by=["component"], order=["node"]
    )
    rows = engine.map(Rows(), members, room / "rows")
    clustered_rows = engine.join(rows, clustered, room / "clustered-rows", on=["first"])
    copies = engine.join(clustered_rows, submissions, room / "copies", on=["row"])
    compared = engine.gather(Compare(), copies, room / "compared", by=["cluster"], order=["row"])
    ordered = engine.gather(InOrder(), compared, room / "ordered", by=["stretch"], order=["row"])
    counts = {"rows": members.rows, "distinct": texts.rows}
    counts |= dict.fromkeys(("duplicates", "clusters", "campaigns", "opposing"), 0)
    write_rows(target, DUPLICATES, _counted(_merged(ordered), counts), keep=True)
    return counts


class InOrder:
    """Writes rows as they come: in order, after they were gathered."""

    name = "duplicates: order"
    version = 1
    reads = writes = NUMBERED
    frees_the_interpreter = False

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Write the rows."""
        return batches


def _merged(ordered: Parts) -> Iterator[pa.RecordBatch]:
    """Yield rows in the order of ``row``, from parts each of which holds whole stretches."""
    for _, _, batch in heapq.merge(
        *(_stretches(file, part) for part, file in enumerate(ordered.files)),
        key=lambda found: found[:2],
    ):
        yield batch


def _stretches(file: Path, part: int) -> Iterator[tuple[int, int, pa.RecordBatch]]:
    for batch in read_part(file):
        stretches = batch.column("stretch")
        ends = pc.run_end_encode(stretches, run_end_type=pa.int64()).run_ends.to_pylist()
        start = 0
        for end in ends:
            yield stretches[start].as_py(), part, batch.slice(start, end - start)
            start = end


def _counted(batches: Iterator[pa.RecordBatch], counts: dict[str, int]) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        own = batch.filter(pc.equal(batch.column("row"), batch.column("cluster")))
        counts["duplicates"] += batch.num_rows
        counts["clusters"] += own.num_rows
        counts["campaigns"] += pc.sum(pc.equal(own.column("kind"), "campaign")).as_py() or 0
        counts["opposing"] += own.num_rows - own.column("opposes").null_count
        yield batch.select(DUPLICATES.names)

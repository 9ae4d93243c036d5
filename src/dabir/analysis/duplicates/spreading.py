"""The duplicates of submissions, found by an engine: the same rows, for tables of any size."""

from collections.abc import Iterator
from heapq import merge
from itertools import pairwise
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from dabir.analysis.duplicates import kernels
from dabir.analysis.duplicates.kinds import KINDS
from dabir.analysis.engines import Engine, Parts, read_part
from dabir.analysis.runs.writing import write_rows
from dabir.analysis.schemas import DUPLICATES


def spread_duplicates(engine: Engine, submissions: Parts, room: Path, target: Path) -> int:
    """Write DUPLICATES of the submissions to a file, and return how many rows it has.

    ``room`` is a folder for what the steps hand on; it stays for a run that is taken up again.
    """
    prints = engine.map(kernels.FINGERPRINTS, submissions, room / "prints")
    texts = engine.gather(
        kernels.KEEP_FIRST, prints, room / "texts", by=["high", "low"], order=["row"]
    )
    nodes = engine.map(kernels.TEXTS_ALONE, texts, room / "nodes")
    keyed = engine.map(kernels.KEY, nodes, room / "keys")
    edges = engine.gather(kernels.CHAIN, keyed, room / "edges", by=["key"], order=["node"])
    components = engine.components(edges, room / "components")
    near = engine.join(nodes, components, room / "near", on=["node"])
    centres = engine.gather(
        kernels.DIVIDE, near, room / "centres", by=["component"], order=["node"]
    )
    rows = engine.map(kernels.ROWS_ALONE, texts, room / "rows")
    placed = engine.join(rows, centres, room / "placed", on=["node"])
    shown = engine.gather(kernels.SHOW, placed, room / "shown", by=["centre"], order=["row"])
    words = engine.map(kernels.TEXTS_OF_ROWS, submissions, room / "words")
    worded = engine.join(shown, words, room / "worded", on=["row"])
    told = engine.gather(kernels.TELL, worded, room / "told", by=["cluster"], order=["row"])
    ordered = engine.gather(kernels.IN_ORDER, told, room / "ordered", by=["stretch"], order=["row"])
    return write_rows(target, DUPLICATES, _in_order(ordered), keep=True)


def _in_order(parts: Parts) -> Iterator[pa.RecordBatch]:
    """Yield rows of parts, of which each is in order, in the order of all."""
    streams = [_stretches(file) for file in parts.files]
    for _, batch in merge(*streams, key=lambda one: one[0]):
        kind = pa.array(KINDS).take(batch.column("kind"))
        columns = [
            kind if name == "kind" else batch.column(name).cast(DUPLICATES.field(name).type)
            for name in DUPLICATES.names
        ]
        yield pa.record_batch(columns, schema=DUPLICATES)


def _stretches(file: Path) -> Iterator[tuple[int, pa.RecordBatch]]:
    for batch in read_part(file):
        stretch = batch.column("stretch").to_numpy()
        cuts = [0, *(np.flatnonzero(np.diff(stretch)) + 1).tolist(), batch.num_rows]
        for start, end in pairwise(cuts):
            if end > start:
                yield int(stretch[start]), batch.slice(start, end - start)


def counted(target: Path) -> dict[str, int]:
    """Return what was found, in numbers."""
    table = pq.read_table(target, columns=["cluster", "kind", "opposes"])
    campaign = pc.equal(table["kind"], "campaign")
    return {
        "duplicates": table.num_rows,
        "clusters": pc.count_distinct(table["cluster"]).as_py(),
        "campaigns": pc.count_distinct(table.filter(campaign)["cluster"]).as_py(),
        "opposing": pc.count_distinct(
            table.filter(pc.is_valid(table["opposes"]))["cluster"]
        ).as_py(),
    }

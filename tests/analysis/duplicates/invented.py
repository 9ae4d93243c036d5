"""Invented submissions in parts, made by the generator of the benchmarks."""

import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from dabir.analysis.engines import Parts, part_name
from dabir.analysis.schemas import SUBMISSIONS

BENCHMARKS = Path(__file__).resolve().parents[3] / "benchmarks"


def invented(path: Path, *, rows: int) -> Path:
    """Write invented submissions to a Parquet file."""
    sys.path.insert(0, str(BENCHMARKS))
    try:
        from submission_generator import generate
    finally:
        sys.path.remove(str(BENCHMARKS))
    generate(path, rows=rows)
    return path


def invented_parts(folder: Path, *, rows: int, parts: int) -> Parts:
    """Write invented submissions as the reading stage does, in parts."""
    folder.mkdir(parents=True)
    table = pq.read_table(invented(folder.with_suffix(".generated"), rows=rows))
    columns = {
        "row": pa.array(range(rows), pa.int64()),
        **{name: table.column(name) for name in ("id", "text", "language")},
    }
    whole = pa.table(columns).cast(SUBMISSIONS)
    each = -(-rows // parts)
    for part in range(parts):
        pq.write_table(whole.slice(part * each, each), folder / part_name(part))
    return Parts(folder, SUBMISSIONS)

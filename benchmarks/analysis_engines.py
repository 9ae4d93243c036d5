"""The same duplicates from the local engine and from Spark, and how long each takes.

Spark runs as processes of its own, a master and two workers of one core each on loopback. The
local plan holds its tables in memory; Spark's steps write theirs down and send rows between
processes, so on one machine it is slower: it is for tables that no machine holds.
"""

import shutil
import sys
import time
from pathlib import Path

import pyarrow.parquet as pq
from submission_generator import generate

from dabir.analysis.duplicates import FromParts, find_duplicates
from dabir.analysis.duplicates.spread import find_duplicates_on
from dabir.analysis.engines.spark import SparkEngine
from dabir.analysis.reading import Asked, read_submissions
from dabir.analysis.runs.watching import Unwatched

ROWS = 1_000_000
FEW = 10_000

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tools"))


def measure(*, quick: bool, folder: Path) -> dict[str, object]:
    """Find the duplicates of invented submissions by both engines."""
    from spark_cluster import cluster  # noqa: PLC0415 (it is found only now)

    rows = FEW if quick else ROWS
    source = folder / f"submissions-{rows}.parquet"
    if not source.exists():
        generate(source, rows=rows)
    room = folder / "engines"
    shutil.rmtree(room, ignore_errors=True)
    read = read_submissions(
        source,
        Asked("text", "id", "language"),
        room / "submissions",
        room / "skipped.parquet",
        Unwatched(),
    )
    here, there = room / "here.parquet", room / "there.parquet"
    began = time.perf_counter()
    find_duplicates(FromParts(read.submissions), here)
    local = time.perf_counter() - began
    watch = _Telling()
    with cluster() as running:
        began = time.perf_counter()
        with SparkEngine(running.master, scratch=room / "scratch", watch=watch) as engine:
            started = time.perf_counter() - began
            find_duplicates_on(engine, read.submissions, room / "steps", there)
        spark = time.perf_counter() - began
    same = here.read_bytes() == there.read_bytes()
    one, other = pq.read_table(here), pq.read_table(there)
    figures: dict[str, object] = {
        "rows": rows,
        "duplicates": one.num_rows,
        "clusters": len(one["cluster"].unique()),
        "local_seconds": round(local, 1),
        "spark_seconds": round(spark, 1),
        "spark_start_seconds": round(started, 1),
        "held": {
            "the same clusters": one["cluster"].equals(other["cluster"]),
            "the same kinds": one["kind"].equals(other["kind"]),
            "the same similarities": one["similarity"].equals(other["similarity"]),
            "the same bytes": same,
        },
    }
    print(
        f"{rows} submissions: local {local:.1f} s, Spark {spark:.1f} s "
        f"({started:.1f} s of it to start); {'the same' if same else 'other'} bytes"
    )
    shutil.rmtree(room)
    return figures


class _Telling(Unwatched):
    """Prints each step with its second."""

    def __init__(self) -> None:
        self._began = time.perf_counter()

    def begin(self, task: str, total: int | None = None) -> None:
        """Print that a step begins."""
        print(f"  {time.perf_counter() - self._began:6.1f} s  {task} ({total})", flush=True)

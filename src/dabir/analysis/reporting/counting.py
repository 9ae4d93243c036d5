"""The numbers of a report, counted from the tables of a run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from dabir.analysis.excerpts import read_batches
from dabir.analysis.reporting.facts import Kind, Reading, Skip

LISTED_SKIPS = 200
KINDS = ("single", "exact", "near", "campaign")


def read_reading(skipped: Path, submissions: int) -> Reading:
    """Count what was skipped, and list the first of it."""
    reasons: Counter[str] = Counter()
    skips: list[Skip] = []
    for batch in read_batches(skipped, ["row", "id", "reason"]):
        _add(reasons, batch["reason"])
        if room := LISTED_SKIPS - len(skips):
            skips += [Skip(**row) for row in batch.slice(0, room).to_pylist()]
    return Reading(submissions, dict(reasons.most_common()), tuple(skips))


def read_kinds(duplicates: Path, submissions: int) -> tuple[Kind, ...]:
    """Count submissions and texts by kind; copies and near copies of a text are one text."""
    found: dict[str, tuple[int, int]] = {}
    if duplicates.exists():
        rows = pq.read_table(duplicates, columns=["kind", "cluster"], read_dictionary=["kind"])
        counted = rows.group_by("kind").aggregate(
            [("cluster", "count"), ("cluster", "count_distinct")]
        )
        found = {
            row["kind"]: (row["cluster_count"], row["cluster_count_distinct"])
            for row in counted.to_pylist()
        }
    alone = submissions - sum(members for members, _clusters in found.values())
    found["single"] = (alone, alone)
    return tuple(Kind(name, *found.get(name, (0, 0))) for name in KINDS)


def read_languages(passages: Path) -> Mapping[str, int]:
    """Count passages by language, the most frequent first."""
    counted: Counter[str] = Counter()
    for batch in read_batches(passages, ["language"]):
        _add(counted, batch["language"])
    return dict(sorted(counted.items(), key=lambda one: (-one[1], one[0])))


def count_assigned(themes: Path) -> int:
    """Count the passages that have a theme. The rows of a passage stand together."""
    assigned = 0
    last: tuple[str, int] | None = None
    for batch in read_batches(themes, ["id", "passage"]):
        if not batch.num_rows:
            continue
        ids, numbers = batch["id"], batch["passage"]
        differ = pc.or_(
            pc.not_equal(ids.slice(1), ids.slice(0, len(ids) - 1)),
            pc.not_equal(numbers.slice(1), numbers.slice(0, len(numbers) - 1)),
        )
        first = (ids[0].as_py(), numbers[0].as_py())
        assigned += (pc.sum(differ).as_py() or 0) + (first != last)
        last = (ids[-1].as_py(), numbers[-1].as_py())
    return assigned


def _add(counted: Counter[str], column: pa.Array) -> None:
    for row in pc.value_counts(column).to_pylist():
        counted[row["values"]] += row["counts"]

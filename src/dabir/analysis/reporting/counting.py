"""The numbers of a report, counted from the tables of a run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from dabir.analysis.excerpts import read_batches
from dabir.analysis.reporting.facts import Kind, Reading, Skip

LISTED_SKIPS = 200


def read_reading(skipped: Path, submissions: int, run: Mapping[str, Any]) -> Reading:
    """Count what was skipped, and list the first of it; the rest is what the run counted."""
    reasons: Counter[str] = Counter()
    skips: list[Skip] = []
    for batch in read_batches(skipped, ["row", "id", "reason"]):
        _add(reasons, batch["reason"])
        if room := LISTED_SKIPS - len(skips):
            skips += [Skip(**row) for row in batch.slice(0, room).to_pylist()]
    stages: Iterable[Mapping[str, Any]] = run.get("stages", ())
    counted = next((one for one in stages if one["name"] == "reading"), {})
    return Reading(
        submissions,
        dict(reasons.most_common()),
        tuple(skips),
        named=counted.get("named", 0),
        renamed=counted.get("renamed", 0),
        stances=counted.get("stances", {}),
        other_stances=counted.get("other_stances", 0),
    )


def read_kinds(duplicates: Path, submissions: int) -> tuple[Kind, ...]:
    """Count submissions and texts by kind; copies and near copies of a text are one text.

    A group counts as what it is as a whole: as exact copies where all say the same. Nothing is
    counted where copies were not looked for.
    """
    if not duplicates.exists():
        return ()
    columns = ["kind", "cluster", "similarity"]
    rows = pq.read_table(duplicates, columns=columns, read_dictionary=["kind"])
    rows = rows.set_column(0, "campaign", pc.equal(rows["kind"], "campaign"))
    groups = rows.group_by("cluster").aggregate(
        [("cluster", "count"), ("campaign", "max"), ("similarity", "min")]
    )
    campaign = groups["campaign_max"]
    near = pc.and_not(pc.less(groups["similarity_min"], 1), campaign)
    exact = pc.invert(pc.or_(campaign, near))
    kinds = []
    for name, chosen in (("exact", exact), ("near", near), ("campaign", campaign)):
        members = groups["cluster_count"].filter(chosen)
        kinds.append(Kind(name, pc.sum(members).as_py() or 0, len(members)))
    alone = submissions - sum(kind.submissions for kind in kinds)
    return Kind("single", alone, alone), *kinds


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

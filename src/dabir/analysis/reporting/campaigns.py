"""The campaigns of a run: the largest, what their members changed, what opposes what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from dabir.analysis.engines import Parts
from dabir.analysis.excerpts import read_batches, texts_of
from dabir.analysis.reporting.facts import Campaign, Change

SHOWN = 50
CHANGES, ADDITIONS = 10, 6
LONGEST_TEMPLATE, LONGEST_CHANGE = 4000, 700
_KEYS = ["cluster", "text", "template"]
_NO_CHANGES = pa.schema(
    [
        ("cluster", pa.int64()),
        ("text", pa.string()),
        ("template", pa.string()),
        ("times", pa.int64()),
        ("id", pa.string()),
    ]
).empty_table()
_ADDED_UP_AT_ONCE = 1 << 19


@dataclass(frozen=True, slots=True)
class _Found:
    cluster: int
    representative: str
    opposes: int | None
    members: int


def read_campaigns(duplicates: Path, submissions: Parts) -> tuple[tuple[Campaign, ...], int]:
    """Return the largest campaigns, the largest first, and how many there are in all.

    What opposes a campaign follows it at once, though it may be small.
    """
    largest, in_all = _largest(duplicates)
    if not largest:
        return (), in_all
    texts = texts_of(submissions, {one.representative for one in largest})
    unaltered, changes = _changes(duplicates, {one.cluster for one in largest})
    frequent, longest = _most_frequent(changes), _longest(changes)
    campaigns = [
        Campaign(
            cluster=one.cluster,
            representative=one.representative,
            members=one.members,
            unaltered=unaltered.get(one.cluster, 0),
            template=shortened(texts.get(one.representative, ""), LONGEST_TEMPLATE),
            opposes=one.opposes,
            changes=frequent.get(one.cluster, ()),
            additions=longest.get(one.cluster, ()),
        )
        for one in largest
    ]
    return tuple(_beside_their_opposites(campaigns)), in_all


def shortened(text: str, most: int) -> str:
    """Return a text of at most ``most`` characters, with an ellipsis where it was longer."""
    return text if len(text) <= most else f"{text[:most].rstrip()} […]"


def _largest(duplicates: Path) -> tuple[list[_Found], int]:
    if not duplicates.exists():
        return [], 0
    rows = pq.read_table(
        duplicates,
        columns=["cluster", "representative", "opposes"],
        filters=[("kind", "=", "campaign")],
    )
    counted = rows.group_by("cluster").aggregate(
        [("cluster", "count"), ("representative", "min"), ("opposes", "min")]
    )
    ordered = counted.sort_by([("cluster_count", "descending"), ("cluster", "ascending")])
    top = ordered.slice(0, SHOWN)
    opposite = pa.concat_arrays(
        [top["opposes_min"].combine_chunks(), _opposing(counted, top["cluster"])]
    )
    missing = pc.and_(
        pc.is_in(ordered["cluster"], value_set=opposite),
        pc.invert(pc.is_in(ordered["cluster"], value_set=top["cluster"])),
    )
    chosen = pa.concat_tables([top, ordered.filter(missing)])
    return [
        _Found(row["cluster"], row["representative_min"], row["opposes_min"], row["cluster_count"])
        for row in chosen.to_pylist()
    ], counted.num_rows


def _opposing(counted: pa.Table, clusters: pa.ChunkedArray) -> pa.Array:
    turned = counted.filter(pc.is_in(counted["opposes_min"], value_set=clusters))
    return turned["cluster"].combine_chunks()


def _changes(duplicates: Path, clusters: set[int]) -> tuple[dict[int, int], pa.Table]:
    """Count by cluster who left the template as it is, and what the others changed in it."""
    wanted = pa.array(sorted(clusters), pa.int64())
    unaltered: Counter[int] = Counter()
    pieces = [_NO_CHANGES]
    waiting, most = 0, _ADDED_UP_AT_ONCE
    for batch in read_batches(duplicates, ["id", "cluster", "difference"]):
        chosen = batch.filter(pc.is_in(batch["cluster"], value_set=wanted))
        lengths = pc.fill_null(pc.list_value_length(chosen["difference"]), 0)
        same = pc.value_counts(chosen.filter(pc.equal(lengths, 0))["cluster"])
        unaltered.update({row["values"]: row["counts"] for row in same.to_pylist()})
        pieces.append(_flattened(chosen))
        waiting += pieces[-1].num_rows
        if waiting > most:
            pieces = [_added_up(pieces)]
            waiting, most = 0, max(_ADDED_UP_AT_ONCE, pieces[0].num_rows)
    return unaltered, _added_up(pieces)


def _flattened(rows: pa.RecordBatch) -> pa.Table:
    parents = pc.list_parent_indices(rows["difference"])
    flat = pc.list_flatten(rows["difference"])
    return pa.table(
        {
            "cluster": rows["cluster"].take(parents),
            "text": pc.utf8_trim_whitespace(flat.field("text")),
            "template": pc.utf8_trim_whitespace(flat.field("template")),
            "times": pa.array([1] * len(flat), pa.int64()),
            "id": rows["id"].take(parents),
        }
    )


def _added_up(pieces: Iterable[pa.Table]) -> pa.Table:
    grouped = pa.concat_tables(pieces).group_by(_KEYS)
    summed = grouped.aggregate([("times", "sum"), ("id", "min")])
    return summed.rename_columns([*_KEYS, "times", "id"])


def _most_frequent(changes: pa.Table) -> dict[int, tuple[Change, ...]]:
    """Return by cluster what several did alike: what counts is how many, and how much of it.

    By the number alone, articles that somebody dropped would go before sentences.
    """
    repeated = changes.filter(pc.greater(changes["times"], 1))
    letters = pc.add(pc.utf8_length(repeated["text"]), pc.utf8_length(repeated["template"]))
    repeated = repeated.append_column("much", pc.multiply(repeated["times"], letters))
    keys = [("much", "descending"), ("text", "ascending"), ("template", "ascending")]
    return _first_of_each_cluster(repeated, keys, CHANGES)


def _longest(changes: pa.Table) -> dict[int, tuple[Change, ...]]:
    """Return by cluster what one alone wrote, by how much longer than the template it is."""
    own = changes.filter(pc.equal(changes["times"], 1))
    gain = pc.subtract(pc.utf8_length(own["text"]), pc.utf8_length(own["template"]))
    own = own.append_column("gain", gain).filter(pc.greater(gain, 0))
    keys = [("gain", "descending"), ("id", "ascending"), ("text", "ascending")]
    return _first_of_each_cluster(own, keys, ADDITIONS)


def _first_of_each_cluster(
    changes: pa.Table, keys: list[tuple[str, str]], most: int
) -> dict[int, tuple[Change, ...]]:
    ordered = changes.sort_by([("cluster", "ascending"), *keys])
    clusters = ordered["cluster"].to_numpy()
    begins = np.searchsorted(clusters, clusters)
    first = ordered.filter(pa.array(np.arange(len(clusters)) - begins < most))
    found: dict[int, list[Change]] = {}
    for row in first.to_pylist():
        change = Change(row["text"], row["template"], row["times"], row["id"])
        found.setdefault(row["cluster"], []).append(_cut(change))
    return {cluster: tuple(changes) for cluster, changes in found.items()}


def _cut(change: Change) -> Change:
    return Change(
        shortened(change.text, LONGEST_CHANGE),
        shortened(change.template, LONGEST_CHANGE),
        change.times,
        change.id,
    )


def _beside_their_opposites(campaigns: list[Campaign]) -> Iterator[Campaign]:
    by_cluster = {one.cluster: one for one in campaigns}
    turned: dict[int, list[Campaign]] = {}
    for one in campaigns:
        if one.opposes in by_cluster:
            turned.setdefault(one.opposes, []).append(one)
    done: set[int] = set()
    for one in campaigns:
        family = [one, *turned.get(one.cluster, [])]
        if one.opposes in by_cluster:
            family = [one, by_cluster[one.opposes], *turned.get(one.opposes, [])]
        for member in family:
            if member.cluster not in done:
                done.add(member.cluster)
                yield member

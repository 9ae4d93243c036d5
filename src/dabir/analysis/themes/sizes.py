"""How great themes are: by passages, by submissions, by texts that differ, by stance."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray

from dabir.analysis.engines import Parts, read_part
from dabir.analysis.themes.identities import IdSet

STANCES = ("for", "against", "mixed", "neutral")


@dataclass(frozen=True, slots=True)
class Clusters:
    """Which submissions are copies of which: exact, near, or of one campaign."""

    members: IdSet
    cluster: NDArray[np.int64]
    copies: IdSet
    """All but the representatives."""

    @classmethod
    def read(cls, duplicates: Path | None) -> Clusters:
        """Read the table DUPLICATES; without one nothing is a copy."""
        if duplicates is None or not duplicates.exists():
            return cls(IdSet.none(), np.zeros(0, np.int64), IdSet.none())
        table = pq.read_table(duplicates, columns=["id", "cluster", "representative"])
        ids = table["id"].combine_chunks()
        own = pc.equal(table["id"], table["representative"])
        return cls(
            IdSet(ids),
            table["cluster"].to_numpy(),
            IdSet(table.filter(pc.invert(own))["id"].combine_chunks()),
        )


@dataclass
class Sizes:
    """What was counted, by theme number, and altogether."""

    passages: Counter[int] = field(default_factory=Counter)
    submissions: Counter[int] = field(default_factory=Counter)
    campaigns: Counter[int] = field(default_factory=Counter)
    """Copies of one text, and the letters of one campaign, count once."""

    stances: dict[int, Counter[str]] = field(default_factory=dict)
    """Submissions by what they are known to stand for."""

    assigned: int = 0
    """Passages that are under a theme."""


def count_sizes(themes: Parts, submissions: Parts, clusters: Clusters, most: int) -> Sizes:
    """Count the rows of THEMES, part n of which is about the submissions' part n.

    ``most`` is the greatest number of a theme.
    """
    sizes = Sizes()
    width = most + 1
    passages = np.zeros(width, np.int64)
    counted = np.zeros(width, np.int64)
    alone = np.zeros(width, np.int64)
    seen = np.zeros(0, np.int64)  # cluster × theme
    for rows, source in zip(themes.files, submissions.files, strict=True):
        table = pa.Table.from_batches(
            read_part(rows, ["id", "passage", "theme"]), themes.schema.remove(3)
        ).combine_chunks()
        if not table.num_rows:
            continue
        ids = table["id"].combine_chunks()
        theme = table["theme"].to_numpy().astype(np.int64)
        passage = table["passage"].to_numpy()
        begins = np.concatenate([[True], _changes(ids)])
        owner = np.cumsum(begins) - 1
        first = np.flatnonzero(begins)
        passages += np.bincount(theme, minlength=width)
        sizes.assigned += int((begins | np.concatenate([[True], np.diff(passage) != 0])).sum())
        pairs = np.unique(owner * width + theme)
        who, what = pairs // width, pairs % width
        counted += np.bincount(what, minlength=width)
        place = clusters.members.places(ids.take(pa.array(first)))[who]
        alone += np.bincount(what[place < 0], minlength=width)
        together = clusters.cluster[place[place >= 0]] * width + what[place >= 0]
        seen = np.union1d(seen, together)
        _count_stances(sizes, source, ids.take(pa.array(first)), who, what)
    campaigns = alone + np.bincount(seen % width, minlength=width)
    for number in range(width):
        sizes.passages[number] = int(passages[number])
        sizes.submissions[number] = int(counted[number])
        sizes.campaigns[number] = int(campaigns[number])
    return sizes


def stances_of(source: Path, ids: pa.Array) -> list[str | None] | None:
    """Return the stance of each submission of a part, None where it is not known at all."""
    if "stance" not in pq.read_schema(source).names:
        return None
    told = pa.Table.from_batches(read_part(source, ["id", "stance"]))
    at = pc.index_in(ids, value_set=told["id"].combine_chunks())
    found: list[str | None] = told["stance"].combine_chunks().take(at).to_pylist()
    return found


def _count_stances(
    sizes: Sizes, source: Path, ids: pa.Array, who: NDArray[np.int64], what: NDArray[np.int64]
) -> None:
    known = stances_of(source, ids)
    if known is None:
        return
    for owner, number in zip(who.tolist(), what.tolist(), strict=True):
        stance = known[owner]
        if stance:
            sizes.stances.setdefault(number, Counter())[stance] += 1


def _changes(ids: pa.Array) -> NDArray[np.bool_]:
    same = pc.equal(ids[1:], ids[:-1])
    return np.asarray(~same.to_numpy(zero_copy_only=False), np.bool_)

"""Campaigns as the engine found them, turned into rows: heads first, then members by the slice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from dabir.domain.language.search_key import search_key
from dabir.jobs.analysis.passages import Laid, laid
from dabir.stages.themes.findings import FoundAddition, FoundCampaign, FoundMember
from dabir.stages.themes.models import CampaignMember
from dabir.stages.themes.models.proposed import WHOLE

SLICE = 1_000
KEPT_PER_CAMPAIGN = 40
"""Additions that are listed of a campaign."""
MET_PER_CAMPAIGN = 20_000
"""Different additions of a campaign that are counted at once; the rarest are let go beyond it."""
SHORTEST = 2
"""Words of an addition that is worth listing."""

Kind = CampaignMember.Kind


def heads(duplicates: Path) -> list[FoundCampaign]:
    """Return every cluster that was found, the first ones those that oppose none."""
    rows = pq.read_table(duplicates, columns=["cluster", "representative", "opposes", "kind"])
    exact = pc.equal(rows["kind"], "exact")
    counted = (
        rows.append_column("same", pc.cast(exact, pa.int32()))
        .group_by("cluster")
        .aggregate(
            [("cluster", "count"), ("representative", "min"), ("opposes", "min"), ("same", "sum")]
        )
        .sort_by([("cluster", "ascending")])
    )
    found = [
        FoundCampaign(
            number=one["cluster"],
            template=int(one["representative_min"]),
            opposes=one["opposes_min"],
            size=one["cluster_count"],
            # All that are exact copies are one wording, that of the template.
            distinct=max(one["cluster_count"] - one["same_sum"], 1),
        )
        for one in counted.to_pylist()
    ]
    known = {one.number for one in found}
    kept = [
        one
        if one.opposes in known
        else FoundCampaign(one.number, one.template, None, one.size, one.distinct)
        for one in found
    ]
    return sorted(kept, key=lambda one: (one.opposes is not None, one.number))


def members(duplicates: Path, additions: Additions) -> Iterator[list[tuple[int, FoundMember]]]:
    """Yield slices of members, each with the number of its cluster; count what they wrote."""
    columns = ["id", "cluster", "kind", "similarity", "representative", "difference"]
    with pq.ParquetFile(duplicates) as file:
        for batch in file.iter_batches(batch_size=SLICE, columns=columns):
            rows = batch.to_pylist()
            texts = laid([int(row["id"]) for row in rows])
            found = []
            for row in rows:
                text = texts.get(int(row["id"]))
                if text is not None:
                    found.append((row["cluster"], _member(row, text, additions)))
            yield found


def _member(row: Mapping[str, Any], text: Laid, additions: Additions) -> FoundMember:
    stretches: list[tuple[int, int, int]] = []
    words = 0
    for one in row["difference"] or ():
        places = text.in_answers(one["start"], one["end"])
        stretches += places
        written = one["text"].split()
        words += len(written)
        if len(written) >= SHORTEST and places:
            additions.add(row["cluster"], one["text"], places[0])
    kind = row["kind"]
    if row["id"] == row["representative"]:
        kind = Kind.TEMPLATE
    elif kind == Kind.CAMPAIGN and not stretches:
        kind = Kind.EXACT
    similarity = min(round(float(row["similarity"]) * WHOLE), WHOLE)
    return FoundMember(text.submission, kind, similarity, stretches, words)


@dataclass(slots=True)
class Additions:
    """What members added to their templates, counted by what it says."""

    counts: dict[int, Counter[str]] = field(default_factory=dict)
    places: dict[tuple[int, str], tuple[int, int, int]] = field(default_factory=dict)

    def add(self, cluster: int, text: str, place: tuple[int, int, int]) -> None:
        """Count words that a member of a cluster added at this place of an answer."""
        key = search_key(text)
        counter = self.counts.setdefault(cluster, Counter())
        counter[key] += 1
        self.places.setdefault((cluster, key), place)
        if len(counter) > MET_PER_CAMPAIGN:
            for rare in [key for key, count in counter.items() if count == 1]:
                del counter[rare]
                del self.places[cluster, rare]

    def kept(self) -> Iterator[tuple[int, list[FoundAddition]]]:
        """Yield, by cluster, what several added alike, the most frequent first."""
        for cluster, counter in self.counts.items():
            often = sorted(
                ((key, count) for key, count in counter.items() if count > 1),
                key=lambda one: (-one[1], one[0]),
            )[:KEPT_PER_CAMPAIGN]
            if often:
                yield (
                    cluster,
                    [FoundAddition(*self.places[cluster, key], count) for key, count in often],
                )

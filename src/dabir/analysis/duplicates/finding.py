"""The duplicates of submissions, found on one machine."""

import time
from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dabir.analysis.duplicates.distinct import Collector, Distinct
from dabir.analysis.duplicates.fingerprints import Fingerprints, fingerprints
from dabir.analysis.duplicates.grouping import Groups, grouped
from dabir.analysis.duplicates.kinds import CAMPAIGN_SENDERS, CAMPAIGN_WORDS, KINDS, kinds
from dabir.analysis.duplicates.needing import TooMuchError, needed
from dabir.analysis.duplicates.sources import Source, Stretch, in_order
from dabir.analysis.duplicates.spelling import MOST_COPIES, differences
from dabir.analysis.reading.identities import renamed_ids
from dabir.analysis.runs.watching import Unwatched, Watch
from dabir.analysis.runs.writing import write_rows
from dabir.analysis.schemas import DUPLICATES
from dabir.analysis.words import Texts, folding, text_buffers


@dataclass(frozen=True, slots=True)
class Found:
    """What was found, in numbers."""

    rows: int
    distinct: int
    duplicates: int
    """Rows that have a duplicate, or turn the stance of one."""

    clusters: int
    campaigns: int
    opposing: int
    renamed: int
    """Rows that share an id with an earlier one, and got one of their own."""

    seconds: dict[str, float]

    @property
    def counts(self) -> dict[str, int]:
        """All numbers but the seconds."""
        return {
            "rows": self.rows,
            "distinct": self.distinct,
            "duplicates": self.duplicates,
            "clusters": self.clusters,
            "campaigns": self.campaigns,
            "opposing": self.opposing,
        }


@dataclass(frozen=True, slots=True)
class _Read:
    texts: Distinct
    rows: NDArray[np.int64]
    ids: pa.StringArray
    bounds: NDArray[np.int64]
    """Where each stretch begins."""


def find_duplicates(
    source: Source,
    target: Path,
    *,
    threads: int = 2,
    watch: Watch | None = None,
    rename: bool = False,
    memory: int | None = None,
) -> Found:
    """Write DUPLICATES of the submissions to a Parquet file.

    What is found does not depend on ``threads``. With ``rename``, a row whose id stands in a row
    before it gets one of its own, as the reading stage gives it.

    Raises TooMuchError as soon as it is plain that more than ``memory`` bytes would be needed;
    ``find_duplicates_on`` finds the same in less.
    """
    watch = watch or Unwatched()
    seconds: dict[str, float] = {}
    with ThreadPoolExecutor(threads) as pool:
        began = time.perf_counter()

        def told(what: str) -> None:
            nonlocal began
            now = time.perf_counter()
            seconds[what] = now - began
            began = now

        watch.begin("duplicates: reading")
        read = _read(source, pool, threads, watch, memory)
        renamed = 0
        if rename:
            ids, renamed = renamed_ids(read.ids, read.rows)
            read = replace(read, ids=ids)
        told("reading")
        watch.begin("duplicates: comparing")
        groups = grouped(read.texts, pool, told)
        watch.begin("duplicates: writing", len(read.bounds) - 1)
        clusters = _Clusters(read, groups)
        clusters.take_templates(source, pool, threads)
        write_rows(target, DUPLICATES, clusters.written(source, pool, threads, watch), keep=True)
        told("writing")
    return Found(
        rows=len(read.rows),
        distinct=len(read.texts.copies),
        duplicates=int(clusters.shown.sum()),
        clusters=len(np.unique(groups.centre[read.texts.text_of[clusters.shown]])),
        campaigns=int(clusters.is_campaign.sum()),
        opposing=int((groups.opposed >= 0).sum()),
        renamed=renamed,
        seconds=seconds,
    )


def _read(source: Source, pool: Executor, threads: int, watch: Watch, memory: int | None) -> _Read:
    collector = Collector()
    rows: list[NDArray[np.int64]] = [np.empty(0, np.int64)]
    ids: list[pa.Array] = []
    count = letters = 0
    fold = folding(signs=True)

    def take(stretch: Stretch) -> tuple[pa.Array, pa.Array, Fingerprints]:
        batch = stretch()
        texts = text_buffers(batch.column("text"))
        return (
            batch.column("row"),
            batch.column("id"),
            fingerprints(texts.data, texts.offsets, fold),
        )

    for row, identity, given in in_order(
        pool, threads + 1, take, source.stretches(["row", "id", "text"])
    ):
        collector.take(given)
        rows.append(row.to_numpy())
        ids.append(identity)
        watch.advance()
        count += len(row)
        letters += identity.nbytes
        need = needed(
            rows=count,
            distinct=collector.distinct,
            words=collector.words,
            ids=letters,
            threads=threads,
        )
        if memory is not None and need > memory:
            raise TooMuchError(need, memory)
    return _Read(
        collector.collected(),
        np.concatenate(rows),
        pa.concat_arrays(ids) if ids else pa.array([], pa.string()),
        np.cumsum([len(part) for part in rows]),
    )


class _Clusters:
    """The clusters of rows, as they are written."""

    def __init__(self, read: _Read, groups: Groups) -> None:
        self._read = read
        self._groups = groups
        texts = read.texts
        size = np.bincount(groups.centre, texts.copies, len(texts.copies)).astype(np.int64)
        long_enough = np.diff(texts.words_at) >= CAMPAIGN_WORDS
        is_centre = groups.centre == np.arange(len(groups.centre))
        self.is_campaign = is_centre & (size >= CAMPAIGN_SENDERS) & long_enough
        shown = (size[groups.centre] > 1) | (groups.opposed[groups.centre] >= 0)
        self.shown = shown[texts.text_of]
        # A campaign's copies that are not word for word the template have differences.
        self._differs = self.is_campaign[groups.centre] & ~is_centre
        self._templates = np.unique(groups.centre[self._differs])
        self._letters: pa.LargeStringArray = pa.array([], pa.large_string())

    def take_templates(self, source: Source, pool: Executor, threads: int) -> None:
        """Read the templates' texts."""
        places = self._read.texts.first_row[self._templates]
        order = np.argsort(places)
        cuts = np.searchsorted(places[order], self._read.bounds)
        wanted = (
            (stretch, places[order[cuts[number] : cuts[number + 1]]] - self._read.bounds[number])
            for number, stretch in enumerate(source.stretches(["text"]))
            if cuts[number + 1] > cuts[number]
        )

        def take(one: tuple[Stretch, NDArray[np.int64]]) -> pa.Array:
            stretch, rows = one
            return stretch().column("text").take(pa.array(rows))

        parts = list(in_order(pool, threads + 1, take, wanted))
        if parts:
            back = np.empty(len(order), np.int64)
            back[order] = np.arange(len(order))
            self._letters = pa.concat_arrays(parts).take(pa.array(back))

    def written(
        self, source: Source, pool: Executor, threads: int, watch: Watch
    ) -> Iterator[pa.RecordBatch]:
        """Yield the rows of DUPLICATES in the order of the submissions."""
        templates = text_buffers(self._letters)
        for batches in in_order(
            pool,
            threads + 1,
            lambda numbered: self._batches(*numbered, templates),
            enumerate(source.stretches(["text"])),
        ):
            yield from batches
            watch.advance()

    def _batches(self, number: int, stretch: Stretch, templates: Texts) -> list[pa.RecordBatch]:
        first, end = self._read.bounds[number], self._read.bounds[number + 1]
        shown = np.flatnonzero(self.shown[first:end])
        return [
            self._batch(first, end, stretch, shown[at : at + MOST_COPIES], templates)
            for at in range(0, len(shown), MOST_COPIES)
        ]

    def _batch(
        self, first: int, end: int, stretch: Stretch, local: NDArray[np.int64], templates: Texts
    ) -> pa.RecordBatch:
        text = self._read.texts.text_of[first + local]
        centre = self._groups.centre[text]
        opposed = self._groups.opposed[centre]
        place = self._read.texts.first_row[centre]
        campaign = self.is_campaign[centre]
        kind = kinds(campaign, centre == text, self._read.texts.copies[text])
        rows = self._read.rows
        against = rows[self._read.texts.first_row[np.maximum(opposed, 0)]]
        columns = [
            self._read.ids.slice(first, end - first).take(pa.array(local)),
            pa.array(rows[place]),
            pa.array(KINDS).take(pa.array(kind)),
            pa.array(self._groups.alike[text]),
            self._read.ids.take(pa.array(place)),
            pa.array(against, mask=opposed < 0),
            self._differences(stretch, local, self._differs[text], centre, campaign, templates),
        ]
        return pa.record_batch(columns, schema=DUPLICATES)

    def _differences(
        self,
        stretch: Stretch,
        local: NDArray[np.int64],
        differs: NDArray[np.bool_],
        centre: NDArray[np.int32],
        campaign: NDArray[np.bool_],
        templates: Texts,
    ) -> pa.ListArray:
        which = np.flatnonzero(differs)
        kind = DUPLICATES.field("difference").type
        if not len(which):
            empty: pa.ListArray = pa.array([[] if one else None for one in campaign], kind)
            return empty
        of = np.searchsorted(self._templates, centre[which]).astype(np.int64)
        # Copies of one template one after another, so that it is split once.
        order = np.argsort(of, kind="stable")
        copies = text_buffers(stretch().column("text"))
        found = differences(copies, local[which[order]], templates, of[order], folding(signs=True))
        # After what was found stand a null and an empty list, for all other rows.
        take = np.where(campaign, len(found) + 1, len(found))
        take[which[order]] = np.arange(len(found))
        none: pa.ListArray = pa.array([None, []], kind)
        return pa.concat_arrays([found.cast(kind), none]).take(pa.array(take))

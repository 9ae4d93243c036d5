"""Ranks candidates for queries: as a table, or as a plain function over lists."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dabir.analysis.errors import InputError
from dabir.analysis.matching.changes import Wordings, wordings
from dabir.analysis.matching.comparing import Found, compare
from dabir.analysis.matching.grams import Rarity, rarity, totals
from dabir.analysis.matching.retrieval import COMPARED, Index, index_of, room_for
from dabir.analysis.matching.scoring import scores
from dabir.analysis.matching.spans import runs_of_pairs
from dabir.analysis.schemas import MATCHES
from dabir.analysis.words import hashed_words

TOP = 10
MOST = COMPARED
"""The most candidates that may be asked for: of so many it is certain that they are compared."""

LEAST = 0.1

_TOGETHER = 256
"""Queries that a thread compares before it looks for the next ones."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A query or a candidate: what it says now and, where given, what it said before."""

    id: str
    new: str
    old: str | None = None


class Span(NamedTuple):
    """A shared stretch of words, in characters of the new wording of either side."""

    query_start: int
    query_end: int
    candidate_start: int
    candidate_end: int


@dataclass(frozen=True, slots=True)
class Match:
    """A candidate whose wording a query shares."""

    query: str
    rank: int
    candidate: str
    score: float
    spans: tuple[Span, ...]


class Given(NamedTuple):
    """A table of queries or candidates: ids, new wordings, old ones (None: there are none)."""

    id: pa.Array
    new: pa.Array
    old: pa.Array | None


def match(
    queries: Sequence[Wording],
    candidates: Sequence[Wording],
    *,
    top: int = TOP,
    least: float = LEAST,
) -> list[Match]:
    """Return for each query, in their order, up to ``top`` candidates, best first.

    Scores run from 0 to 1; what scores below ``least`` is left out, so a query may have none. Of
    equal scores the candidate that was given first comes first. The same lists give the same
    answer, always. Raises InputError when ``top`` is not between 1 and MOST.
    """
    found: list[Match] = []
    for _, batch in matches(_given(queries), _given(candidates), top=top, least=least):
        for row in batch.to_pylist():
            spans = tuple(Span(**span) for span in row.pop("spans"))
            found.append(Match(**row, spans=spans))
    return found


def _given(rows: Sequence[Wording]) -> Given:
    return Given(
        pa.array([row.id for row in rows], pa.string()),
        pa.array([row.new for row in rows], pa.large_string()),
        pa.array([row.old for row in rows], pa.large_string())
        if any(row.old for row in rows)
        else None,
    )


def matches(
    queries: Given,
    candidates: Given,
    *,
    top: int = TOP,
    least: float = LEAST,
    threads: int = 2,
) -> Iterator[tuple[int, pa.RecordBatch]]:
    """Yield the rows of MATCHES in the order of the queries, with how many queries they are of.

    Raises InputError when ``top`` is not between 1 and MOST.
    """
    if not 1 <= top <= MOST:
        raise InputError(f"Between 1 and {MOST} candidates are kept for a query, not {top}.")
    work = Work.prepared(queries, candidates, threads)
    for done, found in work.pairs(threads):
        yield done, _rows(work, _ranked(found, top, least), queries, candidates)


@dataclass(frozen=True, slots=True)
class Work:
    """What is known of both tables before they are compared."""

    queries: Wordings
    candidates: Wordings
    counted: Rarity
    query_totals: NDArray[np.float32]
    totals: NDArray[np.float32]
    index: Index

    @classmethod
    def prepared(cls, queries: Given, candidates: Given, threads: int) -> "Work":
        """Count and index both tables."""
        with ThreadPoolExecutor(threads) as pool:
            ours, theirs = pool.map(
                wordings, (queries.new, candidates.new), (queries.old, candidates.old)
            )
            counting = pool.submit(rarity, ours, theirs)
            indexing = pool.submit(index_of, theirs)
            counted = counting.result()
            weighing = pool.submit(totals, ours, counted)
            return cls(
                ours, theirs, counted, weighing.result(), totals(theirs, counted), indexing.result()
            )

    def pairs(self, threads: int) -> Iterator[tuple[int, Found]]:
        """Yield how many queries a stretch has and its compared pairs, one after another."""
        firsts = range(0, self.queries.rows, _TOGETHER)
        rooms = [room_for(self.candidates.rows) for _ in range(threads)]

        def compared(first: int) -> tuple[int, Found]:
            room = rooms.pop()
            try:
                last = min(first + _TOGETHER, self.queries.rows)
                return last - first, Found(
                    *compare(
                        self.queries,
                        first,
                        last,
                        self.candidates,
                        self.index,
                        self.counted,
                        self.query_totals,
                        self.totals,
                        room,
                    )
                )
            finally:
                rooms.append(room)

        with ThreadPoolExecutor(threads) as pool:
            for at in range(0, len(firsts), threads):
                yield from pool.map(compared, firsts[at : at + threads])


class Ranked(NamedTuple):
    """Pairs in the order of the answer."""

    queries: NDArray[np.int32]
    ranks: NDArray[np.int32]
    candidates: NDArray[np.int32]
    scores: NDArray[np.float32]


def _ranked(found: Found, top: int, least: float) -> Ranked:
    score = scores(found.figures)
    kept = np.flatnonzero(score >= least)
    order = kept[np.lexsort((found.candidates[kept], -score[kept], found.queries[kept]))]
    queries = found.queries[order]
    ranks = np.arange(len(order)) - np.searchsorted(queries, queries) + 1
    best = order[ranks <= top]
    return Ranked(
        found.queries[best],
        ranks[ranks <= top].astype(np.int32),
        found.candidates[best],
        score[best],
    )


def _rows(work: Work, ranked: Ranked, queries: Given, candidates: Given) -> pa.RecordBatch:
    runs = runs_of_pairs(work.queries, work.candidates, ranked.queries, ranked.candidates)
    counts = np.diff(runs.offsets)
    ours = _characters(queries.new, np.repeat(ranked.queries, counts), runs.query, runs.words)
    theirs = _characters(
        candidates.new, np.repeat(ranked.candidates, counts), runs.candidate, runs.words
    )
    kind = MATCHES.field("spans").type
    spans = pa.StructArray.from_arrays(
        [pa.array(each) for each in (*ours, *theirs)], fields=list(kind.value_type)
    )
    return pa.RecordBatch.from_arrays(
        [
            queries.id.take(pa.array(ranked.queries)),
            pa.array(ranked.ranks),
            candidates.id.take(pa.array(ranked.candidates)),
            pa.array(ranked.scores),
            pa.ListArray.from_arrays(pa.array(runs.offsets.astype(np.int32)), spans, type=kind),
        ],
        schema=MATCHES,
    )


def _characters(
    texts: pa.Array, rows: NDArray[np.int32], first: NDArray[np.int32], words: NDArray[np.int32]
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Return where runs of words stand in their texts, in characters."""
    wanted, place = np.unique(rows, return_inverse=True)
    split = hashed_words(texts.take(pa.array(wanted)))
    at = split.offsets[place] + first
    return split.starts[at], split.ends[at + words - 1]

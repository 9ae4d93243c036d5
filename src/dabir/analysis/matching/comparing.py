"""Comparing a query with candidates: what their changes share, as figures from 0 to 1."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dabir.analysis.compiled import njit
from dabir.analysis.matching.changes import Wordings
from dabir.analysis.matching.grams import (
    FAMILIES,
    INSERTED,
    LONGEST,
    OLD,
    TOUCHED,
    Rarity,
    Seen,
    bucket,
    most_words,
    place_of,
    row_grams,
    seen_for,
    weight,
)
from dabir.analysis.matching.retrieval import Index, Room, retrieve

FIGURES = 2 * FAMILIES + 2
"""For each family of grams the likeness and the containment, then the longest shared run of
changed words, and whether all that either changes is shared."""

_DOUBT = np.float32(4.0)
"""Nats added to every total: sharing all of one common word proves little."""


class Table(NamedTuple):
    """The grams of one query: what each weighs, and for which candidate it was counted last."""

    anywhere: NDArray[np.float32]
    touched: NDArray[np.float32]
    counted: NDArray[np.int64]
    counted_touched: NDArray[np.int64]


class Found(NamedTuple):
    """Pairs of a query and a candidate with their figures, in the order of both."""

    queries: NDArray[np.int32]
    candidates: NDArray[np.int32]
    figures: NDArray[np.float32]


@njit(cache=True, nogil=True)
def compare(  # noqa: PLR0917 (by position, as numba asks)
    queries: Wordings,
    first: int,
    last: int,
    candidates: Wordings,
    index: Index,
    counted: Rarity,
    query_totals: NDArray[np.float32],
    totals: NDArray[np.float32],
    room: Room,
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.float32]]:
    """Compare queries ``first`` to ``last`` with the candidates that are worth it."""
    longest = most_words(queries)
    grams = np.empty(LONGEST * longest, np.uint64)
    kinds = np.empty(LONGEST * longest, np.uint8)
    seen = seen_for(longest)
    size = seen.keys.shape[0]
    table = Table(
        np.zeros(size, np.float32),
        np.zeros(size, np.float32),
        np.zeros(size, np.int64),
        np.zeros(size, np.int64),
    )
    longest = most_words(candidates)
    theirs = np.empty(LONGEST * longest, np.uint64)
    their_kinds = np.empty(LONGEST * longest, np.uint8)
    found_queries = np.empty(1024, np.int32)
    found_candidates = np.empty(1024, np.int32)
    figures = np.empty((1024, FIGURES), np.float32)
    found = 0
    stamp = 0
    buckets = counted.anywhere.shape[0]
    for query in range(first, last):
        _, count = row_grams(queries, query, grams, kinds)
        once = 0
        for each in range(count):
            at, there = place_of(seen, grams[each], query + 1)
            if not there:
                seen.keys[at] = grams[each]
                seen.stamps[at] = query + 1
                place = bucket(grams[each], buckets)
                table.anywhere[at] = weight(counted.rows, counted.anywhere[place])
                table.touched[at] = 0
            if kinds[each] & TOUCHED:
                if table.touched[at] == 0:
                    place = bucket(grams[each], buckets)
                    table.touched[at] = weight(counted.rows, counted.touched[place])
                    grams[once] = grams[each]
                    kinds[once] = kinds[each]
                    once += 1
        chosen = retrieve(grams[:once], kinds[:once], index, counted, totals, room)
        while found + chosen.shape[0] > found_queries.shape[0]:
            found_queries = np.concatenate((found_queries, np.empty_like(found_queries)))
            found_candidates = np.concatenate((found_candidates, np.empty_like(found_candidates)))
            figures = np.concatenate((figures, np.empty_like(figures)))
        for candidate in chosen:
            stamp += 1
            new, count = row_grams(candidates, candidate, theirs, their_kinds)
            shared = np.zeros(FAMILIES, np.float32)
            run = _share(
                theirs[:count], their_kinds[:count], new, seen, table, query + 1, stamp, shared
            )
            found_queries[found] = query
            found_candidates[found] = candidate
            _figure(shared, query_totals[query], totals[candidate], run, figures[found])
            found += 1
    return found_queries[:found].copy(), found_candidates[:found].copy(), figures[:found].copy()


@njit(cache=True, nogil=True)
def _share(  # noqa: PLR0917 (by position, as numba asks)
    grams: NDArray[np.uint64],
    kinds: NDArray[np.uint8],
    new: int,
    seen: Seen,
    table: Table,
    query: int,
    stamp: int,
    shared: NDArray[np.float32],
) -> float:
    """Weigh the grams that a candidate shares with a query, by family.

    Returns what the changed words weigh in the longest run of shared words, the new wording's.
    """
    run = np.float32(0)
    best = np.float32(0)
    linked = False  # this word stands after the word before in the query as well
    for each in range(grams.shape[0]):
        at, there = place_of(seen, grams[each], query)
        length = int(kinds[each] & 3)
        touched = there and kinds[each] & TOUCHED and table.touched[at] > 0
        if each < new:
            if length == 0:
                if not (there and linked):
                    run = np.float32(0)
                if touched:
                    run += table.touched[at]
                    best = max(best, run)
                linked = False
            elif length == 1:
                linked = there
        if not there:
            continue
        family = length + (OLD if each >= new else 0)
        if table.counted[at] != stamp:
            table.counted[at] = stamp
            shared[family] += table.anywhere[at]
        if touched and table.counted_touched[at] != stamp:
            table.counted_touched[at] = stamp
            shared[family + INSERTED] += table.touched[at]
    return best


@njit(cache=True, nogil=True)
def _figure(
    shared: NDArray[np.float32],
    ours: NDArray[np.float32],
    theirs: NDArray[np.float32],
    run: float,
    figures: NDArray[np.float32],
) -> None:
    """Write the figures of a pair from what its grams weigh: shared, the query's, its own."""
    both, either = np.float32(0), _DOUBT
    for family in range(FAMILIES):
        here, there = ours[family] + _DOUBT, theirs[family] + _DOUBT
        figures[family] = shared[family] / np.sqrt(here * there)
        figures[FAMILIES + family] = shared[family] / min(here, there)
        if family % OLD >= INSERTED:
            both += shared[family]
            either += ours[family] + theirs[family] - shared[family]
    figures[2 * FAMILIES] = run / (min(ours[INSERTED], theirs[INSERTED]) + _DOUBT)
    figures[2 * FAMILIES + 1] = both / either

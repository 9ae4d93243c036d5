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
    write_grams,
)
from dabir.analysis.matching.retrieval import Index, Room, retrieve

FIGURES = 2 * FAMILIES + 2
"""For each family of grams the likeness and the containment, then the longest shared run of
changed words, and whether all that either changes is shared."""

SILENT = np.float32(-1.0)

_DOUBT = 0.5
"""Of what the rarest gram weighs, added to every total: sharing all of one word proves little."""


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
def compare(
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
    quoted = np.empty(LONGEST * longest, np.uint64)
    found_queries = np.empty(1024, np.int32)
    found_candidates = np.empty(1024, np.int32)
    figures = np.empty((1024, FIGURES), np.float32)
    found = 0
    stamp = 0
    buckets = counted.anywhere.shape[0]
    doubt = np.float32(_DOUBT * np.log(counted.rows + 1.0))
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
            if kinds[each] & TOUCHED and table.touched[at] == 0:
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
            ours, its = query_totals[query].copy(), totals[candidate].copy()
            if _without_old(queries, query) != _without_old(candidates, candidate):
                _leave_quoted(
                    candidates, candidate, theirs[:new], quoted, their_kinds,
                    seen, table, query + 1, stamp, counted, ours, its,
                )  # fmt: skip
            found_queries[found] = query
            found_candidates[found] = candidate
            _figure(
                shared,
                query_totals[query],
                totals[candidate],
                ours,
                its,
                run,
                doubt,
                figures[found],
            )
            found += 1
    return found_queries[:found].copy(), found_candidates[:found].copy(), figures[:found].copy()


@njit(cache=True, nogil=True)
def _share(
    grams: NDArray[np.uint64],
    kinds: NDArray[np.uint8],
    new: int,
    seen: Seen,
    table: Table,
    query: int,
    stamp: int,
    shared: NDArray[np.float32],
) -> np.float32:
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
def _without_old(rows: Wordings, row: int) -> bool:
    return bool(rows.old.offsets[row] == rows.old.offsets[row + 1])


@njit(cache=True, nogil=True)
def _leave_quoted(
    candidates: Wordings,
    candidate: int,
    grams: NDArray[np.uint64],
    quoted: NDArray[np.uint64],
    kinds: NDArray[np.uint8],
    seen: Seen,
    table: Table,
    query: int,
    stamp: int,
    counted: Rarity,
    ours: NDArray[np.float32],
    theirs: NDArray[np.float32],
) -> None:
    """Take out of what the side without old wording weighs what it quotes of the other's.

    It counts as new throughout, for it does not tell what it changes; the old wording of the other
    side tells that. What both have in their changes stays. ``grams`` are those of the candidate's
    new wording; ``quoted`` and ``kinds`` are room for as many as it has.
    """
    lone = _without_old(candidates, candidate)
    side = candidates.new if lone else candidates.old
    a, b = side.offsets[candidate], side.offsets[candidate + 1]
    # a candidate's new wording as if it were old, or its old one as if it were new
    size = write_grams(side.words[a:b], side.marks[a:b], lone, quoted, kinds)
    buckets = counted.touched.shape[0]
    for each in range(size):
        at, there = place_of(seen, quoted[each], query)
        if not there or table.counted_touched[at] == stamp:
            continue
        table.counted_touched[at] = stamp
        family = INSERTED + int(kinds[each] & 3)
        if not lone:
            ours[family] = max(np.float32(0), ours[family] - table.touched[at])
            continue
        place, shared = place_of(seen, grams[each], query)
        if not (shared and table.counted_touched[place] == stamp):
            says = weight(counted.rows, counted.touched[bucket(grams[each], buckets)])
            theirs[family] = max(np.float32(0), theirs[family] - says)


@njit(cache=True, nogil=True)
def _figure(
    shared: NDArray[np.float32],
    ours: NDArray[np.float32],
    theirs: NDArray[np.float32],
    our_own: NDArray[np.float32],
    their_own: NDArray[np.float32],
    run: float,
    doubt: float,
    figures: NDArray[np.float32],
) -> None:
    """Write the figures of a pair from what its grams weigh: shared, the query's, its own.

    ``our_own`` and ``their_own`` are without what one side quotes of the other's old wording. Only
    likeness, which a long quotation would drown, is taken from them. Containment looks at the
    smaller side, which a quotation does not make larger; what a quotation leaves over would be
    smaller still, by chance, and rivals would be contained in it.

    A figure that says nothing of this pair is SILENT: those of old wordings where one side gives
    none, those of a kind of change that neither makes.
    """
    both, either = np.float32(0), np.float32(doubt)
    for family in range(FAMILIES):
        here, there = ours[family] + doubt, theirs[family] + doubt
        old = family >= OLD
        silent = ours[family] + theirs[family] == 0
        if silent or (old and (ours[OLD] == 0 or theirs[OLD] == 0)):
            figures[family] = SILENT
            figures[FAMILIES + family] = SILENT
            continue
        figures[family] = SILENT
        if our_own[family] + their_own[family] > 0:
            own = (our_own[family] + doubt) * (their_own[family] + doubt)
            figures[family] = shared[family] / np.sqrt(own)
        figures[FAMILIES + family] = shared[family] / min(here, there)
        if family % OLD >= INSERTED:
            both += shared[family]
            either += ours[family] + theirs[family] - shared[family]
    figures[2 * FAMILIES] = SILENT
    if figures[INSERTED] != SILENT:
        figures[2 * FAMILIES] = run / (min(ours[INSERTED], theirs[INSERTED]) + doubt)
    figures[2 * FAMILIES + 1] = both / either

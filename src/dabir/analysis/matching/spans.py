"""The stretches of wording that two texts share."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dabir.analysis.compiled import njit
from dabir.analysis.matching.changes import CHANGED, Marks, Wordings, Words, three

SHORTEST = 3
"""Words of a shared stretch; a shorter one counts where it is all that was inserted there."""

_TRIED = 64
"""Places of the same words that are tried for each place of a query."""

_STEPS = 16
"""Words that are compared, for each word of both, where the same words stand in many places; what
would be found beyond that overlaps with what was found before."""


class Runs(NamedTuple):
    """Shared stretches of a pair, in words: where they begin on both sides, and how many words."""

    query: NDArray[np.int32]
    candidate: NDArray[np.int32]
    words: NDArray[np.int32]
    steps: int
    """Words that were looked at to find them."""


@njit(cache=True, nogil=True)
def shared_runs(ours: Words, our_marks: Marks, theirs: Words, their_marks: Marks) -> Runs:
    """Return the longest stretches that both have, each holding a word that both inserted.

    They are maximal, do not overlap on either side, and come in the order of the query.
    """
    least = SHORTEST
    runs: Runs = _runs(ours, our_marks, theirs, their_marks, least)
    if runs.query.shape[0] == 0:
        runs = _runs(ours, our_marks, theirs, their_marks, 1)
    return runs


@njit(cache=True, nogil=True)
def _runs(ours: Words, our_marks: Marks, theirs: Words, their_marks: Marks, least: int) -> Runs:
    n, m = ours.shape[0], theirs.shape[0]
    if n < least or m < least:
        nothing = np.empty(0, np.int32)
        return Runs(nothing, nothing, nothing, 0)
    keys = np.empty(m - least + 1, np.uint64)
    for at in range(keys.shape[0]):
        keys[at] = three(theirs, at) if least == SHORTEST else theirs[at]
    order = np.argsort(keys, kind="mergesort")
    keys = keys[order]
    # how far each diagonal (our place less theirs) has been looked at
    reached = np.zeros(n + m, np.int32)
    steps, spent = 0, 0
    found = np.empty((256, 3), np.int32)
    count = 0
    for i in range(n - least + 1):
        key = three(ours, i) if least == SHORTEST else ours[i]
        place = np.searchsorted(keys, key)
        last = min(np.searchsorted(keys, key, side="right"), place + _TRIED)
        # what stands in one place is on one diagonal: to follow it is linear without a bound
        alone = last - place == 1
        for each in range(place, last):
            j = order[each]
            if i < reached[i - j + m]:
                continue
            if not alone and spent > _STEPS * (n + m):
                break
            first, length = _around(ours, theirs, i, j, reached[i - j + m])
            then = j - i + first
            reached[i - j + m] = first + length
            steps += length
            if not alone:
                spent += length
            both = our_marks[first : first + length] & their_marks[then : then + length]
            if length < least or not np.any(both & CHANGED):
                continue
            if count == found.shape[0]:
                found = np.concatenate((found, np.empty_like(found)))
            found[count, 0] = first
            found[count, 1] = then
            found[count, 2] = length
            count += 1
    runs: Runs = _apart(found[:count], n, m, least, steps)
    return runs


@njit(cache=True, nogil=True)
def _around(ours: Words, theirs: Words, i: int, j: int, begin: int) -> tuple[int, int]:
    """Return the stretch around words ``i`` and ``j``, not before ``begin``: where, how long."""
    first, last = i, i
    while first > begin and first + j - i > 0 and ours[first - 1] == theirs[first - 1 + j - i]:
        first -= 1
    least = min(ours.shape[0], theirs.shape[0] + i - j)
    while last < least and ours[last] == theirs[last + j - i]:
        last += 1
    return first, last - first


@njit(cache=True, nogil=True)
def _apart(found: NDArray[np.int32], n: int, m: int, least: int, steps: int) -> Runs:
    """Keep the longest first, and of the others what does not overlap with them."""
    our_taken, their_taken = np.zeros(n, np.bool_), np.zeros(m, np.bool_)
    starts = np.full(n, -1, np.int32)
    lengths = np.zeros(n, np.int32)
    for turn in np.argsort(-found[:, 2], kind="mergesort"):
        i, j, length = found[turn]
        steps += length
        begin = 0
        while begin < length:
            while begin < length and (our_taken[i + begin] or their_taken[j + begin]):
                begin += 1
            end = begin
            while end < length and not (our_taken[i + end] or their_taken[j + end]):
                end += 1
            if end - begin >= least:
                our_taken[i + begin : i + end] = True
                their_taken[j + begin : j + end] = True
                starts[i + begin] = j + begin
                lengths[i + begin] = end - begin
            begin = max(end, begin + 1)
    at = np.flatnonzero(lengths).astype(np.int32)
    return Runs(at, starts[at], lengths[at], steps)


class Pairs(NamedTuple):
    """The runs of several pairs: those of pair ``n`` lie at ``offsets[n]:offsets[n + 1]``."""

    offsets: NDArray[np.int64]
    query: NDArray[np.int32]
    candidate: NDArray[np.int32]
    words: NDArray[np.int32]


@njit(cache=True, nogil=True)
def runs_of_pairs(
    queries: Wordings,
    candidates: Wordings,
    ours: NDArray[np.int32],
    theirs: NDArray[np.int32],
) -> Pairs:
    """Return the shared runs of the new wordings of each pair (query, candidate)."""
    offsets = np.zeros(ours.shape[0] + 1, np.int64)
    room = max(16, 4 * ours.shape[0])
    found = Pairs(
        offsets, np.empty(room, np.int32), np.empty(room, np.int32), np.empty(room, np.int32)
    )
    for pair in range(ours.shape[0]):
        a, b = queries.new.offsets[ours[pair]], queries.new.offsets[ours[pair] + 1]
        c, d = candidates.new.offsets[theirs[pair]], candidates.new.offsets[theirs[pair] + 1]
        runs = shared_runs(
            queries.new.words[a:b],
            queries.new.marks[a:b],
            candidates.new.words[c:d],
            candidates.new.marks[c:d],
        )
        count = offsets[pair]
        more = runs.query.shape[0]
        while count + more > found.query.shape[0]:
            found = Pairs(
                offsets,
                np.concatenate((found.query, np.empty_like(found.query))),
                np.concatenate((found.candidate, np.empty_like(found.candidate))),
                np.concatenate((found.words, np.empty_like(found.words))),
            )
        found.query[count : count + more] = runs.query
        found.candidate[count : count + more] = runs.candidate
        found.words[count : count + more] = runs.words
        offsets[pair + 1] = count + more
    count = offsets[-1]
    return Pairs(offsets, found.query[:count], found.candidate[:count], found.words[:count])

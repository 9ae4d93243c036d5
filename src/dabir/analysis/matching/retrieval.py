"""Which candidates are worth comparing: those that share what is rarest in a change."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dabir.analysis.compiled import njit
from dabir.analysis.matching.changes import Wordings
from dabir.analysis.matching.grams import (
    INSERTED,
    LONGEST,
    OLD,
    TOUCHED,
    Rarity,
    bucket,
    most_words,
    place_of,
    row_grams,
    seen_for,
    weight,
)

COMPARED = 200
"""Candidates that are compared exactly for each query, at most twice as many."""

BUDGET = 400_000
"""Entries of the index that are read for a query, its rarest grams first; that is all of them in
tables of some thousand candidates."""

_INDEXED = 2
"""Words in a row of the longest gram in the index; longer ones say no more of who shares what."""

_BITS = 26


class Index(NamedTuple):
    """By ``bucket(gram)``: the candidates whose change touches a gram, in their order."""

    offsets: NDArray[np.int64]
    candidates: NDArray[np.int32]


def index_of(candidates: Wordings) -> Index:
    """Return the index of the grams that the candidates' changes touch."""
    words = len(candidates.new.words) + len(candidates.old.words)
    bits = min(_BITS, max(10, int(_INDEXED * words).bit_length()))
    offsets = np.zeros((1 << bits) + 1, np.int64)
    _fill(candidates, offsets, np.zeros(0, np.int32))
    np.cumsum(offsets, out=offsets)
    found = Index(offsets, np.empty(int(offsets[-1]), np.int32))
    # filled from the end of each bucket: the last candidate first
    _fill(candidates, found.offsets[1:].copy(), found.candidates)
    return found


@njit(cache=True, nogil=True)
def _fill(rows: Wordings, places: NDArray[np.int64], candidates: NDArray[np.int32]) -> None:
    """Count the entries of each bucket, one place on; or, given where each ends, write them."""
    longest = most_words(rows)
    grams = np.empty(LONGEST * longest, np.uint64)
    kinds = np.empty(LONGEST * longest, np.uint8)
    seen = seen_for(longest)
    writing = candidates.shape[0] > 0
    buckets = places.shape[0] if writing else places.shape[0] - 1
    for row in range(rows.new.offsets.shape[0] - 2, -1, -1):
        _, count = row_grams(rows, row, grams, kinds)
        for each in range(count):
            if not kinds[each] & TOUCHED or (kinds[each] & 3) >= _INDEXED:
                continue
            at, there = place_of(seen, grams[each], row + 1)
            if there:
                continue
            seen.keys[at] = grams[each]
            seen.stamps[at] = row + 1
            place = bucket(grams[each], buckets)
            if writing:
                places[place] -= 1
                candidates[places[place]] = row
            else:
                places[place + 1] += 1


class Room(NamedTuple):
    """Room for one thread: what each candidate shares with the query under way."""

    shared: NDArray[np.float32]
    touched: NDArray[np.int32]


def room_for(candidates: int) -> Room:
    """Return room for retrieving out of so many candidates."""
    return Room(np.zeros(candidates, np.float32), np.empty(candidates, np.int32))


@njit(cache=True, nogil=True)
def retrieve(
    grams: NDArray[np.uint64],
    kinds: NDArray[np.uint8],
    index: Index,
    counted: Rarity,
    totals: NDArray[np.float32],
    room: Room,
) -> NDArray[np.int32]:
    """Return the candidates to compare with a query of these grams (each once), in their order.

    They are those that share most, and those that share most of what they have.
    """
    places = np.empty(grams.shape[0], np.int64)
    sizes = np.empty(grams.shape[0], np.int64)
    count = 0
    for each in range(grams.shape[0]):
        if kinds[each] & TOUCHED and (kinds[each] & 3) < _INDEXED:
            place = bucket(grams[each], index.offsets.shape[0] - 1)
            places[count] = each
            sizes[count] = index.offsets[place + 1] - index.offsets[place]
            count += 1
    order = np.argsort(sizes[:count], kind="mergesort")
    read = 0
    found = 0
    for turn in range(count):
        each = places[order[turn]]
        read += sizes[order[turn]]
        if read > BUDGET and turn > 0:
            break
        gram = grams[each]
        says = weight(counted.rows, counted.touched[bucket(gram, counted.touched.shape[0])])
        place = bucket(gram, index.offsets.shape[0] - 1)
        for entry in range(index.offsets[place], index.offsets[place + 1]):
            candidate = index.candidates[entry]
            if room.shared[candidate] == 0:
                room.touched[found] = candidate
                found += 1
            room.shared[candidate] += says
    touched = np.sort(room.touched[:found])
    if found > COMPARED:
        shares = np.empty(found, np.float32)
        parts = np.empty(found, np.float32)
        for each in range(found):
            candidate = touched[each]
            shares[each] = room.shared[candidate]
            whole = np.float32(1.0)
            for length in range(_INDEXED):
                whole += totals[candidate, INSERTED + length]
                whole += totals[candidate, OLD + INSERTED + length]
            parts[each] = shares[each] / np.sqrt(whole)
        chosen = _best(shares) | _best(parts)
        best: NDArray[np.int32] = touched[chosen]
    else:
        best = touched
    for each in range(found):
        room.shared[touched[each]] = 0
    return best


@njit(cache=True, nogil=True)
def _best(values: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Choose the COMPARED largest; of equal ones those that come first."""
    least = np.partition(values, values.shape[0] - COMPARED)[values.shape[0] - COMPARED]
    chosen: NDArray[np.bool_] = values > least
    left = COMPARED - chosen.sum()
    for each in range(values.shape[0]):
        if left > 0 and values[each] == least:
            chosen[each] = True
            left -= 1
    return chosen

"""Divides neighbourhoods: which text is the one that others of it are copies of.

What hangs together by links alone drifts: a campaign that shares half its paragraphs with another
meets it somewhere. So each neighbourhood has its centres, and a text belongs to the centre that it
is most like, if it is like it by ALIKE; a text that is like none is a centre of its own.
"""

import numpy as np
from numpy.typing import NDArray

from dabir.analysis.compiled import njit
from dabir.analysis.duplicates.fingerprints import Samples, likeness
from dabir.analysis.duplicates.neighbours import BINS, KEYS, fill_bins, key

ALIKE = 0.5
"""The share of common shingles from which on a text is a copy of its centre."""

MOST_ALIKE = 0.999
"""How like two texts can be that are not the same: samples of long ones may well be equal."""

_UNDER_A_KEY = 12
"""Centres that are looked at under one key, those with most copies first: what is beyond shares
the key because of words that everybody uses."""

_COUNTED = 4096
"""Texts of a neighbourhood by whose shingles it is judged which are its usual ones."""


@njit(cache=True, nogil=True)
def _sample(given: Samples, text: int) -> NDArray[np.uint32]:
    return given.shingles[given.at[text] : given.at[text + 1]]


@njit(cache=True, nogil=True)
def _usual(given: Samples, members: NDArray[np.int32]) -> NDArray[np.int32]:
    """Return how usual each member's shingles are: what its neighbours have as well, in a 1,000.

    A text that nobody changed has nothing of its own, whatever is sent changed by everybody.
    """
    counted = min(members.shape[0], _COUNTED)
    size = 16
    for place in range(counted):
        size += 2 * (given.at[members[place] + 1] - given.at[members[place]])
    room = 1
    while room < size:
        room *= 2
    mask = np.uint32(room - 1)
    shingles = np.zeros(room, np.uint32)
    counts = np.zeros(room, np.int32)
    for place in range(counted):
        for shingle in _sample(given, members[place]):
            slot = (shingle * np.uint32(2654435769)) & mask
            while counts[slot] and shingles[slot] != shingle:
                slot = (slot + np.uint32(1)) & mask
            shingles[slot] = shingle
            counts[slot] += 1
    usual = np.zeros(members.shape[0], np.int32)
    for place in range(members.shape[0]):
        sample = _sample(given, members[place])
        total = 0
        for shingle in sample:
            slot = (shingle * np.uint32(2654435769)) & mask
            while counts[slot] and shingles[slot] != shingle:
                slot = (slot + np.uint32(1)) & mask
            total += counts[slot]
        usual[place] = total * 1000 // (max(1, sample.shape[0]) * counted)
    return usual


@njit(cache=True, nogil=True)
def _in_order(
    given: Samples, copies: NDArray[np.int32], members: NDArray[np.int32]
) -> NDArray[np.int64]:
    """Return the order in which members become centres: copies, then usual words, then place."""
    usual = _usual(given, members)
    keys = np.empty(members.shape[0], np.int64)
    for place in range(members.shape[0]):
        many = min(int(copies[members[place]]), (1 << 20) - 1)
        # Below the copies 12 bits of usual words, then the place, descending all of them.
        keys[place] = (many << 43) | (int(usual[place] >> 2) << 32) | (0xFFFFFFFF - place)
    return np.argsort(keys)[::-1]


@njit(cache=True, nogil=True)
def divide(  # noqa: C901, PLR0915 (two rounds over one index, which numba keeps in one function)
    given: Samples,
    copies: NDArray[np.int32],
    members: NDArray[np.int32],
    centre: NDArray[np.int32],
    alike: NDArray[np.float32],
) -> None:
    """Fill ``centre`` and ``alike`` for the members of one neighbourhood.

    ``members`` are texts in ascending order, ``copies`` how many rows each stands for. A centre is
    its own.
    """
    count = members.shape[0]
    order = _in_order(given, copies, members)
    bins = np.empty(BINS, np.uint64)
    keys = np.empty(KEYS, np.uint32)
    size = 64
    while size < 2 * min(count, 1 << 26) * KEYS and size < 1 << 26:
        size *= 2
    if count <= 64:
        size = 4096
    mask = np.uint32(size - 1)
    key_of = np.zeros(size, np.uint32)
    held = np.zeros(size, np.int8)
    first = np.zeros(size, np.int32)  # entry of the chain of centres under the key
    chain_centre = np.empty(1024, np.int32)
    chain_next = np.empty(1024, np.int32)
    chained = 0
    seen = np.full(count, -1, np.int32)  # by place: the text by which a centre was looked at
    place_of = np.empty(count, np.int32)
    is_centre = np.zeros(count, np.bool_)
    filled = 0
    for round_ in range(2):
        for turn in range(count):
            place = order[turn]
            text = members[place]
            if round_ == 1 and is_centre[place]:
                continue
            sample = _sample(given, text)
            if sample.shape[0] == 0:
                centre[text] = text
                alike[text] = 1.0
                continue
            fill_bins(sample, bins)
            for number in range(KEYS):
                keys[number] = key(bins, number)
            best = -1
            best_like = 0.0
            for one in keys:
                slot = one & mask
                while held[slot] and key_of[slot] != one:
                    slot = (slot + np.uint32(1)) & mask
                if not held[slot]:
                    continue
                entry = first[slot]
                while entry >= 0:
                    other = chain_centre[entry]
                    entry = chain_next[entry]
                    if seen[other] == turn:
                        continue
                    seen[other] = turn
                    like = likeness(_sample(given, members[other]), sample)
                    earlier = best >= 0 and place_of[other] < place_of[best]
                    if like > best_like or (like == best_like and earlier):
                        best, best_like = other, like
            if best >= 0 and best_like >= ALIKE:
                centre[text] = members[best]
                alike[text] = min(best_like, MOST_ALIKE)
                continue
            centre[text] = text
            alike[text] = 1.0
            if round_ == 1:
                continue
            is_centre[place] = True
            place_of[place] = turn
            for one in keys:
                slot = one & mask
                while held[slot] and key_of[slot] != one:
                    slot = (slot + np.uint32(1)) & mask
                if not held[slot]:
                    if 2 * filled > size:
                        continue
                    filled += 1
                    key_of[slot] = one
                    first[slot] = -1
                if held[slot] >= _UNDER_A_KEY:
                    continue
                held[slot] += 1
                if chained == chain_centre.shape[0]:
                    chain_centre = np.concatenate((chain_centre, chain_centre))
                    chain_next = np.concatenate((chain_next, chain_next))
                chain_centre[chained] = place
                chain_next[chained] = first[slot]
                first[slot] = chained
                chained += 1
        if round_ == 0:
            seen[:] = -1


@njit(cache=True, nogil=True)
def divide_all(
    given: Samples,
    copies: NDArray[np.int32],
    members: NDArray[np.int32],
    bounds: NDArray[np.int64],
    centre: NDArray[np.int32],
    alike: NDArray[np.float32],
) -> None:
    """Divide each neighbourhood ``members[bounds[n]:bounds[n + 1]]``."""
    for number in range(bounds.shape[0] - 1):
        part = members[bounds[number] : bounds[number + 1]]
        if part.shape[0] == 1:
            centre[part[0]] = part[0]
            alike[part[0]] = 1.0
        else:
            divide(given, copies, part, centre, alike)

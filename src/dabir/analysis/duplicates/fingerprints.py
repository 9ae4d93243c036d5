"""What texts are compared by: a hash of their words, the words as numbers, and shingles."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dabir.analysis.compiled import njit
from dabir.analysis.words import Folding, mixed, split_text

SHINGLE = 3
"""Words of a shingle."""

KEPT = 128
"""Shingles kept of a text: its least by hash. A text of no more has all its shingles kept, and is
compared exactly; of two longer ones the share in common is told to within four in a hundred."""

_FIRST, _SECOND = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F)


class Fingerprints(NamedTuple):
    """Fingerprints of texts in a row.

    ``high`` and ``low`` are the halves of a hash of all words in order; both are 0 where there is
    nothing but white space. The words of text ``n`` lie at ``words_at[n]:words_at[n + 1]``.
    """

    high: NDArray[np.uint64]
    low: NDArray[np.uint64]
    words_at: NDArray[np.int64]
    words: NDArray[np.uint32]


class Samples(NamedTuple):
    """Samples of shingles: those of text ``n`` lie at ``at[n]:at[n + 1]``, in ascending order."""

    at: NDArray[np.int64]
    shingles: NDArray[np.uint32]


@njit(cache=True, nogil=True)
def fingerprints(
    data: NDArray[np.uint8], offsets: NDArray[np.int64], folding: Folding
) -> Fingerprints:
    """Return the fingerprints of the texts ``data[offsets[n]:offsets[n + 1]]``."""
    count = offsets.shape[0] - 1
    high = np.zeros(count, np.uint64)
    low = np.zeros(count, np.uint64)
    words_at = np.zeros(count + 1, np.int64)
    words = np.empty((offsets[count] - offsets[0]) // 5 + 64, np.uint32)
    hashes = np.empty(1024, np.uint64)
    starts = np.empty(1024, np.int32)
    ends = np.empty(1024, np.int32)
    at = 0
    for text in range(count):
        size = split_text(data, offsets[text], offsets[text + 1], folding, hashes, starts, ends)
        if size > hashes.shape[0]:
            hashes = np.empty(size, np.uint64)
            starts = np.empty(size, np.int32)
            ends = np.empty(size, np.int32)
            split_text(data, offsets[text], offsets[text + 1], folding, hashes, starts, ends)
        if at + size > words.shape[0]:
            longer = np.empty(2 * words.shape[0] + size, np.uint32)
            longer[:at] = words[:at]
            words = longer
        one = np.uint64(size)
        other = ~np.uint64(size)
        for word in range(size):
            words[at + word] = hashes[word] >> np.uint64(32)
            one = (one ^ hashes[word]) * _FIRST
            one ^= one >> np.uint64(29)
            other = (other + hashes[word]) * _SECOND
            other ^= other >> np.uint64(31)
        if size == 0:
            # Signs alone («?!») are compared as they stand, white space around them aside.
            start, end = offsets[text], offsets[text + 1]
            while start < end and data[start] <= 32:
                start += 1
            while start < end and data[end - 1] <= 32:
                end -= 1
            for place in range(start, end):
                one = (one ^ np.uint64(data[place])) * _FIRST
                other = (other + np.uint64(data[place])) * _SECOND
            if start == end:
                words_at[text + 1] = at
                continue
        high[text] = mixed(one)
        low[text] = mixed(other) | np.uint64(1)
        at += size
        words_at[text + 1] = at
    return Fingerprints(high, low, words_at, words[:at])


@njit(cache=True, nogil=True)
def samples(words_at: NDArray[np.int64], words: NDArray[np.uint32]) -> Samples:
    """Return samples of the shingles of texts that are given as words.

    A text of fewer than three words has none.
    """
    count = words_at.shape[0] - 1
    at = np.zeros(count + 1, np.int64)
    room = 0
    longest = 0
    for text in range(count):
        size = max(0, words_at[text + 1] - words_at[text] - SHINGLE + 1)
        longest = max(longest, size)
        room += min(size, KEPT)
    shingles = np.empty(room, np.uint32)
    hashed = np.empty(longest, np.uint32)
    scratch = np.empty(longest, np.uint32)
    ends = np.empty(longest + 1, np.int64)
    filled = 0
    for text in range(count):
        first = words_at[text]
        size = max(0, words_at[text + 1] - first - SHINGLE + 1)
        for place in range(size):
            word = first + place
            value = np.uint64(words[word]) * _FIRST
            value = (value ^ np.uint64(words[word + 1])) * _SECOND
            value = (value ^ (value >> np.uint64(32)) ^ np.uint64(words[word + 2])) * _FIRST
            hashed[place] = mixed(value) >> np.uint64(32)
        part = scratch[:size]
        _sort(hashed[:size], part, ends[: size + 1])
        kept = 0
        for place in range(size):
            if kept == KEPT:
                break
            if place == 0 or part[place] != part[place - 1]:
                shingles[filled + kept] = part[place]
                kept += 1
        filled += kept
        at[text + 1] = filled
    return Samples(at, shingles[:filled])


@njit(cache=True, nogil=True)
def _sort(given: NDArray[np.uint32], into: NDArray[np.uint32], ends: NDArray[np.int64]) -> None:
    """Sort hashes: each is put about where it belongs, for they are even, and then moved there."""
    size = given.shape[0]
    ends[:] = 0
    for value in given:
        ends[((np.uint64(value) * np.uint64(size)) >> np.uint64(32)) + np.uint64(1)] += 1
    for place in range(size):
        ends[place + 1] += ends[place]
    for value in given:
        about = (np.uint64(value) * np.uint64(size)) >> np.uint64(32)
        into[ends[about]] = value
        ends[about] += 1
    for place in range(1, size):
        value = into[place]
        before = place - 1
        while before >= 0 and into[before] > value:
            into[before + 1] = into[before]
            before -= 1
        into[before + 1] = value


@njit(cache=True, nogil=True)
def likeness(one: NDArray[np.uint32], other: NDArray[np.uint32]) -> float:
    """Return the share of shingles that two texts have in common, 0 to 1, told by their samples.

    Of two whole sets it is the share of all; where one is cut, only shingles up to the lesser of
    the two ends are looked at, among which the share is the same on average.
    """
    first, second, common, all_ = 0, 0, 0, 0
    most = 2 * KEPT
    if one.shape[0] == KEPT or other.shape[0] == KEPT:
        most = KEPT
    while first < one.shape[0] and second < other.shape[0] and all_ < most:
        left, right = one[first], other[second]
        all_ += 1
        if left == right:
            common += 1
        first += left <= right
        second += right <= left
    if all_ < most:
        all_ += (one.shape[0] - first) + (other.shape[0] - second)
        all_ = min(all_, most)
    return common / all_ if all_ else 0.0

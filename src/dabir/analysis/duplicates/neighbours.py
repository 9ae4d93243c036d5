"""Which texts may be alike, found without comparing each with each: keys in common, then chains.

The shingles of a sample are dealt to bins by their hash, and of each bin the least is kept (one
permutation hashing; an empty bin borrows from the next). Two bins make a key: of ten thousand pairs
of texts that have half their shingles in common, one has no key in common.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dabir.analysis.compiled import njit
from dabir.analysis.duplicates.fingerprints import Samples
from dabir.analysis.words import mixed

BINS = 64
KEYS = BINS // 2

LINKED = 26
"""From so many equal bins of the 64 on, two texts come to the same neighbourhood."""

_BORROWED = np.uint64(0x9E3779B97F4A7C15)


class Sketches(NamedTuple):
    """Keys and bins of texts; ``any`` is false for a text without shingles."""

    any: NDArray[np.bool_]
    keys: NDArray[np.uint32]
    """A row for each key and a column for each text."""

    bins: NDArray[np.uint8]
    """A row for each text: eight bits of what each bin keeps."""


@njit(cache=True, nogil=True)
def fill_bins(sample: NDArray[np.uint32], bins: NDArray[np.uint64]) -> None:
    """Fill the bins of a text that has at least one shingle."""
    filled = np.zeros(BINS, np.bool_)
    for shingle in sample:  # ascending, so the first of a bin is its least
        place = shingle & np.uint32(BINS - 1)
        if not filled[place]:
            filled[place] = True
            bins[place] = np.uint64(shingle)
    distance = 0
    value = np.uint64(0)
    for turn in range(2 * BINS - 1, -1, -1):
        place = turn % BINS
        if filled[place]:
            value = bins[place]
            distance = 0
        else:
            distance += 1
            if turn < BINS:
                bins[place] = value + np.uint64(distance) * _BORROWED


@njit(cache=True, nogil=True)
def key(bins: NDArray[np.uint64], number: int) -> np.uint32:
    """Return a key of a text; keys of different numbers differ, however like their bins."""
    right = mixed(bins[2 * number + 1] + np.uint64(number + 1) * _BORROWED)
    return np.uint32(mixed((bins[2 * number] * _BORROWED) ^ right) >> np.uint64(32))


@njit(cache=True, nogil=True)
def fill_sketches(given: Samples, first: int, end: int, into: Sketches) -> None:
    """Fill in the sketches of texts ``first`` to ``end``."""
    bins = np.empty(BINS, np.uint64)
    for text in range(first, end):
        sample = given.shingles[given.at[text] : given.at[text + 1]]
        into.any[text] = sample.shape[0] > 0
        if sample.shape[0]:
            fill_bins(sample, bins)
            for number in range(KEYS):
                into.keys[number, text] = key(bins, number)
            for number in range(BINS):
                into.bins[text, number] = mixed(bins[number]) >> np.uint64(56)


@njit(cache=True, nogil=True)
def is_link(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> bool:
    """Whether two texts that share a key are neighbours, by their bins."""
    equal = 0
    for number in range(BINS):
        equal += one[number] == other[number]
    return equal >= LINKED


@njit(cache=True, nogil=True)
def _root(parent: NDArray[np.int32], node: int) -> int:
    while parent[node] != node:
        parent[node] = parent[parent[node]]
        node = parent[node]
    return node


@njit(cache=True, nogil=True)
def linked(given: Sketches, first: int, end: int) -> NDArray[np.int32]:
    """Return, for each text, a text of the neighbourhood that it belongs to by keys first to end.

    Under each key texts are chained in their order, and a link of a chain holds where the two are
    neighbours: so the work grows with the number of texts, however many share a key.
    """
    count = given.any.shape[0]
    parent = np.arange(count).astype(np.int32)
    size = 1
    while size < 2 * count:
        size *= 2
    mask = np.uint32(size - 1)
    last = np.empty(size, np.int32)
    for number in range(first, end):
        keys = given.keys[number]
        last[:] = -1
        for text in range(count):
            if not given.any[text]:
                continue
            slot = keys[text] & mask
            while last[slot] >= 0 and keys[last[slot]] != keys[text]:
                slot = (slot + np.uint32(1)) & mask
            before = last[slot]
            last[slot] = text
            if before < 0:
                continue
            one, other = _root(parent, before), _root(parent, text)
            if one != other and is_link(given.bins[before], given.bins[text]):
                parent[max(one, other)] = min(one, other)
    for text in range(count):
        parent[text] = _root(parent, text)
    return parent


@njit(cache=True, nogil=True)
def merged(one: NDArray[np.int32], other: NDArray[np.int32]) -> NDArray[np.int32]:
    """Return the neighbourhoods that two divisions make together, named by their first text."""
    parent = one.copy()
    for text in range(parent.shape[0]):
        left, right = _root(parent, text), _root(parent, other[text])
        if left != right:
            parent[max(left, right)] = min(left, right)
    for text in range(parent.shape[0]):
        parent[text] = _root(parent, text)
    return parent

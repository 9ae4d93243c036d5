"""Rows with the same words, found as they come, each distinct text kept once."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dabir.analysis.compiled import njit
from dabir.analysis.duplicates.fingerprints import Fingerprints


@dataclass(frozen=True, slots=True)
class Distinct:
    """Distinct texts, in the order in which they came first."""

    text_of: NDArray[np.int32]
    """For each row, its text."""

    first_row: NDArray[np.int64]
    """For each text, the place of the row that came first."""

    copies: NDArray[np.int32]
    """For each text, how many rows have it."""

    words_at: NDArray[np.int64]
    words: NDArray[np.uint32]


class Collector:
    """Takes fingerprints of rows in their order."""

    def __init__(self) -> None:
        self._slots = np.full(1 << 16, -1, np.int32)
        self._high = np.empty(1 << 14, np.uint64)
        self._low = np.empty(1 << 14, np.uint64)
        self._copies = np.zeros(1 << 14, np.int32)
        self._first = np.empty(1 << 14, np.int64)
        self._count = 0
        self._rows = 0
        self.words = 0
        """Of the distinct texts that were taken."""
        self._text_of: list[NDArray[np.int32]] = []
        self._words: list[NDArray[np.uint32]] = []
        self._sizes: list[NDArray[np.int64]] = []

    @property
    def distinct(self) -> int:
        """How many distinct texts were taken."""
        return self._count

    def take(self, given: Fingerprints) -> None:
        """Take the next rows."""
        rows = given.high.shape[0]
        while self._count + rows > self._high.shape[0]:
            for name in ("_high", "_low", "_copies", "_first"):
                old = getattr(self, name)
                longer = np.zeros(2 * len(old), old.dtype)
                longer[: self._count] = old[: self._count]
                setattr(self, name, longer)
        if 2 * (self._count + rows) > len(self._slots):
            size = len(self._slots)
            while 2 * (self._count + rows) > size:
                size *= 2
            self._slots = _dealt_out(self._high[: self._count], size)
        text_of = np.empty(rows, np.int32)
        before = self._count
        self._count = _take(
            given, self._slots, self._high, self._low, self._copies, self._first, text_of,
            before, self._rows,
        )  # fmt: skip
        new = self._first[before : self._count] - self._rows
        self._sizes.append(np.diff(given.words_at)[new])
        self._words.append(_words_of(given, new))
        self.words += len(self._words[-1])
        self._text_of.append(text_of)
        self._rows += rows

    def collected(self) -> Distinct:
        """Return what was taken, and let go of it."""
        none = np.empty(0, np.int64)
        sizes = np.concatenate([none, *self._sizes])
        words_at = np.zeros(len(sizes) + 1, np.int64)
        np.cumsum(sizes, out=words_at[1:])
        words = np.empty(int(words_at[-1]), np.uint32)
        at = 0
        # One by one, so that they are not all held twice.
        for place, part in enumerate(self._words):
            words[at : at + len(part)] = part
            at += len(part)
            self._words[place] = part[:0]
        return Distinct(
            np.concatenate([none.astype(np.int32), *self._text_of]),
            self._first[: self._count].copy(),
            self._copies[: self._count].copy(),
            words_at,
            words,
        )


@njit(cache=True, nogil=True)
def _dealt_out(high: NDArray[np.uint64], size: int) -> NDArray[np.int32]:
    slots = np.full(size, -1, np.int32)
    mask = np.uint64(size - 1)
    for text in range(high.shape[0]):
        slot = high[text] & mask
        while slots[slot] >= 0:
            slot = (slot + np.uint64(1)) & mask
        slots[slot] = text
    return slots


@njit(cache=True, nogil=True)
def _take(
    given: Fingerprints,
    slots: NDArray[np.int32],
    high: NDArray[np.uint64],
    low: NDArray[np.uint64],
    copies: NDArray[np.int32],
    first: NDArray[np.int64],
    text_of: NDArray[np.int32],
    count: int,
    rows: int,
) -> int:
    """Fill ``text_of`` and add what is new; return how many distinct texts there are now."""
    mask = np.uint64(slots.shape[0] - 1)
    for row in range(given.high.shape[0]):
        one, other = given.high[row], given.low[row]
        slot = one & mask
        if one == 0 and other == 0:
            found = -1  # blank texts are nobody's copies
            while slots[slot] >= 0:
                slot = (slot + np.uint64(1)) & mask
        else:
            found = slots[slot]
            while found >= 0 and (high[found] != one or low[found] != other):
                slot = (slot + np.uint64(1)) & mask
                found = slots[slot]
        if found < 0:
            found = count
            slots[slot] = found
            high[found] = one
            low[found] = other
            copies[found] = 0
            first[found] = rows + row
            count += 1
        copies[found] += 1
        text_of[row] = found
    return count


@njit(cache=True, nogil=True)
def _words_of(given: Fingerprints, texts: NDArray[np.int64]) -> NDArray[np.uint32]:
    size = 0
    for text in texts:
        size += given.words_at[text + 1] - given.words_at[text]
    words = np.empty(size, np.uint32)
    at = 0
    for text in texts:
        start, end = given.words_at[text], given.words_at[text + 1]
        words[at : at + end - start] = given.words[start:end]
        at += end - start
    return words

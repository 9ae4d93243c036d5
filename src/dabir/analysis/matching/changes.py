"""What a new wording changes in an old one, word by word."""

from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from dabir.analysis.compiled import njit
from dabir.analysis.matching.deletions import is_deletion
from dabir.analysis.words import hashed_words

Words = NDArray[np.uint64]
Marks = NDArray[np.uint8]
Places = NDArray[np.int64]

CHANGED = 1
"""The word is not in the other wording: inserted in the new one, deleted from the old one."""

CUT = 2
"""Words of the other wording are missing between the word before and this one."""

_FARTHEST = 1_500
"""Words that a change inserts and deletes before it is taken as a rewriting: the table of a
comparison grows with their square."""


class Side(NamedTuple):
    """One wording of several rows: the words of row ``n`` lie at ``offsets[n]:offsets[n + 1]``."""

    offsets: Places
    words: Words
    marks: Marks


class Wordings(NamedTuple):
    """Rows as their new and their old wording; a row without an old one is new throughout."""

    new: Side
    old: Side

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return len(self.new.offsets) - 1


def wordings(new: pa.Array, old: pa.Array | None) -> Wordings:
    """Return the words of each row, each marked where the new wording departs from the old one.

    A new wording that only says that the old one is deleted has no words.
    """
    after = hashed_words(new)
    if old is None:
        nothing = np.zeros(0, np.uint64)
        before = Side(np.zeros(len(new) + 1, np.int64), nothing, nothing.astype(np.uint8))
    else:
        split = hashed_words(old)
        gone = is_deletion(after, split)
        if gone.any():
            after = hashed_words(pc.if_else(pa.array(gone), pa.scalar("", new.type), new))
        before = Side(split.offsets, split.hashes, np.zeros(len(split.hashes), np.uint8))
    rows = Wordings(
        Side(after.offsets, after.hashes, np.zeros(len(after.hashes), np.uint8)), before
    )
    _mark_all(rows)
    return rows


@njit(cache=True, nogil=True)
def _mark_all(rows: Wordings) -> None:
    for row in range(rows.new.offsets.shape[0] - 1):
        a, b = rows.old.offsets[row], rows.old.offsets[row + 1]
        c, d = rows.new.offsets[row], rows.new.offsets[row + 1]
        mark(rows.old.words[a:b], rows.new.words[c:d], rows.old.marks[a:b], rows.new.marks[c:d])


@njit(cache=True, nogil=True)
def mark(old: Words, new: Words, old_marks: Marks, new_marks: Marks) -> None:
    """Mark what must be deleted from ``old`` and inserted to make ``new``, as little as can be.

    Where that is more than a comparison can hold, words are kept that stand in the other wording
    in the same three words.
    """
    first = 0
    least = min(old.shape[0], new.shape[0])
    while first < least and old[first] == new[first]:
        first += 1
    last = 0
    while last < least - first and old[-1 - last] == new[-1 - last]:
        last += 1
    n, m = old.shape[0] - first - last, new.shape[0] - first - last
    if n == 0 or m == 0:
        old_marks[first : first + n] = CHANGED
        new_marks[first : first + m] = CHANGED
    else:
        a, b = old[first : first + n], new[first : first + m]
        x, y = old_marks[first : first + n], new_marks[first : first + m]
        if not _mark_shortest(a, b, x, y):
            _mark_foreign(a, b, x)
            _mark_foreign(b, a, y)
    _mark_cuts(old_marks, new_marks)


@njit(cache=True, nogil=True)
def _mark_shortest(old: Words, new: Words, old_marks: Marks, new_marks: Marks) -> bool:
    """Mark by the shortest script of deletions and insertions (Myers 1986); False beyond reach."""
    n, m = old.shape[0], new.shape[0]
    limit = min(n + m, _FARTHEST)
    width = 2 * limit + 3
    reach = np.zeros(width, np.int32)
    # the reaches of round d, from diagonal -d to d, stand at d * d
    kept = np.empty((min(limit, 64) + 1) ** 2, np.int32)
    found = -1
    for d in range(limit + 1):
        if kept.shape[0] < (d + 1) * (d + 1):
            larger = np.empty(4 * (d + 1) * (d + 1), np.int32)
            larger[: d * d] = kept[: d * d]
            kept = larger
        for k in range(-d, d + 1, 2):
            at = k + limit + 1
            if k == -d or (k != d and reach[at - 1] < reach[at + 1]):
                x = reach[at + 1]
            else:
                x = reach[at - 1] + 1
            y = x - k
            while x < n and y < m and old[x] == new[y]:
                x += 1
                y += 1
            reach[at] = x
            kept[d * d + k + d] = x
            if x >= n and y >= m:
                found = d
                break
        if found >= 0:
            break
    if found < 0:
        return False
    x, y = n, m
    for d in range(found, 0, -1):
        k = x - y
        before = (d - 1) * (d - 1) + d - 1
        if k == -d or (k != d and kept[before + k - 1] < kept[before + k + 1]):
            y = kept[before + k + 1] - (k + 1)
            x = kept[before + k + 1]
            new_marks[y] = CHANGED
        else:
            x = kept[before + k - 1]
            y = x - (k - 1)
            old_marks[x] = CHANGED
    return True


@njit(cache=True, nogil=True)
def _mark_foreign(words: Words, others: Words, marks: Marks) -> None:
    """Mark the words that stand in no three words in a row which the others have as well."""
    known = np.empty(max(0, others.shape[0] - 2), np.uint64)
    for at in range(known.shape[0]):
        known[at] = three(others, at)
    known.sort()
    marks[:] = CHANGED
    for at in range(words.shape[0] - 2):
        here = three(words, at)
        place = np.searchsorted(known, here)
        if place < known.shape[0] and known[place] == here:
            marks[at : at + 3] = 0


@njit(cache=True, nogil=True)
def three(words: Words, at: int) -> np.uint64:
    """Return a number for three words in a row."""
    factor = np.uint64(0x9E3779B97F4A7C15)
    number: np.uint64 = ((words[at] * factor) ^ words[at + 1]) * factor ^ words[at + 2]
    return number


@njit(cache=True, nogil=True)
def _mark_cuts(old_marks: Marks, new_marks: Marks) -> None:
    """Mark each kept word before which the other wording has words that this one has not."""
    i, j = 0, 0
    while i < old_marks.shape[0] or j < new_marks.shape[0]:
        deleted, inserted = i, j
        while i < old_marks.shape[0] and old_marks[i] & CHANGED:
            i += 1
        while j < new_marks.shape[0] and new_marks[j] & CHANGED:
            j += 1
        if i < old_marks.shape[0] and j > inserted:
            old_marks[i] |= CUT
        if j < new_marks.shape[0] and i > deleted:
            new_marks[j] |= CUT
        i += 1
        j += 1

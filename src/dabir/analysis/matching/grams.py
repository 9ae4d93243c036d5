"""Words in a row: what wordings share is counted by them, and weighed by how rare they are."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dabir.analysis.compiled import njit
from dabir.analysis.matching.changes import CHANGED, CUT, Marks, Wordings, Words
from dabir.analysis.words import mixed

Grams = NDArray[np.uint64]
Kinds = NDArray[np.uint8]

LONGEST = 3
"""Words in a row of the longest gram."""

FAMILIES = 4 * LONGEST
"""Kinds of gram: of the new wording (0 to 2, by length less one), of what it inserts (3 to 5), of
the old wording (6 to 8), of what is deleted from it (9 to 11)."""

INSERTED = LONGEST
OLD = 2 * LONGEST
TOUCHED = 4
"""Flag of a gram that a change touches: a word of it is changed, or it stands across a cut."""

_BITS = 25
_NEW_SALT = np.uint64(0x2545F4914F6CDD1D)
_OLD_SALT = np.uint64(0x9FB21C651E98DF25)


class Rarity(NamedTuple):
    """In how many rows a gram stands, and in how many a change touches it, by ``bucket(gram)``.

    Grams that share a bucket are counted together, which makes them look a little commoner.
    """

    rows: int
    anywhere: NDArray[np.int32]
    touched: NDArray[np.int32]


class Seen(NamedTuple):
    """A set of grams, emptied by going on to the next ``stamp``."""

    keys: Grams
    stamps: NDArray[np.int64]


def rarity(*sides: Wordings) -> Rarity:
    """Count the grams of several tables together."""
    words = sum(len(side.new.words) + len(side.old.words) for side in sides)
    bits = min(_BITS, max(12, int(LONGEST * words).bit_length() + 1))
    counted = Rarity(
        sum(side.rows for side in sides),
        np.zeros(1 << bits, np.int32),
        np.zeros(1 << bits, np.int32),
    )
    for side in sides:
        _count(side, counted.anywhere, counted.touched)
    return counted


@njit(cache=True, nogil=True)
def write_grams(words: Words, marks: Marks, old: bool, grams: Grams, kinds: Kinds) -> int:
    """Write the grams of one wording of a row, and return how many: three a word, nearly.

    A kind is the length less one, with TOUCHED. Old and new wordings have different grams.
    """
    count = 0
    for at in range(words.shape[0]):
        gram = _OLD_SALT if old else _NEW_SALT
        touched = np.uint8(0)
        for length in range(min(LONGEST, words.shape[0] - at)):
            gram = mixed(gram ^ words[at + length])
            mark = marks[at + length]
            if mark & CHANGED or (length > 0 and mark & CUT):
                touched = np.uint8(TOUCHED)
            grams[count] = gram
            kinds[count] = np.uint8(length) | touched
            count += 1
    return count


@njit(cache=True, nogil=True)
def row_grams(rows: Wordings, row: int, grams: Grams, kinds: Kinds) -> tuple[int, int]:
    """Write the grams of a row; return how many are of its new wording, and how many in all."""
    a, b = rows.new.offsets[row], rows.new.offsets[row + 1]
    new = write_grams(rows.new.words[a:b], rows.new.marks[a:b], False, grams, kinds)
    a, b = rows.old.offsets[row], rows.old.offsets[row + 1]
    old = write_grams(rows.old.words[a:b], rows.old.marks[a:b], True, grams[new:], kinds[new:])
    return new, new + old


@njit(cache=True, nogil=True)
def most_words(rows: Wordings) -> int:
    """Return how many words the longest row has, in both wordings."""
    most = 0
    for row in range(rows.new.offsets.shape[0] - 1):
        words = rows.new.offsets[row + 1] - rows.new.offsets[row]
        words += rows.old.offsets[row + 1] - rows.old.offsets[row]
        most = max(most, words)
    return most


@njit(cache=True, nogil=True)
def seen_for(words: int) -> Seen:
    """Return an empty set with room for the grams of so many words."""
    size = 64
    while size < 2 * LONGEST * words:
        size *= 2
    return Seen(np.zeros(size, np.uint64), np.zeros(size, np.int64))


@njit(cache=True, nogil=True)
def place_of(seen: Seen, gram: np.uint64, stamp: int) -> tuple[np.int64, bool]:
    """Return where a gram stands in a set, or would stand, and whether it is there."""
    mask = seen.keys.shape[0] - 1
    at = np.int64(gram & np.uint64(mask))
    while seen.stamps[at] == stamp:
        if seen.keys[at] == gram:
            return at, True
        at = (at + 1) & mask
    return at, False


@njit(cache=True, nogil=True)
def bucket(gram: np.uint64, buckets: int) -> np.int64:
    """Return where a gram is counted among so many buckets, a power of two."""
    return np.int64((gram >> np.uint64(20)) & np.uint64(buckets - 1))


@njit(cache=True, nogil=True)
def weight(rows: int, count: int) -> np.float32:
    """Return what a gram says that so many of the rows have: nearly its surprise, in nats.

    What all of them have still says something: where everybody demands the same, all are alike.
    """
    return np.float32(np.log(1.0 + (rows + 1.0) / (count + 0.5)))


@njit(cache=True, nogil=True)
def _count(rows: Wordings, anywhere: NDArray[np.int32], touched: NDArray[np.int32]) -> None:
    longest = most_words(rows)
    grams = np.empty(LONGEST * longest, np.uint64)
    kinds = np.empty(LONGEST * longest, np.uint8)
    plain, changed = seen_for(longest), seen_for(longest)
    for row in range(rows.new.offsets.shape[0] - 1):
        _, count = row_grams(rows, row, grams, kinds)
        for each in range(count):
            gram = grams[each]
            at, there = place_of(plain, gram, row + 1)
            if not there:
                plain.keys[at] = gram
                plain.stamps[at] = row + 1
                anywhere[bucket(gram, anywhere.shape[0])] += 1
            if kinds[each] & TOUCHED:
                at, there = place_of(changed, gram, row + 1)
                if not there:
                    changed.keys[at] = gram
                    changed.stamps[at] = row + 1
                    touched[bucket(gram, touched.shape[0])] += 1


@njit(cache=True, nogil=True)
def totals(rows: Wordings, counted: Rarity) -> NDArray[np.float32]:
    """Return what the grams of each row weigh together, by family, each gram once."""
    longest = most_words(rows)
    grams = np.empty(LONGEST * longest, np.uint64)
    kinds = np.empty(LONGEST * longest, np.uint8)
    plain, changed = seen_for(longest), seen_for(longest)
    buckets = counted.anywhere.shape[0]
    count = rows.new.offsets.shape[0] - 1
    found = np.zeros((count, FAMILIES), np.float32)
    for row in range(count):
        new, all_of = row_grams(rows, row, grams, kinds)
        for each in range(all_of):
            gram = grams[each]
            family = int(kinds[each] & 3) + (OLD if each >= new else 0)
            at, there = place_of(plain, gram, row + 1)
            if not there:
                plain.keys[at] = gram
                plain.stamps[at] = row + 1
                found[row, family] += weight(counted.rows, counted.anywhere[bucket(gram, buckets)])
            if kinds[each] & TOUCHED:
                at, there = place_of(changed, gram, row + 1)
                if not there:
                    changed.keys[at] = gram
                    changed.stamps[at] = row + 1
                    found[row, family + INSERTED] += weight(
                        counted.rows, counted.touched[bucket(gram, buckets)]
                    )
    return found

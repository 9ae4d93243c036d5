"""Splits one text into hashed words, straight from its UTF-8."""

import numpy as np
from numpy.typing import NDArray

from dabir.analysis.compiled import njit
from dabir.analysis.words.folding import (
    ALONE,
    BEFORE_FIGURE,
    BLANK,
    BREAK,
    DROPPED,
    EXPANDED,
    MARK,
    TABLE_SIZE,
    Folding,
)

_SEED = np.uint64(0xCBF29CE484222325)
_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_PLACE = 0x1FFF_FFFF
_IDEOGRAPHS_END = 0x40000
_REPLACEMENT = 0xFFFD
_ZERO, _NINE = ord("0"), ord("9")

_LETTER_BITS = 21
_LAST_LETTER = (1 << _LETTER_BITS) - 1
_PREFIX = (ord("م") << _LETTER_BITS) | ord("ی")
_PLURAL, _INDEFINITE, _COMPARATIVE, _PLURAL_OF = (
    sum(ord(letter) << (_LETTER_BITS * place) for place, letter in enumerate(reversed(affix)))
    for affix in ("ها", "ای", "تر", "های")
)


@njit(cache=True, nogil=True, inline="always")
def mixed(value: np.uint64) -> np.uint64:
    """Return ``value`` with every bit depending on every other (the finaliser of MurmurHash3)."""
    value ^= value >> np.uint64(33)
    value *= np.uint64(0xFF51AFD7ED558CCD)
    value ^= value >> np.uint64(33)
    value *= np.uint64(0xC4CEB9FE1A85EC53)
    value ^= value >> np.uint64(33)
    return value


@njit(cache=True, nogil=True)
def _decoded(data: NDArray[np.uint8], at: int, end: int) -> tuple[int, int]:
    """Return the character at a byte that is not ASCII, and its length in bytes.

    What is no UTF-8 is a character of one byte each, and nothing at or beyond ``end`` is read.
    """
    first = int(data[at])
    left = end - at
    if 0xC2 <= first < 0xE0 and left >= 2:
        return ((first & 0x1F) << 6) | (int(data[at + 1]) & 0x3F), 2
    if 0xE0 <= first < 0xF0 and left >= 3:
        middle = (int(data[at + 1]) & 0x3F) << 6
        return ((first & 0x0F) << 12) | middle | (int(data[at + 2]) & 0x3F), 3
    if 0xF0 <= first < 0xF5 and left >= 4:
        high = (int(data[at + 1]) & 0x3F) << 12
        low = ((int(data[at + 2]) & 0x3F) << 6) | (int(data[at + 3]) & 0x3F)
        return ((first & 0x07) << 18) | high | low, 4
    return _REPLACEMENT, 1


@njit(cache=True, nogil=True)
def _is_figure(data: NDArray[np.uint8], at: int, end: int, table: NDArray[np.uint32]) -> bool:
    """Whether a figure of any script stands at a byte."""
    if at >= end:
        return False
    character = int(data[at])
    if character >= 0x80:
        character = _decoded(data, at, end)[0]
    return character < TABLE_SIZE and _ZERO <= table[character] <= _NINE


@njit(cache=True, nogil=True)
def _is_suffix(length: int, letters: int) -> bool:
    """Whether a word is ها, های, ای or تر, which belong to the word before them."""
    if length == 2:
        return letters in (_PLURAL, _INDEFINITE, _COMPARATIVE)
    return length == 3 and letters == _PLURAL_OF


@njit(cache=True, nogil=True)
def split_text(  # noqa: C901, PLR0915 (one loop over the bytes, by position as numba asks)
    data: NDArray[np.uint8],
    at: int,
    end: int,
    folding: Folding,
    hashes: NDArray[np.uint64],
    starts: NDArray[np.int32],
    ends: NDArray[np.int32],
) -> int:
    """Split ``data[at:end]`` and return how many words it has.

    Their hashes, and where they start and end in characters, are written as far as the arrays
    reach: a caller that gets more than fit calls again with longer ones. Affixes that stand apart
    (``ها``, ``های``, ``ای``, ``تر``, ``می``) belong to their word, as in the search key.
    """
    table = folding.table
    expansions = folding.expansions
    room = hashes.shape[0]
    count = 0
    place = 0  # in characters, of the next one
    state = _SEED
    state_before = _SEED  # of the word before, which an affix may continue
    inside = False
    continues = False  # the word under way goes on with the one before, which was می
    before_is_prefix = False
    blank = True  # nothing but white space since the word before
    length, letters = 0, 0  # of the word under way; its last three letters
    start, stop = 0, 0
    expanding, left = 0, 0
    again = 0
    while True:
        if again:
            code, again = again, 0
        elif left > 0:
            code = int(expansions[expanding])
            expanding += 1
            left -= 1
        elif at < end:
            character = int(data[at])
            size = 1
            if character >= 0x80:
                character, size = _decoded(data, at, end)
            at += size
            place += 1
            if character < TABLE_SIZE:
                code = int(table[character])
                if code & EXPANDED:
                    expanding = (code & _PLACE) + 1
                    left = int(expansions[expanding - 1])
                    continue
            elif character < _IDEOGRAPHS_END:
                code = character | ALONE
            else:
                code = BREAK
        elif inside:
            code = BREAK
        else:
            return count
        if code & BEFORE_FIGURE:
            if inside or not _is_figure(data, at, end, table):
                code = BREAK
            else:
                code ^= BEFORE_FIGURE
        if code > MARK and not (inside and code & ALONE):
            if not inside:
                inside = True
                start = place - 1
                length, letters = 0, 0
                continues = before_is_prefix and blank and count > 0
                state = state_before if continues else _SEED
            letter = code & _PLACE
            state = (state ^ np.uint64(letter)) * _FACTOR
            letters = (letters << _LETTER_BITS) | letter
            length += 1
            # Most characters are taken here: plain letters of one or two bytes within a word.
            while at < end and not code & ALONE and left == 0:
                letter = int(data[at])
                size = 1
                if letter >= 0x80:
                    if letter < 0xC2 or letter >= 0xE0 or at + 1 >= end:
                        break
                    letter = ((letter & 0x1F) << 6) | (int(data[at + 1]) & 0x3F)
                    size = 2
                letter = int(table[letter])
                if letter <= MARK or letter >= ALONE:
                    break
                at += size
                place += 1
                state = (state ^ np.uint64(letter)) * _FACTOR
                letters = (letters << _LETTER_BITS) | letter
                length += 1
            stop = place
            if not code & ALONE:
                continue
            code = BREAK
        elif code > MARK:
            again, code = code, BREAK  # the word under way ends here, then stands this letter
        elif code == MARK:
            stop = place
            continue
        elif code == DROPPED:
            continue
        if inside:
            inside = False
            if continues:
                count -= 1
            elif blank and count > 0 and _is_suffix(length, letters):
                state = state_before
                for back in range(length - 1, -1, -1):
                    letter = (letters >> (_LETTER_BITS * back)) & _LAST_LETTER
                    state = (state ^ np.uint64(letter)) * _FACTOR
                count -= 1
            elif count < room:
                starts[count] = start
            if count < room:
                hashes[count] = mixed(state)
                ends[count] = stop
            count += 1
            state_before = state
            before_is_prefix = length == 2 and letters == _PREFIX
            blank = True
        blank = blank and code == BLANK

"""What kind of sign each code point is, as Python's ``str`` and ``re`` see it.

The tables are made from the domain's own rules once in a process, in some 50 ms.
"""

import re
import sys
import unicodedata
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dabir.domain.language.letters import normalise_letters

SPACE = np.uint16(1)  # \s
WORD = np.uint16(2)  # \w
DIGIT = np.uint16(4)  # \d
UNLETTERED = np.uint16(8)  # a figure of \d, or _
STOP = np.uint16(16)  # ends a sentence
CLOSER = np.uint16(32)  # closes brackets and quotes after the end
LINE_STOP = np.uint16(64)  # a line that ends so is over
PAUSE = np.uint16(128)
BULLET = np.uint16(256)
FIGURE = np.uint16(512)  # numbers an item
NUMBER_STOP = np.uint16(1024)  # stands after an item's number
ITEM_LETTER = np.uint16(2048)
JOINER = np.uint16(4096)  # holds a word together: ZWNJ, ZWJ, marks
MARK = np.uint16(8192)
ARABIC_SCRIPT = np.uint16(16384)
LATIN_SCRIPT = np.uint16(32768)

_NAMED: tuple[tuple[np.uint16, str], ...] = (
    (SPACE, r"\s"),
    (WORD, r"\w"),
    (DIGIT, r"\d"),
    (UNLETTERED, r"[\d_]"),
    (STOP, "[.!?؟۔…]"),
    (CLOSER, "[»”\"'’)\\]]"),
    (LINE_STOP, "[.!?؟۔…:؛]"),
    (PAUSE, "[؛;،,:]"),
    (BULLET, "[-–—•●▪*·٭]"),
    (FIGURE, "[0-9۰-۹٠-٩]"),
    (NUMBER_STOP, r"[.)ـ\-–]"),
    (ITEM_LETTER, "[آابپتثجچحدهوزa-zA-Z]"),
    (JOINER, "[\u200c\u200d\u064b-\u065f\u0670]"),
    (MARK, "[\u064b-\u065f\u0670]"),
    (ARABIC_SCRIPT, "[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]"),
    (LATIN_SCRIPT, "[A-Za-z\u00c0-\u024f]"),
)

HARD = np.int32(-1)
"""Folds by what stands beside it, or into several signs: the domain's function decides."""

DROPPED = np.int32(-2)
ALIEN = np.int32(-3)
"""Folds into signs that no word of our lists has."""

SHARP_S = 0xDF


class Signs(NamedTuple):
    """Tables by code point."""

    kinds: NDArray[np.uint16]
    letters: NDArray[np.int32]
    """What ``normalise_letters`` makes of it: a sign, or DROPPED, or HARD."""

    cases: NDArray[np.int32]
    """What ``casefold`` makes of it: a sign, or ALIEN, or HARD; ß stands for itself."""


@cache
def signs() -> Signs:
    """Return the tables."""
    every = "".join(
        # half a surrogate pair is no sign of a text that is UTF-8
        " " if 0xD800 <= point < 0xE000 else chr(point)
        for point in range(sys.maxunicode + 1)
    )
    kinds = np.zeros(len(every), np.uint16)
    for kind, pattern in _NAMED:
        for found in re.finditer(f"{pattern}+", every):
            kinds[found.start() : found.end()] |= kind
    return Signs(kinds, _letters(every), _cases(every))


def _letters(every: str) -> NDArray[np.int32]:
    table = np.arange(len(every), dtype=np.int32)
    for point in _changing(every):
        folded = normalise_letters(every[point])
        if len(folded) == 1:
            table[point] = ord(folded)
        else:
            table[point] = HARD if folded else DROPPED
    # these compose with the letter before them, or are a dash or nothing by their neighbours
    for first, last in ((0x300, 0x36F), (0x653, 0x655), (0x640, 0x640)):
        table[first : last + 1] = HARD
    return table


def _changing(every: str) -> list[int]:
    """Return the code points that folding may change: the first ones, and what NFKC changes."""
    step = 256
    found = list(range(0x80, 0x3000))
    for start in range(0x3000, len(every), step):
        spaced = "\n".join(every[start : start + step])
        if not unicodedata.is_normalized("NFKC", spaced) or start == 0xFE00:
            found += range(start, start + step)
    return found


def _cases(every: str) -> NDArray[np.int32]:
    table = np.arange(len(every), dtype=np.int32)
    for found in re.finditer(r"\w", every):
        folded = found.group().casefold()
        if folded != found.group():
            if len(folded) == 1:
                table[found.start()] = ord(folded)
            else:
                table[found.start()] = HARD if folded.isascii() else ALIEN
    table[SHARP_S] = SHARP_S
    return table

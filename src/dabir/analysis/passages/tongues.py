"""``domain.language.detection.detect_language`` over code points, for millions of texts."""

import unicodedata

import numpy as np
from numpy.typing import NDArray

from dabir.analysis.compiled import njit
from dabir.analysis.passages.signs import (
    ALIEN,
    ARABIC_SCRIPT,
    DROPPED,
    HARD,
    JOINER,
    LATIN_SCRIPT,
    MARK,
    SHARP_S,
    WORD,
    Signs,
)
from dabir.domain.language import detection

Points = NDArray[np.int32]

NAMES = ("und", "fa", "ar", "en")
UNKNOWN, PERSIAN, ARABIC, ENGLISH = 0, 1, 2, 3
ASK = -1
"""The text has signs that fold by their neighbours: ask the domain's function."""

SAMPLE = detection.SAMPLE
_BEGIN = np.uint64(0xCBF29CE484222325)
_TIMES = np.uint64(0x100000001B3)
_TEH_MARBUTA, _ALEF, _LAM, _SMALL_S = (np.int32(ord(sign)) for sign in "ةالs")


def _hashes(*lists: frozenset[str]) -> NDArray[np.uint64]:
    """Return a table of 1,024 places by the low bits of a word's hash; 0 is an empty place."""
    table = np.zeros(1024, np.uint64)
    for words in lists:
        for word in sorted(words):
            value = int(_BEGIN)
            for sign in word:
                value = (value ^ ord(sign)) * int(_TIMES) % (1 << 64)
            place = value % 1024
            while table[place]:
                place = (place + 1) % 1024
            table[place] = value
    return table


_PERSIAN_WORDS = _hashes(detection.PERSIAN)
_ARABIC_WORDS = _hashes(detection.ARABIC)
_ENGLISH_WORDS = _hashes(detection.ENGLISH)
_OTHER_WORDS = _hashes(detection.OTHER_LATIN)
MADDA, HAMZA_BELOW = 0x653, 0x655
PRESENTATION_FORMS = 0xFB50
COMPOSED = np.array(
    [
        [ord(sign) for sign in unicodedata.normalize("NFD", letter)] + [ord(letter)]
        for letter in "آأؤإئۀۂۓ"
    ],
    np.int32,
)
"""Letter, mark, and the letter that they are together."""

_PERSIAN_LETTERS = np.array([ord(sign) for sign in detection.PERSIAN_ONLY], np.int32)


@njit(cache=True, nogil=True)
def scripts(text: Points, signs: Signs) -> tuple[int, int]:
    """Return how many signs are of the Arabic and of the Latin script."""
    arabic = latin = 0
    for point in text:
        kind = signs.kinds[point]
        arabic += kind & ARABIC_SCRIPT != 0
        latin += kind & LATIN_SCRIPT != 0
    return arabic, latin


@njit(cache=True, nogil=True)
def language_of(text: Points, signs: Signs) -> int:
    """Return the place in NAMES of the language of a text, or ASK."""
    sample = text[:SAMPLE]
    arabic, latin = scripts(sample, signs)
    if arabic + latin == 0:
        return UNKNOWN
    if arabic >= latin:
        return _persian_or_arabic(sample, signs)
    return _english_or_unknown(sample, signs)


@njit(cache=True, nogil=True)
def _has(table: NDArray[np.uint64], value: np.uint64) -> bool:
    place = np.int64(value & np.uint64(1023))
    while table[place] != 0:
        if table[place] == value:
            return True
        place = (place + 1) & 1023
    return False


@njit(cache=True, nogil=True)
def _persian_or_arabic(text: Points, signs: Signs) -> int:
    halves = 0  # counted by the half: a stop word is two
    arabic = _arabic_only(text, signs)
    lettered = False
    value = _BEGIN
    composed = False
    for at in range(len(text) + 1):
        if composed:
            composed = False
            continue
        folded = signs.letters[text[at]] if at < len(text) else np.int32(0)
        if at + 1 < len(text) and MADDA <= text[at + 1] <= HAMZA_BELOW:
            folded = _composed(text, at, signs)
            composed = True
        if folded == HARD:
            return ASK
        if folded == DROPPED:
            continue
        if at < len(text) and signs.kinds[folded] & WORD != 0:
            value = (value ^ np.uint64(folded)) * _TIMES
            for letter in _PERSIAN_LETTERS:
                halves += folded == letter
            lettered |= bool(0x621 <= folded <= 0x64A or folded in (0x6A9, 0x6CC))
        elif value != _BEGIN:
            halves += 2 * _has(_PERSIAN_WORDS, value)
            arabic += 2 * _has(_ARABIC_WORDS, value)
            value = _BEGIN
    if halves == 0 and arabic == 0 and not lettered:
        return UNKNOWN
    return ARABIC if arabic > halves else PERSIAN


@njit(cache=True, nogil=True)
def _composed(text: Points, at: int, signs: Signs) -> int:
    """Return what a letter and the madda or hamza right after it fold into."""
    letter, mark = text[at], text[at + 1]
    if letter >= PRESENTATION_FORMS or signs.letters[letter] == DROPPED:
        return int(HARD)  # what is dropped may be a mark, and compose with what stands before it
    if at + 2 < len(text) and MADDA <= text[at + 2] <= HAMZA_BELOW:
        return int(HARD)
    for row in range(len(COMPOSED)):
        if COMPOSED[row, 0] == letter and COMPOSED[row, 1] == mark:
            return int(signs.letters[COMPOSED[row, 2]])
    return int(signs.letters[letter])  # nothing is composed: the mark is dropped


@njit(cache=True, nogil=True)
def _arabic_only(text: Points, signs: Signs) -> int:
    """Count ة and words that begin with the article, as they stand."""
    count = 0
    at = 0
    while at < len(text):
        if text[at] == _TEH_MARBUTA:
            count += 1
        elif (
            text[at] == _ALEF
            and at + 4 < len(text)
            and text[at + 1] == _LAM
            and (at == 0 or signs.kinds[text[at - 1]] & WORD == 0)
            and signs.kinds[text[at + 2]] & WORD != 0
            and signs.kinds[text[at + 3]] & WORD != 0
            and signs.kinds[text[at + 4]] & WORD != 0
        ):
            count += 1
            while at + 1 < len(text) and signs.kinds[text[at + 1]] & WORD != 0:
                at += 1
        at += 1
    return count


@njit(cache=True, nogil=True)
def _english_or_unknown(text: Points, signs: Signs) -> int:
    english = other = accented = 0
    at = 0
    while at < len(text):
        kind = signs.kinds[text[at]]
        if kind & WORD == 0:
            at += 1
            continue
        value, at, plain = _word(text, at, signs)
        if at < 0:
            return ASK
        if plain:
            english += _has(_ENGLISH_WORDS, value)
            other += _has(_OTHER_WORDS, value)
    for point in text:
        accented += 0xC0 <= point <= 0x24F
    return ENGLISH if english >= other and (english > 0 or accented == 0) else UNKNOWN


@njit(cache=True, nogil=True)
def _word(text: Points, at: int, signs: Signs) -> tuple[np.uint64, int, bool]:
    """Return the hash of the word that begins at ``at``, folded, where it ends (-1: ask), and
    whether it holds nothing that no word of our lists has.
    """
    value = _BEGIN
    plain = True
    while True:
        while at < len(text) and signs.kinds[text[at]] & WORD != 0:
            folded = signs.cases[text[at]]
            if folded == HARD:
                return value, -1, False
            if folded == ALIEN:
                plain = False
            elif folded == SHARP_S:
                value = (value ^ np.uint64(_SMALL_S)) * _TIMES
                value = (value ^ np.uint64(_SMALL_S)) * _TIMES
            else:
                value = (value ^ np.uint64(folded)) * _TIMES
            at += 1
        on = at
        while on < len(text) and signs.kinds[text[on]] & JOINER != 0:
            on += 1
        if on == at or on >= len(text) or signs.kinds[text[on]] & WORD == 0:
            break
        plain = False
        at = on
    while at < len(text) and signs.kinds[text[at]] & MARK != 0:
        plain = False
        at += 1
    return value, at, plain

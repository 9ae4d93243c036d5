"""``domain.language.passages.cut_passages`` over code points, for millions of texts.

Each function does what the one of its name does there, to the sign; a law in the tests holds them
together. Spans are pairs of positions, kept in arrays that the caller brings.
"""

import numpy as np
from numpy.typing import NDArray

from dabir.analysis.compiled import njit
from dabir.analysis.passages.signs import (
    BULLET,
    CLOSER,
    DIGIT,
    FIGURE,
    ITEM_LETTER,
    LINE_STOP,
    NUMBER_STOP,
    PAUSE,
    SPACE,
    STOP,
    UNLETTERED,
    WORD,
)
from dabir.domain.language.passages import LONGEST, SHORTEST

Points = NDArray[np.int32]
Kinds = NDArray[np.uint16]
Spans = NDArray[np.int32]

NEWLINE = np.int32(ord("\n"))
DOT = np.int32(ord("."))
OPENING = np.int32(ord("("))
CLOSING = np.int32(ord(")"))
ALEF_WORD = np.array([ord(sign) for sign in "الف"], np.int32)


def _padded(words: tuple[str, ...]) -> NDArray[np.int32]:
    """Return words as rows of code points, ending where 0 stands."""
    table = np.zeros((len(words), 5), np.int32)
    for row, word in enumerate(words):
        table[row, : len(word)] = [ord(sign) for sign in word]
    return table


ABBREVIATIONS = _padded(
    (
        *("e.g", "i.e", "No", "no", "Art", "art", "Mr", "mr", "Mrs", "mrs", "Dr", "dr"),
        *("Prof", "prof", "vs", "cf", "etc", "Inc", "Ltd", "St"),
    )
)


@njit(cache=True, nogil=True)
def cut(text: Points, kinds: Kinds, found: Spans, pieces: Spans) -> int:
    """Write the passages of a text into ``found`` and return how many there are.

    ``pieces`` is room to work in. Both need a row for every second sign of the text, and one.
    """
    count = 0
    start = 0
    line = 0
    over = False  # the line before was not wrapped: what follows begins anew
    while line < len(text):
        end = line
        while end < len(text) and text[end] != NEWLINE:
            end += 1
        end = min(end + 1, len(text))
        if line > start and (
            over or _is_blank(text, kinds, line, end) or _is_item(text, kinds, line, end)
        ):
            count = _shortened(text, kinds, start, line, pieces, count)
            start = line
        over = _is_over(text, kinds, line, end)
        line = end
    count = _shortened(text, kinds, start, len(text), pieces, count)
    return _joined(pieces, count, found)


@njit(cache=True, nogil=True)
def _is(kinds: Kinds, point: int, kind: np.uint16) -> bool:
    return bool(kinds[point] & kind != 0)


@njit(cache=True, nogil=True)
def _is_blank(text: Points, kinds: Kinds, start: int, end: int) -> bool:
    for at in range(start, end):
        if not _is(kinds, text[at], SPACE):
            return False
    return True


@njit(cache=True, nogil=True)
def _is_over(text: Points, kinds: Kinds, start: int, end: int) -> bool:
    at = end - 1
    while at >= start and _is(kinds, text[at], SPACE):
        at -= 1
    while at >= start and _is(kinds, text[at], CLOSER):
        at -= 1
    return at >= start and _is(kinds, text[at], LINE_STOP)


@njit(cache=True, nogil=True)
def _is_item(text: Points, kinds: Kinds, start: int, end: int) -> bool:
    at = start
    while at < end and _is(kinds, text[at], SPACE):
        at += 1
    if at >= end:
        return False
    if _is(kinds, text[at], BULLET) and at + 1 < end and _is(kinds, text[at + 1], SPACE):
        return True
    if _is(kinds, text[at], ITEM_LETTER) and _closes_letter(text, kinds, at + 1, end):
        return True
    if at + 3 <= end and _same(text, at, ALEF_WORD):
        return _closes_letter(text, kinds, at + 3, end)
    if text[at] == OPENING:
        at += 1
    first = at
    while at < end and at - first < 3 and _is(kinds, text[at], FIGURE):
        at += 1
    if at == first:
        return False
    if at < end and _is(kinds, text[at], SPACE):
        at += 1
    if at + 1 >= end or not _is(kinds, text[at], NUMBER_STOP):
        return False
    return _is(kinds, text[at + 1], SPACE) or not _is(kinds, text[at + 1], DIGIT)


@njit(cache=True, nogil=True)
def _same(text: Points, at: int, word: Points) -> bool:
    for place in range(len(word)):
        if text[at + place] != word[place]:
            return False
    return True


@njit(cache=True, nogil=True)
def _closes_letter(text: Points, kinds: Kinds, at: int, end: int) -> bool:
    if at < end and _is(kinds, text[at], SPACE):
        at += 1
    if at + 1 >= end or (text[at] != CLOSING and text[at] != DOT):
        return False
    return _is(kinds, text[at + 1], SPACE)


@njit(cache=True, nogil=True)
def _trimmed(text: Points, kinds: Kinds, start: int, end: int) -> tuple[int, int]:
    while start < end and _is(kinds, text[start], SPACE):
        start += 1
    while end > start and _is(kinds, text[end - 1], SPACE):
        end -= 1
    return start, end


@njit(cache=True, nogil=True)
def _shortened(text: Points, kinds: Kinds, start: int, end: int, pieces: Spans, count: int) -> int:
    """Add a block to the pieces, a long one as groups of sentences; return how many there are."""
    start, end = _trimmed(text, kinds, start, end)
    if start >= end:
        return count
    if end - start <= LONGEST:
        pieces[count, 0], pieces[count, 1] = start, end
        return count + 1
    first = count
    count = _sentences(text, kinds, start, end, pieces, count)
    parts = -(-(end - start) // LONGEST)
    fair = (end - start) / parts
    group = first
    for sentence in range(first + 1, count):
        last = pieces[group, 1] - pieces[group, 0]
        size = pieces[sentence, 1] - pieces[sentence, 0]
        if pieces[sentence, 1] - pieces[group, 0] <= LONGEST and last + size / 2 <= fair:
            pieces[group, 1] = pieces[sentence, 1]
        else:
            group += 1
            pieces[group, 0], pieces[group, 1] = pieces[sentence, 0], pieces[sentence, 1]
    return group + 1


@njit(cache=True, nogil=True)
def _sentences(text: Points, kinds: Kinds, start: int, end: int, pieces: Spans, count: int) -> int:
    at = start
    while at < end:
        if not _is(kinds, text[at], STOP):
            at += 1
            continue
        sign = at
        while at < end and _is(kinds, text[at], STOP):
            at += 1
        while at < end and _is(kinds, text[at], CLOSER):
            at += 1
        if (
            at >= end
            or not _is(kinds, text[at], SPACE)
            or _is_abbreviated(text, kinds, start, sign)
        ):
            continue
        count = _broken(text, kinds, start, at, pieces, count)
        start = at
    return _broken(text, kinds, start, end, pieces, count)


@njit(cache=True, nogil=True)
def _is_abbreviated(text: Points, kinds: Kinds, start: int, dot: int) -> bool:
    """Whether the sign at ``dot`` is one that shortens a word, and ends no sentence."""
    if text[dot] != DOT:
        return False
    if dot > start and _is(kinds, text[dot - 1], WORD) and _begins(text, kinds, start, dot - 1):
        return True
    for row in range(len(ABBREVIATIONS)):
        size = 2
        while ABBREVIATIONS[row, size] != 0:
            size += 1
        first = dot - size
        if (
            first >= start
            and _same(text, first, ABBREVIATIONS[row, :size])
            and _begins(text, kinds, start, first)
        ):
            return True
    return False


@njit(cache=True, nogil=True)
def _begins(text: Points, kinds: Kinds, start: int, at: int) -> bool:
    """Whether no letter stands before ``at``."""
    if at == start:
        return True
    kind = kinds[text[at - 1]]
    return bool(kind & WORD == 0 or kind & UNLETTERED != 0)


@njit(cache=True, nogil=True)
def _broken(text: Points, kinds: Kinds, start: int, end: int, pieces: Spans, count: int) -> int:
    """Add a sentence to the pieces, an overlong one broken at pauses or spaces."""
    start, end = _trimmed(text, kinds, start, end)
    while end - start > LONGEST:
        at = _late_pause(text, kinds, start)
        if at < 0:
            at = _last_space(text, kinds, start, end)
        if at < 0:
            break
        pieces[count, 0], pieces[count, 1] = _trimmed(text, kinds, start, at)
        count += 1
        start, end = _trimmed(text, kinds, at, end)
    if start < end:
        pieces[count, 0], pieces[count, 1] = start, end
        count += 1
    return count


@njit(cache=True, nogil=True)
def _late_pause(text: Points, kinds: Kinds, start: int) -> int:
    for at in range(start + LONGEST - 1, start + LONGEST // 3, -1):
        if _is(kinds, text[at - 1], PAUSE) and _is(kinds, text[at], SPACE):
            return at
    return -1


@njit(cache=True, nogil=True)
def _last_space(text: Points, kinds: Kinds, start: int, end: int) -> int:
    limit = start + LONGEST
    for at in range(min(limit, end - 1), start, -1):
        if _is(kinds, text[at], SPACE):
            return at
    for at in range(limit, end):
        if _is(kinds, text[at], SPACE):
            return at
    return -1


@njit(cache=True, nogil=True)
def _joined(pieces: Spans, count: int, found: Spans) -> int:
    last = -1
    for piece in range(count):
        start, end = pieces[piece, 0], pieces[piece, 1]
        if (
            last >= 0
            and found[last, 1] - found[last, 0] < SHORTEST
            and end - found[last, 0] <= LONGEST
        ):
            found[last, 1] = end
        else:
            last += 1
            found[last, 0], found[last, 1] = start, end
    if (
        last > 0
        and found[last, 1] - found[last, 0] < SHORTEST
        and found[last, 1] - found[last - 1, 0] <= LONGEST
    ):
        found[last - 1, 1] = found[last, 1]
        last -= 1
    return last + 1

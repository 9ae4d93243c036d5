"""Differences as people read them: which characters, and what stands there, word for word."""

from typing import NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dabir.analysis.compiled import njit
from dabir.analysis.duplicates.differences import changes
from dabir.analysis.schemas import DIFFERENCE
from dabir.analysis.words import Folding, Texts, split_text


class Spelled(NamedTuple):
    """Differences of several copies from their templates.

    Those of copy ``n`` lie at ``at[n]:at[n + 1]``. Each has where it stands in the copy's text, in
    characters, and where its letters end in ``letters`` and ``template_letters``.
    """

    at: NDArray[np.int32]
    start: NDArray[np.int32]
    end: NDArray[np.int32]
    letters_at: NDArray[np.int32]
    letters: NDArray[np.uint8]
    template_letters_at: NDArray[np.int32]
    template_letters: NDArray[np.uint8]


def differences(
    copies: Texts, rows: NDArray[np.int64], templates: Texts, of: NDArray[np.int64], fold: Folding
) -> pa.ListArray:
    """Return the differences of ``copies[rows[n]]`` from ``templates[of[n]]`` as a list array."""
    found = _spelled(copies, rows, templates, of, fold)
    values = pa.StructArray.from_arrays(
        [
            pa.array(found.start),
            pa.array(found.end),
            _strings(found.letters_at, found.letters),
            _strings(found.template_letters_at, found.template_letters),
        ],
        fields=list(DIFFERENCE),
    )
    return pa.ListArray.from_arrays(pa.array(found.at), values)


def _strings(at: NDArray[np.int32], letters: NDArray[np.uint8]) -> pa.StringArray:
    return pa.StringArray.from_buffers(len(at) - 1, pa.py_buffer(at), pa.py_buffer(letters))


_BEGINNING = 1 << 20
"""As wide as no gap between words is: before the first."""


class _Words(NamedTuple):
    numbers: NDArray[np.uint32]
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]


@njit(cache=True, nogil=True)
def _split(given: Texts, text: int, fold: Folding, hashes: NDArray[np.uint64]) -> _Words:
    start, end = given.offsets[text], given.offsets[text + 1]
    room = hashes.shape[0]
    starts = np.empty(room, np.int32)
    ends = np.empty(room, np.int32)
    size = split_text(given.data, start, end, fold, hashes, starts, ends)
    if size > room:
        hashes = np.empty(size, np.uint64)
        starts = np.empty(size, np.int32)
        ends = np.empty(size, np.int32)
        split_text(given.data, start, end, fold, hashes, starts, ends)
    numbers = np.empty(size, np.uint32)
    for word in range(size):
        numbers[word] = hashes[word] >> np.uint64(32)
    return _Words(numbers, starts[:size], ends[:size])


@njit(cache=True, nogil=True)
def _byte(data: NDArray[np.uint8], at: int, end: int, characters: int) -> int:
    """Return the byte of the character that is ``characters`` after the one at ``at``."""
    while characters > 0 and at < end:
        at += 1
        while at < end and (data[at] & 0xC0) == 0x80:
            at += 1
        characters -= 1
    return at


@njit(cache=True, nogil=True)
def _longer(letters: NDArray[np.uint8], used: int, wanted: int) -> NDArray[np.uint8]:
    if used + wanted <= letters.shape[0]:
        return letters
    longer = np.empty(2 * letters.shape[0] + wanted, np.uint8)
    longer[:used] = letters[:used]
    return longer


@njit(cache=True, nogil=True)
def _stretch(words: _Words, first: int, last: int) -> tuple[int, int]:
    """Return the characters of words; nothing stands where the next word does, or at the end."""
    if first < last:
        return int(words.starts[first]), int(words.ends[last - 1])
    place = 0
    if first < words.starts.shape[0]:
        place = int(words.starts[first])
    elif first:
        place = int(words.ends[first - 1])
    return place, place


@njit(cache=True, nogil=True)
def _back(words: _Words, first: int, last: int) -> int:
    """Return by how many words a stretch that stands alone should begin earlier.

    «… b c. a b c.» may be «a b c.» or «c. a b» that is new: the one that begins where a sentence
    does, which shows in a wider gap before it.
    """
    best, widest, back = 0, -1, 0
    while first < last:
        begins = first - back
        gap = words.starts[begins] - words.ends[begins - 1] if begins else _BEGINNING
        if gap > widest:
            best, widest = back, gap
        if begins == 0 or words.numbers[begins - 1] != words.numbers[last - back - 1]:
            break
        back += 1
    return best


@njit(cache=True, nogil=True)
def _spelled(
    copies: Texts,
    rows: NDArray[np.int64],
    templates: Texts,
    of: NDArray[np.int64],
    fold: Folding,
) -> Spelled:
    count = rows.shape[0]
    at = np.zeros(count + 1, np.int32)
    start = np.empty(4 * count + 16, np.int32)
    end = np.empty(4 * count + 16, np.int32)
    letters_at = np.zeros(4 * count + 17, np.int32)
    other_at = np.zeros(4 * count + 17, np.int32)
    letters = np.empty(64 * count + 1024, np.uint8)
    other = np.empty(64 * count + 1024, np.uint8)
    hashes = np.empty(4096, np.uint64)
    known = -1
    template = _split(templates, 0, fold, hashes)
    filled = 0
    for number in range(count):
        if of[number] != known:
            known = of[number]
            template = _split(templates, known, fold, hashes)
        copy = _split(copies, rows[number], fold, hashes)
        found = changes(template.numbers, copy.numbers)
        size = found.copy_from.shape[0]
        if filled + size > start.shape[0]:
            start = np.concatenate((start, np.empty(start.shape[0] + size, np.int32)))
            end = np.concatenate((end, np.empty(end.shape[0] + size, np.int32)))
            letters_at = np.concatenate((letters_at, np.zeros(len(letters_at) + size, np.int32)))
            other_at = np.concatenate((other_at, np.zeros(len(other_at) + size, np.int32)))
        for change in range(size):
            # How far a text that was only added or left out may begin earlier, and mean the same.
            back = _back(copy, found.copy_from[change], found.copy_to[change])
            if found.copy_from[change] == found.copy_to[change]:
                back = _back(template, found.template_from[change], found.template_to[change])
            elif found.template_from[change] != found.template_to[change]:
                back = 0
            if change:
                back = min(back, found.copy_from[change] - found.copy_to[change - 1])
            text = rows[number]
            from_, to = _stretch(copy, found.copy_from[change] - back, found.copy_to[change] - back)
            one = _byte(copies.data, copies.offsets[text], copies.offsets[text + 1], from_)
            two = _byte(copies.data, one, copies.offsets[text + 1], to - from_)
            start[filled], end[filled] = from_, to
            letters = _longer(letters, letters_at[filled], two - one)
            letters[letters_at[filled] : letters_at[filled] + two - one] = copies.data[one:two]
            letters_at[filled + 1] = letters_at[filled] + two - one
            from_, to = _stretch(
                template, found.template_from[change] - back, found.template_to[change] - back
            )
            finish = templates.offsets[known + 1]
            one = _byte(templates.data, templates.offsets[known], finish, from_)
            two = _byte(templates.data, one, finish, to - from_)
            other = _longer(other, other_at[filled], two - one)
            other[other_at[filled] : other_at[filled] + two - one] = templates.data[one:two]
            other_at[filled + 1] = other_at[filled] + two - one
            filled += 1
        at[number + 1] = filled
    return Spelled(
        at,
        start[:filled],
        end[:filled],
        letters_at[: filled + 1],
        letters[: letters_at[filled]],
        other_at[: filled + 1],
        other[: other_at[filled]],
    )

"""Differences as people read them: which characters, and what stands there, word for word.

The work grows with the length of the texts alone, and of a copy no more than QUOTED bytes are
quoted, nor of its template: templates of megabytes with many copies would fill any disk.
"""

from typing import NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dabir.analysis.compiled import njit
from dabir.analysis.duplicates.differences import changes
from dabir.analysis.runs.writing import ROW_GROUP
from dabir.analysis.schemas import DIFFERENCE
from dabir.analysis.words import Folding, Texts, split_text

QUOTED = 8_000
"""Bytes that all differences of one copy quote at most, on either side. The difference that would
go beyond is the last one: it reaches to the end of the last change, and what is quoted of it is
cut and ends in CUT."""

CUT = " […]"

MOST_COPIES = ROW_GROUP
"""Copies whose differences are asked for at once: with QUOTED, what makes offsets of 32 bits
suffice here and in the row groups of a file."""

_LETTERS_END = 2**31 - 1
_MARK = np.frombuffer(CUT.encode(), np.uint8)


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
    """Return the differences of ``copies[rows[n]]`` from ``templates[of[n]]`` as a list array.

    Raises ValueError for more than MOST_COPIES.
    """
    if len(rows) > MOST_COPIES or QUOTED * MOST_COPIES > _LETTERS_END:
        raise ValueError(f"{len(rows)} copies at once are too many")
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
    """Return the byte of the character that is ``characters`` after the one at ``at``.

    It is before that one where ``characters`` is below zero: a sign that stands for several words
    (ﷺ) may be in two changes.
    """
    while characters < 0 and at > 0:
        at -= 1
        while at > 0 and (data[at] & 0xC0) == 0x80:
            at -= 1
        characters += 1
    while characters > 0 and at < end:
        at += 1
        while at < end and (data[at] & 0xC0) == 0x80:
            at += 1
        characters -= 1
    return at


@njit(cache=True, nogil=True)
def _quoted(
    letters: NDArray[np.uint8],
    used: int,
    room: int,
    data: NDArray[np.uint8],
    one: int,
    two: int,
) -> tuple[NDArray[np.uint8], int]:
    """Add ``data[one:two]`` to letters, cut where there is no ``room``; return where they end.

    The ``room`` is without that of the mark.
    """
    cut = two - one > room
    if cut:
        two = one + room
        while two > one and (data[two] & 0xC0) == 0x80:
            two -= 1
    wanted = used + two - one + _MARK.shape[0]
    if wanted > letters.shape[0]:
        longer = np.empty(letters.shape[0] + wanted, np.uint8)
        longer[:used] = letters[:used]
        letters = longer
    letters[used : used + two - one] = data[one:two]
    used += two - one
    if cut:
        letters[used : used + _MARK.shape[0]] = _MARK
        used += _MARK.shape[0]
    return letters, used


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
def _back(words: _Words, first: int, last: int, most: int) -> int:
    """Return by how many words, ``most`` at most, a stretch that stands alone should begin earlier.

    «… b c. a b c.» may be «a b c.» or «c. a b» that is new: the one that begins where a sentence
    does, which shows in a wider gap before it.
    """
    best, widest, back = 0, -1, 0
    while first < last:
        begins = first - back
        gap = words.starts[begins] - words.ends[begins - 1] if begins else _BEGINNING
        if gap > widest:
            best, widest = back, gap
        if back == most or words.numbers[begins - 1] != words.numbers[last - back - 1]:
            break
        back += 1
    return best


@njit(cache=True, nogil=True)
def _spelled(  # noqa: PLR0915 (one loop over the changes, whose places numba keeps in numbers)
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
        text = rows[number]
        copy = _split(copies, text, fold, hashes)
        found = changes(template.numbers, copy.numbers)
        size = found.copy_from.shape[0]
        if filled + size > start.shape[0]:
            start = np.concatenate((start, np.empty(start.shape[0] + size, np.int32)))
            end = np.concatenate((end, np.empty(end.shape[0] + size, np.int32)))
            letters_at = np.concatenate((letters_at, np.zeros(len(letters_at) + size, np.int32)))
            other_at = np.concatenate((other_at, np.zeros(len(other_at) + size, np.int32)))
        # Where the last quotation ended, in characters and in bytes: the next one stands after it.
        place, byte, finish = 0, copies.offsets[text], copies.offsets[text + 1]
        other_place, other_byte = 0, templates.offsets[known]
        other_finish = templates.offsets[known + 1]
        room = other_room = QUOTED - _MARK.shape[0]
        before = 0
        for change in range(size):
            # How far a text that was only added or left out may begin earlier, and mean the same.
            most = found.copy_from[change] - before
            before = found.copy_to[change]
            back = 0
            if found.copy_from[change] == found.copy_to[change]:
                first, last = found.template_from[change], found.template_to[change]
                back = _back(template, first, last, most)
            elif found.template_from[change] == found.template_to[change]:
                back = _back(copy, found.copy_from[change], found.copy_to[change], most)
            from_, to = _stretch(copy, found.copy_from[change] - back, found.copy_to[change] - back)
            other_from, other_to = _stretch(
                template, found.template_from[change] - back, found.template_to[change] - back
            )
            one = _byte(copies.data, byte, finish, from_ - place)
            two = _byte(copies.data, one, finish, to - from_)
            three = _byte(templates.data, other_byte, other_finish, other_from - other_place)
            four = _byte(templates.data, three, other_finish, other_to - other_from)
            place, byte, other_place, other_byte = to, two, other_to, four
            last_one = two - one > room or four - three > other_room
            if last_one and change < size - 1:
                # The words of the last change end where no word before them does.
                to = max(to, _stretch(copy, found.copy_to[change], found.copy_to[size - 1])[1])
                two = _byte(copies.data, two, finish, to - place)
                other_to = max(
                    other_to,
                    _stretch(template, found.template_to[change], found.template_to[size - 1])[1],
                )
                four = _byte(templates.data, four, other_finish, other_to - other_place)
            start[filled], end[filled] = from_, to
            letters, used = _quoted(letters, letters_at[filled], room, copies.data, one, two)
            room -= used - letters_at[filled]
            letters_at[filled + 1] = used
            other, used = _quoted(other, other_at[filled], other_room, templates.data, three, four)
            other_room -= used - other_at[filled]
            other_at[filled + 1] = used
            filled += 1
            if last_one:
                break
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

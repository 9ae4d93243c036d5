"""Word by word, what changed between two wordings.

Words keep their ZWNJ and diacritics. Where only the spelling differs (ي for ی, ك for ک, a ZWNJ or
the space in its stead, Persian for Latin digits, a tatweel, an invisible mark) the change says so,
and a reader may leave it aside.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum
from typing import Literal

from dabir.domain.language import to_ascii_digits, words

ChangeKind = Literal["equal", "insert", "delete", "replace"]

_LETTERS = str.maketrans("يىك", "ییک")
_INVISIBLE = re.compile("[\u00ad\u0640\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
# Endings and prefixes that are written apart, with a ZWNJ, or joined.
_ENDINGS = frozenset({"ها", "های", "هایی", "ای", "اند", "ام", "تر", "ترین"})
_PREFIXES = frozenset({"می", "نمی"})
_ENDING_APART = re.compile(rf"(?<=\w)\s(?=(?:{'|'.join(sorted(_ENDINGS))})(?!\w))")
_PREFIX_APART = re.compile(rf"(?<!\w)({'|'.join(sorted(_PREFIXES))})\s(?=\w)")
_GAP = re.compile(r"\s+|\S")

# Up to so many tokens difflib is fast; longer wordings are first cut at the phrases that both have
# exactly once.
_SHORT = 64
_PHRASES = (1, 3, 9, 27)
# Without such phrases, beyond so many comparisons, a stretch counts as replaced as a whole.
_MOST = 4_000_000

_Span = tuple[int, int]


class _Sort(Enum):
    EQUAL = 1
    SPELLING = 2
    REAL = 3


@dataclass(frozen=True, slots=True)
class Change:
    """One stretch: `old` became `new`. In an insertion `old` is empty, in a deletion `new`.

    `spelling_only` is true of a change that reads the same once spelling is set aside.
    """

    kind: ChangeKind
    old: str
    new: str
    spelling_only: bool = False


def compare(old: str, new: str) -> list[Change]:
    """Return the stretches that make up both wordings, in order.

    All `old` joined give `old`, all `new` joined give `new`. Changes begin and end between words;
    white space between two changed words belongs to the change; other characters count as words.
    """
    before, after = _tokens(old), _tokens(new)
    stretches = _stretches([_key(each) for each in before], [_key(each) for each in after])
    return [
        _change("".join(before[slice(*one)]), "".join(after[slice(*other)]))
        for one, other in _merged(before, after, stretches)
    ]


def spells_the_same(old: str, new: str) -> bool:
    """Whether two wordings differ in spelling alone, or not at all.

    Settled are ی and ک, digits, ZWNJ or the space in its stead, tatweel, invisible marks and
    presentation forms; capitals, diacritics and everything else count as differences.
    """
    one, other = _letters_settled(old), _letters_settled(new)
    if one.replace("\u200c", "") == other.replace("\u200c", ""):
        return True
    return _spaces_settled(one) == _spaces_settled(other)


def _tokens(text: str) -> list[str]:
    """Cut `text` into words, runs of white space, and single other characters.

    An ending or a prefix that stands apart (کتاب ها، می شود) stays with its word.
    """
    pieces: list[str] = []
    at = 0
    for word in words(text):
        pieces += _GAP.findall(text[at : word.start])
        at = word.end
        if len(pieces) >= 2 and pieces[-1].isspace() and _belongs(pieces[-2], word.text):
            pieces[-2:] = ["".join([*pieces[-2:], word.text])]
        else:
            pieces.append(word.text)
    return pieces + _GAP.findall(text[at:])


def _belongs(before: str, word: str) -> bool:
    if _letters_settled(before) in _PREFIXES:
        return True
    return _letters_settled(word) in _ENDINGS and before[-1].isalpha()


def _change(old: str, new: str) -> Change:
    if old == new:
        return Change("equal", old, new)
    kind: ChangeKind = "replace" if old and new else "delete" if old else "insert"
    return Change(kind, old, new, spelling_only=spells_the_same(old, new))


def _letters_settled(text: str) -> str:
    settled = to_ascii_digits(unicodedata.normalize("NFKC", text).translate(_LETTERS))
    return _INVISIBLE.sub(lambda match: "\u200c" if match.group() == "\u200c" else "", settled)


def _spaces_settled(text: str) -> str:
    spaced = text.replace("\u200c", " ")
    return _PREFIX_APART.sub(r"\1", _ENDING_APART.sub("", spaced))


def _key(token: str) -> str:
    """What a token is matched by: its letters in one spelling, without ZWNJ and inner space."""
    if token.isascii():
        return token
    settled = _letters_settled(token).replace("\u200c", "")
    return "".join(settled.split()) or token


def _stretches(keys: Sequence[str], others: Sequence[str]) -> Iterator[tuple[_Span, _Span]]:
    """Yield differing stretches, and matching ones token by token: spelling may differ there."""
    for same, one, other in _blocks(keys, others, (0, len(keys)), (0, len(others))):
        if not same:
            yield one, other
            continue
        for at, other_at in zip(range(*one), range(*other), strict=True):
            yield (at, at + 1), (other_at, other_at + 1)


def _blocks(
    keys: Sequence[str], others: Sequence[str], one: _Span, other: _Span
) -> Iterator[tuple[bool, _Span, _Span]]:
    """Yield ``(the same, span of one, span of other)`` over both sequences, in order."""
    (start, end), (other_start, other_end) = one, other
    low, other_low = start, other_start
    while low < end and other_low < other_end and keys[low] == others[other_low]:
        low, other_low = low + 1, other_low + 1
    high, other_high = end, other_end
    while high > low and other_high > other_low and keys[high - 1] == others[other_high - 1]:
        high, other_high = high - 1, other_high - 1
    if low > start:
        yield True, (start, low), (other_start, other_low)
    yield from _differing(keys, others, (low, high), (other_low, other_high))
    if high < end:
        yield True, (high, end), (other_high, other_end)


def _differing(
    keys: Sequence[str], others: Sequence[str], one: _Span, other: _Span
) -> Iterator[tuple[bool, _Span, _Span]]:
    (low, high), (other_low, other_high) = one, other
    if low == high or other_low == other_high:
        if low < high or other_low < other_high:
            yield False, one, other
        return
    sizes = high - low, other_high - other_low
    anchors = _anchors(keys, others, one, other) if max(sizes) > _SHORT else []
    if anchors:
        for at, other_at in anchors:
            yield from _blocks(keys, others, (low, at), (other_low, other_at))
            yield True, (at, at + 1), (other_at, other_at + 1)
            low, other_low = at + 1, other_at + 1
        yield from _blocks(keys, others, (low, high), (other_low, other_high))
    elif sizes[0] * sizes[1] > _MOST:
        yield False, one, other
    else:
        matcher = SequenceMatcher(
            None, keys[low:high], others[other_low:other_high], autojunk=False
        )
        for tag, i1, i2, j1, j2 in matcher.get_opcodes():
            yield tag == "equal", (low + i1, low + i2), (other_low + j1, other_low + j2)


def _anchors(
    keys: Sequence[str], others: Sequence[str], one: _Span, other: _Span
) -> list[tuple[int, int]]:
    """Return positions where both read the same and nowhere else do, the most that keep order.

    Single tokens are tried first, then phrases of more and more tokens. This is the patience of
    Bram Cohen's diff.
    """
    for length in _PHRASES:
        place = _once_only(others, other, length)
        pairs = [
            (at, place[phrase])
            for phrase, at in _once_only(keys, one, length).items()
            if phrase in place
        ]
        if pairs:
            return increasing(sorted(pairs))
    return []


def _once_only(keys: Sequence[str], span: _Span, length: int) -> dict[tuple[str, ...], int]:
    """Return where each phrase of so many tokens starts that is in the span exactly once."""
    starts = range(span[0], span[1] - length + 1)
    phrases = [tuple(keys[at : at + length]) for at in starts]
    counts = Counter(phrases)
    return {phrase: at for phrase, at in zip(phrases, starts, strict=True) if counts[phrase] == 1}


def increasing(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return a longest run of `pairs`, sorted by their first, in which the second increases too."""
    tops: list[int] = []
    piles: list[int] = []
    below: list[int] = []
    for index, (_, value) in enumerate(pairs):
        pile = bisect_left(tops, value)
        below.append(piles[pile - 1] if pile else -1)
        if pile == len(tops):
            tops.append(value)
            piles.append(index)
        else:
            tops[pile], piles[pile] = value, index
    run: list[tuple[int, int]] = []
    index = piles[-1] if piles else -1
    while index >= 0:
        run.append(pairs[index])
        index = below[index]
    return run[::-1]


def _merged(
    before: Sequence[str], after: Sequence[str], stretches: Iterator[tuple[_Span, _Span]]
) -> list[tuple[_Span, _Span]]:
    """Join neighbours of one sort, and real changes with the white space between them."""
    joined: list[tuple[_Sort, _Span, _Span]] = []
    for one, other in stretches:
        sort = _sort(before[slice(*one)], after[slice(*other)])
        if joined and joined[-1][0] is sort is not _Sort.SPELLING:
            _, last_one, last_other = joined.pop()
            joined.append((sort, (last_one[0], one[1]), (last_other[0], other[1])))
        else:
            joined.append((sort, one, other))
        if [each[0] for each in joined[-3:]] == [_Sort.REAL, _Sort.EQUAL, _Sort.REAL]:
            first, between, last = joined[-3:]
            if all(token.isspace() for token in before[slice(*between[1])]):
                whole = (first[1][0], last[1][1]), (first[2][0], last[2][1])
                joined[-3:] = [(_Sort.REAL, *whole)]
    return [(one, other) for _, one, other in joined]


def _sort(old: Sequence[str], new: Sequence[str]) -> _Sort:
    if old == new:
        return _Sort.EQUAL
    if spells_the_same("".join(old), "".join(new)):
        return _Sort.SPELLING
    return _Sort.REAL

"""Word by word, what changed between two wordings.

Words keep their ZWNJ and diacritics. Where only the spelling differs (ي for ی, ك for ک, a ZWNJ or
the space in its stead, Persian for Latin digits, a tatweel, an invisible mark) the change says so,
and a reader may leave it aside.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Literal, NamedTuple

from dabir.domain.drafting.comparing.sequences import common, numbered
from dabir.domain.drafting.comparing.tidying import tidied
from dabir.domain.drafting.spelling import spells_the_same, token_key, tokens

ChangeKind = Literal["equal", "insert", "delete", "replace"]

_Span = tuple[int, int]


class _Sort(Enum):
    EQUAL = 1
    SPELLING = 2
    REAL = 3


class _Token(NamedTuple):
    """A word (`plain`) or another character, and where it stands."""

    start: int
    end: int
    text: str
    plain: bool


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
    As few words as possible count as changed, but for lone ones between rewritten passages.
    """
    return [_change(old[slice(*one)], new[slice(*other)]) for one, other in _stretches(old, new)]


def _change(old: str, new: str) -> Change:
    if old == new:
        return Change("equal", old, new)
    kind: ChangeKind = "replace" if old and new else "delete" if old else "insert"
    return Change(kind, old, new, spelling_only=spells_the_same(old, new))


def _stretches(old: str, new: str) -> list[tuple[_Span, _Span]]:
    """Return the spans of both wordings that make them up, alike or not."""
    if old == new:
        return [((0, len(old)), (0, len(new)))] if old else []
    before, after = _placed(old), _placed(new)
    keys = {token.text: token_key(token.text) for token in (*before, *after)}
    one, other = ([keys[token.text] for token in side] for side in (before, after))
    blocks = tidied(one, other, common(*numbered(one, other)), [token.plain for token in before])
    stretches = _Stretches(old, new)
    for start, there, size in blocks:
        for step in range(size):
            stretches.pair(before[start + step], after[there + step])
    return stretches.finished()


def _placed(text: str) -> list[_Token]:
    placed: list[_Token] = []
    end = 0
    for token in tokens(text):
        start, end = end, end + len(token)
        if not token.isspace():
            placed.append(_Token(start, end, token, plain=end > start + 1 or token.isalnum()))
    return placed


class _Stretches:
    """Puts stretches together while tokens of both wordings are paired, in order."""

    def __init__(self, old: str, new: str) -> None:
        self._old, self._new = old, new
        self._at = self._other = 0
        self._joined: list[tuple[_Sort, _Span, _Span]] = []

    def pair(self, one: _Token, other: _Token) -> None:
        """Take what stands before two tokens that match, and then the tokens."""
        self._between(one.start, other.start)
        self._take(one.end, other.end)

    def finished(self) -> list[tuple[_Span, _Span]]:
        """Take what is left, and return all."""
        self._between(len(self._old), len(self._new))
        return [(one, other) for _, one, other in self._joined]

    def _between(self, end: int, other_end: int) -> None:
        """Take all up to there; white space at the ends that both have belongs to no change."""
        one, other = self._old[self._at : end], self._new[self._other : other_end]
        if one == other:
            self._take(end, other_end)
            return
        shorter = min(len(one), len(other))
        lead = 0
        while lead < shorter and one[lead] == other[lead] and one[lead].isspace():
            lead += 1
        trail = 0
        while trail < shorter - lead and one[-1 - trail] == other[-1 - trail]:
            if not one[-1 - trail].isspace():
                break
            trail += 1
        self._take(self._at + lead, self._other + lead)
        self._take(end - trail, other_end - trail)
        self._take(end, other_end)

    def _take(self, end: int, other_end: int) -> None:
        one, other = (self._at, end), (self._other, other_end)
        self._at, self._other = end, other_end
        if one[0] == one[1] and other[0] == other[1]:
            return
        sort = _sort(self._old[slice(*one)], self._new[slice(*other)])
        joined = self._joined
        if joined and joined[-1][0] is sort is not _Sort.SPELLING:
            _, last_one, last_other = joined.pop()
            one, other = (last_one[0], one[1]), (last_other[0], other[1])
        joined.append((sort, one, other))
        if [each[0] for each in joined[-3:]] == [_Sort.REAL, _Sort.EQUAL, _Sort.REAL]:
            first, between, last = joined[-3:]
            if self._old[slice(*between[1])].isspace():
                whole = (first[1][0], last[1][1]), (first[2][0], last[2][1])
                joined[-3:] = [(_Sort.REAL, *whole)]


def _sort(old: str, new: str) -> _Sort:
    if old == new:
        return _Sort.EQUAL
    return _Sort.SPELLING if spells_the_same(old, new) else _Sort.REAL

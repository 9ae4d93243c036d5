"""How much lines of two texts have in common, asked only of lines that may be the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

from dabir.domain.drafting.spelling import token_key, tokens

LEAST = 0.5
"""Lines with less in common than this are two lines."""
_CONTAINED = 0.85
_CONTAINED_WORDS = 5
"""A line of so many words that is in another almost wholly is like it, however long that one is."""
_ALL_PAIRS = 900
_SELDOM = 12
"""Words in at most so many of the lines that are looked at tell lines apart."""
_CANDIDATES = 6


class Alike(NamedTuple):
    """Two lines: `score` is from 0 to 1, `weight` the number of words in common."""

    old: int
    new: int
    score: float
    weight: int
    same: bool


class Likeness:
    """The words of two texts, line by line, as numbers; worked out when a line is first asked of.

    Spelling makes no difference, nor does punctuation, but in lines that have nothing else.
    """

    def __init__(self, old: Sequence[str], new: Sequence[str]) -> None:
        self._texts = (old, new)
        self._words: tuple[dict[int, list[int]], dict[int, list[int]]] = ({}, {})
        self._tokens: tuple[dict[int, list[str]], dict[int, list[str]]] = ({}, {})
        self._numbers: dict[str, int] = {}
        self._known: dict[str, str] = {}

    def written(self, side: int, place: int) -> str:
        """Return a line as it is written; `side` is 0 for the old text and 1 for the new one."""
        return self._texts[side][place]

    def spelled(self, side: int, place: int) -> str:
        """Return a line with spelling set aside."""
        text = self._texts[side][place]
        if text.isascii():
            return text
        return "".join(self._token_key(token) for token in self._cut(side, place))

    def _cut(self, side: int, place: int) -> list[str]:
        known = self._tokens[side].get(place)
        if known is None:
            cut = tokens(self._texts[side][place])
            known = self._tokens[side][place] = [each for each in cut if not each.isspace()]
        return known

    def _token_key(self, token: str) -> str:
        key = self._known.get(token)
        if key is None:
            key = self._known[token] = token_key(token)
        return key

    def _line(self, side: int, place: int) -> list[int]:
        known = self._words[side].get(place)
        if known is None:
            cut = self._cut(side, place)
            plain = [each for each in cut if len(each) > 1 or each.isalnum()] or cut
            keys = (self._token_key(each) for each in plain)
            known = [self._numbers.setdefault(key, len(self._numbers)) for key in keys]
            self._words[side][place] = known
        return known

    def old_size(self, place: int) -> int:
        """How many words a line of the old text has."""
        return len(self._line(0, place))

    def new_size(self, place: int) -> int:
        """How many words a line of the new text has."""
        return len(self._line(1, place))

    def gain(self, old: Sequence[int], new: Sequence[int], more: Sequence[int]) -> int:
        """How many more words `old` has in common with the lines `more` than with `new`."""
        one = [word for place in old for word in self._line(0, place)]
        few = [word for place in new for word in self._line(1, place)]
        many = [word for place in more for word in self._line(1, place)]
        return LCSseq.similarity(one, many) - LCSseq.similarity(one, few)

    def gain_old(self, old: Sequence[int], more: Sequence[int], new: Sequence[int]) -> int:
        """How many more words `new` has in common with the lines `more` than with `old`."""
        one = [word for place in new for word in self._line(1, place)]
        few = [word for place in old for word in self._line(0, place)]
        many = [word for place in more for word in self._line(0, place)]
        return LCSseq.similarity(one, many) - LCSseq.similarity(one, few)

    def pairs(self, old: Sequence[int], new: Sequence[int]) -> list[Alike]:
        """Return the pairs of these lines that are alike enough to be one."""
        found: list[Alike] = []
        for here, there in self._candidates(old, new):
            one, other = self._line(0, here), self._line(1, there)
            if not one or not other:
                continue
            least = min(len(one), len(other))
            dice = 2 * least / (len(one) + len(other))
            if dice < LEAST and least < _CONTAINED_WORDS:
                continue
            weight = LCSseq.similarity(one, other)
            score = 2 * weight / (len(one) + len(other))
            if least >= _CONTAINED_WORDS and weight >= _CONTAINED * least:
                score = max(score, 0.8 * weight / least)
            if score >= LEAST:
                found.append(Alike(here, there, score, weight, one == other))
        return found

    def _candidates(self, old: Sequence[int], new: Sequence[int]) -> Iterator[tuple[int, int]]:
        if len(old) * len(new) <= _ALL_PAIRS:
            for here in old:
                for there in new:
                    yield here, there
            return
        places: dict[int, tuple[list[int], list[int]]] = {}
        for side, asked in enumerate((old, new)):
            for place in asked:
                for word in set(self._line(side, place)):
                    places.setdefault(word, ([], []))[side].append(place)
        shared: dict[int, Counter[int]] = {}
        for ones, others in places.values():
            if ones and len(ones) <= _SELDOM and len(others) <= _SELDOM:
                for here in ones:
                    shared.setdefault(here, Counter()).update(others)
        for here, counted in shared.items():
            for there, _ in counted.most_common(_CANDIDATES):
                yield here, there

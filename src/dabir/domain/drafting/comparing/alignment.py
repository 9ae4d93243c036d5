"""Which passage of an earlier text became which of a later one.

Every passage of both texts is in exactly one pair. Passages are paired by their words first and
their place second; what finds no partner is new or removed. Aligning the other way round gives the
same pairs mirrored.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from dabir.domain.language.search_key import search_key

Outcome = Literal["same", "changed", "moved", "new", "removed"]

SAME_PLACE = 0.2
"""How much a common place counts beside common words."""
LEAST = 0.5
"""With so much in common, words and place together, two passages are one."""
PART = 0.8
"""As much of a passage found in another says that it was split from it or merged into it."""
COMMON = 0.3
"""Words in more than so many of all passages tell none of them from another."""
FEW = 12


class Passage(NamedTuple):
    """A passage: where it stands in its text, and its words."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Pair:
    """What became of one passage; `old` and `new` are places in the two texts, None for neither.

    `related` are places in the *other* text of passages that a new one was split from, or that a
    removed one was merged into. `confidence` is how sure the pairing is, from 0 to 1.
    """

    old: int | None
    new: int | None
    outcome: Outcome
    confidence: float
    related: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Side:
    keys: list[str]
    words: list[Counter[str]]


def align(old: Sequence[Passage], new: Sequence[Passage]) -> tuple[Pair, ...]:
    """Return the pairs, in the order of the new text; removed ones stand where they stood."""
    before, after = _side(old), _side(new)
    likeness = _likeness(before, after)
    partners = _partners(old, new, before, after, likeness)
    taken = set(partners.values())
    pairs = {
        there: _pair(
            (here, there),
            in_place=old[here].path == new[there].path,
            same=before.keys[here] == after.keys[there],
            like=likeness.get((here, there), 0.0),
        )
        for here, there in partners.items()
    }
    added = {
        there: Pair(None, there, "new", _alone(likeness, None, there), _whole(after, before, there))
        for there in range(len(new))
        if there not in taken
    }
    gone = {
        here: Pair(here, None, "removed", _alone(likeness, here, None), _whole(before, after, here))
        for here in range(len(old))
        if here not in partners
    }
    return tuple(_in_order(len(new), pairs | added, partners, gone))


def _side(passages: Sequence[Passage]) -> _Side:
    keys = [search_key(passage.text) for passage in passages]
    return _Side(keys, [Counter(key.split()) for key in keys])


def _likeness(before: _Side, after: _Side) -> dict[tuple[int, int], float]:
    """Return how much two passages have in common, for those that have anything (Dice, 0 to 1)."""
    places: dict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for side, counts in enumerate((before.words, after.words)):
        for place, words in enumerate(counts):
            for word in words:
                places[word][side].append(place)
    most = max(FEW, COMMON * (len(before.keys) + len(after.keys)))
    shared: dict[tuple[int, int], int] = defaultdict(int)
    for word, (here, there) in places.items():
        if len(here) + len(there) > most:
            continue
        for one in here:
            for other in there:
                shared[one, other] += min(before.words[one][word], after.words[other][word])
    telling = {word for word, (here, there) in places.items() if len(here) + len(there) <= most}
    sizes = [
        [sum(count for word, count in words.items() if word in telling) for words in counts]
        for counts in (before.words, after.words)
    ]
    return {
        (one, other): 2 * common / (sizes[0][one] + sizes[1][other])
        for (one, other), common in shared.items()
    }


def _partners(
    old: Sequence[Passage],
    new: Sequence[Passage],
    before: _Side,
    after: _Side,
    likeness: dict[tuple[int, int], float],
) -> dict[int, int]:
    """Pair the likest first; of equals those that stand nearest to the beginning, then in place."""
    scores = {
        (one, other): like + SAME_PLACE * (old[one].path == new[other].path)
        for (one, other), like in likeness.items()
    }
    by_key: dict[str, list[int]] = defaultdict(list)
    for other, key in enumerate(after.keys):
        by_key[key].append(other)
    for one, key in enumerate(before.keys):
        for other in by_key[key]:
            scores[one, other] = 2 + SAME_PLACE * (old[one].path == new[other].path)
    order = sorted(
        ((score, pair) for pair, score in scores.items() if score >= LEAST),
        key=lambda each: (-each[0], sum(each[1]), abs(each[1][0] - each[1][1])),
    )
    partners: dict[int, int] = {}
    taken: set[int] = set()
    for _score, (one, other) in order:
        if one not in partners and other not in taken:
            partners[one] = other
            taken.add(other)
    return partners


def _pair(pair: tuple[int, int], *, in_place: bool, same: bool, like: float) -> Pair:
    here, there = pair
    if same:
        return Pair(here, there, "same" if in_place else "moved", 0.99 if in_place else 0.9)
    sure = 0.55 + 0.4 * like if in_place else 0.9 * like
    return Pair(here, there, "changed", round(min(sure, 0.95), 3))


def _alone(likeness: dict[tuple[int, int], float], here: int | None, there: int | None) -> float:
    """Return how sure it is that a passage has no partner: the less like its likest, the surer."""
    likest = max(
        (like for (one, other), like in likeness.items() if here == one or there == other),
        default=0.0,
    )
    return round(0.95 - 0.6 * min(1.0, likest), 3)


def _whole(part: _Side, others: _Side, place: int) -> tuple[int, ...]:
    """Return the passages of the other text that hold most of this one's words."""
    words = part.words[place]
    size = sum(words.values())
    if size < 3:
        return ()
    return tuple(
        other
        for other, counts in enumerate(others.words)
        if sum((words & counts).values()) >= PART * size
    )


def _in_order(
    count: int, by_new: dict[int, Pair], partners: dict[int, int], gone: dict[int, Pair]
) -> list[Pair]:
    """Put each removed passage after the partner of the nearest passage before it that has one."""
    after: dict[int, list[Pair]] = defaultdict(list)
    for here in sorted(gone):
        before = next((at for at in range(here - 1, -1, -1) if at in partners), None)
        after[-1 if before is None else partners[before]].append(gone[here])
    ordered = list(after[-1])
    for there in range(count):
        ordered.append(by_new[there])
        ordered += after[there]
    return ordered

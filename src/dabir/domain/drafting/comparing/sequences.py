"""What two sequences have in common, in their order: as much as there is, in little time.

Sequences are whole numbers that stand for words or lines. Where both are short enough a longest
common subsequence is found exactly, many cells at a time; longer ones are first cut at the phrases
that both have exactly once.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rapidfuzz.distance import LCSseq, Levenshtein

_MOST = 100_000_000
"""So many cells of a table are a tenth of a second and 12 MB."""
_STILL = 20_000_000_000
"""So many cells are a few seconds where no table is kept; more are not looked at."""
_DOUBLINGS = 5
"""Phrases of 32 words are tried first, then of 16, 8, 4, 2 and 1."""


class Block(NamedTuple):
    """A run that both have: it begins at `start` in one and at `other` in the other."""

    start: int
    other: int
    size: int


def numbered(*sequences: Sequence[str]) -> list[list[int]]:
    """Return the sequences as numbers, equal ones for equal strings."""
    numbers: dict[str, int] = {}
    return [[numbers.setdefault(each, len(numbers)) for each in one] for one in sequences]


def common(one: Sequence[int], other: Sequence[int]) -> list[Block]:
    """Return runs that both have, in the order of both, as much together as could be found.

    No two runs touch in both sequences. In sequences of many thousands a few more could be found;
    of hundreds of thousands that have no phrase in common exactly once, nothing is.
    """
    joined: list[Block] = []
    for block in _common(one, other, (0, len(one)), (0, len(other)), _DOUBLINGS):
        if joined:
            last = joined[-1]
            if (last.start + last.size, last.other + last.size) == (block.start, block.other):
                joined[-1] = Block(last.start, last.other, last.size + block.size)
                continue
        joined.append(block)
    return joined


def _common(
    one: Sequence[int],
    other: Sequence[int],
    span: tuple[int, int],
    other_span: tuple[int, int],
    doublings: int,
) -> Iterator[Block]:
    (low, high), (other_low, other_high) = span, other_span
    start = low
    while low < high and other_low < other_high and one[low] == other[other_low]:
        low, other_low = low + 1, other_low + 1
    if low > start:
        yield Block(start, other_span[0], low - start)
    tail = 0
    while high - tail > low and other_high - tail > other_low:
        if one[high - tail - 1] != other[other_high - tail - 1]:
            break
        tail += 1
    high, other_high = high - tail, other_high - tail
    cells = (high - low) * (other_high - other_low)
    if cells > _MOST:
        yield from _cut(one, other, (low, high), (other_low, other_high), doublings)
    elif cells:
        yield from _longest(one[low:high], other[other_low:other_high], low, other_low)
    if tail:
        yield Block(high, other_high, tail)


def _longest(
    one: Sequence[int], other: Sequence[int], start: int, other_start: int
) -> Iterator[Block]:
    for each in LCSseq.opcodes(one, other):
        if each.tag == "equal":
            size = each.src_end - each.src_start
            yield Block(start + each.src_start, other_start + each.dest_start, size)


def _cut(
    one: Sequence[int],
    other: Sequence[int],
    span: tuple[int, int],
    other_span: tuple[int, int],
    doublings: int,
) -> Iterator[Block]:
    """Yield what both have in spans too long for a table, cut at phrases that stand once in each.

    Phrases of many words go first: they are seldom in the wrong place.
    """
    (low, high), (other_low, other_high) = span, other_span
    for length, phrases, other_phrases in _phrases(
        one[low:high], other[other_low:other_high], doublings
    ):
        place = _once_only(other_phrases)
        pairs = [
            (at, place[phrase]) for phrase, at in _once_only(phrases).items() if phrase in place
        ]
        if not pairs:
            continue
        at, other_at = low, other_low
        for begin, other_begin in increasing(sorted(pairs)):
            start, other_start = low + begin, other_low + other_begin
            # Phrases that begin inside the last one have been taken with it, or cross it.
            if start < at or other_start < other_at:
                continue
            yield from _common(one, other, (at, start), (other_at, other_start), length - 1)
            yield Block(start, other_start, 1 << length)
            at, other_at = start + (1 << length), other_start + (1 << length)
        yield from _common(one, other, (at, high), (other_at, other_high), length - 1)
        return
    if (high - low) * (other_high - other_low) <= _STILL:
        # Nothing stands once in both, as in texts that repeat themselves: fewest edits, which
        # takes little memory, where the longest run would take much.
        for each in Levenshtein.opcodes(one[low:high], other[other_low:other_high]):
            if each.tag == "equal":
                size = each.src_end - each.src_start
                yield Block(low + each.src_start, other_low + each.dest_start, size)


def _phrases(
    one: Sequence[int], other: Sequence[int], doublings: int
) -> list[tuple[int, list[int], list[int]]]:
    """Return ``(length as a power of two, phrases by their start, those of the other)``.

    The longest come first. Each length is numbered from pairs of the length before it.
    """
    sides = list(one), list(other)
    found = [(0, *sides)] if doublings >= 0 else []
    for power in range(doublings):
        gap = 1 << power
        numbers: dict[tuple[int, int], int] = {}
        sides = (
            [
                numbers.setdefault(pair, len(numbers))
                for pair in zip(sides[0], sides[0][gap:], strict=False)
            ],
            [
                numbers.setdefault(pair, len(numbers))
                for pair in zip(sides[1], sides[1][gap:], strict=False)
            ],
        )
        found.append((power + 1, *sides))
    return found[::-1]


def _once_only(phrases: Sequence[int]) -> dict[int, int]:
    counts = Counter(phrases)
    return {phrase: at for at, phrase in enumerate(phrases) if counts[phrase] == 1}


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
    return [pairs[index] for index in _back(piles[-1] if piles else -1, below)]


def heaviest(pairs: Sequence[tuple[int, int]], weights: Sequence[int]) -> list[tuple[int, int]]:
    """Return the run of `pairs` that weighs most and in which the second increases, too.

    `pairs` are sorted by their first, those of one first by their second downward, so that no two
    of them are in the run; weights are positive.
    """
    values = sorted({value for _, value in pairs})
    ranks = {value: rank for rank, value in enumerate(values, start=1)}
    best = [(0, -1)] * (len(ranks) + 1)  # a tree of prefix maxima: (weight, its last pair)
    below: list[int] = []
    for index, ((_, value), weight) in enumerate(zip(pairs, weights, strict=True)):
        at, top = ranks[value] - 1, (0, -1)
        while at > 0:
            top = max(top, best[at])
            at &= at - 1
        below.append(top[1])
        at, mine = ranks[value], (top[0] + weight, index)
        while at < len(best):
            best[at] = max(best[at], mine)
            at += at & -at
    at, top = len(ranks), (0, -1)
    while at > 0:
        top = max(top, best[at])
        at &= at - 1
    return [pairs[index] for index in _back(top[1], below)]


def _back(index: int, below: Sequence[int]) -> list[int]:
    run: list[int] = []
    while index >= 0:
        run.append(index)
        index = below[index]
    return run[::-1]

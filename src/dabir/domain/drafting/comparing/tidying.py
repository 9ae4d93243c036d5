"""Making what a comparison found readable, without making it longer than it must be.

A run that was put in or taken out can often stand one word earlier or later and mean the same; it
is moved to meet its neighbour, or to where a sentence begins or ends. A lone word that happens to
be in both between two rewritten passages is given up.
"""

from __future__ import annotations

from collections.abc import Sequence

from dabir.domain.drafting.comparing.sequences import Block

_ENDS = frozenset(".؟?!؛;:\n")
"""What a sentence, or a part of one, ends with."""
_ISLAND = 2
"""More words than these in common are never given up."""
_SURROUNDED = 3
"""An island is given up where so many times its size was rewritten on either side of it."""


def tidied(
    one: Sequence[str], other: Sequence[str], blocks: Sequence[Block], same: Sequence[bool]
) -> list[Block]:
    """Return the blocks of two sequences of words such that a person would call them the same.

    `same` is unused words apart: ``same[i]`` says that ``one[i]`` is a word, not punctuation.
    """
    settled = _slid(one, other, blocks)
    return _without_islands(settled, len(one), len(other), same)


def _slid(one: Sequence[str], other: Sequence[str], blocks: Sequence[Block]) -> list[Block]:
    """Move each pure insertion or deletion between two blocks to where it reads best.

    Moving it left by one shortens the block before it and lengthens the one after it.
    """
    settled: list[Block] = []
    for block in blocks:
        current = block
        while settled:
            last = settled[-1]
            end, other_end = last.start + last.size, last.other + last.size
            if current.start > end and current.other > other_end:
                break
            if current.start == end:
                words, low, high = other, other_end, current.other
            else:
                words, low, high = one, end, current.start
            left = 0
            while left < last.size and words[low - 1 - left] == words[high - 1 - left]:
                left += 1
            if left == last.size and len(settled) > 1:
                # The block before is swallowed: its words are those at the end of the run.
                settled.pop()
                current = Block(current.start - left, current.other - left, current.size + left)
                continue
            right = 0
            while right < current.size and words[low + right] == words[high + right]:
                right += 1
            by = _best(words, low, high, left, right)
            settled[-1] = Block(last.start, last.other, last.size + by)
            current = Block(current.start + by, current.other + by, current.size - by)
            break
        if settled and not settled[-1].size:
            settled.pop()
        if current.size:
            settled.append(current)
    return settled


def _best(words: Sequence[str], low: int, high: int, left: int, right: int) -> int:
    """Return by how much to move the run ``words[low:high]``: right if positive."""

    def worth(by: int) -> tuple[int, int]:
        begin, end = low + by, high + by
        opens = begin == 0 or words[begin - 1] in _ENDS
        closes = words[end - 1] in _ENDS or end == len(words)
        return opens + closes, -abs(by)

    return max(range(-left, right + 1), key=worth)


def _without_islands(
    blocks: Sequence[Block], size: int, other_size: int, is_word: Sequence[bool]
) -> list[Block]:
    kept = list(blocks)
    at = 0
    while at < len(kept):
        block = kept[at]
        if block.size <= 2 * _ISLAND:
            count = sum(is_word[block.start : block.start + block.size])
            if count <= _ISLAND and _surrounded(kept, at, size, other_size, max(count, 1)):
                del kept[at]
                at = max(at - 1, 0)
                continue
        at += 1
    return kept


def _surrounded(kept: Sequence[Block], at: int, size: int, other_size: int, count: int) -> bool:
    block = kept[at]
    ended = (kept[at - 1].start + kept[at - 1].size, kept[at - 1].other + kept[at - 1].size)
    before = ended if at else (0, 0)
    after = (kept[at + 1].start, kept[at + 1].other) if at + 1 < len(kept) else (size, other_size)
    old = block.start - before[0], after[0] - block.start - block.size
    new = block.other - before[1], after[1] - block.other - block.size
    rewritten = min(old[0], new[0]) > 0 and min(old[1], new[1]) > 0
    return rewritten and min(max(old[0], new[0]), max(old[1], new[1])) >= _SURROUNDED * count

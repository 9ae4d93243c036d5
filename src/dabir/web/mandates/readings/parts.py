"""A document shown part by part, so that a long one stays as quick as a short one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dabir.foundation.proposals.models import Proposal

LENGTH = 9_000
"""About three pages of an official document, in characters."""
MOST = 60
"""No part has many more cards than this, however close they stand."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the text, counted from 1; `open` and `shown` count its proposals."""

    number: int
    start: int
    end: int
    open: int = 0
    shown: int = 0


def cuts(text: str, places: Sequence[int] = ()) -> list[int]:
    """Return where the parts of a text begin; the first at 0, each at the beginning of a line.

    `places` are where the proposals begin, in order.
    """
    found = [0]
    while True:
        start = found[-1]
        last = bisect_left(places, start) + MOST
        end = start + LENGTH
        if last < len(places):
            end = min(end, places[last])
        elif len(text) - start <= LENGTH + LENGTH // 2:
            return found
        middle = (start + end) // 2
        at = text.rfind("\n", middle, end) + 1 or text.rfind(" ", middle, end) + 1
        found.append(max(at or end, start + 1))


def part_of(proposal: Proposal, starts: Sequence[int]) -> int:
    """Return the number of the part in which a proposal is shown: where its words begin."""
    return max(1, bisect_right(starts, proposal.start or 0))


def parts(text: str, all_of_them: Sequence[Proposal], shown: Iterable[Proposal]) -> list[Part]:
    """Return the parts of a text, with how many proposals wait and are shown in each.

    `all_of_them` stand in the order of the text.
    """
    starts = cuts(text, [one.start for one in all_of_them if one.start is not None])
    waiting = [0] * (len(starts) + 1)
    listed = [0] * (len(starts) + 1)
    for proposal in all_of_them:
        waiting[part_of(proposal, starts)] += proposal.state == Proposal.State.OPEN
    for proposal in shown:
        listed[part_of(proposal, starts)] += 1
    ends = [*starts[1:], len(text)]
    return [
        Part(number, start, end, waiting[number], listed[number])
        for number, (start, end) in enumerate(zip(starts, ends, strict=True), start=1)
    ]

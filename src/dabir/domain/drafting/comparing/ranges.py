"""Ranges of words that are carried along while the wording around them changes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from dabir.domain.drafting.comparing.differences import Change, compare

Range = tuple[int, int]
"""Where some words begin and end, in code points."""


def carried(old: str, new: str, places: Sequence[Range]) -> list[Range | None]:
    """Return where the words at `places` of `old` stand in `new`; None for those all gone.

    What is left of them and what was put between them is the new range, without the blanks at its
    ends. Words that are merely spelt otherwise are still there.
    """
    changes = _changes(old, new)
    return [_carried(changes, new, place) for place in places]


@lru_cache(maxsize=2_048)
def _changes(old: str, new: str) -> tuple[Change, ...]:
    """Compare once what is read again and again: a text with the comments on its last version."""
    return tuple(compare(old, new))


def _carried(changes: Sequence[Change], new: str, place: Range) -> Range | None:
    start, end = place
    found: list[Range] = []
    at = there = 0
    for change in changes:
        left, right = max(start, at), min(end, at + len(change.old))
        if left < right and change.kind == "equal":
            found.append((there + left - at, there + right - at))
        elif left < right and change.spelling_only:
            found.append((there, there + len(change.new)))
        at += len(change.old)
        there += len(change.new)
    stay = [(one, other) for one, other in found if new[one:other].strip()]
    if not stay:
        return None
    first, last = stay[0][0], stay[-1][1]
    words = new[first:last]
    return first + len(words) - len(words.lstrip()), last - len(words) + len(words.rstrip())

"""Personal data in a text: where it stands, of what kind, by which rule, and how sure that is.

What is found is a proposal. Those that are *sure* may be left out without reading each again: the
number checks itself, or a label says what it is. An unlabelled number that could be something else
(ten digits whose last one checks the others by chance) is only likely.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from dabir.domain.language.digits import to_ascii_digits
from dabir.domain.language.letters import fold_with_offsets
from dabir.domain.language.personal_data.contacts import emails, phones
from dabir.domain.language.personal_data.findings import SURE, WORTH_PROPOSING, Finding, Kind
from dabir.domain.language.personal_data.numbers import (
    accounts,
    cards,
    legal_ids,
    national_ids,
    other_numbers,
)
from dabir.domain.language.personal_data.sender import Own, find_own_data
from dabir.domain.language.personal_data.words import said

__all__ = [
    "SURE",
    "WORTH_PROPOSING",
    "Finding",
    "Kind",
    "Own",
    "comparable",
    "find_own_data",
    "find_personal_data",
    "without_overlaps",
]

_MAY_HOLD = re.compile(
    r"\d|@|این.?جانب|خیابان|خيابان|کوچه|كوچه|بلوار|نام|اسم|آدرس|نشانی|نشاني|فرزند|من|"
    r"\b(?:at|ات|name|born|dob|I)\b",
    re.IGNORECASE,
)

_RULES: tuple[Callable[[str], Iterator[Finding]], ...] = (
    national_ids,
    legal_ids,
    cards,
    accounts,
    phones,
    other_numbers,
    emails,
    said,
)


def find_personal_data(text: str) -> list[Finding]:
    """Return what looks like personal data in a text, in order, none overlapping another.

    Digits may be Persian, Arabic, Latin or mixed, and grouped; where two readings overlap, the
    surer one holds. Takes time in proportion to the length of the text.
    """
    if not _MAY_HOLD.search(text):
        return []
    folded = fold_with_offsets(text)
    found = []
    for rule in _RULES:
        for one in rule(folded.text):
            start, end = folded.span(one.start, one.end)
            found.append(replace(one, start=start, end=end))
    return without_overlaps(found)


def without_overlaps(found: Iterable[Finding]) -> list[Finding]:
    """Return findings in order; of those that overlap the surest, then the longest."""
    kept: list[Finding] = []
    reached = -1
    group: list[Finding] = []
    for one in sorted(found, key=lambda each: (each.start, -each.end)):
        if group and one.start >= reached:
            kept += _best_of(group)
            group = []
        group.append(one)
        reached = max(reached, one.end) if len(group) > 1 else one.end
    return kept + _best_of(group)


def _best_of(touching: list[Finding]) -> list[Finding]:
    kept: list[Finding] = []
    for one in sorted(touching, key=lambda each: (-each.confidence, each.start - each.end)):
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: one.start)


def comparable(words: str) -> str:
    """Return words as they are compared: letters folded, digits ASCII, signs between gone."""
    folded = to_ascii_digits(fold_with_offsets(words).text).casefold()
    return "".join(sign for sign in folded if sign.isalnum() or sign == "@")

"""What stays open in a text: what it cites and lacks, and where it contradicts itself.

Each open point is a proposal with its place, its rule and its confidence; a person decides whether
the issuer is asked. Rules prefer silence to a false alarm.
"""

import re
from collections.abc import Iterator

from dabir.domain.outline.citations import absent_annexes, absent_clauses, broken_numbers
from dabir.domain.outline.contradictions import (
    day_clashes,
    group_clashes,
    member_clashes,
    number_clashes,
    session_clashes,
    signature_clashes,
)
from dabir.domain.outline.model import Outline, Span
from dabir.domain.outline.open_point import KINDS, OpenPoint
from dabir.domain.outline.reading_copy import ReadingCopy, copy_for_reading

MOST = 40
"""So many open points of one text are worth telling; more say that it was not understood."""

_AROUND = 220
_STOP = re.compile(r"[\n؛]|\.(?=\s|$)")


def open_points(outline: Outline, text: str) -> tuple[OpenPoint, ...]:
    """Return what stays open in `text`, of which `outline` was read: missing things first.

    Raises:
        UnreadableText: there is nothing to read (as `read_outline` has it).
    """
    copy = copy_for_reading(text)
    order = {kind: place for place, kind in enumerate(KINDS)}
    found = sorted(_found(copy, outline), key=lambda one: (order[one.kind], one.span))
    return tuple(found[:MOST])


def quotation(text: str, span: Span) -> str:
    """Return the sentence in which a span stands, for whoever reads only the quotation."""
    start = max(0, span.start - _AROUND)
    for stop in _STOP.finditer(text, start, span.start):
        start = stop.end()
    stop_after = _STOP.search(text, span.end, span.end + _AROUND)
    end = stop_after.start() if stop_after else min(len(text), span.end + _AROUND)
    return " ".join(text[start:end].split())


def _found(copy: ReadingCopy, outline: Outline) -> Iterator[OpenPoint]:
    language, kind = outline.language.value, outline.kind.value
    if kind != "call":
        yield from absent_annexes(copy, outline.items, language)
        yield from absent_clauses(copy, outline.items, language)
        yield from broken_numbers(copy, outline.items, kind)
    yield from session_clashes(copy, outline)
    yield from number_clashes(copy)
    yield from day_clashes(copy, outline)
    yield from group_clashes(copy)
    yield from member_clashes(copy, outline)
    yield from signature_clashes(copy, outline)
    for impossible in outline.invalid_dates:
        yield OpenPoint(
            "impossible_date",
            {"date": impossible.value},
            impossible.span,
            None,
            impossible.rule,
            impossible.confidence,
        )

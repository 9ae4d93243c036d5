"""Markers at the beginning of a line: ``۱.``, ``ماده ۳ـ``, ``(a)``, ``الف -۱-``, ``Annex``.

Reads the lines of the copy; writes ``Marker``s. A marker that may be a reference or a name
(``ماده ۶ قانون ...``, ``A. Smith``) is *weak*: it needs neighbours in its series.
"""

from dabir.domain.outline.bare_markers import bare, ordinal_word
from dabir.domain.outline.marker import Marker
from dabir.domain.outline.named_markers import act_heading, named_english, named_persian
from dabir.domain.outline.reading_copy import Line, ReadingCopy


def marker_at_line(copy: ReadingCopy, line: Line) -> Marker | None:
    """Return the marker with which a line begins, or None."""
    return marker_at(copy, line.start, line.end)


def marker_at(
    copy: ReadingCopy, start: int, end: int, *, inline: bool = False, limit: int = 120
) -> Marker | None:
    """Return the marker that stands at ``start``, reading no further than the line's ``end``."""
    text = copy.text
    if start >= end:
        return None
    head = text[start : min(end, start + limit)]
    first = head[0]
    if first.isdigit() or first in "([":
        return bare(head, start, end, inline=inline)
    if first.isascii():
        return (
            named_english(copy, head, start, end, inline=inline)
            or (None if inline else act_heading(head, start, end))
            or bare(head, start, end, inline=inline)
        )
    return (
        named_persian(copy, head, start, end, inline=inline)
        or ordinal_word(head, start, end, inline=inline)
        or bare(head, start, end, inline=inline)
    )

"""PDF files with a text layer to text, worked out from where the letters stand.

A PDF holds glyphs in the order of the paper. Persian comes back in reading order by sorting the
glyphs of a line, turning each cluster round and reversing the bidirectional algorithm. No reader
is right for every producer, so the result is always marked unverified.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from bidi import get_display
from pdfminer.pdfdocument import PDFPasswordIncorrect

from dabir.formats.errors import Damaged, Encrypted, NotAText, SuspiciousArchive
from dabir.formats.limits import DEFAULT_LIMITS, Limits
from dabir.formats.pdf_bombs import refuse_bombs
from dabir.formats.pdf_glyphs import LAST_UNMAPPED, UNMAPPED, Glyph, Page, pages_of
from dabir.formats.pdf_layout import Row, flows_of, gutter_of, rows_of
from dabir.formats.pdf_letters import RTL, ZWNJ, repair, restore_half_spaces, settle_marks
from dabir.formats.pdf_paragraphs import Line, margin_rows, paragraphs
from dabir.formats.read_document import UNVERIFIED_LAYOUT, Note, ReadDocument, pages_without_text

_LTR = re.compile(r"[A-Za-z\u00c0-\u024f]")
# Gaps as parts of the letter size: a blank, a new column of a table.
_BLANK_GAP = 0.18
_COLUMN_GAP = 2.0
_MOST_UNMAPPED = 0.5
Direction = Literal["R", "L"]


def read_pdf(data: bytes, *, limits: Limits = DEFAULT_LIMITS) -> ReadDocument:
    """Return the text layer of a PDF by paragraphs; heads and feet of pages come as ``margins``.

    Raises :class:`~dabir.formats.errors.NotAText` for scans, ``Encrypted``, ``Damaged`` or
    ``SuspiciousArchive``.
    """
    refuse_bombs(data, limits=limits)
    try:
        pages = list(pages_of(data, limits=limits))
    except PDFPasswordIncorrect as error:
        raise Encrypted from error
    except SuspiciousArchive:
        raise
    # The parser answers forged input with errors of every built-in kind.
    except Exception as error:
        raise Damaged(format="PDF") from error
    texts, margins = _text_of(pages)
    text = "\n".join(texts)
    if not RTL.search(text) and not _LTR.search(text):
        raise NotAText
    return ReadDocument(
        text=text,
        format="pdf",
        verified=False,
        notes=(UNVERIFIED_LAYOUT, *_remarks(pages)),
        margins="\n".join(margins),
    )


def _remarks(pages: Sequence[Page]) -> tuple[Note, ...]:
    blank = sum(1 for page in pages if not any(glyph.text.strip() for glyph in page.glyphs))
    return (pages_without_text(blank, len(pages)),) if blank else ()


def _text_of(pages: Sequence[Page]) -> tuple[list[str], list[str]]:
    """Return the paragraphs, and what stands in the margins of pages."""
    glyphs = [glyph for page in pages for glyph in page.glyphs if glyph.text.strip()]
    if sum(
        UNMAPPED <= ord(glyph.text[0]) <= LAST_UNMAPPED for glyph in glyphs
    ) > _MOST_UNMAPPED * len(glyphs):
        # Fonts that do not tell their letters: as good as a scan.
        raise NotAText
    rows_of_pages = [rows_of(settle_marks(page.glyphs)) for page in pages]
    restored = iter(restore_half_spaces([row for rows in rows_of_pages for row in rows]))
    rows_of_pages = [[next(restored) for _ in rows] for rows in rows_of_pages]
    directions = [_direction(rows) for rows in rows_of_pages]
    at_edge = margin_rows(
        [_lines(rows, direction) for rows, direction in zip(rows_of_pages, directions, strict=True)]
    )
    margins: dict[str, None] = {}
    insides: list[list[Row]] = []
    for rows, direction, edge in zip(rows_of_pages, directions, at_edge, strict=True):
        lines = _lines([row for index, row in enumerate(rows) if index in edge], direction)
        margins.update(dict.fromkeys(line.text for line in lines))
        insides.append([row for index, row in enumerate(rows) if index not in edge])
    gutters = (gutter_of(inside) for inside in insides)
    elsewhere = next((gutter for gutter in gutters if gutter is not None), None)
    flows = [
        _lines(flow, direction)
        for inside, direction in zip(insides, directions, strict=True)
        for flow in flows_of(inside, from_right=direction == "R", elsewhere=elsewhere)
    ]
    repaired = iter(repair([*margins, *(line.text for flow in flows for line in flow)]))
    heads = [next(repaired) for _ in margins]
    flows = [[replace(line, text=next(repaired)) for line in flow] for flow in flows]
    return paragraphs(flows), heads


def _direction(rows: Sequence[Row]) -> Direction:
    # One line is too little to tell the direction by: a sentence may hold a long name.
    letters = "".join(glyph.text for row in rows for glyph in row.glyphs)
    return "R" if len(RTL.findall(letters)) >= len(_LTR.findall(letters)) else "L"


def _lines(rows: Sequence[Row], base: Direction) -> list[Line]:
    left = min((row.start for row in rows), default=0.0)
    right = max((row.end for row in rows), default=0.0)
    return [
        Line(
            text=_logical(_visual(row.glyphs), base),
            middle=row.middle,
            size=row.size,
            slack=row.start - left if base == "R" else right - row.end,
            lead=_lead(row, base),
        )
        for row in rows
    ]


def _lead(row: Row, base: Direction) -> float:
    """Return the width of the word that is read first."""
    glyphs = row.glyphs if base == "L" else row.glyphs[::-1]
    last = glyphs[0]
    for glyph in glyphs[1:]:
        gap = glyph.start - last.end if base == "L" else last.start - glyph.end
        if not glyph.text.strip() or gap > _BLANK_GAP * glyph.size:
            break
        last = glyph
    return abs((last.end if base == "L" else glyphs[0].end) - (
        glyphs[0].start if base == "L" else last.start
    ))  # fmt: skip


def _visual(row: Sequence[Glyph]) -> str:
    """Return one line from left to right, clusters turned round, columns parted by tabs."""
    pieces: list[str] = []
    for index, glyph in enumerate(row):
        if index:
            previous = row[index - 1]
            gap = glyph.start - previous.end
            if gap > _COLUMN_GAP * glyph.size:
                pieces.append("\t")
            elif gap > _BLANK_GAP * glyph.size and " " not in (previous.text[-1:], glyph.text[:1]):
                pieces.append(" ")
        if glyph.text == " " and _lies_under(glyph, row[max(index - 1, 0) : index + 2]):
            # A ZWNJ is often drawn with the glyph of a blank that takes no room.
            pieces.append(ZWNJ)
        elif len(glyph.text) > 1 and RTL.search(glyph.text):
            pieces.append(glyph.text[::-1])
        else:
            pieces.append(glyph.text)
    return "".join(pieces)


def _lies_under(blank: Glyph, neighbours: Sequence[Glyph]) -> bool:
    half = (blank.end - blank.start) / 2
    return any(
        min(blank.end, other.end) - max(blank.start, other.start) > half
        for other in neighbours
        if other.text.strip()
    )


def _logical(visual: str, base: Direction) -> str:
    """Return one line in reading order."""
    if not RTL.search(visual):
        return visual.strip()
    # The algorithm takes a tab for the end of a segment; columns are turned round by hand.
    columns = [get_display(column, base_dir=base).strip() for column in visual.split("\t")]
    if base == "R":
        columns.reverse()
    return "\t".join(columns)

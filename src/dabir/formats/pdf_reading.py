"""PDF files with a text layer to text, worked out from where the letters stand.

A PDF holds glyphs in the order of the paper. Persian comes back in reading order by sorting the
glyphs of a line, turning each cluster round and reversing the bidirectional algorithm. No reader
is right for every producer, so the result is always marked unverified.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pdfplumber
from bidi import get_display
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.utils.exceptions import PdfminerException

from dabir.formats.errors import Damaged, Encrypted, NotAText, SuspiciousArchive
from dabir.formats.limits import DEFAULT_LIMITS, Limits
from dabir.formats.pdf_bombs import refuse_bombs
from dabir.formats.read_document import UNVERIFIED_LAYOUT, ReadDocument

_RTL = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_LTR = re.compile(r"[A-Za-z\u00c0-\u024f]")
_PRESENTATION = re.compile(r"[\ufb00-\ufb06\ufb50-\ufdff\ufe70-\ufefc]")
_OPENS, _CLOSES = "([{«", ")]}»"
_FACING = re.compile(r"(?<!\S)[(\[{«]\S|\S[)\]}»](?!\w)")
_TURNED_AWAY = re.compile(r"(?<!\S)[)\]}»]\S|\S[(\[{«](?!\w)")
_MIRROR = str.maketrans(_OPENS + _CLOSES, _CLOSES + _OPENS)
_UNMAPPED = re.compile(r"\(cid:\d+\)")
# Producers map one glyph to one text, so that a ZWNJ sticks to letters it was never typed before.
# After a letter that does not join, or at the edge of a word, it shows nothing and is dropped.
_STRAY_ZWNJ = re.compile(r"(?<![^\W\d_اأإآدذرزژوؤ])\u200c|\u200c(?!\w)")
# Some producers map the stretch of a justified line to a letter of the other script.
_STRETCH = re.compile(r"(?<=[\u0620-\u06d3])([A-Za-z])\1*(?=[\u0620-\u06d3])")
_FEWEST_STRETCHES = 3
# Gaps and heights as parts of the letter size: a blank, a new column, the same line, a paragraph.
_BLANK_GAP = 0.18
_COLUMN_GAP = 2.0
_SAME_LINE = 0.45


@dataclass(frozen=True)
class _Glyph:
    text: str
    start: float
    end: float
    middle: float
    size: float


def read_pdf(data: bytes, *, limits: Limits = DEFAULT_LIMITS) -> ReadDocument:
    """Return the text layer of a PDF, line by line; pages are separated by an empty line.

    Raises :class:`~dabir.formats.errors.NotAText` for scans, ``Encrypted``, ``Damaged`` or
    ``SuspiciousArchive``.
    """
    refuse_bombs(data, limits=limits)
    try:
        lines = _lines_of(data, limits)
    except (PDFPasswordIncorrect, PdfminerException) as error:
        if isinstance(error, PDFPasswordIncorrect) or any(
            isinstance(part, PDFPasswordIncorrect) for part in error.args
        ):
            raise Encrypted from error
        raise Damaged(format="PDF") from error
    except SuspiciousArchive:
        raise
    # The parser answers forged input with errors of every built-in kind.
    except Exception as error:
        raise Damaged(format="PDF") from error
    text = _STRAY_ZWNJ.sub("", _without_stretches("\n".join(_repair_brackets(lines))))
    if not _RTL.search(text) and not _LTR.search(text):
        raise NotAText
    return ReadDocument(text=text, format="pdf", verified=False, notes=(UNVERIFIED_LAYOUT,))


def _lines_of(data: bytes, limits: Limits) -> list[str]:
    lines: list[str] = []
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        if len(pdf.pages) > limits.pages:
            raise SuspiciousArchive(reason="pages")
        for page in pdf.pages:
            if lines:
                lines.append("")
            visual = [_visual(row) for row in _rows(_glyphs(page.chars))]
            # One line is too little to tell the direction by: a sentence may hold a long name.
            letters = "".join(visual)
            base: Literal["R", "L"] = (
                "R" if len(_RTL.findall(letters)) >= len(_LTR.findall(letters)) else "L"
            )
            lines += [_logical(line, base) for line in visual]
            page.close()
    return lines


def _direction(letters: str) -> Literal["R", "L"]:
    return "R" if len(_RTL.findall(letters)) >= len(_LTR.findall(letters)) else "L"


def _glyphs(characters: Iterable[dict[str, Any]]) -> list[_Glyph]:
    return [
        _Glyph(
            text=_plain_letters(_UNMAPPED.sub("\ufffd", character["text"])),
            start=float(character["x0"]),
            end=float(character["x1"]),
            middle=(float(character["top"]) + float(character["bottom"])) / 2,
            size=float(character["size"]) or 1.0,
        )
        for character in characters
        if character.get("upright", True)
    ]


def _rows(glyphs: Sequence[_Glyph]) -> list[list[_Glyph]]:
    rows: list[list[_Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: glyph.middle):
        row = rows[-1] if rows else None
        if row and abs(glyph.middle - row[-1].middle) <= _SAME_LINE * min(glyph.size, row[-1].size):
            row.append(glyph)
        else:
            rows.append([glyph])
    return rows


def _plain_letters(text: str) -> str:
    """Turn the shapes of letters, which some producers write, into the letters."""
    return _PRESENTATION.sub(lambda shape: unicodedata.normalize("NFKC", shape.group()), text)


def _visual(row: list[_Glyph]) -> str:
    """Return one line from left to right, clusters turned round, columns parted by tabs."""
    glyphs = sorted(row, key=lambda glyph: (glyph.start + glyph.end) / 2)
    pieces: list[str] = []
    for index, glyph in enumerate(glyphs):
        if index:
            previous = glyphs[index - 1]
            gap = glyph.start - previous.end
            if gap > _COLUMN_GAP * glyph.size:
                pieces.append("\t")
            elif gap > _BLANK_GAP * glyph.size and " " not in (previous.text[-1:], glyph.text[:1]):
                pieces.append(" ")
        if glyph.text == " " and _lies_under(glyph, glyphs[max(index - 1, 0) : index + 2]):
            # A ZWNJ is often drawn with the glyph of a blank that takes no room.
            pieces.append("\u200c")
        elif len(glyph.text) > 1 and _RTL.search(glyph.text):
            pieces.append(glyph.text[::-1])
        else:
            pieces.append(glyph.text)
    return "".join(pieces)


def _lies_under(blank: _Glyph, neighbours: Sequence[_Glyph]) -> bool:
    half = (blank.end - blank.start) / 2
    return any(
        min(blank.end, other.end) - max(blank.start, other.start) > half
        for other in neighbours
        if other.text.strip()
    )


def _logical(visual: str, base: Literal["R", "L"]) -> str:
    """Return one line in reading order."""
    if not _RTL.search(visual):
        return visual.strip()
    # The algorithm takes a tab for the end of a segment; columns are turned round by hand.
    columns = [get_display(column, base_dir=base).strip() for column in visual.split("\t")]
    if base == "R":
        columns.reverse()
    return "\t".join(columns)


def _without_stretches(text: str) -> str:
    counts = Counter(match.group(1) for match in _STRETCH.finditer(text))
    return _STRETCH.sub(
        lambda match: "" if counts[match.group(1)] >= _FEWEST_STRETCHES else match.group(), text
    )


def _repair_brackets(lines: list[str]) -> list[str]:
    """Turn brackets round in lines that hold Persian when most of them face away from their text.

    Some producers map the mirrored glyph to what it shows and some to what was typed; a whole
    document is made by one, so its brackets decide together.
    """
    mixed = "\n".join(line for line in lines if _RTL.search(line))
    facing = len(_FACING.findall(mixed))
    if len(_TURNED_AWAY.findall(mixed)) <= facing:
        return lines
    return [line.translate(_MIRROR) if _RTL.search(line) else line for line in lines]

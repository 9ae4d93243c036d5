"""The glyphs of a PDF, page by page: what each stands for, where it stands, which shape it is."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pdfminer.cmapdb import CMapBase
from pdfminer.converter import PDFLayoutAnalyzer
from pdfminer.layout import LTChar, LTPage
from pdfminer.pdffont import PDFCIDFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream, resolve1

from dabir.formats.errors import SuspiciousArchive
from dabir.formats.limits import DEFAULT_LIMITS, Limits

# The parser tells the log of every oddity of a stranger's file; what matters comes as an error.
logging.getLogger("pdfminer").setLevel(logging.ERROR)

UNMAPPED = 0x1E800
"""Glyphs that the file does not map to a letter stand as characters from here on.

They are letters of a script that no such file holds and that, as most such glyphs, is written from
the right, so that the order of what stands beside them is kept.
"""
LAST_UNMAPPED = 0x1E8C4
_CHARS = re.compile(rb"begincidchar(.{0,4000}?)endcidchar", re.DOTALL)
_CHAR = re.compile(rb"<([0-9A-Fa-f]{2,4})>\s*(\d{1,5})\b")
_RANGES = re.compile(rb"begincidrange(.{0,4000}?)endcidrange", re.DOTALL)
_RANGE = re.compile(rb"<([0-9A-Fa-f]{2,4})>\s*<([0-9A-Fa-f]{2,4})>\s*(\d{1,5})\b")
_ONE_BYTE = re.compile(rb"begincodespacerange\s*<[0-9A-Fa-f]{2}>")
_LONGEST_TABLE = 200_000
_MOST_CODES = 0x10000
_MOST_GLYPHS = 4_000_000
# A form may draw other forms, each ten times, and so on without end.
_MOST_FORMS = 20_000


@dataclass(frozen=True, slots=True)
class Glyph:
    """One glyph: its text, its edges from the left and its middle from the top, in points.

    ``shape`` is the same for every glyph of one form: Persian has up to four for each letter.
    """

    text: str
    start: float
    end: float
    middle: float
    size: float
    shape: int = -1

    @property
    def centre(self) -> float:
        """The middle between the left and the right edge."""
        return (self.start + self.end) / 2


@dataclass
class Page:
    """The upright glyphs of one page in the order in which they are drawn."""

    glyphs: list[Glyph] = field(default_factory=list)


def pages_of(data: bytes, *, limits: Limits = DEFAULT_LIMITS) -> Iterator[Page]:
    """Yield the pages of a PDF.

    Raises :class:`SuspiciousArchive` past ``limits.pages`` and for endless drawing, and whatever
    the parser raises for files that do not hold together.
    """
    resources = _Resources(caching=True)
    device = _Device(resources)
    interpreter = PDFPageInterpreter(resources, device)
    for number, page in enumerate(PDFPage.get_pages(io.BytesIO(data)), start=1):
        if number > limits.pages:
            raise SuspiciousArchive(reason="pages")
        interpreter.process_page(page)
        yield device.page


class _Resources(PDFResourceManager):
    """Fonts, also those that bring a table of their own for the codes of their glyphs.

    The parser knows such tables by name alone, and would find no glyph in the whole text.
    """

    def get_font(self, objid: Any, spec: Any) -> Any:
        font = super().get_font(objid, spec)
        encoding = resolve1(spec.get("Encoding"))
        if isinstance(font, PDFCIDFont) and isinstance(encoding, PDFStream):
            table = _CodeTable(encoding.get_data())
            if table.cids and not getattr(font.cmap, "code2cid", None):
                font.cmap = table
        return font


class _CodeTable(CMapBase):
    """Codes of one or two bytes to glyphs, as a PDF writes them (ISO 32000-1, 9.7.5.4)."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        data = data[:_LONGEST_TABLE]
        self.width = 1 if _ONE_BYTE.search(data) else 2
        self.cids: dict[int, int] = {}
        for block in _CHARS.findall(data):
            for code, cid in _CHAR.findall(block):
                self.cids[int(code, 16)] = int(cid)
        for block in _RANGES.findall(data):
            for first, last, cid in _RANGE.findall(block):
                low, high = int(first, 16), int(last, 16)
                if len(self.cids) + high - low > _MOST_CODES:
                    raise SuspiciousArchive(reason="size")
                self.cids |= {code: int(cid) + code - low for code in range(low, high + 1)}

    def decode(self, code: bytes) -> Iterator[int]:
        for place in range(0, len(code) - self.width + 1, self.width):
            found = self.cids.get(int.from_bytes(code[place : place + self.width], "big"))
            if found is not None:
                yield found


class _Device(PDFLayoutAnalyzer):
    """Takes glyphs alone; lines and pictures are not looked at."""

    def __init__(self, resources: PDFResourceManager) -> None:
        super().__init__(resources, laparams=None)
        self.page = Page()
        self._shapes: dict[tuple[int, int], int] = {}
        self._unmapped: dict[int, str] = {}
        self._drawn = 0
        self._forms = 0

    def begin_page(self, page: Any, ctm: Any) -> None:
        super().begin_page(page, ctm)
        self.page = Page()

    def receive_layout(self, ltpage: LTPage) -> None:
        """Nothing is laid out: the glyphs were taken one by one."""

    def begin_figure(self, name: Any, bbox: Any, matrix: Any) -> None:
        self._forms += 1
        if self._forms > _MOST_FORMS:
            raise SuspiciousArchive(reason="depth")
        super().begin_figure(name, bbox, matrix)

    def paint_path(self, *args: Any, **named: Any) -> None:
        """Leave lines out."""

    def render_image(self, name: Any, stream: Any) -> None:
        """Leave pictures out."""

    def render_char(  # noqa: PLR0917 - as the parser calls it
        self,
        matrix: Any,
        font: Any,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: Any,
        graphicstate: Any,
    ) -> float:
        """Take a glyph and return how far it moves the pen."""
        self._drawn += 1
        if self._drawn > _MOST_GLYPHS:
            raise SuspiciousArchive(reason="size")
        shape = self._shapes.setdefault((id(font), cid), len(self._shapes))
        try:
            text = font.to_unichr(cid)
        except PDFUnicodeNotDefined:
            text = ""
        if not text or text == "\ufffd":
            text = self._unmapped.setdefault(
                shape, chr(min(UNMAPPED + len(self._unmapped), LAST_UNMAPPED))
            )
        item = LTChar(
            matrix, font, fontsize, scaling, rise, text, font.char_width(cid),
            font.char_disp(cid), ncs, graphicstate,
        )  # fmt: skip
        if item.upright and self._on_paper(item):
            self.page.glyphs.append(
                Glyph(
                    text=text,
                    start=item.x0,
                    end=item.x1,
                    middle=-(item.y0 + item.y1) / 2,
                    size=item.size or 1.0,
                    shape=shape,
                )
            )
        return float(item.adv)

    def _on_paper(self, item: LTChar) -> bool:
        paper = self.cur_item
        x, y = (item.x0 + item.x1) / 2, (item.y0 + item.y1) / 2
        if not isinstance(paper, LTPage):
            return True
        return paper.x0 <= x <= paper.x1 and paper.y0 <= y <= paper.y1

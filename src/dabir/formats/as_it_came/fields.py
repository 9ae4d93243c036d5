"""Fields of a Word file that goes on: what they are made of, and what of it is nobody's to see.

The code of a field is not printed, nor what stands in it. Source of the rules: ECMA-376 part 1,
17.16; a field is a run of marks (begin, its code, separate, what it shows, end) or one element.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from dabir.formats.docx_styles import W
from dabir.formats.word_originals import NotCarried
from dabir.formats.word_originals.settling import unwrap

_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_KEPT = re.compile(
    r"\s*(?:(?:PAGE|NUMPAGES|SECTIONPAGES|SECTION|REF|PAGEREF|NOTEREF|SEQ|STYLEREF|LISTNUM|SYMBOL|"
    r"EQ|ADVANCE|AUTONUM|AUTONUMLGL|AUTONUMOUT|FORMTEXT|FORMCHECKBOX)\b|"
    r"=[\s\d()+*/^.,-]*(?:\\[#*][\s\w#\",.]*)*$)",
    re.IGNORECASE,
)
"""Fields that tell nothing but what they print, whenever that is; reckoning without names."""
_LISTING = re.compile(r"\s*(?:TOC|TOA|INDEX)", re.IGNORECASE)
_LIVE = re.compile(r"\s*TOC\b(?!.*\\[bfl])", re.IGNORECASE | re.DOTALL)
"""Tables of contents that headings alone make, not places or hidden entries."""


@dataclass(slots=True)
class Field:
    """A field of a part; `told` holds its code, `marks` what parts it.

    `within` are marks and codes of the fields in its code, `words` everything else there. `shown`
    is what stands in a table of contents or an index, over the paragraphs `blocks`.
    """

    depth: int
    marks: list[etree._Element]
    told: list[etree._Element] = field(default_factory=list)
    within: list[etree._Element] = field(default_factory=list)
    words: list[etree._Element] = field(default_factory=list)
    shown: list[etree._Element] = field(default_factory=list)
    links: list[etree._Element] = field(default_factory=list)
    blocks: list[etree._Element] = field(default_factory=list)
    in_result: bool = False
    entangled: bool = False
    """Whether a field in its code is none that is kept, or holds others."""

    @property
    def code(self) -> str:
        """What it says, but for the fields in it."""
        return "".join(each.text or "" for each in self.told)

    def drop(self) -> None:
        """Let it be what it shows."""
        for element in (*self.marks, *self.told, *self.within, *self.words):
            take_out(element)


class _Reader:
    """Reads the fields of a part in the order of reading."""

    def __init__(self) -> None:
        self.ended: list[Field] = []
        self.stray: list[etree._Element] = []
        self._open: list[Field] = []
        self._coded: Field | None = None
        """The outermost field whose code we are in."""
        self._listing: Field | None = None
        """The outermost table of contents that we are in."""

    @property
    def unfinished(self) -> bool:
        return bool(self._open)

    def read(self, root: etree._Element) -> None:
        for element in root.iter(etree.Element):
            if element.tag == f"{W}fldChar":
                self._mark(element)
            elif element.tag == f"{W}instrText":
                self._code(element)
            elif element.tag == f"{W}p":
                if self._listing is not None:
                    self._listing.blocks.append(element)
            elif element.tag == f"{W}hyperlink":
                if self._listing is not None:
                    self._listing.links.append(element)
            elif _is_content(element):
                if self._coded is not None:
                    self._coded.words.append(element)
                if self._listing is not None:
                    self._listing.shown.append(element)

    def _mark(self, element: etree._Element) -> None:
        kind = element.get(f"{W}fldCharType")
        if kind == "begin":
            made = Field(len(self._open), [element])
            self._open.append(made)
            if self._coded is None:
                self._coded = made
            self._belongs(made, element)
            return
        if not self._open or (kind == "separate" and self._open[-1].in_result):
            self.stray.append(element)
            return
        top = self._open[-1]
        top.marks.append(element)
        if kind == "end":
            self._open.pop()
            self.ended.append(top)
            if self._listing is top:
                around = set(element.iterancestors(f"{W}p"))
                top.blocks = [each for each in top.blocks if each not in around]
                self._listing = None
        self._belongs(top, element)
        if self._coded is top:
            self._coded = None
        elif kind == "end" and self._coded is not None and not _KEPT.match(top.code):
            self._coded.entangled = True
        if kind == "separate":
            top.in_result = True
            if self._listing is None and _LISTING.match(top.code):
                self._listing = top

    def _code(self, element: etree._Element) -> None:
        if not self._open or self._open[-1].in_result:
            self.stray.append(element)
            return
        self._open[-1].told.append(element)
        self._belongs(self._open[-1], element)

    def _belongs(self, top: Field, element: etree._Element) -> None:
        """Note in which other fields a mark or a code of a field stands."""
        if self._coded is not None and self._coded is not top:
            self._coded.within.append(element)
            self._coded.entangled |= top.depth > self._coded.depth + 1
        if self._listing is not None and self._listing is not top:
            self._listing.shown.append(element)


def _is_content(element: etree._Element) -> bool:
    if element.tag in {f"{W}fldSimple", f"{_MATH}oMath", f"{_MATH}oMathPara"}:
        return True
    parent = element.getparent()
    return parent is not None and parent.tag == f"{W}r" and element.tag != f"{W}rPr"


def fields_of(root: etree._Element) -> list[Field]:
    """Return the fields of a part that are runs of marks, inner ones first.

    Raises:
        NotCarried: one has no end.
    """
    if next(root.iter(f"{W}fldChar", f"{W}instrText"), None) is None:
        return []
    reader = _Reader()
    reader.read(root)
    if reader.unfinished:
        raise NotCarried("a field in it has no end")
    for element in reader.stray:
        take_out(element)
    return reader.ended


def still(root: etree._Element) -> None:
    """Let fields that could tell where something comes from be what they print, and no more.

    What stands in tables of contents goes, as readers of the words pass over it: it repeats
    headings, those too that stand there no more. Dates stay what they say.

    Raises:
        NotCarried: a field has no end.
    """
    for simple in list(root.iter(f"{W}fldSimple")):
        if not _KEPT.match(simple.get(f"{W}instr", "")):
            unwrap(simple)
    for each in fields_of(root):
        for element in each.words:
            take_out(element)
        if _LISTING.match(each.code):
            _empty(each)
            if each.within or not _LIVE.match(each.code):
                each.drop()
        elif each.entangled or not _KEPT.match(each.code):
            each.drop()


def _empty(listing: Field) -> None:
    for element in listing.shown:
        take_out(element)
    for link in listing.links:
        if link.getparent() is not None:
            unwrap(link)
    for block in listing.blocks:
        parent = block.getparent()
        if parent is None or block.find(f"{W}pPr/{W}sectPr") is not None:
            continue
        if parent.tag in {f"{W}body", f"{W}sdtContent"}:
            parent.remove(block)


def take_out(element: etree._Element) -> None:
    """Take an element out of its parent."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)

"""Where new paragraphs and rows go in a Word file, and copies of those that move."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from dabir.formats.docx_styles import W
from dabir.formats.word_originals.cutting import BOX
from dabir.formats.word_originals.errors import NotCarried
from dabir.formats.word_originals.opening import REFERENCES, Line, Unit
from dabir.formats.word_originals.siblings import paragraph_like

_UNIQUE = (
    *("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "commentReference"),
    *("permStart", "permEnd", "sectPr"),
)
_IDENTITY = "{http://schemas.microsoft.com/office/word/2010/wordml}"


class Anchor:
    """The place in a file after which the next new line goes."""

    def __init__(self, first: Line) -> None:
        self._first = first
        self._element: etree._Element | None = None
        self._last: Line | None = None

    @property
    def row(self) -> etree._Element | None:
        """The row of a table that a new line would come after."""
        last = self._element
        return last if last is not None and last.tag == f"{W}tr" else None

    def pass_line(self, line: Line) -> None:
        """Go on behind a line of the file."""
        self._last = line
        self._element = line.paragraphs[-1] if line.row is None else line.row

    def takes_row(self, text: str, following: Line | None) -> bool:
        """Whether a new line becomes a row: it has cells like one, or rows come after it."""
        row = self.row
        if row is None:
            return False
        cells = len(row.findall(f"{W}tc"))
        inside = (
            following is not None
            and following.row is not None
            and following.row.getparent() is row.getparent()
        )
        return inside or (cells > 1 and text.count("\t") == cells - 1)

    def put(self, element: etree._Element, following: Line | None) -> None:
        """Put a new paragraph or row there, and go on behind it.

        Raises:
            NotCarried: it would have to stand among the footnotes.
        """
        last = self._last
        if last is not None and last.place in {"footnote", "endnote"}:
            raise NotCarried("a footnote comes or moves")
        if self._element is None:
            _outermost(self._first).addprevious(element)
        else:
            self._behind(element, following).addnext(element)
        self._element = element
        if element.tag != f"{W}tr":
            self._last = None

    def _behind(self, element: etree._Element, following: Line | None) -> etree._Element:
        behind = self._element
        assert behind is not None  # noqa: S101 (asked by the caller)
        if behind.tag == f"{W}tr" and element.tag != f"{W}tr":
            behind = next(behind.iterancestors(f"{W}tbl"))
        leaves = following is None or following.place != "box"
        if self._last is not None and self._last.place == "box" and leaves:
            behind = [behind, *behind.iterancestors(f"{W}p")][-1]
        return behind


def _outermost(line: Line) -> etree._Element:
    """Return the paragraph of a line, or the table that it stands in."""
    paragraph = line.paragraphs[0]
    tables = list(paragraph.iterancestors(f"{W}tbl"))
    return tables[-1] if tables else paragraph


def twin(line: Line) -> Line:
    """Return a copy of a line that stands nowhere yet, letter by letter like it.

    Raises:
        NotCarried: something in it may be in a file but once.
    """
    original = line.paragraphs[0] if line.row is None else line.row
    fields = [mark.get(f"{W}fldCharType") for mark in original.iter(f"{W}fldChar")]
    if any(True for _ in original.iter(BOX, *REFERENCES)):
        raise NotCarried("a footnote or a text box moves")
    if fields.count("begin") != fields.count("end"):
        raise NotCarried("a part of a field moves")
    made = deepcopy(original)
    there = dict(zip(original.iter(), made.iter(), strict=True))
    copy = Line(
        paragraphs=[there[each] for each in line.paragraphs],
        words=line.words,
        label=line.label,
        style=line.style,
        place=line.place,
        row=None if line.row is None else made,
        counted=line.counted,
    )
    copy.units = [
        Unit(
            None if each.element is None else there[each.element],
            each.start,
            each.end,
            each.whole,
        )
        for each in line.units
    ]
    for name in _UNIQUE:
        for each in list(made.iter(f"{W}{name}")):
            parent = each.getparent()
            if parent is not None:
                parent.remove(each)
    _without_identity(made)
    return copy


def empty_row(row: etree._Element) -> etree._Element:
    """Return a row like another, a paragraph without words in each cell."""
    made = deepcopy(row)
    _without_identity(made)
    for cell in made.findall(f"{W}tc"):
        first = cell.find(f"{W}p")
        paragraph = etree.Element(f"{W}p")
        if first is not None:
            paragraph.append(paragraph_like(first))
        for child in list(cell):
            if child.tag != f"{W}tcPr":
                cell.remove(child)
        cell.append(paragraph)
    for name in ("ins", "del", "trPrChange"):
        for each in made.findall(f"{W}trPr/{W}{name}"):
            made.find(f"{W}trPr").remove(each)  # type: ignore[union-attr]  # it was found in it
    return made


def _without_identity(element: etree._Element) -> None:
    """Take away the ids of paragraphs and rows, which no two of a file share."""
    for each in element.iter(f"{W}p", f"{W}tr"):
        for name in [name for name in map(str, each.attrib) if name.startswith(_IDENTITY)]:
            del each.attrib[name]

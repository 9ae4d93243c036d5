"""Through the body of a Word file: paragraphs with the words of both sides, base and target.

Source of the rules: ECMA-376 part 1, 17.13.5 (revisions) and 17.13.6 (ranges). Insertions and
deletions hold one another in either order; a run of moved words names its move by the range that is
open around it, and so does the end of a paragraph, though it is written before that range begins.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from lxml import etree

from dabir.formats.docx_content import seen, within, written
from dabir.formats.docx_fields import Fields
from dabir.formats.docx_numbering import Numbering
from dabir.formats.docx_styles import Styles, W, integer, numbering_of, switched, value
from dabir.formats.numbering import counter
from dabir.formats.word_changes.marks import (
    UNTOUCHED,
    State,
    bare,
    earlier,
    entered,
    look,
    paragraph_with,
    revision_of,
    whole,
)
from dabir.formats.word_changes.model import (
    Cell,
    Place,
    Point,
    Shape,
    Stretch,
    TrackedParagraph,
)
from dabir.formats.word_changes.styling import NUMBER_STYLE

_REFERENCES = {f"{W}footnoteReference": "footnote", f"{W}endnoteReference": "endnote"}
_MARKS = {"footnote": "decimal", "endnote": "lowerRoman"}


class Atom(NamedTuple):
    """Words of a paragraph, and the child of a run that shows them."""

    text: str
    element: etree._Element


class Source(NamedTuple):
    """The element that a paragraph was read from, with its words, all that are not hidden."""

    element: etree._Element
    atoms: tuple[Atom, ...]


@dataclass(slots=True)
class _Gathered:
    """What is gathered of one paragraph while its runs are read."""

    stretches: list[Stretch] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    bookmarks: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    atoms: list[Atom] = field(default_factory=list)
    hidden: bool = False
    moved_from: str = ""
    moved_to: str = ""

    def add(self, text: str, like: Stretch, element: etree._Element) -> None:
        """Add words that an element shows; neighbours that are alike become one stretch."""
        if not text:
            return
        self.length += len(text)
        self.atoms.append(Atom(text, element))
        if self.stretches and self.stretches[-1] == like:
            self.pieces.append(text)
            return
        self.close()
        self.stretches.append(like)
        self.pieces.append(text)

    def close(self) -> None:
        """Give the last stretch its words, which until then wait beside it."""
        if self.pieces:
            self.stretches[-1] = replace(self.stretches[-1], text="".join(self.pieces))
            self.pieces = []


class Walker:
    """Reads paragraph by paragraph; `paragraphs` holds what was read, `fields` the fields.

    `sources` says of each paragraph where it was read.
    `starts`, `ends` and `references` say where comments begin, end and are called, by their ids.
    """

    def __init__(
        self, styles: Styles, names: dict[str, str], numbering: etree._Element | None
    ) -> None:
        self.paragraphs: list[TrackedParagraph] = []
        self.sources: list[Source] = []
        self.fields = Fields()
        self.heeds_fields = True
        self.starts: dict[str, Point] = {}
        self.ends: dict[str, Point] = {}
        self.references: dict[str, Point] = {}
        self.notes: list[tuple[str, str]] = []
        self._referred: Counter[str] = Counter()
        self._styles = styles
        self._names = names
        self._before = Numbering(numbering, styles)
        self._after = Numbering(numbering, styles)
        self._tables = 0
        self._moves: dict[str, str] = {}
        self._from: list[str] = []
        self._to: list[str] = []
        self._waiting: list[str] = []

    def blocks(
        self,
        parent: etree._Element,
        place: Place = "body",
        *,
        cell: Cell | None = None,
        state: State = UNTOUCHED,
    ) -> None:
        """Read everything below `parent`, tables row by row."""
        for child in seen(parent):
            if child.tag == f"{W}p":
                self._paragraph(child, place, cell, state)
            elif child.tag == f"{W}tbl":
                self._table(child, place, state)
            elif not self._ranges(child, None):
                self.blocks(child, place, cell=cell, state=entered(child, state, "", ""))

    def _table(self, table: etree._Element, place: Place, state: State) -> None:
        number, self._tables = self._tables, self._tables + 1
        inner: Place = "table" if place == "body" else place
        for row_number, row in enumerate(within(table, f"{W}tr")):
            of_row = whole(row.find(f"{W}trPr"), state)
            for column, cell in enumerate(within(row, f"{W}tc")):
                of_cell = whole(cell.find(f"{W}tcPr"), of_row)
                self.blocks(cell, inner, cell=Cell(number, row_number, column), state=of_cell)

    def _paragraph(
        self, element: etree._Element, place: Place, cell: Cell | None, state: State
    ) -> None:
        properties = element.find(f"{W}pPr")
        style = self._styles.paragraph_style(properties)
        gathered = _Gathered(hidden=bool(self._styles.hidden(style)))
        gathered.bookmarks, self._waiting = self._waiting, []
        self._note_moves(gathered)
        self._inline(element, gathered, state)
        gathered.close()
        mark = self._end(properties, gathered, state)
        previous, restyled = earlier(properties)
        paragraph = TrackedParagraph(
            stretches=tuple(gathered.stretches),
            inserted=mark.inserted,
            deleted=mark.deleted,
            restyled=restyled,
            shape=self._shape(properties),
            base_shape=self._shape(previous),
            base_label="" if mark.inserted else bare(self._before.label(paragraph_with(previous))),
            target_label="" if mark.deleted else bare(self._after.label(element)),
            bookmarks=tuple(gathered.bookmarks),
            place=place,
            cell=cell,
        )
        self.paragraphs.append(paragraph)
        self.sources.append(Source(element, tuple(gathered.atoms)))
        for box in gathered.boxes:
            self.blocks(box, "box", state=state)

    def _end(self, properties: etree._Element | None, gathered: _Gathered, state: State) -> State:
        """Return what became of the end of a paragraph."""
        mark = None if properties is None else properties.find(f"{W}rPr")
        for child in () if mark is None else mark:
            state = entered(child, state, gathered.moved_from, gathered.moved_to)
        return state

    def _shape(self, properties: etree._Element | None) -> Shape:
        style = self._styles.paragraph_style(properties)
        num, level = numbering_of(properties)
        of_style, style_level, _naming = self._styles.numbering(style)
        list_id = of_style if num is None else num
        if list_id in {None, "0"}:
            list_id, level = "", None
        elif level is None:
            level = style_level or 0
        outline = None if properties is None else properties.find(f"{W}outlineLvl")
        return Shape(
            style=self._names.get(style, style),
            list_id=list_id or "",
            level=level,
            outline=None if outline is None else integer(value(outline), 9),
            rtl=switched(properties, "bidi") is True,
        )

    def _inline(self, element: etree._Element, gathered: _Gathered, state: State) -> None:
        for child in seen(element):
            if child.tag == f"{W}r":
                self._run(child, gathered, state)
            elif child.tag == f"{W}txbxContent":
                gathered.boxes.append(child)
            elif not self._ranges(child, gathered):
                inner = entered(child, state, gathered.moved_from, gathered.moved_to)
                self._inline(child, gathered, inner)

    def _run(self, run: etree._Element, gathered: _Gathered, state: State) -> None:
        properties = run.find(f"{W}rPr")
        hidden = self._hides(properties, gathered)
        like = Stretch("", state.inserted, state.deleted)
        if properties is not None:
            like = replace(
                like,
                look=look(properties),
                is_label=self._named(properties) == NUMBER_STYLE,
                restyled=revision_of(properties.find(f"{W}rPrChange")),
            )
        self._within_run(run, gathered, like, hidden=hidden)

    def _within_run(
        self, run: etree._Element, gathered: _Gathered, like: Stretch, *, hidden: bool
    ) -> None:
        for child in seen(run):
            if child.tag == f"{W}fldChar":
                if self.heeds_fields:
                    self.fields.mark(child)
            elif child.tag == f"{W}instrText":
                self.fields.code(child.text or "")
            elif child.tag == f"{W}txbxContent":
                gathered.boxes.append(child)
            elif child.tag == f"{W}commentReference":
                self.references[child.get(f"{W}id", "")] = self._here(gathered)
            elif child.tag in _REFERENCES:
                gathered.add(self._reference(child), like, child)
            elif (piece := written(child)) is None:
                self._within_run(child, gathered, like, hidden=hidden)
            elif self.fields.showing and not hidden:
                gathered.add(piece, like, child)

    def _reference(self, element: etree._Element) -> str:
        kind = _REFERENCES[str(element.tag)]
        self._referred[kind] += 1
        self.notes.append((kind, element.get(f"{W}id", "")))
        return f"[{counter(self._referred[kind], _MARKS[kind])}]"

    def _ranges(self, element: etree._Element, gathered: _Gathered | None) -> bool:
        """Take a mark that begins or ends a range; tell whether it was one."""
        identity = element.get(f"{W}id", "")
        match etree.QName(element).localname:
            case "bookmarkStart":
                names = self._waiting if gathered is None else gathered.bookmarks
                names.append(element.get(f"{W}name", ""))
            case "commentRangeStart":
                self.starts[identity] = self._here(gathered)
            case "commentRangeEnd":
                self.ends[identity] = self._here(gathered)
            case "moveFromRangeStart":
                self._opened(element, self._from, gathered)
            case "moveToRangeStart":
                self._opened(element, self._to, gathered)
            case "moveFromRangeEnd":
                self._closed(identity, self._from)
            case "moveToRangeEnd":
                self._closed(identity, self._to)
            case _:
                return False
        return True

    def _opened(
        self, element: etree._Element, names: list[str], gathered: _Gathered | None
    ) -> None:
        name = element.get(f"{W}name", "")
        self._moves[element.get(f"{W}id", "")] = name
        names.append(name)
        if gathered is not None:
            self._note_moves(gathered)

    def _closed(self, identity: str, names: list[str]) -> None:
        name = self._moves.pop(identity, None)
        if name in names:
            names.remove(name)

    def _note_moves(self, gathered: _Gathered) -> None:
        gathered.moved_from = self._from[-1] if self._from else gathered.moved_from
        gathered.moved_to = self._to[-1] if self._to else gathered.moved_to

    def _here(self, gathered: _Gathered | None) -> Point:
        return Point(len(self.paragraphs), 0 if gathered is None else gathered.length)

    def _named(self, properties: etree._Element) -> str:
        style = value(properties.find(f"{W}rStyle"))
        return self._names.get(style, style).lower()

    def _hides(self, properties: etree._Element | None, gathered: _Gathered) -> bool:
        own = switched(properties, "vanish")
        if own is None and properties is not None:
            own = self._styles.hidden(value(properties.find(f"{W}rStyle")))
        return gathered.hidden if own is None else own

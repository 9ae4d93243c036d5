"""Through the body of a Word file: paragraphs with the words of both sides, base and target.

Source of the rules: ECMA-376 part 1, 17.13.5 (revisions) and 17.13.6 (ranges). Insertions and
deletions hold one another in either order; a run of moved words names its move by the range that is
open around it, and so does the end of a paragraph, though it is written before that range begins.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from lxml import etree

from dabir.formats.docx_content import seen, within, written
from dabir.formats.docx_fields import Fields
from dabir.formats.docx_numbering import Numbering
from dabir.formats.docx_styles import Styles, W, integer, numbering_of, switched, value
from dabir.formats.numbering import counter
from dabir.formats.word_changes.model import (
    PLAIN,
    Cell,
    Look,
    Place,
    Point,
    Revision,
    Shape,
    Stretch,
    TrackedParagraph,
)
from dabir.formats.word_changes.styling import NUMBER_STYLE

_INSERTS = {f"{W}ins": False, f"{W}moveTo": True}
_DELETES = {f"{W}del": False, f"{W}moveFrom": True}
_REFERENCES = {f"{W}footnoteReference": "footnote", f"{W}endnoteReference": "endnote"}
_MARKS = {"footnote": "decimal", "endnote": "lowerRoman"}
# In tables, what says that a row or a cell as a whole was put in or taken out.
_ROW_INSERTED, _ROW_DELETED = ("ins", "cellIns"), ("del", "cellDel")


@dataclass(frozen=True, slots=True)
class _State:
    """What holds of the words that are read now."""

    inserted: Revision | None = None
    deleted: Revision | None = None


@dataclass(slots=True)
class _Gathered:
    """What is gathered of one paragraph while its runs are read."""

    stretches: list[Stretch] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    bookmarks: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    hidden: bool = False
    moved_from: str = ""
    moved_to: str = ""

    def add(self, text: str, like: Stretch) -> None:
        """Add words; neighbours that are alike become one stretch."""
        if not text:
            return
        self.length += len(text)
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

    `starts`, `ends` and `references` say where comments begin, end and are called, by their ids.
    """

    def __init__(
        self, styles: Styles, names: dict[str, str], numbering: etree._Element | None
    ) -> None:
        self.paragraphs: list[TrackedParagraph] = []
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
        state: _State = _State(),
    ) -> None:
        """Read everything below `parent`, tables row by row."""
        for child in seen(parent):
            if child.tag == f"{W}p":
                self._paragraph(child, place, cell, state)
            elif child.tag == f"{W}tbl":
                self._table(child, place, state)
            elif not self._ranges(child, None):
                self.blocks(child, place, cell=cell, state=_entered(child, state, "", ""))

    def _table(self, table: etree._Element, place: Place, state: _State) -> None:
        number, self._tables = self._tables, self._tables + 1
        inner: Place = "table" if place == "body" else place
        for row_number, row in enumerate(within(table, f"{W}tr")):
            of_row = _whole(row.find(f"{W}trPr"), state)
            for column, cell in enumerate(within(row, f"{W}tc")):
                of_cell = _whole(cell.find(f"{W}tcPr"), of_row)
                self.blocks(cell, inner, cell=Cell(number, row_number, column), state=of_cell)

    def _paragraph(
        self, element: etree._Element, place: Place, cell: Cell | None, state: _State
    ) -> None:
        properties = element.find(f"{W}pPr")
        style = self._styles.paragraph_style(properties)
        gathered = _Gathered(hidden=bool(self._styles.hidden(style)))
        gathered.bookmarks, self._waiting = self._waiting, []
        self._note_moves(gathered)
        self._inline(element, gathered, state)
        gathered.close()
        mark = self._end(properties, gathered, state)
        earlier, restyled = _earlier(properties)
        paragraph = TrackedParagraph(
            stretches=tuple(gathered.stretches),
            inserted=mark.inserted,
            deleted=mark.deleted,
            restyled=restyled,
            shape=self._shape(properties),
            base_shape=self._shape(earlier),
            base_label="" if mark.inserted else self._before.label(_with(earlier)).strip(),
            target_label="" if mark.deleted else self._after.label(element).strip(),
            bookmarks=tuple(gathered.bookmarks),
            place=place,
            cell=cell,
        )
        self.paragraphs.append(paragraph)
        for box in gathered.boxes:
            self.blocks(box, "box", state=state)

    def _end(self, properties: etree._Element | None, gathered: _Gathered, state: _State) -> _State:
        """Return what became of the end of a paragraph."""
        mark = None if properties is None else properties.find(f"{W}rPr")
        for child in () if mark is None else mark:
            state = _entered(child, state, gathered.moved_from, gathered.moved_to)
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

    def _inline(self, element: etree._Element, gathered: _Gathered, state: _State) -> None:
        for child in seen(element):
            if child.tag == f"{W}r":
                self._run(child, gathered, state)
            elif child.tag == f"{W}txbxContent":
                gathered.boxes.append(child)
            elif not self._ranges(child, gathered):
                entered = _entered(child, state, gathered.moved_from, gathered.moved_to)
                self._inline(child, gathered, entered)

    def _run(self, run: etree._Element, gathered: _Gathered, state: _State) -> None:
        properties = run.find(f"{W}rPr")
        hidden = self._hides(properties, gathered)
        like = Stretch("", state.inserted, state.deleted)
        if properties is not None:
            like = replace(
                like,
                look=_look(properties),
                is_label=self._named(properties) == NUMBER_STYLE,
                restyled=_revision(properties.find(f"{W}rPrChange")),
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
                gathered.add(self._reference(child), like)
            elif (piece := written(child)) is None:
                self._within_run(child, gathered, like, hidden=hidden)
            elif self.fields.showing and not hidden:
                gathered.add(piece, like)

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


def _entered(child: etree._Element, state: _State, moved_from: str, moved_to: str) -> _State:
    """Return what holds inside an element; the innermost insertion and deletion count."""
    tag = str(child.tag)
    if tag in _INSERTS:
        return replace(state, inserted=_by(child, moved_to if _INSERTS[tag] else ""))
    if tag in _DELETES:
        return replace(state, deleted=_by(child, moved_from if _DELETES[tag] else ""))
    return state


def _whole(properties: etree._Element | None, state: _State) -> _State:
    """Return what holds in a row or a cell that was put in or taken out as a whole."""
    for child in () if properties is None else properties:
        name = etree.QName(child).localname if isinstance(child.tag, str) else ""
        if name in _ROW_INSERTED:
            state = replace(state, inserted=_by(child))
        elif name in _ROW_DELETED:
            state = replace(state, deleted=_by(child))
    return state


def _by(element: etree._Element, move: str = "") -> Revision:
    return Revision(
        author=element.get(f"{W}author", "").strip(),
        at=moment(element.get(f"{W}date")),
        move=move,
    )


def _revision(element: etree._Element | None) -> Revision | None:
    return None if element is None else _by(element)


def moment(text: str | None) -> datetime | None:
    """Return a time as Word writes it, None for none or for what is no time."""
    try:
        read = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return read.astimezone(UTC) if read.tzinfo else read.replace(tzinfo=UTC)


def _look(properties: etree._Element) -> Look:
    up = value(properties.find(f"{W}vertAlign"))
    line = properties.find(f"{W}u")
    look = Look(
        bold=bool(switched(properties, "b") or switched(properties, "bCs")),
        italic=bool(switched(properties, "i") or switched(properties, "iCs")),
        underlined=line is not None and value(line) != "none",
        struck=bool(switched(properties, "strike") or switched(properties, "dstrike")),
        raised=up == "superscript",
        lowered=up == "subscript",
    )
    return PLAIN if look == PLAIN else look


def _earlier(
    properties: etree._Element | None,
) -> tuple[etree._Element | None, Revision | None]:
    """Return the properties before they were changed, and who changed them."""
    change = None if properties is None else properties.find(f"{W}pPrChange")
    if change is not None:
        return change.find(f"{W}pPr"), _by(change)
    numbering = None if properties is None else next(properties.iter(f"{W}numberingChange"), None)
    return properties, _revision(numbering)


def _with(properties: etree._Element | None) -> etree._Element:
    """Return a paragraph that has these properties, for whoever asks a paragraph."""
    paragraph = etree.Element(f"{W}p")
    if properties is not None:
        copied = etree.SubElement(paragraph, f"{W}pPr")
        for name in ("pStyle", "numPr"):
            found = properties.find(f"{W}{name}")
            if found is not None:
                copied.append(_copy(found))
    return paragraph


def _copy(element: etree._Element) -> etree._Element:
    copied = etree.Element(element.tag, dict(element.attrib))
    for child in element:
        if isinstance(child.tag, str):
            copied.append(etree.Element(child.tag, dict(child.attrib)))
    return copied


def without_halves(paragraphs: list[TrackedParagraph]) -> Iterator[TrackedParagraph]:
    """Yield the paragraphs; a move of which only one end is there is an insertion or deletion."""
    gone = {each.move for each in _revisions(paragraphs, "deleted")}
    come = {each.move for each in _revisions(paragraphs, "inserted")}
    whole = (gone & come) - {""}
    for paragraph in paragraphs:
        yield replace(
            paragraph,
            stretches=tuple(
                replace(
                    stretch,
                    inserted=_known(stretch.inserted, whole),
                    deleted=_known(stretch.deleted, whole),
                )
                if stretch.inserted or stretch.deleted
                else stretch
                for stretch in paragraph.stretches
            ),
            inserted=_known(paragraph.inserted, whole),
            deleted=_known(paragraph.deleted, whole),
        )


def _revisions(paragraphs: list[TrackedParagraph], which: str) -> Iterator[Revision]:
    for paragraph in paragraphs:
        for each in (*paragraph.stretches, paragraph):
            revision: Revision | None = getattr(each, which)
            if revision is not None:
                yield revision


def _known(revision: Revision | None, moves: set[str]) -> Revision | None:
    if revision is None or not revision.move or revision.move in moves:
        return revision
    return replace(revision, move="")

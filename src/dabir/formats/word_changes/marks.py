"""What the properties of runs and paragraphs of a Word file say of their changes."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from lxml import etree

from dabir.formats.docx_styles import W, switched, value
from dabir.formats.word_changes.model import PLAIN, Look, Revision, TrackedParagraph

_INSERTS = {f"{W}ins": False, f"{W}moveTo": True}
_DELETES = {f"{W}del": False, f"{W}moveFrom": True}
# In tables, what says that a row or a cell as a whole was put in or taken out.
_ROW_INSERTED, _ROW_DELETED = ("ins", "cellIns"), ("del", "cellDel")
_NUMBERING = {f"{W}pStyle", f"{W}numPr"}


@dataclass(frozen=True, slots=True)
class State:
    """What holds of the words that are read now."""

    inserted: Revision | None = None
    deleted: Revision | None = None


UNTOUCHED = State()


def entered(child: etree._Element, state: State, moved_from: str, moved_to: str) -> State:
    """Return what holds inside an element; the innermost insertion and deletion count."""
    tag = str(child.tag)
    if tag in _INSERTS:
        return replace(state, inserted=_by(child, moved_to if _INSERTS[tag] else ""))
    if tag in _DELETES:
        return replace(state, deleted=_by(child, moved_from if _DELETES[tag] else ""))
    return state


def whole(properties: etree._Element | None, state: State) -> State:
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


def revision_of(element: etree._Element | None) -> Revision | None:
    """Return who made a change of formatting; None for none."""
    return None if element is None else _by(element)


def moment(text: str | None) -> datetime | None:
    """Return a time as Word writes it, None for none or for what is no time."""
    try:
        read = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return read.astimezone(UTC) if read.tzinfo else read.replace(tzinfo=UTC)


def look(properties: etree._Element) -> Look:
    """Return the formatting that properties of a run set themselves."""
    up = value(properties.find(f"{W}vertAlign"))
    line = properties.find(f"{W}u")
    found = Look(
        bold=bool(switched(properties, "b") or switched(properties, "bCs")),
        italic=bool(switched(properties, "i") or switched(properties, "iCs")),
        underlined=line is not None and value(line) != "none",
        struck=bool(switched(properties, "strike") or switched(properties, "dstrike")),
        raised=up == "superscript",
        lowered=up == "subscript",
    )
    return PLAIN if found == PLAIN else found


def earlier(
    properties: etree._Element | None,
) -> tuple[etree._Element | None, Revision | None]:
    """Return the properties before they were changed, and who changed them."""
    change = None if properties is None else properties.find(f"{W}pPrChange")
    if change is not None:
        return change.find(f"{W}pPr"), _by(change)
    numbering = None if properties is None else next(properties.iter(f"{W}numberingChange"), None)
    return properties, revision_of(numbering)


def paragraph_with(properties: etree._Element | None) -> etree._Element:
    """Return a paragraph that has these properties, for whoever asks a paragraph."""
    paragraph = etree.Element(f"{W}p")
    if properties is not None:
        copied = etree.SubElement(paragraph, f"{W}pPr")
        copied.extend(deepcopy(found) for found in properties if found.tag in _NUMBERING)
    return paragraph


def bare(label: str) -> str:
    """Return a number as it is seen: without the marks that only say where it is set from."""
    return label.strip(" \t\u200e\u200f")


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

"""Tracked changes of a Word file settled in its elements: each accepted or rejected, by author.

Source of the rules: ECMA-376 part 1, 17.13.5. A paragraph whose end goes is joined to the one after
it and keeps its own properties, or is gone where nothing is left in it.
"""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from dabir.formats.docx_styles import W

Accepts = Callable[[str], bool]
"""Whether changes of an author are accepted; rejected else."""

_PUT_IN = {f"{W}ins", f"{W}moveTo"}
_TAKEN_OUT = {f"{W}del", f"{W}moveFrom"}
_PROPERTIES = {f"{W}rPr", f"{W}trPr", f"{W}numPr"}
_CELLS = {f"{W}cellIns": True, f"{W}cellDel": False}
_RANGES = (
    *("moveFromRange", "moveToRange", "customXmlInsRange", "customXmlDelRange"),
    *("customXmlMoveFromRange", "customXmlMoveToRange"),
)
_WORDS = {f"{W}delText": f"{W}t", f"{W}delInstrText": f"{W}instrText"}


def settle(root: etree._Element, accepts: Accepts) -> None:
    """Accept or reject every tracked change below `root`, in place."""
    for element in list(root.iter(etree.Element)):
        tag = str(element.tag)
        parent = element.getparent()
        if parent is None:
            continue
        if tag in _PUT_IN | _TAKEN_OUT:
            stays = accepts(element.get(f"{W}author", "").strip()) == (tag in _PUT_IN)
            if parent.tag not in _PROPERTIES:
                _run_level(element, parent, stays=stays)
            elif parent.tag == f"{W}trPr":
                _row(element, parent, stays=stays)
            elif parent.tag == f"{W}numPr":
                parent.remove(element)
        elif tag in _CELLS:
            stays = accepts(element.get(f"{W}author", "").strip()) == _CELLS[tag]
            _cell(element, parent, stays=stays)
        elif etree.QName(element).localname.startswith(_RANGES):
            parent.remove(element)
        elif tag.endswith("Change") and tag.startswith(W):
            _formatting(element, parent, accepted=accepts(element.get(f"{W}author", "").strip()))
    _ends(root, accepts)


def _run_level(element: etree._Element, parent: etree._Element, *, stays: bool) -> None:
    if not stays:
        parent.remove(element)
        return
    for words in element.iter(*_WORDS):
        words.tag = _WORDS[str(words.tag)]
    unwrap(element)


def unwrap(element: etree._Element) -> None:
    """Put the children of an element in its place."""
    parent = element.getparent()
    assert parent is not None  # noqa: S101 (a wrapper is never a root)
    # Not by its place, which would be counted anew for each of thousands of wrappers.
    for child in list(element):
        element.addprevious(child)
    parent.remove(element)


def _row(element: etree._Element, properties: etree._Element, *, stays: bool) -> None:
    row = properties.getparent()
    if stays or row is None:
        properties.remove(element)
    else:
        _take_out(row)


def _cell(element: etree._Element, properties: etree._Element, *, stays: bool) -> None:
    cell = properties.getparent()
    row = None if cell is None else cell.getparent()
    if stays or cell is None or row is None:
        properties.remove(element)
    elif len(row.findall(f"{W}tc")) > 1:
        row.remove(cell)
    else:
        _take_out(row)


def _take_out(row: etree._Element) -> None:
    table = row.getparent()
    if table is None:
        return
    table.remove(row)
    around = table.getparent()
    if table.find(f".//{W}tr") is None and around is not None:
        around.remove(table)


def _formatting(element: etree._Element, parent: etree._Element, *, accepted: bool) -> None:
    parent.remove(element)
    before = element.find(f"{W}rPr")
    if accepted or before is None or parent.tag != f"{W}rPr":
        return
    parent[:] = list(before)
    run = parent.getparent()
    if not len(parent) and run is not None:
        run.remove(parent)


def _ends(root: etree._Element, accepts: Accepts) -> None:
    """Settle the ends of paragraphs, in the order of reading: one may join to the next and next."""
    for paragraph in list(root.iter(f"{W}p")):
        mark = paragraph.find(f"{W}pPr/{W}rPr")
        if mark is None:
            continue
        gone = False
        for element in [each for each in mark if each.tag in _PUT_IN | _TAKEN_OUT]:
            accepted = accepts(element.get(f"{W}author", "").strip())
            gone |= accepted != (element.tag in _PUT_IN)
            mark.remove(element)
        if gone:
            _join(paragraph)


def _join(paragraph: etree._Element) -> None:
    """Join a paragraph to the one after it; what comes after keeps its section."""
    parent, following = paragraph.getparent(), paragraph.getnext()
    if parent is None:
        return
    own = paragraph.find(f"{W}pPr")
    section = None if own is None else own.find(f"{W}sectPr")
    content = [child for child in paragraph if child.tag != f"{W}pPr"]
    empty = not any(child.tag not in _MARKS for child in content)
    if section is not None or following is None or following.tag != f"{W}p":
        if empty and section is None and following is not None and following.tag == f"{W}tbl":
            parent.remove(paragraph)
        return
    if empty:
        properties = following.find(f"{W}pPr")
        at = 0 if properties is None else 1
        following[at:at] = content
        parent.remove(paragraph)
        return
    # The next one may have to join to the one after it, so that it is the one that is kept.
    properties = following.find(f"{W}pPr")
    kept = etree.Element(f"{W}pPr") if own is None else own
    for tag in (f"{W}rPr", f"{W}sectPr"):
        for old in kept.findall(tag):
            kept.remove(old)
        for new in [] if properties is None else properties.findall(tag):
            kept.append(new)
    if properties is not None:
        following.remove(properties)
    following[:0] = [kept, *content]
    parent.remove(paragraph)


_MARKS = {
    f"{W}{name}"
    for name in (
        *("bookmarkStart", "bookmarkEnd", "proofErr", "permStart", "permEnd"),
        *("commentRangeStart", "commentRangeEnd"),
    )
}
"""What a paragraph may hold that nobody sees."""

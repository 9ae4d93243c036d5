"""Ends of paragraphs at which words are put in: see `dabir.formats.word_changes.ends`."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from dabir.formats.docx_styles import W
from dabir.formats.word_changes.ends import last_word
from dabir.formats.word_originals.cutting import Marking

_AUTHOR = f"{W}author"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_NOWHERE = frozenset(
    f"{W}{name}"
    for name in (
        *("pPr", "proofErr", "bookmarkStart", "bookmarkEnd", "permStart", "permEnd"),
        *("commentRangeStart", "commentRangeEnd", "moveFromRangeEnd", "moveToRangeEnd"),
    )
)
"""What takes no place among the words of a paragraph."""


def ends_apart(root: etree._Element, marking: Marking) -> None:
    """Let no words that are put in last in a paragraph meet those put in first in the next."""
    for paragraph in root.iter(f"{W}p"):
        following = paragraph.getnext()
        if following is None or following.tag != f"{W}p" or _end_of(paragraph) is not None:
            continue
        last = _outermost(paragraph, last=True)
        if last is None or last.tag != f"{W}ins":
            continue
        first = _end_of(following)
        if first is None:
            first = _outermost(following, last=False)
        if first is not None and first.tag == f"{W}ins" and first.get(_AUTHOR) == last.get(_AUTHOR):
            _part(last, marking)


def _end_of(paragraph: etree._Element) -> etree._Element | None:
    """Return the mark of whoever put in or took out the end of a paragraph."""
    for name in ("ins", "del", "moveFrom", "moveTo"):
        found = paragraph.find(f"{W}pPr/{W}rPr/{W}{name}")
        if found is not None:
            return found
    return None


def _outermost(paragraph: etree._Element, *, last: bool) -> etree._Element | None:
    children = reversed(paragraph) if last else iter(paragraph)
    return next((each for each in children if each.tag not in _NOWHERE), None)


def _part(last: etree._Element, marking: Marking) -> None:
    kept = next(
        (each for each in last.itersiblings(preceding=True) if each.tag not in _NOWHERE), None
    )
    if kept is None:
        return
    if kept.tag == f"{W}del" and kept.get(_AUTHOR) == last.get(_AUTHOR):
        last.addnext(kept)
        return
    words = kept[-1] if kept.tag == f"{W}r" and len(kept) else None
    if words is None or words.tag != f"{W}t" or not words.text:
        return
    at = last_word(words.text)
    again = etree.Element(f"{W}r")
    properties = kept.find(f"{W}rPr")
    if properties is not None:
        again.append(deepcopy(properties))
    said = etree.SubElement(again, f"{W}t", {_SPACE: "preserve"})
    said.text, words.text = words.text[at:], words.text[:at]
    words.set(_SPACE, "preserve")
    gone = deepcopy(again)
    gone[-1].tag = f"{W}delText"
    mark = marking.like(last, "del")
    mark.append(gone)
    last.addnext(mark)
    last.insert(0, again)
    if not words.text:
        kept.remove(words)
        if not any(each.tag != f"{W}rPr" for each in kept):
            last.getparent().remove(kept)  # type: ignore[union-attr]  # it is beside `kept`

"""Beside which line of a file a new one belongs, and what it takes from there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from dabir.domain.drafting.copies.printed import PrintedClause, printed
from dabir.formats.docx_styles import W
from dabir.formats.word_originals.looks import copied, drop
from dabir.formats.word_originals.opening import REFERENCES, Line, run_of

_LIKE_STYLE, _LIKE_MARK, _LIKE_KIND, _LIKE_HEADING = 8, 4, 2, 1
_BEFORE_NUMBER = {
    f"{W}{name}"
    for name in ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl")
}
_OWN = ("sectPr", "pPrChange", "pageBreakBefore", "framePr", "cnfStyle")


@dataclass(frozen=True, slots=True)
class Beside:
    """What a new line takes: properties of its paragraph, of its number and of its words.

    `text` is what is to be typed, without a number that Word counts; so many of its letters, `mark`
    , are a number that is typed.
    """

    paragraph: etree._Element
    of_mark: etree._Element
    of_words: etree._Element
    text: str
    mark: int
    dropped: int


def beside(
    clauses: Sequence[PrintedClause], lines: Sequence[Line], after: int, text: str, style: str
) -> tuple[int, Beside]:
    """Return the place of the line that a new line after line `after` is like, and what it takes.

    `style` is the name of its style in the copy that it comes from, empty where none is known.
    """
    new = printed(text)
    best, most = 0, -1.0
    for place in _outward(after, len(lines)):
        line = lines[place]
        if line.place in {"footnote", "endnote"} or line.row is not None:
            continue
        likeness = _likeness(new, clauses[place], style, line.style)
        if likeness > most:
            best, most = place, likeness
    if most < 0:
        return best, Beside(_bare(), _run(), _run(), text, new.start, 0)
    return best, _taken(clauses[best], lines[best], new)


def _outward(after: int, size: int) -> list[int]:
    """Return all places, the nearest first, of two as near the one before."""
    return sorted(range(size), key=lambda place: (abs(place - after - 0.25), place))


def _likeness(new: PrintedClause, old: PrintedClause, style: str, own: str) -> float:
    likeness = 0.0
    if style and style == own:
        likeness += _LIKE_STYLE
    if shape(new.mark) == shape(old.mark):
        likeness += _LIKE_MARK
    likeness += _LIKE_KIND * (new.kind == old.kind) + _LIKE_HEADING * (new.heading == old.heading)
    return likeness


def shape(mark: str) -> str:
    """Return what marks of one list have in common."""
    digits = re.sub(r"[0-9۰-۹٠-٩]+", "1", "".join(mark.split()))
    letters = re.sub(r"(?<![^\W\d_])(?:الف|[آ-یيك]|[A-Za-z])(?![^\W\d_])", "a", digits)
    return re.sub(r"(?<![^\W\d_])[ivxlcdmIVXLCDM]+(?![^\W\d_])", "a", letters)


def _taken(old: PrintedClause, line: Line, new: PrintedClause) -> Beside:
    properties = paragraph_like(line.paragraphs[0])
    counts = bool(line.counted and line.label)
    dropped = 0
    if counts and new.start and shape(new.mark) == shape(old.mark):
        dropped = new.start
    elif counts:
        _uncounted(properties)
    mark = 0 if dropped else new.start
    typed = max(old.start - line.counted, 0)
    words = _dominant(line, typed, len(line.units))
    of_mark = _dominant(line, 0, typed) if typed else words
    return Beside(properties, _run(of_mark), _run(words), new.line[dropped:], mark, dropped)


def paragraph_like(paragraph: etree._Element) -> etree._Element:
    """Return properties for a paragraph that is to look like another."""
    found = paragraph.find(f"{W}pPr")
    made = etree.Element(f"{W}pPr") if found is None else deepcopy(found)
    for name in _OWN:
        drop(made, name)
    mark = made.find(f"{W}rPr")
    if mark is not None:
        made.replace(mark, copied(mark))
    return made


def _uncounted(properties: etree._Element) -> None:
    """Take a paragraph out of the list that its style or its properties put it in."""
    drop(properties, "numPr")
    made = etree.Element(f"{W}numPr")
    for name in ("ilvl", "numId"):
        etree.SubElement(made, f"{W}{name}").set(f"{W}val", "0")
    at = sum(1 for each in properties if each.tag in _BEFORE_NUMBER)
    properties.insert(at, made)


def _dominant(line: Line, start: int, end: int) -> etree._Element | None:
    """Return the run that most of the letters are in."""
    counts: dict[etree._Element, int] = {}
    for unit in line.units[start:end]:
        run = run_of(unit.element)
        if run is not None and unit.element is not None and unit.element.tag not in REFERENCES:
            counts[run] = counts.get(run, 0) + 1
    return max(counts, key=lambda run: counts[run]) if counts else None


def _run(run: etree._Element | None = None) -> etree._Element:
    return copied(None if run is None else run.find(f"{W}rPr"))


def _bare() -> etree._Element:
    return etree.Element(f"{W}pPr")

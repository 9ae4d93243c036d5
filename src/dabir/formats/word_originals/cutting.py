"""Runs of one line cut where changes begin and end, and put inside the marks of their fate."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy

from lxml import etree

from dabir.domain.language.printable import printable
from dabir.formats.docx_styles import W
from dabir.formats.word_changes.model import Revision
from dabir.formats.word_changes.runs import Ids, written
from dabir.formats.word_originals.errors import NotCarried
from dabir.formats.word_originals.opening import Line, Unit, run_of

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_AWAY = {f"{W}t": f"{W}delText", f"{W}instrText": f"{W}delInstrText"}
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_OUTERMOST = frozenset({f"{W}r", f"{_MATH}oMath", f"{_MATH}oMathPara"})
BOX = f"{W}txbxContent"


def cut(line: Line, places: Iterable[int]) -> None:
    """Cut runs so that one begins at each of ``line.words[place]``, and one after its last letter.

    Raises:
        NotCarried: a place stands in something that holds no runs, such as a formula.
    """
    # From the last to the first, so that what was found out of earlier letters stays true.
    for place in sorted(set(places), reverse=True):
        if 0 <= place < len(line.units):
            unit = line.units[place]
            if unit.element is not None:
                _cut_before(line.units, place, unit)
        elif place == len(line.units) and line.units:
            _cut_after(line.units[-1])


def _cut_before(units: list[Unit], place: int, unit: Unit) -> None:
    element = unit.element
    assert element is not None  # noqa: S101 (asked by the caller)
    _require_run(element)
    if unit.start and unit.whole:
        raise NotCarried("a change begins inside a sign that cannot be cut")
    if unit.start:
        rest, at = _halved(element, unit.start), unit.start
        for each in units[place:]:
            if each.element is not element:
                break
            each.element, each.start, each.end = rest, each.start - at, each.end - at
        element = rest
    _part(element)


def _cut_after(unit: Unit) -> None:
    element = unit.element
    if element is None:
        return
    _require_run(element)
    if not unit.whole and unit.end < len(element.text or ""):
        _part(_halved(element, unit.end))
        return
    following = element.getnext()
    if following is not None:
        _part(following)


def _require_run(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is None or parent.tag != f"{W}r":
        raise NotCarried("a formula, or words inside another sign, are changed")


def _halved(element: etree._Element, at: int) -> etree._Element:
    """Cut a piece of text in two; return the second."""
    text = element.text or ""
    rest = etree.Element(f"{W}t")
    element.text, rest.text = text[:at], text[at:]
    for each in (element, rest):
        each.set(_SPACE, "preserve")
    element.addnext(rest)
    return rest


def _part(element: etree._Element) -> None:
    """Let a run begin with one of the children of a run."""
    run = element.getparent()
    assert run is not None  # noqa: S101 (asked for before)
    before = element.getprevious()
    if before is None or (before.tag == f"{W}rPr" and before.getprevious() is None):
        return
    rest = etree.Element(f"{W}r")
    properties = run.find(f"{W}rPr")
    if properties is not None:
        rest.append(deepcopy(properties))
    moving = [element, *element.itersiblings()]
    rest.extend(moving)
    run.addnext(rest)


def runs_in(line: Line, start: int, end: int) -> list[etree._Element]:
    """Return the runs of ``line.words[start:end]``, in order."""
    found: dict[etree._Element, None] = {}
    last: etree._Element | None = None
    for unit in line.units[start:end]:
        if unit.element is last:
            continue
        last = unit.element
        run = run_of(last)
        if run is not None:
            found.setdefault(run)
    return list(found)


class Marking:
    """Puts runs and ends of paragraphs inside the marks of a change."""

    def __init__(self, ids: Ids) -> None:
        self._ids = ids

    def element(self, tag: str, revision: Revision) -> etree._Element:
        """Return the mark of a change."""
        made = etree.Element(f"{W}{tag}")
        made.set(f"{W}id", str(self._ids.following()))
        made.set(f"{W}author", printable(revision.author))
        if revision.at is not None:
            made.set(f"{W}date", written(revision.at))
        return made

    def like(self, mark: etree._Element, tag: str) -> etree._Element:
        """Return the mark of another change that its author makes at the same time."""
        made = etree.Element(f"{W}{tag}")
        for name, text in mark.attrib.items():
            made.set(name, text)
        made.set(f"{W}id", str(self._ids.following()))
        return made

    def wrap(self, runs: Iterable[etree._Element], tag: str, revision: Revision) -> None:
        """Put runs inside marks; neighbours share one."""
        mark: etree._Element | None = None
        last: etree._Element | None = None
        for run in runs:
            if tag == "del":
                for child in run:
                    child.tag = _AWAY.get(str(child.tag), child.tag)
            if mark is None or run.getprevious() is not mark or last is None:
                mark = self.element(tag, revision)
                run.addprevious(mark)
            mark.append(run)
            last = run

    def everything(
        self, paragraph: etree._Element, tag: str, revision: Revision, inside: frozenset[str]
    ) -> None:
        """Put all runs of a paragraph inside marks, but those inside such marks already."""
        runs = [
            run
            for run in paragraph.iter(*_OUTERMOST)
            if next(run.iterancestors(f"{W}p")) is paragraph
            and not any(True for _ in run.iter(BOX))
            and not any(each.tag in inside | _OUTERMOST for each in _up(run, paragraph))
        ]
        self.wrap(runs, tag, revision)

    def end(self, paragraph: etree._Element, tag: str, revision: Revision) -> None:
        """Mark the end of a paragraph as put in or taken out."""
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            properties = etree.Element(f"{W}pPr")
            paragraph.insert(0, properties)
        mark = properties.find(f"{W}rPr")
        if mark is None:
            mark = etree.Element(f"{W}rPr")
            after = [each for each in properties if each.tag in (f"{W}sectPr", f"{W}pPrChange")]
            if after:
                after[0].addprevious(mark)
            else:
                properties.append(mark)
        mark.insert(0, self.element(tag, revision))

    def row(self, row: etree._Element, tag: str, revision: Revision) -> None:
        """Mark a row of a table as put in or taken out."""
        properties = row.find(f"{W}trPr")
        if properties is None:
            properties = etree.Element(f"{W}trPr")
            exception = row.find(f"{W}tblPrEx")
            row.insert(0 if exception is None else 1, properties)
        properties.append(self.element(tag, revision))

    def moved(self, paragraph: etree._Element, tag: str, revision: Revision) -> None:
        """Put the range of a move (`tag` is moveFrom or moveTo) around what is in a paragraph."""
        start = self.element(f"{tag}RangeStart", revision)
        start.set(f"{W}name", revision.move)
        end = etree.Element(f"{W}{tag}RangeEnd")
        end.set(f"{W}id", start.get(f"{W}id", ""))
        at = 0 if paragraph.find(f"{W}pPr") is None else 1
        paragraph.insert(at, start)
        paragraph.append(end)


def _up(element: etree._Element, end: etree._Element) -> Iterable[etree._Element]:
    for each in element.iterancestors():
        if each is end:
            return
        yield each

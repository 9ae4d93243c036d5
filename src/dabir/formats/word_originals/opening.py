"""A Word file opened to be written in: its lines, and which element shows each of their letters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from lxml import etree

from dabir.formats.archives import Archive
from dabir.formats.docx_package import Package
from dabir.formats.docx_styles import W
from dabir.formats.limits import DEFAULT_LIMITS, Limits
from dabir.formats.word_changes.model import Place, TrackedParagraph
from dabir.formats.word_changes.reading import walked
from dabir.formats.word_changes.styling import is_front
from dabir.formats.word_changes.walking import Source
from dabir.formats.word_originals.looks import Looks, Seen
from dabir.formats.word_originals.settling import Accepts, settle
from dabir.formats.xml_reading import parse_xml

REFERENCES = {f"{W}footnoteReference", f"{W}endnoteReference"}
UNSEEN = re.compile("[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
"""Marks that only say how words are set, and are no part of them."""


@dataclass(slots=True)
class Unit:
    """One letter of a line: ``text[start:end]`` of an element, with unseen marks that follow it.

    `element` is None where nothing shows it: what parts the cells of a row. `whole` says that the
    element cannot be cut.
    """

    element: etree._Element | None
    start: int = 0
    end: int = 0
    whole: bool = False

    @property
    def refers(self) -> bool:
        """Whether it belongs to the mark of a footnote, which Word counts."""
        return self.element is not None and self.element.tag in REFERENCES


@dataclass
class Line:
    """A line of the file, as `dabir.formats.drafts` reads them: a paragraph, or a row of a table.

    `words` are its letters without its automatic number `label`; there is a unit for each. `style`
    is the name of its style, `sources` what its paragraphs were read from.
    """

    paragraphs: list[etree._Element]
    words: str
    label: str
    style: str
    place: Place
    sources: list[Source] = field(default_factory=list)
    row: etree._Element | None = None
    counted: int = field(default=0)
    """How many letters of the line, as it is read, are its automatic number."""
    _blanks: int = field(default=0)
    """How many letters before `words` are none of them."""

    @cached_property
    def units(self) -> list[Unit]:
        """The letters of `words`, made when somebody asks, as most lines stay as they are.

        The words of a line are not to be changed before.
        """
        units: list[Unit] = []
        for number, source in enumerate(self.sources):
            if number:
                units.append(Unit(None))
            units += _units(source)
        return units[self._blanks : self._blanks + len(self.words)]

    @property
    def text(self) -> str:
        """The line as it is read."""
        return f"{self.label} {self.words}" if self.label and self.words else self.words


class Opened:
    """The parts of a Word file, its tracked changes settled, and its lines.

    Raises a subclass of `dabir.formats.errors.Unreadable`.
    """

    def __init__(self, data: bytes, accepts: Accepts, *, limits: Limits = DEFAULT_LIMITS) -> None:
        self.archive = Archive(data, kind="docx", limits=limits)
        self._package = Package(self.archive, limits=limits)
        self._limits = limits
        self.main = self._package.main
        self.roots: dict[str, etree._Element] = {}
        self.body = self._root(self.main)
        for root in (self.body, self.one("footnotes"), self.one("endnotes")):
            if root is not None:
                settle(root, accepts)
        self.looks = Looks(self.one("styles"))
        walker = walked(self, self.body, heeds_fields=True)
        if walker.fields.unfinished:
            walker = walked(self, self.body, heeds_fields=False)
        self.lines = list(_lines(walker.paragraphs, walker.sources))
        self._seen: dict[etree._Element, Seen | None] = {}

    def one(self, kind: str) -> etree._Element | None:
        """Return the root of the part of a kind such as ``numbering``; it may be changed."""
        name = self._package.name_of(kind)
        return self._root(name) if name else None

    def name_of(self, kind: str) -> str:
        """Return the name of the part of a kind, empty where there is none."""
        return self._package.name_of(kind)

    def _root(self, name: str) -> etree._Element:
        if name not in self.roots:
            data = self.archive.read(name)
            self.roots[name] = parse_xml(data, kind="docx", limits=self._limits)
        return self.roots[name]

    def seen(self, unit: Unit) -> Seen | None:
        """Return how a letter looks, None where nothing shows it."""
        return None if unit.element is None else self._seen_of(unit.element)

    def look_of(self, line: Line) -> Seen | None:
        """Return how all letters of a line look; None where it has several looks, or notes."""
        looks: set[Seen | None] = set()
        for source in line.sources:
            for text, element in source.atoms:
                if text:
                    looks.add(None if element.tag in REFERENCES else self._seen_of(element))
        return looks.pop() if len(looks) == 1 else None

    def _seen_of(self, element: etree._Element) -> Seen | None:
        if element not in self._seen:
            run = run_of(element)
            self._seen[element] = None if run is None else self._looks_of(run)
        return self._seen[element]

    def _looks_of(self, run: etree._Element) -> Seen:
        paragraph = next(run.iterancestors(f"{W}p"))
        return self.looks.of(run.find(f"{W}rPr"), paragraph)


def run_of(element: etree._Element | None) -> etree._Element | None:
    """Return the run that an element stands in."""
    return None if element is None else next(element.iterancestors(f"{W}r"), None)


def matched(lines: Sequence[Line], texts: Sequence[str]) -> list[Line] | None:
    """Return the line of each of `texts`, in order; None where one is not there.

    A text may begin with the number of its line. Lines that are no text of any are passed over.
    """
    found: list[Line] = []
    waiting = iter(lines)
    for text in texts:
        line = next((each for each in waiting if each.words and _is(each, text)), None)
        if line is None:
            return None
        line.counted = len(text) - len(line.words)
        found.append(line)
    return found


def _is(line: Line, text: str) -> bool:
    if not text.endswith(line.words):
        return False
    before = text[: len(text) - len(line.words)]
    return UNSEEN.sub("", line.label).strip() == before.strip()


def _lines(paragraphs: Sequence[TrackedParagraph], sources: Sequence[Source]) -> Iterator[Line]:
    waiting: Line | None = None
    row: tuple[int, int] | None = None
    for paragraph, source in zip(paragraphs, sources, strict=True):
        cell = paragraph.cell
        this_row = None if cell is None else (cell.table, cell.row)
        if waiting is not None and (this_row is None or this_row != row):
            yield _trimmed(waiting)
            waiting = None
        words = _words(source)
        if waiting is not None:
            waiting.paragraphs.append(source.element)
            waiting.words += f"\t{words}"
            waiting.sources.append(source)
            continue
        line = Line(
            [source.element],
            words,
            paragraph.target_label,
            paragraph.shape.style,
            paragraph.place,
            [source],
            None if cell is None else next(source.element.iterancestors(f"{W}tr"), None),
        )
        if this_row is None:
            yield _trimmed(line)
        else:
            waiting, row = line, this_row
    if waiting is not None:
        yield _trimmed(waiting)


def _trimmed(line: Line) -> Line:
    """Return a line without blanks around it; one of the writer's front pages has no words."""
    if is_front(line.style):
        line.words = ""
        return line
    end = len(line.words.rstrip())
    start = len(line.words) - len(line.words.lstrip()) if end else 0
    line.words, line._blanks = line.words[start:end], start  # noqa: SLF001 (it is made here)
    return line


def _words(source: Source) -> str:
    return UNSEEN.sub("", "".join(text for text, _ in source.atoms))


def _units(source: Source) -> list[Unit]:
    units: list[Unit] = []
    for text, element in source.atoms:
        whole = element.tag != f"{W}t" or text != (element.text or "")
        if not UNSEEN.search(text):
            units += [Unit(element, place, place + 1, whole) for place in range(len(text))]
            continue
        for place, letter in enumerate(text):
            if UNSEEN.match(letter):
                if units and units[-1].element is element:
                    units[-1].end = place + 1
                continue
            units.append(Unit(element, place, place + 1, whole))
    return units

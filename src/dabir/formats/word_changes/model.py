"""A Word file with tracked changes, as it is read: words, and who put them in or took them out.

A file holds two texts in one. Its **base** is what it says once every change is rejected, its
**target** what it says once all are accepted. Words and the ends of paragraphs are alike in this:
whoever splits a paragraph inserts an end, whoever joins two deletes one.

Times are as the file has them; Word writes the wall clock of whoever typed and calls it UTC.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import Literal, NamedTuple

Place = Literal["body", "table", "footnote", "endnote", "box"]


class StretchKind(StrEnum):
    """What became of a stretch of words between the base and the target."""

    KEPT = "kept"
    INSERTED = "inserted"
    DELETED = "deleted"
    MOVED_FROM = "moved_from"
    MOVED_TO = "moved_to"
    PASSING = "passing"
    """Put in and taken out again: neither the base nor the target has it."""


@dataclass(frozen=True, slots=True)
class Revision:
    """Who changed something and when; `move` names the move that the change is one end of."""

    author: str
    at: datetime | None = None
    move: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """Formatting that carries meaning."""

    bold: bool = False
    italic: bool = False
    underlined: bool = False
    struck: bool = False
    raised: bool = False
    """Superscript."""
    lowered: bool = False
    """Subscript."""


PLAIN = Look()


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of one paragraph with one fate; `inserted` and `deleted` say by whom.

    `is_label` marks a number that the writer of this package typed before a clause, which is no
    part of its wording. `restyled` says who changed the look alone.
    """

    text: str
    inserted: Revision | None = None
    deleted: Revision | None = None
    look: Look = PLAIN
    is_label: bool = False
    restyled: Revision | None = None

    @property
    def kind(self) -> StretchKind:
        """What became of these words."""
        if self.inserted is not None and self.deleted is not None:
            return StretchKind.PASSING
        if self.inserted is not None:
            return StretchKind.MOVED_TO if self.inserted.move else StretchKind.INSERTED
        if self.deleted is not None:
            return StretchKind.MOVED_FROM if self.deleted.move else StretchKind.DELETED
        return StretchKind.KEPT


@dataclass(frozen=True, slots=True)
class Shape:
    """What a paragraph is in its document.

    `style` is the name of its style as Word shows it; `list_id` and `level` its place in an
    automatic list (`""` and None in none); `outline` its level among the headings, from 0.
    """

    style: str = ""
    list_id: str = ""
    level: int | None = None
    outline: int | None = None
    rtl: bool = False


class Cell(NamedTuple):
    """Where a paragraph stands in a table: all counted from 0."""

    table: int
    row: int
    column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackedParagraph:
    """A paragraph of the file; `inserted` and `deleted` are of its end, as Word tracks it.

    `shape` is what it is when all is accepted, `base_shape` when all is rejected; `base_label` and
    `target_label` are the automatic numbers that Word prints then, without the blank after them,
    empty where there is none. `bookmarks` are the names of bookmarks that begin in it.
    """

    stretches: tuple[Stretch, ...] = ()
    inserted: Revision | None = None
    deleted: Revision | None = None
    restyled: Revision | None = None
    shape: Shape = Shape()
    base_shape: Shape = Shape()
    base_label: str = ""
    target_label: str = ""
    bookmarks: tuple[str, ...] = ()
    place: Place = "body"
    cell: Cell | None = None

    @property
    def text(self) -> str:
        """All of its words, whatever became of them: what comments count their offsets in."""
        return "".join(stretch.text for stretch in self.stretches)


class Point(NamedTuple):
    """A place in the file: the paragraph, from 0, and the offset in its `text`."""

    paragraph: int
    offset: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackedComment:
    """A remark in the margin, about what stands from `start` to `end`; both None for nowhere.

    `answers` is the `id` of the comment it replies to, else empty; `done` says it was settled.
    """

    id: str
    author: str
    text: str
    at: datetime | None = None
    start: Point | None = None
    end: Point | None = None
    answers: str = ""
    done: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of the base or of the target: its number, its words, and where they come from.

    `label` is its number, counted by Word or typed by the writer of this package, as printed.
    It runs from paragraph `first` to paragraph `last` of the file: more than one where ends of
    paragraphs in between are not there on this side.
    """

    text: str
    label: str
    shape: Shape
    bookmarks: tuple[str, ...]
    first: int
    last: int
    place: Place = "body"


@dataclass(frozen=True)
class TrackedDocument:
    """A Word file, as `read_tracked` read it.

    `issued` is what the writer of this package wrote into the file to know it again (see
    `write_tracked`), else empty. `compiled` says that this package wrote options that exclude one
    another into it, in brackets: whoever put them in proposes no brackets.
    """

    paragraphs: tuple[TrackedParagraph, ...]
    comments: tuple[TrackedComment, ...] = ()
    issued: str = ""
    compiled: bool = False
    properties: tuple[tuple[str, str], ...] = field(default=(), repr=False)

    @cached_property
    def base(self) -> tuple[Line, ...]:
        """What it says once every change is rejected."""
        return tuple(_lines(self.paragraphs, target=False))

    @cached_property
    def target(self) -> tuple[Line, ...]:
        """What it says once every change is accepted."""
        return tuple(_lines(self.paragraphs, target=True))

    @cached_property
    def authors(self) -> tuple[str, ...]:
        """Who changed words or paragraphs, in the order of their first change."""
        found: dict[str, None] = {}
        for revision in self.revisions():
            found.setdefault(revision.author)
        return tuple(found)

    @property
    def is_changed(self) -> bool:
        """Whether anything at all is tracked in it, formatting left aside."""
        return bool(self.authors)

    def revisions(self) -> Iterator[Revision]:
        """Yield the revision of every change to words and ends of paragraphs, in order."""
        for paragraph in self.paragraphs:
            found: list[Stretch | TrackedParagraph] = [*paragraph.stretches, paragraph]
            for each in found:
                if each.inserted is not None:
                    yield each.inserted
                if each.deleted is not None:
                    yield each.deleted


def _lines(paragraphs: tuple[TrackedParagraph, ...], *, target: bool) -> Iterator[Line]:
    words: list[str] = []
    typed: list[str] = []
    bookmarks: list[str] = []
    first = 0
    for number, paragraph in enumerate(paragraphs):
        for stretch in paragraph.stretches:
            gone = stretch.deleted if target else stretch.inserted
            if gone is None:
                (typed if stretch.is_label else words).append(stretch.text)
        bookmarks += paragraph.bookmarks
        ended = (paragraph.deleted if target else paragraph.inserted) is None
        last_of_all = number + 1 == len(paragraphs) or _apart(paragraph, paragraphs[number + 1])
        if ended or (last_of_all and "".join(words)):
            yield Line(
                text="".join(words),
                label=(paragraph.target_label if target else paragraph.base_label)
                or "".join(typed).strip(),
                shape=paragraph.shape if target else paragraph.base_shape,
                bookmarks=tuple(bookmarks),
                first=first,
                last=number,
                place=paragraph.place,
            )
        if ended or last_of_all:
            words, typed, bookmarks, first = [], [], [], number + 1


def _apart(one: TrackedParagraph, other: TrackedParagraph) -> bool:
    """Whether nothing joins two neighbours: they stand in different cells, notes or boxes."""
    return (one.place, one.cell) != (other.place, other.cell)

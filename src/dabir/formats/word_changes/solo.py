"""What one author makes of an issued text, as though nobody else had changed it.

What others put in is not there, what others took out is. Where a clause moves, changes to its words
are read where it comes to stand, whoever made them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from dabir.formats.word_changes.binding import Folded
from dabir.formats.word_changes.model import (
    Revision,
    TrackedDocument,
    TrackedParagraph,
)
from dabir.formats.word_changes.naming import read_name


@dataclass(slots=True)
class Segment:
    """Words up to the end of a paragraph that the author sees; `paragraph` is where that is.

    `pieces` are ``(text, in the base, in the author's text)``.
    """

    paragraph: int
    pieces: list[tuple[str, bool, bool]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What the author reads there."""
        return "".join(text for text, _, seen in self.pieces if seen)

    @property
    def has_base(self) -> bool:
        """Whether words of the base are in it, taken out or not."""
        return any(base and text.strip() for text, base, _ in self.pieces)


@dataclass(slots=True)
class SoloLine:
    """A paragraph of the base as the author leaves it.

    `home` are the segments that hold its words, more than one where the author split it; `before`
    and `after` are paragraphs put in beside it. `gone` says that the paragraph was taken out,
    `joined` that its end was, `merges` that it goes on the paragraph before, whose end was.
    """

    line: int
    before: list[Segment] = field(default_factory=list)
    home: list[Segment] = field(default_factory=list)
    after: list[Segment] = field(default_factory=list)
    gone: bool = False
    joined: bool = False
    merges: bool = False
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Arrival:
    """Where a moved paragraph of the base comes to stand: the paragraph of the file, by whom."""

    paragraph: int
    by: Revision
    faithful: bool
    """Whether it comes with the words that it left with, so that changes in it can be told."""


def arrivals(document: TrackedDocument) -> dict[int, Arrival]:
    """Return by the place of a base line where it is moved to."""
    sources: dict[str, list[int]] = {}
    for number, line in enumerate(document.base):
        end = document.paragraphs[line.last].deleted
        if end is not None and end.move:
            sources.setdefault(end.move, []).append(number)
    targets: dict[str, list[int]] = {}
    for number, paragraph in enumerate(document.paragraphs):
        if paragraph.inserted is not None and paragraph.inserted.move in sources:
            targets.setdefault(paragraph.inserted.move, []).append(number)
    found: dict[int, int] = {}
    for move, lines in sources.items():
        come = targets.get(move, [])
        if len(lines) == len(come):
            found |= dict(zip(lines, come, strict=True))
    found |= dict(_named_pairs(document, set(found)))
    return {line: _arrival(document, line, number) for line, number in found.items()}


def _arrival(document: TrackedDocument, line: int, number: int) -> Arrival:
    paragraph = document.paragraphs[number]
    by = paragraph.inserted or Revision("")
    words = "".join(
        stretch.text
        for stretch in paragraph.stretches
        if _came(stretch.inserted, by) and not stretch.is_label
    )
    same = Folded.of(words).text == Folded.of(document.base[line].text).text
    return Arrival(number, by, faithful=same)


def _named_pairs(document: TrackedDocument, known: set[int]) -> Iterator[tuple[int, int]]:
    """Yield moves that a program saved as a deletion and an insertion, by their bookmarks."""
    left: dict[tuple[object, ...], int] = {}
    for number, line in enumerate(document.base):
        end = document.paragraphs[line.last].deleted
        if end is None or number in known:
            continue
        for name in map(read_name, line.bookmarks):
            if name is not None and not name.moved:
                left[name.part, name.uid, name.digest, end.author] = number
    for number, paragraph in enumerate(document.paragraphs):
        if paragraph.inserted is None:
            continue
        for name in map(read_name, paragraph.bookmarks):
            if name is not None and name.moved:
                key = name.part, name.uid, name.digest, paragraph.inserted.author
                if key in left:
                    yield left.pop(key), number


class Solo:
    """Reads a document as one author left it."""

    def __init__(self, document: TrackedDocument, author: str, moves: dict[int, Arrival]) -> None:
        self._document = document
        self._author = author
        self._moves = moves
        self._arrived = {each.paragraph for each in moves.values()}

    def lines(self) -> list[SoloLine]:
        """Return the paragraphs of the base, in its order."""
        read = []
        for number, line in enumerate(self._document.base):
            segments = list(self._segments(line.first, line.last))
            solo = _sorted(number, segments, empty=not line.text.strip())
            end = self._document.paragraphs[line.last].deleted
            arrival = self._moves.get(number)
            solo.joined = self._mine(end) and arrival is None
            if arrival is not None:
                solo.moved = arrival.by.author == self._author
                if arrival.faithful:
                    solo.home = [self._arrival(arrival)]
            read.append(solo)
        open_end = False
        for solo in read:
            if solo.moved:
                open_end = False
                continue
            empty = not any(segment.text for segment in solo.home)
            based = any(segment.has_base for segment in solo.home)
            # Whoever marks from the end of the paragraph before takes out that end, not its own.
            solo.gone = empty and (solo.joined or (open_end and based))
            solo.merges = open_end and not solo.gone
            open_end = solo.joined and (open_end or not solo.gone)
        return read

    def _segments(self, first: int, last: int) -> Iterator[Segment]:
        gathered: list[tuple[str, bool, bool]] = []
        for number in range(first, last + 1):
            if number in self._arrived:
                continue
            paragraph = self._document.paragraphs[number]
            gathered += self._pieces(paragraph)
            seen = paragraph.inserted is not None and self._mine(paragraph.inserted)
            if (seen and not self._mine(paragraph.deleted)) or number == last:
                yield Segment(number, gathered)
                gathered = []
        if gathered:
            yield Segment(last, gathered)

    def _pieces(self, paragraph: TrackedParagraph) -> list[tuple[str, bool, bool]]:
        found = list(self._told(paragraph))
        if len(found) > 1 and found[-1][1:] == (True, False) and found[-2][1:] == (False, True):
            # What is put in again to keep ends apart (see `ends`) was there, and stays.
            (new, _, _), (old, _, _) = found[-2:]
            if new.startswith(old):
                found[-2:] = [(old, True, True), (new[len(old) :], False, True)]
        return found

    def _told(self, paragraph: TrackedParagraph) -> Iterator[tuple[str, bool, bool]]:
        for stretch in paragraph.stretches:
            if stretch.is_label:
                continue
            base = stretch.inserted is None
            seen = (base or self._mine(stretch.inserted)) and not self._mine(stretch.deleted)
            if base or seen:
                yield stretch.text, base, seen

    def _arrival(self, arrival: Arrival) -> Segment:
        segment = Segment(arrival.paragraph)
        for stretch in self._document.paragraphs[arrival.paragraph].stretches:
            if stretch.is_label:
                continue
            base = _came(stretch.inserted, arrival.by)
            seen = (base or self._mine(stretch.inserted)) and not self._mine(stretch.deleted)
            if base or seen:
                segment.pieces.append((stretch.text, base, seen))
        return segment

    def _mine(self, revision: Revision | None) -> bool:
        return revision is not None and revision.author == self._author


def _came(revision: Revision | None, by: Revision) -> bool:
    return revision is not None and (revision.move, revision.author) == (by.move, by.author)


def _sorted(number: int, segments: list[Segment], *, empty: bool) -> SoloLine:
    """Tell the segments that hold the words of a base paragraph from those put in beside it."""
    solo = SoloLine(number)
    if empty:
        solo.before, solo.home = segments[:-1], segments[-1:]
        return solo
    holding = [index for index, segment in enumerate(segments) if segment.has_base]
    first, last = (holding[0], holding[-1]) if holding else (0, len(segments) - 1)
    solo.before, solo.after = segments[:first], segments[last + 1 :]
    solo.home = segments[first : last + 1]
    return solo

"""What is proposed to a version, tracked in the Word file that its text was made of.

Paragraphs of the clauses, as `dabir.formats.word_changes` lays them out, become the lines that the
file has of them: a part of a clause may be several lines there, its number may be counted by Word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from dabir.domain.drafting import Compilation, Part
from dabir.domain.drafting.copies.printed import PrintedClause, printed
from dabir.formats.as_it_came.filling import Filled, filled
from dabir.formats.as_it_came.rows import Called, bare, folded
from dabir.formats.as_it_came.standing import Standing, Stood, require_notes
from dabir.formats.word_changes import Revision, blocks_of
from dabir.formats.word_changes.laying import Block, Piece
from dabir.formats.word_changes.numbers import Inset
from dabir.formats.word_changes.reading import ISSUED_PROPERTY
from dabir.formats.word_changes.styling import ClauseStyle, Role
from dabir.formats.word_originals import Dressing, NotCarried, Opened, track_in
from dabir.formats.word_originals.opening import UNSEEN

_REFERENCE = re.compile(r"\[\w{1,5}\]")
_LINE_OF_FILE = Block("", ClauseStyle(Role.TEXT, 0), None, Inset(0, hanging=False), [])


def tracked(
    standing: Standing,
    compilation: Compilation,
    *,
    times: Mapping[int, datetime | None],
    issued: str = "",
) -> bytes:
    """Return the file with what is proposed tracked in it, by author.

    `compilation` is of the version that `standing` says; `times` and `issued` are as in
    `dabir.formats.word_changes.write_compilation`. Rejecting all gives the version, accepting all
    what excludes nothing else: both are read again, word by word and number by number.

    Raises:
        NotCarried: something of it cannot be tracked in the file.
    """
    blocks, properties = blocks_of(compilation, standing.language, times)
    laid = _Laid(standing)
    for block in blocks:
        laid.take(block)
    laid.finish()
    if _plain(_said(blocks)) != _plain(laid.words):
        raise NotCarried("what was written in it would read otherwise than it should")
    lines = standing.lines
    carried = track_in(
        standing.data,
        [_printed(line) for line in lines],
        [_uid(place) for place in range(len(lines))],
        laid.blocks,
        direction=standing.direction,
        dressing=Dressing(),
        properties=properties | ({ISSUED_PROPERTY: issued} if issued else {}),
    )
    opened = Opened(carried.data, lambda _author: True)
    _require_numbers(opened, laid.expected)
    require_notes(opened)
    return carried.data


def _uid(place: int) -> str:
    return f"line-{place}"


def _printed(line: Stood) -> PrintedClause:
    found = printed(line.text)
    if not line.uid:
        # What stands above the text is like nothing that is put into it.
        return replace(found, heading=True)
    heading = line.part is Part.HEADING
    return PrintedClause(line.text, len(line.lead), found.kind, heading=heading)


def _said(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if block.deleted is None:
            yield "".join(
                each.text for each in block.pieces if each.deleted is None and not each.label
            )


def _plain(words: Iterable[str]) -> str:
    return "".join(folded("\n".join(words)).split())


def _require_numbers(opened: Opened, expected: Sequence[tuple[str, str]]) -> None:
    """Compare what the file says once all is accepted with what it should say, and its numbers.

    Raises:
        NotCarried: they differ.
    """
    lines = [line.text for line in opened.lines if line.words]
    if len(lines) != len(expected):
        raise NotCarried("what was written in it reads otherwise than it should")
    for line, (number, words) in zip(lines, expected, strict=True):
        text, tail = _solid(line), _solid(words)
        if not text.endswith(tail):
            raise NotCarried("what was written in it reads otherwise than it should")
        if bare(text[: len(text) - len(tail)]) != bare(number):
            raise NotCarried("its clauses would be numbered otherwise")


def _solid(words: str) -> str:
    """Return words without blanks, and marks of notes without their numbers, which Word counts."""
    return _REFERENCE.sub("[]", "".join(folded(words).split()))


class _Laid:
    """The lines of the file, in order, with what becomes of them."""

    def __init__(self, standing: Standing) -> None:
        self._standing = standing
        self._by_part: dict[tuple[str, Part], list[int]] = {}
        for place, line in enumerate(standing.lines):
            if line.uid:
                self._by_part.setdefault((line.uid, line.part), []).append(place)
        self._next = 0
        self._made = 0
        self.blocks: list[Block] = []
        self.expected: list[tuple[str, str]] = []
        self.words: list[str] = []

    def finish(self) -> None:
        """Go on to the end of the file."""
        self._pass_to(len(self._standing.lines))

    def _pass_to(self, place: int) -> None:
        """Let lines that are no part of a clause stay."""
        while self._next < place:
            line = self._standing.lines[self._next]
            if line.uid:
                raise NotCarried("its lines cannot be told apart in it")
            self.blocks.append(self._block(self._next, [Piece(line.text, start=0)]))
            self.expected.append(("", line.text))
            self._next += 1

    def _pass_cover(self) -> None:
        """Let what is put in come after what stands above the text."""
        lines = self._standing.lines
        while self._next < len(lines) and not lines[self._next].uid:
            self._pass_to(self._next + 1)

    def _block(self, place: int, pieces: list[Piece]) -> Block:
        return replace(_LINE_OF_FILE, uid=_uid(place), pieces=pieces)

    def take(self, block: Block) -> None:
        """Lay out one paragraph of the clauses."""
        part = Part.HEADING if block.style.role is Role.HEADING else Part.TEXT
        places = self._by_part.get((block.uid, part), [])
        labels = [each for each in block.pieces if each.label]
        pieces = [each for each in block.pieces if not each.label]
        if block.inserted is not None:
            self._pass_cover()
        if block.inserted is None:
            self._stays(block, places, labels, pieces)
        elif block.inserted.move and places:
            self._arrives(block.inserted, places, labels, pieces)
        else:
            self._comes(block, block.inserted, labels, pieces)

    # -- what is in the file -----------------------------------------------------------------------

    def _stays(
        self,
        block: Block,
        places: Sequence[int],
        labels: Sequence[Piece],
        pieces: Sequence[Piece],
    ) -> None:
        if not places:
            if any(each.text.strip() for each in pieces):
                raise NotCarried("words come where it has no line")
            return
        lines = self._filled(places, pieces)
        for number, line in enumerate(lines):
            self._pass_to(line.place)
            self._next = line.place + 1
            by = block.deleted or line.wholly
            if by is not None:
                gone = by if not by.move else Revision(by.author, by.at, f"{by.move}-{number}")
                made = self._block(line.place, [Piece(line.stood.text, deleted=by, start=0)])
                made.deleted = gone
                self.blocks.append(made)
                self._add(line.before)
                self._add(line.added)
                continue
            self._add(line.before)
            self._write(line, labels if line.stood.called is not None else (), None)
            self._add(line.added)

    def _arrives(
        self,
        by: Revision,
        places: Sequence[int],
        labels: Sequence[Piece],
        pieces: Sequence[Piece],
    ) -> None:
        at = 0
        told: list[Piece] = []
        for each in pieces:
            kept = each.inserted is not None and each.inserted.move == by.move
            told.append(replace(each, start=at if kept else None))
            at += len(each.text) if kept else 0
        lines = self._filled(places, told)
        for number, line in enumerate(lines):
            if line.wholly is not None:
                raise NotCarried("a clause moves, and a paragraph of it goes")
            self._add(line.before)
            moved = Revision(by.author, by.at, f"{by.move}-{number}")
            self._write(line, labels if line.stood.called is not None else (), moved)
            self._add(line.added)

    def _write(self, line: Filled, labels: Sequence[Piece], moved: Revision | None) -> None:
        """Write a line that stays, or arrives as `moved`."""
        stood = line.stood
        base = Piece("", inserted=moved, start=0)
        pieces: list[Piece] = []
        number = stood.lead
        new = self._new_lead(stood, labels)
        if new is not None and new != stood.lead:
            by = next((each for each in labels if each.inserted or each.deleted), None)
            who = None if by is None else by.inserted or by.deleted
            who = None if who is None else Revision(who.author, who.at)
            number = new
            if stood.counted:
                pieces.append(replace(base, text=stood.lead))
            else:
                if stood.lead:
                    pieces.append(replace(base, text=stood.lead, deleted=who))
                pieces.append(Piece(new, inserted=who))
        elif stood.lead:
            pieces.append(replace(base, text=stood.lead))
        pieces += [
            replace(each, inserted=moved) if moved and each.start is not None else each
            for each in line.pieces
        ]
        if stood.tail:
            pieces.append(replace(base, text=stood.tail))
        block = self._block(line.place, pieces)
        block.inserted = moved
        self.blocks.append(block)
        words = "".join(each.text for each in line.pieces if each.deleted is None)
        self.words.append(words)
        if words.strip() or stood.tail.strip() or (number.strip() and not stood.counted):
            self.expected.append((number, f"{words}{stood.tail}"))

    def _new_lead(self, stood: Stood, labels: Sequence[Piece]) -> str | None:
        """Return how the number before a line reads now; None where nothing is said of it."""
        now = [each.text for each in labels if each.deleted is None]
        if not labels or stood.called is None:
            return None
        if not any(each.inserted or each.deleted for each in labels):
            return stood.lead
        text = "".join(now).strip()
        if not text:
            return "" if stood.called.mark else stood.lead
        called = Called(text, text)
        if called.is_in(stood.lead) or stood.called.is_in(text):
            return stood.lead
        return called.dressed(stood.lead) if stood.lead.strip() else "".join(now)

    def _filled(self, places: Sequence[int], pieces: Iterable[Piece]) -> list[Filled]:
        return filled([(place, self._standing.lines[place]) for place in places], pieces)

    # -- what is new -------------------------------------------------------------------------------

    def _comes(
        self, block: Block, by: Revision, labels: Sequence[Piece], pieces: Sequence[Piece]
    ) -> None:
        text = UNSEEN.sub("", "".join(each.text for each in pieces if each.deleted is None))
        label = "".join(each.text for each in labels if each.deleted is None)
        if label:
            like = self._standing.shapes.get((block.style.kind, block.style.number), "")
            called = Called(label.strip(), label.strip())
            label = called.dressed(like) if like else label.replace("\t", " ")
        by = Revision(by.author, by.at)
        rows = [row.strip() for row in text.split("\n") if row.strip()]
        for number, row in enumerate(rows or ([""] if label else [])):
            self._new(label if number == 0 else "", row, by)

    def _add(self, rows: Iterable[Sequence[Piece]]) -> None:
        for row in rows:
            by = row[0].inserted
            if by is None:
                raise NotCarried("what was written in it would read otherwise than it should")
            self._new("", "".join(each.text for each in row).strip(), Revision(by.author, by.at))

    def _new(self, label: str, words: str, by: Revision) -> None:
        self._made += 1
        text = f"{label}{words}" if words else label.rstrip()
        block = replace(_LINE_OF_FILE, uid=f"new-{self._made}", pieces=[Piece(text, inserted=by)])
        block.inserted = by
        self.blocks.append(block)
        self.words.append(words)
        self.expected.append((label, words))

"""The words of a part of a clause, with what becomes of them, on the lines a file has of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from dabir.formats.as_it_came.standing import Stood
from dabir.formats.word_changes import Revision
from dabir.formats.word_changes.laying import Piece
from dabir.formats.word_originals import NotCarried
from dabir.formats.word_originals.opening import UNSEEN


@dataclass
class Filled:
    """A line of the file in the making; `wholly` says who takes out the line as a whole."""

    place: int
    stood: Stood
    pieces: list[Piece] = field(default_factory=list)
    added: list[list[Piece]] = field(default_factory=list)
    """Lines that are put in behind it, each the pieces of one."""
    before: list[list[Piece]] = field(default_factory=list)
    wholly: Revision | None = None

    @property
    def deleted(self) -> Revision | None:
        """Who takes out all of its words; None where some stay."""
        by: Revision | None = None
        for each in self.pieces:
            if each.start is None or not each.text:
                continue
            if each.deleted is None:
                return None
            by = by or each.deleted
        return by


def filled(places: Sequence[tuple[int, Stood]], pieces: Iterable[Piece]) -> list[Filled]:
    """Return the lines of a part, in order, with its pieces in them.

    Raises:
        NotCarried: parts of several lines become one.
    """
    lines = [Filled(place, stood) for place, stood in places]
    parting: set[int] = set()
    at = 0
    for piece in pieces:
        if piece.start is None:
            if piece.deleted is None or piece.inserted is None:
                _put(lines, at, piece)
            continue
        start, at = piece.start, piece.start + len(piece.text)
        for number, line in enumerate(lines):
            first, last = max(start, line.stood.start), min(at, line.stood.end)
            if first < last:
                text = UNSEEN.sub("", piece.text[first - start : last - start])
                line.pieces.append(replace(piece, text=text, start=first))
            following = lines[number + 1] if number + 1 < len(lines) else None
            if (
                following is not None
                and piece.deleted is not None
                and start < following.stood.start
                and at > line.stood.end
            ):
                parting.add(number)
    for number in sorted(parting):
        _join(lines, number)
    return lines


def _join(lines: list[Filled], number: int) -> None:
    """Let what parts two lines go: one of them goes with it."""
    for chosen, other in ((number + 1, number), (number, number + 1)):
        line = lines[chosen]
        by = line.deleted
        if by is None or line.wholly is not None or line.stood.lead.strip():
            continue
        line.wholly = by
        put = [each for each in line.pieces if each.start is None]
        target = lines[other]
        if put and (chosen < other or target.added):
            raise NotCarried("paragraphs of a clause are joined")
        target.pieces += put
        return
    raise NotCarried("paragraphs of a clause are joined")


def _put(lines: Sequence[Filled], at: int, piece: Piece) -> None:
    """Put new words where the pieces have come to; their paragraphs become lines."""
    line = next((each for each in lines if at <= each.stood.end), lines[-1])
    text = UNSEEN.sub("", piece.text)
    if line.added:
        rows = text.split("\n")
        last = line.added[-1]
        if rows[0]:
            if last and last[0].inserted != piece.inserted:
                raise NotCarried("several write one paragraph")
            last.append(replace(piece, text=rows[0]))
        line.added += [[replace(piece, text=row)] for row in rows[1:] if row.strip()]
        return
    if "\n" not in text:
        line.pieces.append(replace(piece, text=text))
    elif at >= line.stood.end:
        first, *rows = text.split("\n")
        if first:
            line.pieces.append(replace(piece, text=first))
        line.added += [[replace(piece, text=row)] for row in rows if row.strip()]
    elif at <= line.stood.start and not line.stood.lead.strip() and text.endswith("\n"):
        rows = text.split("\n")
        line.before += [[replace(piece, text=row)] for row in rows if row.strip()]
    else:
        raise NotCarried("a paragraph of a clause is split")

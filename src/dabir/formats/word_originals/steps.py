"""What happens to one line, letter by letter: kept, taken out, put in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from dabir.domain.drafting.copies.printed import mark_of
from dabir.formats.word_changes.laying import Piece
from dabir.formats.word_changes.model import Revision
from dabir.formats.word_originals.errors import NotCarried
from dabir.formats.word_originals.opening import Line
from dabir.formats.word_originals.siblings import shape

END = "\u2029"
"""In words that are put in: here a paragraph ends."""
_REFERENCE = re.compile(r"\[?\w{1,5}\]?")


@dataclass(frozen=True, slots=True)
class Step:
    """``line.words[start:end]`` kept or taken out, or `text` put in before `start`.

    `place` is where that is in the whole line as it was read, its number included; `base` is
    whether whoever rejects all reads these words.
    """

    what: Literal["keep", "take", "put"]
    start: int
    end: int
    text: str = ""
    by: Revision | None = None
    place: int = 0


def steps_of(line: Line, pieces: Iterable[Piece]) -> list[Step]:
    """Return what `pieces` of a line, as it was read, come to in its own letters.

    What they change in a number that Word counts, or in the mark of a footnote, is left to Word.

    Raises:
        NotCarried: cells of a table would have to be joined or split.
    """
    return list(_by_cells(line, _without_references(line, list(_plain(line, pieces)))))


def with_ends(line: Line, steps: Iterable[Step]) -> list[Step]:
    """Return steps whose breaks end paragraphs, as far as a line can be several: see `END`.

    In a list that Word counts each has to begin with a number of its own, which goes.
    """
    return [
        replace(step, text=_ended(line, step.text)) if step.what == "put" else step
        for step in steps
    ]


def _ended(line: Line, text: str) -> str:
    if line.row is not None:
        return text
    first, *rows = text.split("\n")
    made = [first]
    for row in rows:
        mark = mark_of(row)[0]
        if not line.counted:
            made.append(f"{END}{row}")
        elif mark and shape(row[:mark]) == shape(line.label):
            made.append(f"{END}{row[mark:]}")
        else:
            made.append(f"\n{row}")
    return "".join(made)


def _plain(line: Line, pieces: Iterable[Piece]) -> Iterator[Step]:
    at = 0
    renumbered = False
    for piece in pieces:
        # What came by a move was there before, and so was what is left of it.
        inserted = piece.inserted is not None and not piece.inserted.move
        if inserted:
            text = piece.text
            if renumbered:
                text = text[mark_of(text)[0] :]
            if at >= line.counted and text:
                place = at - line.counted
                yield Step("put", place, place, text, piece.inserted, at)
            renumbered = False
            continue
        start, end = at, at + len(piece.text)
        at = end
        renumbered = piece.deleted is not None and start < line.counted < end
        first, last = max(start - line.counted, 0), end - line.counted
        if first < last:
            what: Literal["keep", "take"] = "keep" if piece.deleted is None else "take"
            yield Step(what, first, last, "", piece.deleted, max(start, line.counted))


def _without_references(line: Line, steps: list[Step]) -> Iterator[Step]:
    taken = any(step.what == "take" for step in steps)
    if not taken or not any(unit.refers for unit in line.units):
        yield from steps
        return
    kept: set[int] = set()
    for number, step in enumerate(steps):
        if step.what != "take":
            continue
        within = all(unit.refers for unit in line.units[step.start : step.end])
        following = steps[number + 1] if number + 1 < len(steps) else None
        counted = following is not None and following.what == "put"
        if within and counted and following and _REFERENCE.fullmatch(following.text):
            kept |= {number, number + 1}
        elif not _whole(line, step.start) or not _whole(line, step.end):
            raise NotCarried("the mark of a footnote is changed in part")
    for number, step in enumerate(steps):
        if number not in kept:
            yield step
        elif step.what == "take":
            yield replace(step, what="keep", by=None)


def _whole(line: Line, place: int) -> bool:
    """Whether a place is not inside the mark of a footnote."""
    if not 0 < place < len(line.units):
        return True
    before, after = line.units[place - 1], line.units[place]
    return not after.refers or before.element is not after.element


def _by_cells(line: Line, steps: Iterable[Step]) -> Iterator[Step]:
    """Yield the steps; what reaches over cells of a row, cell by cell."""
    waiting = list(steps)
    for number, step in enumerate(waiting):
        walls = [
            place
            for place in range(step.start, step.end)
            if step.what == "take" and line.units[place].element is None
        ]
        if not walls:
            yield step
            continue
        following = waiting[number + 1] if number + 1 < len(waiting) else None
        put = following if following is not None and following.what == "put" else None
        texts = [] if put is None else put.text.split("\t")
        if put is None or len(texts) != len(walls) + 1:
            raise NotCarried("cells of a table are joined or split")
        waiting[number + 1] = replace(put, text="")
        at = step.start
        for wall, text in zip([*walls, step.end], texts, strict=True):
            if at < wall:
                yield replace(step, start=at, end=wall)
            if text:
                yield replace(put, start=wall, end=wall, text=text)
            if wall < step.end:
                yield Step("keep", wall, wall + 1)
            at = wall + 1

"""Runs of a paragraph as WordprocessingML, each inside the marks of its fate."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from xml.sax.saxutils import escape

from dabir.domain.language.printable import printable
from dabir.formats.documents import Direction
from dabir.formats.docx_parts import by_script
from dabir.formats.word_changes.laying import Piece
from dabir.formats.word_changes.model import Revision

_BREAKS = re.compile(r"([\n\t])")
_QUOTES = {'"': "&quot;"}


@dataclass
class Ids:
    """Gives ids that no two marks of a file share."""

    _last: int = field(default=0)

    def following(self) -> int:
        """Return the next id."""
        self._last += 1
        return self._last


def attribute(text: str) -> str:
    """Return text fit for an attribute, without what XML cannot hold."""
    return escape(printable(text), _QUOTES)


def by(revision: Revision, ids: Ids) -> str:
    """Return the attributes of a change: its id, its author, its time."""
    moment = "" if revision.at is None else f' w:date="{written(revision.at)}"'
    return f'w:id="{ids.following()}" w:author="{attribute(revision.author)}"{moment}'


def written(at: datetime) -> str:
    """Return a time as Word writes it; a time without a zone is taken for UTC."""
    settled = at.astimezone(UTC) if at.tzinfo else at
    return settled.strftime("%Y-%m-%dT%H:%M:%SZ")


def runs(pieces: Iterable[Piece], direction: Direction, ids: Ids, *, bold: bool = False) -> str:
    """Return pieces as runs; `bold` is for numbers that are typed before a clause."""
    return "".join(_piece(piece, direction, ids, bold=bold) for piece in pieces if piece.text)


def _piece(piece: Piece, direction: Direction, ids: Ids, *, bold: bool) -> str:
    # Moved-away words keep the name of words, deleted ones do not (ECMA-376 part 1, 17.13.5.22).
    deleted = piece.deleted is not None and not piece.deleted.move
    style = '<w:rStyle w:val="DabirNumber"/>' if piece.label else ""
    strong = "<w:b/><w:bCs/>" if piece.label and bold else ""
    content = "".join(
        _run(text, style + strong + ("<w:rtl/>" if rtl else ""), deleted=deleted)
        for text, rtl in by_script(printable(piece.text), direction)
    )
    for revision, plain, moved in (
        (piece.deleted, "del", "moveFrom"),
        (piece.inserted, "ins", "moveTo"),
    ):
        if revision is not None:
            tag = moved if revision.move else plain
            content = f"<w:{tag} {by(revision, ids)}>{content}</w:{tag}>"
    return content


def _run(text: str, properties: str, *, deleted: bool) -> str:
    shape = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f"<w:r>{shape}{''.join(_texts(text, 'delText' if deleted else 't'))}</w:r>"


def _texts(text: str, tag: str) -> Iterator[str]:
    for name, words in parts_of_text(text):
        if name == "t":
            yield f'<w:{tag} xml:space="preserve">{escape(words)}</w:{tag}>'
        else:
            yield f"<w:{name}/>"


def parts_of_text(text: str) -> Iterator[tuple[str, str]]:
    """Yield ``(name of the element, words in it)`` for what a run shows: words, breaks and tabs."""
    for part in _BREAKS.split(text):
        if part == "\n":
            yield "br", ""
        elif part == "\t":
            yield "tab", ""
        elif part:
            yield "t", part

"""Ends of paragraphs at which words are put in, kept apart from what is put in right behind them.

LibreOffice takes words that one author puts in at the end of a paragraph, and what the same author
puts in where the next one begins, for one insertion, with the end between them: whoever rejects it
there reads two paragraphs as one (seen with 7.4). So nothing is put in last there: what is taken
out stands behind it, if need be the last word of all, which is put in again before.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dabir.formats.word_changes.laying import Block, Piece
from dabir.formats.word_changes.model import Revision

_JOINERS = "\u200c\u200d"


def blocks_apart(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield blocks in which no words put in last meet what is put in first in the next."""
    for number, block in enumerate(blocks):
        following = blocks[number + 1] if number + 1 < len(blocks) else None
        pieces = [piece for piece in block.pieces if piece.text]
        if (
            following is None
            or block.inserted is not None
            or block.deleted is not None
            or not pieces
            or _put_in(pieces[-1]) is None
            or _author(_put_in(pieces[-1])) != _author(_begins(following))
        ):
            yield block
        else:
            yield replace(block, pieces=_apart(pieces))


def last_word(text: str) -> int:
    """Return where the last word of a text begins, or the sign that it ends with."""
    at = len(text)
    while at and (unicodedata.category(text[at - 1])[0] in "LMN" or text[at - 1] in _JOINERS):
        at -= 1
    return at if at < len(text) else max(at - 1, 0)


def _apart(pieces: list[Piece]) -> list[Piece]:
    *before, last = pieces
    if not before:
        return pieces
    kept = before.pop()
    if kept.inserted is None and kept.deleted is not None and not kept.deleted.move:
        if kept.deleted.author == _author(last.inserted):
            return [*before, last, kept]
    elif kept.inserted is None and kept.deleted is None and not kept.label and not last.label:
        at = last_word(kept.text)
        start = None if kept.start is None else kept.start + at
        again = kept.text[at:]
        return [
            *before,
            *([replace(kept, text=kept.text[:at])] if at else []),
            replace(last, text=again + last.text),
            Piece(again, deleted=last.inserted, start=start),
        ]
    return pieces


def _begins(block: Block) -> Revision | None:
    """Return who puts in a block as a whole, or the words that it begins with."""
    if block.inserted is not None:
        return None if block.inserted.move else block.inserted
    first = next((piece for piece in block.pieces if piece.text), None)
    return None if first is None else _put_in(first)


def _put_in(piece: Piece) -> Revision | None:
    if piece.inserted is None or piece.inserted.move or piece.deleted is not None:
        return None
    return piece.inserted


def _author(revision: Revision | None) -> str | None:
    return None if revision is None else revision.author

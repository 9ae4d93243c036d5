"""A redline of two files as Word and PDF: their lines as printed, marks and all."""

from __future__ import annotations

from collections.abc import Iterable

from dabir.domain.drafting.comparing.differences import Change
from dabir.domain.drafting.copies.redlining import CopyRedline, RedlinedLine
from dabir.formats.documents import Language
from dabir.formats.drafts.draft import Draft
from dabir.formats.drafts.words import say
from dabir.formats.redlines import MarkedClause, Redline, Stretch


def as_redline(
    redline: CopyRedline, old: Draft, new: Draft, *, language: Language, author: str
) -> Redline:
    """Return the redline as the writers of Word and PDF take it; `author` is whose changes."""
    return Redline(
        language=language,
        direction=new.direction,
        title=new.title,
        subtitle=say(language, "against", new=new.name, old=old.name),
        author=author,
        put_in=say(language, "put in"),
        taken_out=say(language, "taken out"),
        clauses=tuple(_clause(line) for line in redline.lines),
    )


def _clause(line: RedlinedLine) -> MarkedClause:
    row = tuple(_stretches((*line.mark, *line.words), line=line))
    return MarkedClause(
        heading=row if line.heading else (),
        text=() if line.heading else row,
        depth=line.depth,
    )


def _stretches(changes: Iterable[Change], *, line: RedlinedLine) -> Iterable[Stretch]:
    for change in changes:
        if line.leaves:
            yield Stretch(kind="delete", text=change.old)
        elif line.pairing.moved:
            # What moved is taken out whole where it stood, so it is put in whole where it went.
            if change.new:
                yield Stretch(kind="insert", text=change.new)
        elif change.kind == "equal":
            yield Stretch(kind="equal", text=change.new)
        else:
            if change.old:
                yield Stretch(kind="delete", text=change.old)
            if change.new:
                yield Stretch(kind="insert", text=change.new)

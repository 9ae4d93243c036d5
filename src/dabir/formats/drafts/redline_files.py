"""A redline of two files as Word and PDF: their lines as printed, marks and all."""

from __future__ import annotations

from collections.abc import Iterable

from dabir.domain.drafting.comparing.differences import Change
from dabir.domain.drafting.copies import CopyRedline, RedlinedLine
from dabir.domain.drafting.copies.amending import operations_of_copy, version_of_copy
from dabir.formats.documents import Language
from dabir.formats.drafts.draft import Draft
from dabir.formats.drafts.words import say
from dabir.formats.pdf_writing import write_pdf
from dabir.formats.redlines import MarkedClause, Redline, Stretch
from dabir.formats.word_changes import AuthoredChanges, Front, write_tracked


def redline_docx(redline: CopyRedline, old: Draft, language: Language, author: str) -> bytes:
    """Return a Word file in which the changes are tracked; `author` is whose they are.

    Rejecting all gives the lines of the old file, accepting all those of the new one.
    """
    base = version_of_copy(old.lines, language)
    operations = operations_of_copy(base, redline.aligned, language, renumbered=True)
    changes = [AuthoredChanges(author=author, operations=operations)]
    # A redline has no first page of its own: it is the text, and nothing but the text.
    return write_tracked(base, changes, language=language, front=Front(title=""))


def redline_pdf(redline: CopyRedline, old: Draft, new: Draft, language: Language) -> bytes:
    """Return the redline on paper: put in underlined, taken out struck through."""
    return write_pdf(
        Redline(
            language=language,
            direction=new.direction,
            title=new.title,
            subtitle=say(language, "against", new=new.name, old=old.name),
            put_in=say(language, "put in"),
            taken_out=say(language, "taken out"),
            clauses=tuple(_clause(line, language) for line in redline.lines),
        )
    )


def _clause(line: RedlinedLine, language: Language) -> MarkedClause:
    row = tuple(_stretches(line))
    note = "left" if line.leaves else "moved" if line.pairing.moved else ""
    return MarkedClause(
        was=f"({say(language, note)})" if note else "",
        what="deleted" if line.leaves else "kept",
        heading=row if line.heading else (),
        text=() if line.heading else row,
        depth=line.depth,
    )


def _stretches(line: RedlinedLine) -> Iterable[Stretch]:
    change: Change
    for change in (*line.mark, *line.words):
        if line.leaves:
            yield Stretch(kind="delete", text=change.old)
        elif change.kind == "equal":
            yield Stretch(kind="equal", text=change.new)
        else:
            if change.old:
                yield Stretch(kind="delete", text=change.old)
            if change.new:
                yield Stretch(kind="insert", text=change.new)

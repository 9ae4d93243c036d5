"""A redline of two files as Word and PDF: their lines as printed, marks and all."""

from __future__ import annotations

from collections.abc import Iterable

from dabir.domain.drafting import Proposed, compile_amendments
from dabir.domain.drafting.comparing.differences import Change
from dabir.domain.drafting.copies import CopyRedline, RedlinedLine
from dabir.domain.drafting.copies.amending import operations_of_copy, version_of_copy
from dabir.formats.documents import Language
from dabir.formats.drafts.draft import Draft
from dabir.formats.drafts.originals import redline_in_original
from dabir.formats.drafts.words import numeral, say
from dabir.formats.pdf_writing import write_pdf
from dabir.formats.redlines import MarkedClause, Redline, Stretch
from dabir.formats.word_changes import Front, write_compilation
from dabir.formats.word_originals import NotCarried


def redline_docx(
    redline: CopyRedline, old: Draft, new: Draft, author: str
) -> tuple[bytes, tuple[str, ...]]:
    """Return a Word file in which the changes are tracked, and what is to be said of it.

    `author` is whose they are. Rejecting all gives the lines of the old file, accepting all those
    of the new one. Where the old file is a Word file it is that file: what cannot be tracked there
    makes it one that is laid out anew, which is said.
    """
    language = old.language if old.data else new.language
    base = version_of_copy(old.lines, language)
    operations = operations_of_copy(base, redline.aligned, language, renumbered=True)
    proposed = [Proposed(1, place, operation) for place, operation in enumerate(operations)]
    compilation = compile_amendments(base, proposed, {1: (author,)})
    if old.data:
        try:
            carried = redline_in_original(compilation, redline.aligned, old, new, author)
        except NotCarried as reason:
            notes: tuple[str, ...] = (f"{old.name}: laid out anew: {reason}.",)
        else:
            count = numeral("en", carried.restyled)
            notes = (f"Changes of formatting alone: {count}.",) if carried.restyled else ()
            return carried.data, notes
    else:
        notes = ()
    # A redline has no first page of its own: it is the text, and nothing but the text.
    return write_compilation(compilation, language=language, front=Front(title="")), notes


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

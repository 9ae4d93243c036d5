"""Word files with tracked changes as drafts: the base in them, and what each author makes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from dabir.domain.drafting import Part
from dabir.domain.drafting.copies import PrintedClause
from dabir.domain.drafting.copies.printed import printed, with_depths
from dabir.formats.drafts.draft import HEADING, Draft
from dabir.formats.limits import DEFAULT_LIMITS, Limits
from dabir.formats.word_changes import (
    Revision,
    TrackedDocument,
    TrackedParagraph,
    read_name,
    read_tracked,
)


@dataclass(frozen=True, kw_only=True)
class TrackedDraft:
    """A Word file: what it says with all changes rejected, accepted, and accepted of one author.

    `by_author` is in the order of their first change; it is empty where nothing is tracked. One of
    these has no lines where all was put in, or all was taken out. `times` says when each author
    changed something last.
    """

    base: Draft
    target: Draft
    by_author: tuple[tuple[str, Draft], ...]
    remarks: int
    times: Mapping[str, datetime]


FRONT_STYLES = frozenset({"Dabir front title", "Dabir front line", "Dabir front end"})
"""What the writer of tracked changes puts around a text, which is no part of it."""

Kept = Callable[[Revision | None, Revision | None], bool]
"""Whether something is there, given who put it in and who took it out."""


def read_tracked_draft(
    data: bytes,
    make: Callable[[list[PrintedClause]], Draft],
    *,
    limits: Limits = DEFAULT_LIMITS,
) -> TrackedDraft:
    """Read a Word file; `make` makes a draft of lines, of which there is one at least.

    Raises a subclass of `dabir.formats.errors.Unreadable`.
    """
    document = read_tracked(data, limits=limits)
    sides = [_rejected, _accepted, *map(_of, document.authors)]
    read = [_lines(document, kept) for kept in sides]
    fullest = replace(make(max(read, key=len)), laid_out=document.compiled)
    base, target, *own = (
        replace(make(lines) if lines else fullest, lines=tuple(lines), laid_out=document.compiled)
        for lines in read
    )
    return TrackedDraft(
        base=base,
        target=target,
        by_author=tuple(zip(document.authors, own, strict=True)),
        remarks=len(document.comments),
        times=_times(document),
    )


def _times(document: TrackedDocument) -> dict[str, datetime]:
    times: dict[str, datetime] = {}
    for each in document.revisions():
        if each.at is not None:
            times[each.author] = max(each.at, times.get(each.author, each.at))
    return times


def _rejected(inserted: Revision | None, deleted: Revision | None) -> bool:
    del deleted
    return inserted is None


def _accepted(inserted: Revision | None, deleted: Revision | None) -> bool:
    del inserted
    return deleted is None


def _of(author: str) -> Kept:
    def kept(inserted: Revision | None, deleted: Revision | None) -> bool:
        return (inserted is None or inserted.author == author) and (
            deleted is None or deleted.author != author
        )

    return kept


def _lines(document: TrackedDocument, kept: Kept) -> list[PrintedClause]:
    """Return the lines of the body and of boxes as they stand, notes at the end; rows of a table
    are a line each, their cells apart by a tab.
    """
    body: list[PrintedClause] = []
    notes: list[PrintedClause] = []
    for line, paragraph in _joined(document, kept):
        if line.strip() and paragraph.shape.style not in FRONT_STYLES:
            into = notes if paragraph.place in {"footnote", "endnote"} else body
            heading = paragraph.shape.outline is not None and paragraph.cell is None
            found = printed(line.strip())
            into.append(replace(found, uid=_uid(paragraph), heading=heading or found.heading))
    return with_depths([*body, *notes])


def _uid(paragraph: TrackedParagraph) -> str:
    """Return the id that a paragraph carries; headings have one of their own."""
    for name in paragraph.bookmarks:
        named = read_name(name)
        if named is not None and named.uid:
            return named.uid if named.part is Part.TEXT else f"{named.uid}{HEADING}"
    return ""


def _joined(document: TrackedDocument, kept: Kept) -> Iterator[tuple[str, TrackedParagraph]]:
    pieces: list[str] = []
    first: TrackedParagraph | None = None
    row: tuple[int, int] | None = None
    for paragraph in document.paragraphs:
        cell = paragraph.cell
        this_row = None if cell is None else (cell.table, cell.row)
        if first is not None and this_row != row:
            # What ends a row, or a table, ends the line, whatever became of the paragraph's end.
            yield "".join(pieces).rstrip("\t"), first
            pieces, first = [], None
        words = "".join(
            stretch.text
            for stretch in paragraph.stretches
            if kept(stretch.inserted, stretch.deleted)
        )
        label = paragraph.target_label if paragraph.inserted else paragraph.base_label
        if first is None:
            first, row = paragraph, this_row
            if label and words:
                pieces.append(f"{label} ")
        pieces.append(words)
        if not kept(paragraph.inserted, paragraph.deleted):
            continue
        if this_row is not None:
            pieces.append("\t")
            continue
        yield "".join(pieces), first
        pieces, first = [], None
    if first is not None:
        yield "".join(pieces).rstrip("\t"), first

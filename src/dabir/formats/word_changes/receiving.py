"""A file with tracked changes, made into operations on the clauses of an issued text.

Each author is read alone. The paragraphs that the author leaves, with the clauses they are or
begin, make a version; what has to be done to the issued one to come there are the operations on
clauses. Edits are not found by comparing: they are the very ranges that were tracked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from dabir.domain.drafting import Operation, Version
from dabir.formats.word_changes.authored import AuthoredChanges, ReceivedChanges
from dabir.formats.word_changes.binding import bind
from dabir.formats.word_changes.model import TrackedDocument
from dabir.formats.word_changes.rebuilding import Rebuilding
from dabir.formats.word_changes.remarks import remarks_of
from dabir.formats.word_changes.restructuring import restructuring
from dabir.formats.word_changes.solo import Solo, arrivals
from dabir.formats.word_changes.styling import is_front


def received_changes(
    document: TrackedDocument,
    base: Version,
    *,
    language: str,
    new_uid: Callable[[], str],
) -> ReceivedChanges:
    """Return what a file with tracked changes proposes to `base`, author by author.

    `language` is that of the file's words. A clause that is added gets the uid that this package
    wrote into the file, or one of `new_uid`. What one author changed in what another had put in
    cannot stand alone and is left out; who did nothing else is named in `dependent`.

    Raises:
        AnotherBase: with every change rejected, the file is not `base`.
    """
    bound = bind(document, base, language)
    moves = {line: move for line, move in arrivals(document).items() if line in bound}
    changes: list[AuthoredChanges] = []
    dependent: list[str] = []
    for author in document.authors:
        lines = Solo(document, author, moves).lines()
        rebuilt = Rebuilding(document, base, language, bound, moves, new_uid).read(lines)
        tracked = {bound[n].wording.uid for n, move in moves.items() if move.by.author == author}
        structure = restructuring(base, rebuilt.version, tracked)
        operations: tuple[Operation, ...] = (*rebuilt.edits, *structure)
        if operations:
            changes.append(
                AuthoredChanges(author=author, operations=operations, at=_last(document, author))
            )
        else:
            dependent.append(author)
    remarks, unplaced = remarks_of(document, bound)
    return ReceivedChanges(
        changes=tuple(changes),
        remarks=remarks,
        unplaced=unplaced,
        left_aside=tuple(_left_aside(document, set(bound))),
        dependent=tuple(dependent),
    )


def _last(document: TrackedDocument, author: str) -> datetime | None:
    times = (each.at for each in document.revisions() if each.author == author)
    return max((at for at in times if at is not None), default=None)


def _left_aside(document: TrackedDocument, bound: set[int]) -> Iterator[str]:
    for number, line in enumerate(document.base):
        if number not in bound and line.text.strip() and not is_front(line.shape.style):
            yield line.text

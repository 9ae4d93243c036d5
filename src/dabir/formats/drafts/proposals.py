"""What the files of many delegations propose to one base.

    Foreign             a file has too little in common with the base to be a copy of it

A clean copy is one proposal. A Word file with tracked changes is one of each author, made against
what the file says without changes, which must be the base.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import PurePath

from dabir.domain.drafting import Compilation, Operation, Proposed, Version, compile_amendments
from dabir.domain.drafting.copies import (
    Aligned,
    ChangeKind,
    PrintedClause,
    align_copies,
    redline_copies,
)
from dabir.domain.drafting.copies.redlining import count_words
from dabir.formats.documents import Language
from dabir.formats.drafts.draft import Draft, settled
from dabir.formats.drafts.reading import read_draft, read_word
from dabir.formats.errors import Unreadable, gettext_noop
from dabir.formats.laid_out import LaidOut

_ZIP = b"PK\x03\x04"
_LEAST_COMMON = 0.2
_QUOTED = 80


class Foreign(Unreadable):
    """Less than a fifth of the base is in the file (``common`` per cent)."""

    code = "foreign-draft"
    message = gettext_noop(
        "The file is no copy of the base: only %(common)d %% of the base's words are in it."
    )


@dataclass(frozen=True, kw_only=True)
class Copy:
    """A copy of the base and whose it is; `file` is its name, `tracked` how it came.

    `data` is the file where it is a Word file, and `author` whose changes in it the copy has: all
    of them where that is empty; `at` is when the last of them was tracked.
    """

    proposer: str
    file: str
    draft: Draft
    tracked: bool = False
    data: bytes = field(default=b"", repr=False)
    author: str = ""
    at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """What one proposer changes in one file, numbered from 1 in the order of the files.

    `aligned` says how the lines of the copy were known again.
    """

    number: int
    copy: Copy
    aligned: Aligned
    operations: tuple[Operation, ...]


def copies_in(
    data: bytes,
    *,
    name: str,
    base: Draft,
    proposer: str = "",
    called: str = "",
    language: Language | None = None,
) -> list[Copy]:
    """Return the copies of `base` in a file: one, or one of each author who tracked changes.

    `proposer` takes all that is in the file on one name; without it, a clean copy is `called`
    so, or by the name of the file, and tracked changes bear the names of their authors.

    Raises a subclass of `dabir.formats.errors.Unreadable`, among them `AnotherBase` (of
    `dabir.formats.word_changes`) for changes tracked against another text, `Foreign`, and `LaidOut`
    (of `dabir.formats.laid_out`) for a compilation or a redline.
    """
    named = proposer or called or PurePath(name).stem
    if data.startswith(_ZIP) and name.lower().endswith((".docx", ".docm")):
        tracked = read_word(data, name=name, language=language)
        if tracked.target.laid_out:
            raise LaidOut
        if tracked.by_author:
            front, back = _around(base, settled(tracked.base))
            made = [("", tracked.target)] if proposer else list(tracked.by_author)
            return [
                Copy(
                    proposer=proposer or author or named,
                    file=name,
                    draft=_without(settled(draft), front, back),
                    tracked=True,
                    data=data,
                    author=author,
                    at=tracked.times.get(author) if author else _last(tracked.times),
                )
                for author, draft in made
            ]
        draft = replace(tracked.target, data=data)
    else:
        draft = read_draft(data, name=name, language=language, apart=True)
        if draft.laid_out:
            raise LaidOut
    return [Copy(proposer=named, file=name, draft=settled(draft), data=draft.data)]


def _last(times: Mapping[str, datetime]) -> datetime | None:
    return max(times.values(), default=None)


def require_kinship(aligned: Aligned) -> None:
    """Make sure that a copy was made of the base.

    Raises:
        Foreign: it has too little in common with it.
    """
    whole = sum(count_words(line.words) for line in aligned.old)
    gone = redline_copies(aligned).words_deleted
    if whole and (whole - gone) / whole < _LEAST_COMMON:
        raise Foreign(common=round(100 * max(whole - gone, 0) / whole))


def compile_proposals(base: Version, proposals: Sequence[Proposal]) -> Compilation:
    """Lay proposals over the base.

    Raises:
        Unfit: operations of one proposal exclude one another.
    """
    return compile_amendments(
        base,
        (
            Proposed(proposal.number, place, operation)
            for proposal in proposals
            for place, operation in enumerate(proposal.operations)
        ),
        {proposal.number: (proposal.copy.proposer,) for proposal in proposals},
    )


_DIFFERENT = frozenset(
    {
        ChangeKind.INSERT,
        ChangeKind.DELETE,
        ChangeKind.REPLACE,
        ChangeKind.ADD_CLAUSE,
        ChangeKind.DELETE_CLAUSE,
    }
)


def _around(base: Draft, found: Draft) -> tuple[Sequence[PrintedClause], Sequence[PrintedClause]]:
    """Return the lines that a file has before and after the text of the base.

    Raises:
        AnotherBase: the words in between are not those of the base.
    """
    from dabir.formats.word_changes import AnotherBase

    aligned = align_copies(base.lines, found.lines)
    known = [there for pairing in aligned.pairings if pairing.old for there in pairing.new]
    first, last = (min(known), max(known)) if known else (0, -1)
    inner = replace(found, lines=found.lines[first : last + 1])
    redline = redline_copies(align_copies(base.lines, inner.lines))
    for change in redline.changes:
        if change.kind in _DIFFERENT and count_words(change.old) + count_words(change.new):
            raise AnotherBase(place=change.clause, issued=_cut(change.old), found=_cut(change.new))
    return found.lines[:first], found.lines[last + 1 :]


def _cut(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= _QUOTED else f"{flat[: _QUOTED - 1].rstrip()}…"


def _without(draft: Draft, front: Sequence[PrintedClause], back: Sequence[PrintedClause]) -> Draft:
    """Return a draft without the lines around the text, as far as they are still there."""
    lines = list(draft.lines)
    for each in front:
        if lines and lines[0].line == each.line:
            del lines[0]
    for each in reversed(back):
        if lines and lines[-1].line == each.line:
            del lines[-1]
    return replace(draft, lines=tuple(lines))

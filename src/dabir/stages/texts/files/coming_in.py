"""What a received file would propose to a text: read, known again, carried to the present version.

A Word file with tracked changes gives one amendment of each author; any other file is a clean copy
and gives one. Nothing here is written down.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import PurePath
from uuid import uuid5

from django.utils.translation import gettext as _

from dabir.domain import drafting
from dabir.domain.drafting import (
    Fate,
    Inexpressible,
    Kind,
    Operation,
    Proposed,
    Unfit,
    operations_between,
    spelling_key,
    update,
)
from dabir.domain.drafting.copies import Aligned, Method, PrintedClause, align_copies
from dabir.domain.drafting.copies.structuring import version_from_copy
from dabir.domain.language.digits import to_ascii_digits
from dabir.domain.procedure.verdicts import NotNow, Refused
from dabir.formats.drafts import Draft, read_draft
from dabir.formats.drafts.reading import recognise_draft
from dabir.formats.drafts.versions import lines_of_version
from dabir.formats.errors import Unreadable
from dabir.formats.word_changes import (
    AnotherBase,
    Remark,
    TrackedDocument,
    read_tracked,
    received_changes,
)
from dabir.foundation.files.keeping import read_original
from dabir.foundation.trace.models import new_id
from dabir.stages.texts.files.going_out import issued_order
from dabir.stages.texts.models import ReceivedFile, Text, Version
from dabir.stages.texts.snapshots import snapshot

_WORD = (".docx", ".docm")


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """What one author proposes: operations on the present version, and what could not be carried.

    `author` is what the file calls them, empty for a clean copy. `lost` are operations on the
    version that the file was made of which the present one contradicts.
    """

    author: str
    operations: tuple[Operation, ...]
    lost: tuple[Operation, ...] = ()
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Doubt:
    """A line of a clean copy that may be a clause of the base, and what that clause says."""

    place: int
    uid: str
    line: str
    clause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """A received file as it was read against `base`.

    `parts` says where the file parts from `base` if it was made of another text; then `fitting`
    are the versions that it was made of, if any, and nothing is proposed.
    """

    base: Version
    tracked: bool
    coming: tuple[Coming, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    left_aside: tuple[str, ...] = ()
    unplaced: tuple[str, ...] = ()
    dependent: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    parts: AnotherBase | None = None
    fitting: tuple[Version, ...] = ()


def read_file(data: bytes, name: str) -> TrackedDocument | Draft:
    """Read a file: as tracked changes where anything is tracked in it, else as a clean copy.

    Raises:
        Refused: it cannot be read; says which file, and why.
    """
    name = PurePath(name).name
    try:
        if name.lower().endswith(_WORD):
            recognise_draft(data, name)
            tracked = read_tracked(data)
            if tracked.is_changed:
                return tracked
        return read_draft(data, name=name)
    except Unreadable as error:
        why = _(error.message) % error.parameters
        raise Refused(
            _("“%(file)s” was not taken. %(why)s") % {"file": name, "why": why}
        ) from error


def read_incoming(
    received: ReceivedFile,
    versions: Sequence[Version],
    *,
    base: Version | None = None,
    said: Mapping[int, str] | None = None,
    read: TrackedDocument | Draft | None = None,
) -> Incoming:
    """Return what a received file proposes; `versions` are those of its text, the oldest first.

    Read against `base`, else the version that the file names, else the present one. `said` is what
    a person says of lines of a clean copy: the clause's uid, or "" for a new clause. `read` is the
    file as `read_file` read it, where that is at hand.

    Raises:
        Refused: it cannot be read any more, or what it does to the clauses cannot be proposed.
        NotNow: there is no version.
    """
    if not versions:
        raise NotNow(_("There is no draft to amend yet."))
    if read is None:
        read = read_file(read_original(received.original), received.original.name)
    latest = versions[-1]
    try:
        if isinstance(read, TrackedDocument):
            return _tracked(received, read, versions, base)
        return _clean(received, read, base or latest, latest, said or {})
    except Inexpressible as error:
        raise Refused(
            _("The file makes a clause one of another kind, which no amendment can.")
        ) from error


def _new_uids(received: ReceivedFile) -> Callable[[], str]:
    """Return what gives uids to the clauses that a file adds: the same ones whenever it is read.

    So what somebody said of an added clause on a page is said of it when that is sent.
    """
    numbers = count()
    return lambda: str(uuid5(received.original.address_id, str(next(numbers))))


def _tracked(
    received: ReceivedFile,
    document: TrackedDocument,
    versions: Sequence[Version],
    wanted: Version | None,
) -> Incoming:
    text = received.text
    named = issued_order(text, document.issued)
    known = next((each for each in versions if each.order == named), versions[-1])
    base = wanted or known
    drafted = snapshot(base)
    try:
        found = received_changes(
            document, drafted, language=text.language, new_uid=_new_uids(received)
        )
    except AnotherBase as error:
        others = [each for each in reversed(versions) if each.pk != base.pk]
        fitting = tuple(each for each in others if _fits(document, each, text.language))
        return Incoming(base=base, tracked=True, parts=error, fitting=fitting)
    present = drafted if base.pk == versions[-1].pk else snapshot(versions[-1])
    coming = []
    for each in found.changes:
        operations, lost = _carried(drafted, present, each.operations)
        mine = tuple(one for one in found.remarks if one.author == each.author)
        coming.append(Coming(author=each.author, operations=operations, lost=lost, remarks=mine))
    return Incoming(
        base=base,
        tracked=True,
        coming=tuple(coming),
        left_aside=found.left_aside,
        unplaced=tuple(each.text for each in found.unplaced),
        dependent=found.dependent,
    )


def _fits(document: TrackedDocument, version: Version, language: str) -> bool:
    try:
        received_changes(
            document, snapshot(version), language=language, new_uid=lambda: str(new_id())
        )
    except AnotherBase:
        return False
    return True


def _clean(
    received: ReceivedFile,
    draft: Draft,
    base: Version,
    latest: Version,
    said: Mapping[int, str],
) -> Incoming:
    text = received.text
    drafted = snapshot(base)
    old = lines_of_version(drafted, text.language)
    new = _as_clauses(draft, text, old)
    places = {each.uid: place for place, each in enumerate(old)}
    aligned = align_copies(
        old,
        new,
        said={
            place: places.get(uid) if uid else None
            for place, uid in said.items()
            if place < len(new)
        },
    )
    target = version_from_copy(drafted, aligned, text.language, _new_uids(received))
    made = operations_between(drafted, target)
    present = drafted if base.pk == latest.pk else snapshot(latest)
    operations, lost = _carried(drafted, present, made)
    coming = (Coming(author="", operations=operations, lost=lost),) if made else ()
    return Incoming(
        base=base,
        tracked=False,
        coming=coming,
        doubts=tuple(_doubts(aligned)),
        notes=draft.notes,
    )


def _as_clauses(draft: Draft, text: Text, old: Sequence[PrintedClause]) -> list[PrintedClause]:
    """Return the lines of a copy, a line for each clause, without the title, which is none.

    A heading and what stands below it are one clause, as are the paragraphs of one; but where the
    text has clauses without a mark, a line without one may be such a clause, and stays alone.
    """
    titles = {name.strip() for name in text.names.values()}
    headings = {spelling_key(line.words.split("\n")[0]) for line in old if "\n" in line.words}
    unmarked = any(not line.start and line.kind is not Kind.PREAMBLE for line in old)
    lines: list[PrintedClause] = []
    for place, line in enumerate(draft.lines):
        if not place and line.line in titles:
            continue
        last = lines[-1] if lines else None
        if last is not None and last.start and not line.start and not last.uid:
            below = spelling_key(last.words) in headings
            if below or not unmarked:
                lines[-1] = replace(last, line=f"{last.line}\n{line.line}", heading=False)
                continue
        lines.append(line)
    return lines


def _doubts(aligned: Aligned) -> Iterator[Doubt]:
    """Yield the lines that a person should look at.

    They are like a clause but not enough, or stand under the mark of one that is gone.
    """
    gone = {
        _mark(aligned.old[pairing.old[0]]): pairing.old[0]
        for pairing in aligned.pairings
        if not pairing.new
    }
    gone.pop("", None)
    for pairing in aligned.pairings:
        old = pairing.old[0] if pairing.old else None
        if old is None and pairing.method is not Method.PERSON:
            old = gone.pop(_mark(aligned.new[pairing.new[0]]), None)
        elif not pairing.doubtful:
            continue
        if old is not None:
            new = pairing.new[0]
            was = aligned.old[old]
            yield Doubt(new, was.uid, aligned.new[new].line, was.line)


def _mark(line: PrintedClause) -> str:
    # «ماده ۲ـ» is «ماده ۲ ـ»; to \W the stroke is part of a word.
    return re.sub(r"[\Wـ]+", " ", to_ascii_digits(line.mark)).strip()


def _carried(
    base: drafting.Version, present: drafting.Version, operations: Sequence[Operation]
) -> tuple[tuple[Operation, ...], tuple[Operation, ...]]:
    """Return operations on `base` as they are on `present`, and those that cannot be carried."""
    if base is present:
        return tuple(operations), ()
    pending = [Proposed(1, place, each) for place, each in enumerate(operations)]
    try:
        rebased = update(base, present, pending)
    except Unfit:
        return (), tuple(operations)
    lost = tuple(
        each.original.operation for each in rebased.operations if each.fate is Fate.REDRAFT_NEEDED
    )
    return tuple(each.operation for each in rebased.proposed()), lost

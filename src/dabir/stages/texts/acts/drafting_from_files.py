"""Acts that make the zero draft of a text from a file: keeping it, mending, writing the draft."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath

from django.utils.translation import gettext as _

from dabir.domain.drafting import Kind
from dabir.domain.drafting.comparing.marked import with_known_uids
from dabir.domain.drafting.copies.outlining import as_clauses, joined, left_out, mended
from dabir.domain.procedure.verdicts import NotNow, NotPermitted, Refused
from dabir.foundation.files.keeping import keep_original
from dabir.foundation.files.sizes import refusal_of_size
from dabir.foundation.lives import lock
from dabir.foundation.people.models import Person
from dabir.foundation.record.acts import act, record
from dabir.foundation.trace.linking import link
from dabir.foundation.trace.models import Relation, new_id
from dabir.stages.texts import policy
from dabir.stages.texts.acts.drafting import draft_zero
from dabir.stages.texts.files.long_files import have_draft_read, is_long
from dabir.stages.texts.files.zero_files import (
    MOST_CLAUSES,
    fill,
    kept,
    read_zero,
    recognise_zero,
    rows_of,
)
from dabir.stages.texts.models import DraftFile, Text, Version
from dabir.stages.texts.queries import draft_files_visible_to, latest_version, waiting_draft_file
from dabir.stages.texts.snapshots import snapshot


@dataclass(frozen=True, slots=True)
class Mend:
    """What a person says of a clause that was read; words with empty lines between are several."""

    kind: Kind
    depth: int
    heading: str
    words: str


@dataclass(frozen=True, slots=True)
class Join:
    """The clause goes on with the one above it."""


@dataclass(frozen=True, slots=True)
class LeaveOut:
    """The clause is left out, or taken back."""

    out: bool = True


@act
def keep_draft_file(
    *, text: Text, data: bytes, name: str, actor: Person, at: datetime
) -> DraftFile:
    """Keep a file as it came and read it as a proposal of the zero draft, a long one later.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: there is a later version, an amendment, a comment or a consultation.
        Refused: the file is too large, cannot be read, or waits already; nothing is kept then.
    """
    text = lock(text)
    policy.may_draft_zero(actor, text).require()
    name = PurePath(name).name
    if refusal := refusal_of_size(name, len(data)):
        raise Refused(refusal)
    again = waiting_draft_file(text, data, actor)
    if again is not None:
        raise Refused(
            _("This file was sent before, as “%(name)s”, and still waits.") % {"name": again}
        )
    long = is_long(name, len(data))
    if long:
        recognise_zero(data, name)
    read = None if long else read_zero(data, name, text)
    original = keep_original(data, name=name, group=text.group, at=at)
    file = DraftFile.objects.create(text=text, original=original, by=actor, at=at)
    if read is None:
        have_draft_read(file, actor=actor, at=at)
    else:
        fill(file, read, at=at)
    record(actor=actor, at=at, about=original, text=text.pk, file=file.pk, sha256=original.sha256)
    return file


@act
def mend_draft_file(
    *,
    file: DraftFile,
    place: int,
    change: Mend | Join | LeaveOut,
    mended_before: int,
    actor: Person,
    at: datetime,
) -> DraftFile:
    """Mend one of the clauses that were read in a file.

    `mended_before` is how often it had been mended when the actor saw it.

    Raises:
        NotPermitted: the actor is not in the secretariat, or there is no such file for them.
        NotNow: the draft was written or the file set aside; somebody mended it since.
        Refused: there is no such clause, or none above it to join.
    """
    file = _locked(file, actor)
    _require_read(file)
    if file.mended != mended_before:
        raise NotNow(_("Somebody else mended it meanwhile. Look at it again, please."))
    rows = rows_of(file.rows)
    if not 0 <= place < len(rows) or (isinstance(change, Join) and not place):
        raise Refused(_("There is no such clause."))
    match change:
        case Mend():
            rows = mended(
                rows,
                place,
                kind=change.kind,
                depth=change.depth,
                language=file.text.language,
                heading=change.heading,
                words=change.words.replace("\r\n", "\n"),
            )
        case Join():
            rows = joined(rows, place)
        case LeaveOut():
            rows = left_out(rows, place, out=change.out)
    if len(rows) > MOST_CLAUSES:
        raise Refused(_("These are more clauses than any text has."))
    file.rows = kept(rows)
    file.mended += 1
    file.save(update_fields=["rows", "mended"])
    record(
        actor=actor,
        at=at,
        about=file.original,
        file=file.pk,
        place=place,
        how=type(change).__name__,
    )
    return file


@act
def draft_zero_from_file(
    *,
    file: DraftFile,
    mended_before: int,
    actor: Person,
    at: datetime,
    note: str = "",
    seen: str | None = None,
) -> Version:
    """Write the zero draft that a file proposes, as it was mended, or write it anew from that.

    Raises:
        NotPermitted: the actor is not in the secretariat, or there is no such file for them.
        NotNow: the draft was written or the file set aside; somebody mended it since; there is a
            later version, an amendment, a comment or a consultation, or another draft than was
            `seen`, as in `draft_zero`.
        Refused: no clause is left, or one without words.
    """
    file = _locked(file, actor)
    _require_read(file)
    if file.mended != mended_before:
        raise NotNow(_("Somebody else mended it meanwhile. Look at it again, please."))
    clauses = as_clauses(rows_of(file.rows), lambda: str(new_id()))
    known = latest_version(file.text)
    if known is not None:
        clauses = with_known_uids(clauses, snapshot(known).clauses.values())
    zero = draft_zero(text=file.text, clauses=clauses, actor=actor, at=at, note=note, seen=seen)
    file.version = zero
    file.save(update_fields=["version"])
    link(file.original, zero, Relation.GROUNDS, by=actor, at=at)
    record(actor=actor, at=at, about=zero, file=file.pk, sha256=file.original.sha256)
    return zero


@act
def set_draft_file_aside(*, file: DraftFile, actor: Person, at: datetime) -> DraftFile:
    """Set a file aside of which no draft is made; it stays as it came.

    Raises:
        NotPermitted: the actor is not in the secretariat, or there is no such file for them.
        NotNow: the draft was written of it, or it was set aside before.
    """
    file = _locked(file, actor)
    file.set_aside_at = at
    file.save(update_fields=["set_aside_at"])
    record(actor=actor, at=at, about=file.original, file=file.pk)
    return file


def _locked(file: DraftFile, actor: Person) -> DraftFile:
    text = lock(file.text)
    file = lock(file)
    file.text = text
    if not draft_files_visible_to(actor).filter(pk=file.pk).exists():
        raise NotPermitted(_("There is no such file."))
    policy.may_edit(actor, text).require()
    if file.version_id is not None:
        raise NotNow(_("The draft was written of this file before."))
    if file.set_aside_at is not None:
        raise NotNow(_("This file was set aside."))
    return file


def _require_read(file: DraftFile) -> None:
    if file.read_at is None:
        raise NotNow(_("The file is not read yet. Look again in a moment."))

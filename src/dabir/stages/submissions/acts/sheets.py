"""Acts on filled-in comment sheets that the secretariat was sent."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from datetime import datetime
from pathlib import PurePath

from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import NotNow, Refused
from dabir.formats.comment_sheets import ReadSheet, read_sheet
from dabir.formats.errors import Unreadable
from dabir.foundation.files.keeping import keep_original, read_original
from dabir.foundation.files.sealing import destroy_key, new_key
from dabir.foundation.files.sizes import refusal_of_size
from dabir.foundation.letters.models import Letter
from dabir.foundation.lives import lock
from dabir.foundation.people.models import Body, Person
from dabir.foundation.record.acts import act, record
from dabir.stages.calls.models import Call
from dabir.stages.submissions import policy
from dabir.stages.submissions.acts.receiving import enter_submission
from dabir.stages.submissions.intake.contents import Contributor, FileDraft, Receipt
from dabir.stages.submissions.intake.sheets import BoundSheet, bind
from dabir.stages.submissions.models import ReceivedSheet, Submission

MEDIA_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def read_received(data: bytes, name: str) -> ReadSheet:
    """Read a comment sheet.

    Raises:
        Refused: it is too large, no comment sheet, or cannot be read; says which file, and why.
    """
    if refusal := refusal_of_size(name, len(data)):
        raise Refused(refusal)
    try:
        return read_sheet(data)
    except Unreadable as error:
        why = _(error.message) % error.parameters
        raise Refused(
            _("“%(file)s” was not taken. %(why)s") % {"file": name, "why": why}
        ) from error


def sheet_file(data: bytes, name: str) -> FileDraft:
    """Return a sheet as a file of its submission; its words are in the rows, not here again."""
    form = "docx" if b"word/document.xml" in data else "xlsx"
    return FileDraft(name, data, form, MEDIA_TYPES[form], hashlib.sha256(data).hexdigest())


def bound(sheet: ReceivedSheet) -> BoundSheet:
    """Read a received sheet again, and bind it to the clauses of its call.

    Raises:
        Refused: it cannot be read any more.
    """
    call = sheet.call
    read = read_received(read_original(sheet.original), sheet.original.name)
    return bind(read, call, list(call.exhibits.all()), language=call.group.language)


@act
def keep_sheet(*, call: Call, name: str, data: bytes, actor: Person, at: datetime) -> ReceivedSheet:
    """Keep a filled-in comment sheet as it came, encrypted, for a person to look at its rows.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        Refused: it is no comment sheet, cannot be read, or says nothing.
    """
    policy.may_enter_sheets(actor, call).require()
    name = PurePath(name).name
    read = read_received(data, name)
    if not bind(read, call, list(call.exhibits.all()), language="").rows:
        raise Refused(_("Nothing is written in this sheet yet."))
    original = keep_original(
        data,
        name=name,
        group=call.group,
        at=at,
        media_type=sheet_file(data, name).media_type,
        key=new_key(),
    )
    sheet = ReceivedSheet.objects.create(call=call, original=original, by=actor, at=at)
    record(actor=actor, at=at, about=call, sheet=sheet.pk, sha256=original.sha256)
    return sheet


def _require_open(sheet: ReceivedSheet) -> None:
    if sheet.submission_id is not None:
        raise NotNow(_("This sheet was entered before."))
    if sheet.set_aside_at is not None:
        raise NotNow(_("This sheet was set aside."))


@act
def enter_sheet(
    *,
    sheet: ReceivedSheet,
    received_at: datetime,
    actor: Person,
    at: datetime,
    contributor: Contributor | None = None,
    sector: str = Submission.Sector.CITIZEN,
    province: str = "",
    publication: str = Submission.Publication.WITHHELD,
    consents: Collection[str] = (),
    body: Body | None = None,
    letter: Letter | None = None,
) -> Receipt:
    """Enter a sheet's rows for their author, bound to the clauses they are on.

    The file goes with the submission, under its key; the copy that was kept before goes.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: it was entered or set aside before, or the call was not open when it came.
        Refused: it cannot be read any more.
    """
    sheet = lock(sheet)
    _require_open(sheet)
    said = bound(sheet)
    data = read_original(sheet.original)
    receipt = enter_submission(
        call=sheet.call,
        road=Submission.Road.SHEET,
        answers=said.answers,
        files=[sheet_file(data, sheet.original.name)],
        received_at=received_at,
        contributor=contributor or said.contributor,
        sector=sector,
        province=province,
        publication=publication,
        consents=consents,
        body=body,
        letter=letter,
        actor=actor,
        at=at,
    )
    sheet.submission = receipt.submission
    sheet.save(update_fields=["submission"])
    original = sheet.original
    if original.key is not None:
        destroy_key(original.key, at)
    # A file's own name is often its author's; it goes on sealed, with the submission.
    original.name = f"sheet-{sheet.pk}.{sheet_file(data, '').format}"
    original.save(update_fields=["name"])
    record(actor=actor, at=at, about=receipt.submission, sheet=sheet.pk, rows=len(said.rows))
    return receipt


@act
def set_sheet_aside(*, sheet: ReceivedSheet, actor: Person, at: datetime) -> ReceivedSheet:
    """Set a sheet aside that came twice or was no answer; the file stays as it came.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: it was entered or set aside before.
    """
    sheet = lock(sheet)
    policy.may_enter_sheets(actor, sheet.call).require()
    _require_open(sheet)
    sheet.set_aside_at = at
    sheet.save(update_fields=["set_aside_at"])
    record(actor=actor, at=at, about=sheet.call, sheet=sheet.pk)
    return sheet

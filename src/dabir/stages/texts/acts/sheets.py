"""Acts on comment sheets that came back: keeping one, taking its rows over, setting it aside."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import PurePath

from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import NotNow, NotPermitted, Refused
from dabir.formats.comment_sheets import ReadRow, ReadSheet, read_sheet
from dabir.formats.errors import Unreadable
from dabir.foundation.files.keeping import keep_original, read_original
from dabir.foundation.files.sizes import refusal_of_size
from dabir.foundation.lives import lock
from dabir.foundation.people.models import Body, Person
from dabir.foundation.record.acts import act, record
from dabir.foundation.trace.linking import link
from dabir.foundation.trace.models import Confidentiality, Relation
from dabir.stages.texts import policy
from dabir.stages.texts.acts.commenting import make_comment, settle_comment
from dabir.stages.texts.files.sheets_coming_in import bind, version_named
from dabir.stages.texts.models import Comment, CommentSheetFile, Text, Version
from dabir.stages.texts.policy import comments as rules
from dabir.stages.texts.queries import versions_visible_to
from dabir.stages.texts.queries.comments import comment_sheets_visible_to


@dataclass(frozen=True, slots=True)
class TakenOver:
    """What became of a sheet: the comments that were made and those that were disposed of."""

    made: tuple[Comment, ...]
    settled: tuple[Comment, ...]


def read_text_sheet(data: bytes, name: str) -> ReadSheet:
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


def known_sheet(text: Text, data: bytes, actor: Person) -> CommentSheetFile | None:
    """Return the sheet with these bytes that came before, whatever became of it."""
    known = comment_sheets_visible_to(actor).filter(text=text, set_aside_at=None)
    return known.filter(original__sha256=sha256(data).hexdigest()).first()


def _says(row: ReadRow) -> bool:
    """Whether something is written in a row, besides the clause's text and a comment's number."""
    said = row.cells
    return any((said.comment, said.wording, said.reason, said.outcome, said.answer, said.quote))


@act
def keep_comment_sheet(
    *,
    text: Text,
    data: bytes,
    name: str,
    actor: Person,
    at: datetime,
    version: Version | None = None,
) -> CommentSheetFile:
    """Keep a comment sheet as it came, for a person to take its rows over.

    It is on the version that it names; one that names none is on `version`, or the present one.

    Raises:
        NotPermitted: the actor is no member.
        NotNow: the text is not worked on, or has no version.
        Refused: it is no comment sheet, cannot be read, says nothing, or came before.
    """
    text = lock(text)
    rules.may_comment(actor, text).require()
    name = PurePath(name).name
    read = read_text_sheet(data, name)
    versions = list(versions_visible_to(actor).filter(text=text).order_by("-order"))
    if not versions:
        raise NotPermitted(_("There is no such text."))
    for each in versions:
        each.text = text
    on = version_named(read, text, versions) or version or versions[0]
    if not any(_says(row) for row in read.rows) and not bind(read, on, actor).rows:
        raise Refused(_("Nothing is written in this sheet yet."))
    if known_sheet(text, data, actor) is not None:
        raise Refused(_("This sheet came before."))
    original = keep_original(data, name=name, group=text.group, at=at)
    sheet = CommentSheetFile.objects.create(
        text=text, version=on, original=original, by=actor, at=at
    )
    # Not with the text, which others read: that a delegation sent something is not theirs to know.
    record(
        actor=actor,
        at=at,
        about=original,
        text=text.pk,
        sheet=sheet.pk,
        sha256=original.sha256,
        version=on.order,
    )
    return sheet


@act
def take_comment_sheet(
    *,
    sheet: CommentSheetFile,
    actor: Person,
    at: datetime,
    body: Body | None = None,
    said: Mapping[int, str] | None = None,
    also: Collection[int] = (),
    confidentiality: Confidentiality | str = Confidentiality.GROUP,
    bodies: Iterable[Body] = (),
) -> TakenOver:
    """Make comments of the rows of a sheet, and dispose of those that it brings an outcome for.

    The comments are `body`'s. `said` is what a person says of rows that are not sure, and `also` of
    rows that say the same as one above, as in `bind`.

    Raises:
        NotPermitted: the actor is no member, does not sit for `body`, or may not see the sheet.
        NotNow: it was taken over or set aside before; the text is not worked on.
        Refused: a row is not sure, nothing in it is new or too much, or it cannot be read any more.
    """
    text = lock(sheet.text)
    sheet = lock(sheet)
    _require_open(sheet, actor)
    rules.may_comment(actor, text).require()
    if body is not None:
        policy.speaks_for(actor, text.group, body).require()
    version = sheet.version
    version.text = text
    read = read_text_sheet(read_original(sheet.original), sheet.original.name)
    bound = bind(read, version, actor, body=body, said=said, also=also)
    if bound.asked:
        raise Refused(_("Please say first which clauses the rows in doubt are on."))
    if not bound.made and not bound.settled:
        raise Refused(_("There is nothing new in this sheet."))
    shown = list(bodies)
    made = []
    for row in bound.made:
        comment = make_comment(
            version=version,
            words=row.words,
            actor=actor,
            at=at,
            clause=row.clause,
            language=row.language,
            place=row.place,
            wording=row.said.wording,
            reason=row.reason,
            body=body,
            confidentiality=confidentiality,
            bodies=shown,
        )
        link(sheet.original, comment, Relation.GROUNDS, by=actor, at=at)
        made.append(comment)
    settled = []
    for row in bound.settled:
        if row.comment is not None and row.outcome is not None:
            settle_comment(
                comment=row.comment,
                outcome=row.outcome,
                reason=row.said.answer,
                actor=actor,
                at=at,
            )
            settled.append(row.comment)
    sheet.comments.set(made)
    sheet.taken_at = at
    sheet.save(update_fields=["taken_at"])
    record(
        actor=actor,
        at=at,
        about=sheet.original,
        text=text.pk,
        sheet=sheet.pk,
        comments=len(made),
        settled=len(settled),
    )
    return TakenOver(tuple(made), tuple(settled))


@act
def set_comment_sheet_aside(
    *, sheet: CommentSheetFile, actor: Person, at: datetime
) -> CommentSheetFile:
    """Set a sheet aside that came twice or was none; the file stays as it came.

    Raises:
        NotPermitted: the actor may not see it.
        NotNow: it was taken over or set aside before.
    """
    sheet = lock(sheet)
    _require_open(sheet, actor)
    sheet.set_aside_at = at
    sheet.save(update_fields=["set_aside_at"])
    record(actor=actor, at=at, about=sheet.original, text=sheet.text_id, sheet=sheet.pk)
    return sheet


def _require_open(sheet: CommentSheetFile, actor: Person) -> None:
    if not comment_sheets_visible_to(actor).filter(pk=sheet.pk).exists():
        raise NotPermitted(_("There is no such sheet."))
    if sheet.taken_at is not None:
        raise NotNow(_("The comments of this sheet were taken over before."))
    if sheet.set_aside_at is not None:
        raise NotNow(_("This sheet was set aside."))

"""Comment sheets on a version of a text: empty, to be filled in, or with what was commented."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from dabir.domain.drafting import Numbering
from dabir.domain.language.direction import direction
from dabir.formats.comment_sheets import Cells, CommentSheet, Section
from dabir.formats.documents import Language
from dabir.foundation.people.queries import Reader
from dabir.stages.texts.files.going_out import issued_mark
from dabir.stages.texts.models import Clause, Comment, CommentDisposition, Version
from dabir.stages.texts.queries import clauses_visible_to
from dabir.stages.texts.queries.comments import comments_visible_to
from dabir.stages.texts.snapshots import snapshot_of

Outcome = CommentDisposition.Outcome

WHOLE = "all"
"""The code, and what a person says, of comments on the whole text."""
_CODE_LENGTH = 8


def comment_sheet(
    version: Version, reader: Reader, *, language: Language, with_comments: bool
) -> CommentSheet:
    """Return the sheet of a version: empty, to be filled in, or with what the reader may see of it.

    Called while the reader's language is that of the sheet.
    """
    clauses = list(clauses_visible_to(reader).filter(version=version).order_by("order"))
    numbering = Numbering(snapshot_of(version, clauses))
    text = version.text
    said: dict[str, list[Cells]] = {}
    if with_comments:
        for comment in comments_of(version, reader).order_by("pk"):
            key = str(comment.clause.uid) if comment.clause is not None else WHOLE
            said.setdefault(key, []).append(cells_of(comment))
    title = text.names.get(language) or text.name
    words_of = {clause.uid: _words(clause, text.language) for clause in clauses}
    sections = [
        Section(
            code,
            numbering.citation(str(clause.uid), language),
            words_of[clause.uid],
            tuple(said.get(str(clause.uid), ())),
        )
        for code, clause in codes_of(clauses).items()
    ]
    whole = Section(WHOLE, _("The whole text"), "", tuple(said.get(WHOLE, ())))
    if with_comments:
        # What nobody commented on says nothing there.
        sections = [each for each in [*sections, whole] if each.rows] or [whole]
    else:
        sections = [*sections, whole]
    return CommentSheet(
        language=language,
        direction="rtl" if direction(title) == "rtl" else "ltr",
        title=_("Comments on %(text)s, %(version)s") % {"text": title, "version": version.symbol},
        guidance=_(
            "Say in “Outcome” how a comment is disposed of, and why in the answer. "
            "Leave codes and numbers as they are."
        )
        if with_comments
        else _(
            "Write in the columns that are white: one comment a row; add rows where you need them. "
            "Leave the code of each row as it is."
        ),
        facts={"draft": issued_mark(version)},
        sections=tuple(sections),
        room=0 if with_comments else 2,
        outcomes=tuple(str(each.label) for each in Outcome if each is not Outcome.WITHDRAWN)
        if with_comments
        else (),
    )


def comments_of(version: Version, reader: Reader) -> QuerySet[Comment]:
    """Return the comments that were made on a version, with their dispositions."""
    return comments_visible_to(reader).filter(version=version).prefetch_related("dispositions")


def cells_of(comment: Comment) -> Cells:
    """Return a comment as its row in a sheet."""
    disposition = comment.disposition
    return Cells(
        quote=comment.quoted,
        comment=comment.words,
        wording=comment.wording,
        reason=comment.reason,
        answer=disposition.reason if disposition else "",
        number=str(comment.pk),
        by=comment.body.name if comment.body else str(comment.by),
        outcome=disposition.get_outcome_display() if disposition else "",
    )


def _words(clause: Clause, language: str) -> str:
    wordings = {each.language: each for each in clause.wordings.all()}
    wording = wordings.get(language) or next(iter(wordings.values()), None)
    if wording is None:
        return ""
    return "\n".join(part for part in (wording.heading, wording.text) if part)


def codes_of(clauses: Iterable[Clause]) -> dict[str, Clause]:
    """Return clauses by the codes that stand in sheets: the ends of their ids."""
    clauses = list(clauses)
    for length in (_CODE_LENGTH, 32):
        found = {clause.uid.hex[-length:]: clause for clause in clauses}
        if len(found) == len(clauses):
            break
    return found

"""Taking in what was sent: checked, kept apart from who sent it, sealed, cut, linked, receipted.

Used within the acts that receive.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext as _

from dabir.domain.language.detection import detect_language
from dabir.domain.procedure.verdicts import Refused
from dabir.foundation.files.keeping import keep_original
from dabir.foundation.letters.models import Letter
from dabir.foundation.people.models import Body, Person
from dabir.foundation.people.preferences import show_digits
from dabir.foundation.record.acts import record
from dabir.stages.calls.models import Call, Invitation
from dabir.stages.submissions.announcements import submissions_received
from dabir.stages.submissions.codes import digest_of
from dabir.stages.submissions.consents import purposes_given
from dabir.stages.submissions.intake.contents import (
    ALL_LENGTH,
    ANSWER_LENGTH,
    FILES,
    AnswerDraft,
    Content,
    Contributor,
    FileDraft,
    Incoming,
    Receipt,
    kept_answers,
    tidy_line,
)
from dabir.stages.submissions.intake.cutting import cut_answers
from dabir.stages.submissions.intake.indexing import index_new, index_submissions
from dabir.stages.submissions.intake.preparing import Prepared, prepare
from dabir.stages.submissions.intake.sheets import read_sheets
from dabir.stages.submissions.intake.storing import store
from dabir.stages.submissions.models import Answer, Attachment, Submission
from dabir.stages.submissions.telling import acknowledge

_LANGUAGE = re.compile("[a-z]{2,3}")
Publication = Submission.Publication
Sector = Submission.Sector


def compose(
    call: Call,
    answers: Sequence[AnswerDraft],
    files: Sequence[FileDraft],
    *,
    sector: str,
    province: str,
    language: str,
    publication: str,
    consents: Collection[str],
) -> Content:
    """Check what is sent, put it together, and tell its language where it is not given.

    Raises:
        Refused: nothing is said, too much is said, or it belongs to another call.
    """
    return told(
        checked(
            call,
            answers,
            files,
            sector=sector,
            province=province,
            language=language,
            publication=publication,
            consents=consents,
        )
    )


def told(content: Content) -> Content:
    """Return the same content, its language told from its words where it was not given."""
    if content.language:
        return content
    return replace(content, language=detect_language(content.written))


def checked(
    call: Call,
    answers: Sequence[AnswerDraft],
    files: Sequence[FileDraft],
    *,
    sector: str,
    province: str,
    language: str,
    publication: str,
    consents: Collection[str],
) -> Content:
    """Check what is sent, and put it together as it came.

    Raises:
        Refused: nothing is said, too much is said, or it belongs to another call.
    """
    if any(file.sheet is not None for file in files):
        answers, files = read_sheets(call, answers, files)
    kept = kept_answers(answers)
    if not kept and not files:
        raise Refused(_("Nothing was written yet: answer a question, write freely or add a file."))
    if sum(len(answer.text) for answer in kept) > ALL_LENGTH:
        raise Refused(
            _("All answers together are at most %(most)s letters long. Send it in parts.")
            % {"most": show_digits(ALL_LENGTH)}
        )
    for answer in kept:
        if len(answer.text) > ANSWER_LENGTH:
            raise Refused(
                _("One answer is at most %(most)s letters long. Send more of it as a file.")
                % {"most": show_digits(ANSWER_LENGTH)}
            )
        if any(asked and asked.call_id != call.pk for asked in (answer.question, answer.exhibit)):
            raise Refused(_("One of the answers belongs to another call."))
        if not answer.lies_in_its_exhibit:
            raise Refused(_("One of the comments is on words that the clause does not have."))
    if language and not _LANGUAGE.fullmatch(language):
        raise Refused(_("A language is told by its code of two or three letters, such as fa."))
    if len(files) > FILES:
        raise Refused(_("Send at most %(most)s files.") % {"most": show_digits(FILES)})
    return Content(
        answers=kept,
        files=tuple(files),
        sector=Sector(sector),
        province=tidy_line(province)[:60],
        language=language,
        publication=Publication(publication),
        consents=frozenset(purposes_given(publication, consents)),
    )


def _add_files(
    submission: Submission, files: Sequence[FileDraft], *, at: datetime, first: int = 0
) -> list[Answer]:
    """Keep files encrypted under neutral names; what is written in them becomes answers."""
    answers = []
    for number, file in enumerate(files, start=first + 1):
        attachment = Attachment.objects.create(
            submission=submission,
            original=keep_original(
                file.data,
                name=f"{submission.receipt}-{number}.{file.format}",
                group=submission.call.group,
                media_type=file.media_type,
                key=submission.key,
                at=at,
            ),
        )
        if file.text:
            answers.append(Answer(attachment=attachment, text=file.text, verified=file.verified))
    return answers


def add_answers(
    submission: Submission,
    content: Content,
    *,
    by: Person | None,
    at: datetime,
) -> int:
    """Keep the answers and cut them; return how many passages there are now."""
    order = submission.answers.count()
    attached = submission.attachments.count()
    said = [
        Answer(
            question=answer.question,
            exhibit=answer.exhibit,
            text=answer.text,
            item=answer.item,
            part=answer.part,
            start=answer.start,
            end=answer.end,
            range_language=answer.range_language,
        )
        for answer in content.answers
    ]
    said += _add_files(submission, content.files, at=at, first=attached)
    for number, answer in enumerate(said, start=order):
        answer.submission = submission
        answer.order = number
        answer.save()
    first = submission.passages.count()
    passages = first + len(cut_answers(submission, said, by=by, at=at, first=first))
    index_submissions([submission.pk])
    return passages


def take_in(
    call: Call,
    content: Content,
    contributor: Contributor,
    *,
    by: Person | None,
    at: datetime,
    received_at: datetime,
    road: str,
    body: Body | None = None,
    official: bool = False,
    invitation: Invitation | None = None,
    letter: Letter | None = None,
    once: str = "",
) -> Receipt:
    """Take one submission in, as `take_in_many` does, and record it under the running act."""
    one = prepare(
        Incoming(
            call=call,
            content=content,
            contributor=contributor,
            received_at=received_at,
            road=road,
            body=body,
            official=official,
            invitation=invitation,
            letter=letter,
            once=digest_of(once) if once else None,
        )
    )
    (submission,) = take_in_prepared([one], by=by, at=at)
    record(
        actor=by,
        at=at,
        about=submission,
        call=call.pk,
        road=submission.road,
        passages=one.passages,
        files=len(content.files),
        late=submission.late,
        sha256=submission.sha256,
    )
    return Receipt(submission, one.secret)


def take_in_many(
    incoming: Sequence[Incoming], *, by: Person | None, at: datetime
) -> list[Submission]:
    """Take submissions in: each apart from its identity, sealed, cut, linked, acknowledged.

    However many they are, it takes a handful of queries. The act that takes them in records them.
    """
    return take_in_prepared([prepare(one) for one in incoming], by=by, at=at)


def take_in_prepared(
    prepared: Sequence[Prepared], *, by: Person | None, at: datetime
) -> list[Submission]:
    """Take in what `prepare` has prepared, before the transaction of the act was opened."""
    if not prepared:
        return []
    submissions = store(prepared, by=by, at=at)
    index_new(
        submissions,
        {
            submission.pk: [piece.key for said in one.said for piece in said.pieces]
            for submission, one in zip(submissions, prepared, strict=True)
        },
    )
    acknowledge(
        [
            (submission, one.contributor, one.secret)
            for submission, one in zip(submissions, prepared, strict=True)
            if one.incoming.acknowledged
        ],
        at=at,
    )
    submissions_received.send(Submission, submissions=submissions, actor=by, at=at)
    return submissions

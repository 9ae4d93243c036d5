"""Taking in what was sent: checked, kept apart from who sent it, sealed, cut, linked, receipted.

Used within the acts that receive.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from dabir.domain.language.detection import detect_language
from dabir.domain.procedure.verdicts import Refused
from dabir.foundation.files.keeping import keep_original
from dabir.foundation.files.sealing import new_key
from dabir.foundation.letters.models import Letter
from dabir.foundation.people.models import Body, Person
from dabir.foundation.people.preferences import show_digits
from dabir.foundation.record.acts import canonical, record
from dabir.foundation.trace.linking import link, new_address
from dabir.foundation.trace.models import Confidentiality, Relation
from dabir.stages.calls.models import Call, Invitation
from dabir.stages.calls.policy import is_late
from dabir.stages.submissions.announcements import submission_received
from dabir.stages.submissions.codes import digest_of, new_receipt, new_secret
from dabir.stages.submissions.consents import WORDING, purposes_given
from dabir.stages.submissions.identities import Sealed, seal_identity
from dabir.stages.submissions.intake.contents import (
    ANSWER_LENGTH,
    FILES,
    AnswerDraft,
    Content,
    Contributor,
    FileDraft,
    Receipt,
    kept_answers,
    tidy_line,
)
from dabir.stages.submissions.intake.cutting import cut_answers
from dabir.stages.submissions.models import Answer, Attachment, Consent, Submission
from dabir.stages.submissions.telling import mail_contributor

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
    """Check what is sent, and put it together.

    Raises:
        Refused: nothing is said, too much is said, or it belongs to another call.
    """
    kept = kept_answers(answers)
    if not kept and not files:
        raise Refused(_("Nothing was written yet: answer a question, write freely or add a file."))
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
    if len(files) > FILES:
        raise Refused(_("Send at most %(most)s files.") % {"most": show_digits(FILES)})
    content = Content(
        answers=kept,
        files=tuple(files),
        sector=Sector(sector),
        province=tidy_line(province)[:60],
        language=language[:5],
        publication=Publication(publication),
        consents=frozenset(purposes_given(publication, consents)),
    )
    if content.language:
        return content
    return Content(
        content.answers,
        content.files,
        content.sector,
        content.province,
        detect_language(content.written),
        content.publication,
        content.consents,
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
    return first + len(cut_answers(submission, said, by=by, at=at, first=first))


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
    """Take a submission in: apart from its identity, sealed, cut, linked, receipted."""
    receipt, secret, key = new_receipt(), new_secret(), new_key()
    contributor = contributor.tidied()
    named = content.publication == Publication.NAMED
    address = new_address(
        Submission,
        group=call.group,
        confidentiality=Confidentiality.BODIES if official else Confidentiality.SECRETARIAT,
        bodies=[body] if official and body else (),
    )
    data = canonical(content.canonical(call=call.code, receipt=receipt, at=received_at)).encode()
    original = keep_original(
        data,
        name=f"{receipt}.json",
        group=call.group,
        media_type="application/json",
        key=key,
        at=at,
    )
    submission = Submission.objects.create(
        address=address,
        call=call,
        receipt=receipt,
        secret_digest=digest_of(secret),
        key=key,
        road=Submission.Road(road),
        sector=content.sector,
        invitation=invitation,
        body=body if official or named else None,
        official=official,
        letter=letter,
        province=content.province,
        language=content.language,
        publication=content.publication,
        public_name=contributor.named[:200] if named else "",
        received_at=received_at,
        late=is_late(call, received_at),
        sha256=original.sha256,
        original=original,
        once=digest_of(once) if once else None,
    )
    names = tuple(file.name for file in content.files)
    seal_identity(submission, Sealed(contributor, secret, names))
    Consent.objects.bulk_create(
        Consent(
            submission=submission,
            purpose=purpose,
            given=purpose in content.consents,
            wording=WORDING,
            at=received_at,
        )
        for purpose in Consent.Purpose
    )
    link(call, submission, Relation.ANSWERS, by=by, at=at)
    passages = add_answers(submission, content, by=by, at=at)
    mail_contributor(
        submission, key="received", subject=lambda: _("What you sent has arrived"), at=at
    )
    submission_received.send(Submission, submission=submission, actor=by, at=at)
    record(
        actor=by,
        at=at,
        about=submission,
        call=call.pk,
        road=submission.road,
        passages=passages,
        files=len(names),
        late=submission.late,
        sha256=submission.sha256,
    )
    return Receipt(submission, secret)

"""Acts on who sent it: opening, erasing, giving a seat."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import NotNow, Refused
from dabir.foundation.files.sealing import destroy_key
from dabir.foundation.lives import lock
from dabir.foundation.mail.models import Message
from dabir.foundation.people.models import Body, Group, Person, Role
from dabir.foundation.record.acts import act, record
from dabir.foundation.work.asking import ask
from dabir.stages.mandates.acts import admit_member, register_person
from dabir.stages.submissions import policy
from dabir.stages.submissions.acts.importing import erase_from_import
from dabir.stages.submissions.announcements import submission_erased
from dabir.stages.submissions.identities import unsealed
from dabir.stages.submissions.intake.contents import Contributor
from dabir.stages.submissions.intake.indexing import index_submissions
from dabir.stages.submissions.models import Admission, Arrival, Identity, Opening, Submission


@dataclass(frozen=True, slots=True)
class Nominee:
    """Somebody who is not registered yet, and is to be, with the seat."""

    username: str
    names: Mapping[str, str]
    email: str = ""


@act
def open_identity(
    *, submission: Submission, reason: str, actor: Person, at: datetime
) -> Contributor:
    """Open who sent a submission, for a reason that the author will read.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: it was erased.
        Refused: there is no reason.
    """
    submission = lock(submission)
    policy.may_open_identity(actor, submission).require()
    if not reason.strip():
        raise Refused(_("Please give a reason: the contributor will read it."))
    sealed = unsealed(submission)
    if sealed is None:
        raise NotNow(_("Who sent it can no longer be read."))
    opening = Opening.objects.create(submission=submission, by=actor, reason=reason.strip(), at=at)
    record(actor=actor, at=at, about=submission, opening=opening.pk, reason=opening.reason)
    return sealed.contributor


def _blank(submission: Submission) -> None:
    """Blank the words themselves; the rows stay, so that the trace survives."""
    submission.answers.update(text="")
    submission.passages.update(text="", shown="", text_key="", shown_key="", start=0, end=0)
    for redaction_owner in submission.passages.filter(redactions__isnull=False).distinct():
        redaction_owner.redactions.update(start=0, end=0, reason="")
    index_submissions([submission.pk])


@act
def erase_submission(
    *,
    submission: Submission,
    at: datetime,
    actor: Person | None = None,
    secret: str = "",
    texts: bool = False,
    reason: str = "",
) -> Submission:
    """Erase who sent a submission, what was received and its files; with `texts`, its words too.

    The key under which they lie is destroyed, so copies in backups cannot be read either. Mails
    to the author are blanked. Rows, passages and links stay: the trace survives the person.

    Raises:
        NotPermitted: neither the secret nor the secretariat's.
        NotNow: everything asked for was erased before.
    """
    submission = lock(submission)
    policy.may_erase(actor, submission, secret).require()
    words_left = submission.answers.exclude(text="").exists()
    if submission.erased_at is not None and not (texts and words_left):
        raise NotNow(_("It was erased before."))
    if submission.erased_at is None:
        destroy_key(submission.key, at)
        erase_from_import(submission, at)
        Identity.objects.filter(submission=submission).update(sealed=b"", erased_at=at)
        Arrival.objects.filter(submission=submission).update(sealed=b"", once=None)
        Message.objects.filter(about=submission.address_id, person__isnull=True).update(
            to="", subject="", text=""
        )
        submission.erased_at = at
        submission.public_name = ""
        submission.once = None
        if submission.publication == Submission.Publication.NAMED:
            submission.publication = Submission.Publication.UNNAMED
        if not submission.official:
            submission.body = None
        submission.save()
    if texts:
        _blank(submission)
        ask(
            "submissions.purge_words",
            key=f"purge-words:{submission.pk}",
            at=at,
            queue="heavy",
            group=submission.call.group,
        )
    submission_erased.send(Submission, submission=submission, actor=actor, at=at)
    record(
        actor=actor,
        at=at,
        about=submission,
        texts=texts,
        by_contributor=bool(secret),
        reason=reason.strip(),
    )
    return submission


@act
def admit_nominee(
    *,
    submission: Submission,
    role: Role | str,
    actor: Person,
    at: datetime,
    group: Group | None = None,
    person: Person | None = None,
    nominee: Nominee | None = None,
    body: Body | None = None,
    since: date | None = None,
) -> Admission:
    """Give a nominee of an expression of interest a seat, in the group (default) or a committee.

    `nominee` is somebody to be registered first; `person` is registered already; `body` alone is a
    body's seat.

    Raises:
        NotPermitted: the actor may not admit members.
        NotNow: the submission is not accepted, or the call asked for something else.
        Refused: nobody is named, the same seat is held already, or the user name is taken.
    """
    submission = lock(submission)
    policy.may_admit(actor, submission).require()
    group = group or submission.call.group
    if submission.call.group_id not in {group.pk, group.parent_id}:
        raise Refused(_("This committee belongs to another working group."))
    if nominee is not None and person is None:
        person = register_person(
            username=nominee.username,
            names=nominee.names,
            email=nominee.email,
            actor=actor,
            at=at,
        )
    membership = admit_member(
        group=group, role=role, person=person, body=body, since=since, actor=actor, at=at
    )
    admission = Admission.objects.create(submission=submission, membership=membership, at=at)
    record(actor=actor, at=at, about=submission, membership=membership.pk)
    return admission

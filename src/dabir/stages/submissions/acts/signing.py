"""The act by which a body's official reply is signed."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import Refused
from dabir.foundation.lives import lock
from dabir.foundation.people.models import Person
from dabir.foundation.record.acts import act, record
from dabir.stages.submissions.models import Attachment, Signing, Submission
from dabir.stages.submissions.policy.signing import may_sign


@act
def sign_official_reply(
    *,
    submission: Submission,
    name: str,
    post: str,
    actor: Person,
    at: datetime,
    letter_number: str = "",
    dated_on: date | None = None,
    scan: Attachment | None = None,
) -> Signing:
    """Say who signed a body's official reply, with the number and the day of their letter.

    `scan` is one of the files that came with the reply.

    Raises:
        NotPermitted: the actor sits neither for the body nor in the secretariat.
        NotNow: it is no official reply, is signed already, or was erased.
        Refused: no name or no post, a day that has not come, or a file of another submission.
    """
    submission = lock(submission)
    may_sign(actor, submission).require()
    name, post = name.strip(), post.strip()
    if not name or not post:
        raise Refused(_("Please say who signed, and in which post."))
    if dated_on is not None and dated_on > submission.call.group.day(at):
        raise Refused(_("A letter is not dated later than today."))
    if scan is not None and scan.submission_id != submission.pk:
        raise Refused(_("The scan is a file that came with this reply."))
    signing = Signing.objects.create(
        submission=submission,
        name=name,
        post=post,
        letter_number=letter_number.strip(),
        dated_on=dated_on,
        scan=scan,
        by=actor,
        at=at,
    )
    record(actor=actor, at=at, about=submission, dated_on=dated_on, scan=scan is not None)
    return signing

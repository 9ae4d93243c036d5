"""Acts on publication and on a contributor's consents."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import NotNow, Refused
from dabir.foundation.lives import lock
from dabir.foundation.people.models import Person
from dabir.foundation.record.acts import act, record
from dabir.foundation.trace.linking import restrict
from dabir.foundation.trace.models import Address, Confidentiality
from dabir.stages.submissions import policy
from dabir.stages.submissions.asking_to_look import ask_to_look
from dabir.stages.submissions.consents import ASKED_APART, WORDING, purposes_given
from dabir.stages.submissions.copying import ask_for_copies, take_copies_back
from dabir.stages.submissions.identities import unsealed
from dabir.stages.submissions.models import Consent, Submission
from dabir.stages.submissions.queries import without_open_sure

Publication = Submission.Publication


def _set_level(submission: Submission, level: Confidentiality) -> None:
    """Set who sees a submission and all its passages; a body always sees its own reply."""
    bodies = [submission.body] if submission.official and submission.body else []
    restrict(submission.address, level, bodies if level == Confidentiality.BODIES else ())
    passages = Address.objects.filter(pk__in=submission.passages.values("address"))
    passages.update(confidentiality=level)
    through = Address.bodies.through
    through.objects.filter(address__in=passages).delete()
    if level == Confidentiality.BODIES:
        through.objects.bulk_create(
            through(address=address, body=body) for address in passages for body in bodies
        )


def take_off(submission: Submission) -> None:
    """Take a submission off the public pages, within an act."""
    _set_level(
        submission,
        Confidentiality.BODIES if submission.official else Confidentiality.SECRETARIAT,
    )
    take_copies_back(submission)
    if submission.published_at is not None:
        submission.published_at = None
        submission.save(update_fields=["published_at"])


@act
def publish_submission(
    *, submission: Submission, actor: Person, at: datetime, unredacted: bool = False
) -> Submission:
    """Publish an accepted submission as its author allowed, redactions applied.

    `unredacted`: also while something in it waits that is surely personal data.

    Raises:
        NotPermitted: the actor is not in the secretariat, or the author asked otherwise.
        NotNow: it is not accepted, or published already, or personal data in it waits.
    """
    submission = lock(submission)
    policy.may_publish(actor, submission).require()
    if not unredacted:
        policy.nothing_sure_waits(submission).require()
    submission.published_at = at
    submission.save(update_fields=["published_at"])
    _set_level(submission, Confidentiality.PUBLIC)
    ask_for_copies(submission, at)
    record(actor=actor, at=at, about=submission, publication=submission.publication)
    return submission


@act
def publish_submissions(
    *, submissions: list[Submission], actor: Person, at: datetime
) -> list[Submission]:
    """Publish, of those chosen, each one that may be published now.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        Refused: none of them may be published now, or personal data waits in each.
    """
    allowed = [one for one in submissions if policy.may_publish(actor, one)]
    if not allowed:
        raise Refused(_("None of these may be published now."))
    ready = without_open_sure(allowed)
    if not ready:
        raise Refused(_("In each of these, personal data waits to be left out first."))
    published = [
        publish_submission(submission=submission, actor=actor, at=at) for submission in ready
    ]
    record(
        actor=actor,
        at=at,
        group=published[0].call.group,
        submissions=[submission.pk for submission in published],
    )
    return published


def _consent(submission: Submission, purpose: str, given: bool, at: datetime) -> None:
    consent, _made = Consent.objects.get_or_create(
        submission=submission,
        purpose=purpose,
        defaults={"given": False, "wording": WORDING, "at": at},
    )
    holds = consent.given and consent.withdrawn_at is None
    if holds and not given:
        consent.withdrawn_at = at
    elif given and not holds:
        consent.given, consent.at, consent.withdrawn_at = True, at, None
        consent.wording = WORDING
    consent.save()


def _apply(submission: Submission, publication: Publication, at: datetime) -> None:
    """Bring the submission in step with a choice of publication."""
    before, submission.publication = submission.publication, publication
    wanted = purposes_given(publication)
    for purpose in (Consent.Purpose.PUBLISH, Consent.Purpose.NAME):
        _consent(submission, purpose, purpose in wanted, at)
    if publication == Publication.NAMED:
        sealed = unsealed(submission)
        submission.public_name = sealed.contributor.named[:200] if sealed else ""
    else:
        submission.public_name = ""
        if not submission.official:
            submission.body = None
    submission.save(update_fields=["publication", "public_name", "body"])
    if publication == Publication.WITHHELD and before != Publication.WITHHELD:
        take_off(submission)
    elif publication == Publication.UNNAMED and before == Publication.NAMED:
        # A name that might stand in the words is looked for now that it is to be hidden. Files
        # that nobody examined were public for the named alone; copies follow once it is looked at.
        take_copies_back(submission)
        ask_to_look([submission], at, again=f"unnamed {at.isoformat()}")


@act
def change_publication(
    *,
    submission: Submission,
    publication: Publication | str,
    at: datetime,
    actor: Person | None = None,
    secret: str = "",
) -> Submission:
    """Change what may be published: with the name, without it, not at all.

    What is withheld comes off the public pages at once; what may now be published is published by
    the secretariat.

    Raises:
        NotPermitted: neither the secret nor the secretariat's.
        NotNow: the identity was erased.
    """
    submission = lock(submission)
    policy.may_change_publication(actor, submission, secret).require()
    before = submission.publication
    _apply(submission, Publication(publication), at)
    record(actor=actor, at=at, about=submission, before=before, after=submission.publication)
    return submission


@act
def withdraw_consent(
    *,
    submission: Submission,
    purpose: Consent.Purpose | str,
    at: datetime,
    actor: Person | None = None,
    secret: str = "",
) -> Submission:
    """Take back a consent: to publish, to be named, quoted, passed on, or contacted.

    Raises:
        NotPermitted: neither the secret nor the secretariat's.
        NotNow: it was not given, or taken back before.
    """
    submission = lock(submission)
    policy.may_change_publication(actor, submission, secret).require()
    purpose = Consent.Purpose(purpose)
    consent = submission.consents.filter(purpose=purpose).first()
    if consent is None or not consent.given or consent.withdrawn_at is not None:
        raise NotNow(_("This consent does not hold any more."))
    if purpose == Consent.Purpose.PUBLISH:
        _apply(submission, Publication.WITHHELD, at)
    elif purpose == Consent.Purpose.NAME:
        _apply(submission, Publication.UNNAMED, at)
    else:
        _consent(submission, purpose, given=False, at=at)
    record(actor=actor, at=at, about=submission, purpose=purpose)
    return submission


@act
def set_consents(
    *,
    submission: Submission,
    publication: Publication | str,
    purposes: list[str],
    at: datetime,
    actor: Person | None = None,
    secret: str = "",
) -> Submission:
    """Set every choice at once, as on the page behind the follow-up link.

    Raises:
        NotPermitted: neither the secret nor the secretariat's.
        NotNow: the identity was erased.
    """
    submission = lock(submission)
    policy.may_change_publication(actor, submission, secret).require()
    before = submission.publication
    if submission.publication != publication:
        _apply(submission, Publication(publication), at)
    for purpose in ASKED_APART:
        _consent(submission, purpose, purpose in purposes, at)
    record(
        actor=actor,
        at=at,
        about=submission,
        before=before,
        after=submission.publication,
        purposes=sorted(purposes),
    )
    return submission

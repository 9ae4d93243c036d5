"""Acts that ask whether a submission is really from whom it names, and hear the answer."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from dabir.domain.language.search_key import search_key
from dabir.domain.procedure.verdicts import NotNow, NotPermitted, Refused
from dabir.foundation.lives import lock
from dabir.foundation.mail.recording import record_mail
from dabir.foundation.people.models import Person
from dabir.foundation.record.acts import act, record
from dabir.stages.calls.models import Call
from dabir.stages.submissions import policy
from dabir.stages.submissions.acts.publishing import take_off
from dabir.stages.submissions.codes import digest_of, new_secret, opens
from dabir.stages.submissions.identities import unsealed
from dabir.stages.submissions.models import Confirmation, Opening, Submission
from dabir.stages.submissions.queries.seeing import STANDING
from dabir.stages.submissions.queries.vouching import asks, registered_addresses
from dabir.stages.submissions.telling import mail_contributor

Answer = Confirmation.Answer


def _address_to_ask(submission: Submission, to: str) -> tuple[str, bool]:
    """Return where to ask, and whether that is a person's own address, which stays sealed.

    For an organisation it is one that did not come with the submission.

    Raises:
        NotNow: who sent it was erased, or left no address to ask at.
        Refused: it is no address, or the one that came with the submission.
    """
    sealed = unsealed(submission)
    if sealed is None:
        raise NotNow(_("Who sent it can no longer be read."))
    given = sealed.contributor.email.strip().casefold()
    if not sealed.contributor.organisation:
        if not given:
            raise NotNow(_("Its sender left no address at which they could be asked."))
        return sealed.contributor.email, True
    to = to.strip()
    try:
        validate_email(to)
    except ValidationError as error:
        raise Refused(_("Please give an address of the organisation.")) from error
    if to.casefold() == given:
        raise Refused(
            _(
                "This address came with the submission itself. Ask at one that you know from "
                "elsewhere: a register, a letterhead, the organisation's own site."
            )
        )
    return to, False


@act
def ask_whether_theirs(
    *, submission: Submission, actor: Person, at: datetime, to: str = ""
) -> Confirmation:
    """Ask whether a submission is really theirs: an organisation at `to`, a person by mail.

    The contributor reads that it was asked. Whoever is asked reads the words and the organisation
    that they name, and nothing else of who sent them.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: it was asked and not answered yet, declined or withdrawn, or nobody can be asked.
        Refused: the address will not do.
    """
    submission = lock(submission)
    policy.may_ask_whether_theirs(actor, submission).require()
    address, own = _address_to_ask(submission, to)
    secret = new_secret()
    confirmation = Confirmation.objects.create(
        submission=submission,
        to="" if own else address,
        secret_digest=digest_of(secret),
        by=actor,
        at=at,
    )
    Opening.objects.create(
        submission=submission,
        by=actor,
        reason=_("To ask whether it really comes from whom it names."),
        at=at,
    )
    link = settings.BASE_URL + reverse("vouch", args=[secret])

    def text() -> str:
        return "\n\n".join(
            (
                _("Somebody sent something to a public call in your name."),
                _("Please say on this page whether it is yours: %(url)s") % {"url": link},
            )
        )

    record_mail(
        key=f"submissions:confirmation:{confirmation.pk}",
        to=address,
        subject=lambda: _("Is this yours?"),
        text=text,
        about=submission,
        language=submission.call.group.language,
        at=at,
    )
    record(actor=actor, at=at, about=submission, confirmation=confirmation.pk)
    return confirmation


def _not_asked(call: Call) -> QuerySet[Submission]:
    return Submission.objects.filter(
        call=call, state__in=STANDING, official=False, confirmations__isnull=True
    ).exclude(sector=Submission.Sector.CITIZEN)


def draw_to_ask(
    *, call: Call, actor: Person, seed: str, most: int = 50
) -> list[tuple[Submission, str]]:
    """Draw a random sample of the organisations that a call was answered for, with the addresses
    to ask at, for `ask_some_whether_theirs`; the same `seed` draws the same.

    Organisations are matched by name with the registered bodies; who is not registered is asked
    one by one. Every author of the call is unsealed for it: do it outside a transaction.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        Refused: there is nobody to ask.
    """
    policy.may_vouch(actor, call).require()
    addresses = registered_addresses()
    open_to_ask: list[tuple[Submission, str]] = []
    found = _not_asked(call).select_related("key", "call__group", "address")
    for submission in found.iterator(500):
        sealed = unsealed(submission)
        named = search_key(sealed.contributor.organisation) if sealed else ""
        address = addresses.get(named, "") if named else ""
        if address and sealed and address.casefold() != sealed.contributor.email.casefold():
            open_to_ask.append((submission, address))
    if not open_to_ask:
        raise Refused(_("No organisation is left that could be asked at a registered address."))
    # A sample that can be drawn again from the record, not a secret.
    draw = random.Random(seed)  # noqa: S311
    return draw.sample(open_to_ask, min(most, len(open_to_ask)))


@act
def ask_some_whether_theirs(
    *,
    call: Call,
    drawn: Sequence[tuple[Submission, str]],
    seed: str,
    actor: Person,
    at: datetime,
) -> list[Confirmation]:
    """Ask the organisations that `draw_to_ask` drew by this `seed`, which stands in the record.

    Who was asked since, or whose submission no longer stands, is left out.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        Refused: there is nobody left to ask.
    """
    policy.may_vouch(actor, call).require()
    left = set(
        _not_asked(call)
        .filter(pk__in=[submission.pk for submission, _address in drawn], erased_at=None)
        .select_for_update(of=("self",))
        .values_list("pk", flat=True)
    )
    asked = [
        ask_whether_theirs(submission=submission, to=address, actor=actor, at=at)
        for submission, address in drawn
        if submission.pk in left
    ]
    if not asked:
        raise Refused(_("No organisation is left that could be asked at a registered address."))
    record(actor=actor, at=at, about=call, seed=seed, asked=[one.pk for one in asked])
    return asked


@act
def answer_whether_theirs(
    *, confirmation: Confirmation, secret: str, theirs: bool, at: datetime, note: str = ""
) -> Confirmation:
    """Hear from whoever was asked whether a submission is theirs.

    What is not theirs comes off the public pages at once, without the name it took; its sender is
    told, and may say otherwise.

    Raises:
        NotPermitted: the secret is wrong.
        NotNow: it was answered before, or is asked no more.
    """
    confirmation = lock(confirmation)
    if not opens(secret, confirmation.secret_digest):
        raise NotPermitted(_("This is not the code that you were given."))
    if not asks(confirmation) and confirmation.answer in (Answer.WAITING, Answer.ENDED):
        raise NotNow(_("This is not asked any more."))
    if confirmation.answer != Answer.WAITING:
        raise NotNow(_("This was answered before."))
    confirmation.answer = Answer.OURS if theirs else Answer.NOT_OURS
    confirmation.answered_at = at
    confirmation.note = note.strip()[:2_000]
    confirmation.save(update_fields=["answer", "answered_at", "note"])
    submission = lock(confirmation.submission)
    if not theirs:
        take_off(submission)
        submission.public_name = ""
        if submission.publication == Submission.Publication.NAMED:
            submission.publication = Submission.Publication.UNNAMED
        if not submission.official:
            submission.body = None
        submission.save(update_fields=["public_name", "publication", "body"])
        mail_contributor(
            submission,
            key=f"denied:{confirmation.pk}",
            subject=lambda: _("About what you sent"),
            at=at,
        )
    record(actor=None, at=at, about=submission, confirmation=confirmation.pk, theirs=theirs)
    return confirmation

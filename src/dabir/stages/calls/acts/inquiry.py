"""Acts on an addressed inquiry (استعلام): covering letters and reminders to named bodies."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dabir.domain.procedure.verdicts import NotNow, Refused
from dabir.foundation.letters.acts import draft_letter, send_letter
from dabir.foundation.letters.models import Letter
from dabir.foundation.lives import lock
from dabir.foundation.people.models import Person
from dabir.foundation.people.preferences import (
    Preferences,
    reading_as,
    show_digits,
    show_moment,
)
from dabir.foundation.record.acts import act, record
from dabir.foundation.trace.models import Confidentiality
from dabir.stages.calls import policy
from dabir.stages.calls.models import Call, Invitation

COVERING = gettext_lazy("Inquiry: %(title)s")
REMINDER = gettext_lazy("Reminder: %(title)s")


def _covering_text(call: Call) -> str:
    address = settings.BASE_URL + reverse("public_call", args=[call.code])
    parts = [call.purpose]
    parts += [
        f"{show_digits(number)}. {question.prompt}"
        for number, question in enumerate(call.questions.all(), start=1)
    ]
    if call.closes_at is not None:
        parts.append(
            _("Please send the official reply of your body by %(day)s.")
            % {"day": show_moment(call.closes_at, zone=call.time_zone)}
        )
    parts.append(
        _("Representatives of your body find the inquiry, once signed in, at %(address)s")
        % {"address": address}
    )
    return "\n\n".join(part for part in parts if part)


def _write(
    invitation: Invitation, subject: Promise, actor: Person, at: datetime, signatory: Person
) -> Letter:
    body = invitation.body
    if body is None:
        raise Refused(_("An inquiry is addressed to named bodies: name at least one."))
    call = invitation.call
    with reading_as(Preferences.of_language(call.group.language)):
        letter = draft_letter(
            group=call.group,
            kind=Letter.Kind.OUTGOING,
            subject=str(subject) % {"title": call.name},
            text=_covering_text(call),
            signatory=signatory,
            receivers=[body],
            about=[call],
            follows=invitation.letter,
            confidentiality=Confidentiality.BODIES,
            bodies=[body],
            actor=actor,
            at=at,
        )
    return send_letter(letter=letter, actor=actor, at=at)


def _remind(call: Call, invitations: Sequence[Invitation], at: datetime) -> None:
    if not invitations:
        raise Refused(_("There is nobody to remind."))
    for invitation in invitations:
        if invitation.call_id != call.pk or invitation.body_id is None:
            raise Refused(_("Reminders go to the bodies that this inquiry addresses."))
        invitation.reminded_at = at
        invitation.reminders += 1
        invitation.save(update_fields=["reminded_at", "reminders"])


@act
def send_inquiry_letters(
    *, call: Call, signatory: Person, actor: Person, at: datetime
) -> list[Letter]:
    """Send each addressee that has none yet its covering letter, numbered and signed.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: this is no published inquiry, or every addressee has its letter.
    """
    call = lock(call)
    policy.may_write_to_addressees(actor, call).require()
    waiting = list(call.invitations.filter(letter__isnull=True, body__isnull=False))
    if not waiting:
        raise NotNow(_("Every addressee has its letter already."))
    letters = []
    for invitation in waiting:
        letter = _write(invitation, COVERING, actor, at, signatory)
        invitation.letter = letter
        invitation.save(update_fields=["letter"])
        letters.append(letter)
    record(actor=actor, at=at, about=call, letters=[letter.pk for letter in letters])
    return letters


@act
def cover_inquiry(*, call: Call, letter: Letter, actor: Person, at: datetime) -> list[Invitation]:
    """Name a letter of ours, sent to several bodies at once, as their covering letter.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: this is no published inquiry.
        Refused: the letter was not sent by this group to any addressee without a letter.
    """
    call = lock(call)
    policy.may_write_to_addressees(actor, call).require()
    receivers = letter.receivers.values("body")
    covered = list(call.invitations.filter(letter__isnull=True, body__in=receivers))
    sent = letter.kind == Letter.Kind.OUTGOING and letter.state != Letter.State.DRAFT
    if not covered or not sent or letter.group_id != call.group_id:
        raise Refused(_("This letter did not go to an addressee that is still without one."))
    for invitation in covered:
        invitation.letter = letter
        invitation.save(update_fields=["letter"])
    record(
        actor=actor,
        at=at,
        about=call,
        letter=letter.pk,
        covers=[invitation.pk for invitation in covered],
    )
    return covered


@act
def remind_addressees(
    *,
    call: Call,
    invitations: Sequence[Invitation],
    signatory: Person,
    actor: Person,
    at: datetime,
) -> list[Letter]:
    """Send a reminder (پیرو of the covering letter) to addressees that have not replied.

    After the deadline too: that is when it is needed most.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: this is no published inquiry.
        Refused: nobody is left to remind, or one of them is no addressee.
    """
    call = lock(call)
    policy.may_write_to_addressees(actor, call).require()
    _remind(call, invitations, at)
    letters = [_write(invitation, REMINDER, actor, at, signatory) for invitation in invitations]
    record(
        actor=actor,
        at=at,
        about=call,
        reminded=[invitation.pk for invitation in invitations],
        letters=[letter.pk for letter in letters],
    )
    return letters


@act
def note_reminder(
    *,
    call: Call,
    invitations: Sequence[Invitation],
    actor: Person,
    at: datetime,
    letter: Letter | None = None,
) -> list[Invitation]:
    """Note that addressees were reminded otherwise: by telephone, or with a letter of its own.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: this is no published inquiry.
        Refused: nobody is named, or one of them is no addressee.
    """
    call = lock(call)
    policy.may_write_to_addressees(actor, call).require()
    _remind(call, invitations, at)
    record(
        actor=actor,
        at=at,
        about=call,
        reminded=[invitation.pk for invitation in invitations],
        letter=letter.pk if letter else None,
    )
    return list(invitations)

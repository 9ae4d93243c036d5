"""Acts on an addressed inquiry (استعلام): covering letters and reminders to named bodies."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import NotNow, Refused
from dabir.foundation.letters.acts import draft_letter, send_letter
from dabir.foundation.letters.models import Letter
from dabir.foundation.lives import lock
from dabir.foundation.people.models import Person
from dabir.foundation.people.preferences import Preferences, reading_as, show_moment
from dabir.foundation.record.acts import act, record
from dabir.foundation.trace.models import Confidentiality
from dabir.stages.calls import policy
from dabir.stages.calls.models import Call, Invitation


def _require_inquiry(call: Call) -> None:
    if call.kind != Call.Kind.INQUIRY or call.state != Call.State.OPEN:
        raise NotNow(_("Letters go out for an open inquiry."))


def _covering_text(call: Call) -> str:
    address = settings.BASE_URL + reverse("public_call", args=[call.code])
    lines = [call.purpose]
    if call.closes_at is not None:
        lines.append(
            _("Please send the official reply of your body by %(day)s.")
            % {"day": show_moment(call.closes_at, zone=call.time_zone)}
        )
    lines.append(_("The questions and the form of reply: %(address)s") % {"address": address})
    return "\n\n".join(line for line in lines if line)


def _write(
    invitation: Invitation, subject: str, actor: Person, at: datetime, signatory: Person
) -> Letter:
    body = invitation.body
    if body is None:
        raise Refused(_("An inquiry is addressed to named bodies: name at least one."))
    call = invitation.call
    with reading_as(Preferences.of_language(call.group.language)):
        letter = draft_letter(
            group=call.group,
            kind=Letter.Kind.OUTGOING,
            subject=subject % {"title": call.name},
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


@act
def send_inquiry_letters(
    *, call: Call, signatory: Person, actor: Person, at: datetime
) -> list[Letter]:
    """Send each addressee that has none yet its covering letter, numbered and signed.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: this is no open inquiry.
    """
    call = lock(call)
    policy.may_draft(actor, call.group).require()
    _require_inquiry(call)
    letters = []
    for invitation in call.invitations.filter(letter__isnull=True, body__isnull=False):
        letter = _write(invitation, _("Inquiry: %(title)s"), actor, at, signatory)
        invitation.letter = letter
        invitation.save(update_fields=["letter"])
        letters.append(letter)
    record(actor=actor, at=at, about=call, letters=[letter.pk for letter in letters])
    return letters


@act
def remind_addressees(
    *,
    call: Call,
    invitations: list[Invitation],
    signatory: Person,
    actor: Person,
    at: datetime,
) -> list[Letter]:
    """Send a reminder (پیرو of the covering letter) to addressees that have not replied.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: this is no open inquiry.
        Refused: nobody is left to remind.
    """
    call = lock(call)
    policy.may_draft(actor, call.group).require()
    _require_inquiry(call)
    if not invitations:
        raise Refused(_("There is nobody to remind."))
    letters = []
    for invitation in invitations:
        letters.append(_write(invitation, _("Reminder: %(title)s"), actor, at, signatory))
        invitation.reminded_at = at
        invitation.save(update_fields=["reminded_at"])
    record(actor=actor, at=at, about=call, reminded=[invitation.pk for invitation in invitations])
    return letters

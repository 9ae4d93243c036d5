"""Acts on named bodies that are asked: covering letters of an inquiry, and reminders."""

from __future__ import annotations

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


def _asked_in(call: Call) -> list[str]:
    """Return what is asked: a form by its axes and elements, then the questions one by one."""
    questions = list(call.questions.select_related("axis"))
    in_form = [question for question in questions if question.element_id is not None]
    parts = []
    if in_form:
        axes = dict.fromkeys(question.axis.name for question in in_form if question.axis)
        elements = [element.name for element in call.elements.all()]
        comma = _(", ")
        parts.append(_("On each of these axes: %(axes)s") % {"axes": comma.join(axes)})
        parts.append(_("please say: %(elements)s") % {"elements": comma.join(elements)})
    others = [question for question in questions if question.element_id is None]
    parts += [
        f"{show_digits(number)}. {question.prompt}"
        for number, question in enumerate(others, start=1)
    ]
    return parts


def _covering_text(call: Call) -> str:
    address = settings.BASE_URL + reverse("public_call", args=[call.code])
    official = call.kind == Call.Kind.INQUIRY
    parts = [call.purpose, *_asked_in(call)]
    if call.closes_at is not None:
        until = (
            _("Please send the official reply of your body by %(day)s.")
            if official
            else _("Your body is invited to take part until %(day)s.")
        )
        parts.append(until % {"day": show_moment(call.closes_at, zone=call.time_zone)})
    where = (
        _("Representatives of your body find the inquiry, once signed in, at %(address)s")
        if official
        else _("The call, and the form to take part, are at %(address)s")
    )
    parts.append(where % {"address": address})
    return "\n\n".join(part for part in parts if part)


def write_to(
    invitation: Invitation, subject: Promise, actor: Person, at: datetime, signatory: Person
) -> Letter:
    """Send a body that was asked a numbered letter about the call, in the group's language.

    `subject` has a place for the call's title.

    Raises:
        Refused: the invitation names no body.
    """
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
        letter = write_to(invitation, COVERING, actor, at, signatory)
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

"""Acts that remind bodies which were asked and have not been heard: by letter, by mail, otherwise.

Every way is counted on the invitation, with when it was done last.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dabir.domain.procedure.verdicts import Refused
from dabir.foundation.letters.models import Letter
from dabir.foundation.lives import lock
from dabir.foundation.mail.recording import record_mail
from dabir.foundation.people.models import MEMBERS, Membership, Person
from dabir.foundation.people.preferences import show_moment
from dabir.foundation.record.acts import act, record
from dabir.stages.calls import policy
from dabir.stages.calls.acts.inquiry import write_to
from dabir.stages.calls.models import Call, Invitation

REMINDER = gettext_lazy("Reminder: %(title)s")


def _remind(call: Call, invitations: Sequence[Invitation], at: datetime) -> None:
    if not invitations:
        raise Refused(_("There is nobody to remind."))
    for invitation in invitations:
        if invitation.call_id != call.pk or invitation.body_id is None:
            raise Refused(_("Reminders go to the bodies that were asked."))
        invitation.reminded_at = at
        invitation.reminders += 1
        invitation.save(update_fields=["reminded_at", "reminders"])


@act
def remind_addressees(
    *,
    call: Call,
    invitations: Sequence[Invitation],
    signatory: Person,
    actor: Person,
    at: datetime,
) -> list[Letter]:
    """Send a reminder (پیرو of the covering letter) to bodies that have not answered.

    Of an inquiry after the deadline too: that is when it is needed most.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: the call takes nothing any more.
        Refused: nobody is left to remind, or one of them is no body that was asked.
    """
    call = lock(call)
    policy.may_remind(actor, call).require()
    _remind(call, invitations, at)
    letters = [write_to(invitation, REMINDER, actor, at, signatory) for invitation in invitations]
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
    """Note that bodies were reminded otherwise: by telephone, or with a letter of its own.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: the call takes nothing any more.
        Refused: nobody is named, or one of them is no body that was asked.
    """
    call = lock(call)
    policy.may_remind(actor, call).require()
    _remind(call, invitations, at)
    record(
        actor=actor,
        at=at,
        about=call,
        reminded=[invitation.pk for invitation in invitations],
        letter=letter.pk if letter else None,
    )
    return list(invitations)


@act
def remind_by_mail(
    *, call: Call, invitations: Sequence[Invitation], actor: Person, at: datetime
) -> int:
    """Mail those who sit for bodies that have not answered; return how many persons that were.

    A body for which nobody with an account sits has nobody to mail, and is not counted as
    reminded.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: the call takes nothing any more.
        Refused: nobody is left to remind, one of them is no body that was asked, or nobody sits
            for any of them.
    """
    call = lock(call)
    policy.may_remind(actor, call).require()
    sitting = _sitting_for(invitations)
    reached = [one for one in invitations if one.body_id is None or sitting.get(one.body_id)]
    if invitations and not reached:
        raise Refused(_("Nobody with an account sits for these bodies: remind them by letter."))
    _remind(call, reached, at)
    persons = 0
    for invitation in reached:
        for person in sitting.get(invitation.body_id or 0, ()):
            record_mail(
                key=f"calls:reminder:{invitation.pk}:{invitation.reminders}:{person.pk}",
                person=person,
                subject=lambda: _("A reminder"),
                text=lambda: _mail(call),
                about=call,
                at=at,
            )
            persons += 1
    record(
        actor=actor,
        at=at,
        about=call,
        reminded=[invitation.pk for invitation in reached],
        mails=persons,
    )
    return persons


def _sitting_for(invitations: Sequence[Invitation]) -> dict[int, list[Person]]:
    """Return the persons who sit for each body today, by the body's key."""
    bodies = [invitation.body_id for invitation in invitations]
    seats = Membership.objects.on().filter(
        body__in=bodies, role__in=list(MEMBERS), person__is_active=True
    )
    found: dict[int, dict[int, Person]] = {}
    for seat in seats.select_related("person").order_by("pk"):
        if seat.person is not None and seat.body_id is not None:
            found.setdefault(seat.body_id, {})[seat.person.pk] = seat.person
    return {body: list(persons.values()) for body, persons in found.items()}


def _mail(call: Call) -> str:
    """Return the words of the mail, as whoever reads it reads."""
    said = (
        _("A body for which you sit was asked, and has not answered yet.")
        if call.kind == Call.Kind.INQUIRY
        else _("A body for which you sit is invited to a call, and has not been heard yet.")
    )
    until = ""
    if call.closes_at is not None:
        until = _("Until: %(day)s") % {"day": show_moment(call.closes_at, zone=call.time_zone)}
    page = settings.BASE_URL + reverse("public_call", args=[call.code])
    return "\n\n".join(part for part in (said, until, page) if part)

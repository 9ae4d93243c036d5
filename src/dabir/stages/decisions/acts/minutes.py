"""Acts on minutes: drawn up, changed, approved."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import Refused
from dabir.foundation.lives import advance, lock
from dabir.foundation.people.models import Person
from dabir.foundation.record.acts import act, record
from dabir.foundation.trace.linking import new_address
from dabir.stages.decisions import policy
from dabir.stages.decisions.minutes_text import drawn_up
from dabir.stages.decisions.models import Meeting, Minutes


@act
def draft_minutes(*, meeting: Meeting, actor: Person, at: datetime) -> Minutes:
    """Draw the minutes up from attendance, agenda, decisions and action items.

    They are in the group's language. Drawing up again replaces what was written, as long as they
    are not approved.

    Raises:
        NotPermitted, NotNow: the actor may not, or the meeting is not in session or closed.
    """
    meeting = lock(meeting)
    policy.may_write_minutes(actor, meeting).require()
    text = drawn_up(meeting)
    minutes = Minutes.objects.filter(meeting=meeting).first()
    if minutes is None:
        shown = meeting.address
        address = new_address(
            Minutes,
            group=meeting.group,
            confidentiality=shown.confidentiality,
            bodies=shown.bodies.all(),
        )
        minutes = Minutes(address=address, meeting=meeting)
    minutes.text = text
    minutes.save()
    record(actor=actor, at=at, about=minutes, meeting=meeting.number)
    return minutes


@act
def change_minutes(*, minutes: Minutes, text: str, actor: Person, at: datetime) -> Minutes:
    """Change the text of minutes that are not approved yet.

    Raises:
        NotPermitted, NotNow: the actor may not, or the minutes are approved.
        Refused: there is no text.
    """
    minutes = lock(minutes)
    policy.may_write_minutes(actor, minutes.meeting).require()
    if not text.strip():
        raise Refused(_("Minutes have a text."))
    minutes.text = text.strip()
    minutes.save(update_fields=["text"])
    record(actor=actor, at=at, about=minutes, length=len(minutes.text))
    return minutes


@act
def approve_minutes(*, minutes: Minutes, actor: Person, at: datetime) -> Minutes:
    """Approve the minutes of a closed meeting; nothing in it changes after that.

    Raises:
        NotPermitted: the actor is not the chair.
        NotNow: the meeting is still in session, or its minutes are approved.
    """
    meeting = lock(minutes.meeting)
    minutes = lock(minutes)
    policy.may_approve_minutes(actor, minutes).require()
    advance(meeting, "approve_minutes")
    meeting.save(update_fields=["state"])
    minutes.meeting = meeting
    minutes.approved_at = at
    minutes.approved_by = actor
    minutes.save()
    record(actor=actor, at=at, about=minutes, meeting=meeting.number)
    return minutes

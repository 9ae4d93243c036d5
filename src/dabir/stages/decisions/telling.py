"""Mails about meetings: links, not contents."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from dabir.foundation.mail.recording import page_url, record_mail
from dabir.foundation.people.models import Person, Role
from dabir.foundation.people.preferences import show_moment
from dabir.stages.decisions.models import Meeting
from dabir.stages.decisions.roll import memberships_at


def tell_members(meeting: Meeting, at: datetime, moved: int = 0) -> int:
    """Tell members and invited guests of the meeting; return how many persons."""
    told = {one.person for one in memberships_at(meeting) if one.role != Role.GUEST and one.person}
    told |= {one.person for one in meeting.invitations.select_related("person")}
    for person in told:
        tell(meeting, person, at, moved)
    return len(told)


def tell(meeting: Meeting, person: Person, at: datetime, moved: int = 0) -> None:
    """Mail a link, not contents; when and where stand on the page."""
    cancelled = meeting.state == Meeting.State.CANCELLED

    def subject() -> str:
        if cancelled:
            return _("A meeting of the %(group)s is cancelled") % {"group": meeting.group}
        return _("A meeting of the %(group)s") % {"group": meeting.group}

    def text() -> str:
        facts = {
            "group": meeting.group,
            "moment": show_moment(meeting.begins_at, zone=meeting.group.time_zone),
            "url": page_url(meeting.address),
        }
        if cancelled:
            words = _("The meeting of the %(group)s on %(moment)s will not be held.\n\n%(url)s")
        else:
            words = _(
                "You are invited to a meeting of the %(group)s on %(moment)s. Its agenda and"
                " papers are here:\n\n%(url)s"
            )
        return words % facts

    occasion = "cancelled" if cancelled else f"moved:{moved}" if moved else "convened"
    record_mail(
        key=f"meeting:{meeting.pk}:{occasion}:{person.pk}",
        person=person,
        subject=subject,
        text=text,
        about=meeting,
        at=at,
    )

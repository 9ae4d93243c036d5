"""Acts on meetings: planning, convening, attendance, beginning and closing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import Refused
from dabir.foundation.lives import advance, lock
from dabir.foundation.people.models import Body, Group, Membership, Person
from dabir.foundation.record.acts import act, record
from dabir.foundation.trace.linking import new_address
from dabir.foundation.trace.models import Confidentiality
from dabir.stages.decisions import policy
from dabir.stages.decisions.follow_up import keep_followed, open_agenda
from dabir.stages.decisions.guests import show_to_guests
from dabir.stages.decisions.models import Attendance, Meeting
from dabir.stages.decisions.roll import call_roll, memberships_at
from dabir.stages.decisions.telling import tell_members


def _check(meeting: Meeting) -> None:
    if not meeting.name.strip():
        raise Refused(_("Please give the meeting a name."))
    if meeting.ends_at is not None and meeting.ends_at <= meeting.begins_at:
        raise Refused(_("A meeting ends after it begins."))
    if meeting.quorum == Meeting.Quorum.NUMBER and meeting.quorum_number < 1:
        raise Refused(_("Please say how many members make a quorum."))
    taken = Meeting.objects.filter(group=meeting.group, number=meeting.number)
    if taken.exclude(pk=meeting.pk).exists():
        raise Refused(_("The group already has a meeting of this number."))


@act
def plan_meeting(
    *,
    group: Group,
    names: Mapping[str, str],
    begins_at: datetime,
    actor: Person,
    at: datetime,
    number: int | None = None,
    ends_at: datetime | None = None,
    place: str = "",
    chair: Person | None = None,
    recorder: Person | None = None,
    quorum: Meeting.Quorum | str = Meeting.Quorum.MAJORITY,
    quorum_number: int = 0,
    confidentiality: Confidentiality | str = Confidentiality.GROUP,
    bodies: Iterable[Body] = (),
    follow_up: bool = True,
) -> Meeting:
    """Plan a meeting; it is numbered after the group's last one unless `number` says otherwise.

    `quorum_number` goes with the rule ``"number"``. The agenda opens with the follow-up of
    resolutions, unless `follow_up` is false.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        Refused: no name, an end before the beginning, no number for the quorum, or a number
            that is taken.
    """
    policy.may_hold(actor, group).require()
    Group.objects.select_for_update().get(pk=group.pk)
    last = Meeting.objects.filter(group=group).aggregate(last=Max("number"))["last"] or 0
    meeting = Meeting(
        group=group,
        names=dict(names),
        number=last + 1 if number is None else number,
        begins_at=begins_at,
        ends_at=ends_at,
        place=place.strip(),
        chair=chair,
        recorder=recorder,
        quorum=Meeting.Quorum(quorum),
        quorum_number=quorum_number,
    )
    _check(meeting)
    meeting.address = new_address(
        Meeting, group=group, confidentiality=confidentiality, bodies=bodies
    )
    meeting.save()
    if follow_up:
        open_agenda(meeting)
    record(actor=actor, at=at, about=meeting, number=meeting.number, begins_at=begins_at)
    return meeting


CHANGEABLE = frozenset(
    ("names", "begins_at", "ends_at", "place", "chair", "recorder", "quorum", "quorum_number")
)


@act
def change_meeting(*, meeting: Meeting, actor: Person, at: datetime, **changes: Any) -> Meeting:
    """Change when, where and under which quorum a meeting is held, while its agenda is open.

    `changes` are those of `plan_meeting`: names, begins_at, ends_at, place, chair, recorder,
    quorum, quorum_number. A convened meeting that moves is announced again.

    Raises:
        NotPermitted, NotNow: the actor may not, or the meeting is over.
        Refused: as for `plan_meeting`.
        TypeError: a change that is none of these (a fault of the program).
    """
    meeting = lock(meeting)
    policy.may_change_agenda(actor, meeting).require()
    if unknown := set(changes) - CHANGEABLE:
        raise TypeError(f"a meeting has no {', '.join(sorted(unknown))}")
    before = (meeting.begins_at, meeting.place)
    for name, value in changes.items():
        setattr(meeting, name, value)
    _check(meeting)
    meeting.save()
    entry = record(actor=actor, at=at, about=meeting, changed=sorted(changes))
    if meeting.state == Meeting.State.CONVENED and before != (meeting.begins_at, meeting.place):
        tell_members(meeting, at, moved=entry.pk)
    return meeting


@act
def convene_meeting(*, meeting: Meeting, actor: Person, at: datetime) -> Meeting:
    """Convene a meeting: its members and guests are told, and guests see their pack.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: it has no agenda, or is convened already.
    """
    meeting = lock(meeting)
    policy.may_move(actor, meeting, "convene").require()
    advance(meeting, "convene")
    meeting.save(update_fields=["state"])
    show_to_guests(meeting)
    told = tell_members(meeting, at)
    record(actor=actor, at=at, about=meeting, told=told)
    return meeting


@act
def begin_meeting(*, meeting: Meeting, actor: Person, at: datetime) -> Meeting:
    """Begin a convened meeting. Quorum is asked for when it decides.

    Raises:
        NotPermitted, NotNow: the actor may not, or the meeting is not convened.
    """
    return _move(meeting, "begin", actor, at)


@act
def close_meeting(*, meeting: Meeting, actor: Person, at: datetime) -> Meeting:
    """Close a meeting in session; when no end was planned, it ended now.

    Raises:
        NotPermitted, NotNow: the actor may not, or the meeting is not in session.
    """
    return _move(meeting, "close", actor, at)


@act
def cancel_meeting(*, meeting: Meeting, reason: str, actor: Person, at: datetime) -> Meeting:
    """Cancel a meeting that has not begun; those who were told of it are told again.

    Raises:
        NotPermitted, NotNow: the actor may not, or the meeting has begun.
        Refused: no reason is given.
    """
    if not reason.strip():
        raise Refused(_("Please give a reason: the members will read it."))
    meeting = lock(meeting)
    policy.may_move(actor, meeting, "cancel").require()
    convened = meeting.state == Meeting.State.CONVENED
    advance(meeting, "cancel")
    meeting.save(update_fields=["state"])
    if convened:
        tell_members(meeting, at)
    record(actor=actor, at=at, about=meeting, reason=reason.strip())
    return meeting


def _move(meeting: Meeting, event: str, actor: Person, at: datetime) -> Meeting:
    meeting = lock(meeting)
    policy.may_move(actor, meeting, event).require()
    advance(meeting, event)
    if event == "begin":
        keep_followed(meeting)
    if event == "close" and meeting.ends_at is None and at > meeting.begins_at:
        meeting.ends_at = at
    meeting.save()
    roll = call_roll(meeting)
    record(actor=actor, at=at, about=meeting, present=roll.present, entitled=roll.entitled)
    return meeting


@act
def mark_attendance(
    *,
    meeting: Meeting,
    presences: Mapping[Membership, Attendance.Presence | str],
    actor: Person,
    at: datetime,
) -> Meeting:
    """Note who is present, present remotely, excused or absent; others stay as they were.

    Raises:
        NotPermitted, NotNow: the actor may not, or the meeting is not convened or is over.
        Refused: somebody does not belong to the group on the day of the meeting.
    """
    meeting = lock(meeting)
    policy.may_mark(actor, meeting).require()
    known = {one.pk for one in memberships_at(meeting)}
    if any(one.pk not in known for one in presences):
        raise Refused(_("Attendance is marked for those who belong to the group on that day."))
    for membership, presence in presences.items():
        Attendance.objects.update_or_create(
            meeting=meeting,
            membership=membership,
            defaults={"presence": Attendance.Presence(presence)},
        )
    roll = call_roll(meeting)
    record(actor=actor, at=at, about=meeting, present=roll.present, entitled=roll.entitled)
    return meeting

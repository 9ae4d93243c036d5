"""Calling the roll: which seats a meeting has, who sits in them, and whether that is a quorum."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from dabir.domain.procedure.quorum import Quorate, Quorum
from dabir.foundation.people.models import Membership, Role
from dabir.stages.decisions.models import Attendance, Meeting

SEATED = (Role.CHAIR, Role.PRINCIPAL)
HERE = frozenset({Attendance.Presence.PRESENT, Attendance.Presence.REMOTE})


@dataclass(frozen=True, slots=True)
class Seat:
    """A seat with a vote. `presence` is its holder's, "" when nobody noted it yet; `alternate`
    sits in it while the holder is away.
    """

    membership: Membership
    presence: str
    alternate: Membership | None

    @property
    def filled(self) -> bool:
        """Whether somebody sits in it, and so may vote."""
        return self.presence in HERE or self.alternate is not None

    @property
    def voter(self) -> Membership:
        """Who votes for this seat."""
        return self.alternate or self.membership


@dataclass(frozen=True, slots=True)
class Roll:
    """The seats of a meeting, the others who attend it without a vote, and everybody in turn."""

    seats: tuple[Seat, ...]
    others: tuple[tuple[Membership, str], ...]
    quorum: Quorate
    everybody: tuple[tuple[Membership, str], ...]

    @property
    def entitled(self) -> int:
        """How many seats there are."""
        return len(self.seats)

    @property
    def present(self) -> int:
        """How many seats are filled."""
        return self.quorum.present


def day_of(meeting: Meeting) -> date:
    """Return the day on which the meeting begins, in its group's time zone."""
    return meeting.begins_at.astimezone(ZoneInfo(meeting.group.time_zone)).date()


def rule_of(meeting: Meeting) -> Quorum:
    """Return the meeting's rule of quorum."""
    if meeting.quorum == Meeting.Quorum.NUMBER:
        return Quorum("number", max(1, meeting.quorum_number))
    return Quorum("majority" if meeting.quorum == Meeting.Quorum.MAJORITY else "two_thirds")


def memberships_at(meeting: Meeting) -> list[Membership]:
    """Return who belongs to the meeting's group on its day: members, alternates, guests."""
    held = Membership.objects.on(day_of(meeting)).filter(group=meeting.group)
    return list(held.select_related("person", "body").order_by("pk"))


def call_roll(meeting: Meeting) -> Roll:
    """Return the roll in two queries.

    The chair and the principal members have a seat each; an alternate present fills the seat of
    a principal of the same body who is away. Secretaries, idle alternates and guests are listed
    apart: they have no vote.
    """
    memberships = memberships_at(meeting)
    noted = dict(meeting.attendances.values_list("membership", "presence"))
    waiting = [
        one
        for one in memberships
        if one.role == Role.ALTERNATE and noted.get(one.pk) in HERE and one.body_id
    ]
    seats: list[Seat] = []
    sitting: set[int] = set()
    for one in memberships:
        if one.role not in SEATED:
            continue
        presence = noted.get(one.pk, "")
        stands_in = None
        if presence not in HERE:
            stands_in = next((each for each in waiting if each.body_id == one.body_id), None)
            if stands_in is not None:
                waiting.remove(stands_in)
                sitting.add(stands_in.pk)
        seats.append(Seat(one, presence, stands_in))
    others = tuple(
        (one, noted.get(one.pk, ""))
        for one in memberships
        if one.role not in SEATED and one.pk not in sitting
    )
    present = sum(seat.filled for seat in seats)
    return Roll(
        tuple(seats),
        others,
        rule_of(meeting).verdict(present, len(seats)),
        tuple((one, noted.get(one.pk, "")) for one in memberships),
    )

"""Calling the roll: which seats a meeting has, who sits in them, and whether that is a quorum."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from dabir.domain.procedure.quorum import Quorate, Quorum
from dabir.foundation.people import models as people
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
    """The seats of a meeting, the others who attend it without a vote, and everybody in turn.

    `vacant` are the seats of bodies with a vote that nobody fills on the day; they are counted
    among the entitled where the group's rule says so.
    """

    seats: tuple[Seat, ...]
    vacant: tuple[people.Seat, ...]
    entitled: int
    others: tuple[tuple[Membership, str], ...]
    quorum: Quorate
    everybody: tuple[tuple[Membership, str], ...]

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
    return list(held.select_related("person", "body", "seat").order_by("pk"))


def has_vote(membership: Membership) -> bool:
    """Whether a member votes by their own right: not an alternate, a guest or an observer."""
    seat = membership.seat
    return membership.role in SEATED and (seat is None or seat.votes)


def _vacant(meeting: Meeting, memberships: list[Membership]) -> tuple[people.Seat, ...]:
    filled = {one.seat_id for one in memberships if one.role in SEATED}
    standing = people.Seat.objects.on(day_of(meeting)).filter(group=meeting.group, votes=True)
    return tuple(seat for seat in standing.select_related("body") if seat.pk not in filled)


def call_roll(meeting: Meeting) -> Roll:
    """Return the roll in three queries.

    The chair and the principal members have a seat each; an alternate present fills the seat of
    a principal of the same body who is away. Secretaries, idle alternates, observers and guests
    are listed apart: they have no vote. Nobody votes for a vacant seat but its alternate.
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
        if not has_vote(one):
            continue
        presence = noted.get(one.pk, "")
        stands_in = None
        if presence not in HERE:
            stands_in = next((each for each in waiting if each.body_id == one.body_id), None)
            if stands_in is not None:
                waiting.remove(stands_in)
                sitting.add(stands_in.pk)
        seats.append(Seat(one, presence, stands_in))
    vacant = []
    for empty in _vacant(meeting, memberships):
        stands_in = next((each for each in waiting if each.seat_id == empty.pk), None)
        if stands_in is None:
            vacant.append(empty)
        else:
            waiting.remove(stands_in)
            sitting.add(stands_in.pk)
            seats.append(Seat(stands_in, noted[stands_in.pk], None))
    others = tuple(
        (one, noted.get(one.pk, ""))
        for one in memberships
        if not has_vote(one) and one.pk not in sitting
    )
    present = sum(seat.filled for seat in seats)
    entitled = len(seats) + (len(vacant) if meeting.group.counts_vacant_seats else 0)
    return Roll(
        tuple(seats),
        tuple(vacant),
        entitled,
        others,
        rule_of(meeting).verdict(present, entitled),
        tuple((one, noted.get(one.pk, "")) for one in memberships),
    )

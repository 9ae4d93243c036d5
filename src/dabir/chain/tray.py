"""The tray (کارتابل): what waits for one person, in all their groups."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from dabir.foundation.letters.models import Referral
from dabir.foundation.letters.queries import WAITING, open_referrals
from dabir.foundation.people.models import Body, Group, Membership, Person
from dabir.foundation.people.queries import bodies_of
from dabir.foundation.trace.kinds import Named, named
from dabir.foundation.trace.waiting import Waiting as WaitingThere
from dabir.stages.calls.models import Call, Invitation
from dabir.stages.calls.policy import is_late
from dabir.stages.calls.queries import published_to
from dabir.stages.mandates.models import Duty
from dabir.stages.mandates.queries import OPEN_STATES, carried_by, duties_visible_to
from dabir.stages.submissions.models import Submission
from dabir.stages.texts.waiting import waiting_for

DUTIES_SHOWN = 50
SENT_SHOWN = 50
ASKED_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Waiting:
    """A referral with the item it is of; `item` is None where its receiver lost sight of it."""

    referral: Referral
    item: Named | None
    late: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """An inquiry to a body for which the person sits, that has not been answered for it yet."""

    call: Call
    body: Body
    late: bool


@dataclass(frozen=True, slots=True)
class Drafting:
    """What waits for the person in the texts of a group: to judge, to draft again, to answer."""

    group: Group
    what: WaitingThere


@dataclass(frozen=True, slots=True)
class Tray:
    """What a person has to do, to read and to answer for, and what they wait for."""

    to_do: list[Waiting]
    to_read: list[Waiting]
    owed: list[Duty]
    asked: list[Asked]
    referred: list[Waiting]
    drafting: list[Drafting]
    today: date

    @property
    def empty(self) -> bool:
        """Whether nothing at all waits."""
        return not (
            self.to_do or self.to_read or self.owed or self.asked or self.referred or self.drafting
        )


def tray_of(person: Person, today: date) -> Tray:
    """Return a person's tray, the most pressing first."""
    mine = list(open_referrals(person).select_related("by", "to"))
    made = list(
        Referral.objects.filter(by=person, state__in=WAITING)
        .select_related("by", "to")
        .order_by("due_on", "at")[:SENT_SHOWN]
    )
    names = named({referral.item_id for referral in mine + made}, person)

    def waiting(referrals: list[Referral]) -> list[Waiting]:
        return [
            Waiting(
                referral,
                names.get(referral.item_id),
                late=referral.due_on is not None and referral.due_on < today,
            )
            for referral in sorted(
                referrals, key=lambda one: (one.due_on is None, one.due_on or today)
            )
        ]

    reading = Referral.Purpose.INFORMATION
    owed = carried_by(duties_visible_to(person), person).filter(state__in=OPEN_STATES)
    return Tray(
        to_do=waiting([one for one in mine if one.purpose != reading]),
        to_read=waiting([one for one in mine if one.purpose == reading]),
        owed=list(owed.order_by("due_on", "pk")[:DUTIES_SHOWN]),
        asked=_asked_of(person),
        referred=waiting(made),
        drafting=[
            Drafting(group, each)
            for group in _groups_of(person)
            for each in waiting_for(person, group)
        ],
        today=today,
    )


def _groups_of(person: Person) -> list[Group]:
    """Return the groups in which the person sits, each once."""
    seats = Membership.objects.on().filter(person=person).values("group")
    return list(Group.objects.filter(pk__in=seats).order_by("pk"))


def _asked_of(person: Person) -> list[Asked]:
    """Return the inquiries that wait for the reply of a body of the person's, by their deadline.

    After the deadline they wait on where what comes late is still taken.
    """
    now = timezone.now()
    bodies = bodies_of(person).values("pk")
    still_taken = Q(state=Call.State.OPEN) | Q(state=Call.State.CLOSED, late=Call.Late.MARK)
    waiting = (
        Invitation.objects.filter(
            body__in=bodies,
            call__in=published_to(person).filter(still_taken, kind=Call.Kind.INQUIRY).values("pk"),
        )
        .exclude(Exists(_replies()))
        .select_related("call__group", "body")
        .order_by("call__closes_at", "pk")
    )
    return [
        Asked(one.call, one.body, late=is_late(one.call, now))
        for one in waiting[:ASKED_SHOWN]
        if one.body is not None
    ]


def _replies() -> QuerySet[Submission]:
    """Return the official replies that stand, of the body and to the call of an invitation."""
    return Submission.objects.filter(
        call=OuterRef("call"), body=OuterRef("body"), official=True
    ).exclude(state=Submission.State.WITHDRAWN)

"""The tray (کارتابل): what waits for one person, in all their groups."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dabir.foundation.letters.models import Referral
from dabir.foundation.letters.queries import WAITING, open_referrals
from dabir.foundation.people.models import Person
from dabir.foundation.trace.kinds import Named, named
from dabir.stages.mandates.models import Duty
from dabir.stages.mandates.queries import OPEN_STATES, carried_by, duties_visible_to

DUTIES_SHOWN = 50
SENT_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Waiting:
    """A referral with the item it is of; `item` is None where its receiver lost sight of it."""

    referral: Referral
    item: Named | None
    late: bool


@dataclass(frozen=True, slots=True)
class Tray:
    """What a person has to do, to read and to answer for, and what they wait for."""

    to_do: list[Waiting]
    to_read: list[Waiting]
    owed: list[Duty]
    referred: list[Waiting]
    today: date

    @property
    def empty(self) -> bool:
        """Whether nothing at all waits."""
        return not (self.to_do or self.to_read or self.owed or self.referred)


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
        referred=waiting(made),
        today=today,
    )

"""Who may have documents read, and who confirms what was read."""

from __future__ import annotations

from enum import StrEnum

from dabir.domain.procedure.verdicts import Verdict
from dabir.foundation.lives import may_now
from dabir.foundation.people.models import SECRETARIAT, Group
from dabir.foundation.people.permissions import grant, permits, permits_administration
from dabir.foundation.people.queries import Reader
from dabir.foundation.proposals.models import Proposal, Reading


class May(StrEnum):
    """The permissions of this app."""

    READ = "proposals.read_document"
    CONFIRM = "proposals.confirm"


grant({May.READ: SECRETARIAT, May.CONFIRM: SECRETARIAT})


def may_read(person: Reader, group: Group) -> Verdict:
    """The secretariat has documents read; administrators the first one, which founds a group."""
    verdict = permits(person, May.READ, group=group)
    if verdict or Reading.objects.filter(address__group=group).exists():
        return verdict
    return verdict | permits_administration(person)


def may_confirm(person: Reader, reading: Reading) -> Verdict:
    """The secretariat confirms, while the reading is open."""
    allowed = permits(person, May.CONFIRM, group=reading.address.group)
    return allowed & may_now(reading, "take_over")


def may_decide(person: Reader, proposal: Proposal, event: str) -> Verdict:
    """The same, for one proposal."""
    return may_confirm(person, proposal.reading) & may_now(proposal, event)

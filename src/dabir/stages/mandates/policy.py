"""Who may do what with mandates, groups and duties."""

from __future__ import annotations

from enum import StrEnum

from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import NotPermitted, Verdict
from dabir.foundation.lives import may_now
from dabir.foundation.people.models import MEMBERS, SECRETARIAT, Group, Membership, Person, Role
from dabir.foundation.people.permissions import (
    grant,
    permits,
    permits_administration,
)
from dabir.foundation.people.queries import Reader, memberships_of, signed_in
from dabir.foundation.proposals.models import Reading
from dabir.stages.mandates.models import Duty


class May(StrEnum):
    """The permissions of this stage."""

    MANAGE_MEMBERS = "mandates.manage_members"
    TAKE_OVER = "mandates.take_over"
    ASSIGN = "mandates.assign"
    VERIFY = "mandates.verify"
    REPORT = "mandates.report"
    READ = "mandates.read"


grant(
    {
        May.MANAGE_MEMBERS: SECRETARIAT,
        May.TAKE_OVER: SECRETARIAT,
        May.ASSIGN: SECRETARIAT,
        May.VERIFY: SECRETARIAT,
        May.REPORT: MEMBERS,
        May.READ: frozenset(Role),
    }
)


def may_found_group(person: Reader) -> Verdict:
    """Administrators found groups."""
    return permits_administration(person)


def may_register(person: Reader) -> Verdict:
    """Administrators, and the secretariat of any group, register bodies and persons."""
    somebody = signed_in(person)
    if somebody is not None and memberships_of(somebody, SECRETARIAT).exists():
        return Verdict.yes()
    return permits_administration(person)


def may_manage_members(person: Reader, group: Group) -> Verdict:
    """The secretariat admits members; administrators do while a group has no secretary."""
    verdict = permits(person, May.MANAGE_MEMBERS, group=group)
    if verdict:
        return verdict
    served = Membership.objects.on().filter(group=group, role__in=list(SECRETARIAT)).exists()
    return verdict if served else permits_administration(person)


def may_take_over(person: Reader, reading: Reading) -> Verdict:
    """The secretariat takes over what it confirmed."""
    group = reading.address.group
    return permits(person, May.TAKE_OVER, group=group) & may_now(reading, "take_over")


def may_assign(person: Reader, group: Group) -> Verdict:
    """The secretariat gives duties to bodies."""
    return permits(person, May.ASSIGN, group=group)


def carries(person: Person, duty: Duty) -> bool:
    """Whether the person sits for a body, or in a committee, that the duty was given to."""
    mine = memberships_of(person)
    return duty.assignments.filter(body__in=mine.values("body")).exists() or (
        duty.assignments.filter(committee__in=mine.values("group")).exists()
    )


def may_carry(person: Reader, duty: Duty, event: str) -> Verdict:
    """Those who carry a duty, and the secretariat for them, accept, start and report."""
    allowed = permits(person, May.REPORT, group=duty.group)
    somebody = signed_in(person)
    if not allowed and somebody is not None and carries(somebody, duty):
        allowed = Verdict.yes()
    if not allowed:
        return allowed
    secretariat = permits(person, May.VERIFY, group=duty.group)
    if not secretariat and somebody is not None and not carries(somebody, duty):
        return Verdict.no(_("This is for those to whom the duty was given."), error=NotPermitted)
    return may_now(duty, event)


def may_verify(person: Reader, duty: Duty, event: str) -> Verdict:
    """The secretariat accepts or returns a report, and releases from a duty."""
    return permits(person, May.VERIFY, group=duty.group) & may_now(duty, event)

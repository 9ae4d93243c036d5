"""Who may do what with mandates, groups and duties."""

from __future__ import annotations

from enum import StrEnum

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import NotNow, NotPermitted, Verdict
from dabir.foundation.letters.policy import may_write
from dabir.foundation.lives import may_now
from dabir.foundation.people.models import (
    MEMBERS,
    SECRETARIAT,
    Body,
    Group,
    Membership,
    Person,
    Role,
    Seat,
)
from dabir.foundation.people.permissions import (
    grant,
    permits,
    permits_administration,
)
from dabir.foundation.people.preferences import show_day
from dabir.foundation.people.queries import Reader, bodies_seated, memberships_of, signed_in
from dabir.foundation.people.standing import standing_of
from dabir.foundation.proposals.models import Reading
from dabir.stages.mandates.models import (
    Assignment,
    Duty,
    Extension,
    Nomination,
    OpenPoint,
    Report,
)


class May(StrEnum):
    """The permissions of this stage."""

    MANAGE_MEMBERS = "mandates.manage_members"
    TAKE_OVER = "mandates.take_over"
    ASSIGN = "mandates.assign"
    VERIFY = "mandates.verify"
    REPORT = "mandates.report"
    READ = "mandates.read"
    OPEN_POINTS = "mandates.open_points"


grant(
    {
        May.MANAGE_MEMBERS: SECRETARIAT,
        May.TAKE_OVER: SECRETARIAT,
        May.ASSIGN: SECRETARIAT,
        May.VERIFY: SECRETARIAT,
        May.REPORT: MEMBERS,
        May.READ: frozenset(Role),
        May.OPEN_POINTS: SECRETARIAT,
    }
)


def may_found_group(person: Reader) -> Verdict:
    """Administrators found groups."""
    return permits_administration(person)


def may_constitute_group(person: Reader) -> Verdict:
    """Administrators let a group constitute itself; where the installation says so, everybody."""
    if signed_in(person) is not None and settings.ANYBODY_CONSTITUTES:
        return Verdict.yes()
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


def may_nominate(person: Reader, seat: Seat) -> Verdict:
    """The secretariat notes nominations, while the seat stands."""
    verdict = may_manage_members(person, seat.group)
    if verdict and seat.until is not None and seat.until < timezone.localdate():
        return Verdict.no(
            _("This seat stood until %(day)s.") % {"day": show_day(seat.until)}, error=NotNow
        )
    return verdict


def may_decide_nomination(person: Reader, nomination: Nomination, event: str) -> Verdict:
    """The secretariat answers nominations."""
    return may_manage_members(person, nomination.seat.group) & may_now(nomination, event)


def may_take_over(person: Reader, reading: Reading) -> Verdict:
    """The secretariat takes over what it confirmed."""
    group = reading.address.group
    return permits(person, May.TAKE_OVER, group=group) & may_now(reading, "take_over")


def may_assign(person: Reader, group: Group) -> Verdict:
    """The secretariat gives duties to bodies."""
    return permits(person, May.ASSIGN, group=group)


def carries(person: Person, duty: Duty) -> bool:
    """Whether the person sits for a body, or in a committee, that the duty was given to."""
    return bool(_own_parts(person, duty))


def _own_parts(person: Person, duty: Duty) -> list[Assignment]:
    standing = standing_of(person)
    groups = set(standing.groups(MEMBERS))
    return [
        one
        for one in duty.assignments.all()
        if one.body_id in standing.bodies or one.committee_id in groups
    ]


def parts_spoken_for(person: Reader, duty: Duty) -> list[Assignment]:
    """Return the parts in the duty for which the person may speak: the secretariat for all."""
    if permits(person, May.VERIFY, group=duty.group):
        return list(duty.assignments.all())
    somebody = signed_in(person)
    return _own_parts(somebody, duty) if somebody is not None else []


def possible_receivers(duty: Duty, giver: Body | Group | None = None) -> list[Body | Group]:
    """Return to whom a duty may be handed over, without its giver.

    They are the group and its committees, the bodies with a seat in it, and who supports the duty.
    """
    group = duty.group
    supporting = duty.assignments.filter(part=Assignment.Part.SUPPORTING)
    groups = Group.objects.filter(
        Q(pk=group.pk) | Q(parent=group) | Q(pk__in=supporting.values("committee"))
    )
    bodies = Body.objects.filter(
        Q(pk__in=bodies_seated(group).values("pk")) | Q(pk__in=supporting.values("body"))
    )
    receivers: list[Body | Group] = [*groups, *bodies]
    return [one for one in receivers if one != giver]


def _carrying(person: Reader, duty: Duty) -> Verdict:
    """Those who carry a duty, and the secretariat for them."""
    somebody = signed_in(person)
    if somebody is not None and carries(somebody, duty):
        return Verdict.yes()
    allowed = permits(person, May.REPORT, group=duty.group)
    if not allowed or permits(person, May.VERIFY, group=duty.group):
        return allowed
    return Verdict.no(_("This is for those to whom the duty was given."), error=NotPermitted)


def may_carry(person: Reader, duty: Duty, event: str) -> Verdict:
    """Those who carry a duty, and the secretariat for them, accept, start, report, hand over."""
    return _carrying(person, duty) & may_now(duty, event)


def may_decline(person: Reader, duty: Duty) -> Verdict:
    """Whoever speaks for a part in the duty declines that part, before work has begun."""
    verdict = may_carry(person, duty, "decline")
    if verdict and not parts_spoken_for(person, duty):
        return Verdict.no(_("Nobody carries this duty."), error=NotNow)
    return verdict


def may_hand_over(person: Reader, duty: Duty) -> Verdict:
    """Whoever speaks for a responsible carrier hands the duty over."""
    verdict = may_carry(person, duty, "hand_over")
    parts = parts_spoken_for(person, duty) if verdict else []
    if verdict and not any(one.part == Assignment.Part.RESPONSIBLE for one in parts):
        return Verdict.no(_("Only who is responsible hands a duty over."), error=NotPermitted)
    return verdict


def may_verify(person: Reader, duty: Duty, event: str) -> Verdict:
    """The secretariat releases from a duty, and ends it."""
    return permits(person, May.VERIFY, group=duty.group) & may_now(duty, event)


def may_answer_report(person: Reader, report: Report, event: str) -> Verdict:
    """The secretariat verifies a report or sends it back, once."""
    return permits(person, May.VERIFY, group=report.duty.group) & may_now(report, event)


def may_forward(person: Reader, report: Report) -> Verdict:
    """The secretariat sends a verified report on, once, to whom the mandate names."""
    verdict = may_write(person, report.duty.group)
    if not verdict:
        return verdict
    if report.state != Report.State.VERIFIED:
        return Verdict.no(_("A report is sent on once it is verified."), error=NotNow)
    if report.letter_id is not None:
        return Verdict.no(_("The letter that takes the report on is drafted."), error=NotNow)
    return Verdict.yes()


EXTENSIBLE = (
    Duty.State.ASSIGNED,
    Duty.State.ACCEPTED,
    Duty.State.IN_PROGRESS,
    Duty.State.RETURNED,
)


def may_ask_extension(person: Reader, duty: Duty) -> Verdict:
    """Those who carry a dated duty ask for more time while it runs, one request at a time."""
    verdict = _carrying(person, duty)
    if not verdict:
        return verdict
    if duty.state not in EXTENSIBLE:
        return Verdict.no(
            _("Not possible now: it is %(state)s.") % {"state": duty.get_state_display()},
            error=NotNow,
        )
    if duty.due_on is None:
        return Verdict.no(_("The duty has no deadline."), error=NotNow)
    if duty.extensions.filter(state=Extension.State.ASKED).exists():
        return Verdict.no(_("More time is asked for already; the answer is awaited."), error=NotNow)
    return Verdict.yes()


def may_answer_extension(person: Reader, extension: Extension, event: str) -> Verdict:
    """The secretariat grants more time or refuses it."""
    verdict = permits(person, May.VERIFY, group=extension.duty.group)
    return verdict & may_now(extension, event)


def may_withdraw_extension(person: Reader, extension: Extension) -> Verdict:
    """Those who carry the duty take their request back while it is not answered."""
    return _carrying(person, extension.duty) & may_now(extension, "withdraw")


def may_raise(person: Reader, group: Group) -> Verdict:
    """The secretariat raises open points of the group's documents."""
    return permits(person, May.OPEN_POINTS, group=group)


def may_pursue(person: Reader, point: OpenPoint, event: str) -> Verdict:
    """The secretariat asks about open points, settles and drops them."""
    return may_raise(person, point.group) & may_now(point, event)

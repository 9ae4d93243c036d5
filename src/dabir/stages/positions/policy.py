"""Who may record what actors declared, and who approves the group's own positions."""

from __future__ import annotations

from enum import StrEnum

from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import NotNow, NotPermitted, Verdict
from dabir.foundation.lives import may_now
from dabir.foundation.people.models import SECRETARIAT, Group, Role
from dabir.foundation.people.permissions import grant, permits
from dabir.foundation.people.queries import Reader, bodies_of, signed_in
from dabir.stages.positions.models import Approval, OwnPosition


class May(StrEnum):
    """The permissions of this stage."""

    READ = "positions.read"
    RECORD = "positions.record"
    POSITION = "positions.position"


grant({May.READ: frozenset(Role), May.RECORD: SECRETARIAT, May.POSITION: SECRETARIAT})


def may_record(person: Reader, group: Group) -> Verdict:
    """The secretariat records rounds, actors, issues and statements."""
    return permits(person, May.RECORD, group=group)


def may_position(person: Reader, group: Group) -> Verdict:
    """The secretariat drafts the group's own positions."""
    return permits(person, May.POSITION, group=group)


def may_move(person: Reader, position: OwnPosition, event: str) -> Verdict:
    """The secretariat circulates and declares own positions."""
    group = position.issue.group
    return permits(person, May.POSITION, group=group) & may_now(position, event)


def may_declare(person: Reader, position: OwnPosition) -> Verdict:
    """A position is declared once every competent body has approved it."""
    allowed = permits(person, May.POSITION, group=position.issue.group)
    awaited = position.approvals.exclude(answer=Approval.Answer.APPROVED).select_related("body")
    missing = [str(approval.body) for approval in awaited]
    if allowed and missing:
        return Verdict.no(
            _("The approval of %(bodies)s is still awaited: until then the position is internal.")
            % {"bodies": _(", ").join(missing)},
            error=NotNow,
        )
    return allowed & may_now(position, "declare")


def may_answer(person: Reader, approval: Approval) -> Verdict:
    """A member of a competent body answers for it, while the position circulates."""
    somebody = signed_in(person)
    if somebody is None or not bodies_of(somebody).filter(pk=approval.body_id).exists():
        return Verdict.no(
            _("This is for the representatives of %(body)s.") % {"body": approval.body},
            error=NotPermitted,
        )
    if approval.position.state != OwnPosition.State.CIRCULATED:
        return Verdict.no(_("The position is not in circulation."), error=NotNow)
    return Verdict.yes()

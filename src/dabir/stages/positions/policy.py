"""Who may record what actors declared, and who approves the group's own positions."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import NotNow, NotPermitted, Verdict
from dabir.foundation.lives import may_now
from dabir.foundation.people.models import SECRETARIAT, Body, Group, Membership, Role
from dabir.foundation.people.permissions import grant, permits
from dabir.foundation.people.queries import Reader, bodies_of, signed_in
from dabir.foundation.trace.models import Confidentiality
from dabir.stages.positions.models import Actor, Approval, Issue, OwnPosition, Round


class May(StrEnum):
    """The permissions of this stage."""

    READ = "positions.read"
    RECORD = "positions.record"
    POSITION = "positions.position"


grant({May.READ: frozenset(Role), May.RECORD: SECRETARIAT, May.POSITION: SECRETARIAT})


WIDTH = (
    Confidentiality.SECRETARIAT,
    Confidentiality.BODIES,
    Confidentiality.GROUP,
    Confidentiality.PUBLIC,
)
"""The audiences, from the narrowest to the widest."""


def may_show(
    confidentiality: Confidentiality | str,
    bodies: Collection[Body],
    *about: Actor | Issue | Round | None,
) -> Verdict:
    """Whether something said about actors, issues and rounds may have this audience.

    It names them, so it is shown no more widely than they are; otherwise its audience would learn
    of an actor or an issue that is kept from it.
    """
    wanted = WIDTH.index(Confidentiality(confidentiality))
    for item in about:
        if item is None:
            continue
        address = item.address
        most = WIDTH.index(Confidentiality(address.confidentiality))
        named = set(address.bodies.all()) if address.confidentiality == WIDTH[1] else None
        beyond = named is not None and wanted == most and not set(bodies) <= named
        if wanted > most or beyond:
            return Verdict.no(
                _("“%(name)s” itself is open to fewer readers: nothing about it is shown to more.")
                % {"name": item}
            )
    return Verdict.yes()


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


def may_change(person: Reader, position: OwnPosition) -> Verdict:
    """The secretariat rewords a position before it circulates, or after it was returned."""
    return may_move(person, position, "change")


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


def represents(person: Reader, approval: Approval) -> bool:
    """Whether the person sits for the body whose approval is asked."""
    somebody = signed_in(person)
    return somebody is not None and bodies_of(somebody).filter(pk=approval.body_id).exists()


def may_answer(person: Reader, approval: Approval) -> Verdict:
    """A representative of a competent body answers for it, while the position circulates.

    For a body that nobody sits for, as a higher body, the secretariat notes what the body wrote.
    """
    if not represents(person, approval):
        seated = Membership.objects.on().filter(body=approval.body_id, person__is_active=True)
        noted = permits(person, May.POSITION, group=approval.position.issue.group)
        if seated.exists() or not noted:
            return Verdict.no(
                _("This is for the representatives of %(body)s.") % {"body": approval.body},
                error=NotPermitted,
            )
    if approval.position.state != OwnPosition.State.CIRCULATED:
        return Verdict.no(_("The position is not in circulation."), error=NotNow)
    return Verdict.yes()

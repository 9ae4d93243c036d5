"""Who may issue, acknowledge and demand, and when."""

from __future__ import annotations

from enum import StrEnum

from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import NotNow, NotPermitted, Verdict
from dabir.foundation.lives import may_now
from dabir.foundation.people.models import SECRETARIAT, Group, Role
from dabir.foundation.people.permissions import grant, permits
from dabir.foundation.people.preferences import show_moment
from dabir.foundation.people.queries import Reader, bodies_of, signed_in
from dabir.stages.issuances.models import Demand, Issuance, Recipient
from dabir.stages.texts.models import Text, Version

ISSUABLE = (Text.State.APPROVED, Text.State.ISSUED)
"""A text is issued once; a further issuance of it (to others, in another language) may follow."""


class May(StrEnum):
    """The permissions of this stage."""

    READ = "issuances.read"
    PREPARE = "issuances.prepare"
    ISSUE = "issuances.issue"
    REVOKE = "issuances.revoke"
    DEMAND = "issuances.demand"
    ACKNOWLEDGE = "issuances.acknowledge"


grant(
    {
        May.READ: frozenset(Role),
        May.PREPARE: SECRETARIAT,
        May.ISSUE: SECRETARIAT,
        May.REVOKE: SECRETARIAT,
        May.DEMAND: SECRETARIAT,
        May.ACKNOWLEDGE: SECRETARIAT,
    }
)


def may_prepare(person: Reader, group: Group) -> Verdict:
    """The secretariat prepares issuances."""
    return permits(person, May.PREPARE, group=group)


def may_change(person: Reader, issuance: Issuance) -> Verdict:
    """An issuance changes while it is being prepared."""
    return may_prepare(person, issuance.group) & may_now(issuance, "issue")


def approved(version: Version) -> Verdict:
    """Only an approved text is issued."""
    if version.text.state in ISSUABLE:
        return Verdict.yes()
    return Verdict.no(
        _("Only an approved text is issued; this one is %(state)s.")
        % {"state": version.text.get_state_display()},
        error=NotNow,
    )


def may_issue(person: Reader, issuance: Issuance) -> Verdict:
    """Whether the document can go out: an approved text with recipients, or for publication."""
    verdict = permits(person, May.ISSUE, group=issuance.group) & may_now(issuance, "issue")
    verdict = verdict and approved(issuance.version)
    needed = issuance.mode != Issuance.Mode.PUBLISHED
    if verdict and needed and not issuance.recipients.exists():
        return Verdict.no(_("The document has no recipient yet."), error=NotNow)
    return verdict


def may_revoke(person: Reader, issuance: Issuance) -> Verdict:
    """The secretariat revokes what was issued."""
    return permits(person, May.REVOKE, group=issuance.group) & may_now(issuance, "revoke")


def may_acknowledge(person: Reader, recipient: Recipient) -> Verdict:
    """A member of the receiving body acknowledges, or the secretariat for it, once."""
    issuance = recipient.issuance
    if issuance.state != Issuance.State.ISSUED:
        return may_now(issuance, "revoke")
    if recipient.acknowledged_at is not None:
        return Verdict.no(
            _("Acknowledged on %(moment)s.") % {"moment": show_moment(recipient.acknowledged_at)},
            error=NotNow,
        )
    somebody = signed_in(person)
    if somebody is not None and bodies_of(somebody).filter(pk=recipient.body_id).exists():
        return Verdict.yes()
    if permits(person, May.ACKNOWLEDGE, group=issuance.group):
        return Verdict.yes()
    return Verdict.no(
        _("This is for the representatives of %(body)s.") % {"body": recipient.body},
        error=NotPermitted,
    )


def may_demand(person: Reader, issuance: Issuance) -> Verdict:
    """The secretariat raises demands with a document that is in force."""
    verdict = permits(person, May.DEMAND, group=issuance.group)
    if verdict and issuance.state != Issuance.State.ISSUED:
        return Verdict.no(
            _("A demand refers to a document that has been issued and not revoked."), error=NotNow
        )
    return verdict


def may_pursue(person: Reader, demand: Demand, event: str) -> Verdict:
    """The secretariat sends, weighs, settles and drops demands."""
    return permits(person, May.DEMAND, group=demand.issuance.group) & may_now(demand, event)


def may_reply(person: Reader, demand: Demand) -> Verdict:
    """The secretariat enters a reply, or the body's own representative gives it."""
    verdict = permits(person, May.DEMAND, group=demand.issuance.group)
    somebody = signed_in(person)
    if somebody is not None and bodies_of(somebody).filter(pk=demand.body_id).exists():
        verdict = Verdict.yes()
    return verdict & may_now(demand, "answer")

"""Who decides on single operations and contested places, proposes a procedure, and answers it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import NotNow, Verdict
from dabir.foundation.people.permissions import permits
from dabir.foundation.people.queries import Reader
from dabir.stages.texts.models import Amendment, Text, Version
from dabir.stages.texts.policy import OPEN, PENDING, May, may_propose
from dabir.stages.texts.queries import latest_version
from dabir.stages.texts.rulings import LIVE, RULED, is_undecided


def may_rule_text(person: Reader, text: Text, version: Version | None = None) -> Verdict:
    """The secretariat rules on what is proposed to the present version while it is worked on."""
    allowed = permits(person, May.RULE, group=text.group)
    if not allowed:
        return allowed
    if text.state not in OPEN:
        return Verdict.no(
            _("The text is not worked on now: it is %(state)s.")
            % {"state": text.get_state_display()},
            error=NotNow,
        )
    latest = latest_version(text)
    if version is not None and latest is not None and latest.pk != version.pk:
        return Verdict.no(
            _("The text has come to %(latest)s since. Look at it again.") % {"latest": latest},
            error=NotNow,
        )
    return allowed


def may_rule_on(person: Reader, amendment: Amendment) -> Verdict:
    """An operation is ruled on once nothing pending would change it, until it is carried."""
    allowed = may_rule_text(person, amendment.text, amendment.base)
    if not allowed:
        return allowed
    if amendment.state not in RULED:
        return Verdict.no(
            _("Not possible now: it is %(state)s.") % {"state": amendment.get_state_display()},
            error=NotNow,
        )
    if amendment.amends is not None and not is_undecided(amendment.amends):
        return Verdict.no(
            _("The amendment that it is made to has been ruled on already."), error=NotNow
        )
    if amendment.amended_by.filter(state=Amendment.State.PROPOSED).exists():
        return Verdict.no(_("Amendments to it are pending: they are ruled on first."), error=NotNow)
    return allowed


def may_amend_amendment(person: Reader, amendment: Amendment) -> Verdict:
    """Members propose other words for those of an amendment while nothing of it is decided.

    An amendment to an amendment is not amended in its turn.
    """
    allowed = may_propose(person, amendment.text)
    if not allowed:
        return allowed
    latest = latest_version(amendment.text)
    present = latest is not None and latest.pk == amendment.base_id
    if is_undecided(amendment) and amendment.amends_id is None and present:
        return allowed
    return Verdict.no(
        _("Amendments are made to an amendment while nothing of it is decided."), error=NotNow
    )


def may_support_option(person: Reader, amendment: Amendment) -> Verdict:
    """Members join or leave those behind the words of an amendment while these are open."""
    allowed = may_propose(person, amendment.text)
    if allowed and amendment.state not in LIVE:
        return Verdict.no(
            _("The amendment is not pending: it is %(state)s.")
            % {"state": amendment.get_state_display()},
            error=NotNow,
        )
    return allowed


def may_treat(person: Reader, amendment: Amendment) -> Verdict:
    """The secretariat proposes how to deal with an amendment that is undecided."""
    allowed = may_rule_text(person, amendment.text, amendment.base)
    if allowed and amendment.state not in PENDING:
        return Verdict.no(
            _("Not possible now: it is %(state)s.") % {"state": amendment.get_state_display()},
            error=NotNow,
        )
    return allowed

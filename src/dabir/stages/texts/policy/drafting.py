"""Who may draft, propose, rule and hand up, and when."""

from __future__ import annotations

from enum import StrEnum

from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import NotNow, NotPermitted, Verdict
from dabir.foundation.lives import may_now
from dabir.foundation.people.models import MEMBERS, SECRETARIAT, Body, Group, Role
from dabir.foundation.people.permissions import grant, permits
from dabir.foundation.people.queries import Reader, memberships_of, roles_in, signed_in
from dabir.stages.mandates.models import Duty
from dabir.stages.mandates.policy import may_carry
from dabir.stages.texts.examining.guarding import check
from dabir.stages.texts.models import Amendment, Guard, Text, Version
from dabir.stages.texts.queries import guards_visible_to, latest_version, versions_visible_to
from dabir.stages.texts.rulings import is_undecided, to_carry
from dabir.stages.texts.snapshots import snapshot


class May(StrEnum):
    """The permissions of this stage."""

    READ = "texts.read"
    DRAFT = "texts.draft"
    PROPOSE = "texts.propose"
    COMMENT = "texts.comment"
    RULE = "texts.rule"
    DISPOSE = "texts.dispose"
    EXAMINE = "texts.examine"
    HAND_UP = "texts.hand_up"


grant(
    {
        May.READ: frozenset(Role),
        May.DRAFT: SECRETARIAT,
        May.PROPOSE: MEMBERS,
        May.COMMENT: MEMBERS,
        May.RULE: SECRETARIAT,
        May.DISPOSE: SECRETARIAT,
        May.EXAMINE: MEMBERS,
        May.HAND_UP: SECRETARIAT,
    }
)

OPEN = frozenset({Text.State.DRAFTING, Text.State.RETURNED})
"""The states in which a text is worked on."""

PENDING = frozenset({Amendment.State.PROPOSED, Amendment.State.BRACKETED})
"""The states in which an amendment is undecided."""


def _is_open(text: Text) -> Verdict:
    if text.state in OPEN:
        return Verdict.yes()
    return Verdict.no(
        _("The text is not worked on now: it is %(state)s.") % {"state": text.get_state_display()},
        error=NotNow,
    )


def _is_own(text: Text) -> Verdict:
    if not text.external:
        return Verdict.yes()
    return Verdict.no(
        _("%(issuer)s negotiates this text: it is followed and examined here, and not amended.")
        % {"issuer": text.issuer}
    )


def may_start(person: Reader, group: Group) -> Verdict:
    """The secretariat starts texts."""
    return permits(person, May.DRAFT, group=group)


def may_begin_output(person: Reader, duty: Duty) -> Verdict:
    """The secretariat begins the text that a duty requires, once."""
    verdict = may_start(person, duty.group)
    if not verdict:
        return verdict
    if not duty.is_output:
        return Verdict.no(_("The duty requires no text."))
    if duty.texts.exclude(state=Text.State.SHELVED).exists():
        return Verdict.no(_("The text is begun already."), error=NotNow)
    return Verdict.yes()


def may_hand_in(person: Reader, version: Version) -> Verdict:
    """Those who carry a required output hand a version of its text in, as a report."""
    if not versions_visible_to(person).filter(pk=version.pk).exists():
        return Verdict.no(_("You cannot hand in what you may not see."), error=NotPermitted)
    duty = version.text.duty
    if duty is None or not duty.is_output:
        return Verdict.no(_("The text is written for no required output."))
    return may_carry(person, duty, "report")


def may_edit(person: Reader, text: Text) -> Verdict:
    """The secretariat edits a text's title, grounds and readers while it is worked on."""
    return permits(person, May.DRAFT, group=text.group) & _is_open(text)


def may_correct(person: Reader, text: Text) -> Verdict:
    """The secretariat corrects slips of the pen in the group's own texts."""
    return may_edit(person, text) & _is_own(text)


def may_guard(person: Reader, text: Text) -> Verdict:
    """The secretariat guards red lines in texts that are worked on, and in those it follows."""
    return may_edit(person, text)


def may_judge(person: Reader, guard: Guard) -> Verdict:
    """The judge of a red line says whether words keep it, as long as they may read it."""
    somebody = signed_in(person)
    if somebody is None or guard.judge_id != somebody.pk:
        return Verdict.no(
            _("It is for %(person)s to judge this red line.") % {"person": guard.judge},
            error=NotPermitted,
        )
    if not guards_visible_to(person).filter(pk=guard.pk).exists():
        return Verdict.no(_("You may not read this red line."), error=NotPermitted)
    return _is_open(guard.text)


def may_draft_zero(person: Reader, text: Text) -> Verdict:
    """A zero draft is made once, and made anew only while nothing rests on it."""
    allowed = may_edit(person, text) & _is_own(text)
    if not allowed:
        return allowed
    if text.versions.filter(order__gt=0).exists():
        return Verdict.no(
            _("The zero draft has been revised: change it by amendments."), error=NotNow
        )
    if text.amendments.exists():
        return Verdict.no(
            _("Amendments have been proposed to the zero draft: it stays as it is."), error=NotNow
        )
    if text.comments.exists():
        return Verdict.no(
            _("The zero draft has been commented on: it stays as it is."), error=NotNow
        )
    if text.consultation_id is not None:
        return Verdict.no(
            _("The zero draft is under consultation: it stays as it is."), error=NotNow
        )
    return allowed


def may_ground(person: Reader, version: Version) -> Verdict:
    """Grounds are noted on the version that is worked on."""
    allowed = may_edit(person, version.text)
    if allowed and version.text.versions.filter(order__gt=version.order).exists():
        return Verdict.no(
            _("This is an earlier version: its grounds stay as they were."), error=NotNow
        )
    return allowed


def may_propose(person: Reader, text: Text) -> Verdict:
    """Members propose amendments while the text is worked on and there is a draft."""
    allowed = permits(person, May.PROPOSE, group=text.group) & _is_open(text) & _is_own(text)
    if allowed and not text.versions.exists():
        return Verdict.no(_("There is no draft to amend yet."), error=NotNow)
    return allowed


def speaks_for(person: Reader, group: Group, body: Body | None) -> Verdict:
    """A member speaks for the body they sit for; the secretariat writes down anybody's proposal."""
    somebody = signed_in(person)
    if somebody is None:
        return Verdict.no(_("Please sign in first."), error=NotPermitted)
    if roles_in(somebody, group) & SECRETARIAT:
        return Verdict.yes()
    if body is None:
        return Verdict.no(_("Say for which body you propose."))
    if memberships_of(somebody).filter(group=group, body=body).exists():
        return Verdict.yes()
    return Verdict.no(
        _("You do not sit for %(body)s in this group.") % {"body": body}, error=NotPermitted
    )


def may_cosponsor(person: Reader, amendment: Amendment) -> Verdict:
    """Members support an amendment of others while it is pending."""
    allowed = may_propose(person, amendment.text)
    if allowed and amendment.state not in PENDING:
        return Verdict.no(
            _("The amendment is not pending: it is %(state)s.")
            % {"state": amendment.get_state_display()},
            error=NotNow,
        )
    return allowed


def may_withdraw(person: Reader, amendment: Amendment) -> Verdict:
    """Its proposer withdraws an amendment; the secretariat writes that down too."""
    return (
        permits(person, May.PROPOSE, group=amendment.text.group)
        & speaks_for(person, amendment.text.group, amendment.proposer)
        & may_now(amendment, "withdraw")
    )


def may_redraft(person: Reader, amendment: Amendment) -> Verdict:
    """Its proposer drafts an amendment again when that is needed.

    One to an amendment is drafted again while nothing of that amendment is decided.
    """
    allowed = (
        may_propose(person, amendment.text)
        & speaks_for(person, amendment.text.group, amendment.proposer)
        & may_now(amendment, "redraft")
    )
    if allowed and amendment.amends is not None and not is_undecided(amendment.amends):
        return Verdict.no(
            _("The amendment that it is made to has been ruled on already."), error=NotNow
        )
    return allowed


def may_rule(person: Reader, amendment: Amendment, event: str) -> Verdict:
    """Rulings are noted by the secretariat, on amendments to the version that is worked on."""
    allowed = (
        permits(person, May.RULE, group=amendment.text.group)
        & _is_open(amendment.text)
        & may_now(amendment, event)
    )
    if not allowed:
        return allowed
    latest = latest_version(amendment.text)
    if latest is not None and latest.pk != amendment.base_id:
        return Verdict.no(
            _("It was made against %(base)s, and the text has come to %(latest)s since.")
            % {"base": amendment.base, "latest": latest},
            error=NotNow,
        )
    return allowed


def may_derive(person: Reader, text: Text) -> Verdict:
    """The secretariat derives the next version once something has been accepted."""
    allowed = permits(person, May.DRAFT, group=text.group) & _is_open(text)
    latest = latest_version(text)
    if allowed and (latest is None or not to_carry(text, latest)):
        return Verdict.no(_("No amendment has been accepted since the last version."), error=NotNow)
    return allowed


def may_consult(person: Reader, text: Text) -> Verdict:
    """A text is consulted on by one call."""
    allowed = may_edit(person, text)
    if not allowed:
        return allowed
    if not text.versions.exists():
        return Verdict.no(_("There is no draft to consult on yet."), error=NotNow)
    if text.consultation_id is not None:
        return Verdict.no(
            _("The call “%(call)s” consults on this text already.") % {"call": text.consultation},
            error=NotNow,
        )
    return allowed


def may_hand_up(person: Reader, text: Text, event: str) -> Verdict:
    """The secretariat notes what the higher body and the signatory do with a text."""
    allowed = permits(person, May.HAND_UP, group=text.group) & may_now(text, event)
    return allowed if not allowed or event != "submit" else _may_go_up(text)


def _may_go_up(text: Text) -> Verdict:
    """A text goes up once there is a draft that crosses no guarded red line."""
    latest = latest_version(text)
    if latest is None:
        return Verdict.no(_("There is no draft to submit yet."), error=NotNow)
    guards = list(text.guards.select_related("consideration", "judge"))
    for checked in check(guards, snapshot(latest)) if guards else ():
        if checked.state == "open":
            return Verdict.no(
                _("The red line “%(line)s” is not judged yet for %(version)s: %(why)s.")
                % {
                    "version": latest,
                    "line": checked.guard.consideration.text,
                    "why": checked.why,
                },
                error=NotNow,
            )
        if not checked.kept:
            return Verdict.no(
                _("%(version)s crosses the red line “%(line)s”: %(why)s.")
                % {
                    "version": latest,
                    "line": checked.guard.consideration.text,
                    "why": checked.why,
                },
                error=NotNow,
            )
    return Verdict.yes()


def may_examine(person: Reader, text: Text) -> Verdict:
    """Members examine a draft against upstream documents, whatever stands with the text."""
    return permits(person, May.EXAMINE, group=text.group)


def may_shelve(person: Reader, text: Text) -> Verdict:
    """The secretariat shelves a text that is not pursued."""
    return permits(person, May.DRAFT, group=text.group) & may_now(text, "shelve")

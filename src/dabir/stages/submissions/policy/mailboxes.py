"""Who sets up the mailboxes of calls, and handles the messages that came into them."""

from __future__ import annotations

from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import NotNow, Verdict
from dabir.foundation.lives import may_now
from dabir.foundation.people.permissions import permits
from dabir.foundation.people.queries import Reader
from dabir.stages.calls.models import Call
from dabir.stages.submissions.models import Mailbox, ReceivedMail
from dabir.stages.submissions.policy.permissions import May

TAKEN = (ReceivedMail.Kind.SUBMISSION, ReceivedMail.Kind.COMPLETION)


def may_set_mailbox(person: Reader, call: Call) -> Verdict:
    """The secretariat sets up a mailbox while the call may still be answered."""
    allowed = permits(person, May.SET_MAILBOX, group=call.group)
    if allowed and call.state in {Call.State.CONCLUDED, Call.State.ABANDONED}:
        return Verdict.no(
            _("Nothing comes in any more: the call is %(state)s.")
            % {"state": call.get_state_display()},
            error=NotNow,
        )
    return allowed


def may_pause_mailbox(person: Reader, mailbox: Mailbox, event: str = "pause") -> Verdict:
    """The secretariat stops looking into a mailbox, at any time."""
    return permits(person, May.SET_MAILBOX, group=mailbox.call.group) & may_now(mailbox, event)


def may_take_message(person: Reader, mail: ReceivedMail) -> Verdict:
    """The secretariat takes in by hand what was set aside, also what came too late."""
    allowed = permits(person, May.ENTER, group=mail.call.group)
    if not allowed:
        return allowed
    if mail.kind in TAKEN:
        return Verdict.no(_("It has been taken in already."), error=NotNow)
    if mail.key.destroyed_at is not None:
        return Verdict.no(_("It was erased."), error=NotNow)
    if mail.call.state not in {Call.State.OPEN, Call.State.CLOSED}:
        return Verdict.no(
            _("Not possible now: the call is %(state)s.")
            % {"state": mail.call.get_state_display()},
            error=NotNow,
        )
    if mail.call.kind == Call.Kind.INQUIRY:
        return Verdict.no(
            _("An inquiry is answered officially: enter the reply for its body."), error=NotNow
        )
    return allowed


def may_settle_message(person: Reader, mail: ReceivedMail) -> Verdict:
    """The secretariat leaves aside what waits for its eyes."""
    allowed = permits(person, May.ENTER, group=mail.call.group)
    if allowed and (mail.settled_at is not None or mail.kind in TAKEN):
        return Verdict.no(_("It has been dealt with already."), error=NotNow)
    return allowed


def may_open_message(person: Reader, mail: ReceivedMail) -> Verdict:
    """The message as it came names its sender: it is opened for a reason, as an identity is."""
    allowed = permits(person, May.OPEN_IDENTITY, group=mail.call.group)
    if allowed and mail.key.destroyed_at is not None:
        return Verdict.no(_("It was erased."), error=NotNow)
    return allowed

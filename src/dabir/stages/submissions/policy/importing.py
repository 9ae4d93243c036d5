"""Who may bring in many submissions at once, and which of them a call takes."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import NotNow, NotPermitted, Verdict
from dabir.foundation.lives import may_now
from dabir.foundation.people.permissions import permits
from dabir.foundation.people.preferences import show_moment
from dabir.foundation.people.queries import Reader
from dabir.stages.calls.models import Call
from dabir.stages.calls.policy import is_late
from dabir.stages.submissions.models import Import
from dabir.stages.submissions.policy.permissions import May


def may_import(person: Reader, call: Call) -> Verdict:
    """The secretariat brings in what was sent elsewhere, also after the call has closed."""
    allowed = permits(person, May.ENTER, group=call.group)
    if not allowed:
        return allowed
    if call.kind == Call.Kind.INQUIRY:
        return Verdict.no(
            _("An inquiry is answered by the bodies it is addressed to, officially."),
            error=NotPermitted,
        )
    if call.state in {Call.State.DRAFT, Call.State.ABANDONED}:
        return Verdict.no(_("Nothing has been sent to this call: it was not opened."), error=NotNow)
    return allowed


def may_move_import(person: Reader, source: Import, event: str) -> Verdict:
    """Whoever may bring in submissions matches columns, checks, takes in and stops."""
    return may_import(person, source.call) & may_now(source, event)


def takes(call: Call, received_at: datetime) -> Verdict:
    """Whether the call takes what came at that moment, whatever the moment now.

    What came in time is taken after the call has closed; what came late, only where the call says
    that it takes it and marks it.
    """
    if call.opens_at is not None and received_at < call.opens_at:
        return Verdict.no(
            _("It is older than the call, which opened on %(day)s.")
            % {"day": show_moment(call.opens_at, zone=call.time_zone)},
            error=NotNow,
        )
    if is_late(call, received_at) and call.late == Call.Late.REFUSE and call.closes_at is not None:
        return Verdict.no(
            _("It came after the call had closed, on %(day)s.")
            % {"day": show_moment(call.closes_at, zone=call.time_zone)},
            error=NotNow,
        )
    return Verdict.yes()

"""Who works with comment sheets."""

from __future__ import annotations

from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import NotNow, Verdict
from dabir.foundation.people.permissions import permits
from dabir.foundation.people.queries import Reader
from dabir.stages.calls.models import Call
from dabir.stages.submissions.policy.permissions import May


def may_enter_sheets(person: Reader, call: Call) -> Verdict:
    """The secretariat enters sheets, where the call shows clauses to comment on."""
    allowed = permits(person, May.ENTER, group=call.group)
    if allowed and not call.exhibits.exists():
        return Verdict.no(
            _("Comment sheets are for calls that show the clauses of a draft."), error=NotNow
        )
    return allowed

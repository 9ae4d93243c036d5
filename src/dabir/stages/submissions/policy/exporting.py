"""Who takes everything away."""

from __future__ import annotations

from dabir.domain.procedure.verdicts import Verdict
from dabir.foundation.people.permissions import permits
from dabir.foundation.people.queries import Reader
from dabir.stages.calls.models import Call
from dabir.stages.submissions.policy.permissions import May


def may_export(person: Reader, call: Call) -> Verdict:
    """The secretariat takes away what it reads anyway."""
    return permits(person, May.DECIDE, group=call.group)

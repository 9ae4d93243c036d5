"""Who edits the ready reasons."""

from __future__ import annotations

from dabir.domain.procedure.verdicts import Verdict
from dabir.foundation.people.models import Group
from dabir.foundation.people.permissions import permits
from dabir.foundation.people.queries import Reader
from dabir.stages.submissions.policy.permissions import May


def may_edit_reasons(person: Reader, group: Group) -> Verdict:
    """Whoever decides on submissions edits the reasons for it."""
    return permits(person, May.DECIDE, group=group)

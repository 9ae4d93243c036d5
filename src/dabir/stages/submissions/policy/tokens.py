"""Who gives other systems the right to hand submissions in."""

from __future__ import annotations

from dabir.domain.procedure.verdicts import Verdict
from dabir.foundation.people.models import Group
from dabir.foundation.people.permissions import permits
from dabir.foundation.people.queries import Reader
from dabir.stages.submissions.policy.permissions import May


def may_give_tokens(person: Reader, group: Group) -> Verdict:
    """The secretariat gives tokens, and takes them back."""
    return permits(person, May.GIVE_TOKENS, group=group)

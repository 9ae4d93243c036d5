"""Who may look into the record."""

from __future__ import annotations

from enum import StrEnum

from dabir.domain.procedure.verdicts import Verdict
from dabir.foundation.people.models import MEMBERS, SECRETARIAT, Group
from dabir.foundation.people.permissions import grant, permits
from dabir.foundation.people.queries import Reader


class May(StrEnum):
    """Permissions of the record."""

    READ = "record.read"
    VERIFY = "record.verify"


grant({May.READ: MEMBERS, May.VERIFY: SECRETARIAT})


def may_read(person: Reader, group: Group) -> Verdict:
    """Whether the person may read the group's record, as far as they see what it is about."""
    return permits(person, May.READ, group=group)


def may_verify(person: Reader, group: Group) -> Verdict:
    """Whether the person may have the group's record verified, and see contents and proofs."""
    return permits(person, May.VERIFY, group=group)

"""Who may name themes, code passages and distil considerations."""

from __future__ import annotations

from enum import StrEnum

from dabir.domain.procedure.verdicts import Verdict
from dabir.foundation.lives import may_now
from dabir.foundation.people.models import SECRETARIAT, Group, Role
from dabir.foundation.people.permissions import grant, permits
from dabir.foundation.people.queries import Reader
from dabir.stages.themes.models import Consideration


class May(StrEnum):
    """The permissions of this stage."""

    READ = "themes.read"
    CODE = "themes.code"
    DISTIL = "themes.distil"
    ADOPT = "themes.adopt"


grant(
    {
        May.READ: frozenset(Role),
        May.CODE: SECRETARIAT,
        May.DISTIL: SECRETARIAT,
        May.ADOPT: SECRETARIAT,
    }
)


def may_code(person: Reader, group: Group) -> Verdict:
    """The secretariat names themes and codes passages: it alone reads all of them."""
    return permits(person, May.CODE, group=group)


def may_distil(person: Reader, group: Group) -> Verdict:
    """The secretariat distils considerations."""
    return permits(person, May.DISTIL, group=group)


def may_change(person: Reader, consideration: Consideration) -> Verdict:
    """The secretariat changes a consideration."""
    return permits(person, May.DISTIL, group=consideration.group)


def may_move(person: Reader, consideration: Consideration, event: str) -> Verdict:
    """The secretariat adopts a consideration or sets it aside."""
    return permits(person, May.ADOPT, group=consideration.group) & may_now(consideration, event)

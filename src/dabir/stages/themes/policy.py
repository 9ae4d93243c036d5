"""Who may name themes, code passages and distil considerations."""

from __future__ import annotations

from enum import StrEnum

from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import NotNow, NotPermitted, Verdict
from dabir.foundation.lives import may_now
from dabir.foundation.people.models import SECRETARIAT, Group, Role
from dabir.foundation.people.permissions import grant, permits
from dabir.foundation.people.queries import Reader, signed_in
from dabir.stages.themes.models import CodingRound, Consideration, RoundCoder


class May(StrEnum):
    """The permissions of this stage."""

    READ = "themes.read"
    CODE = "themes.code"
    DISTIL = "themes.distil"
    ADOPT = "themes.adopt"
    ANALYSE = "themes.analyse"


grant(
    {
        May.READ: frozenset(Role),
        May.CODE: SECRETARIAT,
        May.DISTIL: SECRETARIAT,
        May.ADOPT: SECRETARIAT,
        May.ANALYSE: SECRETARIAT,
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


def may_run_round(person: Reader, group: Group) -> Verdict:
    """The secretariat opens coding rounds, ends them and settles what their coders leave open."""
    return permits(person, May.CODE, group=group)


def may_move_round(person: Reader, round_: CodingRound, event: str) -> Verdict:
    """The secretariat compares, settles and drops rounds while that is their next step."""
    return may_run_round(person, round_.group) & may_now(round_, event)


def may_judge(person: Reader, round_: CodingRound) -> Verdict:
    """A coder of the round judges its passages while it is blind, until they hand in."""
    somebody = signed_in(person)
    own = RoundCoder.objects.filter(round=round_, person=somebody).first() if somebody else None
    if own is None:
        return Verdict.no(_("This is for the coders of the round."), error=NotPermitted)
    if round_.state != CodingRound.State.OPEN:
        return Verdict.no(_("The coders' part of this round is over."), error=NotNow)
    if own.handed_in_at is not None:
        return Verdict.no(_("You have handed in what you coded; it stays as it is."), error=NotNow)
    return Verdict.yes()


def may_compare(person: Reader, round_: CodingRound) -> Verdict:
    """Nobody reads what several coders said before all have handed in, or the round was ended."""
    if round_.state == CodingRound.State.OPEN:
        return Verdict.no(
            _("What the coders said is read when all have handed in, or the round was ended."),
            error=NotNow,
        )
    return Verdict.yes()


def may_teach(person: Reader, group: Group) -> Verdict:
    """The secretariat lets its codes teach: what is learnt reads every passage."""
    return permits(person, May.CODE, group=group)


def may_take_codes(person: Reader, group: Group) -> Verdict:
    """Whoever reads themes takes away what they may see of them."""
    return permits(person, May.READ, group=group)


def may_name_coders(person: Reader, group: Group) -> Verdict:
    """The secretariat takes codes away with the names of those who coded."""
    return permits(person, May.CODE, group=group)

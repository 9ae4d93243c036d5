"""Whether a vote adopts a proposal (نصاب تصویب), in exact integer arithmetic.

An abstention is a member present who votes neither way. *Votes cast* are those in favour and
against, as in the rules of procedure of the United Nations General Assembly (rule 86). Quorum is
another question: see `dabir.domain.procedure.quorum`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Votes:
    """How the members voted. With consensus, `against` counts the formal objections."""

    in_favour: int
    against: int
    abstaining: int = 0

    def __post_init__(self) -> None:
        if min(self.in_favour, self.against, self.abstaining) < 0:
            raise ValueError("no count of votes is below zero")

    @property
    def cast(self) -> int:
        """Votes in favour and against."""
        return self.in_favour + self.against


class ReasonCode(StrEnum):
    """Why a vote ended as it did; pages turn it into a sentence."""

    ADOPTED = "adopted"
    TIED = "tied"
    TOO_FEW_IN_FAVOUR = "too_few_in_favour"
    NOT_UNANIMOUS = "not_unanimous"
    OBJECTION = "objection"
    NOBODY_PRESENT = "nobody_present"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result: `needed` is the number in favour that would have adopted these votes.

    With consensus nobody needs to speak in favour, and `needed` is 0.
    """

    adopted: bool
    needed: int
    reason_code: ReasonCode

    def __bool__(self) -> bool:
        return self.adopted


class Majority(StrEnum):
    """The rules by which a group adopts; the value is what is stored."""

    SIMPLE = "simple"
    """More in favour than against (اکثریت نسبی)."""
    ABSOLUTE_OF_PRESENT = "absolute_of_present"
    """More than half of those present (اکثریت مطلق حاضران)."""
    ABSOLUTE_OF_MEMBERS = "absolute_of_members"
    """More than half of all entitled members (اکثریت مطلق اعضا)."""
    TWO_THIRDS_OF_CAST = "two_thirds_of_cast"
    """Two thirds of the votes in favour and against."""
    TWO_THIRDS_OF_PRESENT = "two_thirds_of_present"
    """Two thirds of those present (دوسوم حاضران)."""
    TWO_THIRDS_OF_MEMBERS = "two_thirds_of_members"
    """Two thirds of all entitled members (دوسوم اعضا)."""
    UNANIMITY = "unanimity"
    """Everybody present votes in favour; an abstention prevents it (اتفاق آرا)."""
    CONSENSUS = "consensus"
    """Nobody present objects formally; nobody need vote (اجماع)."""

    def needed(self, votes: Votes, *, entitled: int, present: int) -> int:
        """How many of these votes would have to be in favour, at least."""
        match self:
            case Majority.SIMPLE:
                return votes.against + 1
            case Majority.ABSOLUTE_OF_PRESENT:
                return present // 2 + 1
            case Majority.ABSOLUTE_OF_MEMBERS:
                return entitled // 2 + 1
            case Majority.TWO_THIRDS_OF_CAST:
                return _two_thirds(votes.cast)
            case Majority.TWO_THIRDS_OF_PRESENT:
                return _two_thirds(present)
            case Majority.TWO_THIRDS_OF_MEMBERS:
                return _two_thirds(entitled)
            case Majority.UNANIMITY:
                return max(1, present)
            case Majority.CONSENSUS:
                return 0

    def tally(self, votes: Votes, *, entitled: int, present: int) -> Outcome:
        """Whether `votes` adopt, of `entitled` members of whom `present` attend.

        Raises:
            ValueError: more voted than were present, or more were present than are entitled.
        """
        if not votes.cast + votes.abstaining <= present <= entitled:
            raise ValueError(
                f"{votes.cast + votes.abstaining} votes, {present} present, {entitled} entitled"
            )
        needed = self.needed(votes, entitled=entitled, present=present)
        reason = self._reason(votes, present, needed)
        return Outcome(adopted=reason is ReasonCode.ADOPTED, needed=needed, reason_code=reason)

    def _reason(self, votes: Votes, present: int, needed: int) -> ReasonCode:
        if present == 0:
            return ReasonCode.NOBODY_PRESENT
        if self is Majority.CONSENSUS:
            return ReasonCode.OBJECTION if votes.against else ReasonCode.ADOPTED
        if votes.in_favour >= needed:
            return ReasonCode.ADOPTED
        if self is Majority.UNANIMITY:
            return ReasonCode.NOT_UNANIMOUS
        if self is Majority.SIMPLE and votes.in_favour == votes.against and votes.cast:
            return ReasonCode.TIED
        return ReasonCode.TOO_FEW_IN_FAVOUR


def _two_thirds(count: int) -> int:
    """Two thirds of `count`, rounded up; at least one, for nothing is adopted by nobody."""
    return max(1, -(-2 * count // 3))

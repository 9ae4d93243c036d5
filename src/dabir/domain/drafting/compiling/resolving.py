"""From what was decided about a compilation to the next version.

A contest can be decided for one option, for several that do not exclude one another, or be left in
brackets. What is in brackets, and what nobody decided on, is carried over to the next version, so
that compiling it again shows the slots that stay open.

Errors:
    Undecidable         a decision that does not fit the compilation
        UnknownContest      there is no such slot or choice in it
        UnknownOption       the slot or choice has no such option
        NotBoth             what stands cannot be kept beside what changes it
    (and HardConflicts and Unfit, where what was chosen cannot be adopted together)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dabir.domain.drafting.amendments import Proposed, Ruling, sameness
from dabir.domain.drafting.application import apply
from dabir.domain.drafting.compiling.compilation import Compilation, compile_amendments
from dabir.domain.drafting.compiling.slots import ClauseOption, Contest, Option
from dabir.domain.drafting.rebase import Rebased, rebase
from dabir.domain.drafting.verification import check_references
from dabir.domain.drafting.versions import Symbol, Version


class Undecidable(ValueError):
    """A decision does not fit the compilation."""


class UnknownContest(Undecidable):
    """There is no such slot or choice in the compilation."""


class UnknownOption(Undecidable):
    """The slot or choice has no such option."""


class NotBoth(Undecidable):
    """What stands cannot be kept beside what changes it, or nothing was chosen at all."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided about one contest: the uids of the options that are adopted together.

    With `bracketed` the options stay open beside the base, and all others are rejected; without any
    named, all stay open.
    """

    options: tuple[str, ...]
    bracketed: bool = False


@dataclass(frozen=True, slots=True)
class Resolution:
    """The next version, and what became of every operation.

    `adopted` were applied to the base; `rulings` say what was decided on each operation that was
    decided on, so that of amendments which come to the same words all are accepted though one is
    applied. `carried` is what became of all others and of those in brackets.
    """

    version: Version
    adopted: tuple[Proposed, ...]
    rulings: Mapping[Proposed, Ruling]
    carried: Rebased

    def still_open(self, proposers: Mapping[int, tuple[str, ...]] | None = None) -> Compilation:
        """Return the new version with what is in brackets, or undecided, laid over it."""
        return compile_amendments(self.version, self.carried.proposed(), proposers)


def resolve(
    compilation: Compilation,
    decisions: Mapping[str, Decision],
    *,
    symbol: Symbol | None = None,
) -> Resolution:
    """Make the next version of `decisions`, which are by the uid of a slot or choice.

    Raises:
        Undecidable: a decision names what is not there, or keeps the base beside a change.
        HardConflicts: options were chosen that exclude one another.
        Unfit: something was chosen that needs what was not chosen.
    """
    adopted: list[Proposed] = []
    rulings: dict[Proposed, Ruling] = {}
    for uid, decision in decisions.items():
        contest = compilation.contests.get(uid)
        if contest is None:
            raise UnknownContest(uid)
        chosen = _chosen(contest, decision)
        if not decision.bracketed:
            adopted += (each for option in chosen for each in option.adopted)
        rulings.update(_rulings(contest, chosen, bracketed=decision.bracketed))
    return _resolution(compilation.base, compilation.proposed, adopted, rulings, symbol)


def settle(
    base: Version,
    proposed: Iterable[Proposed],
    rulings: Mapping[Proposed, Ruling],
    *,
    symbol: Symbol | None = None,
) -> Resolution:
    """Make the next version of rulings on single operations.

    Accepted operations that come to the same words, or add the same clause, are applied once.
    What is bracketed or has no ruling is carried; what is rejected or withdrawn is not.

    Raises:
        HardConflicts: accepted operations exclude one another.
        Unfit: an operation does not fit `base`, or needs one that was not accepted.
    """
    proposed = list(proposed)
    check_references(base, proposed)
    accepted = [each for each in proposed if rulings.get(each) is Ruling.ACCEPTED]
    adopted: list[Proposed] = []
    for contest in compile_amendments(base, accepted, among=proposed).contests.values():
        for option in _widest(contest):
            adopted += option.adopted
    return _resolution(base, proposed, adopted, rulings, symbol)


def keep_base(compilation: Compilation) -> dict[str, Decision]:
    """Return the decisions that leave everything as it stands."""
    return {
        uid: Decision((contest.options[0].uid,)) for uid, contest in compilation.contests.items()
    }


def side_with(compilation: Compilation, amendment: int) -> dict[str, Decision]:
    """Return the decisions that adopt one amendment and nothing else."""
    decisions = keep_base(compilation)
    for uid, contest in compilation.contests.items():
        for option in contest.proposed:
            if amendment in option.amendments:
                decisions[uid] = Decision((option.uid,))
    return decisions


def _chosen(contest: Contest, decision: Decision) -> list[Option | ClauseOption]:
    by_uid: dict[str, Option | ClauseOption] = {each.uid: each for each in contest.options}
    missing = [uid for uid in decision.options if uid not in by_uid]
    if missing:
        raise UnknownOption(f"{contest.uid} has no option {missing[0]}")
    if decision.bracketed and not decision.options:
        return list(contest.options)
    chosen = [by_uid[uid] for uid in dict.fromkeys(decision.options)]
    changing = [each for each in chosen if not each.keeps_base]
    if not chosen or (changing and len(changing) < len(chosen) and not decision.bracketed):
        raise NotBoth(contest.uid)
    return chosen


def _rulings(
    contest: Contest, chosen: Iterable[Option | ClauseOption], *, bracketed: bool
) -> dict[Proposed, Ruling]:
    taken = {each for option in chosen for each in option.operations}
    alike = {sameness(each.operation) for option in chosen for each in option.operations}
    ruling = Ruling.BRACKETED if bracketed else Ruling.ACCEPTED
    return {
        each: ruling if each in taken or sameness(each.operation) in alike else Ruling.REJECTED
        for option in contest.options
        for each in option.operations
    }


def _widest(contest: Contest) -> list[Option | ClauseOption]:
    """Return the options that are not a part of what another one does already."""
    proposed: list[Option | ClauseOption] = list(contest.proposed)
    if len(proposed) < 2:
        return proposed
    does = [{sameness(each.operation) for each in option.operations} for option in proposed]
    return [
        option
        for place, option in enumerate(proposed)
        if not any(
            does[place] < other or (does[place] == other and at < place)
            for at, other in enumerate(does)
            if at != place
        )
    ]


def _resolution(
    base: Version,
    proposed: Iterable[Proposed],
    adopted: Iterable[Proposed],
    rulings: Mapping[Proposed, Ruling],
    symbol: Symbol | None,
) -> Resolution:
    adopted = sorted(adopted, key=lambda each: each.rank)
    waiting = [each for each in proposed if rulings.get(each, Ruling.BRACKETED) is Ruling.BRACKETED]
    return Resolution(
        version=apply(base, adopted, symbol=symbol),
        adopted=tuple(adopted),
        rulings=rulings,
        carried=rebase(waiting, base=base, adopted=adopted),
    )

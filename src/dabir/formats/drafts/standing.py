"""Where the clauses of a compilation of files stand: what they are called, and in what.

The engine lays files over one another line by line, since a file seldom says what stands in what;
here the structure that the files show, by ids or by their marks, is told again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dabir.domain.drafting import Compilation
from dabir.domain.drafting.copies import PrintedClause
from dabir.domain.drafting.copies.redlining import cited
from dabir.formats.drafts.draft import HEADING, Draft
from dabir.formats.drafts.proposals import Proposal


@dataclass(frozen=True, slots=True)
class Standing:
    """What a clause is called in its file, the line that it is, and the clause it stands in."""

    name: str
    line: PrintedClause
    parent: str | None


@dataclass(frozen=True, slots=True)
class Restructured:
    """What one proposer made of several clauses, or several of one: `old` are ids of the base.

    `new` are the names that the pieces have in the copy.
    """

    proposal: Proposal
    old: tuple[str, ...]
    new: tuple[str, ...]
    uncertain: bool

    @property
    def joined(self) -> bool:
        """Whether several became one."""
        return len(self.old) > 1


def restructured(
    compilation: Compilation, proposals: Sequence[Proposal]
) -> tuple[Restructured, ...]:
    """Return the clauses that were split or joined, by proposal and in the order of its copy."""
    uids = [clause.uid for _, clause in compilation.base.walk()]
    found: list[Restructured] = []
    for proposal in proposals:
        several = [
            each
            for each in proposal.aligned.pairings
            if each.old and each.new and len(each.old) + len(each.new) > 2
        ]
        names = cited(proposal.aligned.new) if several else []
        found += (
            Restructured(
                proposal,
                tuple(uids[place] for place in each.old),
                tuple(names[place] for place in each.new),
                each.doubtful,
            )
            for each in several
        )
    return tuple(found)


def joined_to(
    changes: Sequence[Restructured], clause: str, amendments: Sequence[int]
) -> str | None:
    """Return the clause that one was joined to by all `amendments` which take it out, if so."""
    to = {
        each.proposal.number: each.old[0]
        for each in changes
        if each.joined and clause in each.old[1:]
    }
    found = {to.get(number) for number in amendments}
    return found.pop() if len(found) == 1 else None


def standings(
    compilation: Compilation, base: Draft, proposals: Sequence[Proposal]
) -> dict[str, Standing]:
    """Return how the clauses of the base stand in it, and added ones in the first copy of each.

    By the id that they have in the compilation.
    """
    uids = [clause.uid for _, clause in compilation.base.walk()]
    found = _in(base.lines, cited(base.lines), uids)
    added = {words: uid for uid, words in _added(compilation)}
    for proposal in proposals:
        lines = proposal.aligned.new
        named: list[str] = [""] * len(lines)
        for pairing in proposal.aligned.pairings:
            words = "\n".join(lines[there].line for there in pairing.new)
            for there in pairing.new:
                named[there] = uids[pairing.old[0]] if pairing.old else added.get(words, "")
        if any(uid and uid not in found for uid in named):
            for uid, standing in _in(lines, cited(lines), named).items():
                found.setdefault(uid, standing)
    return found


def _added(compilation: Compilation) -> Iterator[tuple[str, str]]:
    """Yield the id and the words of every clause that somebody would add."""
    for choice in compilation.choices:
        for option in choice.options:
            for clause in option.clauses:
                for words in clause.wordings().values():
                    yield clause.uid, words


def _in(
    lines: Sequence[PrintedClause], names: Sequence[str], uids: Sequence[str]
) -> dict[str, Standing]:
    found: dict[str, Standing] = {}
    known = frozenset(uids)
    above: list[tuple[int, str]] = []
    for line, name, uid in zip(lines, names, uids, strict=True):
        while above and above[-1][0] >= line.depth:
            above.pop()
        if uid:
            # A heading and the text below it are one clause, which the text's id names.
            own = uid.removesuffix(HEADING)
            outer = next((each for _, each in reversed(above) if each != own), None)
            if outer is not None and outer not in known:
                outer += HEADING
            found.setdefault(uid, Standing(name, line, outer))
            above.append((line.depth, own))
    return found

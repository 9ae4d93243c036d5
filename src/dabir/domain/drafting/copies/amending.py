"""What a copy proposes to a base: an aligned copy as operations of an amendment.

The base becomes a version whose clauses stand side by side, their marks typed in their wordings:
who takes out a line takes out that line alone, whatever was set in below it. Clauses that were only
numbered anew stay as they are, since numbers follow from what is adopted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from dabir.domain.drafting.amendments import Operation
from dabir.domain.drafting.clauses import Clause, Kind, NumberStyle
from dabir.domain.drafting.comparing.comparison import operations_between
from dabir.domain.drafting.compiling.slots import uid_of
from dabir.domain.drafting.copies.aligning import Aligned
from dabir.domain.drafting.copies.printed import PrintedClause
from dabir.domain.drafting.spelling import spelling_key
from dabir.domain.drafting.versions import ZERO_DRAFT, Symbol, Version

_SPELT = 15


def version_of_copy(lines: Sequence[PrintedClause], language: str) -> Version:
    """Return the lines of a file as a version.

    A clause's uid is the one that the file names, or else follows from its words.
    """
    named = Counter(line.uid for line in lines)
    taken: set[str] = set()
    made = _MadeUids(taken)
    clauses: list[Clause] = []
    for place, line in enumerate(lines):
        uid = line.uid if named[line.uid] == 1 and line.uid not in taken else ""
        if not uid:
            uid = made.uid("c", line.line)
        taken.add(uid)
        clauses.append(_clause(uid, place, line, language))
    return Version.of(ZERO_DRAFT, clauses)


def operations_of_copy(
    base: Version, aligned: Aligned, language: str, *, renumbered: bool = False
) -> tuple[Operation, ...]:
    """Return what makes of `base` the copy that it was aligned with.

    `base` is `version_of_copy` of the old side. With `renumbered`, new marks are operations too.
    Clauses that are added get a uid that follows from their words and place, spelling aside, so
    that the same addition in two copies is the same operation.
    """
    uids = [clause.uid for _, clause in base.walk()]
    clauses: list[Clause] = []
    made = _MadeUids(set(uids))
    before = ""
    for pairing in aligned.pairings:
        if not pairing.new:
            continue
        first = aligned.new[pairing.new[0]]
        line = "\n".join(aligned.new[there].line for there in pairing.new)
        if not pairing.old:
            uid = made.uid("n", f"{before}\n{spelling_key(line)}")
            clauses.append(_clause(uid, len(clauses), first, language))
            continue
        uid = uids[pairing.old[0]]
        old = aligned.old[pairing.old[0]]
        if not renumbered or old.mark == first.mark:
            line = old.line[: old.start] + line[first.start :]
        clauses.append(_reworded(base[uid], len(clauses), line, language))
        if not pairing.moved:
            before = uid
    return operations_between(base, Version.of(Symbol(1), clauses))


class _MadeUids:
    """Gives names to clauses that have none; `taken` are those that are given already."""

    def __init__(self, taken: set[str]) -> None:
        self._taken = taken
        self._times: dict[tuple[str, str], int] = {}

    def uid(self, letter: str, words: str) -> str:
        """Return a name short enough to be spelt out in a bookmark; it follows from the words."""
        key = (letter, words)
        # Forms have thousands of equal lines: each looks on from where the last one found a name.
        times = self._times.get(key, 0)
        while (uid := uid_of(letter, words, times)[:_SPELT]) in self._taken:
            times += 1
        self._times[key] = times + 1
        self._taken.add(uid)
        return uid


def _clause(uid: str, order: int, line: PrintedClause, language: str) -> Clause:
    # Its mark, and so what it is called, is typed in its wording; no writer shall add another.
    wording = {language: line.line}
    return Clause(
        uid,
        None,
        order,
        Kind.PARAGRAPH,
        NumberStyle.NONE,
        heading=wording if line.heading else {},
        text={} if line.heading else wording,
    )


def _reworded(clause: Clause, order: int, line: str, language: str) -> Clause:
    headed = bool(clause.heading)
    return Clause(
        clause.uid,
        None,
        order,
        clause.kind,
        clause.style,
        heading={language: line} if headed else {},
        text={} if headed else {language: line},
    )

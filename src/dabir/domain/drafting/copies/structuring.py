"""An aligned copy as a version of the text that it was made of, with its clauses and their order.

Unlike `amending`, which works on files alone, the base here is a text with ids and derived numbers:
marks in the copy are not taken over, a clause keeps its kind and its style, and what was known
again and did not move stays where it stands.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from dabir.domain.drafting.clauses import Clause, Kind, NumberStyle, Part
from dabir.domain.drafting.copies.aligning import Aligned, Pairing
from dabir.domain.drafting.copies.printed import PrintedClause
from dabir.domain.drafting.versions import Version

_STYLES = {
    Kind.CLAUSE: NumberStyle.LETTERS,
    Kind.PREAMBLE: NumberStyle.NONE,
    Kind.PARAGRAPH: NumberStyle.NONE,
}


def version_from_copy(
    base: Version, aligned: Aligned, language: str, new_uid: Callable[[], str]
) -> Version:
    """Return `base` as the copy has it, in one language; other languages stay.

    The old side of `aligned` are the clauses of `base`, each line with its uid. A new clause stands
    in the one that its line is set in by, and gets a uid of `new_uid`.
    """
    return _Structuring(base, aligned, language, new_uid).version()


@dataclass(slots=True)
class _Row:
    uid: str
    clause: Clause
    depth: int
    free: bool
    """Whether it is new or moved, so that its place is that of its line."""


class _Structuring:
    def __init__(
        self, base: Version, aligned: Aligned, language: str, new_uid: Callable[[], str]
    ) -> None:
        self._base = base
        self._aligned = aligned
        self._language = language
        self._new_uid = new_uid
        self._listed = {line.uid for line in aligned.old}

    def version(self) -> Version:
        """Return the version."""
        rows = [self._row(pairing) for pairing in self._aligned.pairings if pairing.new]
        kept = {row.uid for row in rows} | {
            # A clause without words in this language has no line, and cannot be missing.
            clause.uid
            for _, clause in self._base.walk()
            if clause.uid not in self._listed
        }
        parents = {
            clause.uid: self._ancestor(clause.uid, kept)
            for _, clause in self._base.walk()
            if clause.uid in kept
        }
        self._place(rows, parents)
        order = {row.uid: (place, 0) for place, row in enumerate(rows)}
        last, behind = -1, 0
        for _, clause in self._base.walk():
            if clause.uid in order:
                last, behind = order[clause.uid][0], 0
            elif clause.uid in kept:
                behind += 1
                order[clause.uid] = (last, behind)
        clauses = {row.uid: row.clause for row in rows}
        ranked = sorted(order, key=lambda uid: order[uid])
        return Version.of(
            self._base.symbol,
            [
                replace(
                    clauses[uid] if uid in clauses else self._base[uid],
                    parent=parents[uid],
                    order=place,
                )
                for place, uid in enumerate(ranked)
            ],
        )

    def _row(self, pairing: Pairing) -> _Row:
        lines = [self._aligned.new[place] for place in pairing.new]
        first = lines[0]
        words = "\n".join([first.words, *(line.line for line in lines[1:])]).strip()
        if not pairing.old:
            uid = self._new_uid()
            return _Row(uid, self._added(uid, first, words), first.depth, free=True)
        uid = self._aligned.old[pairing.old[0]].uid
        return _Row(uid, self._reworded(self._base[uid], words), first.depth, free=pairing.moved)

    def _added(self, uid: str, line: PrintedClause, words: str) -> Clause:
        alike = next(
            (each for _, each in self._base.walk() if each.kind is line.kind and line.mark), None
        )
        style = _STYLES.get(line.kind, NumberStyle.DIGITS) if line.mark else NumberStyle.NONE
        wording = {self._language: words or line.line.strip()}
        return Clause(
            uid,
            None,
            0,
            line.kind,
            alike.style if alike is not None else style,
            heading=wording if line.heading else {},
            text={} if line.heading else wording,
        )

    def _reworded(self, clause: Clause, words: str) -> Clause:
        heading = clause.wording(Part.HEADING, self._language)
        text = clause.wording(Part.TEXT, self._language)
        if heading and not text:
            return self._with(clause, words, "")
        if not heading:
            return self._with(clause, "", words)
        if words.startswith(heading):
            return self._with(clause, heading, words[len(heading) :].lstrip(" :.ـ-\n"))
        first, _, rest = words.partition("\n")
        return self._with(clause, first.strip(), rest) if rest else self._with(clause, "", words)

    def _with(self, clause: Clause, heading: str, text: str) -> Clause:
        return replace(
            clause,
            heading=_worded(clause.heading, self._language, heading),
            text=_worded(clause.text, self._language, text),
        )

    def _ancestor(self, uid: str, kept: set[str]) -> str | None:
        above = self._base[uid].parent
        while above is not None and above not in kept:
            above = self._base[above].parent
        return above

    def _place(self, rows: list[_Row], parents: dict[str, str | None]) -> None:
        """Hang new and moved clauses in what their lines are set in by."""
        path: list[_Row] = []
        for row in rows:
            while path and path[-1].depth >= row.depth:
                path.pop()
            if row.free:
                above = path[-1].uid if path else None
                if not self._stands_in(above, row.uid, parents):
                    parents[row.uid] = above
            path.append(row)

    @staticmethod
    def _stands_in(uid: str | None, other: str, parents: Mapping[str, str | None]) -> bool:
        while uid is not None and uid != other:
            uid = parents.get(uid)
        return uid is not None


def _worded(wordings: Mapping[str, str], language: str, words: str) -> dict[str, str]:
    kept = {code: each for code, each in wordings.items() if code != language}
    return kept | {language: words} if words or language in wordings else kept

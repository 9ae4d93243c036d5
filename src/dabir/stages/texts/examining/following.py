"""A received file of an external text against the version before: which clause is which."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from dabir.domain import drafting
from dabir.domain.drafting import Kind, NumberStyle, Symbol, spells_the_same
from dabir.domain.drafting.copies import Aligned, Method, PrintedClause, align_copies
from dabir.domain.language import search_key
from dabir.foundation.trace.models import new_id
from dabir.stages.texts.models import Clause, Revision, Version
from dabir.stages.texts.queries import latest_version

_SHORT = 6
_WORTH_ASKING = 0.3
"""Two lines that share fewer of their words are two clauses, and nobody is asked."""


def as_rows(lines: Sequence[PrintedClause]) -> list[dict[str, Any]]:
    """Return the lines of a file as `Revision.lines` keeps them."""
    return [
        {
            "line": each.line,
            "start": each.start,
            "kind": each.kind.value,
            "depth": each.depth,
            "heading": each.heading,
        }
        for each in lines
    ]


def lines_of(revision: Revision) -> list[PrintedClause]:
    """Return the lines of a received file."""
    return [
        PrintedClause(
            line=row["line"],
            start=row["start"],
            kind=Kind(row["kind"]),
            depth=row["depth"],
            heading=row["heading"],
        )
        for row in revision.lines
    ]


def lines_of_version(version: Version) -> list[PrintedClause]:
    """Return the clauses of an external text's version as they were printed, each with its uid."""
    language = version.text.language
    return [_line(clause, language) for clause in version.clauses.prefetch_related("wordings")]


def _line(clause: Clause, language: str) -> PrintedClause:
    words = {each.language: each for each in clause.wordings.all()}.get(language)
    heading = words.heading if words else ""
    text = words.text if words else ""
    mark = clause.marks.get(language, "")
    before = f"{mark} " if mark else ""
    return PrintedClause(
        line=before + (text or heading),
        start=len(before),
        kind=Kind(clause.kind),
        depth=clause.depth,
        uid=str(clause.uid),
        heading=bool(heading) and not text,
    )


@dataclass(frozen=True, slots=True)
class Doubt:
    """A line of a received file that may be a clause of the version before: `like` of it, 0 to 1.

    `place` is the line's in the file; `uid` names the clause that it may be.
    """

    place: int
    line: PrintedClause
    uid: str
    old: PrintedClause
    like: float


@dataclass(frozen=True)
class Alignment:
    """A received file beside the version before it (None for the first), and what is in doubt."""

    revision: Revision
    before: Version | None
    aligned: Aligned

    @property
    def doubts(self) -> list[Doubt]:
        """The lines that a person should look at, in the order of the file.

        Those that are like a clause, but not for sure; and those that stand where a clause was that
        is gone, and share words with it, though too few to be known for it.
        """
        found = [
            self._doubt(pairing.old[0], pairing.new[0], pairing.confidence)
            for pairing in self.aligned.pairings
            if pairing.doubtful and pairing.old and pairing.new
        ]
        for one, other in pairwise(self.aligned.pairings):
            gone, new = (one, other) if one.old else (other, one)
            if gone.new or new.old or len(gone.old) != 1 or len(new.new) != 1:
                continue
            if new.method is Method.PERSON or gone.method is Method.PERSON:
                continue
            like = _shared(self.aligned.old[gone.old[0]].words, self.aligned.new[new.new[0]].words)
            if like >= _WORTH_ASKING:
                found.append(self._doubt(gone.old[0], new.new[0], like))
        return sorted(found, key=lambda doubt: doubt.place)

    def _doubt(self, old: int, new: int, like: float) -> Doubt:
        before = self.aligned.old[old]
        return Doubt(new, self.aligned.new[new], before.uid, before, like)

    def counts(self) -> dict[str, int]:
        """Return how many clauses are the same, changed, new and gone."""
        found = {"same": 0, "changed": 0, "new": 0, "gone": 0}
        for pairing in self.aligned.pairings:
            if not pairing.old:
                found["new"] += len(pairing.new)
            elif not pairing.new:
                found["gone"] += len(pairing.old)
            else:
                old = self.aligned.old[pairing.old[0]].words
                new = self.aligned.new[pairing.new[0]].words
                alone = len(pairing.old) == len(pairing.new) == 1
                found["same" if alone and spells_the_same(old, new) else "changed"] += 1
        return found


def _shared(one: str, other: str) -> float:
    ours, theirs = Counter(search_key(one).split()), Counter(search_key(other).split())
    both = ours.total() + theirs.total()
    return 2 * (ours & theirs).total() / both if both else 0.0


def aligned_revision(revision: Revision, said: Mapping[int, str | None] | None = None) -> Alignment:
    """Return a received file aligned with the last version of its text.

    `said` is what a person says besides what they said before: a clause's uid, or None for a new
    clause, by the place of the line.
    """
    before = latest_version(revision.text)
    old = lines_of_version(before) if before is not None else []
    places = {each.uid: place for place, each in enumerate(old)}
    told = {int(place): uid for place, uid in revision.said.items()} | dict(said or {})
    return Alignment(
        revision,
        before,
        align_copies(
            old,
            lines_of(revision),
            said={
                place: places.get(uid) if uid is not None else None for place, uid in told.items()
            },
        ),
    )


def drafted(alignment: Alignment) -> drafting.Version:
    """Return the received file as a version; clauses that were known again keep their uids."""
    language = alignment.revision.text.language
    uids: dict[int, str] = {}
    for pairing in alignment.aligned.pairings:
        if pairing.old and pairing.new:
            uids[pairing.new[0]] = alignment.aligned.old[pairing.old[0]].uid
    open_above: list[tuple[int, str]] = []
    clauses = []
    for place, line in enumerate(alignment.aligned.new):
        uid = uids.get(place) or str(new_id())
        while open_above and open_above[-1][0] >= line.depth:
            open_above.pop()
        wording = {language: line.words.strip() or line.line.strip()}
        clauses.append(
            drafting.Clause(
                uid=uid,
                parent=open_above[-1][1] if open_above else None,
                order=place,
                kind=line.kind,
                style=NumberStyle.DIGITS if line.mark else NumberStyle.NONE,
                heading=wording if line.heading else {},
                text={} if line.heading else wording,
            )
        )
        open_above.append((line.depth, uid))
    order = alignment.before.order + 1 if alignment.before is not None else 0
    return drafting.Version.of(Symbol(order), clauses)


def printed_marks(alignment: Alignment) -> Iterator[tuple[str, str]]:
    """Yield, for each line of the file, its mark as printed and what the clause is called by."""
    for line in alignment.aligned.new:
        words = line.words.split()
        short = " ".join(words[:_SHORT]) + ("…" if len(words) > _SHORT else "")
        yield line.mark, line.mark.rstrip("-.:،ـ–—) ") or short or line.line[:60]


def changed(before: Clause | None, after: Clause) -> bool:
    """Whether a clause says something else than it did, spelling and marks apart."""
    if before is None:
        return True
    old = {each.language: (each.heading, each.text) for each in before.wordings.all()}
    new = {each.language: (each.heading, each.text) for each in after.wordings.all()}
    if old.keys() != new.keys():
        return True
    return any(
        not spells_the_same(one, other)
        for language, pair in old.items()
        for one, other in zip(pair, new[language], strict=True)
    )

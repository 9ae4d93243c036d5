"""Comments as they stand beside the clauses of a version that is read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Count

from dabir.foundation.people.queries import Reader
from dabir.stages.texts.models import Clause, Comment, Version
from dabir.stages.texts.queries_of_comments import Standing, comments_visible_to, standing
from dabir.web.spans import Mark, Segment, segments

A_CLAUSE = 5
"""Open comments that are shown under a clause; the rest are behind a link."""


@dataclass(slots=True)
class Beside:
    """The comments on one clause: the open ones, those on its first words first, and how many."""

    opened: list[Standing] = field(default_factory=list)
    settled: int = 0

    @property
    def total(self) -> int:
        """How many there are."""
        return len(self.opened) + self.settled

    @property
    def shown(self) -> list[Standing]:
        """Those that are shown under the clause."""
        return self.opened[:A_CLAUSE]

    @property
    def left(self) -> int:
        """How many are not shown under the clause."""
        return self.total - len(self.shown)

    def marked(self, language: str, words: str) -> list[Segment]:
        """Return words of the clause cut at those that comments are on; empty without any."""
        marks = [
            Mark(*each.place, key=str(each.comment.pk))
            for each in self.shown
            if each.place is not None and each.comment.language == language
        ]
        return segments(words, marks) if marks else []


@dataclass(slots=True)
class Commented:
    """The comments on a version: by the uid of their clause, on all of it, on clauses gone."""

    clauses: dict[UUID, Beside] = field(default_factory=dict)
    whole: int = 0
    gone: int = 0


def commented(version: Version, clauses: Sequence[Clause], reader: Reader) -> Commented:
    """Return the comments on a version that the reader may see. Three queries at most."""
    seen = comments_visible_to(reader).filter(
        text=version.text_id, version__order__lte=version.order
    )
    opened = seen.filter(state=Comment.State.OPEN).annotate(reply_count=Count("replies"))
    settled = Counter(
        dict(
            seen.filter(state=Comment.State.SETTLED)
            .select_related(None)
            .order_by()
            .values_list("clause__uid")
            .annotate(number=Count("pk"))
        )
    )
    found = Commented(whole=settled.pop(None, 0))
    known = {clause.uid for clause in clauses}
    for each in standing(opened, version, clauses):
        if each.comment.clause is None:
            found.whole += 1
        elif each.clause is None:
            found.gone += 1
        else:
            found.clauses.setdefault(each.clause.uid, Beside()).opened.append(each)
    for uid, number in settled.items():
        if uid in known:
            found.clauses.setdefault(uid, Beside()).settled = number
        else:
            found.gone += number
    for beside in found.clauses.values():
        beside.opened.sort(key=lambda each: (each.gone, each.place or (0, 0), each.comment.pk))
    return found

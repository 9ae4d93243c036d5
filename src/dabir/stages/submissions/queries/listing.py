"""Lists of submissions and passages: searched, with how each begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Substr

from dabir.domain.language.search_words import asked_words
from dabir.foundation.people.models import Group
from dabir.stages.submissions.models import (
    Passage,
    Submission,
)
from dabir.stages.submissions.queries.likenesses import numbers_alike
from dabir.stages.submissions.queries.searching import submissions_holding


def passages_holding(passages: QuerySet[Passage], group: Group, words: str) -> QuerySet[Passage]:
    """Keep the passages of a group in which all the words stand; for the secretariat."""
    asked = asked_words(words)
    if not asked:
        return passages
    # The index says in which submissions they stand together, so that not every passage is read.
    passages = passages.filter(submission__in=submissions_holding(group, words))
    for word in asked:
        passages = passages.filter(text_key__contains=word.word)
    return passages


BEGINNING = 220
"""How much of a submission a list shows."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A submission as a list shows it: how it begins, and how far it has been worked through.

    `alike`: how many others of its call it is like, for the secretariat.
    """

    submission: Submission
    beginning: str
    passages: int
    disposed: int
    alike: int = 0


def with_beginnings(submissions: Sequence[Submission], *, everything: bool) -> list[Listed]:
    """Return submissions with how each begins: one query for the words, one for the counts."""
    keys = [submission.pk for submission in submissions]
    own = Passage.objects.filter(submission__in=keys)
    column = "text" if everything else "shown"
    begins = dict(own.filter(order=0).values_list("submission", Substr(column, 1, BEGINNING)))
    counts = {
        row["submission"]: row
        for row in own.values("submission").annotate(
            all=Count("pk"), done=Count("pk", filter=Q(dispositions__current=True))
        )
    }
    none = {"all": 0, "done": 0}
    alike = numbers_alike(submissions) if everything else {}
    return [
        Listed(
            one,
            begins.get(one.pk, ""),
            counts.get(one.pk, none)["all"],
            counts.get(one.pk, none)["done"],
            alike.get(one.pk, 0),
        )
        for one in submissions
    ]

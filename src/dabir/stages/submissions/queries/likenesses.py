"""Which submissions are like which, for the secretariat alone: hints, not findings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from dabir.stages.submissions.models import Fingerprint, Submission

MOST_COUNTED = 1_000
"""How many of those that are alike are told apart; the number of all is known without counting."""


@dataclass(frozen=True, slots=True)
class Alike:
    """What is known of the submissions that one is like.

    `others` are all of them but itself. Of the `counted` ones, itself among them: `same` have the
    same words, `authors` contributors sent them, as far as these left anything to tell them by
    (`untold` did not), and `own` came from this one's contributor.
    """

    others: int
    counted: int
    same: int
    authors: int
    untold: int
    own: int

    @property
    def nearly(self) -> int:
        """How many of those counted say nearly the same."""
        return self.counted - self.same

    @property
    def by_one(self) -> bool:
        """Whether one contributor sent them all, rather than several."""
        return self.authors == 1 and not self.untold

    @property
    def whole(self) -> bool:
        """Whether all of them were counted."""
        return self.others + 1 <= self.counted


def alike_to(submission: Submission) -> Alike | None:
    """Return what a submission is like; None when it is like no other, or not compared yet."""
    own = Fingerprint.objects.filter(pk=submission.pk).select_related("leader").first()
    if own is None:
        return None
    leader = own.leader or own
    if leader.alike < 2:
        return None
    rows = list(_members(leader.pk).values_list("pk", "text", "author")[:MOST_COUNTED])
    authors = {author for _pk, _text, author in rows if author}
    return Alike(
        others=leader.alike - 1,
        counted=len(rows),
        same=sum(text == own.text for _pk, text, _author in rows),
        authors=len(authors),
        untold=sum(not author for _pk, _text, author in rows),
        own=sum(bool(author) and author == own.author for _pk, _text, author in rows),
    )


def keys_alike(submission: Submission) -> QuerySet[Fingerprint, Any]:
    """Return the keys of the submissions that this one is like, itself included, as a subquery."""
    own = Fingerprint.objects.filter(pk=submission.pk).first()
    if own is None:
        return Fingerprint.objects.filter(pk=submission.pk).values("pk")
    return _members(own.leader_id or own.pk).order_by().values("pk")


def numbers_alike(submissions: Sequence[Submission]) -> dict[int, int]:
    """Return how many others each of these is like, by its id; one query, nothing is counted."""
    rows = Fingerprint.objects.filter(pk__in=[one.pk for one in submissions]).values_list(
        "pk", "alike", "leader__alike"
    )
    numbers = {pk: (leaders or own) - 1 for pk, own, leaders in rows}
    return {pk: number for pk, number in numbers.items() if number > 0}


@dataclass(frozen=True, slots=True)
class Member:
    """One of several submissions that are alike, beside the one that a page is about."""

    submission: Submission
    same: bool
    own: bool


def members_alike(
    submission: Submission, readable: QuerySet[Submission], *, before: int | None, most: int
) -> list[Member]:
    """Return submissions that this one is like, newest first, from those that may be read."""
    own = Fingerprint.objects.filter(pk=submission.pk).first()
    if own is None:
        return []
    found = _members(own.leader_id or own.pk).exclude(pk=own.pk)
    if before is not None:
        found = found.filter(pk__lt=before)
    rows = {one.pk: one for one in found[:most]}
    return [
        Member(
            one,
            same=rows[one.pk].text == own.text,
            own=bool(own.author) and rows[one.pk].author == own.author,
        )
        for one in readable.filter(pk__in=rows).order_by("-pk")
    ]


def _members(leader: int) -> QuerySet[Fingerprint]:
    return Fingerprint.objects.filter(Q(pk=leader) | Q(leader=leader)).order_by("-pk")

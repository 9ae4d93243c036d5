"""Passages that wait for a code, and in which order they are worth coding."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from dabir.foundation.people.models import Group
from dabir.foundation.people.queries import Reader
from dabir.foundation.trace.queries import seen_by
from dabir.stages.calls.models import Call
from dabir.stages.submissions.models import Passage, Submission
from dabir.stages.themes.models import Code, CodingRound, Doubt, NoTheme, RoundPassage


def codable(group: Group) -> QuerySet[Passage]:
    """Return the passages of a group that may be put under themes, whoever may read them.

    Expressions of interest lead to seats, not to themes; what was erased says nothing any more.
    """
    accepted = Passage.objects.filter(
        address__group=group, submission__state=Submission.State.ACCEPTED
    )
    return accepted.exclude(submission__call__kind=Call.Kind.INTEREST).exclude(text="")


def coded_blind(prefix: str = "") -> Q:
    """Return the condition that a passage is being coded by people who are blind to each other.

    `prefix` leads from the filtered model to the passage, as in ``"passage__"``.
    """
    open_rounds = RoundPassage.objects.filter(round__state=CodingRound.State.OPEN)
    return Q(**{f"{prefix}pk__in": open_rounds.values("passage")})


def uncoded(reader: Reader, group: Group) -> QuerySet[Passage]:
    """Return the passages that nobody has put under a theme, or found to be under none.

    Those that are being coded in a round are left to its coders.
    """
    here = OuterRef("pk")
    in_a_round = RoundPassage.objects.filter(
        passage=here, round__state__in=(CodingRound.State.OPEN, CodingRound.State.COMPARED)
    )
    return codable(group).filter(
        ~Exists(Code.objects.filter(passage=here)),
        ~Exists(NoTheme.objects.filter(passage=here)),
        ~Exists(in_a_round),
        seen_by(reader, "address__"),
    )


def most_doubtful(passages: QuerySet[Passage]) -> QuerySet[Passage]:
    """Return those of these passages of which a classifier is unsure, the most doubtful first."""
    doubts = Doubt.objects.filter(passage=OuterRef("pk")).values("doubt")[:1]
    return passages.filter(doubts__isnull=False).annotate(doubt=doubts).order_by("-doubt", "pk")

"""Who and what has been heard, and what has not: counted from what the reader may see.

Only accepted submissions count. A reader outside the secretariat sees what is published, so the
figures are smaller for them, and groups of fewer than five submissions are counted together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from dabir.foundation.people.models import Body, Group
from dabir.foundation.people.queries import Reader
from dabir.stages.calls.models import Call, Invitation, Question
from dabir.stages.calls.queries import published_to, questions_visible_to
from dabir.stages.mandates.models import Axis, Clause
from dabir.stages.mandates.queries import axes_visible_to, clauses_visible_to
from dabir.stages.submissions.models import Passage, Submission
from dabir.stages.submissions.overview import FEWEST, Overview, outcomes_of
from dabir.stages.submissions.queries import passages_visible_to, reads_everything
from dabir.stages.submissions.queries import visible_to as submissions_visible_to
from dabir.stages.themes.queries import visible_to as themes_visible_to


@dataclass(frozen=True, slots=True)
class Heard:
    """Something that should be heard: how many submissions and passages there are for it.

    `chosen` is the condition of the page that lists the passages, as ``{"question": 3}``; empty
    where nothing is listed, as for several merged. `asked` is false where nobody was asked.
    """

    item: Any
    label: str
    submissions: int
    passages: int
    chosen: Mapping[str, object]
    asked: bool = True

    @property
    def heard(self) -> bool:
        """Whether there is anything."""
        return bool(self.submissions or self.passages)


@dataclass(frozen=True, slots=True)
class ClauseHeard:
    """A clause of the mandate: what answers questions on it, and what stands under its axes."""

    clause: Clause
    asked: bool
    answers: int
    under_axes: int

    @property
    def heard(self) -> bool:
        """Whether there is anything."""
        return bool(self.answers or self.under_axes)


@dataclass(frozen=True, slots=True)
class CallHeard:
    """A call with those it invited, each with what came from them, and its questions."""

    call: Call
    invited: tuple[Heard, ...]
    others: int
    questions: tuple[Heard, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """All of it."""

    submissions: int
    passages: int
    calls: tuple[CallHeard, ...]
    axes: tuple[Heard, ...]
    clauses: tuple[ClauseHeard, ...]
    provinces: tuple[Heard, ...]
    outcomes: Overview

    @property
    def gaps(self) -> tuple[int, int]:
        """How many of everything that should be heard have been, and how many there are."""
        every = [
            *(one.heard for call in self.calls for one in (*call.invited, *call.questions)),
            *(one.heard for one in self.axes),
        ]
        return sum(every), len(every)


def names_its_body(prefix: str = "") -> Q:
    """Return the condition under which it may be known which body sent a submission.

    What is published without a name is not told from whom it came by counting it for a body.
    """
    return Q(**{f"{prefix}published_at__isnull": True}) | Q(
        **{f"{prefix}publication": Submission.Publication.NAMED}
    )


def heard_passages(reader: Reader, group: Group) -> QuerySet[Passage]:
    """Return the passages of accepted submissions to the group's calls that the reader may see."""
    return passages_visible_to(reader).filter(
        submission__call__group=group, submission__state=Submission.State.ACCEPTED
    )


def _submissions(reader: Reader, group: Group) -> QuerySet[Submission]:
    return (
        submissions_visible_to(reader)
        .filter(call__group=group, state=Submission.State.ACCEPTED)
        .order_by()
    )


def coverage(reader: Reader, group: Group, *, merged: str, unnamed: str) -> Coverage:
    """Return what has been heard in a group.

    `merged` is the label of what is counted together, `unnamed` that of who names no province.
    """
    passages = heard_passages(reader, group).order_by()
    submissions = _submissions(reader, group)
    return Coverage(
        submissions=submissions.count(),
        passages=passages.count(),
        calls=_calls(reader, group, submissions, passages),
        axes=_axes(reader, group, passages),
        clauses=_clauses(reader, group, passages),
        provinces=_provinces(reader, group, submissions, merged, unnamed),
        outcomes=outcomes_of(reader, group, merged=merged),
    )


def _calls(
    reader: Reader,
    group: Group,
    submissions: QuerySet[Submission],
    passages: QuerySet[Passage],
) -> tuple[CallHeard, ...]:
    calls = list(published_to(reader).filter(group=group).order_by("opens_at", "pk"))
    questions: dict[int, list[Question]] = {call.pk: [] for call in calls}
    for question in questions_visible_to(reader).filter(call__in=calls).order_by("call", "order"):
        questions[question.call_id].append(question)
    answers: dict[int, Any] = {
        row["answer__question"]: row
        for row in passages.filter(answer__question__call__in=calls)
        .values("answer__question")
        .annotate(
            passages=Count("pk", distinct=True), submissions=Count("submission", distinct=True)
        )
    }
    answering = submissions.filter(call__in=calls)
    unnamed: dict[int, int] = {}
    if not reads_everything(reader, group):
        of_a_body = Q(body__isnull=False) | Q(invitation__body__isnull=False)
        kept_back = answering.filter(of_a_body).exclude(names_its_body())
        unnamed = dict(kept_back.values_list("call").annotate(found=Count("pk", distinct=True)))
        answering = answering.filter(~of_a_body | names_its_body())
    came: list[Any] = list(
        answering.values("call", "invitation", "body").annotate(
            submissions=Count("pk", distinct=True), parts=Count("passages", distinct=True)
        )
    )
    invited: dict[int, list[Invitation]] = {call.pk: [] for call in calls}
    for invitation in Invitation.objects.filter(call__in=calls).select_related("body"):
        invited[invitation.call_id].append(invitation)
    found = []
    for call in calls:
        rows = [row for row in came if row["call"] == call.pk]
        lines, others = _invited(invited[call.pk], rows)
        asked = tuple(
            Heard(
                question,
                question.prompt,
                answers.get(question.pk, {}).get("submissions", 0),
                answers.get(question.pk, {}).get("passages", 0),
                {"question": question.pk},
            )
            for question in questions[call.pk]
        )
        found.append(CallHeard(call, lines, others + unnamed.get(call.pk, 0), asked))
    return tuple(found)


def _invited(invitations: Iterable[Invitation], rows: list[Any]) -> tuple[tuple[Heard, ...], int]:
    """Return the lines of the invited, and how many submissions came from nobody invited."""
    lines = []
    counted: set[int] = set()
    for invitation in invitations:
        own = [
            place
            for place, row in enumerate(rows)
            if row["invitation"] == invitation.pk
            or (invitation.body_id is not None and row["body"] == invitation.body_id)
        ]
        counted.update(own)
        lines.append(
            Heard(
                invitation,
                str(invitation.body or invitation.name),
                sum(rows[place]["submissions"] for place in own),
                sum(rows[place]["parts"] for place in own),
                {"invitation": invitation.pk},
            )
        )
    others = sum(row["submissions"] for place, row in enumerate(rows) if place not in counted)
    return tuple(lines), others


def _axes(reader: Reader, group: Group, passages: QuerySet[Passage]) -> tuple[Heard, ...]:
    axes: list[Axis] = list(axes_visible_to(reader).filter(group=group))
    themes = themes_visible_to(reader).filter(group=group, merged_into__isnull=True)
    counts: dict[int, Any] = {
        row["codes__theme__axis"]: row
        for row in passages.filter(codes__theme__in=themes.values("pk"))
        .values("codes__theme__axis")
        .annotate(
            passages=Count("pk", distinct=True), submissions=Count("submission", distinct=True)
        )
    }
    return tuple(
        Heard(
            axis,
            axis.name,
            counts.get(axis.pk, {}).get("submissions", 0),
            counts.get(axis.pk, {}).get("passages", 0),
            {"axis": axis.pk},
        )
        for axis in axes
    )


def _clauses(reader: Reader, group: Group, passages: QuerySet[Passage]) -> tuple[ClauseHeard, ...]:
    """Return the clauses that give something to hear: an axis, a duty, a question or a call."""
    published = published_to(reader).filter(group=group).values("pk")
    clauses = list(
        clauses_visible_to(reader)
        .filter(mandate__group=group)
        .filter(
            Q(axes__isnull=False)
            | Q(duties__isnull=False)
            | Q(questions__call__in=published)
            | Q(calls__in=published)
        )
        .distinct()
        .order_by("mandate", "order")
    )
    ids = [clause.pk for clause in clauses]
    asked = set(
        Clause.objects.filter(pk__in=ids)
        .filter(Q(questions__call__in=published) | Q(calls__in=published))
        .values_list("pk", flat=True)
    )
    answers = dict(
        passages.filter(answer__question__clause__in=ids)
        .values_list("answer__question__clause")
        .annotate(found=Count("pk", distinct=True))
    )
    themes = themes_visible_to(reader).filter(group=group, merged_into__isnull=True)
    under = dict(
        passages.filter(codes__theme__axis__clause__in=ids, codes__theme__in=themes.values("pk"))
        .values_list("codes__theme__axis__clause")
        .annotate(found=Count("pk", distinct=True))
    )
    return tuple(
        ClauseHeard(clause, clause.pk in asked, answers.get(clause.pk, 0), under.get(clause.pk, 0))
        for clause in clauses
    )


def _provinces(
    reader: Reader, group: Group, submissions: QuerySet[Submission], merged: str, unnamed: str
) -> tuple[Heard, ...]:
    """Return the provinces that wrote, and those of the group's bodies from which nobody did."""
    rows = list(
        submissions.values("province").annotate(
            submissions=Count("pk", distinct=True), parts=Count("passages", distinct=True)
        )
    )
    found = [
        Heard(
            row["province"],
            row["province"] or unnamed,
            row["submissions"],
            row["parts"],
            {"province": row["province"]} if row["province"] else {},
        )
        for row in rows
    ]
    if not reads_everything(reader, group):
        found = merge_small(found, merged)
    known = {row["province"] for row in rows}
    silent = (
        Body.objects.filter(memberships__group=group)
        .exclude(province__in=["", *known])
        .order_by("province")
        .values_list("province", flat=True)
        .distinct()
    )
    found.sort(key=lambda one: (not one.item, -one.submissions, one.label))
    return (*found, *(Heard(name, name, 0, 0, {}) for name in silent))


def merge_small(lines: Iterable[Heard], label: str) -> list[Heard]:
    """Count lines of fewer than five submissions together, with enough others to hide them."""
    ordered = sorted(lines, key=lambda one: -one.submissions)
    large = [one for one in ordered if one.submissions >= FEWEST]
    small = [one for one in ordered if one.submissions < FEWEST]
    while small and large and (len(small) < 2 or sum(one.submissions for one in small) < FEWEST):
        small.insert(0, large.pop())
    if not small:
        return large
    together = Heard(
        "", label, sum(one.submissions for one in small), sum(one.passages for one in small), {}
    )
    return [*large, together]


def chosen_passages(
    reader: Reader, group: Group, chosen: Mapping[str, int | str]
) -> QuerySet[Passage]:
    """Return the passages behind a number: of a question, an axis, a clause and so on.

    Raises:
        KeyError: `chosen` names something that passages are not chosen by.
    """
    found = heard_passages(reader, group)
    themes = themes_visible_to(reader).filter(group=group, merged_into__isnull=True).values("pk")
    for name, value in chosen.items():
        found = found.filter(_condition(name, value, themes))
        if name == "invitation" and not reads_everything(reader, group):
            by_a_body = Q(submission__body__isnull=False) | Q(
                submission__invitation__body__isnull=False
            )
            found = found.filter(~by_a_body | names_its_body("submission__"))
    return found.distinct()


def _condition(name: str, value: int | str, themes: Any) -> Q:
    if name == "invitation":
        invitation = Invitation.objects.filter(pk=value).first()
        own = Q(submission__invitation=value)
        if invitation is None or invitation.body_id is None:
            return own
        body = Q(submission__call=invitation.call_id, submission__body=invitation.body_id)
        return own | body
    if name == "clause_axis":
        return Q(codes__theme__axis__clause=value, codes__theme__in=themes)
    if name == "axis":
        return Q(codes__theme__axis=value, codes__theme__in=themes)
    if name == "outcome":
        return Q(dispositions__current=True, dispositions__outcome=value)
    return Q(**{CHOSEN[name]: value})


CHOSEN = {
    "question": "answer__question",
    "clause": "answer__question__clause",
    "sector": "submission__sector",
    "province": "submission__province",
    "call": "submission__call",
}
BY_NUMBER = frozenset({"question", "clause", "call", "axis", "clause_axis", "invitation"})
"""What passages are chosen by with an id; `sector`, `province` and `outcome` are words."""

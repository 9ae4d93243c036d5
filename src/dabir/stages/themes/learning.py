"""What people's codes hold for a classifier to learn from, and which passages it proposes for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Prefetch, Q, QuerySet

from dabir.analysis.teaching.examples import Example
from dabir.foundation.people.models import Group, Person
from dabir.foundation.work.asking import ask
from dabir.foundation.work.models import Work
from dabir.stages.calls.models import Call, Question
from dabir.stages.submissions.models import Passage
from dabir.stages.themes.models import Classifier, Code, CodingRound, LearntCode, NoTheme, Theme
from dabir.stages.themes.queries.coding import codable

TEACH = "themes.teach"
"""The name of the work that teaches a classifier."""
SLICE = 1_000
NEW_CODES = 25
"""After so many passages judged since, and a fifth of those it was taught with, it learns anew."""


def passages_of(call: Call, question: Question | None) -> QuerySet[Passage]:
    """Return the codable passages that answer a question; without one, those that answer none."""
    return codable(call.group).filter(submission__call=call, answer__question=question)


def taught_themes(group: Group) -> QuerySet[Theme]:
    """Return the themes of a group that can be learnt and proposed."""
    return Theme.objects.filter(group=group, merged_into=None)


def examples_of(call: Call, question: Question | None) -> list[Example]:
    """Return what people said of the passages of a question, themes by their keys as text."""
    codes = Code.objects.filter(theme__merged_into=None)
    refused = LearntCode.objects.filter(state=LearntCode.State.REFUSED)
    read = (
        passages_of(call, question)
        .filter(Q(codes__isnull=False) | Q(no_theme__isnull=False) | Q(learnt_codes__in=refused))
        .distinct()
        .order_by("pk")
        .select_related("no_theme")
        .prefetch_related(Prefetch("codes", codes), Prefetch("learnt_codes", refused))
    )
    found = []
    for passage in read.iterator(SLICE):
        stances = {str(code.theme_id): code.stance for code in passage.codes.all()}
        found.append(
            Example(
                passage.text,
                stances,
                whole=bool(stances) or hasattr(passage, "no_theme"),
                refused=frozenset(str(one.theme_id) for one in passage.learnt_codes.all()),
            )
        )
    return found


def to_propose_for(classifier: Classifier) -> Iterator[list[Passage]]:
    """Yield, a slice at a time, the passages that nobody has judged and nobody codes blind."""
    blind = (CodingRound.State.OPEN, CodingRound.State.COMPARED)
    waiting = (
        passages_of(classifier.call, classifier.question)
        .filter(codes__isnull=True, no_theme__isnull=True)
        .exclude(in_rounds__round__state__in=blind)
        .order_by("pk")
    )
    after = 0
    while part := list(waiting.filter(pk__gt=after)[:SLICE]):
        yield part
        after = part[-1].pk


def new_codes(classifier: Classifier) -> int:
    """Return how many passages people have judged since it was taught."""
    since = {"at__gt": classifier.taught_at} if classifier.taught_at else {}
    within = passages_of(classifier.call, classifier.question).values("pk")
    codes = Code.objects.filter(passage__in=within, **since).values("passage").distinct().count()
    return codes + NoTheme.objects.filter(passage__in=within, **since).count()


def under_way(classifier: Classifier) -> Work | None:
    """Return the work that is teaching it, if it waits or runs."""
    return Work.objects.filter(
        name=TEACH,
        arguments__classifier=classifier.pk,
        state__in=(Work.State.WAITING, Work.State.RUNNING),
    ).first()


def ask_to_teach(classifier: Classifier, *, by: Person, at: datetime) -> None:
    """Have a classifier taught in the background, within an act."""
    classifier.asked += 1
    classifier.save(update_fields=["asked"])
    ask(
        TEACH,
        key=f"{TEACH}:{classifier.pk}:{classifier.asked}",
        arguments={"classifier": classifier.pk},
        queue=Work.Queue.HEAVY,
        group=classifier.group,
        actor=by,
        at=at,
    )


def learn_anew_when_due(passage: Passage, *, by: Person, at: datetime) -> None:
    """Have a classifier learn anew once enough was coded since, within an act that codes."""
    classifier = Classifier.objects.filter(
        call=passage.submission.call_id,
        question=passage.answer.question_id,
        taught_at__isnull=False,
    ).first()
    if classifier is None or under_way(classifier) is not None:
        return
    if new_codes(classifier) >= max(NEW_CODES, classifier.taught_with // 5):
        ask_to_teach(classifier, by=by, at=at)


@dataclass(frozen=True, slots=True)
class Taught:
    """A question of a call (None: all that answers none) with its codes and its classifier."""

    call: Call
    question: Question | None
    passages: int
    judged: int
    classifier: Classifier | None
    proposed: int


def what_is_taught(calls: QuerySet[Call]) -> list[Taught]:
    """Return the questions of calls to which anything came, and what was learnt of each."""
    found = []
    for call in calls.exclude(kind=Call.Kind.INTEREST):
        rows = (
            codable(call.group)
            .filter(submission__call=call)
            .order_by()
            .values("answer__question")
            .annotate(
                found=Count("pk", distinct=True),
                judged=Count(
                    "pk",
                    filter=Q(codes__isnull=False) | Q(no_theme__isnull=False),
                    distinct=True,
                ),
            )
        )
        counts = {row["answer__question"]: (row["found"], row["judged"]) for row in rows}
        classifiers = {one.question_id: one for one in call.classifiers.all()}
        proposed = dict(
            LearntCode.objects.filter(classifier__call=call, state=LearntCode.State.PROPOSED)
            .order_by()
            .values_list("classifier")
            .annotate(found=Count("pk"))
        )
        for question in (*call.questions.all(), None):
            key = question.pk if question else None
            if key not in counts:
                continue
            classifier = classifiers.get(key)
            found.append(
                Taught(
                    call,
                    question,
                    *counts[key],
                    classifier,
                    proposed.get(classifier.pk, 0) if classifier else 0,
                )
            )
    return found

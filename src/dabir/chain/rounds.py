"""The rounds of an inquiry side by side: who answered when, and what each body said each time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dabir.foundation.people.models import Body
from dabir.foundation.people.queries import Reader
from dabir.stages.calls.models import Call, Invitation, Question
from dabir.stages.submissions.models import Answer, Submission
from dabir.stages.submissions.queries import STANDING
from dabir.stages.submissions.queries import visible_to as submissions_visible_to


@dataclass(frozen=True, slots=True)
class BodyInRounds:
    """A body that was asked: for each round whether it was asked then, and its reply."""

    body: Body
    cells: tuple[tuple[bool, Submission | None], ...]


@dataclass(frozen=True, slots=True)
class SaidInRounds:
    """A question with what one body answered in each round; empty where it said nothing."""

    question: Question
    answers: tuple[str, ...]

    @property
    def changed(self) -> bool:
        """Whether the last answer differs from the one before."""
        said = [answer for answer in self.answers if answer]
        return len(said) > 1 and said[-1] != said[-2]


def bodies_in(rounds: Sequence[Call], reader: Reader) -> list[BodyInRounds]:
    """Return the bodies that were asked in any of these rounds, by name."""
    asked = {
        (invitation.call_id, invitation.body_id): invitation.body
        for invitation in Invitation.objects.filter(
            call__in=rounds, body__isnull=False
        ).select_related("body")
    }
    replies = {(reply.call_id, reply.body_id): reply for reply in _replies(rounds, reader)}
    bodies = {body.pk: body for body in asked.values() if body is not None}
    return [
        BodyInRounds(
            body,
            tuple(
                ((call.pk, body.pk) in asked, replies.get((call.pk, body.pk))) for call in rounds
            ),
        )
        for body in sorted(bodies.values(), key=lambda one: one.name_key)
    ]


def _replies(rounds: Sequence[Call], reader: Reader) -> list[Submission]:
    found = submissions_visible_to(reader).filter(
        call__in=rounds, official=True, state__in=STANDING
    )
    return list(found.select_related("call").order_by("pk"))


def said_by(body: Body, rounds: Sequence[Call], reader: Reader) -> list[SaidInRounds]:
    """Return what a body said in each round, by the questions of the last one.

    A question of a later round knows which one it repeats; one that is new stands alone.
    """
    replies = [reply for reply in _replies(rounds, reader) if reply.body_id == body.pk]
    texts: dict[int, list[str]] = {}
    answers = Answer.objects.filter(submission__in=replies, question__isnull=False)
    for answer in answers.order_by("order", "pk"):
        texts.setdefault(answer.question_id or 0, []).append(answer.text)
    questions = {
        question.pk: question
        for question in Question.objects.filter(call__in=rounds).select_related("axis", "element")
    }
    last = rounds[-1].pk
    found = []
    for question in sorted(questions.values(), key=lambda one: one.order):
        if question.call_id != last:
            continue
        in_round: dict[int, str] = {}
        at: Question | None = question
        while at is not None:
            in_round[at.call_id] = "\n".join(texts.get(at.pk, ()))
            at = questions.get(at.repeats_id) if at.repeats_id is not None else None
        found.append(SaidInRounds(question, tuple(in_round.get(call.pk, "") for call in rounds)))
    return found

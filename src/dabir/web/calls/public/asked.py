"""What a call asks, as its page shows it: single questions, and a form by axis and element."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from dabir.stages.calls.models import Call, Invitation, Question, Rewording
from dabir.web.calls.public.wordings import Said, said


@dataclass(frozen=True, slots=True)
class Before:
    """Words that a correction took the place of, and when."""

    words: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it is shown; `before` are its earlier words, the last ones first."""

    question: Question
    number: int
    said: Said
    before: tuple[Before, ...] = ()


@dataclass(frozen=True, slots=True)
class FormRow:
    """An axis of a form, with whether each element is asked about it, by the column."""

    name: str
    cells: tuple[Question | None, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """A form by axis and element: the elements as its columns, the axes as its rows."""

    columns: tuple[str, ...]
    rows: tuple[FormRow, ...]


def rewordings_of(call: Call) -> list[Rewording]:
    """Return what corrections of the call changed, the last first."""
    found = Rewording.objects.filter(notice__call=call).select_related("notice")
    return list(found.order_by("-notice__at", "-pk"))


def asked_singly(questions: Iterable[Question], rewordings: Sequence[Rewording]) -> list[Asked]:
    """Return the questions outside a form, numbered, with their earlier words."""
    singly = [question for question in questions if question.element_id is None]
    return [
        Asked(question, number, said(question.prompts), _before(rewordings, question=question.pk))
        for number, question in enumerate(singly, start=1)
    ]


def _before(
    rewordings: Sequence[Rewording], *, question: int | None = None, invitation: int | None = None
) -> tuple[Before, ...]:
    return tuple(
        Before(one.said_before, one.notice.at)
        for one in rewordings
        if (question is not None and one.question_id == question)
        or (invitation is not None and one.invitation_id == invitation)
    )


def invited_with_words(
    invitations: Iterable[Invitation], rewordings: Sequence[Rewording]
) -> list[tuple[Invitation, tuple[Before, ...]]]:
    """Return the invited, each with how it was described before."""
    return [(one, _before(rewordings, invitation=one.pk)) for one in invitations]


def form_of(call: Call, questions: Iterable[Question]) -> Form | None:
    """Return the call's form by axis and element; None where it has none.

    `questions` come with their axis.
    """
    inside = [question for question in questions if question.element_id is not None]
    if not inside:
        return None
    elements = list(call.elements.all())
    axes = {question.axis_id: question.axis for question in inside}
    by_place = {(question.axis_id, question.element_id): question for question in inside}
    rows = tuple(
        FormRow(
            axis.name if axis is not None else "",
            tuple(by_place.get((key, element.pk)) for element in elements),
        )
        for key, axis in axes.items()
    )
    return Form(tuple(element.name for element in elements), rows)

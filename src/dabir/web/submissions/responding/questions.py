"""The questions of a call on a form: which field answers each, and what its answer says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dabir.foundation.naming import in_language
from dabir.foundation.people.preferences import show_digits
from dabir.stages.calls.models import Question
from dabir.stages.submissions.intake.contents import ANSWER_LENGTH, AnswerDraft, FileDraft
from dabir.web.submissions.uploads import FilesField

AGREEMENTS = (
    ("agree", gettext_lazy("I agree")),
    ("in_part", gettext_lazy("I agree in part")),
    ("disagree", gettext_lazy("I disagree")),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the field that answers it, and the one for its reason where it has one."""

    question: Question
    field: forms.BoundField
    why: forms.BoundField | None = None


def field_for(question: Question) -> forms.Field:
    """Return the field that answers a question."""
    kind = question.kind
    if kind in {Question.Kind.TEXT, Question.Kind.EXHIBIT}:
        return forms.CharField(
            widget=forms.Textarea(attrs={"rows": 5}), max_length=ANSWER_LENGTH, strip=True
        )
    if kind == Question.Kind.FILE:
        return FilesField()
    return forms.ChoiceField(choices=options_of(question), widget=forms.RadioSelect)


def why_field() -> forms.Field:
    """Return the field for the reason of an agreement."""
    return forms.CharField(
        label=gettext_lazy("Why?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=ANSWER_LENGTH,
        required=False,
    )


def options_of(question: Question) -> list[tuple[str, str]]:
    """Return what a question lets choose among: what a browser sends, and how it reads."""
    if question.kind == Question.Kind.CHOICE:
        return [(str(at), in_language(one)) for at, one in enumerate(question.choices)]
    if question.kind == Question.Kind.SCALE:
        return [(str(step), show_digits(step)) for step in question.steps]
    if question.kind == Question.Kind.AGREEMENT:
        return [(key, str(label)) for key, label in AGREEMENTS]
    return []


def answer_to(question: Question, given: Mapping[str, Any], files_before: int) -> AnswerDraft:
    """Return what was answered, from the cleaned values of the form; empty where nothing was.

    The answer to a question for files says which of all the files they are; `files_before` is how
    many come before them. A number on a scale is kept in Latin digits.
    """
    value = given.get(f"question-{question.pk}") or ""
    if question.kind == Question.Kind.FILE:
        numbers = range(files_before + 1, files_before + 1 + len(value))
        text = _("See file %(numbers)s.") % {
            "numbers": _(", ").join(show_digits(number) for number in numbers)
        }
        return AnswerDraft(text if value else "", question=question)
    if question.kind in {Question.Kind.CHOICE, Question.Kind.AGREEMENT}:
        value = dict(options_of(question)).get(value, value)
    why = given.get(f"why-{question.pk}") or ""
    return AnswerDraft(
        "\n".join(part for part in (str(value), why) if part),
        question=question,
        exhibit=question.exhibit if question.kind == Question.Kind.EXHIBIT else None,
    )


def files_in(questions: Iterable[Question], given: Mapping[str, Any]) -> list[FileDraft]:
    """Return the files that came as answers, in the order of the questions."""
    return [
        file
        for question in questions
        if question.kind == Question.Kind.FILE
        for file in given.get(f"question-{question.pk}") or ()
    ]

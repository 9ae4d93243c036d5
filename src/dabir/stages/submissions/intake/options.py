"""What the questions of a call let one choose among, and what a choice says: for every road in."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from dabir.foundation.naming import in_language
from dabir.foundation.people.preferences import show_digits
from dabir.stages.calls.models import Question

AGREEMENTS = (
    ("agree", _("I agree")),
    ("in_part", _("I agree in part")),
    ("disagree", _("I disagree")),
)


def options_of(question: Question) -> list[tuple[str, str]]:
    """Return what a question lets choose among: the value that is sent, and how it reads.

    A choice is sent by its place from 0, a step of a scale by its number in Latin digits.
    """
    if question.kind == Question.Kind.CHOICE:
        return [(str(at), in_language(one)) for at, one in enumerate(question.choices)]
    if question.kind == Question.Kind.SCALE:
        return [(str(step), show_digits(step)) for step in question.steps]
    if question.kind == Question.Kind.AGREEMENT:
        return [(key, str(label)) for key, label in AGREEMENTS]
    return []


def said_by(question: Question, value: str, why: str = "") -> str:
    """Return what an answer says: a choice in its words, a number as it is, then the reason."""
    if question.kind in {Question.Kind.CHOICE, Question.Kind.AGREEMENT}:
        value = dict(options_of(question)).get(value, value)
    return "\n".join(part for part in (value, why) if part)

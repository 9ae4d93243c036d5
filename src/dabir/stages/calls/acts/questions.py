"""Acts on the questions of a draft call."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db.models import Max
from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import Refused
from dabir.foundation.lives import lock
from dabir.foundation.people.models import Person
from dabir.foundation.record.acts import act, record
from dabir.foundation.trace.linking import link, new_address, unlink
from dabir.foundation.trace.models import Relation
from dabir.stages.calls import policy
from dabir.stages.calls.acts.words import require_names
from dabir.stages.calls.models import Call, Question
from dabir.stages.mandates.models import Clause


def _wording(prompts: Mapping[str, str]) -> dict[str, str]:
    return require_names(prompts, _("Please write the question in at least one language."))


def _choices(kind: Question.Kind, choices: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    if kind != Question.Kind.CHOICE:
        return []
    kept = [require_names(choice, _("A choice has a name.")) for choice in choices]
    if len(kept) < 2:
        raise Refused(_("A choice is among two or more."))
    return kept


def _draft_of(question: Question, actor: Person) -> tuple[Call, Question]:
    """Lock the call, then the question, once the call may be changed."""
    call = lock(question.call)
    policy.may_change(actor, call).require()
    return call, lock(question)


@act
def ask_question(
    *,
    call: Call,
    prompts: Mapping[str, str],
    actor: Person,
    at: datetime,
    kind: Question.Kind | str = Question.Kind.TEXT,
    choices: Sequence[Mapping[str, str]] = (),
    required: bool = False,
    clause: Clause | None = None,
) -> Question:
    """Add a question to a draft call; tied to a mandate clause, it is traced from there.

    `choices` are names by language, for a question of the kind "one of several".

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: the call is published.
        Refused: no wording, or a choice among fewer than two.
    """
    call = lock(call)
    policy.may_change(actor, call).require()
    kind = Question.Kind(kind)
    last = call.questions.aggregate(last=Max("order"))["last"]
    question = Question.objects.create(
        address=new_address(
            Question, group=call.group, confidentiality=call.address.confidentiality
        ),
        call=call,
        order=0 if last is None else last + 1,
        kind=kind,
        prompts=_wording(prompts),
        choices=_choices(kind, choices),
        required=required,
        clause=clause,
    )
    if clause is not None:
        link(clause, question, Relation.ASKS, by=actor, at=at)
    record(actor=actor, at=at, about=question, call=call.pk, clause=clause.pk if clause else None)
    return question


@act
def change_question(
    *,
    question: Question,
    prompts: Mapping[str, str],
    required: bool,
    clause: Clause | None,
    actor: Person,
    at: datetime,
    kind: Question.Kind | str | None = None,
    choices: Sequence[Mapping[str, str]] | None = None,
) -> Question:
    """Change a question of a draft call; its kind and choices stay where they are not given.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: the call is published.
        Refused: no wording, or a choice among fewer than two.
    """
    _call, question = _draft_of(question, actor)
    question.prompts = _wording(prompts)
    question.kind = Question.Kind(kind or question.kind)
    question.choices = _choices(question.kind, question.choices if choices is None else choices)
    question.required = required
    if question.clause is not None and question.clause != clause:
        unlink(question.clause, question, Relation.ASKS)
    question.clause = clause
    question.save()
    if clause is not None:
        link(clause, question, Relation.ASKS, by=actor, at=at)
    record(
        actor=actor,
        at=at,
        about=question,
        prompts=question.prompts,
        kind=question.kind,
        clause=clause.pk if clause else None,
    )
    return question


@act
def move_question(*, question: Question, earlier: bool, actor: Person, at: datetime) -> Question:
    """Change places with the question before (`earlier`) or after; at the end it stays.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: the call is published.
    """
    call, question = _draft_of(question, actor)
    others = call.questions.order_by("-order" if earlier else "order")
    beyond = {"order__lt" if earlier else "order__gt": question.order}
    other = others.filter(**beyond).first()
    if other is not None:
        question.order, other.order = other.order, question.order
        question.save(update_fields=["order"])
        other.save(update_fields=["order"])
    record(actor=actor, at=at, about=question, order=question.order)
    return question


@act
def remove_question(*, question: Question, actor: Person, at: datetime) -> None:
    """Take a question out of a draft call.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: the call is published.
    """
    call, question = _draft_of(question, actor)
    if question.clause is not None:
        unlink(question.clause, question, Relation.ASKS)
    record(actor=actor, at=at, about=call, question=question.pk, prompts=question.prompts)
    question.delete()

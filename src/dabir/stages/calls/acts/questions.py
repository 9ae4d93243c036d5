"""Acts on the questions of a draft call."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Max
from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import Refused
from dabir.foundation.lives import lock
from dabir.foundation.people.models import Person
from dabir.foundation.people.preferences import show_digits
from dabir.foundation.record.acts import act, record
from dabir.foundation.trace.linking import link, new_address, unlink
from dabir.foundation.trace.models import Relation
from dabir.stages.calls import policy
from dabir.stages.calls.acts.words import require_names
from dabir.stages.calls.models import Call, Exhibit, Question
from dabir.stages.mandates.models import Clause

USUAL_SCALE = (1, 5)
LONGEST_SCALE = 11
"""Steps: from 0 to 10 is the longest that people read at a glance."""


def _wording(prompts: Mapping[str, str]) -> dict[str, str]:
    return require_names(prompts, _("Please write the question in at least one language."))


def _choices(kind: Question.Kind, choices: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    """Return the choices of a question, or the names of the two ends of its scale."""
    if kind == Question.Kind.SCALE and not choices:
        return []
    if kind not in {Question.Kind.CHOICE, Question.Kind.SCALE}:
        return []
    kept = [require_names(choice, _("A choice has a name.")) for choice in choices]
    if kind == Question.Kind.SCALE and len(kept) != 2:
        raise Refused(_("A scale has a name for both of its ends, or for none."))
    if len(kept) < 2:
        raise Refused(_("A choice is among two or more."))
    return kept


@dataclass(frozen=True, slots=True)
class Asking:
    """How a question is answered, beyond open text.

    `choices` are the names of what is chosen among, or of the two ends of a scale that runs over
    `scale`; `proposals` is what agreement is asked on; `exhibit` the clause that is asked about.
    """

    kind: Question.Kind | str = Question.Kind.TEXT
    choices: Sequence[Mapping[str, str]] = ()
    scale: tuple[int, int] | None = None
    proposals: Mapping[str, str] = field(default_factory=dict)
    exhibit: Exhibit | None = None


def _put(question: Question, asking: Asking) -> None:
    """Set on a question how it is answered; what its kind has no use for is emptied.

    Raises:
        Refused: a choice among fewer than two, a scale without steps, no clause to ask about.
    """
    kind = Question.Kind(asking.kind)
    question.kind = kind
    question.choices = _choices(kind, asking.choices)
    question.lowest = question.highest = None
    if kind == Question.Kind.SCALE:
        question.lowest, question.highest = asking.scale or USUAL_SCALE
        if not 2 <= len(question.steps) <= LONGEST_SCALE:
            raise Refused(
                _("A scale has between two and %(most)s steps.")
                % {"most": show_digits(LONGEST_SCALE)}
            )
    agreement = kind == Question.Kind.AGREEMENT
    question.proposals = (
        {code: text.strip() for code, text in asking.proposals.items() if text.strip()}
        if agreement
        else {}
    )
    question.exhibit = asking.exhibit if kind == Question.Kind.EXHIBIT else None
    if kind == Question.Kind.EXHIBIT and (
        question.exhibit is None or question.exhibit.call_id != question.call_id
    ):
        raise Refused(_("Say which of the clauses under consultation is asked about."))


def _asking(question: Question) -> Asking:
    """How a question is answered now."""
    scale = (question.steps[0], question.steps[-1]) if question.steps else None
    return Asking(question.kind, question.choices, scale, question.proposals, question.exhibit)


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
    scale: tuple[int, int] | None = None,
    proposals: Mapping[str, str] | None = None,
    exhibit: Exhibit | None = None,
    required: bool = False,
    clause: Clause | None = None,
) -> Question:
    """Add a question to a draft call; tied to a mandate clause, it is traced from there.

    `choices`, `scale`, `proposals` and `exhibit` belong to the kinds that have them: see `Asking`.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: the call is published.
        Refused: no wording, a choice among fewer than two, a scale without steps, or a question
            about a clause that the call does not consult on.
    """
    call = lock(call)
    policy.may_change(actor, call).require()
    last = call.questions.aggregate(last=Max("order"))["last"]
    question = Question(
        call=call,
        order=0 if last is None else last + 1,
        prompts=_wording(prompts),
        required=required,
        clause=clause,
    )
    _put(question, Asking(kind, choices, scale, proposals or {}, exhibit))
    question.address = new_address(
        Question, group=call.group, confidentiality=call.address.confidentiality
    )
    question.save()
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
    asking: Asking | None = None,
) -> Question:
    """Change a question of a draft call; without `asking` it is answered as it was.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: the call is published.
        Refused: no wording, or a choice among fewer than two.
    """
    _call, question = _draft_of(question, actor)
    question.prompts = _wording(prompts)
    _put(question, asking or _asking(question))
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

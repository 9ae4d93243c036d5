"""The form of an inquiry by axis and element: one question where each axis meets each element."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import Refused
from dabir.foundation.lives import lock
from dabir.foundation.naming import in_language
from dabir.foundation.people.models import Person
from dabir.foundation.record.acts import act, record
from dabir.foundation.trace.linking import link, new_address, unlink
from dabir.foundation.trace.models import Relation
from dabir.stages.calls import policy
from dabir.stages.calls.acts.words import require_names
from dabir.stages.calls.models import Call, Element, Question
from dabir.stages.mandates.models import Axis

MOST_QUESTIONS = 400
"""How many questions a form may come to: twenty axes by twenty elements."""


def _elements(call: Call, names: Sequence[Mapping[str, str]]) -> list[Element]:
    """Bring the call's elements in line with these names, in their order; return them."""
    kept = []
    known = list(call.elements.all())
    for order, given in enumerate(names):
        wanted = require_names(given, _("An element of the form has a name."))
        element = next((one for one in known if one.names == wanted), None)
        if element is None:
            element = Element(call=call, names=wanted)
        else:
            known.remove(element)
        element.order = order
        element.save()
        kept.append(element)
    return kept


def _prompts(axis: Axis, element: Element) -> dict[str, str]:
    """Return the words of a question, in each language in which axis or element has a name."""
    return {
        code: f"{in_language(axis.names, code)}: {in_language(element.names, code)}"
        for code, _name in settings.LANGUAGES
        if axis.names.get(code) or element.names.get(code)
    }


def _drop(question: Question) -> None:
    if question.clause is not None:
        unlink(question.clause, question, Relation.ASKS)
    question.delete()


def _ask(call: Call, axis: Axis, element: Element, actor: Person, at: datetime) -> Question:
    question = Question.objects.create(
        address=new_address(
            Question, group=call.group, confidentiality=call.address.confidentiality
        ),
        call=call,
        order=0,
        prompts=_prompts(axis, element),
        clause=axis.clause,
        axis=axis,
        element=element,
    )
    if axis.clause is not None:
        link(axis.clause, question, Relation.ASKS, by=actor, at=at)
    return question


@act
def lay_out_form(
    *,
    call: Call,
    axes: Sequence[Axis],
    elements: Sequence[Mapping[str, str]],
    actor: Person,
    at: datetime,
) -> list[Question]:
    """Lay out the form of a draft inquiry: one question where each axis meets each element.

    `elements` are names by language. Laid out again, questions that still have their place stay,
    others of the form go; questions outside the form follow it. Each question serves the clause
    of the mandate that its axis comes from.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: the call is published, or no inquiry.
        Refused: no axis, no element, an element twice, too many questions, or an axis of another
            group.
    """
    call = lock(call)
    policy.may_lay_out(actor, call).require()
    if not axes or not elements:
        raise Refused(_("A form has at least one axis and one element."))
    if len(axes) * len(elements) > MOST_QUESTIONS:
        raise Refused(_("That would be more questions than anybody answers."))
    if any(axis.group_id not in {call.group_id, call.group.parent_id} for axis in axes):
        raise Refused(_("The axes of a form are those of the working group."))
    named = [tuple(sorted(dict(names).items())) for names in elements]
    if len(set(named)) < len(named):
        raise Refused(_("Each element stands in the form once."))
    columns = _elements(call, elements)
    known = {
        (question.axis_id, question.element_id): question
        for question in call.questions.filter(element__isnull=False).select_related("clause")
    }
    form = [
        known.get((axis.pk, column.pk)) or _ask(call, axis, column, actor, at)
        for axis in axes
        for column in columns
    ]
    kept = {question.pk for question in form}
    for question in known.values():
        if question.pk not in kept:
            _drop(question)
    call.elements.exclude(pk__in=[column.pk for column in columns]).delete()
    others = list(call.questions.filter(element__isnull=True))
    for order, question in enumerate([*form, *others]):
        question.order = order
    Question.objects.bulk_update([*form, *others], ["order"])
    record(
        actor=actor,
        at=at,
        about=call,
        axes=[axis.pk for axis in axes],
        elements=[column.names for column in columns],
        questions=[question.pk for question in form],
    )
    return form

"""The next round of an inquiry: the same form, to the same bodies, some months later."""

from __future__ import annotations

from datetime import date, datetime

from dabir.foundation.lives import lock
from dabir.foundation.people.models import Person
from dabir.foundation.record.acts import act, record
from dabir.foundation.trace.linking import link, new_address
from dabir.foundation.trace.models import Relation
from dabir.stages.calls import policy
from dabir.stages.calls.acts.drafting import draft_call
from dabir.stages.calls.acts.inviting import invite
from dabir.stages.calls.models import Call, Element, Question


@act
def begin_next_round(
    *, call: Call, code: str, closes_at: datetime | date | None, actor: Person, at: datetime
) -> Call:
    """Draft the next round of an inquiry: its words, its form and its addressees are copied.

    Each question remembers which one it repeats, so that replies can be laid side by side. What
    was copied can be changed before the round is opened.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: it is no inquiry that has closed, or its next round has begun already.
        Refused: the short address will not do.
    """
    call = lock(call)
    policy.may_begin_next_round(actor, call).require()
    following = draft_call(
        group=call.group,
        code=code,
        kind=Call.Kind.INQUIRY,
        titles=call.names,
        purposes=call.purposes,
        contact=call.contact,
        time_zone=call.time_zone,
        closes_at=closes_at,
        late=call.late,
        clauses=call.clauses.all(),
        axes=call.axes.all(),
        co_organisers=call.co_organisers.all(),
        actor=actor,
        at=at,
    )
    following.follows = call
    following.round_number = call.round_number + 1
    following.save(update_fields=["follows", "round_number"])
    _copy_questions(call, following, actor, at)
    for invitation in call.invitations.filter(body__isnull=False).select_related("body"):
        invite(call=following, names=invitation.names, body=invitation.body, actor=actor, at=at)
    record(actor=actor, at=at, about=following, follows=call.pk, round=following.round_number)
    return following


def _copy_questions(call: Call, following: Call, actor: Person, at: datetime) -> None:
    columns = {
        element.pk: Element.objects.create(call=following, order=element.order, names=element.names)
        for element in call.elements.all()
    }
    for asked in call.questions.select_related("clause"):
        question = Question.objects.create(
            address=new_address(
                Question, group=call.group, confidentiality=following.address.confidentiality
            ),
            call=following,
            order=asked.order,
            kind=asked.kind,
            prompts=asked.prompts,
            choices=asked.choices,
            lowest=asked.lowest,
            highest=asked.highest,
            proposals=asked.proposals,
            required=asked.required,
            clause=asked.clause,
            axis=asked.axis,
            element=columns.get(asked.element_id) if asked.element_id else None,
            repeats=asked,
        )
        if asked.clause is not None:
            link(asked.clause, question, Relation.ASKS, by=actor, at=at)

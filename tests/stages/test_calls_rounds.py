"""The form of an inquiry by axis and element, its rounds, and reminders by mail."""

from datetime import timedelta

import pytest

from dabir.domain.procedure.verdicts import NotNow, NotPermitted, Refused
from dabir.foundation.mail.models import Message
from dabir.foundation.trace.linking import new_address
from dabir.stages.calls.acts import (
    ask_question,
    begin_next_round,
    close_on_deadline,
    invite,
    lay_out_form,
    open_call,
    remind_by_mail,
    send_inquiry_letters,
)
from dabir.stages.calls.models import Call, Question
from dabir.stages.mandates.models import Axis
from tests.factories import AT, make_body, make_group, make_member, make_secretary
from tests.stages.calling import DEADLINE, draft, inquiry, make_clause, opened

pytestmark = pytest.mark.django_db

AFTER = DEADLINE + timedelta(days=1)
NEEDS, LINES = {"fa": "نیازها", "en": "Needs"}, {"fa": "خطوط قرمز", "en": "Red lines"}


@pytest.fixture
def group():
    return make_group()


@pytest.fixture
def secretary(group):
    return make_secretary(group)


@pytest.fixture
def axes(group):
    clause = make_clause(group)
    return [
        Axis.objects.create(
            address=new_address(Axis, group=group),
            group=group,
            clause=clause,
            order=order,
            names={"fa": name},
        )
        for order, name in enumerate(("آب", "خاک"))
    ]


@pytest.fixture
def drafted(group, secretary):
    return draft(group, secretary, kind=Call.Kind.INQUIRY)


def lay_out(call, axes, actor, *elements):
    return lay_out_form(
        call=call, axes=axes, elements=elements or (NEEDS, LINES), actor=actor, at=AT
    )


def test_a_form_asks_once_where_each_axis_meets_each_element(drafted, axes, secretary):
    form = lay_out(drafted, axes, secretary)
    assert [question.prompts["fa"] for question in form] == [
        "آب: نیازها",
        "آب: خطوط قرمز",
        "خاک: نیازها",
        "خاک: خطوط قرمز",
    ]
    assert all(question.clause == axes[0].clause for question in form)
    assert list(drafted.questions.values_list("order", flat=True)) == [0, 1, 2, 3]


def test_a_form_laid_out_again_keeps_what_still_has_its_place(drafted, axes, secretary):
    before = lay_out(drafted, axes, secretary)
    free = ask_question(call=drafted, prompts={"fa": "دیگر؟"}, actor=secretary, at=AT)
    after = lay_out(drafted, axes[:1], secretary, LINES, {"fa": "فرصت‌ها"})
    assert after[0] == before[1]
    assert list(drafted.questions.all()) == [*after, free]
    assert [element.names for element in drafted.elements.all()] == [LINES, {"fa": "فرصت‌ها"}]


def test_no_form_without_axes_nor_with_an_element_twice(drafted, axes, secretary):
    with pytest.raises(Refused):
        lay_out(drafted, [], secretary)
    with pytest.raises(Refused):
        lay_out(drafted, axes, secretary, NEEDS, NEEDS)
    with pytest.raises(Refused):
        lay_out(drafted, axes, secretary, {"fa": " "})
    with pytest.raises(Refused):
        lay_out(drafted, axes, secretary, *({"fa": f"{number}"} for number in range(300)))


def test_axes_of_another_group_are_not_asked_about(drafted, axes, secretary):
    other = make_group()
    strange = Axis.objects.create(
        address=new_address(Axis, group=other), group=other, names={"fa": "دریا"}
    )
    with pytest.raises(Refused):
        lay_out(drafted, [strange], secretary)


def test_only_a_draft_inquiry_gets_a_form_and_only_from_the_secretariat(
    drafted, axes, group, secretary
):
    with pytest.raises(NotNow):
        lay_out(draft(group, secretary), axes, secretary)
    with pytest.raises(NotNow):
        lay_out(inquiry(group, secretary, make_body()), axes, secretary)
    with pytest.raises(NotPermitted):
        lay_out(drafted, axes, make_member(group))


def test_a_covering_letter_names_axes_and_elements_and_not_every_cell(drafted, axes, secretary):
    lay_out(drafted, axes, secretary)
    ask_question(call=drafted, prompts={"fa": "دیگر؟"}, actor=secretary, at=AT)
    invite(call=drafted, body=make_body(), actor=secretary, at=AT)
    open_call(call=drafted, actor=secretary, at=AT)
    [letter] = send_inquiry_letters(call=drafted, signatory=secretary, actor=secretary, at=AT)
    assert "آب، خاک" in letter.text
    assert "نیازها، خطوط قرمز" in letter.text
    assert "آب: نیازها" not in letter.text
    assert "۱. دیگر؟" in letter.text


def closed(call, axes, secretary, *bodies):
    lay_out(call, axes, secretary)
    for body in bodies:
        invite(call=call, body=body, actor=secretary, at=AT)
    open_call(call=call, actor=secretary, at=AT)
    return close_on_deadline(call=call, at=AFTER)


def following(call, actor, **fields):
    fields = {"code": "second", "closes_at": DEADLINE + timedelta(days=90), **fields}
    return begin_next_round(call=call, actor=actor, at=AFTER, **fields)


def test_the_next_round_asks_the_same_of_the_same_bodies(drafted, axes, secretary):
    bodies = [make_body(), make_body()]
    first = closed(drafted, axes, secretary, *bodies)
    second = following(first, secretary)
    assert (second.follows, second.round_number, second.state) == (first, 2, Call.State.DRAFT)
    assert [one.body for one in second.invitations.all()] == bodies
    assert all(one.letter is None and not one.reminders for one in second.invitations.all())
    pairs = list(Question.objects.filter(call=second).select_related("repeats", "element"))
    assert [one.repeats.prompts for one in pairs] == [one.prompts for one in pairs]
    assert {one.element.call_id for one in pairs} == {second.pk}
    assert second.names == first.names


def test_a_round_begins_once_and_after_the_one_before(drafted, axes, group, secretary):
    body = make_body()
    with pytest.raises(NotNow):
        following(inquiry(group, secretary, body), secretary)
    with pytest.raises(NotNow):
        following(opened(group, secretary), secretary)
    first = closed(drafted, axes, secretary, body)
    with pytest.raises(NotPermitted):
        following(first, make_member(group))
    following(first, secretary)
    with pytest.raises(NotNow):
        following(first, secretary, code="third")


def test_those_who_sit_for_a_silent_body_are_mailed_once_a_reminder(group, secretary):
    sitting = make_body()
    person = make_member(make_group(), sitting, language="en")
    vacant = make_body()
    call = inquiry(group, secretary, sitting, vacant)
    told = remind_by_mail(
        call=call, invitations=list(call.invitations.all()), actor=secretary, at=AT
    )
    mail = Message.objects.get(person=person)
    assert told == 1
    assert call.code in mail.text
    assert call.name not in mail.text + mail.subject
    assert dict(call.invitations.values_list("body", "reminders")) == {
        sitting.pk: 1,
        vacant.pk: 0,
    }
    remind_by_mail(call=call, invitations=[call.invitations.first()], actor=secretary, at=AFTER)
    assert Message.objects.filter(person=person).count() == 2


def test_nobody_is_mailed_where_nobody_sits(group, secretary):
    call = inquiry(group, secretary, make_body())
    with pytest.raises(Refused):
        remind_by_mail(call=call, invitations=list(call.invitations.all()), actor=secretary, at=AT)


def test_bodies_invited_to_a_public_call_are_reminded_while_it_is_open(group, secretary):
    body = make_body()
    make_member(group, body)
    call = draft(group, secretary)
    invite(call=call, body=body, actor=secretary, at=AT)
    call = open_call(call=call, actor=secretary, at=AT)
    chosen = list(call.invitations.all())
    assert remind_by_mail(call=call, invitations=chosen, actor=secretary, at=AT) == 1
    call = close_on_deadline(call=call, at=AFTER)
    with pytest.raises(NotNow):
        remind_by_mail(call=call, invitations=chosen, actor=secretary, at=AFTER)

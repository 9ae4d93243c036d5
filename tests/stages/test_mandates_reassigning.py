"""Giving a duty to others, and who is told: those who carry it now, and when it is over."""

import pytest

from dabir.domain.procedure.verdicts import NotNow, Refused
from dabir.foundation.mail.models import Message
from dabir.stages.mandates.acts import (
    add_axis,
    change_assignment,
    release_duty,
    set_due,
)
from dabir.stages.mandates.models import Duty
from tests.factories import AT, make_group, make_secretary
from tests.stages.calling import make_clause
from tests.stages.duties import DUE, LATER, Desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return Desk()


def change(desk, responsible, supporting=()):
    return change_assignment(
        duty=desk.duty,
        responsible=responsible,
        supporting=supporting,
        actor=desk.secretary,
        at=AT,
    )


def put(desk, state):
    Duty.objects.filter(pk=desk.duty.pk).update(state=state)


def told(person):
    return Message.objects.filter(person=person).count()


RUNNING = ("assigned", "accepted", "in_progress", "returned")


@pytest.mark.parametrize("state", RUNNING)
def test_others_have_to_acknowledge_a_duty_anew_and_are_told(desk, state):
    put(desk, state)
    assert change(desk, [desk.other_body]).state == "assigned"
    assert (told(desk.other), told(desk.carrier)) == (1, 0)


@pytest.mark.parametrize("state", RUNNING)
def test_a_duty_taken_from_everybody_is_unassigned(desk, state):
    put(desk, state)
    assert change(desk, [], [desk.body]).state == "unassigned"


def test_another_supporter_leaves_the_state_and_tells_nobody(desk):
    put(desk, "accepted")
    assert change(desk, [desk.body], [desk.other_body]).state == "accepted"
    assert not Message.objects.exists()


def test_the_report_on_a_duty_is_answered_whoever_carries_it_now(desk):
    put(desk, "reported")
    assert change(desk, [desk.other_body]).state == "reported"


@pytest.mark.parametrize("state", ["done", "released", "ended"])
def test_what_is_over_gets_neither_a_deadline_nor_carriers(desk, state):
    put(desk, state)
    with pytest.raises(NotNow):
        set_due(duty=desk.duty, due_on=LATER, reason="تمدید", actor=desk.secretary, at=AT)
    with pytest.raises(NotNow):
        change(desk, [desk.other_body])
    desk.duty.refresh_from_db()
    assert (desk.duty.due_on, desk.duty.assignments.get().body) == (DUE, desk.body)


def test_those_who_carry_a_duty_are_told_when_it_is_over(desk):
    release_duty(duty=desk.duty, reason="سند نو", actor=desk.secretary, at=AT)
    assert "سند نو" not in Message.objects.get(person=desk.carrier).text


def test_a_duty_given_by_hand_tells_those_responsible(desk):
    desk.give(responsible=[desk.body], tell=True)
    assert told(desk.carrier) == 1


def test_the_clause_and_the_axis_of_a_duty_are_its_groups_own(desk):
    elsewhere = make_group()
    axis = add_axis(group=elsewhere, names={"fa": "محور"}, actor=make_secretary(elsewhere), at=AT)
    for foreign in ({"clause": make_clause(elsewhere)}, {"axis": axis}):
        with pytest.raises(Refused):
            desk.give(**foreign)
    assert Duty.objects.get() == desk.duty

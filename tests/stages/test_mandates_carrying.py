"""Declining a duty, handing it over, and who sees what was given to a committee or a body."""

import pytest

from dabir.domain.procedure.verdicts import NotNow, NotPermitted, Refused
from dabir.foundation.files.queries import visible_to as originals_visible_to
from dabir.foundation.mail.models import Message
from dabir.foundation.trace.models import Confidentiality, Link, Relation
from dabir.stages.mandates import queries
from dabir.stages.mandates.acts import (
    accept_duty,
    change_assignment,
    change_duty,
    decline_duty,
    end_duty,
    form_committee,
    hand_over_duty,
    report_duty,
    set_draft,
)
from dabir.stages.mandates.models import Assignment, Duty
from tests.factories import AT, make_body, make_group, make_member
from tests.stages.duties import DUE, Desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return Desk()


def parts(duty):
    return {one.carrier: one.part for one in duty.assignments.all()}


def decline(desk, **fields):
    fields = {"carrier": desk.body, "reason": "وظیفهٔ ما نیست", "actor": desk.carrier} | fields
    return decline_duty(duty=desk.duty, at=AT, **fields)


def hand_over(desk, **fields):
    fields = {
        "carrier": desk.body,
        "to": desk.other_body,
        "reason": "تقسیم کار",
        "actor": desk.carrier,
    } | fields
    return hand_over_duty(duty=desk.duty, at=AT, **fields)


def test_a_declined_duty_goes_back_to_the_secretariat_unassigned(desk):
    duty = decline(desk)
    assert (duty.state, parts(duty)) == ("unassigned", {})
    assert list(queries.unassigned(Duty.objects.all())) == [duty]
    assert Message.objects.get(person=desk.secretary)
    again = change_assignment(
        duty=duty, responsible=[desk.other_body], supporting=[], actor=desk.secretary, at=AT
    )
    assert again.state == "assigned"


def test_one_of_two_may_decline_and_the_duty_stays_with_the_other(desk):
    change_assignment(
        duty=desk.duty,
        responsible=[desk.body, desk.other_body],
        supporting=[],
        actor=desk.secretary,
        at=AT,
    )
    duty = decline(desk)
    assert (duty.state, parts(duty)) == ("assigned", {desk.other_body: "responsible"})


def test_nobody_declines_for_others(desk):
    with pytest.raises(NotPermitted):
        decline(desk, actor=desk.other)
    change_assignment(
        duty=desk.duty,
        responsible=[desk.body],
        supporting=[desk.other_body],
        actor=desk.secretary,
        at=AT,
    )
    with pytest.raises(NotPermitted):
        decline(desk, actor=desk.other)
    with pytest.raises(NotPermitted):
        decline(desk, carrier=make_body())
    assert decline(desk, actor=desk.secretary).state == "unassigned"


def test_declining_needs_a_reason(desk):
    with pytest.raises(Refused):
        decline(desk, reason=" ")
    assert parts(desk.duty) == {desk.body: "responsible"}


def test_a_duty_is_handed_over_and_has_to_be_acknowledged_anew(desk):
    accept_duty(duty=desk.duty, actor=desk.carrier, at=AT)
    duty = hand_over(desk, stays=True)
    assert duty.state == "assigned"
    assert parts(duty) == {desk.other_body: "responsible", desk.body: "supporting"}
    assert Message.objects.filter(person=desk.other).count() == 1
    step = duty.steps.last()
    assert step.carriers["responsible"] == [f"body-{desk.other_body.pk}"]


def test_a_duty_stays_within_the_division_of_labour(desk):
    outside = make_body()
    with pytest.raises(Refused):
        hand_over(desk, to=outside)
    with pytest.raises(Refused):
        hand_over(desk, to=make_group())
    change_assignment(
        duty=desk.duty, responsible=[desk.body], supporting=[outside], actor=desk.secretary, at=AT
    )
    assert parts(hand_over(desk, to=outside)) == {outside: "responsible"}


def test_only_who_is_responsible_hands_over_and_says_why(desk):
    with pytest.raises(Refused):
        hand_over(desk, reason="")
    with pytest.raises(NotPermitted):
        hand_over(desk, actor=desk.other)
    change_assignment(
        duty=desk.duty,
        responsible=[desk.other_body],
        supporting=[desk.body],
        actor=desk.secretary,
        at=AT,
    )
    with pytest.raises(Refused):
        hand_over(desk)


# --- Who sees what was given -------------------------------------------------------------------


@pytest.fixture
def committee(desk):
    return form_committee(
        group=desk.group, code="legal", names={"fa": "حقوقی"}, actor=desk.secretary, at=AT
    )


def seen(person, duty):
    return queries.duties_visible_to(person).filter(pk=duty.pk).exists()


def test_members_of_a_committee_see_what_it_was_given_and_report_on_it(desk, committee):
    person = make_member(committee)
    assert not seen(person, desk.duty)
    given = desk.give(responsible=[committee])
    assert seen(person, given)
    report = report_duty(duty=given, text="کمیته", files=[("صورت.txt", b"x")], actor=person, at=AT)
    assert queries.reports_visible_to(person).filter(pk=report.pk).exists()
    assert originals_visible_to(person).filter(reports=report).exists()
    assert not seen(make_member(make_group()), given)


def test_a_body_outside_the_group_sees_what_it_was_given(desk):
    body = make_body()
    person = make_member(make_group(), body)
    given = desk.give(supporting=[body])
    assert seen(person, given)
    assert not seen(person, desk.duty)


def test_sight_goes_where_the_duty_goes(desk, committee):
    person = make_member(committee)
    given = desk.give(responsible=[committee])
    report = report_duty(duty=given, text="نیمه", percent=40, actor=person, at=AT)
    change_assignment(
        duty=given, responsible=[desk.body], supporting=[], actor=desk.secretary, at=AT
    )
    assert not seen(person, given)
    assert not queries.reports_visible_to(person).filter(pk=report.pk).exists()


@pytest.mark.parametrize("level", [Confidentiality.SECRETARIAT, Confidentiality.BODIES])
def test_what_is_not_the_groups_is_shown_to_no_carrier(desk, committee, level):
    person = make_member(committee)
    assert not seen(person, desk.give(responsible=[committee], confidentiality=level))


# --- Changing and ending -----------------------------------------------------------------------


def test_a_duty_is_changed_by_an_amended_clause_and_linked_to_it(desk):
    origin = desk.give(text="بند تازه")
    changed = change_duty(
        duty=desk.duty,
        text="کار دیگر",
        reporting_to=desk.other_body,
        reason="اصلاح سند",
        origin=origin,
        actor=desk.secretary,
        at=AT,
    )
    assert (changed.text, changed.reporting_to, changed.due_on) == (
        "کار دیگر",
        desk.other_body,
        DUE,
    )
    assert Link.objects.filter(source=origin.address, target=desk.duty.address).exists()
    with pytest.raises(TypeError):
        change_duty(duty=desk.duty, state="done", actor=desk.secretary, at=AT)
    with pytest.raises(Refused):
        change_duty(duty=desk.duty, text=" ", actor=desk.secretary, at=AT)
    with pytest.raises(NotPermitted):
        change_duty(duty=desk.duty, text="من", actor=desk.carrier, at=AT)


def test_an_ended_duty_says_what_ended_it_and_changes_no_more(desk):
    origin = desk.give(text="تصمیم")
    with pytest.raises(Refused):
        end_duty(duty=desk.duty, reason="", actor=desk.secretary, at=AT)
    end_duty(duty=desk.duty, reason="حذف بند", origin=origin, actor=desk.secretary, at=AT)
    assert Link.objects.get(source=desk.duty.address, target=origin.address).relation == (
        Relation.AMENDS
    )
    with pytest.raises(NotNow):
        change_duty(duty=desk.duty, text="دیگر", actor=desk.secretary, at=AT)
    assert desk.duty not in queries.chosen(
        queries.duties_visible_to(desk.secretary), "open", desk.secretary, AT.date()
    )


def test_only_a_required_output_has_a_draft(desk):
    with pytest.raises(Refused):
        set_draft(duty=desk.duty, file=("پیش‌نویس.txt", b"x"), actor=desk.secretary, at=AT)
    change_duty(duty=desk.duty, kind="output", title="منشور آب", actor=desk.secretary, at=AT)
    drafted = set_draft(duty=desk.duty, file=("پیش‌نویس.txt", b"x"), actor=desk.secretary, at=AT)
    assert drafted.draft.name == "پیش‌نویس.txt"
    with pytest.raises(NotPermitted):
        set_draft(duty=desk.duty, actor=desk.carrier, at=AT)
    assert set_draft(duty=desk.duty, actor=desk.secretary, at=AT).draft is None


def test_assignments_name_each_carrier_once(desk):
    given = desk.give(responsible=[desk.body, desk.body], supporting=[desk.body])
    assert Assignment.objects.filter(duty=given).count() == 1

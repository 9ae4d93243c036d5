"""Those who carry a duty are reminded of its day: once a step, and nobody else."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabir.foundation.calendar.acts import choose_calendar
from dabir.foundation.mail.models import Message
from dabir.foundation.people.models import Role
from dabir.jobs.duty_reminders import STILL_TOLD, remind_of_duties, step_for
from dabir.stages.mandates.acts import assign_duty, change_assignment, set_due
from dabir.stages.mandates.models import Duty
from dabir.stages.mandates.queries import carried_by
from tests.factories import (
    AT,
    make_body,
    make_group,
    make_member,
    make_person,
    make_secretary,
    seat,
)

DAY = timedelta(days=1)
TODAY = AT.date()


@pytest.fixture
def group():
    return make_group()


@pytest.fixture
def secretary(group):
    return make_secretary(group)


@pytest.fixture
def body():
    return make_body()


@pytest.fixture
def member(group, body):
    return make_member(group, body)


def given_duty(secretary, group, body, days, **fields) -> Duty:
    return assign_duty(
        group=group,
        text="تهیهٔ گزارش محرمانهٔ آب",
        responsible=[body],
        due_on=TODAY + days * DAY,
        actor=secretary,
        at=AT,
        **fields,
    )


def reminders(person) -> list[Message]:
    return list(Message.objects.filter(person=person, subject__in=SUBJECTS).order_by("pk"))


SUBJECTS = ["یادآوری", "A reminder"]


@pytest.mark.django_db
def test_reminds_fourteen_and_three_days_before_and_on_the_day(group, secretary, member, body):
    given_duty(secretary, group, body, 20)
    told = []
    for days in range(40):
        told += [days] * remind_of_duties(AT + days * DAY)
    assert told == [6, 17, 20]
    assert len(reminders(member)) == 3


@pytest.mark.django_db
def test_calling_often_reminds_once(group, secretary, member, body):
    given_duty(secretary, group, body, 3)
    assert [remind_of_duties(AT + timedelta(minutes=30) * n) for n in range(12)] == [1] + [0] * 11


@pytest.mark.django_db
@pytest.mark.parametrize(("wakes", "told"), [(18, 1), (21, 1), (20 + STILL_TOLD + 1, 0)])
def test_an_installation_that_slept_sends_the_nearest_alone(
    group, secretary, member, body, wakes, told
):
    given_duty(secretary, group, body, 20)
    assert remind_of_duties(AT + wakes * DAY) == told
    assert len(reminders(member)) == told


@pytest.mark.django_db
def test_another_day_starts_the_steps_anew(group, secretary, member, body):
    duty = given_duty(secretary, group, body, 0)
    remind_of_duties(AT)
    set_due(duty=duty, due_on=TODAY + 3 * DAY, reason="فرصت بیشتر", actor=secretary, at=AT)
    assert remind_of_duties(AT) == 1
    assert remind_of_duties(AT + 3 * DAY) == 1


@pytest.mark.django_db
def test_whoever_comes_to_carry_a_duty_later_is_told_of_the_step_too(
    group, secretary, member, body
):
    duty = given_duty(secretary, group, body, 10)
    assert remind_of_duties(AT) == 1
    other = make_body()
    new = make_member(group, other)
    change_assignment(duty=duty, responsible=[other], supporting=[], actor=secretary, at=AT)
    assert [remind_of_duties(AT), remind_of_duties(AT)] == [1, 0]
    assert (len(reminders(new)), len(reminders(member))) == (1, 1)


@pytest.mark.django_db
def test_the_mail_carries_the_link_and_no_contents(group, secretary, member, body):
    duty = given_duty(secretary, group, body, 3)
    remind_of_duties(AT)
    [mail] = reminders(member)
    assert duty.text not in mail.text + mail.subject
    assert "محرمانه" not in mail.text
    assert f"/mandates/duties/{duty.pk}/" in mail.text
    assert "۳ آذر ۱۴۰۵" in mail.text


@pytest.mark.django_db
def test_reads_as_its_receiver_reads(group, secretary, body):
    make_member(group, body, language="en", calendar="gregorian", digits="latin")
    given_duty(secretary, group, body, 3)
    remind_of_duties(AT)
    assert "24 November 2026" in Message.objects.get(subject="A reminder").text


@pytest.mark.django_db
def test_reminds_nobody_of_what_is_done_or_reported(group, secretary, member, body):
    duty = given_duty(secretary, group, body, 3)
    for state in (Duty.State.REPORTED, Duty.State.DONE, Duty.State.RELEASED):
        Duty.objects.filter(pk=duty.pk).update(state=state)
        assert remind_of_duties(AT) == 0


@pytest.mark.django_db
def test_a_vacant_seat_or_a_guest_leaves_it_to_the_secretariat(group, secretary, body):
    seat(None, group, Role.PRINCIPAL, body=body)
    seat(make_person(), group, Role.GUEST, body=body)
    given_duty(secretary, group, body, 3)
    remind_of_duties(AT)
    [mail] = reminders(secretary)
    assert "هیچ" in mail.text or "nobody" in mail.text
    assert Message.objects.filter(subject__in=SUBJECTS).count() == 1


@pytest.mark.django_db
def test_nobody_is_told_of_what_they_may_not_see(group, secretary, member, body):
    given_duty(secretary, group, body, 3, confidentiality="secretariat")
    remind_of_duties(AT)
    assert not reminders(member)
    assert len(reminders(secretary)) == 1


@pytest.mark.django_db
def test_a_committee_that_carries_a_duty_is_reminded(group, secretary):
    committee = make_group(parent=group, kind="committee")
    inside = make_person()
    seat(inside, committee)
    seat(inside, group)
    given_duty(secretary, group, committee, 0)
    remind_of_duties(AT)
    assert len(reminders(inside)) == 1


@pytest.mark.django_db
def test_whoever_sits_for_the_body_in_another_group_carries_the_duty_too(group, secretary, body):
    elsewhere = make_member(make_group(), body)
    duty = given_duty(secretary, group, body, 0)
    assert list(carried_by(Duty.objects.all(), elsewhere)) == [duty]
    remind_of_duties(AT)
    assert len(reminders(elsewhere)) == 1


@pytest.mark.django_db
def test_a_group_chooses_its_own_days_or_none(group, secretary, member, body):
    given_duty(secretary, group, body, 30)
    choose = {"group": group, "calendar": None, "actor": secretary, "at": AT}
    choose_calendar(reminders=[], **choose)
    assert remind_of_duties(AT) == 0
    choose_calendar(reminders=[30, 1], **choose)
    assert remind_of_duties(AT) == 1
    assert remind_of_duties(AT + 28 * DAY) == 0
    assert remind_of_duties(AT + 29 * DAY) == 1


@pytest.mark.django_db
def test_the_day_is_that_of_the_groups_time_zone(secretary, member, body, group):
    group.time_zone = "Pacific/Auckland"
    group.save()
    given_duty(secretary, group, body, 15)
    evening = datetime(2026, 11, 21, 20, tzinfo=ZoneInfo("UTC"))  # the 22nd in Auckland
    assert remind_of_duties(evening - timedelta(hours=12)) == 0
    assert remind_of_duties(evening) == 1


@given(st.lists(st.integers(0, 90), min_size=1, max_size=6, unique=True), st.integers(-10, 120))
def test_there_is_one_nearest_step_at_most(steps, days_left):
    step = step_for(days_left, tuple(steps))
    coming = [each for each in steps if each >= days_left]
    if days_left < -STILL_TOLD or not coming:
        assert step is None
    elif days_left >= 0:
        assert step == min(coming)
    else:
        assert step == min(steps)


def test_a_day_before_every_step_has_none():
    assert step_for(15, (14, 3, 0)) is None
    assert step_for(10, (14, 3, 0)) == 14
    assert step_for(1, (14, 3, 0)) == 3
    assert step_for(-1, (14, 3, 0)) == 0

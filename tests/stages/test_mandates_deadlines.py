"""Days counted from approval or notification, by the calendar that the group chose."""

from datetime import date, timedelta

import pytest

from dabir.domain.procedure.verdicts import NotNow, NotPermitted, Refused
from dabir.foundation.calendar.acts import add_holiday, choose_calendar, create_calendar
from dabir.foundation.people.preferences import Preferences, reading_as
from dabir.foundation.trace.linking import new_address
from dabir.stages.mandates.acts import (
    assign_duty,
    change_duty,
    confirm_counted,
    end_duty,
    set_notified,
)
from dabir.stages.mandates.counting import count, counted_due, counts_working_days
from dabir.stages.mandates.models import Clause, Duty, Mandate
from tests.factories import AT, make_body, make_group, make_member, make_secretary

pytestmark = pytest.mark.django_db

WEDNESDAY = date(2026, 11, 18)
TEN_WORKING_DAYS = "ظرف ۱۰ روز کاری از تاریخ ابلاغ"


@pytest.fixture
def group():
    return make_group()


@pytest.fixture
def secretary(group):
    return make_secretary(group)


@pytest.fixture
def clause(group):
    mandate = Mandate.objects.create(
        address=new_address(Mandate, group=group),
        group=group,
        names={"fa": "مصوبه"},
        adopted_on=date(2026, 11, 1),
    )
    return Clause.objects.create(
        address=new_address(Clause, group=group), mandate=mandate, order=1, path="1", text="بند"
    )


@pytest.fixture
def calendar(group, secretary):
    return create_calendar(names={"fa": "تقویم"}, group=group, actor=secretary, at=AT)


def given(secretary, clause, within="P10D", due_text=TEN_WORKING_DAYS, **fields) -> Duty:
    fields = {"anchor": "notification"} | fields
    return assign_duty(
        group=clause.mandate.group,
        text="کار",
        responsible=[make_body()],
        within=within,
        due_text=due_text,
        clause=clause,
        actor=secretary,
        at=AT,
        **fields,
    )


def fresh(duty) -> Duty:
    return Duty.objects.select_related("clause__mandate", "group").get(pk=duty.pk)


def notify(clause, secretary, day=WEDNESDAY):
    set_notified(mandate=clause.mandate, notified_on=day, actor=secretary, at=AT)


def holiday(calendar, day, actor):
    add_holiday(calendar=calendar, day=day, names={"fa": "عید"}, actor=actor, at=AT)


def test_nothing_is_counted_until_the_day_of_notification_is_known(secretary, clause):
    duty = given(secretary, clause)
    assert counted_due(fresh(duty)) is None
    notify(clause, secretary)
    assert counted_due(fresh(duty)) is not None


def test_working_days_leave_out_weekend_and_holidays(secretary, clause, group, calendar):
    duty = given(secretary, clause)
    notify(clause, secretary)
    # Saturday 21 to Wednesday 25, then Saturday 28 to Wednesday 2.
    assert counted_due(fresh(duty)) == date(2026, 12, 2)
    choose_calendar(group=group, calendar=calendar, actor=secretary, at=AT)
    holiday(calendar, date(2026, 11, 23), secretary)
    assert counted_due(fresh(duty)) == date(2026, 12, 5)


def test_plain_days_count_every_day(secretary, clause, group, calendar):
    duty = given(secretary, clause, due_text="ظرف ۱۰ روز از تاریخ ابلاغ")
    notify(clause, secretary)
    choose_calendar(group=group, calendar=calendar, actor=secretary, at=AT)
    holiday(calendar, date(2026, 11, 23), secretary)
    assert counted_due(fresh(duty)) == WEDNESDAY + timedelta(days=10)


def test_a_last_day_on_a_holiday_stays_and_is_told_unless_the_group_lets_it_move(
    secretary, clause, group, calendar
):
    duty = given(secretary, clause, due_text="ظرف ۱۰ روز از تاریخ ابلاغ")
    notify(clause, secretary)
    last = date(2026, 11, 28)  # a Saturday
    holiday(calendar, last, secretary)
    choose_calendar(group=group, calendar=calendar, actor=secretary, at=AT)
    counted = count(fresh(duty))
    assert (counted.due, counted.rest, counted.holiday.name) == (last, True, "عید")
    choose_calendar(group=group, calendar=calendar, rolls=True, actor=secretary, at=AT)
    counted = count(fresh(duty))
    assert (counted.last, counted.due) == (last, last + timedelta(days=1))


def test_a_last_day_on_a_weekend_is_told_too(secretary, clause):
    duty = given(secretary, clause, within="P1D", due_text="ظرف یک روز از ابلاغ")
    notify(clause, secretary)
    counted = count(fresh(duty))
    assert (counted.rest, counted.holiday) == (True, None)


def test_working_hours_and_months_are_left_to_a_person(secretary, clause):
    notify(clause, secretary)
    for within in ("PT8H", "P1M"):
        duty = given(secretary, clause, within=within, working_days=True)
        assert count(fresh(duty)) is None


def test_the_words_decide_what_is_counted_unless_a_person_does(secretary, clause):
    assert counts_working_days(TEN_WORKING_DAYS)
    duty = given(secretary, clause)
    assert duty.working_days
    changed = change_duty(duty=duty, due_text="ظرف ۱۰ روز از ابلاغ", actor=secretary, at=AT)
    assert not changed.working_days
    assert not given(secretary, clause, working_days=False).working_days


def test_the_secretariat_alone_says_when_it_was_notified(clause, group, secretary):
    with pytest.raises(NotPermitted):
        notify(clause, make_member(group))
    with pytest.raises(Refused):
        notify(clause, secretary, date(2026, 10, 1))  # before it was approved
    with pytest.raises(Refused):
        notify(clause, secretary, AT.date() + timedelta(days=1))
    notify(clause, secretary)
    notify(clause, secretary, None)
    clause.mandate.refresh_from_db()
    assert clause.mandate.notified_on is None


def test_counted_days_are_confirmed_together_with_how_they_were_counted(clause, group, secretary):
    duties = [given(secretary, clause) for _number in range(3)]
    notify(clause, secretary)
    days = {duty.pk: date(2026, 12, 2) for duty in duties}
    confirm_counted(group=group, days=days, actor=secretary, at=AT)
    assert {duty.due_on for duty in group.duties.all()} == {date(2026, 12, 2)}
    why = duties[0].steps.last().why
    assert "۱۰ روز کاری" in why
    assert "۲۷ آبان ۱۴۰۵" in why


def test_a_day_that_counts_differently_by_now_is_not_confirmed(clause, group, secretary):
    first, second = given(secretary, clause), given(secretary, clause)
    notify(clause, secretary)
    days = {first.pk: date(2026, 12, 2), second.pk: date(2026, 12, 3)}
    with pytest.raises(NotNow):
        confirm_counted(group=group, days=days, actor=secretary, at=AT)
    assert not group.duties.filter(due_on__isnull=False).exists()


def test_refuses_to_confirm_nothing_what_is_over_and_what_is_another_groups(
    clause, group, secretary
):
    duty = given(secretary, clause)
    notify(clause, secretary)
    day = {duty.pk: date(2026, 12, 2)}
    with pytest.raises(Refused):
        confirm_counted(group=group, days={}, actor=secretary, at=AT)
    with pytest.raises(NotPermitted):
        confirm_counted(group=group, days=day, actor=make_member(group), at=AT)
    other = make_group()
    with pytest.raises(Refused):
        confirm_counted(group=other, days=day, actor=make_secretary(other), at=AT)
    end_duty(duty=duty, reason="پایان", actor=secretary, at=AT)
    with pytest.raises(NotNow):
        confirm_counted(group=group, days=day, actor=secretary, at=AT)


def test_how_a_day_was_counted_is_kept_in_the_groups_language(secretary, clause, group):
    duty = given(secretary, clause)
    notify(clause, secretary)
    days = {duty.pk: date(2026, 12, 2)}
    with reading_as(Preferences.of_language("en")):
        confirm_counted(group=group, days=days, actor=secretary, at=AT)
    assert "۲۷ آبان ۱۴۰۵" in duty.steps.get(event="due").why

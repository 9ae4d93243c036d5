"""The chair hears once a week of what is overdue: days and links."""

from datetime import timedelta

import pytest

from dabir.foundation.calendar.acts import add_holiday, choose_calendar, create_calendar
from dabir.foundation.mail.models import Message
from dabir.foundation.mail.queries import visible_to
from dabir.foundation.people.models import Role
from dabir.jobs.digests import LISTED, tell_of_overdue
from dabir.stages.mandates.acts import assign_duty
from dabir.stages.mandates.models import Duty
from tests.factories import AT, make_body, make_group, make_person, make_secretary, seat

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
SATURDAY = AT  # the first working day where Thursday and Friday are the weekend


@pytest.fixture
def group():
    return make_group()


@pytest.fixture
def secretary(group):
    return make_secretary(group)


@pytest.fixture
def chair(group):
    person = make_person()
    seat(person, group, Role.CHAIR)
    return person


def late_duty(group, secretary, days=1, **fields) -> Duty:
    return assign_duty(
        group=group,
        text="کار پوشیده",
        responsible=[make_body()],
        due_on=(AT - days * DAY).date(),
        actor=secretary,
        at=AT,
        **fields,
    )


def digests(person):
    return Message.objects.filter(person=person, key__startswith="overdue:")


def test_the_chair_is_told_once_a_week_on_the_first_working_day(group, secretary, chair):
    late_duty(group, secretary)
    told = [day for day in range(22) for _ in range(tell_of_overdue(SATURDAY + day * DAY))]
    assert told == [0, 7, 14, 21]
    assert not digests(secretary)


def test_one_mail_lists_days_and_links_and_no_contents(group, secretary, chair):
    first, second = late_duty(group, secretary, 9), late_duty(group, secretary, 1)
    tell_of_overdue(SATURDAY)
    text = digests(chair).get().text
    assert text.index(f"/duties/{first.pk}/") < text.index(f"/duties/{second.pk}/")
    assert "۲۱ آبان ۱۴۰۵" in text
    assert "۲ " in text.splitlines()[0]
    assert first.text not in text


def test_nothing_overdue_is_no_mail_and_what_falls_late_after_it_waits_a_week(
    group, secretary, chair
):
    late_duty(group, secretary, days=-1)  # due on Sunday
    assert [tell_of_overdue(SATURDAY + day * DAY) for day in range(8)] == [0] * 7 + [1]


def test_an_installation_that_slept_sends_it_when_it_wakes(group, secretary, chair):
    late_duty(group, secretary)
    assert tell_of_overdue(SATURDAY + 4 * DAY) == 1
    assert tell_of_overdue(SATURDAY + 5 * DAY) == 0


def test_a_holiday_moves_the_first_working_day(group, secretary, chair):
    calendar = create_calendar(names={"fa": "ت"}, group=group, actor=secretary, at=AT)
    add_holiday(calendar=calendar, day=SATURDAY.date(), names={"fa": "ع"}, actor=secretary, at=AT)
    choose_calendar(group=group, calendar=calendar, actor=secretary, at=AT)
    late_duty(group, secretary)
    assert [tell_of_overdue(SATURDAY + day * DAY) for day in range(3)] == [0, 1, 0]


def test_a_week_of_holidays_has_no_digest(group, secretary, chair):
    calendar = create_calendar(names={"fa": "ت"}, group=group, actor=secretary, at=AT)
    for day in range(7):
        add_holiday(
            calendar=calendar,
            day=(SATURDAY + day * DAY).date(),
            names={"fa": "ع"},
            actor=secretary,
            at=AT,
        )
    choose_calendar(group=group, calendar=calendar, actor=secretary, at=AT)
    late_duty(group, secretary)
    assert [tell_of_overdue(SATURDAY + day * DAY) for day in range(8)] == [0] * 7 + [1]


def test_the_group_chooses_the_day(group, secretary, chair):
    choose_calendar(group=group, calendar=None, digest_on=1, actor=secretary, at=AT)  # Tuesday
    late_duty(group, secretary, days=12)
    told = [day for day in range(10) for _ in range(tell_of_overdue(SATURDAY + day * DAY))]
    assert told == [0, 3]  # last Tuesday's, on waking; then Tuesday's


def test_without_a_chair_the_secretariat_hears_of_it(group, secretary):
    late_duty(group, secretary)
    tell_of_overdue(SATURDAY)
    assert digests(secretary).count() == 1


def test_what_is_done_is_not_overdue(group, secretary, chair):
    Duty.objects.filter(pk=late_duty(group, secretary).pk).update(state=Duty.State.DONE)
    assert tell_of_overdue(SATURDAY) == 0


def test_an_administrator_reads_no_digest_of_a_group_that_is_not_theirs(group, secretary, chair):
    late_duty(group, secretary)
    tell_of_overdue(SATURDAY)
    assert digests(chair).exists()
    assert not visible_to(make_person(is_administrator=True)).exists()


def test_a_long_list_is_cut_and_leads_to_the_page(group, secretary, chair):
    for _number in range(LISTED + 2):
        late_duty(group, secretary)
    tell_of_overdue(SATURDAY)
    text = digests(chair).get().text
    assert text.count("/mandates/duties/") == LISTED + 1
    assert text.endswith("?show=overdue")

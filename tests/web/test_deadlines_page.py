"""The page on which counted days are confirmed in one step."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from dabir.foundation.calendar.acts import add_holiday, choose_calendar, create_calendar
from dabir.foundation.trace.linking import new_address
from dabir.stages.mandates.acts import assign_duty, set_notified
from dabir.stages.mandates.models import Clause, Duty, Mandate
from dabir.web.mandates.deadlines import views
from tests.factories import AT, make_body, make_group, make_member, make_secretary
from tests.web.catalogue import left_in_english

pytestmark = pytest.mark.django_db

NOTIFIED = date(2026, 11, 18)
COUNTED = date(2026, 12, 2)  # ten working days later, without holidays


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
        names={"fa": "مصوبهٔ آزمون"},
        adopted_on=date(2026, 11, 1),
    )
    return Clause.objects.create(
        address=new_address(Clause, group=group), mandate=mandate, order=1, path="1", text="بند"
    )


@pytest.fixture
def duties(secretary, clause, group):
    return [
        assign_duty(
            group=group,
            text=f"کار شمارهٔ {number}",
            responsible=[make_body()],
            within="P10D",
            due_text="ظرف ۱۰ روز کاری از ابلاغ",
            anchor="notification",
            clause=clause,
            actor=secretary,
            at=AT,
        )
        for number in range(3)
    ]


def reader(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def page(person, group) -> str:
    answer = reader(person).get(reverse("mandates:deadlines", args=[group.code]))
    assert answer.status_code == 200
    return answer.content.decode()


def notify(clause, secretary):
    return set_notified(mandate=clause.mandate, notified_on=NOTIFIED, actor=secretary, at=AT)


def test_from_the_day_of_notification_to_confirmed_days_in_two_steps(
    group, secretary, clause, duties
):
    shown = page(secretary, group)
    assert "مصوبهٔ آزمون" in shown
    assert "۳ مهلت" in shown
    client = reader(secretary)
    client.post(
        reverse("mandates:set_notified", args=[group.code, clause.mandate_id]),
        {"notified_on": "۱۴۰۵/۸/۲۷"},
    )
    shown = page(secretary, group)
    assert shown.count("۱۱ آذر ۱۴۰۵") == 3
    assert not left_in_english(shown, "mandates")
    chosen = {"duty": [duty.pk for duty in duties]}
    days = {f"day-{duty.pk}": COUNTED.isoformat() for duty in duties}
    client.post(reverse("mandates:confirm_counted", args=[group.code]), chosen | days)
    assert {duty.due_on for duty in group.duties.all()} == {COUNTED}
    assert "کار شمارهٔ" not in page(secretary, group)


def test_only_what_is_chosen_is_confirmed(group, secretary, clause, duties):
    notify(clause, secretary)
    days = {f"day-{duty.pk}": COUNTED.isoformat() for duty in duties}
    reader(secretary).post(
        reverse("mandates:confirm_counted", args=[group.code]), {"duty": duties[0].pk} | days
    )
    assert group.duties.filter(due_on=COUNTED).count() == 1


@pytest.mark.parametrize(
    "typed",
    [{}, {"duty": "x"}, {"duty": "1", "day-1": "soon"}, {"duty": "9" * 30}, {"duty": "²"}],
)
def test_nonsense_confirms_nothing_and_says_so(group, secretary, clause, duties, typed):
    notify(clause, secretary)
    answer = reader(secretary).post(
        reverse("mandates:confirm_counted", args=[group.code]), typed, follow=True
    )
    assert answer.status_code == 200
    assert not group.duties.filter(due_on__isnull=False).exists()


def test_a_day_that_differs_from_its_count_is_listed_apart(group, secretary, clause, duties):
    notify(clause, secretary)
    Duty.objects.filter(pk=duties[0].pk).update(due_on=date(2026, 12, 20))
    assert "۲۹ آذر ۱۴۰۵" in page(secretary, group)


def test_a_last_day_on_a_holiday_is_told(group, secretary, clause, duties):
    Duty.objects.update(working_days=False, due_text="ظرف ۱۰ روز از ابلاغ")
    notify(clause, secretary)
    calendar = create_calendar(names={"fa": "تقویم"}, group=group, actor=secretary, at=AT)
    add_holiday(
        calendar=calendar, day=date(2026, 11, 28), names={"fa": "عید بزرگ"}, actor=secretary, at=AT
    )
    choose_calendar(group=group, calendar=calendar, actor=secretary, at=AT)
    assert "عید بزرگ" in page(secretary, group)


def test_a_member_reads_and_confirms_nothing(group, secretary, clause, duties):
    notify(clause, secretary)
    member = make_member(group)
    assert "کار شمارهٔ" in page(member, group)
    client = reader(member)
    days = {"duty": duties[0].pk, f"day-{duties[0].pk}": COUNTED.isoformat()}
    here = reverse("mandates:confirm_counted", args=[group.code])
    assert client.post(here, days).status_code == 403
    there = reverse("mandates:set_notified", args=[group.code, clause.mandate_id])
    assert client.get(there).status_code == 403


def test_what_a_reader_may_not_see_is_neither_listed_nor_counted(group, secretary, clause, duties):
    notify(clause, secretary)
    duties[0].address.confidentiality = "secretariat"
    duties[0].address.save()
    assert duties[0].text not in page(make_member(group), group)


def test_no_day_of_a_document_that_the_reader_may_not_see_is_told(group, secretary, clause, duties):
    member = make_member(group)
    for each in (clause, clause.mandate):
        each.address.confidentiality = "secretariat"
        each.address.save()
    home = reverse("group", args=[group.code])
    address = reverse("mandates:deadlines", args=[group.code])
    assert duties[0].text not in page(member, group)
    notify(clause, secretary)
    shown = page(member, group)
    assert "۲۷ آبان ۱۴۰۵" not in shown
    assert "۱۱ آذر ۱۴۰۵" not in shown
    assert "۱۱ آذر ۱۴۰۵" in page(secretary, group)
    assert address in reader(secretary).get(home).content.decode()
    assert address not in reader(member).get(home).content.decode()


def test_confirmed_days_make_no_day_to_confirm_fall_off_the_page(
    group, secretary, clause, duties, monkeypatch
):
    monkeypatch.setattr(views, "MOST", 1)
    notify(clause, secretary)
    Duty.objects.filter(pk__in=[duty.pk for duty in duties[:2]]).update(due_on=COUNTED)
    assert duties[2].text in page(secretary, group)


def test_the_queries_do_not_grow_with_the_duties(
    group, secretary, clause, duties, django_assert_max_num_queries
):
    notify(clause, secretary)
    client = reader(secretary)
    with django_assert_max_num_queries(25):
        client.get(reverse("mandates:deadlines", args=[group.code]))


def test_home_says_that_counted_days_wait(group, secretary, clause, duties):
    home = reverse("group", args=[group.code])
    address = reverse("mandates:deadlines", args=[group.code])
    assert address not in reader(secretary).get(home).content.decode()
    notify(clause, secretary)
    assert address in reader(secretary).get(home).content.decode()


def test_the_page_of_a_duty_says_when_nobody_works_on_its_day(group, secretary, duties):
    Duty.objects.filter(pk=duties[0].pk).update(due_on=date(2026, 12, 11))  # a Friday
    Duty.objects.filter(pk=duties[1].pk).update(due_on=date(2026, 12, 12))
    client = reader(secretary)
    shown = [
        client.get(reverse("mandates:duty", args=[group.code, duty.pk])).content.decode()
        for duty in duties[:2]
    ]
    assert ["تعطیلی هفتگی" in page for page in shown] == [True, False]


def test_the_day_of_notification_can_be_corrected_on_the_documents_page(
    group, secretary, clause, duties
):
    notify(clause, secretary)
    there = reverse("mandates:set_notified", args=[group.code, clause.mandate_id])
    here = reverse("mandates:mandate", args=[group.code, clause.mandate_id])
    assert there in reader(secretary).get(here).content.decode()
    assert there not in reader(make_member(group)).get(here).content.decode()

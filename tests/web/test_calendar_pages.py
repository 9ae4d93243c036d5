"""Pages of holiday calendars, and of how a group counts days."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from dabir.foundation.calendar.acts import add_holiday, choose_calendar, create_calendar
from dabir.foundation.calendar.models import GroupCalendar, Holiday, HolidayCalendar
from dabir.foundation.calendar.queries import practice_of
from tests.factories import AT, make_group, make_member, make_person, make_secretary
from tests.web.catalogue import left_in_english

pytestmark = pytest.mark.django_db

YALDA = date(2026, 12, 21)  # 30 Azar 1405
IN_1405 = "?year=1405"


@pytest.fixture
def group():
    return make_group()


@pytest.fixture
def secretary(group):
    return make_secretary(group)


@pytest.fixture
def own(group, secretary):
    """The group's own calendar, with one holiday."""
    calendar = create_calendar(names={"fa": "تقویم ما"}, group=group, actor=secretary, at=AT)
    add_holiday(calendar=calendar, day=YALDA, names={"fa": "یلدا"}, actor=secretary, at=AT)
    return calendar


def reader(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def page(person, name, *args, query="") -> str:
    answer = reader(person).get(reverse(name, args=args) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_administrator_makes_fills_and_edits_a_calendar_for_everybody(group):
    client = reader(make_person(is_administrator=True))
    client.post(
        reverse("new_calendar"), {"names_fa": "تقویم رسمی", "names_en": "", "weekend": ["4"]}
    )
    calendar = HolidayCalendar.objects.get()
    assert (calendar.group, calendar.weekend) == (None, [4])
    here = reverse("official_holidays", args=[calendar.pk])
    client.post(here, {"country": "IR", "first": "۱۴۰۵", "last": "1406"})
    assert calendar.holidays.count() > 40
    shown = client.get(reverse("calendar", args=[calendar.pk]) + "?year=1406").content.decode()
    assert "جشن نوروز" in shown
    assert "پیش‌بینی" in shown
    assert not left_in_english(shown, "web", "foundation")


def test_a_day_is_added_confirmed_and_removed(own, secretary, group):
    client = reader(secretary)
    client.post(
        reverse("add_holiday", args=[own.pk]),
        {"day": "۱۴۰۵/۱۱/۱", "names_fa": "روز ما", "names_en": ""},
    )
    holiday = own.holidays.get(day=date(2027, 1, 21))
    Holiday.objects.filter(pk=holiday.pk).update(estimated=True)
    client.post(reverse("confirm_holiday", args=[own.pk, holiday.pk]), {"day": "۱۴۰۵/۱۱/۲"})
    holiday.refresh_from_db()
    assert (holiday.day, holiday.estimated) == (date(2027, 1, 22), False)
    asked = client.get(reverse("remove_holiday", args=[own.pk, holiday.pk]))
    assert asked.status_code == 200
    client.post(reverse("remove_holiday", args=[own.pk, holiday.pk]))
    assert not own.holidays.filter(pk=holiday.pk).exists()


def test_a_list_is_imported_and_what_holds_no_day_is_told(own, secretary):
    answer = reader(secretary).post(
        reverse("import_holidays", args=[own.pk]),
        {"pasted": "۱۴۰۵/۱۲/۱، الف\nnot a day, b"},
        follow=True,
    )
    assert own.holidays.filter(day=date(2027, 2, 20)).exists()
    assert "not a day" in answer.content.decode()


@pytest.mark.parametrize("pasted", ["", "   ", "no day at all"])
def test_a_list_without_a_day_is_refused_in_the_form(own, secretary, pasted):
    answer = reader(secretary).post(reverse("import_holidays", args=[own.pk]), {"pasted": pasted})
    assert answer.status_code == 200
    assert own.holidays.count() == 1


def test_a_secretary_copies_a_calendar_for_their_group(group, secretary):
    common = create_calendar(
        names={"fa": "همگانی"}, actor=make_person(is_administrator=True), at=AT
    )
    here = reverse("copy_calendar", args=[common.pk])
    assert reader(secretary).post(here, {"names_fa": "نسخهٔ ما"}).status_code == 403
    reader(secretary).post(f"{here}?group={group.code}", {"names_fa": "نسخهٔ ما", "names_en": ""})
    assert HolidayCalendar.objects.get(group=group).name == "نسخهٔ ما"


def test_a_secretary_decides_how_the_group_counts(own, secretary, group):
    answer = reader(secretary).post(
        reverse("choose_calendar", args=[group.code]),
        {"calendar": own.pk, "rolls": "on", "reminders": "۳۰، 7, ۰", "digest_on": "1"},
    )
    assert answer.status_code == 302
    practice = practice_of(group)
    assert (practice.calendar, practice.rolls, practice.digest_on) == (own, True, 1)
    assert practice.reminders == (30, 7, 0)
    shown = page(secretary, "group_calendar", group.code)
    assert "سه‌شنبه" in shown
    assert "۳۰ روز" in shown
    assert not left_in_english(shown, "web", "foundation")


@pytest.mark.parametrize("typed", ["سی", "-1", "1000", "14;3;x"])
def test_reminders_that_are_no_days_are_refused_in_the_form(own, secretary, group, typed):
    answer = reader(secretary).post(
        reverse("choose_calendar", args=[group.code]), {"reminders": typed}
    )
    assert answer.status_code == 200
    assert not GroupCalendar.objects.exists()


def test_a_member_reads_and_decides_nothing(own, secretary, group):
    choose_calendar(group=group, calendar=own, actor=secretary, at=AT)
    member = make_member(group)
    shown = page(member, "group_calendar", group.code)
    assert "تقویم ما" in shown
    assert reverse("choose_calendar", args=[group.code]) not in shown
    assert reader(member).get(reverse("choose_calendar", args=[group.code])).status_code == 403
    assert reverse("add_holiday", args=[own.pk]) not in page(member, "calendar", own.pk)
    assert reader(member).get(reverse("add_holiday", args=[own.pk])).status_code == 403


def test_a_calendar_of_another_group_does_not_exist(own):
    stranger = make_secretary(make_group())
    for name in ("calendar", "edit_calendar", "import_holidays", "copy_calendar"):
        assert reader(stranger).get(reverse(name, args=[own.pk])).status_code == 404
    assert "تقویم ما" not in page(stranger, "calendars")


def test_the_year_is_shown_in_the_readers_calendar(own, group):
    shown = page(make_member(group), "calendar", own.pk, query=IN_1405)
    assert "فروردین" in shown
    assert "یلدا" in shown
    english = make_member(group, language="en", calendar="gregorian", digits="latin")
    shown = page(english, "calendar", own.pk, query="?year=2026")
    assert "September" in shown
    assert "21 December 2026" in shown


@pytest.mark.parametrize("year", ["", "0", "99999999999999999999", "-5", "x", "۱۴۰۵", "²"])
def test_any_year_in_the_address_has_a_page(own, secretary, year):
    assert page(secretary, "calendar", own.pk, query=f"?year={year}")


def test_the_queries_of_the_year_do_not_grow_with_its_holidays(
    own, secretary, django_assert_max_num_queries
):
    for day in range(1, 28):
        add_holiday(
            calendar=own, day=date(2026, 12, day), names={"fa": "ن"}, actor=secretary, at=AT
        )
    client = reader(secretary)
    with django_assert_max_num_queries(22):
        client.get(reverse("calendar", args=[own.pk]) + IN_1405)


def test_today_is_marked(own, secretary):
    assert "today" in page(secretary, "calendar", own.pk)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1256", "utf-16"])
def test_a_file_is_read_in_whatever_letters_it_was_written(own, secretary, encoding):
    data = "۱۴۰۵/۱۲/۱،جشن\n" if encoding != "cp1256" else "1405/12/1،جشن\n"
    file = SimpleUploadedFile("list.csv", (data * 3).encode(encoding))
    reader(secretary).post(reverse("import_holidays", args=[own.pk]), {"file": file})
    assert own.holidays.get(day=date(2027, 2, 20)).name == "جشن"


@pytest.mark.parametrize("data", [b"\x00\x01\x02\xff" * 50, b"%PDF-1.7", b"x" * 300_000])
def test_a_file_that_is_no_list_is_refused_in_the_form(own, secretary, data):
    file = SimpleUploadedFile("list.csv", data)
    answer = reader(secretary).post(reverse("import_holidays", args=[own.pk]), {"file": file})
    assert answer.status_code == 200
    assert own.holidays.count() == 1

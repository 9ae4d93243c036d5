import contextlib
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabir.domain.calendars import Jalali, UnreadableDay, format_day, format_instant, read_day

MORDAD_18 = date(2021, 8, 9)
TODAY = date(2026, 11, 21)
DAYS = st.dates(Jalali(1206, 1, 1).to_gregorian(), Jalali(1500, 12, 29).to_gregorian())


@pytest.mark.parametrize(
    "typed",
    [
        "۱۴۰۰/۵/۱۸",
        "1400-05-18",
        "۱۸/۵/۱۴۰۰",
        "۱۴۰۰ ۵ ۱۸",
        "14000518",
        "18 مرداد 1400",
        "۱۸ مرداد ماه ۱۴۰۰",
        "۱۸مرداد۱۴۰۰",
        "هجدهم مرداد ۱۴۰۰",
        "هجدهم مرداد ماه سال یکهزار و چهارصد",
        "دوشنبه ۱۸ مرداد ۱۴۰۰",
        "روز دوشنبه، ۱۸ مرداد ۱۴۰۰ هجری شمسی",
        "  ۱۸ مرداد ۱۴۰۰. ",
        "18 Mordad 1400",
        "2021-08-09",
        "2021/8/9",
        "20210809",
        "9 Aug 2021",
        "9 august 2021",
        "9th of August 2021",
        "August 9, 2021",
        "Monday, 9 August 2021",
        "۹ اوت ۲۰۲۱",
        "۹ آگوست ۲۰۲۱ میلادی",
    ],
)
def test_reads_what_people_type_for_one_day(typed):
    assert read_day(typed) == MORDAD_18


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", "empty"),
        ("  ", "empty"),
        ("soon", "unreadable"),
        ("۱۴۰۰", "unreadable"),
        ("1600/1/1", "unreadable"),
        ("x" * 500, "unreadable"),
        ("30 Feb 2021", "impossible"),
        ("۱۳۹۸/۲/۳۶", "impossible"),
        ("۳۰ اسفند ۱۴۰۴", "impossible"),
        ("9 اوت ۱۴۰۰", "impossible"),
        ("9/8/2021", "ambiguous"),
        ("۱۵ مهر ۲۰", "ambiguous"),
        ("5/4/3", "ambiguous"),
        ("۲۲ بهمن", "incomplete"),
    ],
)
def test_says_why_a_day_cannot_be_read(typed, why):
    with pytest.raises(UnreadableDay) as refused:
        read_day(typed)
    assert refused.value.why == why
    assert refused.value.text == typed


def test_takes_a_missing_year_from_today():
    assert read_day("۲۲ بهمن", today=TODAY) == Jalali(1405, 11, 22).to_gregorian()
    assert read_day("3 December", today=TODAY) == date(2026, 12, 3)


def test_knows_today_and_tomorrow_only_where_today_is_given():
    assert read_day("امروز", today=TODAY) == TODAY
    assert read_day("پس‌فردا", today=TODAY) == date(2026, 11, 23)
    with pytest.raises(UnreadableDay):
        read_day("tomorrow")


def test_two_digit_years_are_jalali_for_those_who_prefer_it():
    assert read_day("8/3/86") == Jalali(1386, 3, 8).to_gregorian()
    with pytest.raises(UnreadableDay) as refused:
        read_day("8/3/86", prefer="gregorian")
    assert refused.value.why == "ambiguous"


@given(
    DAYS,
    st.sampled_from(["jalali", "gregorian"]),
    st.sampled_from(["fa", "en"]),
    st.sampled_from(["persian", "latin"]),
    st.sampled_from(["numeric", "long"]),
)
def test_reads_back_every_day_that_is_shown(day, calendar, language, digits, style):
    shown = format_day(day, calendar=calendar, language=language, digits=digits, style=style)
    assert read_day(shown) == day


@given(st.text(max_size=100))
def test_reads_a_day_or_says_why_not_for_any_text(text):
    with contextlib.suppress(UnreadableDay):
        assert isinstance(read_day(text, today=TODAY), date)


@pytest.mark.parametrize(
    ("calendar", "language", "digits", "style", "shown"),
    [
        ("jalali", "fa", "persian", "long", "۱۸ مرداد ۱۴۰۰"),
        ("jalali", "en", "latin", "long", "18 Mordad 1400"),
        ("gregorian", "en", "latin", "long", "9 August 2021"),
        ("gregorian", "fa", "persian", "long", "۹ اوت ۲۰۲۱"),
        ("jalali", "fa", "persian", "numeric", "۱۴۰۰/۰۵/۱۸"),
        ("gregorian", "en", "latin", "numeric", "2021-08-09"),
    ],
)
def test_shows_a_day_as_its_reader_expects(calendar, language, digits, style, shown):
    found = format_day(MORDAD_18, calendar=calendar, language=language, digits=digits, style=style)
    assert found == shown


def test_shows_an_instant_in_the_zone_of_the_reader():
    late = datetime(2021, 8, 8, 21, 0, tzinfo=UTC)
    tehran = ZoneInfo("Asia/Tehran")  # UTC+4:30 in the summer of 2021
    assert (
        format_instant(late, tehran, calendar="jalali", language="fa", digits="persian")
        == "۱۸ مرداد ۱۴۰۰، ۰۱:۳۰"
    )
    assert (
        format_instant(
            late, UTC, calendar="gregorian", language="en", digits="latin", style="numeric"
        )
        == "2021-08-08 21:00"
    )


def test_tehran_keeps_one_time_all_year():
    summer = datetime(2026, 7, 1, 8, 0, tzinfo=UTC)
    shown = format_instant(
        summer, ZoneInfo("Asia/Tehran"), calendar="jalali", language="en", digits="latin"
    )
    assert shown.endswith(", 11:30")


def test_refuses_an_instant_without_a_zone():
    with pytest.raises(ValueError, match="time zone"):
        format_instant(
            datetime(2021, 8, 9, 12, 0),  # noqa: DTZ001 - what is refused
            UTC,
            calendar="jalali",
            language="fa",
            digits="persian",
        )

"""Where months begin on the axis of a picture, in either calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabir.domain.calendars.jalali import Jalali
from dabir.domain.calendars.ticks import ticks

FROM, TO = date(2026, 8, 22), date(2027, 5, 23)
PERSIAN = {"calendar": "jalali", "language": "fa", "digits": "persian"}
ENGLISH = {"calendar": "gregorian", "language": "en", "digits": "latin"}


def test_names_jalali_months_with_the_year_at_the_first_and_at_new_year():
    labels = [tick.label for tick in ticks(FROM, TO, **PERSIAN)]
    assert labels == [
        "شهریور ۱۴۰۵", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند", "فروردین ۱۴۰۶", "اردیبهشت",
        "خرداد",
    ]  # fmt: skip


def test_names_gregorian_months():
    labels = [tick.label for tick in ticks(FROM, TO, **ENGLISH)]
    assert labels[:2] == ["September 2026", "October"]
    assert "January 2027" in labels


def test_thins_to_quarters_and_to_years():
    two_years = ticks(date(2026, 1, 1), date(2027, 12, 31), **ENGLISH)
    assert [tick.day.month for tick in two_years] == [1, 3, 5, 7, 9, 11] * 2
    three_years = ticks(date(2026, 1, 1), date(2028, 12, 31), **ENGLISH)
    assert [tick.day.month for tick in three_years] == [1, 4, 7, 10] * 3
    ages = ticks(date(1980, 1, 1), date(2030, 1, 1), **ENGLISH)
    assert [tick.label for tick in ages][:2] == ["1980", "1985"]


def test_refuses_a_window_that_ends_before_it_begins():
    with pytest.raises(ValueError, match="window"):
        ticks(TO, FROM, **ENGLISH)


def test_refuses_an_axis_without_room():
    with pytest.raises(ValueError, match="room"):
        ticks(FROM, TO, **ENGLISH, most=0)


@given(
    st.dates(date(1500, 1, 1), date(2400, 1, 1)),
    st.integers(0, 40_000),
    st.sampled_from([PERSIAN, ENGLISH]),
    st.integers(1, 20),
)
def test_every_tick_begins_a_month_within_the_window_and_none_are_too_many(
    begin, days, reading, most
):
    end = begin + timedelta(days=days)
    found = ticks(begin, end, **reading, most=most)
    assert len(found) <= most + 1
    assert [tick.day for tick in found] == sorted({tick.day for tick in found})
    for tick in found:
        assert begin <= tick.day <= end
        first = Jalali.from_gregorian(tick.day) if reading is PERSIAN else tick.day
        assert first.day == 1

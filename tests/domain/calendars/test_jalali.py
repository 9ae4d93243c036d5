from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabir.domain.calendars import Jalali, days_in_month, is_leap

FIRST = Jalali(1206, 1, 1).to_gregorian()
LAST = Jalali(1500, 12, 29).to_gregorian()


@pytest.mark.parametrize("year", [1399, 1403, 1408, 1412, 1436, 1441])
def test_knows_the_leap_years(year):
    assert is_leap(year)
    assert Jalali(year, 12, 30).to_gregorian() + timedelta(days=1) == (
        Jalali(year + 1, 1, 1).to_gregorian()
    )


@pytest.mark.parametrize("year", [1404, 1402, 1437, 1400])
def test_refuses_a_thirtieth_of_esfand_in_a_common_year(year):
    assert not is_leap(year)
    with pytest.raises(ValueError, match="no day 30"):
        Jalali(year, 12, 30)


@pytest.mark.parametrize(
    ("jalali", "gregorian"),
    [
        ((1401, 12, 22), date(2023, 3, 13)),
        ((1403, 12, 30), date(2025, 3, 20)),
        ((1404, 1, 1), date(2025, 3, 21)),
        ((1357, 11, 22), date(1979, 2, 11)),
    ],
)
def test_agrees_with_the_published_calendar(jalali, gregorian):
    assert Jalali(*jalali).to_gregorian() == gregorian
    assert Jalali.from_gregorian(gregorian) == Jalali(*jalali)


@given(st.dates(FIRST, LAST))
def test_a_day_goes_to_jalali_and_back(day):
    assert Jalali.from_gregorian(day).to_gregorian() == day


@given(st.integers(1206, 1500), st.integers(1, 12), st.data())
def test_a_jalali_day_goes_to_gregorian_and_back(year, month, data):
    jalali = Jalali(year, month, data.draw(st.integers(1, days_in_month(year, month))))
    assert Jalali.from_gregorian(jalali.to_gregorian()) == jalali


@given(st.dates(FIRST, LAST), st.dates(FIRST, LAST))
def test_jalali_days_stand_in_the_order_of_time(one, other):
    assert (Jalali.from_gregorian(one) < Jalali.from_gregorian(other)) == (one < other)


@pytest.mark.parametrize(
    "figures", [(1403, 0, 1), (1403, 13, 1), (1403, 7, 31), (0, 1, 1), (1, 1, 0)]
)
def test_refuses_a_day_that_does_not_exist(figures):
    with pytest.raises(ValueError, match=r"no |not in"):
        Jalali(*figures)

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabir.domain.calendars import (
    FRIDAY,
    SATURDAY_SUNDAY,
    THURSDAY_FRIDAY,
    Duration,
    Jalali,
    WorkingDays,
    parse_duration,
)

DAYS = st.dates(date(1950, 1, 1), date(2090, 1, 1))
PARTS = st.builds(Duration, *(st.integers(0, top) for top in (50, 50, 90, 900, 900, 900, 900)))


@pytest.mark.parametrize("written", ["P2M", "P2W", "P45D", "PT72H", "P1Y6M", "P1DT12H30M", "P0D"])
def test_writes_a_duration_as_it_was_read(written):
    assert str(parse_duration(written)) == written


@pytest.mark.parametrize("written", ["", "P", "PT", "P1", "2M", "P-1D", "P1.5D", "P1H", "PT1D"])
def test_refuses_what_is_no_duration(written):
    with pytest.raises(ValueError, match="ISO 8601"):
        parse_duration(written)


def test_refuses_a_negative_duration():
    with pytest.raises(ValueError, match="negative"):
        Duration(days=-1)


@given(PARTS)
def test_a_duration_goes_to_text_and_back(duration):
    assert parse_duration(str(duration)) == duration


def test_counts_months_in_the_calendar_asked_for():
    start = Jalali(1404, 5, 31).to_gregorian()
    moved = Duration(months=2).add_to(start, calendar="jalali")
    assert Jalali.from_gregorian(moved) == Jalali(1404, 7, 30)
    assert Duration(months=1).add_to(date(2027, 1, 31)) == date(2027, 2, 28)
    assert Duration(years=1).add_to(Jalali(1403, 12, 30).to_gregorian(), calendar="jalali") == (
        Jalali(1404, 12, 29).to_gregorian()
    )


def test_counts_a_begun_day_as_a_day():
    assert Duration(hours=72).add_to(date(2026, 1, 1)) == date(2026, 1, 4)
    assert Duration(hours=25).add_to(date(2026, 1, 1)) == date(2026, 1, 3)


def test_refuses_to_count_beyond_the_calendar():
    with pytest.raises(OverflowError):
        Duration(years=9_000).add_to(date(2026, 1, 1))
    with pytest.raises(OverflowError):
        Duration(years=9_000).add_to(date(2026, 1, 1), calendar="jalali")


@given(DAYS, PARTS, st.sampled_from(["jalali", "gregorian"]))
def test_a_duration_never_leads_back(day, duration, calendar):
    assert duration.add_to(day, calendar=calendar) >= day


WEEKS = st.sampled_from([THURSDAY_FRIDAY, FRIDAY, SATURDAY_SUNDAY])


@given(WEEKS, st.frozensets(DAYS, max_size=5), DAYS, st.integers(0, 200))
def test_counts_working_days_one_by_one(weekend, holidays, start, length):
    working = WorkingDays(weekend, holidays)
    days = [start + timedelta(days=step) for step in range(1, length + 1)]
    assert working.count(start, start + timedelta(days=length)) == sum(
        map(working.is_working, days)
    )


@given(WEEKS, DAYS, st.integers(1, 60), st.frozensets(st.integers(1, 30), max_size=8))
def test_the_day_arrived_at_is_worked_and_counts_back(weekend, start, count, off):
    working = WorkingDays(weekend, frozenset(start + timedelta(days=each) for each in off))
    arrived = working.add(start, count)
    assert working.is_working(arrived)
    assert working.count(start, arrived) == count


def test_skips_a_holiday_and_the_weekend_of_the_country():
    thursday = date(2026, 11, 19)
    assert WorkingDays(THURSDAY_FRIDAY).add(thursday, 1) == date(2026, 11, 21)
    assert WorkingDays(FRIDAY).add(thursday, 0) == thursday
    assert WorkingDays(THURSDAY_FRIDAY).add(thursday, 0) == date(2026, 11, 21)
    holiday = WorkingDays(THURSDAY_FRIDAY, frozenset({date(2026, 11, 21)}))
    assert holiday.add(thursday, 1) == date(2026, 11, 22)


def test_counts_nothing_back_in_time():
    working = WorkingDays()
    assert working.count(date(2026, 1, 2), date(2026, 1, 1)) == 0
    with pytest.raises(ValueError, match="onward"):
        working.add(date(2026, 1, 1), -1)


@pytest.mark.parametrize("weekend", [frozenset({7}), frozenset(range(7))])
def test_refuses_a_weekend_that_is_none(weekend):
    with pytest.raises(ValueError, match="weekend"):
        WorkingDays(weekend)


def test_counts_a_length_in_working_days():
    wednesday = date(2026, 11, 18)
    working = WorkingDays(THURSDAY_FRIDAY, frozenset({date(2026, 11, 22)}))
    assert Duration(days=1).add_working_to(wednesday, working) == date(2026, 11, 21)
    assert Duration(days=2).add_working_to(wednesday, working) == date(2026, 11, 23)
    assert Duration(weeks=1).add_working_to(wednesday, working) == date(2026, 11, 28)


@pytest.mark.parametrize("written", ["PT8H", "P1M", "P1Y", "P1DT4H"])
def test_refuses_to_count_hours_or_months_in_working_days(written):
    with pytest.raises(ValueError, match="working days"):
        parse_duration(written).add_working_to(date(2026, 11, 18), WorkingDays())

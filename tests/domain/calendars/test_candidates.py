"""An open date is not guessed: the days that it may mean are counted up."""

from datetime import date

import pytest

from dabir.domain.calendars import find_dates
from dabir.domain.calendars.candidates import candidate_days

NEAR = date(2026, 5, 2)  # ۱۲ اردیبهشت ۱۴۰۵


def days(text, near=NEAR):
    (mention,) = find_dates(text)
    return [day.isoformat() for day in candidate_days(mention, near)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on 9/8/2021", ["2021-09-08", "2021-08-09"]),
        ("تا ۱۵ مهر", ["2026-10-07", "2027-10-07", "2025-10-07"]),
        ("آبان ماه جاری", ["2026-11-21", "2027-11-21", "2025-11-21"]),
    ],
)
def test_counts_up_what_may_be_meant(text, expected):
    assert days(text) == expected


def test_two_figures_for_the_year_may_be_of_either_calendar_and_order():
    found = days("مورخ ۰۳/۰۴/۰۵")
    assert {"2024-06-24", "2005-04-03", "2005-03-04"} & set(found)
    assert found[0] == min(found, key=lambda day: abs(date.fromisoformat(day) - NEAR))
    assert len(found) == len(set(found))


def test_without_a_day_of_the_text_a_missing_year_stays_missing():
    assert days("تا ۱۵ مهر", None) == []


@pytest.mark.parametrize("text", ["۱۵ مهر ۱۴۰۵", "۳۱ مهر ۱۴۰۵", "3 May 2024"])
def test_what_is_certain_or_impossible_is_not_open(text):
    assert days(text) == []

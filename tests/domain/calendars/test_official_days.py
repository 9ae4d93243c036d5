from datetime import date

import pytest

from dabir.domain.calendars.official_days import NoSuchCountry, countries, official_days

FIRST, LAST = date(2026, 3, 21), date(2027, 3, 20)  # the Jalali year 1405


def test_the_holidays_of_iran_are_named_in_both_languages():
    days = {each.day: each for each in official_days("IR", FIRST, LAST)}
    assert set(days[FIRST].names) == {"fa", "en"}
    assert days[date(2027, 2, 11)].names["fa"] == "پیروزی انقلاب اسلامی"
    assert list(days) == sorted(days)
    assert all(FIRST <= day <= LAST for day in days)


def test_days_that_follow_the_moon_are_estimates_in_years_to_come():
    later = official_days("IR", date(2035, 3, 21), date(2036, 3, 19))
    ashura = next(each for each in later if "Ashura" in each.names["en"])
    victory = next(each for each in later if each.day == date(2036, 2, 11))
    assert ashura.estimated
    assert not victory.estimated
    words = " ".join(name for each in later for name in each.names.values())
    assert "estimated" not in words
    assert "تخمینی" not in words


def test_other_countries_are_known_in_english():
    days = official_days("DE", date(2027, 1, 1), date(2027, 12, 31))
    assert days[0].names == {"en": "New Year's Day"}
    assert {"IR", "DE", "IQ"} <= set(countries())


def test_refuses_a_country_or_a_span_that_there_is_not():
    with pytest.raises(NoSuchCountry):
        official_days("XX", FIRST, LAST)
    with pytest.raises(ValueError, match="span"):
        official_days("IR", LAST, FIRST)
    with pytest.raises(ValueError, match="span"):
        official_days("IR", FIRST, date(2060, 1, 1))

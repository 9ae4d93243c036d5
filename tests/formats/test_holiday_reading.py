"""Lists of holidays as people paste them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabir.formats.holiday_reading import read_holidays

YALDA = date(2026, 12, 21)


def read(text):
    found = read_holidays(text, prefer="jalali")
    return [(each.day, each.name) for each in found.days], found.unread


@pytest.mark.parametrize(
    "line",
    [
        "۱۴۰۵/۹/۳۰، شب یلدا",
        "1405/09/30,شب یلدا",
        "2026-12-21;شب یلدا",
        "۱۴۰۵/۹/۳۰\tشب یلدا",
        "۱۴۰۵/۹/۳۰ شب یلدا",
        "۳۰ آذر ۱۴۰۵، شب یلدا",
        "1405/09/30 - شب یلدا",
        '2026-12-21,"شب یلدا"',
        "20261221 شب یلدا",
    ],
)
def test_reads_a_day_and_its_name(line):
    assert read(line) == ([(YALDA, "شب یلدا")], [])


def test_a_heading_is_passed_over_and_a_line_without_a_day_is_told():
    assert read("date,name\n2026-12-21,a\nno day here\n۱۴۰۵/۱۳/۱، b") == (
        [(YALDA, "a")],
        ["no day here", "۱۴۰۵/۱۳/۱، b"],
    )


def test_a_day_that_stands_twice_is_one():
    assert read("2026-12-21,a\n2026-12-21,b")[0] == [(YALDA, "a")]


def test_reads_an_icalendar_file_with_holidays_of_several_days():
    calendar = (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\n"
        "DTSTART;VALUE=DATE:20261221\r\nDTEND;VALUE=DATE:20261223\r\nSUMMARY:Yalda\\, night\r\n"
        "END:VEVENT\r\nBEGIN:VEVENT\r\nUID:2\r\nDTSTART:20270101T090000Z\r\nSUMMARY:New\r\n"
        "END:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    assert read(calendar)[0] == [
        (YALDA, "Yalda, night"),
        (date(2026, 12, 22), "Yalda, night"),
        (date(2027, 1, 1), "New"),
    ]


def test_a_damaged_icalendar_file_gives_no_days():
    assert read("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:nonsense\n")[0] == []


@pytest.mark.parametrize(
    "written",
    [
        "DTSTART:garbage",
        "DTSTART;VALUE=DATE:20260101\r\nDTSTART;VALUE=DATE:20260102",
        "DTSTART;VALUE=TIME:101010",
        "DTSTART;VALUE=DURATION:P1D",
        "DTSTART;VALUE=PERIOD:20260101T000000Z/P1D",
        "DTSTART;VALUE=DATE:00010101",
        "DTSTART;VALUE=DATE:99991231",
        "DTSTART;VALUE=DATE:20260101\r\nDTEND;VALUE=DATE:00010101",
        "DTSTART;VALUE=DATE:20260101\r\nDTEND:garbage",
        "DTSTAMP:20260101T000000Z",
    ],
)
def test_a_damaged_event_is_told_and_the_others_are_read(written):
    calendar = (
        f"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n{written}\r\nSUMMARY:Broken\r\nEND:VEVENT\r\n"
        "BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20261221\r\nSUMMARY:Yalda\r\nEND:VEVENT\r\n"
        "END:VCALENDAR\r\n"
    )
    assert read(calendar) == ([(YALDA, "Yalda")], ["Broken"])


@given(st.text(max_size=400))
def test_any_text_is_read_without_an_error(text):
    read_holidays(text, prefer="jalali")


@given(st.text(max_size=200))
def test_any_calendar_is_read_without_an_error(text):
    read_holidays(f"BEGIN:VCALENDAR\n{text}\nEND:VCALENDAR", prefer="jalali")

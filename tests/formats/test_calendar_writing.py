"""Calendars that two parsers of other houses accept, and that say what they should."""

import re
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabir.formats.calendar_writing import Event, write_calendar

CHANGED = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
DUTY = Event(
    uid="duty@dabir.example",
    title="گزارش کارگروه؛ نوبت نخست, با «پیوست»",
    begins=date(2027, 1, 10),
    changed=CHANGED,
    text="مهلت: ۲۰ دی ۱۴۰۵\nنشانی در سامانه",
    url="https://dabir.example/g/water/mandates/duties/7/",
    revision=3,
)
MEETING = Event(
    uid="meeting@dabir.example",
    title="جلسهٔ ۴",
    begins=datetime(2027, 1, 12, 6, 30, tzinfo=UTC),
    ends=datetime(2027, 1, 12, 8, 0, tzinfo=UTC),
    zone="Asia/Tehran",
    changed=CHANGED,
    place="سالن یکم",
    busy=True,
)


def parsed(*events):
    return icalendar.Calendar.from_ical(write_calendar("کارگروه آب", events, language="fa"))


def test_a_duty_is_a_whole_day_that_keeps_nobody_busy():
    [event] = parsed(DUTY).events
    assert (event.start, event.end) == (date(2027, 1, 10), date(2027, 1, 11))
    assert event["dtstart"].params["VALUE"] == "DATE"
    assert str(event["summary"]) == DUTY.title
    assert str(event["description"]) == DUTY.text
    assert (event["sequence"], event["transp"], event["status"]) == (3, "TRANSPARENT", "CONFIRMED")
    assert event["last-modified"].dt == event["dtstamp"].dt == CHANGED


def test_a_meeting_keeps_its_zone_which_is_defined():
    calendar = parsed(MEETING)
    [event] = calendar.events
    assert event.start == MEETING.begins
    assert event["dtstart"].params["TZID"] == "Asia/Tehran"
    assert [zone.tz_name for zone in calendar.timezones] == ["Asia/Tehran"]
    [offset] = {
        part["tzoffsetto"].td.total_seconds() / 3600 for part in calendar.timezones[0].subcomponents
    }
    assert offset == 3.5


@pytest.mark.parametrize("month", [1, 7])
def test_a_zone_with_summer_time_tells_both_offsets(month):
    berlin = datetime(2027, month, 15, 12, tzinfo=ZoneInfo("Europe/Berlin"))
    calendar = parsed(Event("u", "t", berlin, CHANGED, zone="Europe/Berlin"))
    [event] = calendar.events
    told = calendar.timezones[0].to_tz()
    assert berlin.replace(tzinfo=told).utcoffset() == berlin.utcoffset()
    assert event.start.utcoffset() == berlin.utcoffset()


def test_what_is_cancelled_is_told_as_cancelled():
    [event] = parsed(Event("u", "t", date(2027, 1, 1), CHANGED, cancelled=True)).events
    assert event["status"] == "CANCELLED"


def test_the_calendar_has_a_name_and_says_how_often_to_look():
    calendar = parsed(DUTY)
    assert str(calendar["x-wr-calname"]) == str(calendar["name"]) == "کارگروه آب"
    assert calendar["refresh-interval"].dt.total_seconds() == 4 * 3600
    assert calendar["refresh-interval"].params["VALUE"] == "DURATION"
    assert str(calendar["x-published-ttl"]) == "PT4H"


def test_an_empty_calendar_is_a_calendar():
    assert parsed().events == []


def test_lines_are_folded_within_75_octets_and_end_in_crlf():
    data = write_calendar("کارگروه آب", [DUTY, MEETING], language="fa")
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert max(len(line) for line in data.split(b"\r\n")) <= 75
    assert all(line.decode() for line in data.split(b"\r\n") if line)  # no letter is cut in two


def test_the_same_events_give_the_same_bytes():
    assert write_calendar("n", [DUTY, MEETING], language="fa") == write_calendar(
        "n", [DUTY, MEETING], language="fa"
    )


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_another_parser_reads_the_same():
    import vobject

    data = write_calendar("کارگروه آب", [DUTY, MEETING], language="fa").decode()
    calendar = vobject.readOne(data)
    assert calendar.validate(raiseException=True)
    duty, meeting = calendar.vevent_list
    assert duty.summary.value == DUTY.title
    assert duty.description.value == DUTY.text
    assert duty.dtstart.value == DUTY.begins
    assert meeting.dtstart.value == MEETING.begins
    assert meeting.location.value == MEETING.place


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=200)


@given(WORDS, WORDS)
def test_any_words_survive(title, text):
    [event] = parsed(Event("u", title, date(2027, 1, 1), CHANGED, text=text)).events
    assert str(event["summary"]) == title
    assert str(event.get("description", "")) == text


@given(WORDS)
def test_no_words_make_a_property_of_their_own(words):
    data = write_calendar(words, [Event("u", words, date(2027, 1, 1), CHANGED)], language="fa")
    unfolded = data.decode().replace("\r\n ", "")
    assert len(re.findall(r"^BEGIN:VEVENT", unfolded, re.MULTILINE)) == 1

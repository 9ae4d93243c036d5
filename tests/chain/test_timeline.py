"""What happens when: only what the reader sees, in either calendar and direction."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from dabir.chain.timeline import LANES, Item, Lane, Timeline, timeline
from dabir.chain.timeline_picture import HEAD, LATE, Words, specification
from dabir.drawing.pictures import render_svg
from dabir.foundation.people.models import Role
from dabir.foundation.people.preferences import Preferences, reading_as
from dabir.foundation.trace.models import Confidentiality
from dabir.stages.mandates.acts import assign_duty
from dabir.stages.mandates.models import Duty, Extension
from tests.factories import (
    AT,
    make_body,
    make_group,
    make_member,
    make_person,
    make_secretary,
    seat,
)
from tests.web.catalogue import left_in_english

TODAY = date(2026, 11, 22)
WORDS = Words("Picture of time", "today", "+%(count)s more")
PERSIAN = Preferences()
ENGLISH = Preferences("en", "gregorian", "latin")


def an_item(key, lane="duties", **fields):
    given = {"name": f"Duty {key}", "url": "/", "end": TODAY, "state": "assigned"}
    return Item(lane=lane, key=key, **(given | fields))


def a_timeline(*items):
    lanes = tuple(
        Lane(key, key.title(), tuple(one for one in items if one.lane == key)) for key in LANES
    )
    return Timeline(TODAY - timedelta(days=92), TODAY + timedelta(days=183), TODAY, lanes, 0)


def drawn(shown, reading=ENGLISH):
    with reading_as(reading):
        return specification(shown, WORDS)


def marks(spec, kind):
    return [
        value
        for layer in spec["layer"]
        if layer["mark"]["type"] == kind
        for value in layer["data"]["values"]
    ]


def texts(spec):
    return [value["text"].strip("\u200f") for value in marks(spec, "text")]


@pytest.mark.parametrize(
    ("reading", "months"),
    [
        (PERSIAN, ["شهریور ۱۴۰۵", "مهر", "فروردین ۱۴۰۶"]),
        (ENGLISH, ["September 2026", "October", "January 2027"]),
        (Preferences("fa", "gregorian", "persian"), ["سپتامبر ۲۰۲۶", "ژانویهٔ ۲۰۲۷"[:6]]),
        (Preferences("en", "jalali", "latin"), ["Shahrivar 1405", "Farvardin 1406"]),
    ],
)
def test_names_months_in_the_readers_calendar_language_and_digits(reading, months):
    found = " ".join(texts(drawn(a_timeline(an_item(1)), reading)))
    for month in months:
        assert month in found


def test_time_runs_from_the_right_where_reading_does():
    for reading, turned in ((PERSIAN, True), (ENGLISH, False)):
        spec = drawn(a_timeline(an_item(1)), reading)
        first, last = spec["layer"][-1]["encoding"]["x"]["scale"]["range"]
        assert (first > last) is turned


def test_overdue_is_told_by_shape_and_a_dashed_line():
    late = an_item(1, end=TODAY - timedelta(days=9), late_until=TODAY)
    spec = drawn(a_timeline(late, an_item(2)))
    shapes = {value["shape"]: value["colour"] for value in marks(spec, "point")}
    assert shapes["triangle-up"] == LATE
    assert shapes["diamond"] != LATE
    assert any(layer["mark"].get("strokeDash") for layer in spec["layer"])


def test_an_extended_deadline_shows_where_it_was():
    moved = an_item(1, end=TODAY, moved_from=(TODAY - timedelta(days=30),))
    hollow = [value for value in marks(drawn(a_timeline(moved)), "point") if not value["full"]]
    assert [value["x"] for value in hollow] == [62]


def test_long_and_hostile_names_are_cut_and_drawn_as_text():
    spec = drawn(a_timeline(an_item(1, name="<script>" * 40)))
    assert max(map(len, texts(spec))) <= 40
    assert "<script" not in render_svg(spec)


def test_three_hundred_things_fit_with_the_late_kept():
    items = [an_item(n, end=TODAY + timedelta(days=n % 150)) for n in range(299)]
    late = an_item(300, name="Late one", end=TODAY - timedelta(days=80), late_until=TODAY)
    shown = a_timeline(*items, late).at_most(30)
    [duties] = [lane for lane in shown.lanes if lane.items]
    assert len(duties.items) == 30
    assert duties.more == 270
    assert late in duties.items
    spec = drawn(shown)
    assert spec["height"] < 30 * 26 + 4 * HEAD
    assert "+270 more" in render_svg(spec)


def test_the_day_stands_in_the_picture_unless_it_lies_outside():
    assert "today" in texts(drawn(a_timeline(an_item(1))))
    shown = a_timeline(an_item(1, end=TODAY - timedelta(days=80)))
    past = Timeline(shown.begin, TODAY - timedelta(days=30), TODAY, shown.lanes, 0)
    assert "today" not in texts(drawn(past))


class Office:
    def __init__(self):
        self.group = make_group(formed_on=date(2026, 5, 1))
        self.body = make_body("سازمان آب")
        self.secretary = make_secretary(self.group)
        self.member = make_member(self.group, self.body)
        self.guest = make_person()
        seat(self.guest, self.group, Role.GUEST, body=make_body())

    def give(self, text, due_on=TODAY, **more):
        return assign_duty(
            group=self.group,
            text=text,
            responsible=[self.body],
            due_on=due_on,
            actor=self.secretary,
            at=AT,
            **more,
        )

    def names(self, reader, **asked):
        found = timeline(reader, self.group, TODAY, **asked)
        return {item.name for lane in found.lanes for item in lane.items}


@pytest.fixture
def office(db):
    return Office()


def test_shows_only_what_the_reader_sees(office):
    office.give("آشکار")
    office.give("پنهان", confidentiality=Confidentiality.SECRETARIAT)
    assert office.names(office.secretary) == {"آشکار", "پنهان"}
    assert office.names(office.member) == {"آشکار"}
    assert office.names(office.guest) == set()


def test_the_window_says_how_much_time(office):
    for name, days in (("نزدیک", 1), ("دور", 200), ("دورتر", 3000)):
        office.give(name, TODAY - timedelta(days=days))
    Duty.objects.update(state=Duty.State.DONE)
    assert office.names(office.secretary) == {"نزدیک"}
    assert office.names(office.secretary, window="year") == {"نزدیک", "دور"}
    assert office.names(office.secretary, window="all") == {"نزدیک", "دور", "دورتر"}


def test_what_is_under_way_is_shown_however_far_its_deadline(office):
    office.give("در راه", TODAY + timedelta(days=3000))
    assert office.names(office.secretary) == {"در راه"}


def test_lanes_are_chosen(office):
    office.give("تکلیف")
    assert office.names(office.secretary, lanes=("calls",)) == set()


def test_tells_since_when_it_was_given_overdue_and_moved(office):
    duty = office.give("دیر", TODAY - timedelta(days=1))
    Extension.objects.create(
        duty=duty,
        before=TODAY - timedelta(days=9),
        until=duty.due_on,
        asked_by=office.member,
        asked_at=AT,
        state=Extension.State.GRANTED,
    )
    [item] = timeline(office.secretary, office.group, TODAY).lanes[1].items
    assert item.late_until == TODAY
    assert item.moved_from == (TODAY - timedelta(days=9),)


def test_duties_without_a_day_are_counted(office):
    office.give("همیشگی", None)
    Duty.objects.filter(pk=office.give("رهاشده", None).pk).update(state=Duty.State.RELEASED)
    assert timeline(office.secretary, office.group, TODAY).undated == 1


def page(office, query="", reader=None):
    client = Client()
    client.force_login(reader or office.secretary)
    return client.get(reverse("timeline", args=[office.group.code]) + query)


def test_the_page_says_the_same_as_its_picture(office):
    duty = office.give("تهیهٔ نقشه", TODAY)
    response = page(office, "?window=all")
    html = response.content.decode()
    assert "<svg" in html
    assert reverse("mandates:duty", args=[office.group.code, duty.pk]) in html
    assert not re.search(r'style="|<script>', html[html.index("<main") : html.index("</main>")])


def test_an_empty_time_is_said_in_words(office):
    assert "در این بازه چیزی نیست" in page(office).content.decode()


def test_the_persian_page_says_nothing_in_english(office):
    office.give("تهیهٔ نقشه", TODAY - timedelta(days=3))
    assert not left_in_english(page(office, "?window=all").content.decode(), "chain")


@pytest.mark.parametrize("query", ["?window=week", "?only=letters"])
def test_what_does_not_exist_is_not_found(office, query):
    assert page(office, query).status_code == 404


def test_to_others_the_page_does_not_exist(office):
    assert page(office, reader=make_person()).status_code == 404


def test_the_page_asks_a_fixed_number_of_queries(office, django_assert_max_num_queries):
    for number in range(9):
        office.give(f"تکلیف {number}")
    client = Client()
    client.force_login(office.secretary)
    with django_assert_max_num_queries(16):
        client.get(reverse("timeline", args=[office.group.code]))

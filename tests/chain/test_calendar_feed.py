"""A feed sees with its owner's eyes, on the day it is read, and says nothing it should not."""

from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest
from django.utils import timezone

from dabir.chain.calendar_feed import calendar_of
from dabir.foundation.calendar.acts import make_feed
from dabir.foundation.calendar.queries import feed_at, secret_of
from dabir.foundation.letters.acts import draft_letter, refer
from dabir.foundation.people.models import Membership, Role
from dabir.stages.decisions.acts import (
    add_agenda_item,
    cancel_meeting,
    change_meeting,
    convene_meeting,
    invite_guest,
    plan_meeting,
)
from dabir.stages.mandates.acts import assign_duty, release_duty, set_due
from tests.factories import (
    AT,
    make_body,
    make_group,
    make_member,
    make_person,
    make_secretary,
    seat,
)

pytestmark = pytest.mark.django_db

DUE = date(2026, 12, 21)  # 30 Azar 1405
BEGINS = datetime(2026, 12, 22, 6, 30, tzinfo=UTC)


@pytest.fixture
def group():
    return make_group()


@pytest.fixture
def secretary(group):
    return make_secretary(group)


@pytest.fixture
def body():
    return make_body()


@pytest.fixture
def member(group, body):
    return make_member(group, body)


@pytest.fixture
def duty(group, secretary, body):
    return given(group, secretary, body)


@pytest.fixture
def meeting(group, secretary):
    return plan_meeting(
        group=group,
        names={"fa": "بررسی پیش‌نویس"},
        begins_at=BEGINS,
        ends_at=BEGINS + timedelta(hours=2),
        place="سالن یکم",
        actor=secretary,
        at=AT,
    )


def given(group, secretary, body, **fields):
    fields = {"text": "تهیهٔ گزارش آب", "due_on": DUE} | fields
    return assign_duty(group=group, responsible=[body], actor=secretary, at=AT, **fields)


def read(person, group=None) -> icalendar.Calendar:
    feed = feed_at(secret_of(make_feed(actor=person, group=group, at=AT)))
    return icalendar.Calendar.from_ical(calendar_of(feed, AT))


def titles(person, group=None) -> list[str]:
    return [str(event["summary"]) for event in read(person, group).events]


def test_a_duty_is_a_whole_day_with_its_jalali_day_in_the_text(duty, member):
    [event] = read(member).events
    assert (event.start, event.end) == (DUE, DUE + timedelta(days=1))
    assert duty.text in str(event["summary"])
    assert "۳۰ آذر ۱۴۰۵" in str(event["description"])
    assert str(event["url"]).endswith(f"/mandates/duties/{duty.pk}/")
    assert str(event["uid"]).startswith(str(duty.address_id))


def test_the_text_is_in_the_owners_language_and_the_day_still_jalali(duty, body, group):
    reader = make_member(group, body, language="en", calendar="gregorian", digits="latin")
    [event] = read(reader).events
    assert "30 Azar 1405" in str(event["description"])
    assert str(event["summary"]).startswith("Due:")


def test_a_duty_that_another_group_gave_to_the_persons_body_is_in_their_own_feed(duty, body):
    elsewhere = make_group()
    carrier = make_member(elsewhere, body)
    assert len(titles(carrier)) == 1
    assert titles(carrier, elsewhere) == []


def test_a_meeting_has_its_zone_its_place_and_its_times(meeting, member):
    [event] = read(member).events
    assert event["dtstart"].params["TZID"] == "Asia/Tehran"
    assert (event.start, event.end) == (BEGINS, BEGINS + timedelta(hours=2))
    assert str(event["location"]) == "سالن یکم"
    assert "بررسی پیش‌نویس" in str(event["summary"])


def test_what_is_cancelled_or_released_is_struck_out(meeting, duty, member, secretary):
    cancel_meeting(meeting=meeting, reason="تعطیلی", actor=secretary, at=AT)
    release_duty(duty=duty, reason="دیگر لازم نیست", actor=secretary, at=AT)
    assert {event["status"] for event in read(member).events} == {"CANCELLED"}


def test_a_change_keeps_the_uid_and_raises_the_sequence(duty, meeting, member, secretary):
    before = {str(event["uid"]): event for event in read(member).events}
    later = AT + timedelta(hours=5)
    set_due(duty=duty, due_on=DUE + timedelta(days=9), reason="تمدید", actor=secretary, at=later)
    change_meeting(
        meeting=meeting, begins_at=BEGINS - timedelta(hours=1), actor=secretary, at=later
    )
    after = {str(event["uid"]): event for event in read(member).events}
    assert before.keys() == after.keys()
    for uid, event in after.items():
        assert event["sequence"] > before[uid]["sequence"]
        assert event["last-modified"].dt == later > before[uid]["last-modified"].dt


def test_a_personal_feed_holds_what_is_the_persons_own(duty, group, secretary, member):
    other = make_member(group)
    given(group, secretary, make_body(), text="کار دیگران")
    assert [duty.text in title for title in titles(member)] == [True]
    assert titles(other) == []
    assert len(titles(other, group)) == 2


def test_a_group_feed_holds_that_group_alone(duty, group, member, secretary):
    elsewhere = make_group()
    seat(member, elsewhere)
    given(elsewhere, make_secretary(elsewhere), make_body(), text="جای دیگر")
    assert len(titles(member, group)) == 1
    assert len(titles(member, elsewhere)) == 1


def test_what_the_owner_may_not_see_is_not_there(group, secretary, member, body):
    given(group, secretary, body, text="راز", confidentiality="secretariat")
    assert titles(member) == titles(member, group) == []


def test_what_is_not_for_the_whole_group_appears_without_its_words(group, secretary, body):
    given(group, secretary, body, text="راز بزرگ", confidentiality="secretariat")
    plan_meeting(
        group=group,
        names={"fa": "نشست پنهان"},
        begins_at=BEGINS,
        place="جای پنهان",
        confidentiality="secretariat",
        actor=secretary,
        at=AT,
    )
    feed = feed_at(secret_of(make_feed(actor=secretary, group=group, at=AT)))
    text = calendar_of(feed, AT).decode().replace("\r\n ", "")
    assert text.count("BEGIN:VEVENT") == 2
    assert "راز" not in text
    assert "پنهان" not in text


def test_after_the_membership_there_is_nothing_of_the_group(duty, meeting, group, member):
    own, of_group = make_feed(actor=member, at=AT), make_feed(actor=member, group=group, at=AT)
    Membership.objects.filter(person=member).update(until=timezone.localdate() - timedelta(days=1))
    for feed in (own, of_group):
        text = calendar_of(feed_at(secret_of(feed)), AT).decode()
        assert "VEVENT" not in text
        assert group.names["fa"] not in text


def test_a_guest_sees_the_meeting_they_are_invited_to_and_no_other(
    group, secretary, meeting, monkeypatch
):
    # What is shown to guests ends with the day of the meeting.
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT)
    guest = make_person()
    seat(guest, group, Role.GUEST)
    assert titles(guest) == titles(guest, group) == []
    invite_guest(meeting=meeting, person=guest, actor=secretary, at=AT)
    add_agenda_item(meeting=meeting, names={"fa": "گزارش"}, actor=secretary, at=AT)
    convene_meeting(meeting=meeting, actor=secretary, at=AT)
    assert len(titles(guest)) == 1


def test_a_referral_is_told_without_its_words(group, secretary, member):
    letter = draft_letter(
        group=group,
        kind="internal",
        subject="موضوع",
        confidentiality="group",
        actor=secretary,
        at=AT,
    )
    refer(item=letter, to=member, due_on=DUE, instruction="بی‌درنگ", actor=secretary, at=AT)
    [event] = read(member).events
    assert event.start == DUE
    assert "بی‌درنگ" not in event.to_ical().decode()
    assert "موضوع" not in event.to_ical().decode()


def test_what_lies_more_than_a_year_back_is_gone(group, secretary, body, member):
    given(group, secretary, body, due_on=AT.date() - timedelta(days=400))
    assert titles(member) == []


def test_the_same_state_gives_the_same_bytes(duty, meeting, group, member):
    feed = feed_at(secret_of(make_feed(actor=member, group=group, at=AT)))
    assert calendar_of(feed, AT) == calendar_of(feed, AT + timedelta(minutes=5))


def test_the_queries_do_not_grow_with_what_there_is(
    duty, meeting, group, secretary, body, member, django_assert_max_num_queries
):
    for _number in range(5):
        given(group, secretary, body)
    own, of_group = make_feed(actor=member, at=AT), make_feed(actor=member, group=group, at=AT)
    for feed in (feed_at(secret_of(own)), feed_at(secret_of(of_group))):
        with django_assert_max_num_queries(24):
            calendar_of(feed, AT)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_another_parser_accepts_it(duty, meeting, group, member):
    import vobject

    feed = feed_at(secret_of(make_feed(actor=member, group=group, at=AT)))
    calendar = vobject.readOne(calendar_of(feed, AT).decode())
    assert calendar.validate(raiseException=True)
    assert len(calendar.vevent_list) == 2

"""Holiday calendars, how a group counts days, and feeds with secret addresses."""

from datetime import date, timedelta

import pytest

from dabir.domain.procedure.verdicts import NotNow, NotPermitted, Refused
from dabir.foundation.calendar.acts import (
    add_holiday,
    choose_calendar,
    confirm_holiday,
    copy_calendar,
    create_calendar,
    edit_calendar,
    import_holidays,
    load_official_holidays,
    make_feed,
    remove_holiday,
    revoke_feed,
)
from dabir.foundation.calendar.models import REMINDERS, Feed
from dabir.foundation.calendar.queries import (
    choosable,
    feed_at,
    feeds_of,
    practice_of,
    secret_of,
    visible_to,
)
from dabir.foundation.files.sealing import Erased
from tests.factories import AT, make_group, make_member, make_person, make_secretary, seat

pytestmark = pytest.mark.django_db

THURSDAY, FRIDAY = 3, 4
NAMES = {"fa": "تقویم آزمون"}
NEW_YEAR = date(2027, 3, 21)  # 1 Farvardin 1406
YEAR = {"first": NEW_YEAR, "last": date(2028, 3, 19)}


@pytest.fixture
def administrator():
    return make_person(is_administrator=True)


@pytest.fixture
def calendar(administrator):
    return create_calendar(names=NAMES, actor=administrator, at=AT)


def test_a_new_calendar_has_the_usual_weekend_and_no_holidays(calendar):
    working = calendar.working_days()
    assert (working.weekend, working.holidays) == ({THURSDAY, FRIDAY}, frozenset())


def test_administrators_shape_the_installations_calendars_and_secretaries_their_groups():
    group = make_group()
    secretary = make_secretary(group)
    with pytest.raises(NotPermitted):
        create_calendar(names=NAMES, actor=secretary, at=AT)
    with pytest.raises(NotPermitted):
        create_calendar(names=NAMES, group=make_group(), actor=secretary, at=AT)
    with pytest.raises(NotPermitted):
        create_calendar(names=NAMES, group=group, actor=make_member(group), at=AT)
    assert create_calendar(names=NAMES, group=group, actor=secretary, at=AT).group == group


def test_refuses_a_week_without_a_working_day_and_a_calendar_without_a_name(administrator):
    with pytest.raises(Refused):
        create_calendar(names=NAMES, weekend=range(7), actor=administrator, at=AT)
    with pytest.raises(Refused):
        create_calendar(names={"fa": "  "}, actor=administrator, at=AT)


def test_a_group_sees_the_installations_calendars_its_own_and_its_parents(calendar):
    group = make_group()
    committee = make_group(parent=group, kind="committee")
    own = create_calendar(names=NAMES, group=group, actor=make_secretary(group), at=AT)
    assert set(visible_to(make_member(committee))) == {calendar, own}
    assert set(visible_to(make_member(make_group()))) == {calendar}
    assert set(choosable(committee)) == {calendar, own}
    assert not visible_to(None).exists()


def test_the_official_holidays_of_a_year_come_with_their_estimates(calendar, administrator):
    count = load_official_holidays(
        calendar=calendar, country="IR", actor=administrator, at=AT, **YEAR
    )
    assert count == calendar.holidays.count() > 20
    nowruz = calendar.holidays.get(day=NEW_YEAR)
    assert (nowruz.names["en"], nowruz.estimated) == ("Nowruz", False)
    assert calendar.holidays.filter(estimated=True).exists()
    calendar.refresh_from_db()
    assert calendar.country == "IR"


def test_loading_again_changes_nothing(calendar, administrator):
    for _time in range(2):
        count = load_official_holidays(
            calendar=calendar, country="IR", actor=administrator, at=AT, **YEAR
        )
    assert count == 0


def test_loading_again_brings_back_neither_what_was_moved_nor_renames_what_was_entered(
    calendar, administrator
):
    load = {"calendar": calendar, "country": "IR", "actor": administrator, "at": AT, **YEAR}
    add_holiday(calendar=calendar, day=NEW_YEAR, names={"fa": "ما"}, actor=administrator, at=AT)
    load_official_holidays(**load)
    estimated = calendar.holidays.filter(estimated=True).last()
    was = estimated.day
    confirm_holiday(holiday=estimated, day=was + timedelta(days=1), actor=administrator, at=AT)
    load_official_holidays(**load)
    assert not calendar.holidays.filter(day=was).exists()
    assert calendar.holidays.get(day=was + timedelta(days=1)).estimated is False
    assert calendar.holidays.get(day=NEW_YEAR).names == {"fa": "ما"}


def test_refuses_an_unknown_country_and_too_long_a_span(calendar, administrator):
    load = {"calendar": calendar, "actor": administrator, "at": AT}
    with pytest.raises(Refused):
        load_official_holidays(country="XX", **YEAR, **load)
    with pytest.raises(Refused):
        load_official_holidays(country="IR", first=NEW_YEAR, last=date(2060, 1, 1), **load)
    with pytest.raises(Refused):
        load_official_holidays(country="IR", first=YEAR["last"], last=NEW_YEAR, **load)


def test_an_imported_list_confirms_estimates_and_keeps_names(calendar, administrator):
    load_official_holidays(calendar=calendar, country="IR", actor=administrator, at=AT, **YEAR)
    estimated = calendar.holidays.filter(estimated=True).first()
    days = {estimated.day: "نام دیگر", date(2027, 9, 9): "روز ویژه"}
    added = import_holidays(calendar=calendar, days=days, language="fa", actor=administrator, at=AT)
    assert added == 1
    estimated.refresh_from_db()
    assert estimated.estimated is False
    assert estimated.names["fa"] != "نام دیگر"
    assert calendar.holidays.get(day=date(2027, 9, 9)).names == {"fa": "روز ویژه"}
    with pytest.raises(Refused):
        import_holidays(calendar=calendar, days={}, language="fa", actor=administrator, at=AT)


def test_a_holiday_is_not_confirmed_onto_another(calendar, administrator):
    first, second = (
        add_holiday(calendar=calendar, day=day, names={"fa": "ن"}, actor=administrator, at=AT)
        for day in (date(2027, 5, 1), date(2027, 5, 2))
    )
    with pytest.raises(Refused):
        confirm_holiday(holiday=first, day=second.day, actor=administrator, at=AT)


def test_a_holiday_that_was_removed_is_worked_again(calendar, administrator):
    day = date(2027, 5, 1)  # a Saturday
    holiday = add_holiday(calendar=calendar, day=day, names={"fa": "ن"}, actor=administrator, at=AT)
    assert not calendar.working_days().is_working(day)
    remove_holiday(holiday=holiday, actor=administrator, at=AT)
    assert calendar.working_days().is_working(day)


def test_a_copy_is_changed_without_the_calendar_it_came_from(calendar, administrator):
    load_official_holidays(calendar=calendar, country="IR", actor=administrator, at=AT, **YEAR)
    group = make_group()
    secretary = make_secretary(group)
    own = copy_calendar(
        calendar=calendar, group=group, names={"fa": "ویژهٔ ما"}, actor=secretary, at=AT
    )
    own = edit_calendar(calendar=own, names=own.names, weekend=[FRIDAY], actor=secretary, at=AT)
    assert own.holidays.count() == calendar.holidays.count()
    assert own.working_days().weekend != calendar.working_days().weekend
    with pytest.raises(NotPermitted):
        edit_calendar(calendar=calendar, names=NAMES, weekend=[], actor=secretary, at=AT)


def test_nobody_copies_a_calendar_that_they_may_not_see():
    hidden_group, group = make_group(), make_group()
    hidden = create_calendar(
        names=NAMES, group=hidden_group, actor=make_secretary(hidden_group), at=AT
    )
    with pytest.raises(Refused):
        copy_calendar(calendar=hidden, group=group, names=NAMES, actor=make_secretary(group), at=AT)


def test_a_group_that_chose_nothing_counts_by_the_usual_weekend():
    practice = practice_of(make_group())
    assert practice.calendar is None
    assert practice.working.weekend == {THURSDAY, FRIDAY}
    assert (practice.rolls, practice.reminders) == (False, REMINDERS)
    assert practice.digest_on == 5


@pytest.mark.parametrize(
    ("weekend", "first"), [([3, 4], 5), ([4], 5), ([5, 6], 0), ([4, 5], 6), ([], 0)]
)
def test_the_digest_comes_on_the_first_day_after_the_weekend(calendar, weekend, first):
    group = make_group()
    calendar.weekend = weekend
    calendar.save()
    choose_calendar(group=group, calendar=calendar, actor=make_secretary(group), at=AT)
    assert practice_of(group).digest_on == first


def test_a_committee_follows_its_group_until_it_chooses_for_itself(calendar):
    group = make_group()
    committee = make_group(parent=group, kind="committee")
    secretary = make_secretary(group)
    choose_calendar(
        group=group, calendar=calendar, reminders=[0, 30, 7], rolls=True, actor=secretary, at=AT
    )
    practice = practice_of(committee)
    assert (practice.calendar, practice.rolls) == (calendar, True)
    assert practice.reminders == (30, 7, 0)
    choose_calendar(group=committee, calendar=None, digest_on=2, actor=secretary, at=AT)
    assert practice_of(committee).calendar is None
    assert practice_of(committee).digest_on == 2
    assert practice_of(group).calendar == calendar


def test_refuses_another_groups_calendar_and_reminders_out_of_range(calendar):
    group, other = make_group(), make_group()
    secretary = make_secretary(group)
    theirs = create_calendar(names=NAMES, group=other, actor=make_secretary(other), at=AT)
    choose = {"group": group, "actor": secretary, "at": AT}
    with pytest.raises(Refused):
        choose_calendar(calendar=theirs, **choose)
    for reminders in ([-1], [91], range(7)):
        with pytest.raises(Refused):
            choose_calendar(calendar=calendar, reminders=reminders, **choose)
    with pytest.raises(Refused):
        choose_calendar(calendar=calendar, digest_on=7, **choose)
    with pytest.raises(NotPermitted):
        choose_calendar(calendar=calendar, group=group, actor=make_member(group), at=AT)


def test_a_feed_is_found_by_its_secret_which_the_owner_can_read_again():
    person = make_person()
    feed = make_feed(actor=person, at=AT)
    secret = secret_of(feed)
    assert len(secret) == 32  # 128 bits
    assert feed_at(secret) == feed
    assert secret not in str(Feed.objects.values())
    assert feed_at(secret[:-1] + "x") is None


def test_making_a_feed_again_revokes_the_earlier_one():
    person, group = make_person(), make_group()
    seat(person, group)
    first, of_group = make_feed(actor=person, at=AT), make_feed(actor=person, group=group, at=AT)
    secret = secret_of(first)
    second = make_feed(actor=person, at=AT)
    assert feed_at(secret) is None
    assert list(feeds_of(person)) == [of_group, second]


def test_a_revoked_feed_answers_no_more_and_its_secret_is_gone():
    person = make_person()
    feed = make_feed(actor=person, at=AT)
    secret = secret_of(feed)
    with pytest.raises(NotPermitted):
        revoke_feed(feed=feed, actor=make_person(), at=AT)
    feed = revoke_feed(feed=feed, actor=person, at=AT)
    assert feed_at(secret) is None
    with pytest.raises(Erased):
        secret_of(feed)
    with pytest.raises(NotNow):
        revoke_feed(feed=feed, actor=person, at=AT)


def test_a_person_who_no_longer_takes_part_has_no_feed():
    person = make_person()
    secret = secret_of(make_feed(actor=person, at=AT))
    person.is_active = False
    person.save()
    assert feed_at(secret) is None


def test_nobody_subscribes_to_a_group_in_which_they_have_no_role():
    with pytest.raises(NotPermitted):
        make_feed(actor=make_person(), group=make_group(), at=AT)


def test_a_feed_is_looked_up_in_one_query_whether_it_is_there_or_not(
    django_assert_num_queries,
):
    person = make_person()
    feed = make_feed(actor=person, at=AT)
    secret = secret_of(feed)
    for tried in (secret, "0" * 32, "", "é"):
        with django_assert_num_queries(1):
            feed_at(tried)
    revoke_feed(feed=feed, actor=person, at=AT)
    with django_assert_num_queries(1):
        feed_at(secret)

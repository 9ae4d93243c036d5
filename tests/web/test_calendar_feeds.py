"""The page of a person's calendar feeds, and the addresses it gives."""

import icalendar
import pytest
from django.test import Client
from django.urls import reverse

from dabir.foundation.calendar.acts import make_feed, revoke_feed
from dabir.foundation.calendar.models import Feed
from dabir.foundation.calendar.queries import secret_of
from dabir.stages.mandates.acts import assign_duty
from tests.factories import AT, make_body, make_group, make_member, make_person, make_secretary

pytestmark = pytest.mark.django_db


@pytest.fixture
def group():
    return make_group()


@pytest.fixture
def member(group):
    return make_member(group)


@pytest.fixture
def client(member):
    client = Client()
    client.force_login(member)
    return client


def address(feed) -> str:
    return reverse("calendar_feed", args=[secret_of(feed)])


def test_asks_to_sign_in():
    assert Client().get(reverse("feeds")).status_code == 302


def test_makes_shows_renews_and_revokes_an_address(client, member, group):
    page = client.get(reverse("feeds")).content.decode()
    assert group.names["fa"] in page
    assert "/feed/" not in page
    client.post(reverse("make_feed"), {"group": group.code})
    first = Feed.objects.living().get(person=member, group=group)
    assert address(first) in client.get(reverse("feeds")).content.decode()
    known = address(first)
    client.post(reverse("make_feed"), {"group": group.code})
    second = Feed.objects.living().get(person=member, group=group)
    assert Client().get(known).status_code == 404
    assert Client().get(address(second)).status_code == 200
    asked = client.get(reverse("revoke_feed", args=[second.pk]))
    assert asked.status_code == 200
    known = address(second)
    client.post(reverse("revoke_feed", args=[second.pk]))
    assert Client().get(known).status_code == 404


def test_the_page_shows_nobody_elses_feeds(client, group):
    other = make_member(group)
    feed = make_feed(actor=other, at=AT)
    assert secret_of(feed) not in client.get(reverse("feeds")).content.decode()
    assert client.post(reverse("revoke_feed", args=[feed.pk])).status_code == 404
    assert Feed.objects.living().filter(pk=feed.pk).exists()


def test_there_is_no_feed_of_a_group_that_one_does_not_know(client):
    hidden = make_group()
    assert client.post(reverse("make_feed"), {"group": hidden.code}).status_code == 404


def test_is_served_without_a_session_as_a_calendar(member):
    answer = Client().get(address(make_feed(actor=member, at=AT)))
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert not answer.cookies
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert icalendar.Calendar.from_ical(answer.content)


def test_answers_304_until_something_changes(member, group):
    url = address(make_feed(actor=member, group=group, at=AT))
    first = Client().get(url)
    same = Client().get(url, headers={"If-None-Match": first.headers["ETag"]})
    assert (same.status_code, same.content) == (304, b"")
    assign_duty(
        group=group,
        text="کار تازه",
        responsible=[make_body()],
        due_on=AT.date(),
        actor=make_secretary(group),
        at=AT,
    )
    changed = Client().get(url, headers={"If-None-Match": first.headers["ETag"]})
    assert changed.status_code == 200


def test_answers_a_head_and_no_post(member):
    url = address(make_feed(actor=member, at=AT))
    assert Client().head(url).status_code == 200
    assert Client().post(url).status_code == 405


def test_unknown_and_revoked_answer_alike(member, django_assert_num_queries):
    feed = make_feed(actor=member, at=AT)
    revoked = address(feed)
    revoke_feed(feed=feed, actor=member, at=AT)
    answers = []
    for url in (revoked, reverse("calendar_feed", args=["0" * 32])):
        with django_assert_num_queries(1):
            answer = Client().get(url)
        answers.append((answer.status_code, answer.content, dict(answer.headers)))
    assert answers[0] == answers[1]
    assert answers[0][0] == 404


@pytest.mark.parametrize("odd", ["x", "0" * 400, "%00", "a.ics", "..", "é"])
def test_odd_addresses_are_not_found(odd):
    assert Client().get(f"/feed/{odd}.ics").status_code == 404


def test_the_page_is_in_the_readers_language(group):
    person = make_person(language="en")
    client = Client()
    client.force_login(person)
    page = client.get(reverse("feeds")).content.decode()
    assert "Calendar feeds" in page


def test_the_addresses_stay_out_of_logs():
    from dabir.config.logs import SECRET

    assert SECRET.sub(r"\1…", "Not Found: /feed/0123456789abcdef.ics") == "Not Found: /feed/…"

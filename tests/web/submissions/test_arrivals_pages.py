"""What came to a call, in pictures: for the secretariat, in both languages and calendars."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from dabir.stages.submissions.models import Submission
from tests.factories import AT, make_member, make_secretary
from tests.stages.sent import send
from tests.web.submissions.pages import words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(group, call):
    return reverse("submissions:arrivals", args=[group.code, call.pk])


def test_says_so_where_nothing_came(client, secretary, url):
    client.force_login(secretary)
    assert "Nothing has come yet" in words_of(client.get(url))


def test_shows_what_came_with_its_figures(client, secretary, call, url):
    for number in range(7):
        send(call, sector="guild" if number else "company", province="تهران")
    client.force_login(secretary)
    html = client.get(url).content.decode()
    page = words_of(client.get(url))
    for heading in ("By sector", "By road", "By language", "Answers by question", "By province"):
        assert heading in page
    assert html.count('role="img"') == html.count("<table")
    assert re.search(r'sector=guild">guild or association</a></th><td[^>]*>6<', html)
    assert "21 November" in page
    assert "30 Aban" in page


def test_counts_by_the_hour_too(client, secretary, call, url):
    send(call)
    client.force_login(secretary)
    page = words_of(client.get(url, {"by": "hour"}))
    assert "12:30" not in page
    assert "12:00" in page
    assert client.get(url, {"by": "century"}).status_code == 200


def test_speaks_persian_with_persian_digits(client, group, call, url):
    for _ in range(3):
        send(call)
    client.force_login(make_secretary(group, language="fa", digits="persian"))
    client.cookies["dabir_language"] = "fa"
    page = words_of(client.get(url))
    assert "۳۰ آبان" in page
    assert "۲۱ نوامبر" in page
    assert "3" not in re.sub(r"[\d.]+%?(?=[\"' ,;])", "", page)


def test_is_the_secretariats_alone(client, group, call, url):
    send(call)
    client.force_login(make_member(group))
    assert client.get(url).status_code == 404
    client.logout()
    assert client.get(url).status_code == 302


def test_costs_the_same_however_much_came(client, secretary, call, url, django_assert_num_queries):
    client.force_login(secretary)
    send(call)
    client.get(url)
    with django_assert_num_queries(20):
        client.get(url)
    for _ in range(5):
        send(call)
    assert Submission.objects.filter(received_at=AT).count() == 6
    with django_assert_num_queries(20):
        client.get(url)

"""Lists as people use them: narrowed, counted, both ways, and by an address that can be sent."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from dabir.stages.submissions import waiting
from dabir.stages.submissions.acts import publish_submission
from dabir.web.submissions.desk import views
from tests.factories import AT
from tests.stages.sent import send, send_accepted
from tests.web.submissions.pages import words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(group):
    return reverse("submissions:index", args=[group.code])


def test_choices_say_how_many_each_would_leave(client, secretary, call, url):
    send(call, sector="guild")
    send(call)
    client.force_login(secretary)
    html = client.get(url).content.decode()
    assert "guild or association (1)" in html
    assert "citizen (1)" in html
    assert "accepted (0)" in html
    assert "A call for tests (2)" in html
    assert "2 submissions" in html
    assert "(1)" not in client.get(url, {"words": "دوربین"}).content.decode()


def test_days_narrow_and_a_mistyped_day_says_so(client, secretary, call, url):
    send(call)
    client.force_login(secretary)
    assert "1 submission" in words_of(client.get(url, {"since": "2026-11-21"}))
    assert "1 submission" in words_of(client.get(url, {"since": "۱۴۰۵/۰۸/۳۰"}))
    assert "No submission matches" in words_of(client.get(url, {"until": "2026-11-20"}))
    typed = client.get(url, {"since": "2026-11-21", "until": "2026-11-20"})
    assert "before the first day" in words_of(typed)
    assert "There is no such day" in words_of(client.get(url, {"since": "2026-02-31"}))


def test_pages_lead_both_ways_and_keep_what_was_chosen(client, secretary, call, url, monkeypatch):
    monkeypatch.setattr(views, "PAGE", 2)
    receipts = [send(call).submission.receipt for _ in range(5)]
    client.force_login(secretary)
    first = client.get(url, {"sector": "citizen"}).content.decode()
    older = re.search(r'rel="next" href="(\?[^"]+)"', first)
    assert older is not None
    assert "sector=citizen" in older.group(1)
    second = client.get(url + older.group(1).replace("&amp;", "&")).content.decode()
    assert receipts[2] in second
    assert receipts[1] in second
    newer = re.search(r'rel="prev" href="(\?[^"]+)"', second)
    assert newer is not None
    assert receipts[4] in client.get(url + newer.group(1).replace("&amp;", "&")).content.decode()


def test_the_public_searches_what_is_published(client, secretary, call):
    shown = send_accepted(call, secretary, publication="unnamed", sector="guild")
    publish_submission(submission=shown, actor=secretary, at=AT)
    hidden = send_accepted(call, secretary, publication="unnamed", sector="guild")
    url = reverse("contributions", args=[call.code])
    page = client.get(url, {"words": "دوربین", "sector": "guild"}).content.decode()
    assert shown.receipt in page
    assert hidden.receipt not in page
    client.cookies["dabir_language"] = "en"
    assert "No contribution matches" in words_of(client.get(url, {"words": "ناکجاآباد"}))
    assert "guild or association (1)" in client.get(url).content.decode()


def test_home_counts_what_waits_up_to_a_limit(client, group, secretary, call, monkeypatch):
    monkeypatch.setattr(waiting, "MOST_WAITING", 1)
    send_accepted(call, secretary)
    client.force_login(secretary)
    assert "more than 1 passages without an outcome" in " ".join(
        words_of(client.get(reverse("group", args=[group.code]))).split()
    )

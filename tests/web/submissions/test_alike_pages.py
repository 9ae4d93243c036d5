"""The hints at submissions that are like each other, as the secretariat reads them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from dabir.foundation.work.running import run_waiting
from dabir.stages.submissions.intake.contents import Contributor
from tests.factories import AT, make_member
from tests.stages.sent import WORDS, send

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=1)


@pytest.fixture
def three(call):
    sent = [
        send(call, words, contributor=Contributor(email=f"{number}@example.org")).submission
        for number, words in enumerate((WORDS, WORDS, f"{WORDS} و دیگر هیچ سخنی نیست."))
    ]
    run_waiting(now=LATER)
    return sent


def _page(client, name, group, *more, **query):
    address = reverse(f"submissions:{name}", args=[group.code, *more])
    return client.get(address, query).content.decode()


def test_a_submission_says_what_it_is_like(client, group, secretary, three):
    client.force_login(secretary)
    page = _page(client, "submission", group, three[0].pk)
    assert "2 other submissions are like it." in page
    assert "They came from 3 different contributors" in page
    assert "2 like it" in _page(client, "index", group)


def test_two_are_compared_word_for_word(client, group, secretary, three):
    client.force_login(secretary)
    page = _page(client, "alike", group, three[0].pk, **{"with": three[2].pk})
    assert "<del>" in page
    assert "دیگر هیچ سخنی نیست" in page
    assert page.count("the same words") >= 1
    assert "nearly the same" in page


def test_one_that_is_like_no_other_says_so(client, group, secretary, call):
    submission = send(call, "سخنی که هیچ کس دیگر نگفته است و تنها همین‌جاست.").submission
    run_waiting(now=LATER)
    client.force_login(secretary)
    assert "Nothing is like it" in _page(client, "alike", group, submission.pk)


def test_members_read_no_hints(client, group, three):
    client.force_login(make_member(group))
    address = reverse("submissions:alike", args=[group.code, three[0].pk])
    assert client.get(address).status_code == 404
    assert "like it" not in _page(client, "index", group)

"""What the pages cost in queries, and that they say everything in Persian."""

from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.conf import settings
from django.urls import reverse

import dabir
from dabir.stages.submissions.acts import (
    dispose_passages,
)
from tests.factories import (
    AT,
    make_secretary,
)
from tests.stages.sent import WORDS, send, send_accepted
from tests.web.submissions.pages import group_urls, respond_url, words_of

pytestmark = pytest.mark.django_db


def test_lists_at_a_fixed_cost(client, group, call, secretary, django_assert_max_num_queries):
    client.force_login(secretary)
    for _ in range(8):
        send_accepted(call, secretary)
    with django_assert_max_num_queries(24):
        client.get(reverse("submissions:index", args=[group.code]))


def test_shows_one_at_a_fixed_cost(client, group, call, secretary, django_assert_max_num_queries):
    client.force_login(secretary)
    words = "\n\n".join([WORDS] * 10)
    submission = send_accepted(call, secretary, words)
    dispose_passages(
        passages=submission.passages.all(), outcome="taken", reason="د", actor=secretary, at=AT
    )
    url = reverse("submissions:submission", args=[group.code, submission.pk])
    with django_assert_max_num_queries(60):
        client.get(url)


def test_follows_at_a_fixed_cost(visitor, call, django_assert_max_num_queries):
    receipt = send(call, "\n\n".join([WORDS] * 10))
    with django_assert_max_num_queries(24):
        visitor.get(reverse("follow_up", args=[receipt.secret]))


def catalogue() -> list[str]:
    path = Path(dabir.__file__).parent / "locale/submissions/fa/LC_MESSAGES/django.po"
    with path.open("rb") as file:
        ids = [m.id if isinstance(m.id, str) else m.id[0] for m in read_po(file) if m.id]
    return [one for one in ids if "%" not in one and " " in one and len(one) > 8]


def test_says_everything_in_persian(client, group, worked):
    submission, secret = worked
    persian = make_secretary(group, language="fa")
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "fa"
    public = [
        respond_url(submission.call),
        reverse("follow"),
        *(reverse(name, args=[secret]) for name in ("receipt", "follow_up", "follow_up_erase")),
        reverse("published", args=[submission.receipt]),
        reverse("contributions", args=[submission.call.code]),
        reverse("follow_up", args=["wrong"]),
    ]
    pages = {url: words_of(client.get(url)) for url in public}
    client.force_login(persian)
    own = [
        *group_urls(group, submission),
        reverse("submissions:index", args=[group.code]),
        reverse("submissions:submission", args=[group.code, submission.pk]),
    ]
    pages |= {url: words_of(client.get(url)) for url in own}
    english = {url: [one for one in catalogue() if one in page] for url, page in pages.items()}
    assert {url: found for url, found in english.items() if found} == {}

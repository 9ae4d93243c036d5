"""The pages on which the secretariat decides what is left out."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from dabir.foundation.work.running import run_waiting
from dabir.stages.submissions.acts import accept_submission
from tests.factories import AT, make_member
from tests.stages.sent import send

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=1)
PHONE = "۰۹۱۲-۳۴۵ ۶۷۸۹"
WORDS = f"شماره من {PHONE} است. دفتر وزارت ۰۲۱-۸۸۷۷۶۶۵۵ پاسخ نداد."


@pytest.fixture
def looked(call):
    submission = send(call, WORDS, publication="unnamed").submission
    run_waiting(now=LATER)
    return submission


@pytest.fixture
def desk(client, secretary):
    client.force_login(secretary)
    return client


def _page(desk, group, submission):
    address = reverse("submissions:redact_submission", args=[group.code, submission.pk])
    return desk.get(address).content.decode()


def test_a_submission_shows_both_versions_and_what_waits(desk, group, looked):
    page = _page(desk, group, looked)
    assert page.count('class="proposed"') == 4
    assert "Leave out the 1 that is sure" in page
    assert 'data-key="KeyA"' in page


def test_one_is_left_out_and_the_other_stays_readable(desk, group, looked):
    sure, likely = looked.redaction_proposals.order_by("-confidence")
    for proposal, decision in ((sure, "accept"), (likely, "dismiss")):
        address = reverse("submissions:decide_redaction", args=[group.code, proposal.pk])
        assert desk.post(address, {"decision": decision}).status_code == 302
    looked.passages.get().refresh_from_db()
    assert PHONE not in looked.passages.get().shown
    page = _page(desk, group, looked)
    assert "Nothing waits in this submission." in page
    assert "stays readable in this call" in page
    address = reverse("submissions:decide_redaction", args=[group.code, likely.pk])
    desk.post(address, {"decision": "reopen"})
    assert looked.redaction_proposals.filter(state="proposed").count() == 1


def test_other_words_are_left_out_instead(desk, group, looked):
    proposal = looked.redaction_proposals.order_by("-confidence")[0]
    address = reverse("submissions:adjust_redaction", args=[group.code, proposal.pk])
    assert PHONE in desk.get(address).content.decode()
    given = {"words": "no such words", "start": "", "end": "", "ground": "personal"}
    assert desk.post(address, given).status_code == 422
    given["words"] = f"شماره من {PHONE} است."
    assert desk.post(address, given).status_code == 302
    assert "شماره من" not in looked.passages.get().shown


def test_the_list_says_what_waits_and_leaves_out_what_is_sure(desk, group, looked):
    page = desk.get(reverse("submissions:redacting", args=[group.code])).content.decode()
    assert looked.receipt in page
    assert "mobile number" in page
    address = reverse("submissions:redact_sure_of_several", args=[group.code])
    desk.post(address, {"submission": [looked.pk]})
    assert PHONE not in looked.passages.get().shown
    answer = desk.post(address, {"submission": [looked.pk, "x"]}, follow=True)
    assert "Nothing that is surely personal data waits here." in answer.content.decode()


def test_publishing_asks_first_while_something_sure_waits(desk, group, secretary, looked):
    accept_submission(submission=looked, actor=secretary, at=AT)
    address = reverse("submissions:step", args=[group.code, looked.pk, "publish"])
    assert "waits to be left out" in desk.get(address).content.decode()
    assert desk.post(address).status_code == 422
    looked.refresh_from_db()
    assert looked.published_at is None
    desk.post(address, {"unredacted": "on"})
    looked.refresh_from_db()
    assert looked.published_at is not None


@pytest.mark.parametrize("name", ["redacting", "redact_submission", "redact_sure"])
def test_for_members_this_work_does_not_exist(client, group, looked, name):
    client.force_login(make_member(group))
    arguments = [group.code] if name == "redacting" else [group.code, looked.pk]
    assert client.get(reverse(f"submissions:{name}", args=arguments)).status_code == 404


def test_the_list_costs_the_same_for_one_and_for_many(
    desk, group, call, looked, django_assert_max_num_queries
):
    address = reverse("submissions:redacting", args=[group.code])
    desk.get(address)
    for _each in range(3):
        send(call, WORDS)
    run_waiting(now=LATER)
    with django_assert_max_num_queries(28):
        desk.get(address)

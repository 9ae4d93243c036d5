"""Saying «this is not what I meant» behind the link, and the answer on the desk."""

from __future__ import annotations

import pytest
from django.urls import reverse

from dabir.stages.submissions.acts import tell_contributor
from dabir.stages.submissions.models import Contestation
from tests.factories import AT, make_member, make_secretary

pytestmark = pytest.mark.django_db
SAID = {"about": "outcome", "text": "منظورم این نبود."}


@pytest.fixture
def contested(visitor, worked, secretary):
    submission, secret = worked
    tell_contributor(submission=submission, actor=secretary, at=AT)
    passage = submission.passages.get()
    address = reverse("contest", args=[secret, passage.pk])
    answer = visitor.post(address, SAID)
    assert answer.status_code == 302
    return Contestation.objects.get(), secret


def test_a_passage_is_contested_behind_the_link(visitor, contested):
    contestation, secret = contested
    assert contestation.text == SAID["text"]
    page = visitor.get(reverse("follow_up", args=[secret])).content.decode()
    assert SAID["text"] in page
    assert "waits for an answer" in page


def test_the_page_asks_again_when_nothing_is_said_and_refuses_twice(visitor, worked, contested):
    contestation, secret = contested
    address = reverse("contest", args=[secret, contestation.passage_id])
    assert visitor.post(address, {"about": "words", "text": ""}).status_code == 422
    assert "an answer is on its way" in visitor.get(address).content.decode()


def test_a_wrong_secret_or_anothers_passage_is_not_found(visitor, worked):
    submission, secret = worked
    passage = submission.passages.get()
    for arguments in (["0" * 26, passage.pk], [secret, passage.pk + 99]):
        assert visitor.get(reverse("contest", args=arguments)).status_code == 404


def test_a_second_person_answers_and_the_contributor_reads_it(client, group, secretary, contested):
    contestation, secret = contested
    address = reverse("submissions:contestation", args=[group.code, contestation.pk])
    client.force_login(secretary)
    page = client.get(address).content.decode()
    assert "Somebody else of the secretariat answers this." in page
    second = make_secretary(group, language="en", digits="latin")
    client.force_login(second)
    listed = client.get(reverse("submissions:contestations", args=[group.code]))
    assert SAID["text"] in listed.content.decode()
    assert client.post(address, {"result": "changed", "answer": ""}).status_code == 422
    given = {"result": "changed", "answer": "حق با شماست."}
    assert client.post(address, given).status_code == 302
    page = client.get(reverse("follow_up", args=[secret])).content.decode()
    assert "حق با شماست." in page
    answered = client.get(
        reverse("submissions:contestations", args=[group.code]), {"state": "answered"}
    )
    assert "it is understood anew" in answered.content.decode()


def test_for_members_contestations_do_not_exist(client, group, contested):
    contestation, _secret = contested
    client.force_login(make_member(group))
    for name, arguments in (("contestations", []), ("contestation", [contestation.pk])):
        address = reverse(f"submissions:{name}", args=[group.code, *arguments])
        assert client.get(address).status_code == 404

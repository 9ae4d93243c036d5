"""The pages on which many passages are answered at once."""

from __future__ import annotations

import pytest
from django.urls import reverse

from dabir.foundation.work.models import Work
from dabir.foundation.work.pieces import take
from dabir.foundation.work.running import run
from dabir.stages.submissions.models import AnswerBatch, Disposition, Fingerprint
from tests.factories import AT, make_member
from tests.stages.sent import make_open_call, send_accepted
from tests.web.submissions.pages import words_of

pytestmark = pytest.mark.django_db
ANSWER = {
    "said_fa": "تابلو لازم است.",
    "outcome": "taken",
    "reasons_fa": "در مادهٔ ۳ آمد.",
    "reasons_en": "It is in article 3.",
}


@pytest.fixture
def call(group, secretary):
    made = make_open_call(group, secretary)
    send_accepted(made, secretary)
    send_accepted(made, secretary, "تنها همین یکی دربارهٔ پارک است.")
    return made


def new_url(group, call, query=""):
    return reverse("submissions:new_batch", args=[group.code, call.pk]) + query


def test_an_answer_is_written_previewed_sent_and_read(client, group, secretary, call):
    client.force_login(secretary)
    page = client.post(new_url(group, call, "?words=پارک"), ANSWER, follow=True)
    batch = AnswerBatch.objects.get()
    assert batch.passages == 1
    assert "تنها همین یکی" in words_of(page)
    assert not Disposition.objects.exists()
    client.post(reverse("submissions:move_batch", args=[group.code, batch.pk, "send"]))
    piece = take([Work.Queue.HEAVY], AT)
    assert piece is not None
    assert run(piece)
    assert Disposition.objects.count() == 1
    page = client.get(reverse("call_answers", args=[call.code]))
    assert "تابلو لازم است." in words_of(page)
    assert "fewer than five" in words_of(page) or "کمتر از پنج" in words_of(page)
    assert "تنها همین یکی" not in words_of(page)


def test_a_changed_answer_is_previewed_anew(client, group, secretary, call):
    client.force_login(secretary)
    client.post(new_url(group, call), ANSWER)
    batch = AnswerBatch.objects.get()
    url = reverse("submissions:edit_batch", args=[group.code, batch.pk])
    client.post(url, ANSWER | {"outcome": "in_part"})
    batch.refresh_from_db()
    assert (batch.state, batch.outcome) == ("previewed", "in_part")


@pytest.mark.parametrize("query", ["?question=x", "?theme=no", "?sector=king", "?clause=7"])
def test_what_is_not_there_is_not_found(client, group, secretary, call, query):
    client.force_login(secretary)
    assert client.get(new_url(group, call, query)).status_code == 404


def test_without_a_reason_it_is_asked_again(client, group, secretary, call):
    client.force_login(secretary)
    assert client.post(new_url(group, call), {"outcome": "taken"}).status_code == 422
    assert not AnswerBatch.objects.exists()


def test_members_answer_nobody(client, group, secretary, call):
    client.force_login(make_member(group))
    assert client.get(new_url(group, call)).status_code == 403
    assert client.get(reverse("submissions:batches", args=[group.code])).status_code == 403
    assert not Work.objects.filter(name="submissions.answer").exists()


def test_nothing_of_a_draft_is_public(client, group, secretary, call):
    client.force_login(secretary)
    client.post(new_url(group, call), ANSWER)
    client.logout()
    page = client.get(reverse("call_answers", args=[call.code]))
    assert "تابلو لازم است." not in words_of(page)


def test_the_same_words_of_a_campaign_are_answered_together(client, group, secretary):
    call = make_open_call(group, secretary)
    letter = [send_accepted(call, secretary) for _number in range(3)]
    other = send_accepted(call, secretary, "چیزی دیگر.")
    leader, *followers = [
        Fingerprint.objects.create(submission=one, call=call, text=1, sketch=b"") for one in letter
    ]
    for each in followers:
        each.leader = leader
        each.save()
    Fingerprint.objects.create(submission=other, call=call, text=2, sketch=b"")
    client.force_login(secretary)
    one = letter[1].passages.first()
    client.post(new_url(group, call, f"?same={one.pk}"), ANSWER)
    batch = AnswerBatch.objects.get()
    answered = {row.passage.text for row in batch.answers.select_related("passage")}
    assert (batch.passages, answered) == (3, {one.text})

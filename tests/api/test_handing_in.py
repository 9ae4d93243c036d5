"""Another system hands submissions in: the same rules as the form, each counted once."""

from __future__ import annotations

import base64
import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from dabir.domain.procedure.verdicts import NotPermitted
from dabir.stages.calls.acts import close_call
from dabir.stages.submissions.acts import give_token, revoke_token, take_in_arrivals
from dabir.stages.submissions.models import Arrival, Submission
from tests.factories import AT, make_group, make_member, make_secretary
from tests.stages.sent import CLOSES, make_open_call, question_of

pytestmark = pytest.mark.django_db
WORDS = "روی هر دوربین نام نگهدارنده نوشته شود."


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT)


@pytest.fixture
def group():
    return make_group()


@pytest.fixture
def secretary(group):
    return make_secretary(group)


@pytest.fixture
def call(group, secretary):
    questions = (
        {"prompts": {"fa": "چه باید کرد؟", "en": "What to do?"}, "required": True},
        {
            "prompts": {"fa": "کدام؟", "en": "Which?"},
            "kind": "choice",
            "choices": [{"fa": "این", "en": "this"}, {"fa": "آن", "en": "that"}],
        },
    )
    return make_open_call(group, secretary, questions=questions)


@pytest.fixture
def token(group, secretary):
    return give_token(group=group, name="سامانهٔ شهر", actor=secretary, at=AT)


def said(call, **more):
    question = str(question_of(call).address_id)
    return {"answers": [{"question": question, "text": WORDS}]} | more


def post(client, call, body, secret="", **headers):
    if secret:
        headers["Authorization"] = f"Bearer {secret}"
    data = body if isinstance(body, str) else json.dumps(body)
    return client.post(
        reverse("api:submissions", args=[call.code]),
        data,
        content_type="application/json",
        headers=headers,
    )


def test_a_submission_is_received_with_its_receipt(client, call, token):
    answer = post(client, call, said(call, sector="guild"), token[1])
    assert answer.status_code == 201
    receipt = answer.json()
    assert set(receipt) == {"receipt", "received_at", "sha256", "follow_up"}
    take_in_arrivals(at=AT)
    submission = Submission.objects.get()
    assert (submission.receipt, submission.sha256) == (receipt["receipt"], receipt["sha256"])
    assert (submission.road, submission.sector) == ("api", "guild")
    assert submission.answers.get().text == WORDS


def test_nobody_hands_in_without_a_token(client, call, token, secretary):
    answer = post(client, call, said(call))
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"].startswith("Bearer")
    assert post(client, call, said(call), token[1][:-1]).status_code == 401
    assert post(client, call, said(call), "dabir_" + "0" * 26).status_code == 401
    revoke_token(token=token[0], actor=secretary, at=AT)
    assert post(client, call, said(call), token[1]).status_code == 401
    assert not Arrival.objects.exists()


def test_a_token_is_for_the_calls_it_was_given_for(client, call, secretary, group):
    other = make_open_call(group, secretary)
    _token, secret = give_token(group=group, call=other, name="x", actor=secretary, at=AT)
    assert post(client, call, said(call), secret).status_code == 403
    stranger = make_group()
    _token, theirs = give_token(group=stranger, name="x", actor=make_secretary(stranger), at=AT)
    assert post(client, call, said(call), theirs).status_code == 403


def test_the_same_key_is_received_once(client, call, token):
    first = post(client, call, said(call), token[1], **{"Idempotency-Key": "a"})
    again = post(client, call, said(call), token[1], **{"Idempotency-Key": "a"})
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert Arrival.objects.count() == 1
    other = post(client, call, said(call, sector="guild"), token[1], **{"Idempotency-Key": "a"})
    assert other.status_code == 409
    sender = said(call, contributor={"email": "other@example.org"})
    assert post(client, call, sender, token[1], **{"Idempotency-Key": "a"}).status_code == 409
    assert post(client, call, said(call), token[1], **{"Idempotency-Key": "b"}).status_code == 201


def test_the_same_key_is_received_once_after_it_was_taken_in(client, call, token):
    first = post(client, call, said(call), token[1], **{"Idempotency-Key": "a"})
    take_in_arrivals(at=AT)
    again = post(client, call, said(call), token[1], **{"Idempotency-Key": "a"})
    assert again.status_code == 200
    assert again.json()["receipt"] == first.json()["receipt"]
    assert Submission.objects.count() == 1


def test_a_closed_call_takes_nothing(client, call, token, secretary, monkeypatch):
    close_call(call=call, actor=secretary, at=AT, reason="تمام شد.")
    answer = post(client, call, said(call), token[1])
    assert answer.status_code == 409
    assert answer["Content-Type"] == "application/problem+json"
    monkeypatch.setattr("django.utils.timezone.now", lambda: CLOSES + timedelta(days=1))
    assert post(client, call, said(call), token[1]).status_code == 409


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"answers": [{"text": 3}]}, "/answers/0/text"),
        ({"answers": [{"text": "x", "hidden": 1}]}, "/answers/0/hidden"),
        ({"answers": [{"question": "no", "text": "x"}]}, "/answers/0/question"),
        (
            {"answers": [{"question": "00000000-0000-0000-0000-000000000000", "text": "x"}]},
            "/answers/0/question",
        ),
        ({"answers": [{"text": "x" * 50_001}]}, "/answers/0/text"),
        ({"sector": "king"}, "/sector"),
        ({"language": "\x00"}, "/language"),
        ({"language": "fa-IR"}, "/language"),
        ({"contributor": {"email": "a@b\nBcc: c@d.example"}}, "/contributor/email"),
        ({"files": [{"name": "a.txt", "base64": "***"}]}, "/files/0/base64"),
        ({"files": [{"name": "a.exe", "base64": "TVqQAAMAAAAEAAAA"}]}, "/files/0"),
        ({"answers": []}, "/answers"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(client, call, token, change, pointer):
    answer = post(client, call, said(call) | change, token[1])
    assert answer.status_code == 422
    (wrong,) = answer.json()["errors"]
    assert wrong["pointer"] == pointer
    assert wrong["detail"]
    assert not Arrival.objects.exists()


@pytest.mark.parametrize("body", ["", "no", "[", "[]", "null", '{"answers": "x"}'])
def test_what_is_no_submission_is_refused(client, call, token, body):
    assert post(client, call, body, token[1]).status_code in {400, 415, 422}


def test_a_choice_is_sent_by_its_value_and_kept_in_words(client, call, token):
    which = str(call.questions.last().address_id)
    answers = [*said(call)["answers"], {"question": which, "value": "1", "text": "چون دور است"}]
    assert post(client, call, {"answers": answers}, token[1]).status_code == 201
    take_in_arrivals(at=AT)
    text = Submission.objects.get().answers.get(question__address=which).text
    assert text in {"آن\nچون دور است", "that\nچون دور است"}
    answers[1]["value"] = "2"
    assert post(client, call, {"answers": answers}, token[1]).status_code == 422


def test_files_come_in_base64_or_as_parts_of_a_form(client, call, token):
    text = "پیوست ما".encode()
    body = said(call, files=[{"name": "a.txt", "base64": base64.b64encode(text).decode()}])
    assert post(client, call, body, token[1]).status_code == 201
    answer = client.post(
        reverse("api:submissions", args=[call.code]),
        {"submission": json.dumps(said(call)), "file": SimpleUploadedFile("b.txt", text)},
        headers={"Authorization": f"Bearer {token[1]}"},
    )
    assert answer.status_code == 201
    take_in_arrivals(at=AT)
    assert [one.attachments.count() for one in Submission.objects.all()] == [1, 1]


def test_problems_are_told_in_the_language_that_was_asked_for(client, call):
    told = {
        language: post(client, call, said(call), **{"Accept-Language": language}).json()["title"]
        for language in ("fa", "en")
    }
    assert told["en"] == "A token of the secretariat is needed here."
    assert told["fa"] != told["en"]


def test_the_secret_follows_what_became_of_it(client, call, token):
    link = post(client, call, said(call), token[1]).json()["follow_up"]
    secret = link.rstrip("/").rsplit("/", 1)[-1]
    url = reverse("api:followed", args=[secret])
    assert client.get(url).json()["state"] == "arrived"
    take_in_arrivals(at=AT)
    followed = client.get(url).json()
    assert followed["state"] == "received"
    assert [one["text"] for one in followed["passages"]] == [WORDS]
    assert client.get(reverse("api:followed", args=["0" * 26])).status_code == 404


def test_calls_are_read_with_what_they_ask(client, call, group, secretary):
    listed = client.get(reverse("api:calls")).json()["calls"]
    assert [one["code"] for one in listed] == [call.code]
    whole = client.get(reverse("api:call", args=[call.code])).json()
    assert [len(one["options"]) for one in whole["questions"]] == [0, 2]
    assert client.get(reverse("api:call", args=["none"])).status_code == 404


def test_nothing_is_published_that_nobody_published(client, call, token):
    post(client, call, said(call, publication="named"), token[1])
    take_in_arrivals(at=AT)
    url = reverse("api:contributions", args=[call.code])
    assert client.get(url).json() == {"contributions": []}


def test_members_give_no_tokens(group):
    with pytest.raises(NotPermitted):
        give_token(group=group, name="x", actor=make_member(group), at=AT)


@pytest.mark.parametrize("method", ["get", "put", "delete", "patch"])
def test_other_methods_are_refused(client, call, method):
    answer = getattr(client, method)(reverse("api:submissions", args=[call.code]))
    assert answer.status_code == 405
    assert "POST" in answer["Allow"]

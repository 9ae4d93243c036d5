"""Answering a call: the form, the draft, the receipt, and files that are not taken."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from dabir.foundation.mail.models import Message
from dabir.foundation.people.models import Role
from dabir.stages.calls.models import Call, Question
from dabir.stages.submissions.acts import (
    save_draft,
)
from dabir.stages.submissions.models import (
    Arrival,
    Draft,
    Submission,
)
from tests.factories import (
    AT,
    make_body,
    make_group,
    make_member,
    make_person,
    seat,
)
from tests.formats.builders import docx_of, packed, paragraph
from tests.stages.sent import NAMED, WORDS, make_open_call, question_of
from tests.web.submissions.pages import answered, respond_url, sent_secret, solved, words_of

pytestmark = pytest.mark.django_db


def test_says_who_will_read_it_before_it_is_sent(visitor, call):
    page = words_of(visitor.get(respond_url(call)))
    assert "read by the secretariat of" in page
    assert "you will read who it was and why" in page


def test_answers_and_shows_the_receipt(visitor, call):
    response = visitor.post(respond_url(call), answered(call, name=NAMED.name, email=NAMED.email))
    secret = sent_secret(response)
    submission = Submission.objects.get()
    page = visitor.get(response.url)
    shown = words_of(page)
    assert submission.receipt in shown
    assert submission.sha256 in shown
    assert f"/f/{secret}/" in shown
    assert "no-store" in page["Cache-Control"]
    assert Message.objects.get(about=submission.address).to == NAMED.email


def test_keeps_what_was_typed_when_something_is_wrong(visitor, call):
    response = visitor.post(respond_url(call), answered(call, email="no address"))
    assert response.status_code == 422
    assert WORDS.split("\n")[0] in response.content.decode()
    assert not Arrival.objects.exists()


def test_a_form_sent_twice_is_received_once(visitor, call):
    given = answered(call)
    first, again = (visitor.post(respond_url(call), given) for _ in range(2))
    assert sent_secret(first) == sent_secret(again)
    assert Submission.objects.count() == 1


def test_asks_for_what_is_required(visitor, group, secretary):
    call = make_open_call(
        group,
        secretary,
        questions=(
            {
                "prompts": {"en": "Which?"},
                "kind": Question.Kind.CHOICE,
                "choices": [{"en": "Signs"}, {"en": "Cameras"}],
                "required": True,
            },
            {"prompts": {"en": "Twice a year?"}, "kind": Question.Kind.AGREEMENT},
        ),
    )
    first, second = call.questions.all()
    given = {"free": "x", "sector": "citizen", "publication": "withheld", "send": "1"}
    assert visitor.post(respond_url(call), given).status_code == 422
    given |= {f"question-{first.pk}": "1", f"question-{second.pk}": "in_part"}
    given |= {f"why-{second.pk}": "Once is enough.", "altcha": solved(call)}
    assert sent_secret(visitor.post(respond_url(call), given))
    answers = Submission.objects.get().answers.values_list("text", flat=True)
    assert list(answers) == ["Cameras", "I agree in part\nOnce is enough.", "x"]


def test_saves_for_later_and_goes_on_by_the_link(visitor, call):
    field = f"question-{question_of(call).pk}"
    saved = visitor.post(
        respond_url(call), {field: "half a thought", "purposes": ["quote"], "save": "1"}
    )
    assert Draft.objects.count() == 1
    page = visitor.get(saved.url).content.decode()
    assert "half a thought" in page
    assert saved.url in page
    visitor.post(saved.url, {field: "a whole thought", "save": "1"})
    assert "a whole thought" in visitor.get(saved.url).content.decode()
    sent = visitor.post(saved.url, answered(call))
    assert sent_secret(sent)
    assert not Draft.objects.exists()
    assert visitor.get(saved.url).status_code == 404


@pytest.mark.parametrize("state", ["closed", "concluded"])
def test_a_closed_call_says_so_and_takes_nothing(visitor, call, state):
    Call.objects.filter(pk=call.pk).update(state=state)
    assert "The call closed on" in words_of(visitor.get(respond_url(call)))
    response = visitor.post(respond_url(call), answered(call))
    assert response.status_code == 422
    assert "The call closed on" in words_of(response)
    assert not Arrival.objects.exists()


def test_a_draft_of_a_call_does_not_exist(visitor, call):
    Call.objects.filter(pk=call.pk).update(state="draft")
    assert visitor.get(respond_url(call)).status_code == 404


def bomb() -> bytes:
    return packed({"word/document.xml": b"0" * 250_000_000})


BAD_FILES = {
    "large": ("big.txt", b"x" * 3_000_000, "is larger than 2 MB"),
    "bomb": ("bomb.docx", bomb, "was not taken"),
    "empty": ("empty.txt", b"", "empty"),
    "program": ("view.docx", b"MZ\x90\x00" + b"\x00" * 100, "was not taken"),
    "torn": ("torn.docx", b"PK\x03\x04" + b"\x00" * 50, "was not taken"),
    "noise": ("noise.txt", bytes(range(128, 256)) * 40 + b"\x00\x01\x02", "was not taken"),
}


@pytest.mark.parametrize("bad", BAD_FILES)
def test_a_bad_file_is_named_and_nothing_is_half_written(visitor, call, bad, settings):
    settings.UPLOAD_LIMIT = 2_000_000
    name, data, why = BAD_FILES[bad]
    file = SimpleUploadedFile(name, data() if callable(data) else data)
    response = visitor.post(respond_url(call), answered(call, attachments=[file]))
    assert response.status_code == 422
    assert why in words_of(response)
    assert not Arrival.objects.exists()


def test_takes_a_word_file_and_text_in_another_encoding(visitor, call):
    files = [
        SimpleUploadedFile("نظر.docx", docx_of(paragraph(WORDS.split("\n\n")[0]))),
        SimpleUploadedFile("old.txt", WORDS.encode("utf-16")),
        SimpleUploadedFile("scan.png", b"\x89PNG\r\n\x1a\n" + b"\x00" * 20),
    ]
    given = answered(call, attachments=files)
    del given[f"question-{question_of(call).pk}"]
    assert sent_secret(visitor.post(respond_url(call), given))
    submission = Submission.objects.get()
    assert submission.attachments.count() == 3
    assert submission.answers.count() == 2


def test_leads_from_an_inquiry_to_the_official_reply(client, group, secretary):
    body = make_body("سازمان آزمون")
    inquiry = make_open_call(group, secretary, kind=Call.Kind.INQUIRY, bodies=(body,))
    own = make_person(language="en")
    seat(own, make_group(), Role.PRINCIPAL, body=body)
    assert client.get(respond_url(inquiry)).status_code == 404
    client.force_login(own)
    reply_url = reverse("official_reply", args=[inquiry.code])
    assert client.get(respond_url(inquiry)).url == reply_url
    given = answered(inquiry, body=body.pk, signed_by="بهار سپهری", post="معاون")
    assert client.post(reply_url, given).status_code == 302
    assert Submission.objects.get().official
    again = client.post(reply_url, given)
    assert again.status_code == 422
    assert "replied on" in words_of(client.get(reply_url))
    client.force_login(make_member(group))
    assert client.get(reply_url).status_code == 404


def test_a_draft_of_another_call_does_not_open(visitor, call, group, secretary):
    other = make_open_call(group, secretary)
    secret = save_draft(call=other, content={"free": ["x"]}, at=AT)
    url = reverse("respond_draft", args=[call.code, secret])
    assert visitor.get(url).status_code == 404

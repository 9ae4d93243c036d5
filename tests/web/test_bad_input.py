"""Files and answers that cannot be taken: a sentence in the reader's language, nothing lost, and
nothing half-written."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dabir.foundation.files.keeping import folder
from dabir.foundation.files.models import Original
from dabir.foundation.proposals.acts import accept_confident, read_document
from dabir.foundation.proposals.models import Proposal, Reading
from dabir.foundation.record.models import Entry
from dabir.stages.calls.models import Call
from dabir.stages.submissions.acts import return_submission, take_in_arrivals
from dabir.stages.submissions.codes import new_receipt
from dabir.stages.submissions.models import Arrival, Attachment, Draft, Submission
from tests.factories import AT, make_group, make_secretary
from tests.files import BAD, OLD, OLD_LETTERS, PICTURE
from tests.stages.sent import WORDS, make_open_call, question_of, send
from tests.web.submissions.pages import solved

pytestmark = pytest.mark.django_db

LANGUAGES = ("fa", "en")


@pytest.fixture(autouse=True)
def _kept_here(settings, tmp_path, monkeypatch):
    settings.STORAGES = settings.STORAGES | {
        "default": settings.STORAGES["default"] | {"OPTIONS": {"location": tmp_path}}
    }
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT)


@pytest.fixture
def group():
    return make_group()


@pytest.fixture
def secretary(group):
    return make_secretary(group)


@pytest.fixture
def call(group, secretary):
    return make_open_call(group, secretary)


def reader(language, person=None):
    """A browser that reads a language, signed in as a person or not."""
    client = Client()
    client.cookies[django_settings.LANGUAGE_COOKIE_NAME] = language
    if person is not None:
        type(person).objects.filter(pk=person.pk).update(language=language)
        client.force_login(person)
    return client


def words_of(response):
    main = re.search(r"<main.*?</main>", response.content.decode(), re.DOTALL)[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def answer_to(call, **fields):
    return {
        "altcha": solved(call),
        f"question-{question_of(call).pk}": WORDS,
        "name": "شیرین کتابدار",
        "sector": "citizen",
        "publication": "withheld",
        "send": "1",
    } | fields


def all_there_is():
    """Every row and file that receiving something could leave behind."""
    return (
        Submission.objects.count(),
        Arrival.objects.count(),
        Attachment.objects.count(),
        Original.objects.count(),
        Reading.objects.count(),
        Draft.objects.count(),
        Entry.objects.count(),
        sum(path.is_file() for path in folder().rglob("*")),
    )


def upload_of(name):
    file, data, why = BAD[name]
    return SimpleUploadedFile(file, data()), file, why


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("bad", BAD)
def test_an_answer_with_a_bad_file_is_shown_again_and_nothing_is_kept(call, bad, language):
    file, name, why = upload_of(bad)
    before = all_there_is()
    given = answer_to(call, attachments=[file])
    response = reader(language).post(reverse("respond", args=[call.code]), given)
    assert response.status_code == 422
    page = words_of(response)
    assert why[language] in page
    assert name in page
    assert WORDS.split("\n")[0] in page
    assert "شیرین کتابدار" in response.content.decode()
    assert all_there_is() == before


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("bad", BAD)
def test_a_bad_document_is_refused_at_the_form_and_nothing_is_kept(group, secretary, bad, language):
    file, _name, why = upload_of(bad)
    before = all_there_is()
    url = reverse("mandates:upload", args=[group.code])
    response = reader(language, secretary).post(url, {"file": file})
    assert response.status_code in {200, 422}
    assert why[language] in words_of(response)
    assert all_there_is() == before


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_picture_is_no_document(group, secretary, language):
    before = all_there_is()
    url = reverse("mandates:upload", args=[group.code])
    file = SimpleUploadedFile("resolution.txt", PICTURE)
    response = reader(language, secretary).post(url, {"file": file})
    assert "PNG" in words_of(response)
    assert all_there_is() == before


@pytest.mark.parametrize("bad", ["random", "zip bomb", "locked pdf"])
def test_what_is_added_with_a_bad_file_is_shown_again(call, secretary, bad):
    receipt = send(call)
    return_submission(submission=receipt.submission, reason="more", actor=secretary, at=AT)
    file, _name, why = upload_of(bad)
    before = all_there_is()
    url = reverse("follow_up_complete", args=[receipt.secret])
    given = {"text": "a second thought", "attachments": [file]}
    response = reader("en").post(url, given)
    assert response.status_code == 422
    assert why["en"] in words_of(response)
    assert "a second thought" in words_of(response)
    assert all_there_is() == before


@pytest.mark.parametrize("old", OLD)
def test_letters_of_another_encoding_are_read(call, group, secretary, old):
    given = answer_to(call, attachments=[SimpleUploadedFile("old.txt", OLD[old])])
    assert reader("fa").post(reverse("respond", args=[call.code]), given).status_code == 302
    take_in_arrivals(at=AT)
    answers = Submission.objects.get().answers.values_list("text", flat=True)
    assert OLD_LETTERS in {answer.replace("ي", "ی") for answer in answers}
    url = reverse("mandates:upload", args=[group.code])
    file = SimpleUploadedFile("old.txt", OLD[old])
    assert reader("fa", secretary).post(url, {"file": file}).status_code == 302
    assert Reading.objects.get().text.replace("ي", "ی") == OLD_LETTERS


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_of_fifty_megabytes_is_refused_on_every_road(
    call, group, secretary, language, settings
):
    settings.UPLOAD_LIMIT = 1_000_000
    large = b"x" * (51 * 1024 * 1024)
    before = all_there_is()
    given = answer_to(call, attachments=[SimpleUploadedFile("large.txt", large)])
    answered = reader(language).post(reverse("respond", args=[call.code]), given)
    assert answered.status_code == 422
    assert {"fa": "بزرگ‌تر", "en": "larger than"}[language] in words_of(answered)
    browser = reader(language, secretary)
    upload = browser.post(
        reverse("mandates:upload", args=[group.code]),
        {"file": SimpleUploadedFile("large.txt", large)},
    )
    assert {"fa": "بزرگ‌تر", "en": "larger than"}[language] in words_of(upload)
    letter = browser.post(
        reverse("letters:new", args=[group.code, "incoming"]),
        {"subject": "a subject typed", "scan": SimpleUploadedFile("large.pdf", large)},
    )
    assert {"fa": "بزرگ‌تر", "en": "larger than"}[language] in words_of(letter)
    assert "a subject typed" in letter.content.decode()
    assert all_there_is() == before


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_answer_of_a_megabyte_is_shown_again_whole(call, language):
    long = "ب" * 400_000
    before = all_there_is()
    given = answer_to(call, free=long)
    response = reader(language).post(reverse("respond", args=[call.code]), given)
    assert response.status_code == 422
    assert long in response.content.decode()
    assert {"fa": "حداکثر", "en": "at most"}[language] in words_of(response)
    assert all_there_is() == before


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_form_beyond_every_measure_is_refused_with_a_sentence(call, language):
    before = all_there_is()
    given = answer_to(call, free="x" * 6_000_000)
    response = reader(language).post(reverse("respond", args=[call.code]), given)
    assert response.status_code == 400
    assert {"fa": "ذخیره نشد", "en": "nothing of it was saved"}[language] in words_of(response)
    assert all_there_is() == before


CLOSED = {
    "closed": {"state": "closed"},
    "past its deadline": {"closes_at": AT - timedelta(days=1)},
    "not open yet": {"opens_at": AT + timedelta(days=3)},
}
SAID = {
    "closed": {"fa": "پایان", "en": "The call closed on"},
    "past its deadline": {"fa": "پایان", "en": "The call closed on"},
    "not open yet": {"fa": "آغاز می‌شود", "en": "The call opens on"},
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("button", ["send", "save"])
@pytest.mark.parametrize("why", CLOSED)
def test_a_call_that_takes_nothing_gives_back_what_was_typed(call, why, button, language):
    Call.objects.filter(pk=call.pk).update(**CLOSED[why])
    before = all_there_is()
    given = answer_to(call, free="my last words")
    given.pop("send")
    response = reader(language).post(reverse("respond", args=[call.code]), given | {button: "1"})
    assert response.status_code == 422
    page = words_of(response)
    assert SAID[why][language] in page
    assert WORDS.split("\n")[0] in page
    assert "my last words" in page
    assert all_there_is() == before


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_draft_call_and_an_unknown_one_are_told_apart_by_nobody(call, language):
    Call.objects.filter(pk=call.pk).update(state="draft")
    browser = reader(language)
    pages = [
        browser.get(reverse(name, args=[code]))
        for name in ("public_call", "respond", "contributions", "official_reply")
        for code in (call.code, "no-such-call")
    ]
    for hidden, unknown in zip(pages[::2], pages[1::2], strict=True):
        assert hidden.status_code == unknown.status_code != 200
        if hidden.status_code == 404:
            assert words_of(hidden) == words_of(unknown)


WELL_FORMED = "a receipt number that nobody has"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", ["x", "0" * 26, "z" * 80, WELL_FORMED, "<b>\u202e", "../../etc"])
def test_a_wrong_code_opens_nothing_and_says_so(call, code, language):
    code = new_receipt() if code == WELL_FORMED else code
    send(call)
    response = reader(language).post(reverse("follow"), {"code": code})
    assert response.status_code == 404
    assert {"fa": "نیست", "en": "Nothing lies behind"}[language] in words_of(response)


def test_a_code_too_long_to_be_one_is_refused_at_the_form(call):
    response = reader("en").post(reverse("follow"), {"code": "z" * 5_000})
    assert response.status_code < 500
    assert reader("en").get("/f/" + "z" * 3_000 + "/").status_code == 404
    assert reader("en").get(f"/contributions/{new_receipt()}/").status_code == 404
    assert reader("en").get("/contributions/%00/").status_code == 404
    assert reader("en").get("/calls/?before=%00").status_code == 404
    assert call.submissions.count() == 0


def test_each_proof_of_work_is_received_once_whatever_page_it_came_from(call):
    url = reverse("respond", args=[call.code])
    for _ in range(2):
        assert reader("en").post(url, answer_to(call, once="")).status_code == 303
    assert Arrival.objects.count() == 2


def test_a_replay_gives_the_first_receipt_even_after_the_call_closed(call):
    url = reverse("respond", args=[call.code])
    given = answer_to(call)
    first = reader("en").post(url, given)
    Call.objects.filter(pk=call.pk).update(state="closed")
    again = reader("en").post(url, given)
    assert again.status_code == 303
    assert again.url == first.url
    assert Arrival.objects.count() == 1


IMPOSSIBLE = ["۱۴۰۵/۱۲/۳۰", "1405-12-30", "31/02/2026", "2026-02-31", "۱۴۰۵/۰۷/۳۱"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("typed", IMPOSSIBLE)
def test_a_day_that_does_not_exist_is_shown_again_with_a_sentence(
    group, secretary, typed, language
):
    url = reverse("letters:new", args=[group.code, "incoming"])
    before = all_there_is()
    given = {"subject": "a subject typed", "their_date": typed}
    response = reader(language, secretary).post(url, given)
    page = response.content.decode()
    sentence = {"fa": "چنین روزی", "en": "There is no such day"}[language]
    assert sentence in words_of(response)
    assert typed in page
    assert "a subject typed" in page
    assert all_there_is() == before


def test_a_day_that_does_not_exist_in_a_document_is_flagged_and_never_adopted(group, secretary):
    text = (
        "شورای نمونهٔ باغ‌ها\nمصوبهٔ جلسهٔ نهم\nمورخ ۳۱ مهر ۱۴۰۵\n\n"
        "۱. وزارت کشت گزارش آب را تا تاریخ ۳۰ اسفند ۱۴۰۵ به کارگروه ارائه کند.\n"
    )
    reading = read_document(
        data=text.encode(), name="a.txt", group=group, actor=secretary, at=timezone.now()
    )
    flagged = reading.proposals.filter(kind="impossible_date")
    assert flagged.count() == 2
    accept_confident(reading=reading, actor=secretary, at=timezone.now(), threshold=0.0)
    assert set(flagged.values_list("state", flat=True)) == {Proposal.State.OPEN}
    assert not reading.proposals.filter(kind="date").exists()
    for duty in reading.proposals.filter(kind="duty"):
        assert not duty.value.get("due")
    url = reverse("mandates:reading", args=[group.code, reading.pk])
    for language, heading in (("fa", "وجود ندارند"), ("en", "Dates that do not exist")):
        page = words_of(reader(language, secretary).get(url))
        assert heading in page or "۳۱ مهر" in page
        assert "۳۱ مهر ۱۴۰۵" in page

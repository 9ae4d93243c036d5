"""The door: a form that is in order is received without ado, all else goes the whole way."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection
from django.http import HttpRequest
from django.test import RequestFactory
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from dabir.foundation.record import together
from dabir.stages.submissions.models import Arrival
from dabir.web.submissions.door.fields import cut, fields_of
from tests.stages.sent import WORDS, question_of
from tests.web.submissions.pages import answered, respond_url, sent_secret, solved, words_of

NAMES = st.from_regex(r"[A-Za-z0-9_-]{1,20}", fullmatch=True)
VALUES = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


def read_by_django(body: bytes) -> dict[str, list[str]]:
    request = RequestFactory().generic("POST", "/", body, content_type=MULTIPART_CONTENT)
    return dict(request.POST.lists())


@given(st.lists(st.tuples(NAMES, VALUES), max_size=8))
def test_cuts_fields_as_django_reads_them(pairs):
    parts = "".join(
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in pairs
    )
    body = f"{parts}--{BOUNDARY}--\r\n".encode()
    fields = cut(body, BOUNDARY.encode())
    if fields is not None:
        assert dict(fields.lists()) == read_by_django(body)
    elif pairs:
        assert any(BOUNDARY in value for _name, value in pairs)


@given(st.binary(max_size=200))
def test_never_reads_what_is_no_form(noise):
    assert cut(noise, b"b") is None or noise.startswith(b"--b")


def test_leaves_a_form_with_a_file_to_django():
    file = SimpleUploadedFile("a.txt", b"words")
    body = encode_multipart(BOUNDARY, {"free": "x", "attachments": file})
    request = RequestFactory().generic("POST", "/", body, content_type=MULTIPART_CONTENT)
    assert fields_of(request) is None
    assert request.POST["free"] == "x"
    assert request.FILES["attachments"].read() == b"words"


def test_leaves_what_is_not_plain_to_django():
    for kind in ("text/plain", "multipart/form-data", "multipart/form-data; boundary=b; charset=x"):
        request = HttpRequest()
        request.META |= {"CONTENT_TYPE": kind, "CONTENT_LENGTH": "10"}
        assert fields_of(request) is None


@pytest.mark.django_db
def test_answers_with_the_way_to_the_receipt_and_no_cookie(visitor, call):
    visitor.cookies.clear()
    response = visitor.post(respond_url(call), answered(call))
    assert response.status_code == 303
    assert not response.cookies
    assert response.headers["Cache-Control"] == "no-store"
    assert sent_secret(response)


@pytest.mark.django_db
def test_needs_no_token_against_forged_requests(client, call):
    client.handler.enforce_csrf_checks = True
    assert client.post(respond_url(call), answered(call)).status_code == 303
    unproven = client.post(respond_url(call), answered(call, altcha=""))
    assert unproven.status_code != 403


@pytest.mark.django_db
def test_writes_a_form_down_with_few_queries(visitor, call, settings):
    settings.DOOR_REMEMBERS_SECONDS = 60.0
    visitor.cookies.clear()
    assert visitor.post(respond_url(call), answered(call)).status_code == 303
    form = answered(call)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert visitor.post(respond_url(call), form).status_code == 303
    wrote = [query for query in queries if "SAVEPOINT" not in query["sql"]]
    assert len(wrote) <= 5


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", ["email", "altcha"])
def test_what_is_not_in_order_is_said_on_the_page(visitor, call, wrong):
    response = visitor.post(respond_url(call), answered(call, **{wrong: "no such thing"}))
    assert response.status_code == 422
    assert WORDS.split("\n")[0] in words_of(response)
    assert not Arrival.objects.exists()


@pytest.mark.django_db
def test_work_that_was_done_counts_once(visitor, call):
    proof = solved(call)
    assert visitor.post(respond_url(call), answered(call, altcha=proof)).status_code == 303
    field = f"question-{question_of(call).pk}"
    again = visitor.post(respond_url(call), answered(call, altcha=proof) | {field: "Other words."})
    assert again.status_code == 422
    assert "other words" in words_of(again)
    assert Arrival.objects.count() == 1


@pytest.mark.django_db
def test_gives_back_what_was_typed_when_the_database_takes_nothing(visitor, call, monkeypatch):
    def full(_batch):
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(together, "_insert", full)
    response = visitor.post(respond_url(call), answered(call, name="<b>شیرین</b>"))
    assert response.status_code == 503
    assert response.headers["Retry-After"]
    shown = words_of(response)
    assert "It could not be kept just now" in shown
    assert WORDS.split("\n")[0] in shown
    assert "<b>" not in response.content.decode()
    assert not Arrival.objects.exists()


@pytest.mark.django_db
def test_the_page_behind_the_link_is_there_before_it_is_taken_in(visitor, call):
    response = visitor.post(respond_url(call), answered(call, email="a@b.example"))
    receipt = visitor.get(response.url)
    arrival = Arrival.objects.get()
    assert arrival.receipt in words_of(receipt)
    assert arrival.sha256 in words_of(receipt)
    assert "It goes to the e-mail address you gave, too." in words_of(receipt)
    link = response.url.removesuffix("receipt/")
    page = visitor.get(link)
    assert "is kept safe" in words_of(page)
    assert "no-store" in page["Cache-Control"]
    assert arrival.receipt in visitor.get(f"{link}copy/").content.decode()
    sent_secret(response)
    assert "waits to be read" in words_of(visitor.get(link))

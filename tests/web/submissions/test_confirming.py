"""What is sent without a proof of work: held, confirmed by a mailed link, or let go."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from dabir.domain.procedure.verdicts import NotNow, NotPermitted, Refused
from dabir.foundation.files.keeping import folder
from dabir.foundation.limits.taking import Limit
from dabir.foundation.mail.models import Message
from dabir.foundation.record.models import Entry
from dabir.jobs import sweeping
from dabir.stages.submissions.acts import (
    ask_to_confirm,
    confirm_arrival,
    erase_submission,
    let_unconfirmed_lapse,
    submit,
    submit_to_confirm,
    take_in_arrivals,
)
from dabir.stages.submissions.acts.confirming import HELD_FOR
from dabir.stages.submissions.codes import confirmation_of
from dabir.stages.submissions.intake.contents import AnswerDraft, Contributor
from dabir.stages.submissions.intake.files import look_into
from dabir.stages.submissions.models import Arrival, Draft
from dabir.web.submissions import uploads
from dabir.web.submissions.confirming import views
from dabir.web.submissions.responding import views as responding
from tests.factories import AT
from tests.stages.sent import WORDS
from tests.web.submissions.pages import answered, respond_url, words_of

pytestmark = pytest.mark.django_db

MAIL = "sara@example.org"


def unproven(call, **fields):
    return answered(call, **{"altcha": "", "email": MAIL} | fields)


def mailed_link():
    return re.search(r"(/f/\S+/confirm/\S+/)", Message.objects.get().text)[1]


def held(call, **fields):
    sender = Contributor(email=MAIL)
    return submit(
        call=call, answers=[AnswerDraft(WORDS)], contributor=sender, at=AT, held=True, **fields
    )


def test_without_a_proof_it_is_held_and_its_sender_is_mailed(visitor, call):
    response = visitor.post(respond_url(call), unproven(call))
    assert response.url == reverse("held", args=[call.code])
    arrival = Arrival.objects.get()
    assert arrival.state == Arrival.State.HELD
    message = Message.objects.get()
    assert message.to == MAIL
    assert WORDS not in message.text
    page = words_of(visitor.get(response.url))
    assert "One step is left" in page
    assert arrival.receipt not in page


def test_the_mailed_link_asks_and_the_button_confirms(visitor, call):
    visitor.post(respond_url(call), unproven(call))
    link = mailed_link()
    page = visitor.get(link)
    assert "Yes, I sent it" in words_of(page)
    assert "no-store" in page["Cache-Control"]
    assert Arrival.objects.get().state == Arrival.State.HELD
    response = visitor.post(link)
    arrival = Arrival.objects.get()
    assert arrival.state == Arrival.State.WAITING
    assert arrival.receipt in words_of(visitor.get(response.url))
    assert visitor.get(link).status_code == 302


def test_the_follow_up_link_opens_nothing_before_it_is_confirmed(visitor, call):
    receipt = held(call)
    for name in ("follow_up", "receipt"):
        assert visitor.get(reverse(name, args=[receipt.secret])).status_code == 404


def test_who_only_knows_the_secret_confirms_nothing(visitor, call):
    receipt = held(call)
    for code in (receipt.secret, "0" * 26, ""):
        with pytest.raises(NotPermitted):
            confirm_arrival(secret=receipt.secret, code=code, at=AT)
    url = reverse("confirm_sent", args=[receipt.secret, "0" * 26])
    assert visitor.post(url).status_code == 404


def test_without_an_address_it_says_so_and_keeps_what_was_typed(visitor, call):
    response = visitor.post(respond_url(call), unproven(call, email=""))
    assert response.status_code == 422
    page = words_of(response)
    assert "Give an e-mail address" in page
    assert f"/calls/{call.code}/respond/" in page
    assert WORDS.split("\n")[0] in page
    assert Draft.objects.count() == 1
    assert not Arrival.objects.exists()


def test_confirming_twice_and_asking_twice_is_one(call):
    receipt = held(call)
    for _time in range(2):
        ask_to_confirm(secret=receipt.secret, at=AT)
    assert Message.objects.count() == 1
    code = confirmation_of(receipt.secret)
    for _time in range(2):
        assert confirm_arrival(secret=receipt.secret, code=code, at=AT).state == "waiting"
    entries = Entry.objects.filter(act="submissions.confirm_arrival")
    assert all(receipt.secret not in entry.content.payload for entry in entries)


def test_asks_nobody_who_left_no_address(call):
    receipt = submit(call=call, answers=[AnswerDraft(WORDS)], at=AT, held=True)
    with pytest.raises(Refused):
        ask_to_confirm(secret=receipt.secret, at=AT)
    with pytest.raises(NotPermitted):
        ask_to_confirm(secret="0" * 26, at=AT)


def test_what_nobody_confirms_is_deleted_with_its_files(visitor, call):
    receipt = held(call, files=[look_into("نقشه.txt", "متن پیوست".encode())])
    assert sweeping.let_lapse(AT + HELD_FOR) == 0
    files = [path for path in folder().rglob("*") if path.is_file()]
    later = AT + HELD_FOR + timedelta(seconds=1)
    assert sweeping.let_lapse(later) == 1
    arrival = Arrival.objects.get()
    assert (arrival.state, bytes(arrival.sealed), arrival.wrapped) == ("lapsed", b"", None)
    assert len([path for path in folder().rglob("*") if path.is_file()]) == len(files) - 1
    code = confirmation_of(receipt.secret)
    with pytest.raises(NotNow):
        confirm_arrival(secret=receipt.secret, code=code, at=later)
    page = visitor.get(reverse("confirm_sent", args=[receipt.secret, code]))
    assert "has been deleted" in words_of(page)


def test_what_was_confirmed_does_not_lapse(call):
    receipt = held(call)
    confirm_arrival(secret=receipt.secret, code=confirmation_of(receipt.secret), at=AT)
    assert let_unconfirmed_lapse(before=AT + timedelta(days=30), at=AT) == 0


def test_so_many_are_taken_without_proof_and_no_more(visitor, call):
    for number in range(10):
        fields = unproven(call, email=f"n{number}@example.org", once=f"{number:032x}")
        assert visitor.post(respond_url(call), fields).status_code == 302
    response = visitor.post(respond_url(call), unproven(call, email="more@example.org"))
    assert response.status_code == 422
    assert "without the automatic check" in words_of(response)
    assert Arrival.objects.count() == 10


def test_nobody_floods_the_mailbox_of_another(visitor, call):
    codes = [
        visitor.post(
            respond_url(call),
            unproven(call, email=MAIL.upper() if number % 2 else MAIL, once=f"{number:032x}"),
            REMOTE_ADDR=f"192.0.2.{number}",
        ).status_code
        for number in range(5)
    ]
    assert codes == [302, 302, 302, 422, 422]


def test_a_mistyped_address_put_right_gets_the_mail_and_the_first_link_ends(visitor, call):
    token = "a" * 32
    visitor.post(respond_url(call), unproven(call, email="sarah@wrong.example", once=token))
    link = mailed_link()
    for _time in range(2):
        response = visitor.post(respond_url(call), unproven(call, once=token))
        assert response.status_code == 302
    # What was sent to the wrong address lapses, and is forgotten with its link.
    assert [message.to for message in Message.objects.order_by("pk")] == ["", MAIL]
    assert [one.state for one in Arrival.objects.order_by("pk")] == ["lapsed", "held"]
    assert "has been deleted" in words_of(visitor.get(link))


def test_other_words_of_the_form_replace_nothing(call):
    kept = {"call": call, "at": AT, "once": "a" * 32}
    submit_to_confirm(answers=[AnswerDraft(WORDS)], contributor=Contributor(email=MAIL), **kept)
    for sender in (MAIL, "other@example.org"):
        with pytest.raises(Refused):
            submit_to_confirm(
                answers=[AnswerDraft("Other.")], contributor=Contributor(email=sender), **kept
            )
    assert Arrival.objects.get().state == Arrival.State.HELD


def test_what_was_confirmed_is_not_given_to_another(call):
    receipt = held(call, once="a" * 32)
    confirm_arrival(secret=receipt.secret, code=confirmation_of(receipt.secret), at=AT)
    with pytest.raises(Refused):
        submit_to_confirm(
            call=call,
            answers=[AnswerDraft(WORDS)],
            contributor=Contributor(email="other@example.org"),
            at=AT,
            once="a" * 32,
        )
    assert not Message.objects.exists()


def test_what_lapses_takes_the_mail_that_asked_along(call):
    ask_to_confirm(secret=held(call).secret, at=AT)
    let_unconfirmed_lapse(before=AT + timedelta(days=1), at=AT + timedelta(days=8))
    message = Message.objects.get()
    assert (message.to, message.subject, message.text) == ("", "", "")


def test_erasing_takes_the_mail_that_asked_along(call, secretary):
    receipt = held(call)
    ask_to_confirm(secret=receipt.secret, at=AT)
    confirm_arrival(secret=receipt.secret, code=confirmation_of(receipt.secret), at=AT)
    (submission,) = take_in_arrivals(at=AT)
    erase_submission(submission=submission, actor=secretary, at=AT)
    assert not Message.objects.exclude(to="", subject="", text="").exists()


@pytest.fixture
def one_draft(monkeypatch):
    """Whoever asks may begin one draft."""
    limit = Limit("tests of drafts", burst=1, hourly=1)
    monkeypatch.setattr(views, "NEW_DRAFTS", limit)
    monkeypatch.setattr(responding, "NEW_DRAFTS", limit)


def test_drafts_are_not_begun_without_end(visitor, call, one_draft):
    for _time in range(3):
        response = visitor.post(respond_url(call), unproven(call, save="1"))
    assert response.status_code == 422
    assert "Too many drafts" in words_of(response)
    assert Draft.objects.count() == 1
    page = visitor.post(respond_url(call), unproven(call, email=""))
    assert WORDS in words_of(page)
    assert Draft.objects.count() == 1


def test_a_draft_that_there_is_is_saved_however_many_were_begun(visitor, call, one_draft):
    first = visitor.post(respond_url(call), unproven(call, save="1"))
    assert visitor.post(first.url, unproven(call, save="1")).status_code == 302


def file_to_send():
    return SimpleUploadedFile("a.txt", WORDS.encode())


@pytest.fixture
def looked_into(monkeypatch):
    looked = []
    monkeypatch.setattr(
        uploads, "look_into", lambda name, data: looked.append(name) or look_into(name, data)
    )
    return looked


def test_no_file_is_looked_into_before_the_proof_is_right(visitor, call, looked_into):
    given = answered(call, altcha="bm90aGluZw==", attachments=file_to_send())
    assert visitor.post(respond_url(call), given).status_code == 422
    assert looked_into == []
    visitor.post(respond_url(call), answered(call, sector="king", attachments=file_to_send()))
    assert looked_into == ["a.txt"]


def test_few_files_are_looked_into_without_a_proof(visitor, call, looked_into, monkeypatch):
    monkeypatch.setattr(responding, "UNPROVEN_FILES", Limit("tests of files", burst=1, hourly=1))
    for _time in range(3):
        page = visitor.post(respond_url(call), unproven(call, email="", attachments=file_to_send()))
    assert looked_into == ["a.txt"]
    assert "Too much was sent" in words_of(page)

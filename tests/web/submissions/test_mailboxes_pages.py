"""The pages of mailboxes and messages: for the secretariat alone, words first, nothing opened
without a reason."""

import pytest
from django.urls import reverse

from dabir.formats.imap import ImapTrouble
from dabir.stages.submissions.acts import keep_message, receive_message
from dabir.stages.submissions.intake.mails import read_kept
from dabir.stages.submissions.models import Mailbox, ReceivedMail
from dabir.web.submissions.mailboxes import views
from tests.factories import AT, make_group, make_member, make_secretary
from tests.stages.mailing import letter, make_mailbox
from tests.stages.sent import make_open_call
from tests.web.catalogue import left_in_english

pytestmark = pytest.mark.django_db

IMAP = {
    "address": "water@group.example", "host": "mail.group.example", "port": "993",
    "security": "tls", "username": "water", "password": "geheim", "folder": "INBOX",
}  # fmt: skip
QUERIES = 25


@pytest.fixture
def group():
    return make_group()


@pytest.fixture
def secretary(group):
    return make_secretary(group)


@pytest.fixture
def call(group, secretary):
    return make_open_call(group, secretary)


@pytest.fixture
def mailbox(call, secretary):
    return make_mailbox(call, secretary)


@pytest.fixture
def browser(client, secretary):
    client.force_login(secretary)
    return client


def come(mailbox, **heads):
    words = heads.pop(
        "words", "آب شور است.\n\nبا احترام\nمینا\n\nOn 1 May 2026, A wrote:\n> Which?"
    )
    data = letter(words, **heads).as_bytes()
    mail = keep_message(mailbox=mailbox, data=data, came_at=AT, at=AT)
    return receive_message(mail=mail, reading=read_kept(mail), at=AT)


def url(name, group, *keys):
    return reverse(f"submissions:{name}", args=[group.code, *keys])


def text(response):
    return response.content.decode()


def test_a_call_gets_an_address_of_its_own(browser, group, call):
    page = text(browser.get(url("mailboxes", group, call.pk)))
    assert f"{call.code}@localhost" in page
    browser.post(url("set_listener", group, call.pk), {"checker": ""})
    assert Mailbox.objects.get().address == f"{call.code}@localhost"


def test_the_public_page_names_the_address(client, mailbox):
    page = text(client.get(reverse("public_call", args=[mailbox.call.code])))
    assert f"mailto:{mailbox.address}" in page


def test_a_mailbox_is_tried_before_it_is_kept(browser, group, call, monkeypatch):
    def wrong(_server):
        raise ImapTrouble("password")

    monkeypatch.setattr(views, "open_at", wrong)
    page = text(browser.post(url("set_imap", group, call.pk), IMAP | {"test": "1"}))
    assert "گذرواژه" in page
    assert not Mailbox.objects.exists()


def test_a_mailbox_is_kept_and_its_password_is_not_shown(browser, group, call):
    browser.post(url("set_imap", group, call.pk), IMAP)
    assert Mailbox.objects.get().host == "mail.group.example"
    response = browser.get(url("set_imap", group, call.pk))
    assert "geheim" not in text(response)
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("port", ["0", "abc", "99999", "-1"])
def test_says_what_is_wrong_with_a_mailbox(browser, group, call, port):
    response = browser.post(url("set_imap", group, call.pk), IMAP | {"port": port})
    assert response.status_code == 422
    assert not Mailbox.objects.exists()


def test_a_mailbox_is_paused_once_that_is_confirmed(browser, group, mailbox):
    address = url("pause_mailbox", group, mailbox.pk)
    assert browser.get(address).status_code == 200
    browser.post(address)
    mailbox.refresh_from_db()
    assert mailbox.state == "paused"


def test_own_words_come_first_and_the_rest_is_folded(browser, group, mailbox):
    mail = come(mailbox)
    page = text(browser.get(url("mail", group, mail.pk)))
    assert page.index("آب شور است.") < page.index("<details") < page.index("Which?")
    assert "mina@garden.example" not in page


def test_a_submission_shows_the_mail_it_came_in(browser, group, mailbox):
    mail = come(mailbox)
    page = text(browser.get(url("submission", group, mail.submission.pk)))
    assert url("mail", group, mail.pk) in page
    assert "Which?" in page


def test_what_waits_is_listed_first_and_machines_apart(browser, group, mailbox):
    come(mailbox)
    waiting = come(mailbox, words="دیگر", subject="دوباره")
    machine = come(mailbox, message_id="<m@x>", subject="خودکار", Auto_Submitted="auto-replied")
    first = text(browser.get(url("mails", group)))
    assert url("mail", group, waiting.pk) in first
    assert url("mail", group, machine.pk) not in first
    assert url("mail", group, machine.pk) in text(
        browser.get(url("mails", group), {"which": "machines"})
    )


def test_a_message_is_taken_in_by_hand(browser, group, mailbox):
    mail = come(mailbox, Auto_Submitted="auto-replied")
    browser.post(url("take_mail", group, mail.pk))
    mail.refresh_from_db()
    assert mail.kind == ReceivedMail.Kind.SUBMISSION
    assert "پیش‌تر" in text(browser.post(url("take_mail", group, mail.pk)))


def test_a_message_is_left_aside(browser, group, mailbox):
    come(mailbox)
    mail = come(mailbox, words="دیگر")
    browser.post(url("settle_mail", group, mail.pk))
    assert url("mail", group, mail.pk) not in text(browser.get(url("mails", group)))


def test_the_message_as_it_came_is_handed_out_for_a_reason(browser, group, mailbox):
    mail = come(mailbox)
    address = url("open_mail", group, mail.pk)
    assert browser.post(address, {"reason": ""}).status_code in {200, 422}
    assert not mail.submission.openings.exists()
    response = browser.post(address, {"reason": "تماس"})
    assert b"mina@garden.example" in response.content
    assert response["Content-Disposition"].startswith("attachment")
    assert response["Content-Type"] == "application/octet-stream"


def test_hostile_words_are_shown_as_words(browser, group, mailbox):
    mail = come(mailbox, words="<script>alert(1)</script>", subject="<b>x</b>")
    page = text(browser.get(url("mail", group, mail.pk)))
    assert "<script>alert" not in page
    assert "<b>x</b>" not in page


def test_the_secretariat_alone_reads_mail(client, group, mailbox):
    mail = come(mailbox)
    client.force_login(make_member(group))
    for name, key in (("mails", ()), ("mail", (mail.pk,)), ("mailboxes", (mail.call_id,))):
        assert client.get(url(name, group, *key)).status_code in {403, 404}
    client.force_login(make_secretary(make_group()))
    assert client.get(url("mail", group, mail.pk)).status_code == 404


def test_the_pages_are_in_persian_and_cost_the_same_however_many_came(
    browser, group, mailbox, django_assert_max_num_queries
):
    for number in range(3):
        come(mailbox, words=f"سخن {number}", message_id=f"<{number}@x>")
    mail = ReceivedMail.objects.first()
    pages = [
        url("mails", group) + "?which=all",
        url("mail", group, mail.pk),
        url("mailboxes", group, mail.call_id),
        url("set_imap", group, mail.call_id),
        url("set_listener", group, mail.call_id),
        url("open_mail", group, mail.pk),
    ]
    for address in pages:
        with django_assert_max_num_queries(QUERIES):
            page = browser.get(address)
        assert page.status_code == 200
        assert left_in_english(text(page), "submissions") == []

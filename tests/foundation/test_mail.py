"""A mail is recorded once, in its receiver's language, and sent on where a server is set."""

import smtplib
from datetime import timedelta

import pytest

from dabir.foundation.mail.models import Message
from dabir.foundation.mail.queries import own_mails, visible_to
from dabir.foundation.mail.recording import NoReceiver, record_mail
from dabir.foundation.people.preferences import show_day
from dabir.foundation.work.models import Work
from dabir.foundation.work.running import run_waiting
from dabir.jobs import mail as mail_job
from tests.factories import AT, make_group, make_person, make_secretary

# Work is done through a connection of its own.
pytestmark = pytest.mark.django_db(transaction=True)


def send(**fields):
    fields = {"key": "k", "to": "a@example.org", "subject": "s", "text": "t", "at": AT} | fields
    return record_mail(**fields)


class Server:
    """An SMTP server that notes what it is given, or refuses."""

    sent: list = []
    refusal: Exception | None = None

    def __init__(self, host, port, timeout):
        self.at = (host, port)

    def __enter__(self):
        return self

    def __exit__(self, *_details):
        return None

    def has_extn(self, _name):
        return False

    def login(self, user, password):
        self.sent.append((user, password))

    def send_message(self, message):
        if self.refusal is not None:
            raise self.refusal
        self.sent.append(message)


@pytest.fixture
def server(monkeypatch, settings):
    settings.SMTP_URL = "smtp://post:geheim%21@mail.example.org:2525"
    Server.sent, Server.refusal = [], None
    monkeypatch.setattr(smtplib, "SMTP", Server)
    return Server


def test_recording_twice_leaves_one():
    assert send().pk == send(subject="another").pk
    assert Message.objects.get().subject == "s"


def test_the_message_id_follows_from_the_key():
    first, second = send(key="a"), send(key="b")
    assert first.message_id != second.message_id
    Message.objects.all().delete()
    assert send(key="a").message_id == first.message_id


def test_a_person_is_written_to_in_their_language_and_calendar():
    person = make_person(language="en", calendar="gregorian", digits="latin")
    message = send(to="", person=person, text=lambda: show_day(AT.date()))
    assert (message.to, message.language) == (person.email, "en")
    assert message.text == "21 November 2026"
    other = make_person()
    assert send(key="other", to="", person=other, text=lambda: show_day(AT.date())).text == (
        "۳۰ آبان ۱۴۰۵"
    )


def test_refuses_a_mail_to_nobody():
    with pytest.raises(NoReceiver):
        send(to="")


def test_without_a_server_the_mail_stays_in_the_tray():
    send()
    assert not Work.objects.exists()


def test_hands_the_mail_to_the_server_once(server):
    message = send()
    send()
    assert run_waiting() == 1
    (login, mail) = server.sent
    assert login == ("post", "geheim!")
    assert mail["Message-ID"] == message.message_id
    assert mail["Subject"] == "s"
    assert Message.objects.get().state == "sent"
    assert run_waiting() == 0


def test_a_server_that_is_away_is_tried_again(server):
    server.refusal = ConnectionRefusedError()
    send()
    assert run_waiting() == 0
    assert Message.objects.get().state == "recorded"
    server.refusal = None
    assert run_waiting(now=AT + timedelta(days=365 * 10)) == 1


def test_a_receiver_refused_for_good_is_not_tried_again(server):
    server.refusal = smtplib.SMTPRecipientsRefused({"a@example.org": (550, b"unknown")})
    send()
    run_waiting()
    assert Message.objects.get().state == "failed"
    assert Work.objects.get().state == "failed"


def test_a_receiver_refused_for_now_is_tried_again(server):
    server.refusal = smtplib.SMTPRecipientsRefused({"a@example.org": (450, b"later")})
    send()
    run_waiting()
    assert Work.objects.get().state == "waiting"


def test_a_header_never_breaks_its_line():
    message = send(subject="one\ntwo")
    assert mail_job.as_mail(message)["Subject"] == "one two"


def test_everybody_sees_their_own_mails_only():
    one, other = make_person(), make_person()
    mine = send(to="", person=one)
    send(key="other", to="", person=other)
    assert list(own_mails(one)) == [mine]
    assert list(visible_to(one)) == [mine]
    assert not visible_to(None)


def test_an_administrator_sees_no_mail_about_what_is_hidden_from_them():
    from dabir.foundation.letters.acts import draft_letter

    group = make_group()
    letter = draft_letter(
        group=group, kind="outgoing", subject="s", actor=make_secretary(group), at=AT
    )
    hidden = send(about=letter)
    plain = send(key="plain")
    administrator = make_person(is_administrator=True)
    assert list(visible_to(administrator)) == [plain]
    assert hidden in visible_to(make_secretary(group, is_administrator=True))

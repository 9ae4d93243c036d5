"""Mail for calls is taken over SMTP and LMTP once it is durable, and passed on to nobody."""

import smtplib
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest
from django.db import OperationalError

from dabir.cli import listening
from dabir.cli.listening import Listener
from dabir.foundation.mail.models import Message
from dabir.foundation.mail.recording import record_mail
from dabir.foundation.work.running import run_waiting
from dabir.stages.submissions.models import ReceivedMail, Submission
from tests.factories import AT, make_group, make_secretary
from tests.foundation.conftest import installation
from tests.jobs.dovecot import free_port
from tests.stages.mailing import letter, make_mailbox
from tests.stages.sent import make_open_call

__all__ = ["installation"]

pytestmark = pytest.mark.django_db(transaction=True)

SENDER = "mina@garden.example"


@pytest.fixture
def secretary():
    return make_secretary(make_group())


@pytest.fixture
def mailbox(secretary):
    call = make_open_call(secretary.memberships.get().group, secretary)
    return make_mailbox(call, secretary)


@pytest.fixture
def listener():
    with Listener(smtp="127.0.0.1:0", lmtp="127.0.0.1:0") as running:
        yield running


@pytest.fixture
def smtp(listener):
    with smtplib.SMTP("127.0.0.1", listener.ports[0], timeout=20) as client:
        yield client


@pytest.fixture
def lmtp(listener):
    with smtplib.LMTP("127.0.0.1", listener.ports[1], timeout=20) as client:
        yield client


def send(client, *recipients, data=None, sender=SENDER):
    return client.sendmail(sender, recipients, data or letter().as_bytes())


def test_what_is_brought_over_smtp_is_taken_in(mailbox, smtp):
    send(smtp, mailbox.address)
    run_waiting()
    assert Submission.objects.get().call == mailbox.call


def test_what_is_brought_over_lmtp_is_answered_for_each_recipient(mailbox, secretary, lmtp):
    other = make_mailbox(make_open_call(mailbox.call.group, secretary), secretary)
    lmtp.ehlo_or_helo_if_needed()
    lmtp.mail(SENDER)
    for one in (mailbox, other):
        assert lmtp.rcpt(one.address)[0] == 250
    lmtp.docmd("DATA")
    lmtp.send(letter().as_bytes().replace(b"\n", b"\r\n") + b".\r\n")
    assert [lmtp.getreply()[0] for _each in range(2)] == [250, 250]
    run_waiting()
    assert {mail.call for mail in ReceivedMail.objects.all()} == {mailbox.call, other.call}


def test_a_message_is_durable_before_it_is_acknowledged(mailbox, smtp, monkeypatch):
    kept = []
    keep = listening.keep_message
    monkeypatch.setattr(listening, "keep_message", lambda **given: kept.append(keep(**given)))
    send(smtp, mailbox.address)
    assert [mail.pk for mail in kept] == [ReceivedMail.objects.get().pk]


def test_nothing_is_passed_on(smtp, mailbox):
    for stranger in ("somebody@else.example", "nobody@localhost", "", "a@b@c"):
        with pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
            send(smtp, stranger)
        assert all(code >= 500 for code, _text in refused.value.recipients.values())
    assert not ReceivedMail.objects.exists()


def test_a_paused_mailbox_takes_nothing(mailbox, smtp):
    mailbox.state = "paused"
    mailbox.save()
    with pytest.raises(smtplib.SMTPRecipientsRefused):
        send(smtp, mailbox.address)


def test_a_bringer_is_asked_to_come_again_when_the_database_is_away(mailbox, smtp, monkeypatch):
    def away(**_given):
        raise OperationalError("away")

    monkeypatch.setattr(listening, "keep_message", away)
    with pytest.raises(smtplib.SMTPDataError) as refused:
        send(smtp, mailbox.address)
    assert refused.value.smtp_code == 451


def test_a_bringer_is_asked_to_come_again_when_the_disk_is_full(mailbox, smtp, monkeypatch):
    def full(**_given):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(listening, "keep_message", full)
    with pytest.raises(smtplib.SMTPDataError) as refused:
        send(smtp, mailbox.address)
    assert refused.value.smtp_code == 452


def test_what_is_too_large_is_refused(mailbox, smtp, monkeypatch):
    with pytest.raises(smtplib.SMTPResponseException) as refused:
        send(smtp, mailbox.address, data=b"Subject: x\r\n\r\n" + (b"x" * 900 + b"\r\n") * 35_000)
    assert refused.value.smtp_code == 552


def test_long_lines_arrive(mailbox, smtp):
    send(smtp, mailbox.address, data=letter("x").as_bytes() + b"y" * 50_000)
    run_waiting()
    assert "y" * 1000 in "".join(answer.text for answer in Submission.objects.get().answers.all())


def test_a_message_cannot_be_ended_and_another_begun_within_it(mailbox, smtp):
    """A bare line feed and dot end no message, so that nothing is smuggled in."""
    inner = b"\n.\nMAIL FROM:<x@y.example>\nRCPT TO:<z@y.example>\nDATA\n"
    smtp.helo()
    smtp.mail(SENDER)
    smtp.rcpt(mailbox.address)
    smtp.docmd("DATA")
    smtp.send(b"Subject: x\r\n\r\nWords" + inner + b"\r\n.\r\n")
    assert smtp.getreply()[0] == 250
    assert smtp.noop()[0] == 250
    assert ReceivedMail.objects.count() == 1


def test_a_bounce_to_the_sender_of_our_mails_marks_the_mail(smtp, settings):
    mail = record_mail(key="k", to=SENDER, subject="s", text="t", at=AT)
    Message.objects.update(state=Message.State.SENT)
    report = (
        'From: MAILER-DAEMON@mx\r\nContent-Type: multipart/report; boundary="b"; '
        "report-type=delivery-status\r\n\r\n--b\r\n\r\nSorry\r\n--b\r\n"
        "Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx\r\n\r\n"
        f"Final-Recipient: rfc822; {SENDER}\r\nAction: failed\r\n\r\n--b\r\n"
        f"Content-Type: text/rfc822-headers\r\n\r\nMessage-ID: {mail.message_id}\r\n--b--\r\n"
    )
    send(smtp, settings.MAIL_SENDER, data=report.encode(), sender="")
    mail.refresh_from_db()
    assert mail.state == Message.State.FAILED
    with pytest.raises(smtplib.SMTPDataError):
        send(smtp, settings.MAIL_SENDER)


def test_nobody_is_told_who_receives_mail_here(mailbox, smtp):
    assert smtp.verify(mailbox.address) == smtp.verify("nobody@else.example")


def test_too_many_connections_are_asked_to_come_again(listener, monkeypatch):
    monkeypatch.setattr(listening, "CONNECTIONS", 2)
    held = [socket.create_connection(("127.0.0.1", listener.ports[0])) for _ in range(2)]
    assert all(one.recv(3) == b"220" for one in held)
    with socket.create_connection(("127.0.0.1", listener.ports[0])) as third:
        assert third.recv(3) == b"421"
    held[0].close()
    for one in held:
        one.close()


def test_a_bringer_that_says_nothing_is_left(monkeypatch):
    monkeypatch.setattr(listening, "IDLE_SECONDS", 0.2)
    with (
        Listener(smtp="127.0.0.1:0") as running,
        socket.create_connection(("127.0.0.1", running.ports[0])) as silent,
    ):
        silent.settimeout(20)
        while silent.recv(100):
            pass


def test_a_message_whose_acknowledgement_was_lost_comes_again_and_is_one(installation, tmp_path):
    """The listener is killed with SIGKILL between the commit and its answer."""
    environment = installation | {"DJANGO_SETTINGS_MODULE": "dabir.config.settings"}

    def run(*command):
        return subprocess.run(
            [sys.executable, *command], env=environment, check=True, capture_output=True, text=True
        ).stdout

    address = run("-m", "tests.cli.mailbox_of_a_call").strip()
    port = free_port()
    for _attempt in range(2):
        with subprocess.Popen(
            [sys.executable, "-m", "tests.cli.listening", str(port)],
            env=environment,
            stdout=subprocess.PIPE,
        ) as dying:
            assert dying.stdout.readline() == b"listening\n"
            with pytest.raises((smtplib.SMTPServerDisconnected, ConnectionResetError)):
                send(smtplib.LMTP("127.0.0.1", port, timeout=20), address)
            assert dying.wait(20) == -9
    if "DABIR_DATABASE_URL" in environment:
        assert ReceivedMail.objects.count() == 1
        return
    with closing(sqlite3.connect(tmp_path / "dabir.sqlite3")) as database:
        (count,) = database.execute("SELECT count(*) FROM submissions_receivedmail").fetchone()
    assert count == 1

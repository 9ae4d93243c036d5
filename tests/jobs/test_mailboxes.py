"""Mail is fetched from a real IMAP server: all of it, once, in slices, whatever goes wrong."""

import imaplib
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from dabir.formats.imap import OpenMailbox
from dabir.foundation.work.models import Work
from dabir.foundation.work.running import run_waiting
from dabir.jobs import mailboxes as job
from dabir.stages.submissions.models import Mailbox, ReceivedMail, Submission
from tests.factories import make_group, make_secretary
from tests.jobs.dovecot import PASSWORD, USER, Dovecot, installed
from tests.stages.mailing import letter, make_mailbox
from tests.stages.sent import make_open_call

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not installed(), reason="Runs where Dovecot is (Debian: dovecot-imapd)."),
]

NOW = timezone.now()


@pytest.fixture(scope="module")
def dovecot():
    with Dovecot() as server:
        yield server


@pytest.fixture(autouse=True)
def _empty(dovecot, settings):
    settings.IMAP_SERVERS = frozenset({"localhost"})
    imap = dovecot.client()
    _answer, (count,) = imap.select("INBOX")
    if int(count):
        imap.store("1:*", "+FLAGS", "\\Deleted")
        imap.expunge()
    imap.logout()


@pytest.fixture
def mailbox(dovecot):
    group = make_group()
    secretary = make_secretary(group)
    call = make_open_call(
        group, secretary, at=NOW - timedelta(days=1), closes_at=NOW + timedelta(days=9)
    )
    return make_mailbox(
        call, secretary, way="imap", address=USER, host="localhost", port=dovecot.port,
        security="plain", username=USER, password=PASSWORD,
    )  # fmt: skip


def numbered(number):
    return letter(f"Words {number}.", message_id=f"<{number}@garden.example>").as_bytes()


def fetch(at=None):
    job.look_into_mailboxes(at or timezone.now())
    run_waiting(now=at)


def test_what_waits_is_taken_in_and_marked(dovecot, mailbox):
    dovecot.put(numbered(1), numbered(2))
    fetch()
    assert Submission.objects.filter(call=mailbox.call).count() == 2
    assert all("\\Seen" in flags for flags in dovecot.flags())
    mailbox.refresh_from_db()
    assert (mailbox.trouble, mailbox.failures) == ("", 0)
    assert mailbox.checked_at is not None


def test_only_what_is_new_is_fetched_next_time(dovecot, mailbox, monkeypatch):
    dovecot.put(numbered(1))
    fetch()
    dovecot.put(numbered(2))
    kept = []
    keep = job.keep_message
    monkeypatch.setattr(job, "keep_message", lambda **given: kept.append(given) or keep(**given))
    fetch()
    assert len(kept) == 1
    assert Submission.objects.count() == 2


def test_many_are_fetched_in_slices(dovecot, mailbox, monkeypatch):
    monkeypatch.setattr(job, "FETCHED_AT_ONCE", 5)
    dovecot.put(*map(numbered, range(12)))
    fetch()
    assert Submission.objects.count() == 12
    assert Work.objects.get(name="mailboxes.fetch", total=2).done == 2


def test_a_worker_that_dies_takes_nothing_twice_and_loses_nothing(dovecot, mailbox, monkeypatch):
    dovecot.put(*map(numbered, range(6)))
    keep, calls = job.keep_message, []

    def dying(**given):
        calls.append(given)
        if len(calls) == 4:
            raise KeyboardInterrupt
        return keep(**given)

    monkeypatch.setattr(job, "keep_message", dying)
    job.look_into_mailboxes(timezone.now())
    with pytest.raises(KeyboardInterrupt):
        run_waiting()
    assert not any("\\Seen" in flags for flags in dovecot.flags())
    # Its lease runs out, and another worker takes over.
    Work.objects.filter(state="running").update(leased_until=timezone.now() - timedelta(1))
    run_waiting()
    assert Submission.objects.count() == 6
    assert ReceivedMail.objects.count() == 6


def test_a_server_that_counts_anew_doubles_nothing(dovecot, mailbox):
    dovecot.put(numbered(1), numbered(2))
    fetch()
    Mailbox.objects.update(uid_validity=1, last_uid=999_999)
    dovecot.put(numbered(3))
    fetch()
    assert Submission.objects.count() == 3


def test_when_the_server_had_it_is_when_it_came(dovecot, mailbox):
    came = (NOW - timedelta(hours=5)).replace(microsecond=0)
    dovecot.put(numbered(1), when=imaplib.Time2Internaldate(came))
    fetch()
    assert Submission.objects.get().received_at == came


def test_a_message_that_is_too_large_is_noted_and_left_there(dovecot, mailbox, monkeypatch):
    monkeypatch.setattr(job, "MAIL_LIMIT", 500)
    dovecot.put(letter("Word " * 500).as_bytes())
    fetch()
    mail = ReceivedMail.objects.get()
    assert (mail.kind, mail.why) == (ReceivedMail.Kind.UNREADABLE, "too_large")


@pytest.mark.parametrize(
    ("change", "trouble"),
    [
        ({"folder": "Nowhere"}, "folder"),
        ({"security": "starttls"}, "certificate"),
        ({"port": 1}, "refused"),
        ({"host": "127.0.0.1"}, "not_allowed"),
        ({"host": "no.such.host.invalid"}, "not_found"),
    ],
)
def test_says_why_a_mailbox_cannot_be_looked_into(mailbox, change, trouble):
    Mailbox.objects.update(**change)
    fetch()
    mailbox.refresh_from_db()
    assert (mailbox.trouble, mailbox.failures) == (trouble, 1)


def test_a_wrong_password_is_told(mailbox, dovecot):
    from dabir.foundation.files.sealing import seal

    Mailbox.objects.update(sealed=seal(mailbox.key, b"wrong"))
    fetch()
    mailbox.refresh_from_db()
    assert mailbox.trouble == "password"


def test_a_trusted_certificate_is_accepted(mailbox, dovecot, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(dovecot.folder / "cert.pem"))
    Mailbox.objects.update(security="tls", port=dovecot.tls_port)
    dovecot.put(numbered(1))
    fetch()
    assert Submission.objects.count() == 1


def test_a_server_that_is_gone_is_asked_less_often_and_taken_up_again(mailbox, dovecot):
    dovecot.put(numbered(1))
    dovecot.stop()
    try:
        fetch()
        fetch()
        mailbox.refresh_from_db()
        assert mailbox.failures == 1
    finally:
        dovecot.start()
    fetch(timezone.now() + timedelta(minutes=3))
    assert Submission.objects.count() == 1


def test_a_message_that_the_server_leaves_out_is_fetched_later(dovecot, mailbox, monkeypatch):
    dovecot.put(*map(numbered, range(4)))
    look = OpenMailbox.look
    left_out = []

    def forgetful(opened, uids):
        found = look(opened, uids)
        left_out[:] = left_out or [found[1].uid]
        return [one for one in found if one.uid not in left_out]

    with monkeypatch.context() as broken:
        broken.setattr(OpenMailbox, "look", forgetful)
        fetch()
    mailbox.refresh_from_db()
    assert Submission.objects.count() == 3
    assert (mailbox.trouble, mailbox.last_uid) == ("lost", left_out[0] - 1)
    fetch(timezone.now() + timedelta(minutes=3))
    assert Submission.objects.count() == ReceivedMail.objects.count() == 4
    mailbox.refresh_from_db()
    assert mailbox.trouble == ""


def test_a_message_that_never_comes_holds_up_the_others_for_a_while_only(
    dovecot, mailbox, monkeypatch
):
    dovecot.put(numbered(1))
    monkeypatch.setattr(OpenMailbox, "look", lambda _opened, _uids: [])
    Mailbox.objects.update(failures=job.GAP_LOOKS)
    fetch()
    mailbox.refresh_from_db()
    assert (mailbox.trouble, mailbox.last_uid > 0) == ("", True)


def test_a_paused_mailbox_is_not_looked_into(mailbox):
    Mailbox.objects.update(state="paused")
    assert job.look_into_mailboxes(datetime.now(UTC)) == 0


def test_a_folder_with_a_persian_name_is_found(mailbox, dovecot):
    from dabir.formats.imap import _modified_utf7

    imap = dovecot.client()
    imap.create(f'"{_modified_utf7("آب & باغ")}"')
    imap.logout()
    dovecot.put(numbered(1), folder=f'"{_modified_utf7("آب & باغ")}"')
    Mailbox.objects.update(folder="آب & باغ")
    fetch()
    assert Submission.objects.count() == 1

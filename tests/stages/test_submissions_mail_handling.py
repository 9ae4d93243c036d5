"""Replies, bounces, hostile messages, and what the secretariat does with messages and mailboxes."""

import pytest

from dabir.domain.procedure.verdicts import NotNow, NotPermitted, Refused
from dabir.foundation.files.keeping import read_original
from dabir.foundation.files.sealing import Erased
from dabir.foundation.mail.models import Message
from dabir.foundation.work.models import Work
from dabir.jobs.mail import as_mail
from dabir.stages.submissions.acts import (
    accept_submission,
    erase_submission,
    note_returned,
    open_message,
    pause_mailbox,
    return_submission,
    set_mailbox,
    settle_message,
    take_message,
)
from dabir.stages.submissions.intake.mails import read_kept
from dabir.stages.submissions.models import Mailbox, ReceivedMail, Submission
from dabir.stages.submissions.queries import address_of, mails_aside, mails_visible_to
from tests.factories import AT, make_group, make_member, make_person, make_secretary
from tests.stages.mailing import keep, letter, make_mailbox, receive
from tests.stages.sent import make_open_call

# Work is done through a connection of its own.
pytestmark = pytest.mark.django_db(transaction=True)

Kind = ReceivedMail.Kind


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


def answers():
    return Message.objects.filter(in_reply_to="<one@garden.example>")


def returned(mailbox, secretary):
    submission = receive(mailbox, letter()).submission
    return return_submission(submission=submission, reason="نشانی؟", actor=secretary, at=AT)


PROOF = "mx.example; dmarc=pass header.from=garden.example"


def reply_to(submission, **heads):
    ours = Message.objects.filter(about=submission.address_id).latest("pk").message_id
    heads = {
        "message_id": "<two@garden.example>",
        "In_Reply_To": ours,
        "Authentication_Results": PROOF,
    } | heads
    return letter("نشانی: خیابان یکم.", **heads)


def test_a_reply_completes_what_was_returned(call, secretary):
    mailbox = make_mailbox(call, secretary, checker="mx.example")
    submission = returned(mailbox, secretary)
    mail = receive(mailbox, reply_to(submission))
    submission.refresh_from_db()
    assert (mail.kind, submission.state) == (Kind.COMPLETION, Submission.State.RECEIVED)
    assert submission.answers.count() == 2
    assert Submission.objects.count() == 1


def test_a_receipt_number_in_the_subject_is_enough(call, secretary):
    mailbox = make_mailbox(call, secretary, checker="mx.example")
    submission = returned(mailbox, secretary)
    mail = letter(
        "اینجا.",
        message_id="<3@x.example>",
        subject=f"Re: {submission.receipt}",
        Authentication_Results=PROOF,
    )
    assert receive(mailbox, mail).kind == Kind.COMPLETION


def test_a_reply_from_another_address_changes_nothing_and_is_told_nothing(mailbox, secretary):
    submission = returned(mailbox, secretary)
    told = Message.objects.count()
    mail = receive(mailbox, reply_to(submission, sender="thief@garden.example"))
    submission.refresh_from_db()
    assert (mail.kind, mail.why, mail.submission) == (Kind.REPLY, "other_sender", None)
    assert submission.state == Submission.State.RETURNED
    assert Message.objects.count() == told


def test_a_reply_whose_sender_nobody_vouches_for_is_left_to_the_secretariat(mailbox, secretary):
    submission = returned(mailbox, secretary)
    mail = receive(mailbox, reply_to(submission))
    submission.refresh_from_db()
    assert (mail.kind, mail.submission) == (Kind.REPLY, submission)
    assert submission.state == Submission.State.RETURNED
    assert submission.answers.count() == 1


def test_a_reply_whose_sender_the_server_doubts_changes_nothing(call, secretary):
    mailbox = make_mailbox(call, secretary, checker="mx.example")
    submission = returned(mailbox, secretary)
    doubt = "mx.example; dmarc=fail header.from=garden.example"
    assert receive(mailbox, reply_to(submission, Authentication_Results=doubt)).kind == Kind.REPLY


def test_a_reply_to_what_was_not_returned_is_noted(mailbox, secretary):
    submission = receive(mailbox, letter()).submission
    accept_submission(submission=submission, actor=secretary, at=AT)
    mail = receive(mailbox, reply_to(submission))
    assert (mail.kind, mail.submission) == (Kind.REPLY, submission)
    assert submission.answers.count() == 1


def test_a_bounce_marks_the_mail_that_came_back(mailbox):
    receive(mailbox, letter())
    ours = answers().get()
    Message.objects.update(state=Message.State.SENT)
    report = (
        "From: MAILER-DAEMON@mx.example\nSubject: Undelivered\nMessage-ID: <b@mx.example>\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n'
        "--b\n\nSorry.\n--b\nContent-Type: message/delivery-status\n\n"
        "Reporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; {to}\nAction: failed\n\n"
        f"--b\nContent-Type: text/rfc822-headers\n\nMessage-ID: {ours.message_id}\n\n--b--\n"
    )
    receive(mailbox, report.format(to="somebody@else.example").encode(), no_sender=True)
    ours.refresh_from_db()
    assert ours.state == Message.State.SENT
    receive(mailbox, report.format(to="MINA@garden.example").encode(), no_sender=True)
    ours.refresh_from_db()
    assert ours.state == Message.State.FAILED


def test_what_came_back_is_noted_without_a_mailbox():
    assert note_returned(message_ids=["<x@y>"], recipients=["a@b"], at=AT) == 0


def test_ten_thousand_parts_are_kept_and_not_opened(mailbox):
    data = letter().as_bytes().split(b"\n\n")[0]
    data = data.replace(b"text/plain", b'multipart/mixed; boundary="b"')
    data += b"\n\n" + b"--b\n\nx\n" * 10_000 + b"--b--\n"
    mail = receive(mailbox, data)
    assert (mail.kind, mail.why) == (Kind.UNREADABLE, "suspicious_archive")
    assert read_original(mail.original) == data
    assert answers().count() == 1


@pytest.mark.parametrize(
    "data", [b"\x00\xff" * 5000, b"", b"From: a@b.example\n\n", b"From: a@b.example", b"\n" * 99]
)
def test_whatever_comes_is_kept_and_settled(mailbox, data):
    assert receive(mailbox, data).kind in {Kind.UNREADABLE, Kind.SUBMISSION}


def test_a_message_at_which_workers_die_is_set_aside(mailbox):
    mail = keep(mailbox, letter())
    Work.objects.filter(key=f"mail:{mail.pk}").update(attempts=4)
    receive(mailbox, letter())
    mail.refresh_from_db()
    assert mail.kind == Kind.UNREADABLE


def test_headers_cannot_be_injected_by_names_or_ids(mailbox):
    sender = "=?utf-8?q?A=0D=0ABcc:_x@y.example?= <mina@garden.example>"
    data = f"From: {sender}\nMessage-ID: <a\u00e9@b>\nSubject: x\n\nWater is salty.".encode()
    receive(mailbox, data)
    sent = as_mail(Message.objects.get())
    assert (sent["Bcc"], sent["In-Reply-To"]) == (None, None)


def test_an_inquirys_mail_waits_for_the_secretariat(group, secretary):
    from tests.factories import make_body

    inquiry = make_open_call(group, secretary, kind="inquiry", bodies=(make_body(),))
    mail = receive(make_mailbox(inquiry, secretary), letter())
    assert (mail.kind, mail.why) == (Kind.REFUSED, "inquiry")
    with pytest.raises(NotNow):
        take_message(mail=mail, reading=read_kept(mail), actor=secretary, at=AT)


def test_only_the_secretariat_sees_and_handles_messages(mailbox, secretary, group):
    mail = receive(mailbox, letter(Auto_Submitted="auto-replied"))
    member = make_member(group)
    assert mail in mails_visible_to(secretary)
    assert mail not in mails_visible_to(member)
    assert mail not in mails_visible_to(None)
    for act, fields in (
        (take_message, {"reading": read_kept(mail)}),
        (settle_message, {}),
        (open_message, {"reason": "x"}),
    ):
        with pytest.raises(NotPermitted):
            act(mail=mail, actor=member, at=AT, **fields)


def test_a_message_is_opened_for_a_reason_that_its_sender_reads(mailbox, secretary):
    data = letter().as_bytes()
    mail = receive(mailbox, data)
    with pytest.raises(Refused):
        open_message(mail=mail, reason=" ", actor=secretary, at=AT)
    assert open_message(mail=mail, reason="شماره تماس", actor=secretary, at=AT) == data
    assert mail.submission.openings.get().reason == "شماره تماس"


def test_erasing_a_submission_erases_its_message(mailbox, secretary):
    mail = receive(mailbox, letter())
    erase_submission(submission=mail.submission, actor=secretary, at=AT)
    mail.refresh_from_db()
    assert (mail.sealed, mail.sender_digest) == (None, "")
    with pytest.raises(Erased):
        read_original(mail.original)


def test_what_was_set_aside_is_settled_once(mailbox, secretary, group):
    receive(mailbox, letter())
    mail = receive(mailbox, letter("دیگر"))
    settle_message(mail=mail, actor=secretary, at=AT)
    assert not mails_aside(secretary, group).exists()
    with pytest.raises(NotNow):
        settle_message(mail=ReceivedMail.objects.get(pk=mail.pk), actor=secretary, at=AT)


def imap(call, secretary, **fields):
    fields = {
        "way": "imap", "address": "w@g.example", "host": "mail.g.example", "username": "w",
        "password": "p",
    } | fields  # fmt: skip
    return set_mailbox(call=call, actor=secretary, at=AT, **fields)


def test_a_password_is_kept_sealed_and_goes_to_its_own_server_alone(call, secretary):
    mailbox = imap(call, secretary, password="geheim-7731")
    assert b"geheim-7731" not in bytes(mailbox.sealed)
    imap(call, secretary, password="", folder="Water")
    for place in ({"host": "thief.example"}, {"port": 1143}, {"security": "starttls"}):
        with pytest.raises(Refused):
            imap(call, secretary, password="", **place)


@pytest.mark.parametrize(
    "fields",
    [
        {"address": "no address"},
        {"address": "a@b.example\r\nBcc: x"},
        {"host": ""},
        {"port": 0},
        {"security": "plain"},
        {"username": "a\r\nLOGOUT"},
        {"password": "a\r\nLOGOUT"},
    ],
)
def test_refuses_what_is_no_mailbox(call, secretary, fields):
    with pytest.raises(Refused):
        imap(call, secretary, **fields)


def test_an_address_serves_one_call(group, call, secretary):
    imap(call, secretary)
    with pytest.raises(Refused):
        imap(make_open_call(group, secretary), secretary)


def test_a_member_sets_no_mailbox(call):
    with pytest.raises(NotPermitted):
        imap(call, make_person())


def test_a_paused_mailbox_has_no_address_and_goes_on_when_it_is_set_again(mailbox, secretary):
    assert address_of(mailbox.call) == f"{mailbox.call.code}@localhost"
    pause_mailbox(mailbox=mailbox, actor=secretary, at=AT)
    assert address_of(mailbox.call) == ""
    with pytest.raises(NotNow):
        pause_mailbox(mailbox=mailbox, actor=secretary, at=AT)
    assert make_mailbox(mailbox.call, secretary).state == Mailbox.State.ACTIVE


def test_erasing_takes_what_the_sender_wrote_besides_along(mailbox, secretary):
    submission = receive(mailbox, letter()).submission
    changed = receive(mailbox, letter("چیزی دیگر."))
    empty = receive(mailbox, letter("", message_id="<4@garden.example>"))
    second = receive(mailbox, letter("نظری دیگر.", message_id="<5@garden.example>"))
    stranger = receive(mailbox, letter("", message_id="<6@x.example>", sender="b@c.example"))
    assert (changed.kind, empty.kind) == (Kind.AGAIN, Kind.UNREADABLE)
    erase_submission(submission=submission, actor=secretary, at=AT)
    for mail in (changed, empty):
        mail.refresh_from_db()
        assert (mail.sealed, mail.sender_digest, mail.message_digest) == (None, "", "")
        with pytest.raises(Erased):
            read_original(mail.original)
    to = Message.objects.exclude(about=second.submission.address_id).values_list("to", flat=True)
    assert set(to) == {"", "b@c.example"}
    for mail in (second, stranger):
        assert read_original(mail.original)

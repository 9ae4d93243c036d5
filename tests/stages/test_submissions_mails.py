"""What is sent by e-mail arrives whole, is taken in once, and is answered to people alone."""

from datetime import timedelta

import pytest

from dabir.formats.mail_standing import MARK
from dabir.foundation.files.keeping import read_original
from dabir.foundation.mail.models import Message
from dabir.jobs.mail import as_mail
from dabir.stages.submissions.acts import (
    take_message,
)
from dabir.stages.submissions.identities import unsealed
from dabir.stages.submissions.intake.answering_mail import ANSWERS_A_DAY
from dabir.stages.submissions.intake.mails import details_of, read_kept
from dabir.stages.submissions.models import ReceivedMail, Submission
from dabir.stages.submissions.queries import mails_aside
from tests.factories import AT, make_group, make_secretary
from tests.formats.builders import docx_of, paragraph
from tests.stages.mailing import keep, letter, make_mailbox, receive
from tests.stages.sent import CLOSES, make_open_call

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


def test_a_message_becomes_a_submission_of_its_sender(mailbox):
    mail = receive(mailbox, letter())
    submission = mail.submission
    assert mail.kind == Kind.SUBMISSION
    assert submission.road == Submission.Road.EMAIL
    assert submission.publication == Submission.Publication.WITHHELD
    assert submission.public_name == ""
    assert [answer.text for answer in submission.answers.all()] == ["آب باغ‌ها شور است."]
    who = unsealed(submission).contributor
    assert (who.name, who.email, who.language) == ("Mina Gardener", "mina@garden.example", "fa")


def test_what_is_set_apart_is_kept(mailbox):
    details = details_of(receive(mailbox, letter("Yes.\n\nOn 1 May 2026, A wrote:\n> Which?")))
    assert details.quoted == "On 1 May 2026, A wrote:\n> Which?"
    assert details_of(receive(mailbox, letter(message_id="<2@x.example>"))).signature == (
        "با احترام\nمینا"
    )


def test_the_message_is_kept_byte_for_byte(mailbox):
    data = letter().as_bytes()
    assert read_original(receive(mailbox, data).original) == data


def test_a_message_is_acknowledged_once_in_its_own_language(mailbox):
    mail = receive(mailbox, letter())
    receipt = answers().get()
    assert receipt.key == f"submissions:{mail.submission.pk}:received"
    assert (receipt.to, receipt.language) == ("mina@garden.example", "fa")
    assert receipt.reply_to == mailbox.address
    assert mail.submission.receipt in receipt.text
    assert "شور" not in receipt.text + receipt.subject
    sent = as_mail(receipt)
    assert sent["Auto-Submitted"] == "auto-replied"
    assert sent["In-Reply-To"] == sent["References"] == "<one@garden.example>"
    assert sent[MARK] == "1"


def test_the_same_message_is_never_taken_twice(mailbox):
    first = receive(mailbox, letter())
    assert receive(mailbox, letter()).pk == first.pk
    assert Submission.objects.count() == 1
    assert answers().count() == 1


def test_a_message_that_came_by_both_ways_is_one(mailbox, secretary, settings):
    settings.IMAP_SERVERS = {"localhost"}
    other = make_mailbox(
        mailbox.call, secretary, way="imap", address="c@d.example", host="localhost",
        username="c", password="p",
    )  # fmt: skip
    data = letter().as_bytes()
    receive(mailbox, data.replace(b"\n", b"\r\n"))
    receive(other, b"Return-Path: <mina@garden.example>\r\nReceived: from a\r\n by b\r\n" + data)
    assert Submission.objects.count() == 1


def test_the_same_id_with_other_words_is_set_aside(mailbox):
    receive(mailbox, letter())
    again = receive(mailbox, letter("چیزی دیگر."))
    assert (again.kind, Submission.objects.count()) == (Kind.AGAIN, 1)
    assert again in mails_aside(make_secretary(mailbox.call.group), mailbox.call.group)


def test_anothers_id_does_not_keep_a_message_out(mailbox):
    receive(mailbox, letter())
    assert receive(mailbox, letter("x y z", sender="b@c.example")).kind == Kind.SUBMISSION


def test_files_are_looked_into_and_those_not_taken_are_counted(mailbox):
    mail = letter()
    mail.add_attachment(
        docx_of(paragraph("پیشنهاد باغداران")),
        maintype="application",
        subtype="x",
        filename="p.docx",
    )
    mail.add_attachment(b"MZ\x90\x00" * 50, maintype="application", subtype="x", filename="run.exe")
    kept = receive(mailbox, mail)
    texts = [answer.text for answer in kept.submission.answers.all()]
    assert any("پیشنهاد باغداران" in text for text in texts)
    assert [name for name, _why in details_of(kept).refused] == ["run.exe"]
    assert "۱" in answers().get().text.split("\n\n")[1]
    assert "run.exe" not in answers().get().text


def test_a_proven_sender_reads_the_names_of_files_that_were_not_taken(call, secretary):
    mailbox = make_mailbox(call, secretary, checker="mx.example")
    mail = letter(Authentication_Results="mx.example; dmarc=pass header.from=garden.example")
    mail.add_attachment(b"MZ\x90\x00" * 50, maintype="application", subtype="x", filename="run.exe")
    assert receive(mailbox, mail).proof == ReceivedMail.Proof.PASSED
    assert "run.exe" in answers().get().text


def test_a_forward_without_words_says_what_is_forwarded(mailbox):
    words = "---------- Forwarded message ---------\nFrom: B\nDate: x\nSubject: y\n\nخاک شور است."
    kept = receive(mailbox, letter(words))
    assert "خاک شور است." in kept.submission.answers.get().text


def test_a_message_within_a_message_is_opened(mailbox):
    outer = letter("این را ببینید.")
    inner = letter("درون", subject="پیش", message_id="<in@x.example>")
    inner.add_attachment(
        docx_of(paragraph("جدول کود")), maintype="application", subtype="x", filename="k.docx"
    )
    outer.add_attachment(inner)
    kept = receive(mailbox, outer)
    assert "درون" in details_of(kept).forwarded
    assert kept.submission.attachments.count() == 1


def test_words_too_long_for_an_answer_arrive_whole(mailbox):
    words = "سطر بلندی از واژه‌ها. " * 3000
    kept = receive(mailbox, letter(words))
    assert kept.kind == Kind.SUBMISSION
    assert sum(len(answer.text) for answer in kept.submission.answers.all()) >= len(words.strip())


@pytest.mark.parametrize(
    ("heads", "kind", "why"),
    [
        ({"Auto_Submitted": "auto-replied"}, Kind.AUTO, "automatic"),
        ({"subject": "پاسخ خودکار: آب"}, Kind.AUTO, "absent"),
        ({"List_Id": "<all.garden.example>"}, Kind.AUTO, "listed"),
        ({MARK.replace("-", "_"): "1"}, Kind.LOOP, "marked"),
        ({"sender": "MAILER-DAEMON@mx.example"}, Kind.BOUNCE, ""),
    ],
)
def test_machines_are_set_aside_and_never_answered(mailbox, heads, kind, why):
    mail = receive(mailbox, letter(**heads))
    assert (mail.kind, mail.why, mail.answered_at) == (kind, why, None)
    assert not Message.objects.exists()
    assert not Submission.objects.exists()


def test_a_message_from_the_mailbox_itself_is_a_loop(mailbox):
    assert receive(mailbox, letter(sender=mailbox.address)).why == "own_address"


def test_a_mail_of_ours_that_comes_back_whole_is_a_loop(mailbox):
    receive(mailbox, letter())
    ours = answers().get().message_id
    assert receive(mailbox, letter(message_id=ours)).why == "own_message"


def test_two_installations_do_not_answer_each_other(mailbox):
    """Even where every sign of a machine is lost on the way, it ends."""
    for number in range(20):
        receive(mailbox, letter(f"پاسخ شماره {number}", message_id=f"<{number}@other.example>"))
    assert Message.objects.count() == ANSWERS_A_DAY
    assert Submission.objects.count() == 20


def test_who_wants_no_answer_of_a_machine_gets_none(mailbox):
    mail = receive(mailbox, letter(X_Auto_Response_Suppress="All"))
    assert (mail.kind, Message.objects.count()) == (Kind.SUBMISSION, 0)


def test_a_message_without_a_sender_is_taken_in_unanswered(mailbox):
    mail = receive(mailbox, b"Subject: x\n\nWater is salty.")
    assert (mail.kind, Message.objects.count()) == (Kind.SUBMISSION, 0)


def test_what_comes_too_late_is_kept_and_answered_with_the_reason(mailbox, secretary):
    late = CLOSES + timedelta(hours=1)
    mail = receive(mailbox, letter(), at=late)
    assert (mail.kind, mail.why, mail.submission) == (Kind.REFUSED, "not_open", None)
    assert answers().get().about_id == mail.original.address_id
    taken = take_message(mail=mail, reading=read_kept(mail), actor=secretary, at=late)
    assert (taken.kind, taken.submission.late) == (Kind.SUBMISSION, True)
    assert taken.submission.received_at == late


def test_when_the_mail_server_had_it_decides_whether_it_is_late(mailbox, call):
    mail = keep(mailbox, letter(), at=AT)
    ReceivedMail.objects.filter(pk=mail.pk).update(at=CLOSES - timedelta(minutes=1))
    receive(mailbox, letter())
    mail.refresh_from_db()
    assert mail.kind == Kind.SUBMISSION

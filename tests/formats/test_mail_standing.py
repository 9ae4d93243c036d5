"""How a message stands is told from its headers: machines, loops, proofs, and what came back."""

import pytest

from dabir.domain.language.mail_text import Role, words_of
from dabir.formats.errors import SuspiciousArchive
from dabir.formats.mail_reading import read_message
from dabir.formats.mail_standing import MARK, proof_of, read_returned, read_standing

PERSON = b"From: Mina <mina@garden.example>\r\nSubject: Water\r\nMessage-ID: <a@garden.example>\r\n"


def standing(*lines, null_sender=False):
    head = PERSON + b"".join(line.encode() + b"\r\n" for line in lines)
    return read_standing(head + b"\r\nWords.", null_sender=null_sender)


def test_a_person_stands_as_a_person():
    told = standing()
    assert (told.automatic, told.absent, told.listed, told.silent, told.daemon, told.marked) == (
        (False,) * 6
    )
    assert told.sender.address == "mina@garden.example"
    assert told.message_id == "<a@garden.example>"


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("Auto-Submitted: auto-replied", "automatic"),
        ("Auto-Submitted: auto-generated (vacation)", "automatic"),
        ("Precedence: auto_reply", "automatic"),
        ("X-Autoreply: yes", "automatic"),
        ("Return-Path: <>", "automatic"),
        ("Precedence: bulk", "listed"),
        ("List-Id: <all.garden.example>", "listed"),
        ("List-Unsubscribe: <mailto:x@y.example>", "listed"),
        ("X-Auto-Response-Suppress: All", "silent"),
        (f"{MARK}: 1", "marked"),
        ('Content-Type: multipart/report; report-type=delivery-status; boundary="b"', "daemon"),
    ],
)
def test_tells_machines_by_their_headers(line, what):
    assert getattr(standing(line), what)


def test_an_auto_submitted_that_says_no_is_a_person():
    assert not standing("Auto-Submitted: no").automatic


def test_a_message_without_an_envelope_sender_is_automatic():
    assert standing(null_sender=True).automatic


@pytest.mark.parametrize(
    "subject",
    [
        "Automatic reply: Water", "Out of Office: back in May", "پاسخ خودکار: آب",
        "پاسخ‌خودکار", "خارج از دفتر تا شنبه", "Autoreply", "Abwesenheitsnotiz",
    ],
)  # fmt: skip
def test_tells_answers_of_the_absent(subject):
    head = f"From: a@b.example\r\nSubject: {subject}\r\n\r\n".encode()
    assert read_standing(head).absent


@pytest.mark.parametrize("subject", ["Re: Automatic reply: Water", "مرخصی زایمان کارکنان", "آب"])
def test_a_subject_that_speaks_of_absence_is_no_answer_of_the_absent(subject):
    assert not read_standing(f"From: a@b.example\r\nSubject: {subject}\r\n\r\n".encode()).absent


@pytest.mark.parametrize("sender", ["MAILER-DAEMON@a.example", "postmaster@a.example"])
def test_tells_postmasters(sender):
    assert read_standing(f"From: {sender}\r\nSubject: x\r\n\r\n".encode()).daemon


def test_a_message_that_passed_too_many_servers_goes_in_circles():
    assert standing(*["Received: from a by b"] * 31).looping
    assert not standing(*["Received: from a by b"] * 12).looping


CHECKED = "Authentication-Results: mx.host.example; {}"


@pytest.mark.parametrize(
    ("results", "proof"),
    [
        ("dmarc=pass header.from=garden.example", True),
        ("dkim=pass header.d=garden.example; spf=fail smtp.mailfrom=x@evil.example", True),
        ("dkim=pass (good) header.i=@mail.garden.example", True),
        ("spf=pass smtp.mailfrom=mina@garden.example", True),
        ("dkim=pass header.d=evil.example", None),
        ("dkim=pass header.d=example", None),
        ("spf=softfail smtp.mailfrom=garden.example", False),
        ("dkim=pass header.d=garden.example; dmarc=fail header.from=garden.example", False),
        ("dkim=none; spf=none", None),
    ],
)
def test_a_proof_counts_for_the_domain_that_is_shown(results, proof):
    assert proof_of(standing(CHECKED.format(results)), "mx.host.example") is proof


def test_a_check_that_another_server_says_to_have_made_proves_nothing():
    told = standing(CHECKED.format("dmarc=pass header.from=garden.example"))
    assert proof_of(told, "mx.other.example") is None
    assert proof_of(told, "") is None


def test_a_forged_check_below_the_servers_own_proves_nothing():
    told = standing(
        CHECKED.format("spf=fail smtp.mailfrom=garden.example"),
        CHECKED.format("dmarc=pass header.from=garden.example"),
    )
    assert proof_of(told, "mx.host.example") is False


@pytest.mark.parametrize(
    "data", [b"", b"\r\n", b"\x00" * 5000, b"From: " + b"(" * 70_000, b"a" * 600_000]
)
def test_whatever_comes_is_judged(data):
    assert read_standing(data).message_id == ""


BOUNCE = b"""From: MAILER-DAEMON@mx.example
To: office@group.example
Subject: Undelivered Mail
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

It could not be delivered.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; Gone@garden.example
Action: failed
Status: 5.1.1

--b
Content-Type: text/rfc822-headers

From: office@group.example
To: gone@garden.example
Message-ID: <ours@group.example>

--b--
"""


def test_reads_what_came_back_and_to_whom():
    returned = read_returned(read_message(BOUNCE))
    assert returned.message_ids == ("<ours@group.example>",)
    assert returned.recipients == ("gone@garden.example",)
    assert returned.permanent


def test_a_delay_is_not_for_good():
    delayed = BOUNCE.replace(b"failed", b"delayed").replace(b"5.1.1", b"4.4.1")
    assert not read_returned(read_message(delayed)).permanent


HTML = """From: a@b.example
Content-Type: text/html; charset=utf-8

<div dir="rtl">{own}</div>{rest}"""


QUOTE = (
    '<div class="gmail_quote"><div class="gmail_attr">در تاریخ شنبه نوشت:</div>'
    '<blockquote class="gmail_quote">کدام؟</blockquote></div>'
)
FORWARD = (
    '<div class="gmail_quote"><div class="gmail_attr">---------- Forwarded message ---------'
    "<br>From: B<br>Subject: x<br>To: a</div>خاک شور است.</div>"
)
OUTLOOK = (
    "<hr><div><b>From:</b> B<br><b>Sent:</b> Monday<br><b>To:</b> A<br><b>Subject:</b> x</div>"
    "<p>پاسخ؟</p>"
)
APPLE = '<blockquote type="cite"><p>کدام چاه؟</p></blockquote>'


@pytest.mark.parametrize(
    ("rest", "role", "words"),
    [
        (APPLE, Role.QUOTED, "کدام چاه؟"),
        ('<div class="gmail_signature">پروین</div>', Role.SIGNATURE, "پروین"),
        (QUOTE, Role.QUOTED, "در تاریخ شنبه نوشت:\nکدام؟"),
        (
            FORWARD,
            Role.FORWARDED,
            "---------- Forwarded message ---------\nFrom: B\nSubject: x\nTo: a\nخاک شور است.",
        ),
        (OUTLOOK, Role.QUOTED, "From: B\nSent: Monday\nTo: A\nSubject: x\nپاسخ؟"),
    ],
)
def test_tells_what_the_markup_of_a_message_sets_apart(rest, role, words):
    message = read_message(HTML.format(own="چاه دوم.", rest=rest).encode())
    assert words_of(message.text, message.stretches, Role.OWN) == "چاه دوم."
    assert words_of(message.text, message.stretches, role) == words


def test_words_below_a_marked_quote_stay_own():
    rest = (
        "<div>On 24 Oct 2026 Office &lt;o@g.example&gt; wrote:</div>"
        '<blockquote type="cite">Which?</blockquote><p>The second.</p>'
    )
    message = read_message(HTML.format(own="Hello.", rest=rest).encode())
    assert words_of(message.text, message.stretches, Role.OWN) == "Hello.\n\nThe second."


def test_a_cited_law_in_a_plain_block_is_the_senders_own():
    message = read_message(
        HTML.format(own="See:", rest="<blockquote>Article 3</blockquote>").encode()
    )
    assert "Article 3" in words_of(message.text, message.stretches, Role.OWN)


def test_marks_that_a_sender_writes_set_nothing_apart():
    message = read_message(HTML.format(own="a \ue0a1 b", rest="&#xE0A1;c").encode())
    assert "".join(message.text[o.start : o.end] for o in message.stretches) == message.text


def test_a_message_of_ten_thousand_parts_is_refused():
    parts = b"--b\r\n\r\nx\r\n" * 10_000
    with pytest.raises(SuspiciousArchive):
        read_message(b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n' + parts + b"--b--")

"""E-mail: headers, bodies, files, and what forged messages try."""

import contextlib
import time
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabir.formats.errors import SuspiciousArchive, Unreadable
from dabir.formats.limits import Limits
from dabir.formats.mail_reading import read_message
from dabir.formats.reading import read_text


def a_message(**headers: str) -> EmailMessage:
    message = EmailMessage()
    message["From"] = "نگار شریف <negar@example.ir>"
    message["To"] = "dabir@example.org"
    message["Subject"] = "نظر دربارهٔ پیش‌نویس"
    message["Date"] = "Sat, 09 Aug 2025 10:00:00 +0330"
    message["Message-ID"] = "<1@example.ir>"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    return message


def test_reads_headers_and_text():
    message = a_message(In_Reply_To="<0@example.org>", References="<a@b> <0@example.org>")
    message.set_content("بند ۲ اصلاح شود.")
    read = read_message(bytes(message))
    assert read.sender.name == "نگار شریف"
    assert read.sender.address == "negar@example.ir"
    assert read.subject == "نظر دربارهٔ پیش‌نویس"
    assert read.sent_at.astimezone(UTC) == datetime(2025, 8, 9, 6, 30, tzinfo=UTC)
    assert read.in_reply_to == "<0@example.org>"
    assert read.references == ("<a@b>", "<0@example.org>")
    assert read.text == "بند ۲ اصلاح شود."
    assert not read.automatic


def test_prefers_plain_text_to_html():
    message = a_message()
    message.set_content("plain")
    message.add_alternative("<p>page</p>", subtype="html")
    assert read_message(bytes(message)).text == "plain"


def test_reads_html_when_there_is_nothing_else():
    message = a_message()
    message.set_content("<p>می‌پذیریم</p><script>x</script>", subtype="html")
    assert read_message(bytes(message)).text == "می‌پذیریم"


def test_hands_over_the_files_with_safe_names():
    message = a_message()
    message.set_content("پیوست را ببینید.")
    message.add_attachment(
        b"%PDF-", maintype="application", subtype="pdf", filename="../../etc/نظر\u202efdp.exe"
    )
    [file] = read_message(bytes(message)).files
    assert file.name == "نظرfdp.exe"
    assert file.data == b"%PDF-"


def test_reads_windows_1256_bodies_and_raw_headers():
    raw = (
        b"From: a@example.ir\r\nMIME-Version: 1.0\r\nSubject: "
        + "پيشنهاد".encode("cp1256")
        + b"\r\nContent-Type: text/plain; charset=windows-1256\r\n\r\n"
        + "متن فارسي".encode("cp1256")
    )
    read = read_message(raw)
    assert read.text == "متن فارسي"
    assert read.subject == "پيشنهاد"


@pytest.mark.parametrize(
    "header",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Precedence": "bulk"},
        {"Return_Path": "<>"},
        {"List_Id": "<list.example>"},
    ],
)
def test_knows_what_must_not_be_answered_by_a_machine(header):
    message = a_message(**header)
    message.set_content("out of office")
    assert read_message(bytes(message)).automatic


def test_an_unreadable_date_is_no_date():
    message = a_message()
    del message["Date"]
    message.set_content("x")
    assert read_message(b"Date: yesterday\r\n" + bytes(message)).sent_at is None


def test_reads_a_message_as_a_document():
    message = a_message()
    message.set_content("متن نظر")
    document = read_text(bytes(message), filename="message")
    assert document.format == "eml"
    assert document.text == "نظر دربارهٔ پیش‌نویس\n\nمتن نظر"


def test_refuses_more_parts_than_the_limit():
    message = a_message()
    message.make_mixed()
    for number in range(12):
        message.add_attachment(b"x", maintype="a", subtype="b", filename=str(number))
    with pytest.raises(SuspiciousArchive):
        read_message(bytes(message), limits=Limits(members=10))


def test_refuses_endless_nesting():
    deep = b"From: a@b\r\nMIME-Version: 1.0\r\n" + b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (n, n)
        for n in range(3_000)
    )
    with pytest.raises(SuspiciousArchive):
        read_message(deep)


def test_a_letter_that_opens_with_from_is_plain_text():
    assert read_text(b"From: the guild\n\nWe agree.", filename="a.txt").format == "txt"


@pytest.mark.parametrize(
    "header",
    [
        b"To: " + b"a@b.c, " * 20_000,
        b"To: " + b"(" * 20_000,
        b"Subject: " + b"=?utf-8?q?a?= " * 20_000,
        b"References: " + b"<" * 60_000,
        b"Date: " + b"1 " * 30_000,
    ],
)
def test_forged_headers_take_no_time(header):
    begin = time.process_time()
    assert read_message(b"From: a@b\r\n" + header + b"\r\n\r\ntext").text == "text"
    assert time.process_time() - begin < 2


@pytest.mark.parametrize("parameters", [b"a=b; " * 20_000, b"a=b;\r\n " * 100])
def test_an_endless_content_type_is_refused(parameters):
    begin = time.process_time()
    with pytest.raises(SuspiciousArchive):
        read_message(b"From: a@b\r\nContent-Type: text/plain; " + parameters + b"\r\n\r\ntext")
    assert time.process_time() - begin < 2


def test_an_encoded_name_cannot_add_an_address():
    name = "=?utf-8?q?a_=3Cboss=40example=2Eir=3E=2C_?="
    raw = f"From: {name} <guest@example.org>\r\n\r\ntext".encode()
    sender = read_message(raw).sender
    assert sender.address == "guest@example.org"


@given(st.binary(max_size=300), st.sampled_from(["From", "Content-Type", "Date", "Subject"]))
def test_any_header_is_read_or_refused_with_a_reason(value, name):
    with contextlib.suppress(Unreadable):
        read_message(name.encode() + b": " + value + b"\r\nMIME-Version: 1.0\r\n\r\ntext")


def test_lines_that_the_program_broke_at_a_blank_are_joined():
    raw = (
        b"From: a@b\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; format=flowed\r\n\r\n"
        b"One line \r\ngoes on.\r\n Indented.\r\n> quoted \r\n> more\r\n-- \r\nname\r\n"
    )
    assert read_message(raw).text == "One line goes on.\nIndented.\n> quoted \n> more\n-- \nname"
    glued = raw.replace(b"format=flowed", b"format=flowed; delsp=yes")
    assert read_message(glued).text.startswith("One linegoes on.")


def test_a_plain_text_that_only_points_at_the_page_gives_way_to_it():
    message = a_message()
    message.set_content("See the HTML version.")
    message.add_alternative(f"<p>{'one two three four five six ' * 6}</p>", subtype="html")
    assert read_message(bytes(message)).text.startswith("one two")


@pytest.mark.parametrize("charset", ["windows-1256", "utf-8", "utf-16", "iso-8859-6"])
def test_bodies_come_in_any_charset(charset):
    message = a_message()
    message.set_content("متن دولت", charset=charset)
    assert read_message(bytes(message)).text == "متن دولت"


def test_a_wrong_charset_does_not_hide_utf_8():
    raw = (
        b"From: a@b\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=iso-8859-1\r\n\r\n"
        + "متن فارسی".encode()
    )
    assert read_message(raw).text == "متن فارسی"

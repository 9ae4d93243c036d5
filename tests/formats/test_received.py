"""What a received file brings: the parts of a message, each read by itself."""

from email.message import EmailMessage

import pytest

from dabir.formats.errors import NotAText, OutlookPacking, SuspiciousArchive, UnknownFormat
from dabir.formats.official import official_weight
from dabir.formats.received import receive

from .builders import docx_of, paragraph

RESOLUTION = "مصوبه شماره ۱۲\n۱. کارگروه موظف است گزارش دهد.\n۲. دبیرخانه موظف است ثبت کند."


def a_message(text: str = "به پیوست ارسال می‌شود.") -> EmailMessage:
    message = EmailMessage()
    message["From"] = "office@example.ir"
    message["Subject"] = "ارسال"
    message["Message-ID"] = "<1@example.ir>"
    if text:
        message.set_content(text)
    else:
        message.make_mixed()
    return message


def attach(message: EmailMessage, name: str, data: bytes) -> EmailMessage:
    message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message


def received(message: EmailMessage):
    return receive(bytes(message), filename="a.eml", weigh=official_weight)


def test_a_file_that_is_no_message_is_one_part():
    one = receive("متن".encode(), filename="a.txt", weigh=len)
    assert [(part.name, part.text) for part in one.parts] == [("", "متن")]
    assert one.document.format == "txt"


def test_the_enclosed_resolution_is_the_main_part():
    message = attach(a_message(), "note.txt", "یادداشت".encode())
    attach(message, "مصوبه.docx", docx_of("".join(map(paragraph, RESOLUTION.split("\n")))))
    got = received(message)
    assert [part.name for part in got.parts] == ["", "note.txt", "مصوبه.docx"]
    assert got.chosen.name == "مصوبه.docx"
    assert got.document.text == RESOLUTION
    assert got.parts[0].text == "ارسال\n\nبه پیوست ارسال می‌شود."


def test_the_words_of_the_message_are_the_main_part_when_they_are_the_resolution():
    got = received(attach(a_message(RESOLUTION), "note.txt", b"see above"))
    assert got.chosen.name == ""


def test_of_equal_parts_the_first_file_comes_before_the_words():
    got = received(attach(attach(a_message("x"), "a.txt", b"x"), "b.txt", b"x"))
    assert got.chosen.name == "a.txt"


def test_what_cannot_be_read_is_told_beside_what_can():
    got = received(attach(a_message(), "scan.png", b"\x89PNG\r\n\x1a\n" + bytes(9)))
    assert isinstance(got.parts[1].refusal, UnknownFormat)
    assert got.chosen.name == ""


def test_a_message_without_words_brings_its_files_alone():
    got = received(attach(a_message(""), "a.txt", RESOLUTION.encode()))
    assert [part.name for part in got.parts] == ["a.txt"]


def test_a_message_of_which_nothing_can_be_read_says_why():
    with pytest.raises(OutlookPacking):
        received(attach(a_message(""), "winmail.dat", b"\x78\x9f\x3e\x22" + bytes(40)))
    with pytest.raises(NotAText):
        received(a_message(" "))


def test_messages_within_messages_are_opened():
    inner = attach(a_message("forwarded"), "resolution.txt", RESOLUTION.encode())
    outer = a_message("see below")
    outer.add_attachment(inner)
    got = received(outer)
    assert [part.name for part in got.parts] == ["", "ارسال.eml", "ارسال.eml › resolution.txt"]
    assert got.chosen.name == "ارسال.eml › resolution.txt"


def test_messages_are_not_opened_without_end():
    message = a_message("deepest")
    for _ in range(12):
        outer = a_message("outer")
        outer.add_attachment(message)
        message = outer
    assert len(received(message).parts) < 12


def test_the_emblem_of_a_signature_is_no_part():
    message = a_message("x")
    message.add_alternative('<p>x</p><img src="cid:e">', subtype="html")
    html = message.get_payload()[1]
    html.add_related(b"\x89PNG\r\n\x1a\n", "image", "png", cid="<e>")
    assert [part.name for part in received(message).parts] == [""]


def test_more_files_than_the_limit_are_refused():
    message = a_message()
    for number in range(101):
        attach(message, f"{number}.txt", b"x")
    with pytest.raises(SuspiciousArchive):
        received(message)


def test_an_outlook_message_is_told_from_an_old_word_file():
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    with pytest.raises(OutlookPacking):
        receive(head + "__substg1.0_0037001F".encode("utf-16-le"), filename="a.msg", weigh=len)
    with pytest.raises(UnknownFormat, match="Excel 97"):
        receive(head + "Workbook".encode("utf-16-le"), filename="a.xls", weigh=len)


def test_items_and_duties_weigh_and_rubbish_does_not():
    assert official_weight(RESOLUTION) > official_weight("با سلام و احترام")
    assert official_weight("") == 0

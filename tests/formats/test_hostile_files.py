"""Files built to exhaust the machine, to reach outside, or to pass for something else."""

import io
import re
import time
import zipfile
import zlib

import pytest

from dabir.formats.archives import Archive
from dabir.formats.errors import (
    Damaged,
    Encrypted,
    FormatError,
    SuspiciousArchive,
    UnknownFormat,
    Unreadable,
)
from dabir.formats.limits import Limits
from dabir.formats.pdf_bombs import refuse_bombs
from dabir.formats.reading import read_text

from .builders import W, docx_of, odt_of, packed, paragraph

MEGABYTE = 1024 * 1024


def test_refuses_a_docx_that_inflates_a_thousandfold():
    bomb = packed({"word/document.xml": b"<a>" + b" " * (50 * MEGABYTE)})
    assert len(bomb) < MEGABYTE
    with pytest.raises(SuspiciousArchive) as caught:
        read_text(bomb, filename="a.docx")
    assert caught.value.parameters == {"reason": "ratio"}


def test_refuses_by_declared_size_before_inflating():
    members = {f"{number}.bin": bytes(3 * MEGABYTE) for number in range(4)}
    data = packed(members, method=zipfile.ZIP_STORED)
    with pytest.raises(SuspiciousArchive) as caught:
        Archive(data, kind="docx", limits=Limits(inflated_size=10 * MEGABYTE))
    assert caught.value.parameters == {"reason": "size"}


def test_counts_what_really_comes_out_over_all_members():
    archive = Archive(
        packed({"a": b"x" * 600, "b": b"y" * 600}), kind="docx", limits=Limits(inflated_size=1_500)
    )
    archive.read("a")
    archive.read("b")
    with pytest.raises(SuspiciousArchive):
        archive.read("a")


def test_a_member_that_lies_about_its_size_is_refused():
    data = bytearray(packed({"word/document.xml": b"<a>" + b" " * (20 * MEGABYTE)}))
    honest = (20 * MEGABYTE + 3).to_bytes(4, "little")
    assert data.count(honest) == 2
    lying = bytes(data).replace(honest, (100).to_bytes(4, "little"))
    with pytest.raises(Unreadable):
        read_text(lying, filename="a.docx")


def test_refuses_too_many_members():
    with pytest.raises(SuspiciousArchive):
        read_text(packed({str(n): b"" for n in range(2_001)}), filename="a.docx")


def test_refuses_unusual_compression():
    data = packed({"word/document.xml": b"<a/>"}, method=zipfile.ZIP_LZMA)
    with pytest.raises(SuspiciousArchive):
        read_text(data, filename="a.docx")


def test_archives_inside_are_never_opened():
    inner = packed({"bomb": b" " * (5 * MEGABYTE)})
    body = f"<w:document {W}><w:body>{paragraph('متن')}</w:body></w:document>"
    data = packed({"word/document.xml": body, "word/embeddings/a.zip": inner})
    assert read_text(data, filename="a.docx").text == "متن"


@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE a [<!ENTITY a "x"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd">',
    ],
)
def test_refuses_entities_in_office_files(declaration):
    xml = f"{declaration}<w:document {W}><w:body>{paragraph('&a;')}</w:body></w:document>"
    with pytest.raises(SuspiciousArchive):
        read_text(packed({"word/document.xml": xml}), filename="a.docx")
    mime = "application/vnd.oasis.opendocument.text"
    with pytest.raises(SuspiciousArchive):
        read_text(packed({"mimetype": mime, "content.xml": xml}), filename="a.odt")


@pytest.mark.parametrize("depth", [210, 2_000])
def test_refuses_endless_nesting(depth):
    with pytest.raises(SuspiciousArchive):
        read_text(docx_of("<w:a>" * depth + "</w:a>" * depth), filename="a.docx")


def test_a_page_of_comments_is_recognised_in_no_time():
    begin = time.process_time()
    read_text(b"<!-- a -->" * 1_600 + b"text", filename="a.txt")
    assert time.process_time() - begin < 1


def test_garbage_named_docx_is_damaged():
    with pytest.raises(Damaged) as caught:
        read_text(b"\x00\x01\x02 not a zip", filename="a.docx")
    assert str(caught.value) == "The docx file is damaged or incomplete."


def test_text_named_docx_is_read_as_text_with_a_note():
    document = read_text("متن ساده".encode(), filename="a.docx")
    assert (document.text, document.format) == ("متن ساده", "txt")
    assert document.notes[0].parameters == {"named": "docx", "found": "txt"}


def test_a_cut_off_docx_is_damaged():
    with pytest.raises(Damaged):
        read_text(docx_of(paragraph("متن"))[:-40], filename="a.docx")


@pytest.mark.parametrize(
    ("head", "found"),
    [
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 20, "PNG"),
        (b"\xff\xd8\xff\xe0" + b"\x00" * 20, "JPEG"),
        (b"{\\rtf1 text}", "RTF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "Word 97 (doc)"),
        (packed({"xl/workbook.xml": "<a/>"}), "Excel (xlsx)"),
        (packed({"a.txt": "x"}), "ZIP"),
        (b"<?xml version='1.0'?><root/>", "XML"),
    ],
)
def test_names_what_it_does_not_read(head, found):
    with pytest.raises(UnknownFormat) as caught:
        read_text(head, filename="a.txt")
    assert caught.value.parameters == {"found": found}


def test_an_office_file_under_a_password_is_told_from_an_old_one():
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    with pytest.raises(Encrypted):
        read_text(data, filename="a.docx")


def test_refuses_a_pdf_whose_stream_inflates_without_end():
    stream = zlib.compress(bytes(40 * MEGABYTE))
    pdf = b"%PDF-1.7\n1 0 obj<</Filter/FlateDecode>>stream\n" + stream + b"\nendstream"
    with pytest.raises(SuspiciousArchive):
        refuse_bombs(pdf, limits=Limits(inflated_size=10 * MEGABYTE))


def test_refuses_a_bomb_inside_the_stream_of_a_pdf():
    stream = zlib.compress(zlib.compress(bytes(200 * MEGABYTE)))
    assert len(stream) < 10_000
    pdf = b"%PDF-1.7\n1 0 obj<</Filter[/FlateDecode/FlateDecode]>>stream\n" + stream
    with pytest.raises(SuspiciousArchive):
        refuse_bombs(pdf, limits=Limits(inflated_size=100 * MEGABYTE))


@pytest.mark.timeout(20)
@pytest.mark.parametrize("size", [10, 64 * 1024, 65 * 1024, MEGABYTE])
@pytest.mark.parametrize("rest", [0, 5, 200_000])
def test_counting_a_stream_ends_where_the_stream_ends(size, rest):
    pdf = b"%PDF-1.7\nstream\n" + zlib.compress(bytes(size)) + b"z" * rest
    refuse_bombs(pdf, limits=Limits())
    layered = zlib.compress(zlib.compress(bytes(size)) + b"z" * rest)
    refuse_bombs(b"%PDF-1.7\nstream\n" + layered, limits=Limits())


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.7\n%%EOF", b"%PDF-" + bytes(500)])
def test_a_broken_pdf_is_refused(data):
    with pytest.raises(Unreadable):
        read_text(data, filename="a.pdf")


def test_every_error_has_a_code_of_its_own_and_a_sentence():
    def tree(kind):
        return [kind, *(leaf for child in kind.__subclasses__() for leaf in tree(child))]

    kinds = tree(FormatError)
    assert len({kind.code for kind in kinds}) == len(kinds)
    for kind in kinds:
        filled = dict.fromkeys(re.findall(r"%\((\w+)\)", kind.message), 7)
        # What other programs say of a fault has its own full stop, or none.
        assert str(kind(**filled)).endswith(".") or kind.message.endswith("%(fault)s")


def test_an_odt_is_bounded_like_a_docx():
    bomb = odt_of("<text:p>" + " " * (30 * MEGABYTE) + "</text:p>")
    assert len(io.BytesIO(bomb).getvalue()) < MEGABYTE
    with pytest.raises(SuspiciousArchive):
        read_text(bomb, filename="a.odt")

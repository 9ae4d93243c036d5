"""PDF files: reading order of Persian and English, worked out from what the writers set."""

import difflib

import pytest

from dabir.formats.docx_writing import write_docx
from dabir.formats.errors import NotAText, SuspiciousArchive
from dabir.formats.limits import Limits
from dabir.formats.pdf_reading import (
    _Glyph,
    _logical,
    _plain_letters,
    _repair_brackets,
    _visual,
    _without_stretches,
)
from dabir.formats.pdf_writing import write_pdf
from dabir.formats.reading import read_text

from .builders import a_letter, a_sheet, an_english_letter

LONG = (
    "در اجرای بند ۴ سند تشکیل (مصوب ۱۲ مرداد ۱۴۰۴) و با توجه به ۲۱۴ نظر واصله، متن زیر که در "
    "نشست‌های کارشناسی بررسی شده است برای اجرا ابلاغ می‌شود؛ نشانی https://example.ir/a راهنماست."
)


def read(letter):
    return read_text(write_pdf(letter), filename="a.pdf")


def without_zwnj(text: str) -> str:
    return text.replace("\u200c", "")


def test_reads_persian_in_reading_order():
    document = read(a_letter(preamble=LONG))
    text = without_zwnj(" ".join(document.text.split("\n")))
    wanted = without_zwnj(LONG)
    match = difflib.SequenceMatcher(None, text, wanted, autojunk=False)
    assert sum(block.size for block in match.get_matching_blocks()) / len(wanted) > 0.98
    assert "(مصوب ۱۲ مرداد ۱۴۰۴)" in text
    assert "https://example.ir/a" in text


def test_reads_english():
    assert "The group adopts the following." in read(an_english_letter()).text


def test_is_never_called_verified():
    document = read(a_letter())
    assert not document.verified
    assert [note.code for note in document.notes] == ["unverified-layout"]


def test_columns_are_separated_by_tabs_from_the_right():
    lines = read_text(write_pdf(a_sheet()), filename="a.pdf").text.split("\n")
    assert "تکلیف\tمسئول\tمهلت" in lines


def test_a_pdf_without_letters_is_not_a_text():
    with pytest.raises(NotAText):
        read_text(a_blank_pdf(), filename="a.pdf")


def test_refuses_more_pages_than_the_limit():
    rows = tuple(("متن", "", "") for _ in range(90))
    with pytest.raises(SuspiciousArchive):
        read_text(write_pdf(a_sheet(rows=rows)), filename="a.pdf", limits=Limits(pages=1))


def test_the_written_word_file_reads_back_as_what_was_issued():
    text = read_text(write_docx(a_letter()), filename="a.docx").text
    for sentence in ("ماده ۱ ـ هدف", "الف)\tپاسخ در ده روز.", "ماده ۲ ـ گزارش هر فصل."):
        assert sentence in text.split("\n")


def row_of(*glyphs):
    """A line as glyphs of size 10: each a text, where it begins and where it ends."""
    return [_Glyph(text=t, start=a, end=b, middle=5, size=10) for t, a, b in glyphs]


def test_a_blank_that_takes_no_room_is_a_zwnj():
    row = row_of(("ی", 0, 5), ("ا", 5, 10), ("ه", 10, 15), (" ", 15, 18), ("ن", 15, 20))
    assert _logical(_visual(row), "R") == "ن\u200cهای"


def test_letters_written_as_shapes_become_letters_in_order():
    row = row_of((_plain_letters("\ufefb"), 0, 5), (_plain_letters("\ufe91"), 5, 10))
    assert _logical(_visual(row), "R") == "بلا"


def test_brackets_that_face_away_are_turned_round_together():
    assert _repair_brackets(["الف( متن", "ب( متن )شرح("]) == ["الف) متن", "ب) متن (شرح)"]
    assert _repair_brackets(["الف) متن", "ب) متن (شرح)"]) == ["الف) متن", "ب) متن (شرح)"]
    assert _repair_brackets(["(a) text", "b) text"]) == ["(a) text", "b) text"]


def test_stretches_of_justified_lines_are_dropped_when_they_are_many():
    assert _without_stretches("کFFه وظFایف پیشFFFرفت") == "که وظایف پیشرفت"
    assert _without_stretches("بخشAو") == "بخشAو"


def a_blank_pdf() -> bytes:
    """A page with nothing on it, as a scanner without recognition would give."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>",
    ]
    data, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(data))
        data += b"%d 0 obj%sendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return data + (
        b"xref\n0 4\n0000000000 65535 f \n%strailer<</Size 4/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
        % (table, len(data))
    )

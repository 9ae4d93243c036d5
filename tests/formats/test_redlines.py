"""Redlines: both wordings stand on the paper; in Word the changes can be accepted or rejected."""

import io
import zipfile
from datetime import date

import docx
import pdfplumber
import pytest

from dabir.formats.docx_redlines import write_redline_docx
from dabir.formats.pdf_writing import write_pdf
from dabir.formats.reading import read_text
from dabir.formats.redlines import MarkedClause, Redline, Stretch


def a_redline(**fields):
    clauses = (
        MarkedClause(
            label="ماده ۱",
            was="پیش‌تر: ماده ۲",
            what="reworded",
            heading=(Stretch(kind="equal", text="آب"),),
            text=(
                Stretch(kind="equal", text="چاه‌ها را "),
                Stretch(kind="delete", text="ببندید"),
                Stretch(kind="insert", text="اندازه بگیرید"),
                Stretch(kind="equal", text="."),
            ),
        ),
        MarkedClause(
            label="ماده ۲", what="deleted", text=(Stretch(kind="delete", text="حذف‌شده"),), depth=1
        ),
        MarkedClause(label="ماده ۲", what="added", text=(Stretch(kind="insert", text="تازه"),)),
    )
    fields = {
        "language": "fa",
        "direction": "rtl",
        "title": "متن: آیین‌نامهٔ چاه‌ها",
        "author": "کارگروه آب",
        "put_in": "افزوده",
        "taken_out": "کاسته",
        "clauses": clauses,
        "day": date(2026, 11, 21),
    } | fields
    return Redline(**fields)


def test_the_paper_holds_what_was_put_in_and_what_was_taken_out():
    text = read_text(write_pdf(a_redline()), filename="r.pdf").text
    for words in ("ببندید", "اندازه بگیرید", "تازه"):
        assert words in text
    with pdfplumber.open(io.BytesIO(write_pdf(a_redline()))) as opened:
        assert len({char["non_stroking_color"] for char in opened.pages[0].chars}) >= 3


def test_nothing_in_a_redline_is_read_as_markup():
    hostile = (Stretch(kind="insert", text='#panic("x") *bold* $math$ \\ <tag>'),)
    clause = MarkedClause(label="#1", what="added", text=hostile)
    assert write_pdf(a_redline(clauses=(clause,))).startswith(b"%PDF")


def document_xml(data):
    return zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()


def test_in_word_the_changes_are_tracked_by_the_group():
    data = write_redline_docx(a_redline())
    xml = document_xml(data)
    assert xml.count("<w:ins ") == 3
    assert xml.count("<w:del ") == 3
    assert 'w:author="کارگروه آب"' in xml
    assert "<w:delText" in xml
    docx.Document(io.BytesIO(data))


def test_reading_it_with_all_changes_accepted_gives_the_new_words():
    text = read_text(write_redline_docx(a_redline()), filename="r.docx").text
    assert "چاه‌ها را اندازه بگیرید." in text
    assert "ببندید" not in text
    assert "حذف‌شده" not in text


@pytest.mark.parametrize("write", [write_pdf, write_redline_docx])
def test_the_same_redline_gives_the_same_bytes(write):
    assert write(a_redline()) == write(a_redline())


def test_needs_a_title():
    with pytest.raises(ValueError, match="title"):
        a_redline(title=" ")

"""Comment sheets go out, come back through whatever programs, and are read row by row."""

from __future__ import annotations

import contextlib
import io
import zipfile

import docx
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from dabir.formats.comment_sheets import (
    Cells,
    CommentSheet,
    NoCommentSheet,
    Section,
    TooManyLetters,
    TooManyRows,
    read_sheet,
    write_sheet,
)
from dabir.formats.errors import Unreadable

FORMS = ("docx", "xlsx")

words = st.text(
    st.characters(categories=("L", "Nd", "Po"), include_characters=" \n=+-@‌"), max_size=40
).map(lambda text: "\n".join(line.strip() for line in text.split("\n")).strip())


def sheet(*sections: Section, language="fa", **fields) -> CommentSheet:
    fields.setdefault("room", 0)
    direction = "rtl" if language == "fa" else "ltr"
    return CommentSheet(
        language=language, direction=direction, title="جدول نظرها", sections=sections, **fields
    )


def said(read):
    return [
        (row.code, row.cells)
        for row in read.rows
        if row.cells.comment or row.cells.wording or row.cells.reason
    ]


@pytest.mark.parametrize("form", FORMS)
@given(
    rows=st.lists(
        st.builds(Cells, quote=words, comment=words, wording=words, reason=words), max_size=3
    ),
    language=st.sampled_from(["fa", "en"]),
)
def test_what_was_written_is_read(form, rows, language):
    sections = (
        Section("a1", "بند ۱", "متن بند یک", tuple(rows)),
        Section("b2", "بند ۲", "متن بند دو", (Cells(comment="بماند"),)),
    )
    read = read_sheet(write_sheet(sheet(*sections, language=language), form))
    kept = [one for one in rows if one.comment or one.wording or one.reason]
    assert said(read) == [*(("a1", one) for one in kept), ("b2", Cells(comment="بماند"))]


@pytest.mark.parametrize("form", FORMS)
def test_an_empty_sheet_says_nothing_and_shows_every_clause(form):
    sections = [Section(f"c{n}", f"بند {n}", f"متن {n}") for n in range(5)]
    read = read_sheet(write_sheet(sheet(*sections, room=3), form))
    assert said(read) == []
    assert [(row.code, row.text) for row in read.rows] == [(f"c{n}", f"متن {n}") for n in range(5)]


@pytest.mark.parametrize("form", FORMS)
def test_who_comments_stands_above_the_table(form):
    facts = {"call": "parks-1405", "organisation": "انجمن باغبانان", "email": "a@b.example"}
    read = read_sheet(write_sheet(sheet(Section("a", "۱", "م"), facts=facts), form))
    assert read.facts == facts


@pytest.mark.parametrize("form", FORMS)
def test_the_same_sheet_gives_the_same_bytes(form):
    one = sheet(Section("a", "۱", "م"))
    assert write_sheet(one, form) == write_sheet(one, form)


def test_a_formula_stays_text():
    section = Section("a", "۱", "م", (Cells(comment='=HYPERLINK("http://x.example")'),))
    packed = zipfile.ZipFile(io.BytesIO(write_sheet(sheet(section), "xlsx")))
    assert b"<f>" not in packed.read("xl/worksheets/sheet1.xml")


def workbook(*rows) -> bytes:
    packed = io.BytesIO()
    book = xlsxwriter.Workbook(packed, {"in_memory": True})
    page = book.add_worksheet()
    for number, row in enumerate(rows):
        page.write_row(number, 0, row)
    book.close()
    return packed.getvalue()


def word(*rows) -> bytes:
    document = docx.Document()
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    for line, row in zip(table.rows, rows, strict=True):
        for cell, text in zip(line.cells, row, strict=True):
            cell.text = str(text)
    packed = io.BytesIO()
    document.save(packed)
    return packed.getvalue()


ISO = ("MB/NC", "Line number", "Clause/ Subclause", "Type of comment", "Comments",
       "Proposed change", "Observations of the secretariat")  # fmt: skip


@pytest.mark.parametrize("file", [workbook, word])
def test_the_template_of_international_standards_is_read(file):
    read = read_sheet(
        file(ISO, ("IR", "12", "4.1", "te", "The limit is too low.", "Write 20 m.", ""))
    )
    assert [(row.clause, row.cells.quote) for row in read.rows] == [("4.1", "12")]
    assert read.rows[0].cells.comment == "The limit is too low."
    assert read.rows[0].cells.wording == "Write 20 m."


@pytest.mark.parametrize("file", [workbook, word])
def test_columns_in_another_order_with_columns_of_their_own_are_read(file):
    read = read_sheet(
        file(
            ("ردیف", "پيشنهاد", "نظر كارشناسی", "مادّه"),
            ("۱", "«سه» شود", "دو کم است", "ماده ۳"),
            ("۲", "", "همان‌جا هم", ""),
            ("ردیف", "پیشنهاد", "نظر کارشناسی", "ماده"),
            ("۳", "حذف شود", "", "ماده ۴"),
        )
    )
    assert [(row.number, row.clause) for row in read.rows] == [
        (2, "ماده ۳"),
        (3, "ماده ۳"),
        (5, "ماده ۴"),
    ]


def test_numbers_are_read_as_people_see_them():
    read = read_sheet(workbook(("Clause", "Comment"), (4, "Too long"), (4.1, 7)))
    assert [(row.clause, row.cells.comment) for row in read.rows] == [
        ("4", "Too long"),
        ("4.1", "7"),
    ]


def test_what_was_deleted_with_tracked_changes_is_gone():
    packed = zipfile.ZipFile(io.BytesIO(word(("Clause", "Comment"), ("1", "keep REMOVED"))))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as copy:
        for name in packed.namelist():
            part = packed.read(name)
            if name == "word/document.xml":
                part = part.replace(
                    b"<w:r><w:t>keep REMOVED</w:t></w:r>",
                    b'<w:ins w:id="1" w:author="x"><w:r><w:t>keep</w:t></w:r></w:ins>'
                    b'<w:del w:id="2" w:author="x"><w:r><w:delText>REMOVED</w:delText></w:r>'
                    b"</w:del>",
                )
            copy.writestr(name, part)
    assert read_sheet(out.getvalue()).rows[0].cells.comment == "keep"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"just words",
        b"%PDF-1.7",
        workbook(("Name", "Age"), ("a", 3)),
        word(("نام", "سن"), ("آ", "۳")),
        workbook(("Comment",), ("one column is no sheet",)),
    ],
    ids=["empty", "words", "pdf", "excel", "word", "one column"],
)
def test_what_is_no_comment_sheet_is_refused_with_a_sentence(data):
    with pytest.raises(Unreadable) as refusal:
        read_sheet(data)
    assert str(refusal.value)


def test_no_table_of_comments_says_which_headings_are_needed():
    with pytest.raises(NoCommentSheet, match="Proposed wording"):
        read_sheet(workbook(("Name", "Age")))


@pytest.mark.parametrize("quote", ['"', "'"])
@pytest.mark.parametrize("cell", ["XFD1048576", "A1048576", "AAA3"])
def test_a_workbook_with_one_far_cell_is_refused_before_room_is_made_for_it(cell, quote):
    row = cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    packed = zipfile.ZipFile(io.BytesIO(workbook(("Clause", "Comment"), ("1", "x"))))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as copy:
        for name in packed.namelist():
            part = packed.read(name)
            part = part.replace(b'r="B2"', f"r={quote}{cell}{quote}".encode())
            copy.writestr(name, part.replace(b'<row r="2"', f"<row r={quote}{row}{quote}".encode()))
    with pytest.raises(TooManyRows):
        read_sheet(out.getvalue())


@given(data=st.binary(max_size=400))
def test_whatever_comes_is_read_or_refused(data):
    for start in (b"", b"PK\x03\x04"):
        with pytest.raises(Unreadable):
            read_sheet(start + data)


@given(place=st.integers(0, 4_000), byte=st.integers(0, 255))
def test_a_damaged_sheet_is_read_or_refused(place, byte):
    data = bytearray(write_sheet(sheet(Section("a", "۱", "م", (Cells(comment="x"),))), "xlsx"))
    data[place % len(data)] = byte
    with contextlib.suppress(Unreadable):
        read_sheet(bytes(data))


@pytest.mark.parametrize("place", [0, 1])
def test_one_long_text_in_very_many_cells_is_refused(place):
    heads = [["Clause", "Comment", "Reason"]]
    long = [["1", *["بند " * 7_000] * 9]] * 30
    with pytest.raises(TooManyLetters):
        read_sheet(workbook(*heads[place:], *long))


def test_a_long_cell_is_no_heading_however_it_begins():
    long = "Comment (" + "بند " * 100
    read = read_sheet(workbook(["Clause", "Comment", "Reason"], ["1", long, f"Reason ({long}"]))
    assert [cells.comment for _code, cells in said(read)] == [long.strip()]


def test_very_many_short_cells_are_refused():
    with pytest.raises(TooManyLetters):
        read_sheet(workbook(["Clause", "Comment", "Reason"], *[["x"] * 200] * 1_300))

"""Spreadsheets: text stays text."""

import csv
import io
import time

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabir.formats.sheet_writing import neutralise_formula, write_csv, write_xlsx

from .builders import a_sheet


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", " =1", "\u200f=1", "＝1",
     "|calc", "%x"],
)  # fmt: skip
def test_neutralises_what_a_program_would_compute(cell):
    assert neutralise_formula(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "متن", "-5", "+98", "۱۲٫۵", "1-2", "a=b", "۱۴۰۴/۰۵/۱۸"])
def test_leaves_plain_text_and_numbers_alone(cell):
    assert neutralise_formula(cell) == cell


def test_writes_csv_that_excel_reads_as_utf_8():
    data = write_csv(a_sheet(rows=(("=1", 'a"b', "c,d\ne"),)))
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert rows == [["تکلیف", "مسئول", "مهلت"], ["'=1", 'a"b', "c,d\ne"]]


def test_writes_a_workbook_read_from_the_right_without_formulas():
    rows = (("=1+1", "https://example.ir", "-5"),)
    page = openpyxl.load_workbook(io.BytesIO(write_xlsx(a_sheet(rows=rows)))).active
    assert page.sheet_view.rightToLeft
    assert [cell.value for cell in page[4]] == ["تکلیف", "مسئول", "مهلت"]
    assert [(cell.value, cell.data_type, cell.hyperlink) for cell in page[5]] == [
        ("=1+1", "s", None), ("https://example.ir", "s", None), ("-5", "s", None),
    ]  # fmt: skip
    assert page.freeze_panes == "A5"


def test_equal_input_gives_equal_workbooks():
    first = write_xlsx(a_sheet())
    time.sleep(2.1)  # the times in a zip archive have steps of two seconds
    assert write_xlsx(a_sheet()) == first


@given(st.lists(st.text(max_size=30), min_size=3, max_size=3))
def test_any_text_can_be_written(row):
    sheet = a_sheet(rows=(tuple(row),))
    assert write_csv(sheet)
    assert write_xlsx(sheet)

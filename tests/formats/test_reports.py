"""Reports and matrices on paper and in Word: whole, in their direction, with heads that repeat."""

import io
from datetime import date

import docx
import pdfplumber
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from dabir.drawing.pictures import render_png, render_svg
from dabir.formats.docx_writing import write_docx
from dabir.formats.pdf_writing import write_pdf
from dabir.formats.reports import (
    Band,
    Facts,
    Figure,
    Figures,
    Heading,
    NewPage,
    Picture,
    Prose,
    Report,
    Table,
)

from .test_pdf_writing import metadata_of

DAY = date(2026, 11, 22)

BARS = {
    "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
    "data": {"values": [{"a": "x", "b": 3}]},
    "mark": "bar",
    "encoding": {"x": {"field": "b", "type": "quantitative"}, "y": {"field": "a"}},
}


def a_matrix(rows=3, bodies=4, **given):
    table = {
        "columns": ("Clause", "Duty", *(f"Body {number}" for number in range(bodies))),
        "rows": (
            Band(text="Axis one"),
            *((str(n), f"Duty {n}", "R", *([""] * (bodies - 1))) for n in range(rows)),
        ),
        "turned_from": 2,
        "marked": ("R",),
        "foot": ("", "Sum", *(["1"] * bodies)),
    }
    return Table(**(table | given))


def a_report(**given):
    report = {
        "language": "en",
        "direction": "ltr",
        "title": "Progress report",
        "kicker": "A Group",
        "subtitle": "as of today",
        "classification": "secretariat only",
        "day": DAY,
        "parts": (
            Facts(pairs=(("Issuer", "A Council"),)),
            Figures(figures=(Figure(value="12", label="asked"), Figure(value="3", label="late"))),
            Heading(text="What was asked"),
            Prose(text="Everything."),
            a_matrix(),
            NewPage(),
            Heading(text="A picture"),
            Picture(svg=render_svg(BARS), png=render_png(BARS), description="Bars"),
        ),
    }
    return Report(**(report | given))


def a_persian_report(**given):
    parts = (
        Heading(text="آنچه خواسته شد"),
        Prose(text="همه‌چیز"),
        a_matrix(columns=("بند", "تکلیف", "نهاد نخست", "نهاد دوم", "نهاد سوم", "نهاد چهارم")),
    )
    persian = {"language": "fa", "direction": "rtl", "title": "گزارش پیشرفت", "parts": parts}
    return a_report(**(persian | given))


@pytest.mark.parametrize("report", [a_report(), a_persian_report()])
def test_a_dated_report_is_pdf_a_and_pdf_ua(report):
    metadata = metadata_of(write_pdf(report))
    assert "<pdfaid:part>3</pdfaid:part>" in metadata
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata


@pytest.mark.parametrize("write", [write_pdf, write_docx])
def test_equal_input_gives_equal_bytes(write):
    assert write(a_report()) == write(a_report())


def test_every_part_is_on_paper_and_the_class_at_the_head():
    with pdfplumber.open(io.BytesIO(write_pdf(a_report()))) as opened:
        text = "\n".join(page.extract_text() for page in opened.pages)
        assert all("secretariat only" in page.extract_text() for page in opened.pages)
    for words in (
        "Progress report", "A Group", "as of today", "secretariat only", "Issuer", "A Council",
        "12", "asked", "What was asked", "Everything.", "Axis one", "Duty 2", "Sum", "A picture",
        "Page 1 of 2",
    ):  # fmt: skip
        assert words in text


def test_heads_and_bands_are_printed_again_on_the_next_page():
    report = a_report(parts=(a_matrix(rows=120),))
    with pdfplumber.open(io.BytesIO(write_pdf(report))) as opened:
        pages = [page.extract_text() for page in opened.pages]
    assert len(pages) > 1
    assert all("Clause" in page and "Axis one" in page for page in pages)


def test_a_matrix_stays_on_its_page():
    report = a_report(parts=(a_matrix(bodies=34),), landscape=True, paper="a3")
    with pdfplumber.open(io.BytesIO(write_pdf(report))) as opened:
        [page] = opened.pages
        assert page.width > page.height
        assert all(char["x0"] > 0 and char["x1"] < page.width for char in page.chars)


def test_a_long_word_breaks_within_its_column():
    address = "https://example.org/" + "a" * 90
    table = Table(columns=("A", "B"), rows=((address, "end"),), widths=(1, 9))
    with pdfplumber.open(io.BytesIO(write_pdf(a_report(parts=(table,))))) as opened:
        [page] = opened.pages
        end = next(word for word in page.extract_words() if word["text"] == "end")
        chars = [char for char in page.chars if abs(char["top"] - end["top"]) < 3]
    assert max(char["x1"] for char in chars if char["x0"] < end["x0"]) <= end["x0"]


def opened_word(report):
    return docx.Document(io.BytesIO(write_docx(report)))


def test_every_paragraph_and_table_of_a_persian_report_reads_from_the_right():
    body = opened_word(a_persian_report()).element.body
    for paragraph in body.iter(qn("w:p")):
        if not list(paragraph.iter(qn("w:t"))):
            continue  # empty cells read as the style does
        assert paragraph.find(f"{qn('w:pPr')}/{qn('w:bidi')}") is not None
    for table in body.iter(qn("w:tbl")):
        assert table.find(f"{qn('w:tblPr')}/{qn('w:bidiVisual')}") is not None


def test_nothing_of_an_english_report_reads_from_the_right():
    body = opened_word(a_report()).element.body
    assert not list(body.iter(qn("w:bidi"), qn("w:rtl"), qn("w:bidiVisual")))


def test_word_repeats_heads_and_describes_pictures():
    document = opened_word(a_report())
    assert list(document.element.body.iter(qn("w:tblHeader")))
    [shape] = document.inline_shapes
    assert shape._inline.docPr.get("descr") == "Bars"
    headings = [p.text for p in document.paragraphs if p.style.name.startswith("Heading")]
    assert headings == ["Progress report", "What was asked", "A picture"]


def test_word_stands_names_on_end_or_numbers_them_with_a_key():
    assert list(opened_word(a_report()).element.body.iter(qn("w:textDirection")))
    document = opened_word(a_persian_report())
    assert not list(document.element.body.iter(qn("w:textDirection")))
    assert any("۲.\u00a0نهاد دوم" in paragraph.text for paragraph in document.paragraphs)


@settings(max_examples=15)
@given(st.text(max_size=80))
def test_any_text_can_be_written(text):
    parts = (
        Facts(pairs=((text, text),)),
        Figures(figures=(Figure(value=text, label=text),)),
        Heading(text=text, level=3),
        Prose(text=text, quiet=True),
        Table(columns=(text, text), rows=(Band(text=text), (text, text)), caption=text),
    )
    report = a_persian_report(parts=parts, kicker=text, subtitle=text, classification=text)
    assert write_pdf(report).startswith(b"%PDF")
    assert write_docx(report).startswith(b"PK")


def test_a_row_must_fit_its_table():
    for given_ in ({"rows": (("a",),)}, {"foot": ("a",)}, {"widths": (1.0,)}):
        with pytest.raises(ValueError, match="columns"):
            Table(**({"columns": ("A", "B"), "rows": ()} | given_))

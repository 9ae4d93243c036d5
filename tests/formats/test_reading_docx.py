"""Word files: order, tables, numbers of lists, tracked changes."""

import pytest

from dabir.formats.errors import NotAText
from dabir.formats.reading import read_text

from .builders import docx_of, paragraph

NUMBERED = '<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>'


def level(number: int, pattern: str, number_format: str = "decimal", start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="{start}"/><w:numFmt w:val="{number_format}"/>'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
    )


def numbering(*levels: str, nums: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'):
    return f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>{nums}'


def item(text: str, depth: int = 0, num: int = 1) -> str:
    return paragraph(text, NUMBERED.format(level=depth, num=num))


def lines_of(data: bytes) -> list[str]:
    return read_text(data, filename="a.docx").text.split("\n")


def test_reads_paragraphs_and_tables_in_order():
    row = "<w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>"
    table = f"<w:tbl>{row.format(paragraph('نهاد'), paragraph('مهلت'))}</w:tbl>"
    data = docx_of(paragraph("پیش از جدول") + table + paragraph("پس از جدول"))
    assert lines_of(data) == ["پیش از جدول", "نهاد\tمهلت", "پس از جدول"]


def test_a_cell_of_several_paragraphs_stays_one_cell():
    cell = f"<w:tc>{paragraph('one')}{paragraph('two')}</w:tc><w:tc>{paragraph('three')}</w:tc>"
    assert lines_of(docx_of(f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>")) == ["one two\tthree"]


def test_a_table_inside_a_table_is_read_once():
    inner = f"<w:tbl><w:tr><w:tc>{paragraph('inner')}</w:tc></w:tr></w:tbl>"
    outer = f"<w:tbl><w:tr><w:tc>{inner}{paragraph('outer')}</w:tc></w:tr></w:tbl>"
    assert lines_of(docx_of(outer)) == ["inner outer"]


def test_keeps_automatic_numbers_of_nested_lists():
    shape = numbering(level(0, "%1."), level(1, "%1-%2"), level(2, "%3)", "arabicAbjad"))
    body = item("a") + item("b", 1) + item("c", 1) + item("d", 2) + item("e") + item("f", 1)
    assert lines_of(docx_of(body, numbering=shape)) == [
        "1. a", "1-1 b", "1-2 c", "الف) d", "2. e", "2-1 f",
    ]  # fmt: skip


def test_a_list_may_start_anywhere_and_restart():
    nums = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    shape = numbering(level(0, "%1.", start=4), nums=nums)
    body = item("a") + item("b") + item("c", num=2) + item("d", num=2)
    assert lines_of(docx_of(body, numbering=shape)) == ["4. a", "5. b", "1. c", "2. d"]


def test_numbers_that_come_from_a_style_are_kept():
    style = (
        '<w:style w:styleId="Base"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
        '</w:style><w:style w:styleId="Article"><w:basedOn w:val="Base"/></w:style>'
    )
    body = paragraph("هدف", '<w:pStyle w:val="Article"/>')
    data = docx_of(body, numbering=numbering(level(0, "ماده %1 ـ")), styles=style)
    assert lines_of(data) == ["ماده 1 ـ هدف"]


def test_a_circle_of_styles_ends():
    style = (
        '<w:style w:styleId="A"><w:basedOn w:val="B"/></w:style>'
        '<w:style w:styleId="B"><w:basedOn w:val="A"/></w:style>'
    )
    data = docx_of(paragraph("text", '<w:pStyle w:val="A"/>'), styles=style)
    assert lines_of(data) == ["text"]


def test_tracked_changes_are_read_as_accepted_and_noted():
    body = (
        "<w:p><w:r><w:t>مهلت </w:t></w:r><w:del><w:r><w:delText>یک</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>دو</w:t></w:r></w:ins><w:r><w:t> ماه</w:t></w:r></w:p>"
    )
    document = read_text(docx_of(body), filename="a.docx")
    assert document.text == "مهلت دو ماه"
    assert [note.code for note in document.notes] == ["changes-accepted"]


def test_headers_come_apart_from_the_text():
    document = read_text(
        docx_of(paragraph("متن"), header1=paragraph("شماره: ۱۲")), filename="a.docx"
    )
    assert (document.text, document.margins) == ("متن", "شماره: ۱۲")


def test_footnotes_follow_with_their_mark():
    body = '<w:p><w:r><w:t>متن</w:t><w:footnoteReference w:id="2"/></w:r></w:p>'
    note = f'<w:footnote w:id="2">{paragraph("شرح")}</w:footnote>'
    assert lines_of(docx_of(body, footnotes=note)) == ["متن[2]", "[2] شرح"]


def test_a_document_without_letters_is_not_a_text():
    with pytest.raises(NotAText):
        read_text(docx_of(paragraph(" ")), filename="a.docx")

"""Word files: direction of every paragraph and run, no author, the same each time."""

import io
import zipfile

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from dabir.formats.docx_writing import write_docx
from dabir.formats.reading import read_text

from .builders import a_letter, a_sheet, an_english_letter


def opened(data: bytes):
    return docx.Document(io.BytesIO(data))


def paragraphs(data: bytes):
    return list(opened(data).element.body.iter(qn("w:p")))


@pytest.mark.parametrize("document", [a_letter(), an_english_letter(), a_sheet()])
def test_equal_input_gives_equal_bytes(document):
    assert write_docx(document) == write_docx(document)


def test_every_paragraph_of_a_persian_letter_reads_from_the_right():
    for paragraph in paragraphs(write_docx(a_letter())):
        assert paragraph.find(f"{qn('w:pPr')}/{qn('w:bidi')}") is not None


def test_no_paragraph_of_an_english_letter_reads_from_the_right():
    body = opened(write_docx(an_english_letter())).element.body
    assert not list(body.iter(qn("w:bidi"), qn("w:rtl")))


def test_latin_words_stand_in_runs_of_their_own():
    letter = a_letter(preamble="نشانی https://example.ir/a را ببینید و WCAG 2.2 را.")
    found = {}
    for run in opened(write_docx(letter)).element.body.iter(qn("w:r")):
        text = "".join(part.text or "" for part in run.findall(qn("w:t")))
        found[text] = run.find(f"{qn('w:rPr')}/{qn('w:rtl')}") is not None
    assert found["https://example.ir/a"] is False
    assert found["نشانی "] is True


def test_names_no_author():
    data = write_docx(a_letter())
    properties = opened(data).core_properties
    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert not any(b"python-docx" in archive.read(name) for name in archive.namelist())


def test_the_text_is_justified_and_the_font_is_set_for_both_scripts():
    data = write_docx(a_letter(preamble="متن بلند"))
    [preamble] = [p for p in opened(data).paragraphs if p.text == "متن بلند"]
    assert preamble._p.pPr.find(qn("w:jc")).get(qn("w:val")) == "both"
    fonts = opened(data).styles["Normal"].element.rPr.find(qn("w:rFonts"))
    assert {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "cs")} == {"Vazirmatn"}


def test_the_running_head_and_foot_carry_number_and_pages():
    section = opened(write_docx(a_letter())).sections[0]
    assert "۱۴۰۴/۱۲" in section.header.paragraphs[0].text
    codes = [field.get(qn("w:instr")) for field in section.footer._element.iter(qn("w:fldSimple"))]
    assert codes == ["PAGE", "NUMPAGES"]
    assert section.first_page_header.paragraphs[0].text == ""


def test_elements_stand_in_the_order_of_the_schema():
    order = {
        "pPr": ["pStyle", "keepNext", "keepLines", "pBdr", "tabs", "bidi", "spacing", "ind", "jc"],
        "rPr": ["rFonts", "b", "bCs", "color", "sz", "szCs", "rtl"],
        "tblPr": [
            "tblStyle",
            "bidiVisual",
            "tblW",
            "tblBorders",
            "tblLayout",
            "tblCellMar",
            "tblLook",
        ],
    }
    for document in (a_letter(), a_sheet()):
        for name, wanted in order.items():
            for properties in opened(write_docx(document)).element.body.iter(qn(f"w:{name}")):
                found = [child.tag.split("}")[1] for child in properties]
                assert found == sorted(found, key=wanted.index)


def test_a_sheet_repeats_its_head_and_turns_its_columns():
    table = opened(write_docx(a_sheet())).tables[0]
    assert table._tbl.tblPr.find(qn("w:bidiVisual")) is not None
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert [cell.text for cell in table.rows[1].cells] == [
        "تدوین راهنما",
        "سازمان نمونه",
        "۱۸ آبان ۱۴۰۴",
    ]


@settings(max_examples=25)
@given(st.text(max_size=60))
def test_any_text_can_be_written(text):
    data = write_docx(a_letter(title=f"-{text}", preamble=text, number=text, facts=((text, text),)))
    assert read_text(data, filename="a.docx").text

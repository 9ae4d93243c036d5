"""PDF: archival, the same each time, and deaf to markup in what people wrote."""

import io

import pdfplumber
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdfminer.pdftypes import resolve1, stream_value

from dabir.drawing.errors import FontsMissing
from dabir.formats.documents import Attachment, IssuedClause, Signatory
from dabir.formats.errors import Unwritable
from dabir.formats.pdf_writing import write_pdf
from dabir.formats.reading import read_text

from .builders import a_letter, a_sheet, an_english_letter

SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>'
)


def catalogue_of(pdf: bytes) -> dict:
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        return opened.doc.catalog


def metadata_of(pdf: bytes) -> str:
    return stream_value(catalogue_of(pdf)["Metadata"]).get_data().decode()


@pytest.mark.parametrize("letter", [a_letter(), an_english_letter()])
def test_a_dated_letter_is_pdf_a_3a_and_pdf_ua(letter):
    metadata = metadata_of(write_pdf(letter))
    assert "<pdfaid:part>3</pdfaid:part>" in metadata
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in metadata
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata


def test_states_its_language_and_its_tags():
    catalogue = catalogue_of(write_pdf(a_letter()))
    assert catalogue["Lang"] == b"fa"
    assert resolve1(catalogue["MarkInfo"])["Marked"]


def test_an_undated_letter_is_written_too():
    assert write_pdf(a_letter(day=None)).startswith(b"%PDF-1.7")


def test_a_letter_that_nobody_can_verify_online_is_written_too():
    assert write_pdf(a_letter(verification_url="")).startswith(b"%PDF-1.7")


@pytest.mark.parametrize("document", [a_letter(), a_letter(day=None), a_sheet()])
def test_equal_input_gives_equal_bytes(document):
    assert write_pdf(document) == write_pdf(document)


def test_every_part_of_a_letter_is_on_paper():
    text = read_text(write_pdf(an_english_letter()), filename="a.pdf").text
    for part in (
        "Example Council", "Example Group", "2025/12", "9 August 2025", "The Head of the Agency",
        "Joint statement on answers", "the ninth meeting", "(a)", "They are written.",
        "Done in two languages.", "P. Rahnama", "Secretary", "Archive", "9f3a 7c21",
        "https://dabir.example/v/7Kx9", "Page 1 of 1",
    ):  # fmt: skip
        assert part in text


def test_pages_are_counted_in_persian_digits():
    assert "صفحهٔ ۱ از ۱" in read_text(write_pdf(a_letter()), filename="a.pdf").text


@pytest.mark.parametrize(
    "hostile",
    [
        '#panic("read as markup")',
        '] #read("/etc/passwd") [',
        "*bold* _x_ $ x^2 $ `raw` @label <label> = heading",
        '"}, "title": "other',
        "\\u{41} \\ // comment /* open",
        "#import sys: inputs",
    ],
)
def test_markup_in_what_people_wrote_is_shown_as_written(hostile):
    letter = an_english_letter(preamble=hostile, title=hostile, facts=((hostile, hostile),))
    text = " ".join(read_text(write_pdf(letter), filename="a.pdf").text.split())
    assert text.count(" ".join(hostile.split())) >= 3


@settings(max_examples=25)
@given(st.text(max_size=60))
def test_any_text_can_be_printed(text):
    letter = a_letter(
        title=f"-{text}",
        preamble=text,
        number=text,
        clauses=(IssuedClause(label=text[:9], heading=text, text=text, depth=len(text) % 5),),
        signatory=Signatory(name=text, position=text),
    )
    assert write_pdf(letter).startswith(b"%PDF")


def test_letters_that_the_font_lacks_do_not_stop_an_issuance():
    pdf = write_pdf(a_letter(preamble="龍 🐉"))
    assert b"pdfaid" not in pdf


def test_a_document_needs_a_title():
    for title in ("", " ", "\x00"):
        with pytest.raises(ValueError, match="title"):
            a_letter(title=title)


def test_only_web_addresses_become_links():
    def links(url):
        with pdfplumber.open(io.BytesIO(write_pdf(a_letter(verification_url=url)))) as opened:
            return [link["uri"] for page in opened.pages for link in page.hyperlinks]

    assert links("https://dabir.example/v/1") == ["https://dabir.example/v/1"]
    assert links("javascript:alert(1)") == []


def test_carries_its_source_as_an_attachment():
    source = Attachment(
        name="متن.xml", data=b"<akomaNtoso/>", media_type="application/xml", description="Source"
    )
    pdf = write_pdf(a_letter(), attachments=[source])
    files = resolve1(catalogue_of(pdf)["AF"])
    embedded = resolve1(resolve1(files[0])["EF"])["F"]
    assert stream_value(embedded).get_data() == b"<akomaNtoso/>"


def test_shows_an_emblem():
    assert len(write_pdf(a_letter(emblem=SVG))) != len(write_pdf(a_letter()))


def test_an_emblem_that_is_no_picture_is_refused():
    with pytest.raises(Unwritable):
        write_pdf(a_letter(emblem=b"not a picture"))


def test_says_where_the_fonts_are_missing(tmp_path):
    with pytest.raises(FontsMissing) as caught:
        write_pdf(a_letter(), fonts=tmp_path)
    assert str(tmp_path) in str(caught.value)


def test_only_the_projects_font_is_used():
    with pdfplumber.open(io.BytesIO(write_pdf(a_letter()))) as opened:
        fonts = {character["fontname"] for page in opened.pages for character in page.chars}
    assert fonts
    assert all("Vazirmatn" in font for font in fonts)


def test_long_tables_repeat_their_head():
    rows = tuple(("تکلیف", "مسئول نمونه", "مهلت") for _ in range(90))
    with pdfplumber.open(io.BytesIO(write_pdf(a_sheet(rows=rows)))) as opened:
        assert len(opened.pages) > 1


def test_wide_tables_lie_across_the_page():
    sheet = a_sheet(columns=tuple("abcdef"), rows=())
    with pdfplumber.open(io.BytesIO(write_pdf(sheet))) as opened:
        assert opened.pages[0].width > opened.pages[0].height


def test_a_sheet_refuses_rows_that_do_not_fit():
    with pytest.raises(ValueError, match="row 1 has 1 cells for 3 columns"):
        a_sheet(rows=(("x",),))
    with pytest.raises(ValueError, match="widths"):
        a_sheet(widths=(1.0,))

"""Texts and compilations as PDF and web pages: whole, the same each time, deaf to markup."""

import io
from itertools import pairwise

import pdfplumber
import pikepdf
import pytest
from hypothesis import given, settings
from lxml import html

from dabir.domain.drafting import Add, Delete, Edit, Kind, Move, Part, Proposed
from dabir.domain.drafting.compiling.compilation import compile_amendments
from dabir.formats.akoma_ntoso import read_akoma_ntoso, write_akoma_ntoso
from dabir.formats.reading import read_text
from dabir.formats.texts import (
    file_name,
    write_compilation_html,
    write_compilation_pdf,
    write_html,
    write_text_pdf,
)
from tests.formats.texts_builders import a_text, facts, its_facts, versions


def edit(number, uid, language, old, new):
    start = a_text()[uid].wording(Part.TEXT, language).index(old)
    return Proposed(number, 0, Edit(uid, language, start, start + len(old), old, new))


def a_compilation():
    return compile_amendments(
        a_text(),
        [
            edit(1, "a2", "fa", "ممنوع است", "جریمه دارد"),
            edit(2, "a2", "fa", "ممنوع است", "ممنوع نیست"),
            edit(3, "a2", "en", "may not be withdrawn", "shall be fined"),
            edit(4, "c1", "en", "any bore", ""),
            Proposed(5, 0, Delete("i1")),
            Proposed(6, 0, Add("new", "a1", "c2", Kind.CLAUSE, text={"en": "A plain."})),
            Proposed(7, 0, Move("n1", "a2", None)),
        ],
        {1: ("وزارت نیرو",), 2: ("اتاق",), 3: ("France", "Japan"), 4: ("Peru",), 5: ("Egypt",)},
    )


def words_of(pdf: bytes) -> str:
    return " ".join(read_text(pdf, filename="a.pdf").text.split())


def metadata_of(pdf: bytes) -> str:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return opened.Root.Metadata.read_bytes().decode()


@pytest.mark.parametrize("languages", [("fa",), ("en",), ("fa", "en")])
def test_a_pdf_is_archival_and_carries_its_source(languages):
    pdf = write_text_pdf(a_text(), its_facts(), languages=languages)
    metadata = metadata_of(pdf)
    assert "<pdfaid:part>3</pdfaid:part>" in metadata
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in metadata
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        [(name, attached)] = opened.attachments.items()
        assert name == "wg-4-2026-l-3-rev2.xml"
        assert str(attached.obj.AFRelationship) == "/Source"
        source = attached.get_file().read_bytes()
    assert source == write_akoma_ntoso(a_text(), its_facts(), languages=languages)
    assert set(read_akoma_ntoso(source).version.clauses) == set(a_text().clauses)


def test_everything_is_on_paper():
    text = words_of(write_text_pdf(a_text(), its_facts(), languages=["en"]))
    for part in (
        "WG.4/2026/L.3", "Rev.2", "Regulation on wells", "Recalling its mandate,", "Chapter I",
        "General", "Article 1 Definitions", "(a) a well is any bore;", "1. a natural person",
        "Note – A qanat is no well.", "Annex 1", "Amounts", "Page 1 of 1",
    ):  # fmt: skip
        assert part in text


def test_lines_are_numbered_when_asked():
    with pdfplumber.open(
        io.BytesIO(write_text_pdf(a_text(), its_facts(), languages=["fa"], line_numbers=True))
    ) as opened:
        [page] = opened.pages
        numbers = [word for word in page.extract_words() if word["text"] in {"۵", "۰۱", "۱۰"}]
        assert len(numbers) >= 2
        assert all(word["x0"] > page.width * 0.85 for word in numbers[:1])


def test_a_long_text_has_a_table_of_contents():
    def contents(count):
        clauses = [
            type(a_text()["a1"])(f"a{n}", None, n, Kind.ARTICLE, heading={"en": f"Matter {n}"})
            for n in range(count)
        ]
        version = type(a_text()).of(a_text().symbol, clauses)
        about = its_facts(title={"en": "Long"})
        page = write_html(version, about).decode()
        return "Contents" in words_of(write_text_pdf(version, about)), "<nav" in page

    assert contents(20) == (True, True)
    assert contents(3) == (False, False)


def test_contested_words_stand_in_brackets_with_those_who_want_them():
    text = words_of(write_compilation_pdf(a_compilation(), its_facts(), languages=["en"]))
    assert "[may not be withdrawn][shall be fined — France, Japan]" in text
    assert "[any bore][(delete) — Peru]" in text
    assert "delete this clause — Egypt" in text
    assert "move this clause elsewhere" in text


def test_contested_words_stand_in_rows_when_asked():
    pdf = write_compilation_pdf(a_compilation(), its_facts(), languages=["en"], contests="rows")
    text = words_of(pdf)
    assert "shall be fined" in text
    assert "Base text" in text
    assert "France, Japan" in text


def test_the_page_of_a_compilation_names_every_option_by_its_uid():
    compilation = a_compilation()
    page = html.document_fromstring(write_compilation_html(compilation, its_facts()))
    ids = {element.get("id") for element in page.iter() if element.get("id")}
    for slot in compilation.slots:
        assert {f"{slot.uid}-{option.uid}" for option in slot.options} <= ids
    bracketed = write_compilation_html(compilation, its_facts(), contests="brackets").decode()
    assert "France, Japan" in bracketed


@pytest.mark.parametrize(
    "write",
    [
        lambda: write_text_pdf(a_text(), its_facts()),
        lambda: write_html(a_text(), its_facts()),
        lambda: write_compilation_html(a_compilation(), its_facts()),
        lambda: write_compilation_pdf(a_compilation(), its_facts()),
    ],
)
def test_the_same_text_gives_the_same_bytes(write):
    assert write() == write()


def test_a_web_page_needs_nothing_else_and_runs_nothing():
    page = write_html(a_text(), its_facts()).decode()
    assert "<script" not in page
    assert "default-src 'none'" in page
    assert "http" not in page.replace("http-equiv", "")
    tree = html.document_fromstring(page.encode())
    assert tree.get("dir") == "rtl"
    assert {e.get("data-clause") for e in tree.iter("section")} == set(a_text().clauses)
    assert tree.get_element_by_id("art_2").get("data-clause") == "a2"
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    levels = [int(e.tag[1]) for e in tree.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))


def test_languages_stand_side_by_side_each_in_its_direction():
    tree = html.document_fromstring(write_html(a_text(), its_facts()))
    sides = tree.get_element_by_id("art_2").xpath(".//div[@lang]")
    assert [(side.get("lang"), side.get("dir")) for side in sides] == [("fa", "rtl"), ("en", "ltr")]


def test_numbered_lines_of_a_web_page_say_all_the_words():
    plain = html.document_fromstring(write_html(a_text(), its_facts(), languages=["en"]))
    numbered = html.document_fromstring(
        write_html(a_text(), its_facts(), languages=["en"], line_numbers=True)
    )
    assert "".join(numbered.text_content().split()) == "".join(plain.text_content().split())
    assert [e.get("data-n") for e in numbered.iter("span") if e.get("data-n")] == ["5", "10"]


@settings(max_examples=settings.default.max_examples // 8)
@given(versions(), facts())
def test_any_text_can_be_written_as_a_page(version, about):
    page = write_html(version, about)
    assert len(html.document_fromstring(page).xpath("//section")) == len(version.clauses)
    assert write_html(version, about, line_numbers=True)


@settings(max_examples=8)
@given(versions(most=4), facts())
def test_any_text_can_be_printed(version, about):
    assert write_text_pdf(version, about).startswith(b"%PDF")


HOSTILE = '#panic("x") *bold* $m$ `raw` <script>alert(1)</script> \\ <label> @x "}'


def test_nothing_in_a_text_is_read_as_markup():
    clause = type(a_text()["a1"])(
        "a", None, 0, Kind.ARTICLE, heading={"en": HOSTILE}, text={"en": HOSTILE}
    )
    version = type(a_text()).of(a_text().symbol, [clause])
    about = its_facts(title={"en": HOSTILE}, number=HOSTILE, group=HOSTILE)
    assert b"<script>" not in write_html(version, about)
    assert words_of(write_text_pdf(version, about)).count('#panic("x")') >= 3


def test_names_of_files_are_plain():
    assert file_name(its_facts(number="کارگروه/۱"), a_text().symbol) == "text-rev2"

"""Web pages: escaped, self-contained, in the right direction."""

import pytest
from lxml import html

from dabir.formats.documents import IssuedClause
from dabir.formats.html_writing import write_html
from dabir.formats.reading import read_text

from .builders import a_letter, a_sheet, an_english_letter

HOSTILE = "</p><script>alert(1)</script><img src=x onerror=alert(1)> & \" '"


@pytest.mark.parametrize(
    "document",
    [
        a_letter(
            title=HOSTILE, number=HOSTILE, preamble=HOSTILE, closing=HOSTILE,
            facts=((HOSTILE, HOSTILE),),
            clauses=(IssuedClause(label=HOSTILE, heading=HOSTILE, text=HOSTILE),
                     IssuedClause(label=HOSTILE, text=HOSTILE)),
            recipients=(HOSTILE,), copies=(HOSTILE,), seal_text=HOSTILE, verification_url=HOSTILE,
        ),
        a_sheet(title=HOSTILE, columns=(HOSTILE,) * 3, rows=((HOSTILE,) * 3,)),
    ],
)  # fmt: skip
def test_markup_in_what_people_wrote_is_escaped(document):
    page = write_html(document)
    root = html.document_fromstring(page)
    assert not root.xpath("//script | //img | //a | //@onerror")
    assert page.count("&lt;script&gt;") >= 5


def test_states_language_direction_and_policy():
    root = html.document_fromstring(write_html(a_letter()))
    assert (root.get("lang"), root.get("dir")) == ("fa", "rtl")
    policy = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy == ["default-src 'none'; style-src 'unsafe-inline'; img-src data:"]


def test_no_heading_level_is_skipped():
    clauses = (
        IssuedClause(heading="deep", depth=3),
        IssuedClause(heading="deeper", depth=4),
        IssuedClause(text="none"),
        IssuedClause(heading="top"),
    )
    root = html.document_fromstring(write_html(a_letter(clauses=clauses)))
    headings = root.xpath("//*[self::h1 or self::h2 or self::h3 or self::h4 or self::h5]")
    assert [heading.tag for heading in headings] == ["h1", "h2", "h3", "h2"]


def test_needs_nothing_from_outside():
    root = html.document_fromstring(write_html(a_letter(emblem=b"\x89PNG")))
    assert not root.xpath("//link | //script")
    assert all(source.startswith("data:") for source in root.xpath("//@src"))


def test_only_web_addresses_become_links():
    assert "<a " in write_html(a_letter())
    assert "<a " not in write_html(a_letter(verification_url="javascript:alert(1)"))


def test_reads_back_as_what_was_issued():
    text = read_text(write_html(an_english_letter()).encode(), filename="a.html").text
    for line in ("1. Answers come within ten days.", "(a) They are written.", "P. Rahnama"):
        assert line in text.split("\n")


def test_controls_do_not_break_the_page():
    assert write_html(a_letter(preamble="a\x00b\x0bc\ud800", verification_url="https://a/\x01"))


def test_a_table_names_the_scope_of_its_heads():
    root = html.document_fromstring(write_html(a_sheet()))
    assert root.xpath("//th/@scope") == ["col"] * 3

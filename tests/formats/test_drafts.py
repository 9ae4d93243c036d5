"""Files of drafts of every format become the same printed lines."""

import io

import docx
import pytest

from dabir.domain.drafting import Clause, Kind, Version
from dabir.domain.drafting.versions import ZERO_DRAFT
from dabir.formats.akoma_ntoso import write_akoma_ntoso
from dabir.formats.drafts import read_draft
from dabir.formats.errors import AnotherKind, EmptyFile, TooLarge, Unreadable
from dabir.formats.limits import Limits
from dabir.formats.text_facts import TextFacts
from tests.formats.builders import odt_of, packed

LINES = ["ماده ۱ ـ هدف، همکاری است.", "تبصره ـ همه کمک می‌کنند."]


def word(*lines, table=()):
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    if table:
        made = document.add_table(rows=len(table), cols=len(table[0]))
        for row, cells in zip(made.rows, table, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


FILES = {
    "a.txt": "\r\n\r\n".join(LINES).encode("utf-8-sig"),
    "a.md": "\n\n".join(LINES).encode(),
    "old.txt": "\n".join(LINES).encode("utf-16"),
    "a.docx": word(*LINES),
    "a.odt": odt_of("".join(f"<text:p>{line}</text:p>" for line in LINES)),
    "a.html": f"<html><body>{''.join(f'<p>{line}</p>' for line in LINES)}</body></html>".encode(),
}


@pytest.mark.parametrize("name", FILES)
def test_every_format_gives_the_same_lines(name):
    draft = read_draft(FILES[name], name=name)
    assert [line.line for line in draft.lines] == LINES
    assert [line.mark for line in draft.lines] == ["ماده ۱ ـ", "تبصره ـ"]
    assert (draft.language, draft.direction) == ("fa", "rtl")


def test_a_table_is_read_row_by_row():
    data = word("Before.", table=(("a", "b"), ("c", "d")))
    assert [line.line for line in read_draft(data, name="t.docx").lines] == [
        "Before.",
        "a\tb",
        "c\td",
    ]


def test_an_akoma_ntoso_file_keeps_its_ids():
    clauses = [
        Clause("u1", None, 0, Kind.ARTICLE, heading={"fa": "هدف"}, text={"fa": "همکاری است."}),
        Clause("u2", "u1", 0, Kind.NOTE, text={"fa": "همه کمک می‌کنند."}),
    ]
    data = write_akoma_ntoso(
        Version.of(ZERO_DRAFT, clauses), TextFacts(title={"fa": "متن"}), languages=("fa",)
    )
    draft = read_draft(data, name="a.xml")
    assert draft.format == "akn"
    assert [line.uid for line in draft.lines] == ["u1", "u2"]
    assert [line.depth for line in draft.lines] == [0, 1]
    assert draft.lines[0].words == "هدف\nهمکاری است."
    assert draft.lines[1].line == "تبصره ـ همه کمک می‌کنند."


def test_the_language_may_be_said():
    assert read_draft(b"Article 1. Words.", name="a.txt", language="fa").direction == "rtl"


@pytest.mark.parametrize(
    ("data", "error"), [(b"", EmptyFile), (b" \n\t", EmptyFile), (b"x" * 2000, TooLarge)]
)
def test_what_is_no_draft_is_refused(data, error):
    with pytest.raises(error):
        read_draft(data, name="a.txt", limits=Limits(file_size=1000))


@pytest.mark.parametrize("name", ["a.docx", "a.odt", "a.pdf", "a.xml", "a.html", "a.txt"])
@pytest.mark.parametrize(
    "start", [b"PK\x03\x04", b"%PDF-1.7", b"<?xml version='1.0'?><akomaNtoso>", b"\x00\x01"]
)
def test_damaged_files_raise_nothing_else(name, start):
    with pytest.raises(Unreadable):
        read_draft(start + bytes(range(256)) * 8, name=name)


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.docx", "Word"), ("A.DOCM", "Word"), ("a.odt", "OpenDocument"), ("a.pdf", "PDF")],
)
@pytest.mark.parametrize(
    "data",
    [
        b"Article 1. Plain words.",
        bytes(range(256)) * 8,
        b"<html><body><p>Article 1. A page.</p></body></html>",
        packed({"a.txt": b"no document"}),
        b"{\\rtf1 words}",
    ],
    ids=["text", "noise", "page", "zip", "rtf"],
)
def test_a_file_that_is_not_what_its_name_says_is_refused(name, kind, data):
    with pytest.raises(AnotherKind, match=rf"is named \.\w+ but is not a {kind} file"):
        read_draft(data, name=name)


def test_a_pdf_that_is_named_as_a_word_file_is_refused():
    with pytest.raises(AnotherKind, match="not a Word file"):
        read_draft(b"%PDF-1.7 and so on", name="a.docx")


def test_a_word_file_of_one_paragraph_of_a_megabyte_is_read():
    draft = read_draft(word("word " * 220_000), name="a.docx")
    assert [len(line.words.split()) for line in draft.lines] == [220_000]

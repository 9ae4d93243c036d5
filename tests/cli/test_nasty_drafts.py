"""Word files that programs, or several hands, leave behind: read for what they say, or refused."""

import io
import json
import zipfile

import docx
import pytest
from click.testing import CliRunner
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from dabir.cli.compile import compile_files
from dabir.cli.redline import redline

LINES = (
    "Article 1. States cooperate.",
    "(a) Reports are published every three months.",
    "Article 2. The secretariat prepares guidelines.",
)


def word(*paragraphs):
    """A Word file; a paragraph is its words, or pieces (kind, author, words) and marks of its end.

    Kinds are "=", "+" and "-"; marks are ("+" or "-", author).
    """
    document = docx.Document()
    for paragraph in paragraphs:
        if isinstance(paragraph, str):
            document.add_paragraph(paragraph)
            continue
        pieces, *marks = paragraph
        element = document.add_paragraph()._p
        for kind, author, words in pieces:
            element.append(piece(kind, author, words))
        if marks:
            properties = OxmlElement("w:rPr")
            for kind, author in marks:
                properties.append(change(kind, author))
            element.get_or_add_pPr().append(properties)
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def piece(kind, author, words):
    run = OxmlElement("w:r")
    text = OxmlElement("w:delText" if kind == "-" else "w:t")
    text.text = words
    text.set(qn("xml:space"), "preserve")
    run.append(text)
    if kind == "=":
        return run
    around = change(kind, author)
    around.append(run)
    return around


def change(kind, author):
    element = OxmlElement("w:ins" if kind == "+" else "w:del")
    element.set(qn("w:id"), "1")
    element.set(qn("w:author"), author)
    return element


@pytest.fixture
def compiled(tmp_path):
    def _compiled(data, name="copy.docx", base=None):
        (tmp_path / "base.docx").write_bytes(base or word(*LINES))
        (tmp_path / name).write_bytes(data)
        out = tmp_path / "out.json"
        paths = [str(tmp_path / "base.docx"), str(tmp_path / name)]
        result = CliRunner().invoke(compile_files, [*paths, "-o", str(out)])
        return result, json.loads(out.read_text(encoding="utf-8")) if out.exists() else None

    return _compiled


def wanted(data):
    slots = [
        (slot["base"], option["words"], option["supporters"])
        for slot in data["slots"]
        for option in slot["options"]
        if not option["keeps_base"]
    ]
    choices = [
        (choice["name"], option["what"], option["supporters"])
        for choice in data["choices"]
        for option in choice["options"]
        if not option["keeps_base"]
    ]
    return slots, choices


def test_whoever_deletes_what_another_put_in_proposes_nothing(compiled):
    end = [("+", "A"), ("-", "B")]
    result, data = compiled(word(LINES[0], ([("+", "A", "(x) By A.")], *end), *LINES[1:]))
    assert wanted(data) == ([], [("Article 1 › (x)", "add", ["A"])])
    assert "(B): proposes nothing" in result.output


def test_a_joined_end_and_an_edit_behind_it_exclude_each_other(compiled):
    edited = [("=", "", "(a) Reports "), ("-", "B", "are"), ("+", "B", "were")]
    rest = ("=", "", " published every three months.")
    _, data = compiled(word(([("=", "", LINES[0])], ("-", "A")), ([*edited, rest],), LINES[2]))
    slots, choices = wanted(data)
    assert ("are", "were", ["B"]) in slots
    assert choices == [("Article 1 › (a)", "delete", ["A"])]
    assert data["restructured"][0]["what"] == "joined"


def test_all_can_be_deleted_by_one(compiled):
    result, data = compiled(word(*(([("-", "A", line)], ("-", "A")) for line in LINES)))
    assert result.exit_code == 0, result.output
    _, choices = wanted(data)
    assert [what for _, what, _ in choices] == ["delete"] * 3


def test_a_file_that_was_typed_wholly_while_changes_were_tracked_is_read(compiled, tmp_path):
    typed = word(*(([("+", "A", line)], ("+", "A")) for line in LINES))
    result, _ = compiled(typed)
    assert result.exit_code == 1
    assert "tracked against another text" in result.output
    (tmp_path / "typed.docx").write_bytes(typed)
    (tmp_path / "old.docx").write_bytes(word(*LINES))
    out = tmp_path / "red.json"
    result = CliRunner().invoke(
        redline, [str(tmp_path / "old.docx"), str(tmp_path / "typed.docx"), "-o", str(out)]
    )
    assert result.exit_code == 0, result.output
    assert json.loads(out.read_text(encoding="utf-8"))["changes"] == []


def test_authors_are_known_by_name_whatever_blanks_stand_around_it(compiled):
    pieces = [("=", "", LINES[0]), ("+", "", " One."), ("+", " A ", " Two."), ("+", "A", " Three.")]
    _, data = compiled(word((pieces,), *LINES[1:]))
    assert [each["name"] for each in data["proposers"]] == ["copy", "A"]


def test_macros_are_neither_run_nor_in_the_way(compiled):
    ordinary = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    data = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word(*LINES))) as source, zipfile.ZipFile(data, "w") as target:
        for name in source.namelist():
            macro = b"application/vnd.ms-word.document.macroEnabled.main+xml"
            target.writestr(name, source.read(name).replace(ordinary, macro))
        target.writestr("word/vbaProject.bin", b"\xd0\xcf\x11\xe0" + bytes(500))
    result, made = compiled(data.getvalue(), "copy.docm")
    assert result.exit_code == 0, result.output
    assert made["counts"]["operations"] == 0


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("copy.docx", word(*LINES)[:-3000], "damaged or incomplete"),
        ("copy.docx", b"{\\rtf1 words}", "is not a Word file"),
        ("copy.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4000), "Word 97"),
        ("copy.docx", word(), "No text was found"),
        ("copy.docx", b"", "is empty"),
    ],
)
def test_refuses_what_is_no_draft_in_one_sentence(compiled, name, data, why):
    result, made = compiled(data, name)
    assert result.exit_code == 1
    assert why in result.output
    assert len(result.output.strip().splitlines()) == 1
    assert made is None

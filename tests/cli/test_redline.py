"""`dabir redline`: two files in, what changed between them out, or one clear line and a status."""

import json
import subprocess
import sys

import jsonschema
import pytest
from click.testing import CliRunner
from lxml import etree

from dabir.cli.redline import redline
from dabir.formats.word_changes import read_tracked
from tests.cli.drafts import BASE, ENGLISH, schema, tracked
from tests.files import BAD, PICTURE

EDITED = BASE.replace("تقویت", "گسترش").replace("سی روز", "شصت روز")


@pytest.fixture
def run(tmp_path):
    def _run(old, new, ending="json", *options):
        paths = []
        for usual, given in (("old.txt", old), ("new.txt", new)):
            name, content = given if isinstance(given, tuple) else (usual, given)
            path = tmp_path / name
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
            paths.append(str(path))
        out = tmp_path / f"out.{ending}"
        result = CliRunner().invoke(redline, [*paths, "-o", str(out), *options])
        return result, out

    return _run


def test_says_in_json_what_changed(run):
    result, out = run(BASE, EDITED)
    assert result.exit_code == 0
    data = json.loads(out.read_text(encoding="utf-8"))
    jsonschema.validate(data, schema("redline"))
    assert (data["words_deleted"], data["words_inserted"]) == (2, 2)
    assert [
        (each["kind"], each["old"], each["new"], each["clause"]) for each in data["changes"]
    ] == [
        ("replace", "تقویت", "گسترش", "ماده ۱"),
        ("replace", "سی", "شصت", "ماده ۲"),
    ]
    assert data["language"] == "fa"
    assert [line["what"] for line in data["lines"]].count("reworded") == 2
    assert "2 changes, 2 words deleted, 2 inserted" in result.stderr
    assert result.stdout == ""


def test_two_copies_of_one_text_have_no_changes(run):
    result, out = run(ENGLISH, ENGLISH)
    assert result.exit_code == 0
    data = json.loads(out.read_text(encoding="utf-8"))
    assert (data["changes"], data["words_deleted"], data["words_inserted"]) == ([], 0, 0)


def test_a_word_file_gives_back_both_texts(run):
    result, out = run(BASE, EDITED, "docx", "--author", "اتاق بازرگانی")
    assert result.exit_code == 0
    document = read_tracked(out.read_bytes())
    assert document.authors == ("اتاق بازرگانی",)
    for lines, text in ((document.base, BASE), (document.target, EDITED)):
        assert [line.text for line in lines][:-1] == [line for line in text.splitlines() if line]


@pytest.mark.parametrize(
    ("text", "language", "direction"), [(BASE, "fa", "rtl"), (ENGLISH, "en", "ltr")]
)
def test_a_page_is_in_the_language_of_the_text_and_loads_nothing(run, text, language, direction):
    changed = text.replace("۳", "۴") + "\n<script>alert(1)</script> & more"
    result, out = run(text, changed, "html")
    assert result.exit_code == 0
    page = out.read_text(encoding="utf-8")
    root = etree.fromstring(page, etree.HTMLParser())
    assert (root.get("lang"), root.get("dir")) == (language, direction)
    assert not root.xpath("//script | //link | //img | //*[@style] | //@onclick")
    assert "&lt;script&gt;" in page
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {href[1:] for href in root.xpath("//a/@href")} <= set(ids)


def test_a_redline_on_paper_is_a_pdf(run):
    result, out = run(ENGLISH, ENGLISH.replace("thirty", "sixty"), "pdf")
    assert result.exit_code == 0, result.output
    assert out.read_bytes().startswith(b"%PDF-")


def test_formats_may_differ_and_ids_are_no_need(run):
    word = tracked(ENGLISH, {"a": ENGLISH.replace("thirty", "sixty")}, language="en")
    result, out = run(ENGLISH, ("new.docx", word))
    assert result.exit_code == 0
    data = json.loads(out.read_text(encoding="utf-8"))
    assert (data["words_deleted"], data["words_inserted"]) == (1, 1)
    assert "tracked changes" in result.stderr


def test_what_is_uncertain_is_said_and_not_with_yes(run):
    old = "The fund pays for roads and bridges in the north of the country."
    new = "The fund pays for schools and clinics in the towns of each region."
    result, out = run(old, new)
    assert "taken for one clause" in result.stderr
    [doubt] = json.loads(out.read_text(encoding="utf-8"))["uncertain"]
    assert doubt["old"]["text"] == old
    assert "taken for one clause" not in run(old, new, "json", "--yes")[0].stderr


def test_whoever_is_asked_decides(run, monkeypatch):
    monkeypatch.setattr("dabir.cli.redline.on_a_terminal", lambda: True)
    monkeypatch.setattr("click.confirm", lambda *_, **__: False)
    old = "The fund pays for roads and bridges in the north of the country."
    new = "The fund pays for schools and clinics in the towns of each region."
    _, out = run(old, new, "json", "--ask")
    kinds = [each["kind"] for each in json.loads(out.read_text(encoding="utf-8"))["changes"]]
    assert kinds == ["delete_clause", "add_clause"]


def test_asking_needs_somebody_to_ask(run):
    result, _ = run(BASE, EDITED, "json", "--ask")
    assert result.exit_code == 2
    assert "terminal" in result.stderr


@pytest.mark.parametrize("bad", BAD)
def test_a_bad_file_is_one_line_and_a_status_and_nothing_is_written(run, bad):
    name, data, _ = BAD[bad]
    result, out = run(BASE, (name, data()))
    assert result.exit_code == 1
    [line] = result.stderr.strip().splitlines()
    assert name in line
    assert "Traceback" not in result.output
    assert not out.exists()


def test_a_picture_is_no_draft(run):
    result, _ = run(BASE, ("scan.docx", PICTURE))
    assert result.exit_code == 1


@pytest.mark.parametrize("name", ["out.txt", "out", "out.xlsx"])
def test_the_ending_of_the_name_says_what_is_written(tmp_path, name):
    path = tmp_path / "a.txt"
    path.write_text(BASE)
    result = CliRunner().invoke(redline, [str(path), str(path), "-o", str(tmp_path / name)])
    assert result.exit_code == 2


def test_an_input_is_never_written_over(tmp_path):
    path = tmp_path / "a.html"
    path.write_text("<p>One</p>")
    other = tmp_path / "b.html"
    other.symlink_to(path)
    for out in (path, other):
        result = CliRunner().invoke(redline, [str(path), str(path), "-o", str(out)])
        assert result.exit_code == 2
    assert path.read_text() == "<p>One</p>"


def test_a_folder_that_is_not_there_is_one_line(run, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(BASE)
    out = tmp_path / "none" / "out.json"
    result = CliRunner().invoke(redline, [str(path), str(path), "-o", str(out)])
    assert result.exit_code == 1
    assert len(result.stderr.strip().splitlines()) == 1


def test_a_megabyte_in_one_clause_is_compared(run):
    words = [f"word{number * 7919 % 5003}" for number in range(110_000)]
    old, new = " ".join(words), " ".join([*words[:50_000], "new", *words[50_001:]])
    result, out = run(old, new)
    assert result.exit_code == 0
    data = json.loads(out.read_text(encoding="utf-8"))
    assert (data["words_deleted"], data["words_inserted"]) == (1, 1)


def test_plain_texts_are_compared_without_loading_other_readers_or_a_database():
    program = (
        "import sys, dabir.cli.redline, dabir.formats.drafts.redline_data\n"
        "sys.exit(bool({'django', 'lxml', 'docx', 'pikepdf', 'numpy', 'rich'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_one_of_a_kind_is_counted_as_one(run):
    result, out = run(ENGLISH, ENGLISH.replace("thirty", "sixty"), "html")
    assert "1 change, 1 word deleted, 1 inserted" in result.stderr
    assert "<b>1</b> word deleted<" in out.read_text(encoding="utf-8")

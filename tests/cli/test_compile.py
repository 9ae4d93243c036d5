"""`dabir compile`: many copies in, one compilation out, every word attributed."""

import json

import jsonschema
import pytest
from click.testing import CliRunner
from lxml import etree

from dabir.cli.compile import compile_files
from dabir.formats.word_changes import read_tracked
from tests.cli.drafts import BASE, schema, tracked
from tests.files import BAD

CHAMBER = (
    BASE.replace("تقویت", "گسترش")
    .replace("سی روز", "شصت روز")
    .replace("تبصره ۱ ـ داده‌های محرمانه از حکم این ماده مستثناست.\n", "")
)
MINISTRY = (
    BASE.replace("تقویت", "ارتقای")
    .replace("سی روز", "شصت روز")
    .replace("محرمانه", "محرمانه و شخصی")
)


@pytest.fixture
def run(tmp_path):
    def _run(copies, ending="json", *options, base=BASE):
        paths = []
        for name, content in ({"base.txt": base} | copies).items():
            path = tmp_path / name
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
            paths.append(str(path))
        out = tmp_path / f"out.{ending}"
        return CliRunner().invoke(compile_files, [*paths, "-o", str(out), *options]), out

    return _run


def read(out):
    data = json.loads(out.read_text(encoding="utf-8"))
    jsonschema.validate(data, schema("compilation"))
    return data


def options_of(slot):
    return {option["words"].strip(): option["supporters"] for option in slot["options"]}


def test_every_option_says_whose_it_is(run):
    result, out = run({"chamber.txt": CHAMBER, "ministry.txt": MINISTRY})
    assert result.exit_code == 0, result.output
    data = read(out)
    assert [each["name"] for each in data["proposers"]] == ["chamber", "ministry"]
    contested, shared, third = data["slots"]
    assert options_of(contested) == {"تقویت": [], "گسترش": ["chamber"], "ارتقای": ["ministry"]}
    assert contested["contested"]
    assert options_of(shared) == {"سی": [], "شصت": ["chamber", "ministry"]}
    assert not shared["contested"]
    assert third["reasons"] == ["deleted"]
    assert [each["words"] for each in data["cosponsors"]] == ["شصت"]
    assert [each["reasons"] for each in data["conflicts"]] == [["same_words"], ["deleted"]]
    assert data["counts"]["contested"] == 3


def test_tracked_changes_are_their_authors(run):
    word = tracked(
        BASE, {"اتاق": BASE.replace("سی روز", "نود روز"), "وزارت": BASE.replace("کارگروه", "مجلس")}
    )
    result, out = run({"both.docx": word})
    assert result.exit_code == 0, result.output
    data = read(out)
    assert [(each["name"], each["tracked"]) for each in data["proposers"]] == [
        ("اتاق", True),
        ("وزارت", True),
    ]
    assert [options_of(slot) for slot in data["slots"]] == [
        {"سی": [], "نود": ["اتاق"]},
        {"کارگروه": [], "مجلس": ["وزارت"]},
    ]


def test_a_name_may_be_given(run, tmp_path):
    result, out = run(
        {"a.txt": CHAMBER, "b.docx": tracked(BASE, {"x": MINISTRY})},
        "json",
        "--as",
        f"اتاق بازرگانی={tmp_path / 'a.txt'}",
        "--as",
        f"وزارت کشور={tmp_path / 'b.docx'}",
    )
    assert result.exit_code == 0, result.output
    assert [each["name"] for each in read(out)["proposers"]] == ["اتاق بازرگانی", "وزارت کشور"]


@pytest.mark.parametrize("named", ["nobody", "a=", "=a.txt", "a=other.txt"])
def test_a_name_for_no_file_is_refused(run, named):
    result, out = run({"a.txt": CHAMBER}, "json", "--as", named)
    assert result.exit_code == 2
    assert not out.exists()


def test_what_stands_around_a_tracked_text_is_no_part_of_it(run):
    word = tracked(BASE, {"a": CHAMBER}, title="نامهٔ همراه")
    result, out = run({"a.docx": word})
    assert result.exit_code == 0, result.output
    assert not [each for each in read(out)["choices"] if each["addition"]]


def test_changes_tracked_against_another_text_are_refused_with_the_place(run):
    other = BASE.replace("سی روز", "صد روز")
    result, out = run({"a.docx": tracked(other, {"a": other.replace("تقویت", "گسترش")})})
    assert result.exit_code == 1
    [line] = result.stderr.strip().splitlines()
    assert "ماده ۲" in line
    assert "سی" in line
    assert "صد" in line
    assert not out.exists()


def test_a_file_that_is_no_copy_is_refused(run):
    result, _ = run({"a.txt": "این نامه دربارهٔ چیز دیگری است.\nبا احترام."})
    assert result.exit_code == 1
    assert "no copy of the base" in result.stderr


def test_an_unchanged_copy_proposes_nothing(run):
    result, out = run({"a.txt": BASE})
    assert result.exit_code == 0
    assert "proposes nothing" in result.stderr
    assert read(out)["slots"] == []


def test_what_was_only_numbered_anew_is_no_proposal(run):
    result, out = run({"a.txt": BASE.replace("ماده ۳ ـ", "ماده ۴ ـ")})
    assert result.exit_code == 0
    assert read(out)["counts"]["operations"] == 0


def test_the_page_names_every_proposer_and_hangs_together(run):
    _, out = run({"chamber.txt": CHAMBER, "ministry.txt": MINISTRY}, "html")
    root = etree.fromstring(out.read_text(encoding="utf-8"), etree.HTMLParser())
    assert (root.get("lang"), root.get("dir")) == ("fa", "rtl")
    assert not root.xpath("//script | //link | //img | //*[@style]")
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {href[1:] for href in root.xpath("//a/@href")} <= set(ids)
    words = " ".join(root.itertext())
    assert "[ تقویت ]" in " ".join(words.replace("[", "[ ").replace("]", " ]").split())
    assert words.count("ministry") >= 3


def test_the_word_file_tracks_by_author_and_gives_the_base_back(run):
    _, out = run({"chamber.txt": CHAMBER, "ministry.txt": MINISTRY}, "docx")
    document = read_tracked(out.read_bytes())
    assert "chamber، ministry" in document.authors
    lines = [line.text for line in document.base]
    assert lines[2:-1] == [line for line in BASE.splitlines() if line]


def test_the_compilation_on_paper_is_a_pdf(run):
    result, out = run({"chamber.txt": CHAMBER, "ministry.txt": MINISTRY}, "pdf")
    assert result.exit_code == 0, result.output
    assert out.read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize("bad", BAD)
def test_a_bad_file_is_one_line_and_a_status_and_nothing_is_written(run, bad):
    name, data, _ = BAD[bad]
    result, out = run({"a.txt": CHAMBER, name: data()})
    assert result.exit_code == 1
    [line] = result.stderr.strip().splitlines()
    assert name in line
    assert not out.exists()


def test_an_input_is_never_written_over(run, tmp_path):
    path = tmp_path / "a.docx"
    path.write_bytes(tracked(BASE, {"a": CHAMBER}))
    before = path.read_bytes()
    base = tmp_path / "base.txt"
    base.write_text(BASE)
    result = CliRunner().invoke(compile_files, [str(base), str(path), "-o", str(path)])
    assert result.exit_code == 2
    assert path.read_bytes() == before


def test_a_new_clause_that_two_spell_differently_is_cosponsored(run):
    added = "ماده ۴ ـ این تصمیم از روز ابلاغ لازم‌الاجراست.\n"
    respelled = added.replace("ی", "ي").replace("لازم‌الاجرا", "لازمالاجرا").replace("۴", "4")
    _, out = run({"chamber.txt": BASE + added, "ministry.txt": BASE + respelled})
    (choice,) = read(out)["choices"]
    assert choice["contested"] is False
    assert [option["supporters"] for option in choice["options"]] == [[], ["chamber", "ministry"]]

"""`dabir compile`: many copies in, one compilation out, every word attributed."""

import json

import jsonschema
import pytest
from click.testing import CliRunner
from lxml import etree

from dabir.cli.compile import compile_files
from dabir.cli.redline import redline
from dabir.domain.drafting import (
    Add,
    Clause,
    Edit,
    Kind,
    NumberStyle,
    Proposed,
    Version,
    apply,
    compile_amendments,
)
from dabir.domain.drafting.versions import ZERO_DRAFT
from dabir.formats.akoma_ntoso import write_akoma_ntoso, write_contested_akoma_ntoso
from dabir.formats.text_facts import TextFacts
from dabir.formats.texts import write_markdown
from dabir.formats.word_changes import Front, read_tracked, write_tracked
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


def test_files_of_one_name_are_told_apart_by_their_folders_or_endings(tmp_path):
    places = (
        "base.txt",
        "chamber/draft.txt",
        "ministry/draft.txt",
        "city/plan.txt",
        "city/plan.md",
    )
    texts = (BASE, CHAMBER, MINISTRY, CHAMBER, MINISTRY)
    for place, text in zip(places, texts, strict=True):
        (tmp_path / place).parent.mkdir(exist_ok=True)
        (tmp_path / place).write_text(text, encoding="utf-8")
    out = tmp_path / "out.json"
    result = CliRunner().invoke(
        compile_files, [*(str(tmp_path / place) for place in places), "-o", str(out)]
    )
    assert result.exit_code == 0, result.output
    assert [each["name"] for each in read(out)["proposers"]] == [
        *("chamber/draft", "ministry/draft", "plan.txt", "plan.md")
    ]


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


TREE = Version.of(
    ZERO_DRAFT,
    [
        Clause("c1", None, 0, Kind.CHAPTER, heading={"fa": "کلیات"}),
        Clause(
            "a1", "c1", 0, Kind.ARTICLE, heading={"fa": "تعاریف"}, text={"fa": "واژه‌ها این است:"}
        ),
        Clause(
            "i1", "a1", 0, Kind.CLAUSE, NumberStyle.LETTERS, text={"fa": "گزارش: نوشتهٔ سالانه."}
        ),
        Clause("n1", "a1", 1, Kind.NOTE, text={"fa": "واژه‌های دیگر در قانون آمده است."}),
        Clause("a2", "c1", 1, Kind.ARTICLE, text={"fa": "دبیرخانه هر سه ماه گزارش می‌دهد."}),
    ],
)
ABOUT = TextFacts(title={"fa": "متن همکاری"})
FORMS = {
    "akn": lambda version: write_akoma_ntoso(version, ABOUT),
    "md": lambda version: write_markdown(version, ABOUT),
    "docx": lambda version: write_tracked(version, [], language="fa", front=Front(title="متن")),
}


@pytest.mark.parametrize("base", FORMS)
@pytest.mark.parametrize("copy", FORMS)
def test_a_text_is_the_same_in_every_format_that_has_ids(tmp_path, base, copy):
    start = TREE["a2"].text["fa"].index("سه ماه")
    added = Add("i2", "a1", "i1", Kind.CLAUSE, NumberStyle.LETTERS, text={"fa": "عضو: هر دستگاه."})
    edit = Edit("a2", "fa", start, start + 2, "سه", "شش")
    changed = apply(TREE, [Proposed(1, 0, edit), Proposed(1, 1, added)])
    paths = [tmp_path / f"base.{base}", tmp_path / f"same.{copy}", tmp_path / f"other.{copy}"]
    for path, form, version in zip(paths, (base, copy, copy), (TREE, TREE, changed), strict=True):
        path.write_bytes(FORMS[form](version))
    out = tmp_path / "out.json"
    result = CliRunner().invoke(compile_files, [*map(str, paths), "-o", str(out)])
    assert "same: proposes nothing" in result.output.replace(f".{copy} (same)", "")
    data = read(out)
    (slot,), (choice,) = data["slots"], data["choices"]
    assert (slot["clause"], options_of(slot)) == ("a2", {"سه": [], "شش": ["other"]})
    assert choice["name"].endswith("ب)")
    clauses = {each["clause"]: each for each in data["clauses"]}
    (new,) = [each for each in data["clauses"] if each["standing"] == "added"]
    assert [clauses[uid]["kind"] for uid in ("a1", "n1", "a2")][1:] == ["note", "article"]
    assert clauses["c1.heading"]["heading"]
    assert clauses["a2"]["parent"] == "c1.heading"
    assert new["parent"] == clauses["i1"]["parent"]
    assert new["mark"] == "ب)"


@pytest.mark.parametrize("ending", ["json", "html", "pdf", "docx"])
def test_refuses_a_compilation_as_a_copy(run, ending):
    result, out = run({"chamber.txt": CHAMBER, "ministry.txt": MINISTRY}, ending)
    assert result.exit_code == 0, result.output
    data = out.read_bytes()
    out.unlink()
    result, out = run({f"back.{ending}": data}, ending)
    assert result.exit_code == 1
    assert "is a compilation or a redline" in result.output
    assert not out.exists()


def test_refuses_contested_akoma_ntoso_and_redlines_as_copies(run, tmp_path):
    operations = [Edit("a2", "fa", 0, 8, "دبیرخانه", each) for each in ("ستاد", "کارگروه")]
    proposed = [Proposed(number, 0, each) for number, each in enumerate(operations, 1)]
    compilation = compile_amendments(TREE, proposed, {1: ("الف",), 2: ("ب",)})
    result, _ = run({"open.akn": write_contested_akoma_ntoso(compilation, ABOUT)})
    assert "is a compilation or a redline" in result.output
    old, new = tmp_path / "old.txt", tmp_path / "new.txt"
    old.write_text(BASE, encoding="utf-8")
    new.write_text(CHAMBER, encoding="utf-8")
    for ending in ("json", "html", "pdf"):
        out = tmp_path / f"red.{ending}"
        assert CliRunner().invoke(redline, [str(old), str(new), "-o", str(out)]).exit_code == 0
        result, _ = run({f"back.{ending}": out.read_bytes()})
        assert result.exit_code == 1
        assert "is a compilation or a redline" in result.output


def test_takes_a_redline_in_word_for_the_changes_that_it_tracks(run, tmp_path):
    old, new, out = (tmp_path / name for name in ("old.txt", "new.txt", "red.docx"))
    old.write_text(BASE, encoding="utf-8")
    new.write_text(CHAMBER, encoding="utf-8")
    CliRunner().invoke(redline, [str(old), str(new), "-o", str(out), "--author", "اتاق"])
    result, done = run({"back.docx": out.read_bytes()})
    assert result.exit_code == 0, result.output
    assert [each["name"] for each in read(done)["proposers"]] == ["اتاق"]

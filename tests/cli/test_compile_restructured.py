"""`dabir compile` where clauses were written anew, split, joined, or merely set otherwise."""

import json

import jsonschema
import pytest
from click.testing import CliRunner

from dabir.cli.compile import compile_files
from tests.cli.drafts import BASE, schema

ENGLISH = (
    "Article 1. States cooperate.\n"
    "(a) Reports are published every three months.\n"
    "(b) Confidential data are left out of them.\n"
    "Article 2. The secretariat prepares guidelines and sends them to all agencies.\n"
)


@pytest.fixture
def compiled(tmp_path):
    def _compiled(base, *copies, ending="json", options=()):
        paths = []
        for number, text in enumerate([base, *copies]):
            paths.append(tmp_path / f"f{number}.txt")
            paths[-1].write_text(text, encoding="utf-8")
        out = tmp_path / f"out.{ending}"
        result = CliRunner().invoke(compile_files, [*map(str, paths), "-o", str(out), *options])
        assert result.exit_code == 0, result.output
        text = out.read_text(encoding="utf-8")
        if ending != "json":
            return result, text
        data = json.loads(text)
        jsonschema.validate(data, schema("compilation"))
        return result, data

    return _compiled


def test_marks_of_direction_propose_nothing(compiled):
    marked = "\u202b" + BASE.replace(" ", "\u200f ").replace("۲", "\u200e۲\u2067") + "\u202c"
    result, data = compiled(BASE, marked)
    assert "proposes nothing" in result.output
    assert data["counts"]["operations"] == 0
    result, data = compiled(marked, BASE)
    assert data["counts"]["operations"] == 0
    assert data["clauses"][1]["mark"].startswith("ماده")


def test_refuses_a_file_of_marks_that_nobody_sees(tmp_path):
    base, copy = tmp_path / "a.txt", tmp_path / "b.txt"
    base.write_text(BASE, encoding="utf-8")
    copy.write_text(" \n\u200c\u200f\n", encoding="utf-8")
    result = CliRunner().invoke(
        compile_files, [str(base), str(copy), "-o", str(tmp_path / "o.json")]
    )
    assert result.exit_code == 1
    assert "No text was found" in result.output


def test_two_who_write_one_article_anew_are_options_of_it(compiled):
    one = ENGLISH.replace(
        "The secretariat prepares guidelines and sends them to all agencies", "Ministers decide"
    )
    other = ENGLISH.replace(
        "The secretariat prepares guidelines and sends them to all agencies", "Rules come by law"
    )
    result, data = compiled(ENGLISH, one, other)
    assert data["choices"] == []
    (slot,) = data["slots"]
    assert slot["contested"]
    assert [each["supporters"] for each in slot["options"]] == [[], ["f1"], ["f2"]]
    assert slot["options"][1]["words"] == "Ministers decide"
    assert result.output.count("uncertain (50%)") == 2
    assert len(data["uncertain"]) == 2


def test_names_and_files_may_have_signs_of_equality(tmp_path):
    copy = tmp_path / "a=b.txt"
    copy.write_text(ENGLISH.replace("cooperate", "work together"), encoding="utf-8")
    base, out = tmp_path / "base.txt", tmp_path / "out.json"
    base.write_text(ENGLISH, encoding="utf-8")
    arguments = [str(base), str(copy), "-o", str(out), "--as", f"x=y={copy}"]
    assert CliRunner().invoke(compile_files, arguments).exit_code == 0
    (proposer,) = json.loads(out.read_text(encoding="utf-8"))["proposers"]
    assert proposer["name"] == "x=y"


def test_what_stands_elsewhere_under_the_same_mark_is_no_rewriting(compiled):
    lines = ENGLISH.splitlines(keepends=True)
    moved = "".join(["Article 2. Ministers decide.\n", *lines[:3]])
    _, data = compiled(ENGLISH, moved)
    assert {option["what"] for each in data["choices"] for option in each["options"]} >= {
        "add",
        "delete",
    }


def test_a_split_clause_is_said_to_be_split(compiled):
    split = ENGLISH.replace(" and sends", ".\nArticle 3. It sends")
    _, data = compiled(ENGLISH, split)
    (change,) = data["restructured"]
    assert (change["what"], change["names"]) == ("split", ["Article 2"])
    assert change["into"] == ["Article 2", "Article 3"]
    _, page = compiled(ENGLISH, split, ending="html")
    assert "Split and joined clauses" in page
    assert "¶" in page


def test_a_joined_clause_is_said_to_be_joined_and_not_deleted(compiled):
    joined = ENGLISH.replace("months.\n(b) Conf", "months. Conf")
    _, data = compiled(ENGLISH, joined)
    (change,) = data["restructured"]
    assert (change["what"], change["into"]) == ("joined", ["Article 1 › (a)"])
    (choice,) = data["choices"]
    assert choice["clause"] == change["clauses"][1]
    assert [each.get("joined_to") for each in choice["options"]] == [None, change["clauses"][0]]
    _, page = compiled(ENGLISH, joined, ending="html")
    assert "joined to <bdi>Article 1 › (a)</bdi>" in page
    assert "delete the clause" not in page
    # Where another only deletes it, it is deleted.
    deleted = ENGLISH.replace("(b) Confidential data are left out of them.\n", "")
    _, data = compiled(ENGLISH, joined, deleted)
    (choice,) = data["choices"]
    assert all("joined_to" not in each for each in choice["options"])

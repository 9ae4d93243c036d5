import json

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from dabir.analysis.searching import SearchIndex
from dabir.cli import watching
from dabir.cli.main import main
from tests.analysis.tables import submissions, write_csv


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    """What the command says, and the folder it wrote."""
    folder = tmp_path_factory.mktemp("analysed")
    sides = ("for", "against", "")
    rows = [(name, text, sides[place % 3]) for place, (name, text) in enumerate(submissions(300))]
    source = write_csv(
        folder / "table.csv", [*rows, ("bad", "too", "many", "cells")], ("id", "text", "side")
    )
    command = ["analyse", str(source), "--out", str(folder / "out"), "--stance", "side", "--index"]
    return CliRunner().invoke(main, command), CliRunner().invoke(main, command), folder / "out"


def test_writes_all_that_its_help_names(done):
    first, _, out = done
    assert first.exit_code == 0, first.stderr
    written = {path.name for path in out.iterdir()} - {".run"}
    helped = CliRunner().invoke(main, ["analyse", "--help"]).output
    listed = {
        line.split()[0].rstrip("/")
        for line in helped.split("DIR then holds:")[1].split("A run")[0].splitlines()
        if line.strip()
    }
    assert written == listed
    assert first.stdout.strip() == str(out / "report.html")


def test_says_what_it_read_and_what_it_guessed(done):
    first, _, out = done
    assert "The text is read from column “text”" in first.stderr
    assert "301 rows, 300 submissions. Skipped: 1 have another number of cells" in first.stderr
    assert str(out / "skipped.parquet") in first.stderr


def test_says_so_when_there_is_nothing_left_to_do(done):
    _, second, _ = done
    assert second.exit_code == 0
    assert "complete already; nothing was done" in second.stderr


def test_stances_come_from_the_column_alone(done):
    _, _, out = done
    themes = json.loads((out / "themes.json").read_text())["themes"]
    assert themes
    assert {stance for theme in themes for stance in theme["stances"]} <= {"for", "against"}
    assert any(theme["stances"] for theme in themes)


def test_every_passage_lies_in_its_text(done):
    _, _, out = done
    texts = dict(submissions(300))
    rows = pq.read_table(out / "passages.parquet").to_pylist()
    assert {row["id"] for row in rows} == set(texts)
    for row in rows:
        passage = texts[row["id"]][row["start"] : row["end"]]
        assert passage
        assert passage == passage.strip()


def test_the_index_finds_passages(done):
    _, _, out = done
    hits = SearchIndex(out / "index").search("teachers villages")
    assert hits
    assert all("Teachers" in hit.text for hit in hits)


def test_the_bar_is_shown_to_those_who_wait(capsys, monkeypatch):
    monkeypatch.setattr(watching, "PATIENCE", 0.0)
    with watching.Terminal() as watch:
        watch.say("The text is read from column “comment”.")
        watch.begin("themes", 10)
        watch.advance(4)
        watch.say("Half of it [is] done.")
    told = capsys.readouterr().err
    assert "The text is read from column “comment”." in told
    assert "Half of it [is] done." in told

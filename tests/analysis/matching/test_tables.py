"""Tables are matched into a table; what cannot be read is counted and listed."""

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from dabir.analysis.errors import InputError
from dabir.analysis.matching.ranking import MOST
from dabir.analysis.matching.tables import match_tables
from dabir.analysis.runs.writing import whole_file
from dabir.analysis.schemas import MATCHES
from dabir.cli.main import main

CLAUSES = (
    "id,old,new\n"
    "q1,Ports open.,Ports open at sunrise each day.\n"
    "q1,Ports close.,Ports close at dusk.\n"
)
LETTERS = (
    '{"id": "c1", "text": "Let ports open at sunrise each day, please."}\n'
    '{"id": "c2", "text": "at dusk"}\n'
)


@pytest.fixture
def files(tmp_path):
    queries, candidates = tmp_path / "queries.csv", tmp_path / "candidates.jsonl"
    queries.write_text(CLAUSES)
    candidates.write_text(LETTERS)
    return queries, candidates, tmp_path / "matches.parquet"


def test_matches_changes_with_plain_texts(files):
    done = match_tables(*files)
    table = pq.read_table(files[2])
    assert table.schema.equals(MATCHES)
    first = [(row["query"], row["candidate"]) for row in table.to_pylist() if row["rank"] == 1]
    assert first == [("q1", "c1"), ("q1#1", "c2")]
    assert (done.queries, done.candidates, done.matched, done.listed) == (2, 2, 2, None)


def test_the_same_tables_give_the_same_bytes(files):
    match_tables(*files)
    before = files[2].read_bytes()
    match_tables(*files, threads=1)
    assert files[2].read_bytes() == before


def test_parquet_is_read_with_whatever_type_of_text(files, tmp_path):
    rows = {"id": ["c"], "text": ["Ports open at sunrise."]}
    for kind in (pa.string(), pa.large_string(), pa.dictionary(pa.int32(), pa.string())):
        table = pa.table({name: pa.array(each).cast(kind) for name, each in rows.items()})
        pq.write_table(table, tmp_path / "candidates.parquet")
        match_tables(files[0], tmp_path / "candidates.parquet", files[2])
        assert pq.read_table(files[2]).column("candidate").unique().to_pylist() == ["c"]


def test_what_cannot_be_read_is_counted_and_listed(files):
    queries, candidates, out = files
    queries.write_bytes(CLAUSES.encode() + b"q3,,\n,a,b\nq4,a,\xff\xfe\nq5\n")
    candidates.write_text(LETTERS + "not json\n")
    done = match_tables(*files)
    assert done.skipped == {
        "no-text": 1,
        "no-id": 1,
        "not-utf-8": 1,
        "wrong-number-of-cells": 1,
        "not-json": 1,
    }
    assert done.listed is not None
    listed = [
        (row["table"], row["row"], row["id"]) for row in pq.read_table(done.listed).to_pylist()
    ]
    assert listed == [
        ("queries", 2, "q3"),
        ("queries", 3, None),
        ("queries", 4, "q4"),
        ("queries", 5, None),
        ("candidates", 2, None),
    ]
    queries.write_text(CLAUSES)
    candidates.write_text(LETTERS)
    assert match_tables(*files).listed is None
    assert [each.name for each in out.parent.iterdir() if "skipped" in each.name] == []


def test_a_book_is_no_clause(files):
    files[1].write_text(LETTERS + '{"id": "book", "text": "' + "word " * 500_000 + '"}\n')
    done = match_tables(*files)
    assert done.skipped == {"too-large": 1}
    assert (done.candidates, done.matched) == (2, 2)


def test_ten_thousand_times_the_same_is_ranked_in_the_order_given(files):
    files[1].write_text('{"id": "c", "text": "Let ports open at sunrise."}\n' * 10_000)
    done = match_tables(*files, top=2)
    assert done.candidates == 10_000
    rows = pq.read_table(files[2]).filter(pc.field("query") == "q1").to_pylist()
    assert [row["candidate"] for row in rows] == ["c", "c#1"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "is empty"),
        ("id,words\na,b\n", "it has no text, but: id, words"),
        ("text\nb\n", "it has no id"),
        ("id,text\n,\n", "no row that can be read"),
    ],
)
def test_a_table_of_no_use_is_refused_in_a_sentence(files, content, said):
    files[1].with_name("bad.csv").write_text(content)
    with pytest.raises(InputError, match=said):
        match_tables(files[0], files[1].with_name("bad.csv"), files[2])
    assert not files[2].exists()


@pytest.mark.parametrize("name", ["matches.parquet", "matches.skipped.parquet"])
@pytest.mark.parametrize("which", ["queries", "candidates"])
def test_neither_table_is_written_over(files, name, which):
    table = pa.table({"id": ["a"], "text": ["Ports open at sunrise."]})
    pq.write_table(table, files[2].with_name(name))
    before = files[2].with_name(name).read_bytes()
    pair = {"queries": files[0], "candidates": files[1], which: files[2].with_name(name)}
    with pytest.raises(InputError, match="written over"):
        match_tables(pair["queries"], pair["candidates"], files[2])
    assert files[2].with_name(name).read_bytes() == before


def test_matches_do_not_go_into_a_folder_that_is_read(files, tmp_path):
    folder = tmp_path / "letters"
    folder.mkdir()
    files[1].rename(folder / files[1].name)
    with pytest.raises(InputError, match="in the folder that is read"):
        match_tables(files[0], folder, folder / "matches.parquet")
    assert match_tables(files[0], folder, files[2]).matched == 2


def test_the_command_says_what_it_did(files):
    queries, candidates, out = files
    run = CliRunner().invoke(main, ["match", str(queries), str(candidates), "--out", str(out)])
    assert run.exit_code == 0
    assert "2 of 2 queries match 2 candidates in" in run.output
    run = CliRunner().invoke(
        main, ["match", str(queries), str(candidates), "--out", str(out), "--least", "1"]
    )
    assert "0 of 2 queries match" in run.output
    assert pq.read_table(out).num_rows == 0


def test_the_command_ends_with_2_for_input_that_is_not_there(files, tmp_path):
    run = CliRunner().invoke(
        main, ["match", str(tmp_path / "nowhere"), str(files[1]), "--out", str(files[2])]
    )
    assert run.exit_code == 2
    assert "nowhere is not there" in run.output


def test_two_runs_do_not_write_one_file(files):
    out = files[2]
    command = ["match", *map(str, files[:2]), "--out", str(out)]
    with whole_file(out) as unfinished:
        unfinished.write_bytes(b"of the first")
        run = CliRunner().invoke(main, command)
        assert run.exit_code == 1
        assert f"Another run is writing {out}" in run.output
    assert out.read_bytes() == b"of the first"
    assert CliRunner().invoke(main, command).exit_code == 0
    assert not [each for each in out.parent.iterdir() if "unfinished" in each.name]


def test_a_place_that_cannot_be_written_is_said(files, tmp_path):
    command = ["match", *map(str, files[:2]), "--out", str(files[0] / "below" / "a-file")]
    run = CliRunner().invoke(main, command)
    assert run.exit_code == 1
    assert "cannot be written (" in run.output


def test_an_interrupted_matching_says_so_and_leaves_nothing(files, monkeypatch):
    def interrupt(*_given, **_named):
        raise KeyboardInterrupt

    monkeypatch.setattr("dabir.analysis.matching.tables.matches", interrupt)
    run = CliRunner().invoke(main, ["match", *map(str, files[:2]), "--out", str(files[2])])
    assert run.exit_code == 130
    assert "no matches were written" in run.output
    assert [each.name for each in files[2].parent.iterdir() if "matches" in each.name] == []


@pytest.mark.parametrize("top", [0, MOST + 1, 10**30])
def test_no_more_candidates_are_kept_than_are_surely_compared(files, top):
    with pytest.raises(InputError, match="Between 1 and"):
        match_tables(*files, top=top)
    assert not files[2].exists()
    command = ["match", *map(str, files[:2]), "--out", str(files[2]), "--top"]
    assert CliRunner().invoke(main, [*command, str(top)]).exit_code == 2
    assert CliRunner().invoke(main, [*command, str(MOST)]).exit_code == 0

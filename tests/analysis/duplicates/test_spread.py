"""The plan that any engine runs gives what the quick one of a single machine gives."""

from types import SimpleNamespace
from typing import ClassVar

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from dabir.analysis import analyse
from dabir.analysis.duplicates import FromParts, TooMuchError, find_duplicates, finding, table
from dabir.analysis.duplicates.spread import find_duplicates_on, finding_clusters
from dabir.analysis.engines import Parts
from dabir.analysis.engines.local import LocalEngine
from dabir.analysis.errors import InputError, RunError
from dabir.analysis.reading import Asked
from dabir.analysis.runs.watching import Unwatched
from dabir.analysis.schemas import SUBMISSIONS
from dabir.cli import main
from tests.analysis.duplicates.invented import invented, invented_parts
from tests.analysis.engines.tables_of_rows import parts_of


def test_any_engine_finds_the_same_bytes(tmp_path):
    submissions = invented_parts(tmp_path / "submissions", rows=1_500, parts=4)
    quick = find_duplicates(FromParts(submissions), tmp_path / "quick.parquet")
    # so little memory that rows are brought together in several parts
    with LocalEngine(memory=1 << 23) as engine:
        counts = find_duplicates_on(engine, submissions, tmp_path / "room", tmp_path / "spread")
    assert len(Parts(tmp_path / "room" / "edges", SUBMISSIONS).files) > 1
    assert counts == quick.counts
    assert counts["opposing"] > 0
    assert counts["campaigns"] > 10
    assert (tmp_path / "spread").read_bytes() == (tmp_path / "quick.parquet").read_bytes()


def test_rows_that_are_taken_in_pieces_are_the_same_rows(tmp_path, monkeypatch):
    submissions = invented_parts(tmp_path / "submissions", rows=400, parts=2)
    find_duplicates(FromParts(submissions), tmp_path / "whole.parquet")
    for module in (finding, finding_clusters):
        monkeypatch.setattr(module, "MOST_COPIES", 7)
    find_duplicates(FromParts(submissions), tmp_path / "pieces.parquet")
    with LocalEngine() as engine:
        find_duplicates_on(engine, submissions, tmp_path / "room", tmp_path / "spread.parquet")
    whole = (tmp_path / "whole.parquet").read_bytes()
    assert (tmp_path / "pieces.parquet").read_bytes() == whole
    assert (tmp_path / "spread.parquet").read_bytes() == whole


@pytest.mark.parametrize("texts", [[], ["", " ", ""], ["👍", "👍"], ["a b", "a b", "c"]])
def test_texts_with_few_words_or_none_are_treated_alike(tmp_path, texts):
    rows = [
        {"row": 10 * row, "id": f"s{row}", "text": text, "language": None}
        for row, text in enumerate(texts)
    ]
    submissions = parts_of(tmp_path / "submissions", SUBMISSIONS, [rows])
    quick = find_duplicates(FromParts(submissions), tmp_path / "quick.parquet")
    with LocalEngine() as engine:
        counts = find_duplicates_on(engine, submissions, tmp_path / "room", tmp_path / "spread")
    assert counts == quick.counts
    assert pq.read_table(tmp_path / "spread").equals(pq.read_table(tmp_path / "quick.parquet"))


def _any_other(name, *, scratch, threads, memory, watch):
    assert name == "spark"
    return LocalEngine(threads=threads, memory=memory, watch=watch)


@pytest.mark.parametrize("engine", ["local", "spark"])
def test_the_command_lists_the_rows_that_it_skips(engine, tmp_path, monkeypatch):
    monkeypatch.setattr(table, "open_engine", _any_other)
    rows = ["one two three", "", "one two three", " ", "four five six"]
    source, out = tmp_path / "in.parquet", tmp_path / "out.parquet"
    pq.write_table(pa.table({"id": list("abcde"), "text": rows}), source)
    result = CliRunner().invoke(
        main, ["duplicates", str(source), "--out", str(out), "--engine", engine]
    )
    assert result.exit_code == 0, result.output
    assert "2 rows have no text" in result.output
    assert f"listed in {tmp_path / 'out.skipped.parquet'}" in result.output
    assert pq.read_table(tmp_path / "out.skipped.parquet").to_pylist() == [
        {"row": 1, "id": "b", "reason": "no-text"},
        {"row": 3, "id": "d", "reason": "no-text"},
    ]
    # A later run that skips nothing leaves no list of another.
    pq.write_table(pa.table({"id": list("ac"), "text": [rows[0]] * 2}), source)
    table.find_in_table(source, Asked(), out, engine=engine, threads=1, say=lambda _: None)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["in.parquet", "out.parquet"]


def test_a_command_that_fails_leaves_no_folder_behind(tmp_path, monkeypatch):
    source = invented(tmp_path / "submissions.parquet", rows=50)

    def fails(*_, **__):
        raise RunError("no workers")

    monkeypatch.setattr(table, "open_engine", fails)
    with pytest.raises(RunError):
        table.find_in_table(
            source, Asked(), tmp_path / "out", engine="spark", threads=1, say=lambda _: None
        )
    assert list(tmp_path.iterdir()) == [source]


@pytest.mark.parametrize("name", ["out.parquet", "out.skipped.parquet"])
def test_the_input_is_not_written_over(name, tmp_path):
    source = invented(tmp_path / name, rows=50)
    before = source.read_bytes()
    with pytest.raises(InputError, match="written over"):
        table.find_in_table(
            source,
            Asked(),
            tmp_path / "out.parquet",
            engine="local",
            threads=1,
            say=lambda _: None,
        )
    assert source.read_bytes() == before


def test_what_does_not_fit_into_memory_is_found_in_parts(tmp_path):
    source = invented(tmp_path / "in.parquet", rows=1_500)
    found, said = {}, {}
    for memory in (1 << 30, 1 << 20):
        said[memory] = []
        found[memory] = table.find_in_table(
            source,
            Asked(),
            tmp_path / str(memory),
            engine="local",
            threads=2,
            say=said[memory].append,
            memory=memory,
        )
    assert found[1 << 20] == found[1 << 30]
    assert (tmp_path / str(1 << 20)).read_bytes() == (tmp_path / str(1 << 30)).read_bytes()
    assert [sentence for sentence in said[1 << 20] if sentence not in said[1 << 30]] == [
        str(TooMuchError(2 << 20, 1 << 20))
    ]
    assert len(said[1 << 20]) == len(said[1 << 30]) + 1
    assert len(list(tmp_path.iterdir())) == 3


def test_a_run_finds_in_parts_what_does_not_fit_into_memory(tmp_path):
    submissions = invented_parts(tmp_path / "submissions", rows=600, parts=2)

    class Watch(Unwatched):
        said: ClassVar[list[str]] = []

        def say(self, sentence):
            self.said.append(sentence)

    find_duplicates(FromParts(submissions), tmp_path / "quick.parquet")
    with LocalEngine(memory=1 << 20) as engine:
        work = SimpleNamespace(
            engine=engine,
            submissions=submissions,
            out=tmp_path,
            rooms=lambda stage: tmp_path / "rooms" / stage,
            threads=2,
            memory=1 << 19,
            watch=Watch(),
        )
        counts = analyse._find_duplicates(work)
    assert "in parts" in Watch.said[0]
    assert counts["rows"] == 600
    found = (tmp_path / "duplicates.parquet").read_bytes()
    assert found == (tmp_path / "quick.parquet").read_bytes()


def test_what_fits_nowhere_is_refused_with_what_it_needs(tmp_path):
    letter = " ".join(f"word{number}" for number in range(2_000))
    source, out = tmp_path / "in.parquet", tmp_path / "out.parquet"
    texts = [f"{letter} {number}" for number in range(200)]
    pq.write_table(pa.table({"id": [str(row) for row in range(200)], "text": texts}), source)
    with pytest.raises(RunError, match=r"need about \d+MB .* --memory \d+MB, or .*spark"):
        table.find_in_table(
            source, Asked(), out, engine="local", threads=1, say=lambda _: None, memory=1 << 20
        )
    assert list(tmp_path.iterdir()) == [source]


def test_the_command_says_and_writes_the_same_with_any_engine(tmp_path, monkeypatch):
    source = invented(tmp_path / "submissions.parquet", rows=600)

    monkeypatch.setattr(table, "open_engine", _any_other)
    found, said = {}, {}
    for engine in ("local", "spark"):
        said[engine] = []
        found[engine] = table.find_in_table(
            source,
            Asked(),
            tmp_path / engine,
            engine=engine,
            threads=1,
            say=said[engine].append,
        )
    assert said["spark"] == said["local"] != []
    assert found["spark"] == found["local"]
    assert (tmp_path / "spark").read_bytes() == (tmp_path / "local").read_bytes()
    assert not (tmp_path / ".spark.run").exists()

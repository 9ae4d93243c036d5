"""What people hand over by mistake, and what machines do to files: a sentence, or a listed skip."""

import json
import re
import subprocess
import sys
import time

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from dabir.analysis.reading import Asked, comma_separated, json_lines, read_submissions, rows
from dabir.analysis.reading import submissions as sorting
from dabir.analysis.runs.watching import Unwatched
from dabir.cli.main import main
from tests.analysis.tables import submissions, write_csv, write_json_lines, write_parquet

ASKED = Asked("text", "id")


def read(source, tmp_path, asked=ASKED):
    skipped = tmp_path / "skipped.parquet"
    found = read_submissions(source, asked, tmp_path / "read", skipped, Unwatched())
    kept = [row["id"] for batch in found.submissions.batches(["id"]) for row in batch.to_pylist()]
    lost = [(row["row"], row["reason"]) for row in pq.read_table(skipped).to_pylist()]
    assert found.rows == len(kept) + len(lost)
    return kept, lost


@pytest.fixture
def refused(tmp_path):
    """Returns what `dabir analyse` says of an input that it refuses."""

    def asked(source, *options):
        out = tmp_path / "out"
        done = CliRunner().invoke(main, ["analyse", str(source), "--out", str(out), *options])
        assert done.exit_code == 2, done.output
        assert {file.name for file in out.glob("*.*")} <= {".run", "skipped.parquet"}
        (sentence,) = [
            line for line in done.stderr.splitlines() if line.startswith("dabir analyse: ")
        ]
        return sentence

    return asked


def file_of(folder, name, content):
    path = folder / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("empty.csv", b"", "is empty"),
        ("empty.parquet", b"", "is empty"),
        ("head.csv", b"id,text\n", "no submission"),
        ("blank.csv", b"\n\n\n", "no table"),
        ("blank.jsonl", b"\n\n", "no JSON object"),
        ("list.json", b'[{"id": 1, "text": "x"}]', "one JSON list"),
        ("book.xlsx", b"PK\x03\x04rest", "save the sheet as CSV"),
        ("book.csv", b"PK\x03\x04rest", "save the sheet as CSV"),
        ("wide.csv", "id,text\n1,متن\n".encode("utf-16"), "UTF-16"),
        ("old.csv", "شناسه,متن\n1,متن\n".encode("windows-1256"), "not UTF-8"),
        ("packed.csv.gz", b"\x1f\x8b\x08rest", "unpack it"),
        ("letter.pdf", b"%PDF-1.7", "a PDF file"),
        ("noise", bytes(range(256)) * 20, "no table"),
        ("named.parquet", b"id,text\n1,x\n", "is none"),
        ("cut.parquet", b"PAR1" + b"\x00" * 50, "is damaged"),
        ("open.csv", b'"id,text\n1,x\n', "first line"),
        ("nothing.csv", b"id,text\n1,\n2,  \n", "no submission.*2 no-text"),
    ],
)
def test_what_is_no_table_is_refused_with_one_sentence(name, content, says, refused, tmp_path):
    assert re.search(says, refused(file_of(tmp_path, name, content)))


def test_what_is_not_there_is_refused(refused, tmp_path):
    assert "is not there" in refused(tmp_path / "nowhere.csv")
    folder = tmp_path / "folder"
    folder.mkdir()
    assert "holds no .csv" in refused(folder)


@pytest.mark.parametrize("option", ["--text", "--id", "--lang", "--stance"])
def test_a_column_that_is_missing_is_named_beside_those_that_are_there(option, refused, tmp_path):
    source = write_csv(tmp_path / "table.csv", submissions(3))
    said = refused(source, option, "words")
    assert "no column “words”" in said
    assert "“id”, “text”" in said


def test_two_columns_of_one_name_are_refused_when_they_are_asked_for(refused, tmp_path):
    source = write_csv(tmp_path / "table.csv", [("1", "a", "b")], head=("id", "text", "text"))
    assert "two columns “text”" in refused(source, "--text", "text")


def test_two_columns_of_one_name_are_refused_in_parquet_too(refused, tmp_path):
    source = tmp_path / "table.parquet"
    columns = [pa.array(["one"]), pa.array(["two"]), pa.array(["a long text"])]
    pq.write_table(pa.table(columns, ["text", "text", "other"]), source)
    assert "two columns “text”" in refused(source, "--text", "text")


def test_a_column_that_holds_no_text_is_refused(refused, tmp_path):
    source = tmp_path / "table.parquet"
    pq.write_table(pa.table({"id": ["a"], "text": [["a", "list"]]}), source)
    assert "not text" in refused(source, "--text", "text")


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--memory", "much"), "no amount of memory"),
        (("--engine", "cluster"), "cluster"),
        (("--endpoint", "nowhere"), "nowhere"),
    ],
)
def test_options_that_say_nothing_are_refused(options, says, refused, tmp_path):
    assert says in refused(write_csv(tmp_path / "table.csv", submissions(3)), *options)


def test_files_of_a_folder_with_other_columns_are_refused(refused, tmp_path):
    folder = tmp_path / "folder"
    folder.mkdir()
    write_csv(folder / "a.csv", submissions(3))
    write_csv(folder / "b.csv", submissions(3), head=("id", "words"))
    assert "other columns" in refused(folder)
    write_json_lines(folder / "c.jsonl", submissions(3))
    assert "several kinds" in refused(folder)


def test_files_of_a_folder_are_read_in_the_order_of_their_names(tmp_path):
    folder = tmp_path / "folder"
    folder.mkdir()
    listed = submissions(9)
    write_parquet(folder / "b.parquet", listed[4:])
    write_parquet(folder / "a.parquet", listed[:4])
    file_of(folder, "_SUCCESS", b"")
    assert read(folder, tmp_path) == ([name for name, _ in listed], [])


def test_a_row_that_is_not_utf_8_is_that_rows_trouble_alone(tmp_path):
    source = file_of(
        tmp_path, "table.csv", b"id,text\n1,good\n2,b\xffd\n3,good\n\xfe,good\n5,good\n"
    )
    assert read(source, tmp_path) == (["1", "3", "#3", "5"], [(1, "not-utf-8")])
    lines = (
        b'{"id": 1, "text": "good"}\n{"id": 2, "text": "b\xffd"}\n{"id": 3, "text": "\\ud800"}\n'
    )
    source = file_of(tmp_path, "table.jsonl", lines)
    assert read(source, tmp_path) == (["1"], [(1, "not-utf-8"), (2, "not-utf-8")])
    source = tmp_path / "table.parquet"
    texts = pa.array([b"good", b"b\xffd", None], pa.binary())
    pq.write_table(pa.table({"id": [1, 2, 3], "text": texts}), source)
    assert read(source, tmp_path) == (["1"], [(1, "not-utf-8"), (2, "no-text")])


def test_lines_that_are_no_object_with_text_are_listed(tmp_path):
    lines = [
        '{"id": "a", "text": "good"}',
        "{",
        "[1]",
        "7",
        '{"id": "b"}',
        '{"id": "c", "text": ["x"]}',
        '{"text": "good"}',
        '{"id": "d", "text": 12}',
        "[" * 100_000,
        '{"id": "e", "text": "\\u0000"}',
        '{"id": {"no": 5}, "text": "good"}',
        '{"id": "\\udc00", "text": "good"}',
        '{"id": "f", "text": true}',
    ]
    source = file_of(tmp_path, "table.jsonl", "\n\n".join(lines).encode())
    kept, lost = read(source, tmp_path)
    assert kept == ["a", "#6", "d", "e", '{"no": 5}', "#11"]
    assert lost == [
        (1, "not-json"),
        (2, "not-json"),
        (3, "not-json"),
        (4, "no-text"),
        (5, "not-text"),
        (8, "not-json"),
        (12, "not-text"),
    ]


def test_a_quotation_mark_that_does_not_close_swallows_no_rows(tmp_path):
    body = b'id,text\n1,good\n2,"open\n3,good\n4,good\n'
    assert read(file_of(tmp_path, "end.csv", body), tmp_path) == (
        ["1", "3", "4"],
        [(1, "broken-quotes")],
    )
    body = b'id,text\n1,good\n2,"open\n3,"good"\n4,good\n'
    kept, lost = read(file_of(tmp_path, "middle.csv", body), tmp_path)
    assert kept == ["1", "3", "4"]
    assert lost == [(1, "broken-quotes")]


def test_rows_with_more_or_fewer_cells_are_listed(tmp_path):
    body = b'id;text\r\n1;good\r\n2\r\n3;go;od\r\n\r\n4;"go;\r\nod"\r\n'
    assert read(file_of(tmp_path, "table.csv", body), tmp_path) == (
        ["1", "4"],
        [(1, "wrong-number-of-cells"), (2, "wrong-number-of-cells")],
    )


@pytest.fixture
def small(monkeypatch):
    """Cells of more than a thousand bytes are too large, and windows are that small, too."""
    monkeypatch.setattr(comma_separated, "LARGEST_CELL", 1000)
    monkeypatch.setattr(comma_separated, "LARGEST_ROW", 4000)
    monkeypatch.setattr(comma_separated, "STRETCH", 500)
    monkeypatch.setattr(json_lines, "LARGEST_ROW", 4000)
    monkeypatch.setattr(sorting, "LARGEST_CELL", 1000)


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("size", [999, 1001, 3999, 4001, 50_000])
@pytest.mark.parametrize("mark", ["", '"'])
def test_a_cell_that_is_too_large_is_skipped_and_never_held(size, mark, tmp_path):
    inner = "a\n,,b" if mark else "ab"
    large = (inner * size)[:size].rstrip('",\n').ljust(size, "x")
    body = f"id,text\n1,good\n2,{mark}{large}{mark}\n3,good\n"
    kept, lost = read(file_of(tmp_path, "table.csv", body.encode()), tmp_path)
    assert (kept, lost) == (
        (["1", "2", "3"], []) if size < 1000 else (["1", "3"], [(1, "too-large")])
    )
    lines = "".join(
        json.dumps({"id": name, "text": text}) + "\n"
        for name, text in (("1", "good"), ("2", large), ("3", "good"))
    )
    assert read(file_of(tmp_path, "table.jsonl", lines.encode()), tmp_path) == (kept, lost)


@pytest.mark.usefixtures("small")
def test_a_large_cell_that_never_closes_costs_its_own_line(tmp_path):
    body = 'id,text\n1,good\n2,"' + "open " * 2000 + "\n" + "3,good\n" * 1500
    kept, lost = read(file_of(tmp_path, "table.csv", body.encode()), tmp_path)
    assert len(kept) == 1501
    assert lost == [(1, "broken-quotes")]


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    "between", ["{},good\n", "words of a text\n"], ids=["rows", "lines of a text"]
)
def test_a_slip_far_behind_an_open_quotation_mark_swallows_no_rows(between, tmp_path):
    lines = [between.format(at) for at in range(3, 903)]
    body = '1,good\n2,"open\n' + "".join(lines) + '903,"good"\n904,good\n'
    kept, lost = read(file_of(tmp_path, "table.csv", b"id,text\n" + body.encode()), tmp_path)
    whole = [line.split(",")[0] for line in lines if "," in line]
    assert kept == ["1", *whole, "903", "904"]
    assert lost[0] == (1, "broken-quotes")
    assert {reason for _, reason in lost[1:]} <= {"wrong-number-of-cells"}


@pytest.mark.usefixtures("small")
def test_a_slip_that_a_later_quotation_mark_seems_to_close_swallows_no_rows(tmp_path):
    def read_body(lines):
        body = "".join(["id,text,lang\n", '2,"open,en\n', *lines, "8,good,en\n"])
        return read(file_of(tmp_path, "table.csv", body.encode()), tmp_path)

    few = ["3,good,en\n", "4,good,en\n", '6",good,en\n']
    assert read_body(few) == (["3", "4", '6"', "8"], [(0, "broken-quotes")])
    for count in (100, 600):  # a cell, and a row, that would be too large
        many = [f"{at},good,en\n" for at in range(100, 100 + count)]
        kept, lost = read_body([*many, '7,about 6",en\n'])
        assert kept == [*(line[:3] for line in many), "7", "8"]
        assert lost == [(0, "broken-quotes")]
    # a text of several lines whose row lacks a cell stays one row
    text = ['5,"one\n', "and, two\n", 'three"\n']
    assert read_body(text) == (["8"], [(0, "broken-quotes"), (1, "wrong-number-of-cells")])


def test_a_row_with_a_stray_quotation_mark_is_lost_alone(tmp_path):
    body = b'id,text\n1,good\n2,"a"b,"c"\n"3"x,"go""od"\n4,"go\nod"\n5,"a" "b"\n6,good\n'
    assert read(file_of(tmp_path, "table.csv", body), tmp_path) == (
        ["1", "4", "6"],
        [(1, "broken-quotes"), (2, "broken-quotes"), (4, "broken-quotes")],
    )
    body = b'id,text\r1,good\r2,"open\r3,good\r'  # lines as they ended long ago
    assert read(file_of(tmp_path, "old.csv", body), tmp_path) == (
        ["1", "3"],
        [(1, "broken-quotes")],
    )


@pytest.mark.parametrize("size", [100_000, 500])
def test_rows_that_never_close_are_read_in_a_time_that_grows_with_their_number(
    size, tmp_path, monkeypatch
):
    monkeypatch.setattr(comma_separated, "STRETCH", size)
    monkeypatch.setattr(comma_separated, "LARGEST_ROW", size * 8)
    body = b"id,text\n1,good\n" + b'x","y\n' * 100_000 + b"2,good\n"
    begun = time.monotonic()
    kept, lost = read(file_of(tmp_path, "table.csv", body), tmp_path)
    assert time.monotonic() - begun < 10
    assert (kept, len(lost)) == (["1", "2"], 100_000)


@pytest.mark.usefixtures("small")
def test_columns_are_guessed_though_the_first_rows_are_damaged(tmp_path):
    body = b"id,text\n1," + b"x" * 9000 + b"\n2,a good text\n"
    kept, lost = read(file_of(tmp_path, "table.csv", body), tmp_path, Asked())
    assert (kept, lost) == (["2"], [(0, "too-large")])


@pytest.mark.usefixtures("small")
def test_windows_cut_no_row(tmp_path):
    listed = [(f"s{at}", f'{at} "said",\r\n' + "x" * (at % 470)) for at in range(400)]
    source = write_csv(tmp_path / "table.csv", listed)
    found = read_submissions(
        source, ASKED, tmp_path / "read", tmp_path / "skipped.parquet", Unwatched()
    )
    read_again = [
        (row["id"], row["text"])
        for batch in found.submissions.batches()
        for row in batch.to_pylist()
    ]
    assert read_again == listed


@pytest.mark.nightly
def test_a_cell_of_200_megabytes_takes_little_memory(tmp_path):
    source = tmp_path / "table.csv"
    with source.open("wb") as opened:
        opened.write(b"id,text\n1,good\n2,")
        for _ in range(200):
            opened.write(b"x" * rows.MEGABYTE)
        opened.write(b"\n3,good\n")
    program = (
        "import resource, sys; from pathlib import Path;"
        "from dabir.analysis.reading import Asked, read_submissions;"
        "from dabir.analysis.runs.watching import Unwatched;"
        "read_submissions(*map(Path, sys.argv[1:2]), Asked('text', 'id'),"
        " *map(Path, sys.argv[2:]), Unwatched());"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)"
    )

    def megabytes(source):
        given = [source, tmp_path / f"{source.name}-read", tmp_path / f"{source.name}-skipped"]
        ran = subprocess.run(
            [sys.executable, "-c", program, *given], capture_output=True, text=True, check=True
        )
        return int(ran.stdout)

    plain = write_csv(tmp_path / "plain.csv", submissions(2))
    assert megabytes(source) - megabytes(plain) < 200


def test_ids_that_occur_again_get_their_row_and_nothing_is_merged(tmp_path):
    listed = [("a", "one"), ("b", "two"), ("a", "three"), ("a#2", "four"), ("a", "five")]
    kept, lost = read(write_csv(tmp_path / "table.csv", listed), tmp_path)
    assert kept == ["a", "b", "a#2#", "a#2", "a#4"]
    assert lost == []


class Hearing(Unwatched):
    def __init__(self):
        self.heard = []

    def say(self, sentence):
        self.heard.append(sentence)


def test_columns_are_guessed_and_said(tmp_path):
    source = write_csv(
        tmp_path / "table.csv",
        [("7", "1402", "A long comment on something", "fa-IR"), ("8", "1402", "Another one", "EN")],
        head=("ID", "year", "comment", "lang"),
    )
    watch = Hearing()
    found = read_submissions(source, Asked(), tmp_path / "read", tmp_path / "skipped", watch)
    listed = [row for batch in found.submissions.batches() for row in batch.to_pylist()]
    assert [(row["id"], row["language"]) for row in listed] == [("7", "fa"), ("8", "en")]
    assert [sentence.split("“")[1].split("”")[0] for sentence in watch.heard] == [
        "comment",
        "ID",
        "lang",
    ]


def test_an_id_column_that_repeats_is_not_guessed(tmp_path):
    source = write_csv(tmp_path / "table.csv", [("x", "first text"), ("x", "second text")])
    assert read(source, tmp_path, Asked())[0] == ["0", "1"]

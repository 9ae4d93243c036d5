import csv
import io
import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabir.analysis.errors import InputError
from dabir.analysis.reading import Asked, read_submissions
from dabir.analysis.runs.watching import Unwatched
from tests.analysis.tables import submissions, write_csv, write_json_lines, write_parquet

LETTERS = st.text(
    st.characters(exclude_categories=["Cs"]) | st.sampled_from('",;\t\r\n abم\u200c'), max_size=12
)


class Heard(Unwatched):
    def __init__(self):
        self.sentences = []

    def say(self, sentence):
        self.sentences.append(sentence)


def read(source, tmp_path, asked=Asked(), watch=None):  # noqa: B008 (frozen)
    into = tmp_path / "read"
    found = read_submissions(
        source, asked, into, tmp_path / "skipped.parquet", watch or Unwatched()
    )
    rows = [row for batch in found.submissions.batches() for row in batch.to_pylist()]
    return found, rows, pq.read_table(tmp_path / "skipped.parquet").to_pylist()


@pytest.mark.parametrize("write", [write_csv, write_json_lines, write_parquet])
def test_reads_the_same_from_every_kind_of_file(write, tmp_path):
    listed = [*submissions(50), ("q", 'She said "no",\r\nand left; \tthen came back.')]
    _, rows, skipped = read(write(tmp_path / "table", listed), tmp_path)
    assert [(row["id"], row["text"]) for row in rows] == listed
    assert [row["row"] for row in rows] == list(range(51))
    assert skipped == []


@given(rows=st.lists(st.tuples(LETTERS, LETTERS), max_size=8), mark=st.booleans())
def test_takes_apart_what_python_writes(rows, mark, tmp_path_factory):
    tmp_path = tmp_path_factory.mktemp("table")
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    # a column that is never empty, so that no row is a blank line
    writer.writerows([("n", "text", "id"), *(("n", text, name) for text, name in rows), "nxy"])
    source = tmp_path / "table.csv"
    source.write_bytes((b"\xef\xbb\xbf" if mark else b"") + written.getvalue().encode())
    _, found, skipped = read(source, tmp_path, Asked("text", "id"))
    by_row = {row["row"]: (row["text"], row["id"].split("#")[0]) for row in found}
    for place, (text, name) in enumerate([*rows, ("x", "y")]):
        if text.strip():
            assert by_row[place] == (text, name.split("#")[0] if name.strip() else "")
        else:
            assert place in {row["row"] for row in skipped}
    assert len(found) + len(skipped) == len(rows) + 1


@given(
    body=st.lists(
        st.sampled_from([b",", b'"', b"\n", b"\r\n", b"a", b"\xff", b"\xd8\xa7", b'""', b" "]),
        max_size=60,
    ).map(b"".join)
)
def test_every_line_of_any_bytes_is_read_or_listed(body, tmp_path_factory):
    tmp_path = tmp_path_factory.mktemp("bytes")
    source = tmp_path / "table.csv"
    # the last row closes whatever quotation mark was open, and is not to be lost
    source.write_bytes(b"id,text\n" + body + b"\nlast,row\n")
    found, rows, skipped = read(source, tmp_path, Asked("text", "id"))
    assert sorted(row["row"] for row in [*rows, *skipped]) == list(range(found.rows))
    assert body.count(b'"') or rows[-1]["text"] == "row"
    lines = [line for line in body.replace(b"\r", b"\n").split(b"\n") if line]
    assert body.count(b'"') or found.rows == len(lines) + 1


def test_finds_the_text_beside_columns_that_hold_no_text(tmp_path):
    row = {"nr": 1, "title": "Roads", "text": "The road floods every winter.", "verified": True}
    listed = [row | {"tags": ["a", "b"], "lang": {}}, row | {"nr": 2, "tags": [], "lang": {}}]
    lines = tmp_path / "table.jsonl"
    lines.write_text("".join(f"{json.dumps(each)}\n" for each in listed))
    parquet = tmp_path / "table.parquet"
    wide = pa.table({name: [each[name] for each in listed] for name in row} | {"tags": [["a"], []]})
    pq.write_table(wide, parquet)
    for source in (lines, parquet):
        found, rows, skipped = read(source, tmp_path)
        assert (found.columns.text, found.columns.language, skipped) == ("text", None, [])
        assert [each["text"] for each in rows] == [row["text"]] * 2
    found, rows, _ = read(parquet, tmp_path, Asked("text", "nr"))
    assert [each["id"] for each in rows] == ["1", "2"]
    with pytest.raises(InputError, match="tags"):
        read(parquet, tmp_path, Asked("tags"))


def test_stances_are_read_however_they_are_spelt(tmp_path):
    written = {
        "for": [
            "for",
            "For",
            " SUPPORT ",
            "strongly-agree",
            "Yes",
            "موافق",
            "موافقم",
            "كاملا موافق",
        ],
        "against": ["oppose", "Disagree", "AGAINST", "no", "مخالف", "مُخالفم", "معارض"],
        "neutral": ["Neutral", "abstain", "ممتنع", "بی‌طرف", "بي طرف"],
        "mixed": ["mixed", "For and against"],
        "Undecided yet": ["Undecided yet", "undecided  yet"],
        "موافق مشروط": ["موافق مشروط", "موافق مشروط"],
        "+": ["+"],
    }
    listed = [
        {"text": f"text {word}", "side": word} for words in written.values() for word in words
    ]
    listed += [{"text": "silent", "side": "  "}, {"text": "", "side": "for"}]
    source = tmp_path / "table.jsonl"
    source.write_text("".join(f"{json.dumps(each)}\n" for each in listed))
    found, rows, _ = read(source, tmp_path, Asked(stance="side"))
    read_as = {row["text"].removeprefix("text "): row["stance"] for row in rows}
    for side, words in written.items():
        assert {read_as[word] for word in words} == {side}
    assert read_as["silent"] is None
    assert found.stances["for"] == {word.strip(): 1 for word in written["for"]}
    assert found.stances["موافق مشروط"] == {"موافق مشروط": 2}
    assert sum(map(len, found.stances.values())) == sum(map(len, written.values())) - 1


def test_a_column_of_many_stances_is_kept_as_it_is_and_not_remembered(tmp_path):
    source = tmp_path / "table.csv"
    source.write_text("text,side\n" + "".join(f"text {at},side {at}\n" for at in range(500)))
    found, rows, _ = read(source, tmp_path, Asked("text", stance="side"))
    assert [row["stance"] for row in rows] == [f"side {at}" for at in range(500)]
    assert (len(found.stances), found.other_stances) == (200, 300)


@pytest.mark.parametrize("asked", [Asked("text", "id"), Asked()], ids=["named", "guessed"])
@pytest.mark.parametrize("write", [write_csv, write_json_lines, write_parquet])
def test_no_row_is_lost_for_want_of_an_id(write, asked, tmp_path):
    names = ["1", "", "2", None if write is not write_csv else "", "  ", "5", "6", "7", "#1", "8"]
    listed = [(name, f"text number {at}") for at, name in enumerate(names)]
    watch = Heard()
    found, rows, _ = read(write(tmp_path / "table", listed), tmp_path, asked, watch)
    ids = [row["id"] for row in rows]
    assert ids == ["1", "#1", "2", "#3", "#4", "5", "6", "7", "#1#8", "8"]
    assert (found.rows, found.skipped, found.named, found.renamed) == (10, {}, 3, 1)
    assert watch.sentences[-1].startswith("3 rows have no id that can be read")


def test_an_id_column_that_is_mostly_empty_is_not_guessed(tmp_path):
    source = write_csv(tmp_path / "table.csv", [("x", "first text"), ("", "second"), ("", "third")])
    assert [row["id"] for row in read(source, tmp_path)[1]] == ["0", "1", "2"]


def test_files_of_a_folder_that_are_not_read_are_told(tmp_path):
    folder = tmp_path / "folder"
    (folder / "parts.csv").mkdir(parents=True)  # as Spark writes a table
    write_csv(folder / "parts.csv" / "part-0.csv", submissions(3))
    for name in ("_SUCCESS", ".part-0.csv.crc", "more.csv.gz", "notes.txt"):
        (folder / name).write_bytes(b"words")
    watch = Heard()
    found, _, _ = read(folder, tmp_path, Asked("text", "id"), watch)
    assert found.rows == 3
    assert watch.sentences[0].startswith("2 files of the folder are not read")
    assert "“more.csv.gz”" in watch.sentences[0]


def test_columns_without_a_name_are_ignored(tmp_path):
    source = tmp_path / "table.csv"
    source.write_text("id,text,,\na,The road floods.,,\nb,The road is dry.,,x\n")
    found, rows, skipped = read(source, tmp_path)
    assert (found.columns.text, found.columns.id, skipped) == ("text", "id", [])
    assert [row["id"] for row in rows] == ["a", "b"]


def test_a_text_is_not_guessed_where_no_column_holds_any(tmp_path):
    source = tmp_path / "table.jsonl"
    source.write_text('{"tags": ["a"], "note": null}\n' * 2)
    with pytest.raises(InputError, match="no column that could hold the text"):
        read(source, tmp_path)

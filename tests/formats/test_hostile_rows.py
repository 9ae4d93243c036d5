"""Tables, lists, mailboxes and archives that were made to do harm, or that broke on the way."""

import io
import json
import random
import resource
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dabir.formats.errors import (
    Damaged,
    Encrypted,
    NoRows,
    NoTable,
    SuspiciousArchive,
    TooWide,
    Unreadable,
)
from dabir.formats.rows import Row, open_rows
from dabir.formats.rows.source import LONGEST_CELL, MOST_COLUMNS
from tests.formats.builders import packed
from tests.formats.test_rows import EVERY_FORMAT, workbook

NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
NAMES = ["data.csv", "data.xlsx", "data.jsonl", "data.json", "data.mbox", "data.zip", "data"]


def read(data: bytes, name: str = "data") -> list[Row] | None:
    """Every row of a file, or None where it is refused; anything else is a fault."""
    try:
        return list(open_rows(data, name))
    except Unreadable:
        return None


def book(sheet: str, *, workbook_xml: str = "", strings: str = "") -> bytes:
    """A workbook written by hand."""
    members: dict[str, str | bytes] = {
        "xl/workbook.xml": workbook_xml or f'<workbook xmlns="{NAMESPACE}"/>',
        "xl/worksheets/sheet1.xml": sheet,
    }
    if strings:
        members["xl/sharedStrings.xml"] = strings
    return packed(members)


def sheet(rows: str) -> str:
    return f'<worksheet xmlns="{NAMESPACE}"><sheetData>{rows}</sheetData></worksheet>'


class TestAnyBytes:
    @given(st.binary(max_size=400), st.sampled_from(NAMES))
    @example(b"From ", "data")
    @example(b"[", "data")
    @example(b"{", "data")
    @example(b'{"a":"\\ud800"}\n', "data")
    @example(b"\xff\xfea\x00,\x00", "data.csv")
    def test_are_read_or_refused(self, data: bytes, name: str) -> None:
        read(data, name)

    @given(st.text(alphabet='a"\n,;\r\t{}[]:\u200cی\x00', max_size=200))
    def test_of_text_are_read_or_refused(self, text: str) -> None:
        read(text.encode())

    @settings(max_examples=60)
    @given(st.sampled_from(sorted(EVERY_FORMAT)), st.randoms(use_true_random=False))
    def test_of_a_broken_file_are_read_or_refused(self, kind: str, chance: random.Random) -> None:
        data = bytearray(EVERY_FORMAT[kind])
        for _ in range(chance.randint(1, 8)):
            place = chance.randrange(len(data))
            data[place : place + chance.randint(0, 3)] = bytes(
                chance.randrange(256) for _ in range(chance.randint(0, 3))
            )
        read(bytes(data[: chance.randint(1, len(data))]), f"data.{kind}")

    @given(st.lists(st.text(max_size=20), min_size=1, max_size=4))
    def test_give_cells_that_every_database_keeps(self, cells: list[str]) -> None:
        data = json.dumps({cell: cell for cell in cells}).encode() + b"\n"
        for row in read(data) or []:
            for text in (*row.values, *row.values.values()):
                assert "\x00" not in text
                text.encode()


class TestTables:
    def test_refuses_a_million_columns(self) -> None:
        with pytest.raises(TooWide):
            open_rows(b"a," * 1_000_000 + b"\n1\n", "x.csv")

    def test_refuses_a_sheet_of_all_columns(self) -> None:
        cells = [(0, place, "a") for place in range(MOST_COLUMNS + 1)]
        with pytest.raises(TooWide):
            open_rows(workbook([*cells, (1, 0, "x")]), "x.xlsx")

    def test_reads_on_after_a_cell_without_end(self) -> None:
        rows = read(b"a,b\n1," + b"x" * (5 * LONGEST_CELL) + b"\n2,y\n")
        assert rows is not None
        assert [(row.number, row.problem and row.problem.code) for row in rows] == [
            (2, "long-cell"),
            (3, None),
        ]
        assert len(rows[0].raw) <= 32_000

    def test_reads_on_after_a_quote_without_end(self) -> None:
        rows = read(b'a,b\n1,"' + b"x\n" * LONGEST_CELL + b"2,y\n")
        assert rows is not None
        assert rows[0].problem is not None
        assert rows[-1].values == {"a": "2", "b": "y"}

    def test_leaves_zeros_out(self) -> None:
        rows = read(b"name,comment\n" + b"maryam,a comment of some length\n" * 20 + b"a,x\x00y\n")
        assert rows is not None
        assert rows[-1].values["comment"] == "xy"


class TestWorkbooks:
    def test_the_last_cell_of_a_sheet_costs_no_memory(self) -> None:
        far = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'
        data = book(sheet(f'<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row>{far}'))
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        rows = read(data)
        assert rows is not None
        assert [row.problem and row.problem.code for row in rows] == ["extra-cells"]
        assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000

    def test_refuses_entities(self) -> None:
        bomb = (
            '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
            f'<worksheet xmlns="{NAMESPACE}"><sheetData><row><c t="str"><v>&b;</v></c></row>'
            "</sheetData></worksheet>"
        )
        with pytest.raises(SuspiciousArchive):
            open_rows(book(bomb), "x.xlsx")

    def test_refuses_a_workbook_of_files_and_addresses_elsewhere(self) -> None:
        relation = (
            "<Relationships><Relationship Id='r' Target='../../../etc/passwd'/></Relationships>"
        )
        sheets = "<sheets><sheet r:id='r'/></sheets>"
        named = f"<workbook xmlns:r='x' xmlns='{NAMESPACE}'>{sheets}</workbook>"
        data = packed({"xl/workbook.xml": named, "xl/_rels/workbook.xml.rels": relation})
        with pytest.raises(NoRows):
            open_rows(data, "x.xlsx")

    @pytest.mark.parametrize(
        "inside",
        [
            "<x>" * 100_000,
            '<row><c r="AAA0000001" s="99999" t="s"><v>-1</v></c></row>' * 20,
            '<row r="99999999999999999999"><c><v>1e999</v></c><c><v>nan</v></c></row>' * 2,
            '<row><c t="s"><v>' + "9" * 100_000 + "</v></c></row>",
            f'<row><c t="str"><v>{"x" * (LONGEST_CELL + 10)}</v></c></row>' * 2,
        ],
    )
    def test_reads_or_refuses_what_no_program_writes(self, inside: str) -> None:
        read(book(sheet(inside)), "x.xlsx")

    def test_refuses_a_sheet_that_packs_a_thousandfold(self) -> None:
        bomb = sheet('<row><c t="str"><v>x</v></c></row>' * 500_000)
        with pytest.raises(SuspiciousArchive):
            open_rows(book(bomb), "x.xlsx")

    def test_refuses_a_tag_without_end(self) -> None:
        noise = random.Random(1).randbytes(9_000_000).hex()
        with pytest.raises((SuspiciousArchive, Damaged)):
            open_rows(book(f'<worksheet a="{noise}'), "x.xlsx")


class TestObjects:
    def test_tells_objects_too_deep_to_be_read(self) -> None:
        rows = read(b'{"a":' * 100_000 + b"1" + b"}" * 100_000 + b'\n{"a": 1}\n')
        assert rows is not None
        assert [row.problem and row.problem.code for row in rows] == ["no-object", None]

    def test_refuses_an_array_too_deep_to_be_read(self) -> None:
        with pytest.raises(Damaged):
            list(open_rows(b"[" * 100_000 + b"]" * 100_000, "x.json"))

    def test_refuses_an_array_whose_element_does_not_end(self) -> None:
        with pytest.raises(Damaged):
            open_rows(b'[{"a": "' + b"x" * 20_000_000, "x.json")

    def test_refuses_an_array_that_breaks_off(self) -> None:
        with pytest.raises(Damaged):
            list(open_rows(b'[{"a": 1}, {"a": 2}', "x.json"))

    def test_bounds_what_nested_values_become(self) -> None:
        wide = {str(n): {str(m): m for m in range(50)} for n in range(50)}
        (row,) = read(json.dumps(wide).encode() + b"\n") or []
        assert row.problem is not None


class TestMailboxes:
    def test_tells_a_message_that_is_too_large_and_reads_on(self) -> None:
        large = b"From a\nSubject: large\n\n" + (b"x" * 1000 + b"\n") * 21_000
        rows = read(large + b"\nFrom b\nSubject: small\n\nHello\n")
        assert rows is not None
        assert [row.problem is None for row in rows] == [False, True]

    def test_tells_a_message_of_ten_thousand_parts(self) -> None:
        part = b"--b\nContent-Type: text/plain\n\nx\n"
        data = (
            b"From a\nFrom: a@example.org\nMIME-Version: 1.0\n"
            b"Content-Type: multipart/mixed; boundary=b\n\n" + part * 10_000 + b"--b--\n"
        )
        (row,) = read(data) or []
        assert row.problem is not None


class TestArchives:
    def test_refuses_a_locked_archive(self) -> None:
        data = bytearray(packed({"a.txt": "x"}))
        data[6] |= 1
        data[data.rindex(b"PK\x01\x02") + 8] |= 1
        with pytest.raises(Encrypted):
            open_rows(bytes(data), "x.zip")

    def test_refuses_a_bomb(self) -> None:
        with pytest.raises(SuspiciousArchive):
            open_rows(packed({"a.txt": b"\x00" * 30_000_000}), "x.zip")

    def test_refuses_a_bomb_among_tables(self) -> None:
        with pytest.raises(SuspiciousArchive):
            open_rows(packed({"a.csv": b"a,b\n" + b"1,2\n" * 10_000_000}), "x.zip")

    def test_refuses_more_documents_than_anybody_sends(self) -> None:
        data = packed({f"{n}.txt": "" for n in range(20_001)}, method=zipfile.ZIP_STORED)
        with pytest.raises(SuspiciousArchive):
            open_rows(data, "x.zip")

    def test_does_not_open_archives_within(self) -> None:
        inner = packed({"a.zip": packed({"b.csv": "a\n1\n"})})
        (row,) = read(inner) or []
        assert row.values["file"] == "a.zip"

    def test_a_table_that_is_an_archive_is_refused(self) -> None:
        with pytest.raises(NoTable):
            open_rows(packed({"a.csv": packed({"b.csv": "a\n1\n"})}), "x.zip")

    def test_names_lead_nowhere(self) -> None:
        (row,) = read(packed({"../../etc/passwd.txt": "x"})) or []
        assert row.files[0][0] == "passwd.txt"


@pytest.mark.parametrize(
    ("name", "line", "head"),
    [
        ("x.csv", lambda n: f"{n},a comment of some length\n", "id,text\n"),
        ("x.jsonl", lambda n: f'{{"id": {n}, "text": "a comment of some length"}}\n', ""),
    ],
)
def test_memory_does_not_grow_with_the_file(
    tmp_path: Path, name: str, line: Callable[[int], str], head: str
) -> None:
    path = tmp_path / name
    with io.TextIOWrapper(path.open("wb")) as file:
        file.write(head)
        for number in range(100_000):
            file.write(line(number))
    list(open_rows(path, name).rows_from(99_000))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert sum(1 for _row in open_rows(path, name)) == 100_000
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20_000

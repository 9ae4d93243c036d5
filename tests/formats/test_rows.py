"""Rows out of tables, lists of objects, mailboxes and archives, as people send them."""

import csv
import io
import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from dabir.formats.documents import Sheet
from dabir.formats.errors import EmptyFile, NoRows, NoTable, OpenQuote
from dabir.formats.rows import Row, open_rows
from dabir.formats.sheet_writing import write_xlsx
from tests.formats.builders import docx_of, packed, paragraph

HEAD = "شناسه,نام,نظر\r\n"


def rows_of(data: bytes | str, name: str = "data.csv") -> list[Row]:
    return list(open_rows(data.encode() if isinstance(data, str) else data, name))


def values_of(data: bytes | str, name: str = "data.csv") -> list[dict[str, str]]:
    return [row.values for row in rows_of(data, name)]


def workbook(
    cells: Iterable[tuple[int, int, object]], formats: dict[str, object] | None = None
) -> bytes:
    packed_book = io.BytesIO()
    book = xlsxwriter.Workbook(packed_book, {"in_memory": True})
    sheet = book.add_worksheet()
    shape = book.add_format(formats or {})
    for row, column, value in cells:
        sheet.write(row, column, value, shape if not isinstance(value, str) else None)
    book.close()
    return packed_book.getvalue()


class TestCsv:
    def test_reads_cells_under_the_names_of_their_columns(self) -> None:
        source = open_rows((HEAD + "۱,مریم,«بله، موافقم»\r\n").encode(), "x.csv")
        assert (source.format, source.columns) == ("csv", ("شناسه", "نام", "نظر"))
        assert list(source) == [Row(2, {"شناسه": "۱", "نام": "مریم", "نظر": "«بله، موافقم»"})]

    @pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
    def test_finds_the_mark_between_cells(self, mark: str) -> None:
        text = mark.join(("id", "name", "comment, if any")) + "\n" + mark.join(("1", "A", '"b"'))
        assert values_of(text) == [{"id": "1", "name": "A", "comment, if any": "b"}] or mark == ","

    def test_believes_the_line_that_excel_writes_for_itself(self) -> None:
        assert values_of("sep=;\r\na;b\r\n1,5;2\r\n") == [{"a": "1,5", "b": "2"}]

    def test_takes_a_file_of_one_column_as_one_column(self) -> None:
        assert values_of("نظر\nبله، ولی نه حالا, شاید\n") == [{"نظر": "بله، ولی نه حالا, شاید"}]

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1256"])
    def test_reads_every_encoding_that_persian_comes_in(self, encoding: str) -> None:
        # Windows-1256 has no Persian yeh: its files are written with the Arabic one.
        text = "name,comment\r\n" + "مرضيه,اين پيشنهاد را مي پسندم\r\n" * 30
        rows = values_of(text.encode(encoding))
        assert len(rows) == 30
        assert rows[0] == {"name": "مرضيه", "comment": "اين پيشنهاد را مي پسندم"}

    def test_finds_the_encoding_where_persian_begins_only_late(self) -> None:
        text = "id,comment\n" + "1,plain words\n" * 20_000 + "2,اين پيشنهاد خوب است\n" * 40
        rows = values_of(text.encode("cp1256"))
        assert rows[-1]["comment"] == "اين پيشنهاد خوب است"

    def test_keeps_lines_within_a_quoted_cell(self) -> None:
        assert values_of('a,b\n1,"first\nsecond, ""so"""\n2,x\n') == [
            {"a": "1", "b": 'first\nsecond, "so"'},
            {"a": "2", "b": "x"},
        ]

    def test_numbers_rows_as_a_spreadsheet_shows_them(self) -> None:
        assert [row.number for row in rows_of('a\n1\n\n"two\nlines"\n3\n')] == [2, 4, 5]

    def test_reports_a_quote_that_is_never_closed_and_reads_on(self) -> None:
        rows = rows_of('a,b\n1,x\n2,"never closed\n3,y\n4,z\n')
        assert [(row.number, row.problem and row.problem.code) for row in rows] == [
            (2, None),
            (3, "open-quote"),
            (4, None),
            (5, None),
        ]
        assert rows[1].raw == '2,"never closed\n'
        assert rows[-1].values == {"a": "4", "b": "z"}

    def test_refuses_a_head_that_cannot_be_read(self) -> None:
        with pytest.raises(OpenQuote):
            open_rows(b'a,"b\n1,2\n', "x.csv")

    def test_reports_a_row_with_more_cells_than_columns(self) -> None:
        (row,) = rows_of("a,b\n1,2,3\n")
        assert row.problem is not None
        assert str(row.problem) == "The row has 3 cells, and the table 2 columns."

    def test_takes_rows_that_leave_their_last_cells_out_or_add_empty_ones(self) -> None:
        assert values_of("a,b,c\n1\n1,2,3,,,\n") == [{"a": "1"}, {"a": "1", "b": "2", "c": "3"}]

    def test_names_columns_that_have_no_name_or_one_twice(self) -> None:
        assert open_rows(b"a,,a,a (2)\n1,2,3,4\n", "x.csv").columns == (
            "a", "#2", "a (2)", "a (2) (2)",
        )  # fmt: skip

    def test_refuses_a_head_without_rows(self) -> None:
        with pytest.raises(NoRows):
            open_rows(b"a,b\n\n", "x.csv")

    def test_refuses_an_empty_file(self) -> None:
        with pytest.raises(EmptyFile):
            open_rows(b" \n", "x.csv")

    @given(
        st.lists(
            st.lists(
                st.text(alphabet='ab ,;"\n\u200cی', min_size=1, max_size=8), min_size=3, max_size=3
            ),
            min_size=1,
            max_size=6,
        )
    )
    def test_reads_back_whatever_is_written(self, cells: list[list[str]]) -> None:
        text = io.StringIO(newline="")
        csv.writer(text).writerows([("یک", "دو", "سه"), *cells])
        rows = rows_of(text.getvalue())
        assert [row.problem for row in rows] == [None] * len(rows)
        told = [[row.values.get(name, "") for name in ("یک", "دو", "سه")] for row in rows]
        assert told == cells


class TestWorkbooks:
    def test_reads_what_cells_show(self) -> None:
        data = workbook(
            [(0, 0, "id"), (0, 1, "when"), (0, 2, "share"), (1, 0, 12), (1, 1, "x"), (1, 2, 0.1)]
        )
        source = open_rows(data, "x.xlsx")
        assert (source.format, source.columns) == ("xlsx", ("id", "when", "share"))
        assert list(source) == [Row(2, {"id": "12", "when": "x", "share": "0.1"})]

    @pytest.mark.parametrize(
        ("value", "shape", "said"),
        [
            (date(2025, 3, 21), "yyyy-mm-dd", "2025-03-21"),
            (45737.6875, "yyyy/m/d h:mm", "2025-03-21 16:30:00"),
            (date(2025, 3, 21), "[$-3000401]d mmm yyyy", "2025-03-21"),
            (45737, '0 "days"', "45737"),
            (45737, "#,##0", "45737"),
            (0.5, "h:mm", "12:00:00"),
        ],
    )
    def test_reads_days_as_days(self, value: object, shape: str, said: str) -> None:
        data = workbook([(0, 0, "a"), (1, 0, value)], {"num_format": shape})
        assert values_of(data, "x.xlsx") == [{"a": said}]

    def test_reads_a_formula_as_its_result(self) -> None:
        book = io.BytesIO()
        with xlsxwriter.Workbook(book, {"in_memory": True}) as written:
            sheet = written.add_worksheet()
            sheet.write(0, 0, "sum")
            sheet.write_formula(1, 0, "=1+2", None, 3)
        assert values_of(book.getvalue(), "x.xlsx") == [{"sum": "3"}]

    def test_leaves_titles_above_the_table_out(self) -> None:
        sheet = Sheet(
            title="نظرها",
            subtitle="تا دیروز",
            columns=("نام", "نظر"),
            rows=(("مریم", "بله"),),
            language="fa",
            direction="rtl",
        )
        source = open_rows(write_xlsx(sheet), "x.xlsx")
        assert source.columns == ("نام", "نظر")
        assert list(source) == [Row(5, {"نام": "مریم", "نظر": "بله"})]

    def test_reads_the_first_sheet_that_holds_anything(self) -> None:
        book = io.BytesIO()
        with xlsxwriter.Workbook(book, {"in_memory": True}) as written:
            written.add_worksheet("empty")
            sheet = written.add_worksheet("full")
            sheet.write_row(0, 0, ["a", "b"])
            sheet.write_row(1, 0, ["1", "2"])
        assert values_of(book.getvalue(), "x.xlsx") == [{"a": "1", "b": "2"}]


class TestObjects:
    def test_reads_one_object_a_line_and_names_nested_values_by_their_path(self) -> None:
        line = {"id": 7, "body": {"fa": "بله", "en": None}, "tags": ["a", "b"], "open": True}
        source = open_rows(f"{json.dumps(line)}\n\n".encode(), "x.jsonl")
        assert source.format == "jsonl"
        assert list(source) == [
            Row(1, {"id": "7", "body/fa": "بله", "tags": "a\nb", "open": "true"})
        ]

    def test_reads_an_array_however_it_is_laid_out(self) -> None:
        objects = [{"id": n, "text": "x" * 500} for n in range(400)]
        for indent in (None, 2):
            rows = rows_of(json.dumps(objects, indent=indent), "x.json")
            assert [row.values["id"] for row in rows] == [str(n) for n in range(400)]

    def test_reads_the_array_within_an_answer_of_a_web_service(self) -> None:
        answer = {"meta": {"tags": ["a"]}, "data": [{"id": 1}, {"id": 2}]}
        assert values_of(json.dumps(answer, indent=1), "x.json") == [{"id": "1"}, {"id": "2"}]

    def test_reports_a_line_that_is_no_object_and_reads_on(self) -> None:
        rows = rows_of('{"a": 1}\n{"a": \n[2]\n{"a": 3}\n', "x.jsonl")
        assert [row.problem and row.problem.code for row in rows] == [
            None, "no-object", "no-object", None,
        ]  # fmt: skip

    def test_keeps_numbers_as_they_are_written(self) -> None:
        assert values_of('{"a": 12.50, "b": ' + "9" * 5000 + "}", "x.jsonl")[0]["a"] == "12.50"


class TestMailboxes:
    MBOX = (
        b"From a@example.org Sat Mar 21 10:00:00 2025\n"
        b"From: =?utf-8?b?2YXYsduM2YU=?= <m@example.org>\nDate: Fri, 21 Mar 2025 10:00:00 +0330\n"
        b"Message-ID: <1@example.org>\nSubject: First\n\nHello\n>From here on\n\n"
        b"From b@example.org Sat Mar 21 11:00:00 2025\n"
        b"From: b@example.org\nSubject: Second\nAuto-Submitted: auto-replied\n\nAway\n"
    )

    def test_reads_each_message_as_a_row(self) -> None:
        first, second = rows_of(self.MBOX, "inbox")
        assert first.values == {
            "message-id": "1@example.org",
            "date": "2025-03-21T10:00:00+03:30",
            "from/name": "مریم",
            "from/email": "m@example.org",
            "subject": "First",
            "text": "Hello\nFrom here on",
        }
        assert (second.number, second.values["automatic"]) == (2, "true")

    def test_sets_quotes_and_signatures_apart(self) -> None:
        message = (
            b"From x\nFrom: b@example.org\nSubject: Re: Water\n\nI agree.\n-- \nBahar\n\n"
            b"On Fri, 21 Mar 2025, A wrote:\n> Dig no wells.\n"
        )
        (row,) = rows_of(message, "x.mbox")
        assert row.values["text"] == "I agree."
        assert "Dig no wells." in row.values["quoted"]
        assert "Bahar" in row.values["signature"]

    def test_hands_over_the_files_of_a_message(self) -> None:
        message = (
            b"From x\nFrom: b@example.org\nMIME-Version: 1.0\n"
            b"Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nSee.\n"
            b"--b\nContent-Type: text/plain; name=a.txt\n"
            b"Content-Disposition: attachment; filename=a.txt\n\nWords\n--b--\n"
        )
        (row,) = rows_of(message, "x.mbox")
        assert row.files == (("a.txt", b"Words"),)


class TestArchives:
    DOCUMENT = docx_of(paragraph("متن نامه"))

    def test_reads_each_document_as_a_row_with_its_folder(self) -> None:
        data = packed({"انجمن/نامه.docx": self.DOCUMENT, "b.txt": "x", "__MACOSX/._b.txt": "y"})
        source = open_rows(data, "x.zip")
        assert (source.format, source.columns) == ("zip", ("file", "folder"))
        assert list(source) == [
            Row(1, {"file": "نامه.docx", "folder": "انجمن"}, (("نامه.docx", self.DOCUMENT),)),
            Row(2, {"file": "b.txt"}, (("b.txt", b"x"),)),
        ]

    def test_believes_an_index_that_names_the_files(self) -> None:
        index = "file,author\nb.txt; sub/c.txt,Maryam\nmissing.txt,Sara\n"
        rows = rows_of(
            packed({"index.csv": index, "b.txt": "x", "sub/c.txt": "y", "d.txt": "z"}), "x.zip"
        )
        assert [
            (row.number, row.values.get("author"), [name for name, _ in row.files]) for row in rows
        ] == [
            (1, "Maryam", ["b.txt", "c.txt"]),
            (2, None, []),
            (3, None, ["d.txt"]),
        ]
        assert str(rows[1].problem) == "The file “missing.txt” is not in the archive."

    def test_takes_a_zip_of_one_table_for_that_table(self) -> None:
        source = open_rows(packed({"proposals.csv": "id;title/fa\n1;خوب\n"}), "x.zip")
        assert (source.format, source.columns) == ("csv", ("id", "title/fa"))

    def test_reads_messages_among_the_documents(self) -> None:
        mail = b"From: a@example.org\nMessage-ID: <1@x>\nSubject: S\n\nHello\n"
        (row,) = rows_of(packed({"1.eml": mail}), "x.zip")
        assert (row.values["from/email"], row.values["text"], row.files) == (
            "a@example.org",
            "Hello",
            (),
        )


EVERY_FORMAT = {
    "csv": b"a,b\n" + b"".join(b"%d,x\n" % n for n in range(50)),
    "xlsx": workbook([(0, 0, "a"), *((n, 0, n) for n in range(1, 50))]),
    "jsonl": b"".join(b'{"a": %d}\n' % n for n in range(50)),
    "json": json.dumps([{"a": n} for n in range(50)]).encode(),
    "mbox": TestMailboxes.MBOX,
    "zip": packed({f"{n}.txt": "x" for n in range(20)}),
}


@pytest.mark.parametrize("kind", EVERY_FORMAT)
def test_goes_on_from_any_row(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "data"
    path.write_bytes(EVERY_FORMAT[kind])
    source = open_rows(path, f"data.{kind}")
    assert source.format == kind
    rows = list(source)
    for start in (0, rows[0].number, rows[1].number, rows[-1].number, rows[-1].number + 1):
        assert list(source.rows_from(start)) == [row for row in rows if row.number >= start]


@pytest.mark.parametrize(
    ("data", "name", "found"),
    [
        (docx_of(paragraph("x")), "x.docx", "Word (docx)"),
        (b"%PDF-1.7 x", "x.pdf", "PDF"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"),
            "x.xls",
            "Excel 97 (xls)",
        ),
        (b"\x89PNG\r\n\x1a\n....", "x.csv", "PNG"),
        (b"<html><body>x</body></html>", "x.html", "html"),
    ],
)
def test_says_which_kinds_have_no_rows(data: bytes, name: str, found: str) -> None:
    with pytest.raises(NoTable, match=found.replace("(", r"\(").replace(")", r"\)")):
        open_rows(data, name)

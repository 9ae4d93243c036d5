"""OpenDocument texts: order, lists, tables, notes."""

import pytest

from dabir.formats.errors import Encrypted
from dabir.formats.reading import read_text

from .builders import OASIS, odt_of

STYLE = (
    '<text:list-style style:name="L"><text:list-level-style-number text:level="1"'
    ' style:num-format="1" style:num-suffix="."/><text:list-level-style-number text:level="2"'
    ' style:num-format="a" style:num-prefix="(" style:num-suffix=")"/></text:list-style>'
)


def lines_of(data: bytes) -> list[str]:
    return read_text(data, filename="a.odt").text.split("\n")


def test_reads_headings_paragraphs_blanks_and_tabs():
    body = "<text:h>عنوان</text:h><text:p>یک<text:s text:c='2'/>دو<text:tab/>سه</text:p>"
    assert lines_of(odt_of(body)) == ["عنوان", "یک  دو\tسه"]


def test_keeps_the_numbers_of_lists():
    inner = "<text:list><text:list-item><text:p>c</text:p></text:list-item></text:list>"
    body = (
        '<text:list text:style-name="L"><text:list-item><text:p>a</text:p></text:list-item>'
        f"<text:list-item><text:p>b</text:p>{inner}</text:list-item></text:list>"
        '<text:list text:style-name="L" text:continue-numbering="true">'
        "<text:list-item><text:p>d</text:p></text:list-item></text:list>"
    )
    assert lines_of(odt_of(body, STYLE)) == ["1. a", "2. b", "(a) c", "3. d"]


def test_reads_tables_row_by_row():
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    row = f"<table:table-row>{cell.format('نهاد')}{cell.format('مهلت')}</table:table-row>"
    assert lines_of(odt_of(f"<table:table>{row}</table:table>")) == ["نهاد\tمهلت"]


def test_leaves_out_what_was_deleted_and_the_comments():
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>کهنه</text:p>"
        "</text:deletion></text:changed-region></text:tracked-changes>"
        "<text:p>نو<office:annotation><text:p>یادداشت</text:p></office:annotation></text:p>"
    )
    document = read_text(odt_of(body), filename="a.odt")
    assert document.text == "نو"
    assert [note.code for note in document.notes] == ["changes-accepted", "comments-left-out"]


def test_refuses_a_locked_file():
    manifest = (
        f'<m:manifest xmlns:m="{OASIS}:manifest:1.0"><m:file-entry><m:encryption-data/>'
        "</m:file-entry></m:manifest>"
    )
    with pytest.raises(Encrypted):
        read_text(
            odt_of("<text:p>x</text:p>", **{"META-INF/manifest.xml": manifest}), filename="a.odt"
        )


def test_a_million_blanks_stay_few():
    body = "<text:p>a<text:s text:c='999999999'/>b</text:p>"
    assert len(lines_of(odt_of(body))[0]) < 2_000

"""Web pages: what a reader sees."""

import pytest

from dabir.formats.errors import NotAText, SuspiciousArchive, Unreadable
from dabir.formats.reading import read_text


def text_of(markup: str) -> str:
    return read_text(
        f"<!doctype html><html><body>{markup}</body></html>".encode(), filename="a.html"
    ).text


def test_reads_blocks_as_lines_and_keeps_zwnj():
    assert text_of("<h1>نظر</h1><p>بررسی\n می‌شود<br>بعد</p>") == "نظر\n\nبررسی می‌شود\nبعد"


def test_keeps_the_numbers_of_lists():
    markup = '<ol start="3"><li>a<li value="7">b<li>c</ol><ul><li>d</ul><ol type="a"><li>e</ol>'
    assert text_of(markup).split() == ["3.", "a", "7.", "b", "8.", "c", "•", "d", "a.", "e"]


def test_separates_the_cells_of_a_table():
    assert text_of("<table><tr><th>نهاد</th><th> مهلت</th></tr></table>") == "نهاد\tمهلت"


def test_paragraphs_in_a_cell_stay_on_its_row():
    row = "<tr><td><p>سازمان</p><p>مرکزی</p></td><td><p>آبان</p></td></tr>"
    assert text_of(f"<table>{row}{row}</table>") == "سازمان مرکزی\tآبان\nسازمان مرکزی\tآبان"


def test_a_table_that_lays_out_a_message_keeps_its_lines():
    assert text_of("<table><tr><td><p>one</p><p>two</p></td></tr></table>") == "one\n\ntwo"


def test_a_paragraph_in_an_item_follows_its_number():
    assert text_of("<ol><li><p>one</p><p>more</p></li></ol>") == "1. one\n\nmore"


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>steal()</script>",
        "<style>p{}</style>",
        "<p hidden>secret</p>",
        '<p style="display: none">secret</p>',
        "<!-- secret -->",
        "<template>secret</template>",
        "<iframe>secret</iframe>",
    ],
)
def test_leaves_out_what_a_reader_does_not_see(hidden):
    assert text_of(f"seen {hidden}") == "seen"


def test_believes_the_charset_that_the_page_states():
    page = '<html><head><meta charset="windows-1256"></head><body>متن فارسي</body></html>'
    document = read_text(page.encode("cp1256"), filename="a.html")
    assert (document.text, document.encoding) == ("متن فارسي", "windows-1256")


def test_a_page_is_known_by_its_contents_whatever_its_name():
    document = read_text(b"<html><p>text</p></html>", filename="a.txt")
    assert document.format == "html"
    assert str(document.notes[0]) == "The name ends in txt but the contents are html."


def test_an_empty_page_is_not_a_text():
    with pytest.raises(NotAText):
        text_of("<script>x</script>")


def test_absurd_nesting_is_refused():
    with pytest.raises(Unreadable):
        text_of("<div>" * 20_000 + "deep")


def test_nesting_past_the_limit_is_suspicious():
    with pytest.raises(SuspiciousArchive):
        text_of("<div>" * 220 + "deep")

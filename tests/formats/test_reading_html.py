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


@pytest.mark.parametrize(
    ("attributes", "printed"),
    [
        ("reversed", ["2.", "1."]),
        ('reversed start="9"', ["9.", "8."]),
        ('type="i"', ["i.", "ii."]),
        ('style="list-style-type: persian"', ["۱.", "۲."]),
        ('style="list-style: inside arabic-indic"', ["١.", "٢."]),
        ('style="list-style-type:upper-latin"', ["A.", "B."]),
        ('style="list-style: square"', ["•", "•"]),
        ('style="list-style-type: none"', []),
    ],
)
def test_numbers_come_as_the_list_asks(attributes, printed):
    words = text_of(f"<ol {attributes}><li>x<li>x</ol>").split()
    assert [word for word in words if word != "x"] == printed


def test_an_item_may_be_counted_in_its_own_way():
    assert text_of('<ol><li>a<li type="A">b</ol>').split("\n") == ["1. a", "B. b"]


def test_numbers_that_word_wrote_as_text_stand_before_their_item():
    number = (
        "<span style='mso-list:Ignore'>۱-۲<span style='font:7pt'>&nbsp;&nbsp;&nbsp; </span></span>"
    )
    page = f"<p style='mso-list:l0 level1'><![if !supportLists]>{number}<![endif]>متن بند</p>"
    assert text_of(page) == "۱-۲ متن بند"
    dot = "<span style='mso-list:Ignore'>·<span>&nbsp;&nbsp;</span></span>"
    assert text_of(f"<p>{dot}point</p>") == "• point"


def test_columns_stay_columns_beside_a_cell_that_spans():
    row = "<tr><td colspan=2>a<td>b</tr><tr><td>c<td>d<td>e</tr>"
    assert text_of(f"<table>{row}</table>") == "a\t\tb\nc\td\te"


def test_marks_of_notes_are_set_off():
    page = (
        '<p>text<a href="#sdfootnote1sym"><sup>1</sup></a></p><p><a href="#_ftnref1">[1]</a> note'
    )
    assert text_of(page).split("\n") == ["text[1]", "", "[1] note"]
    assert text_of('<p><a href="#part">2</a> pages') == "2 pages"


def test_what_was_deleted_is_left_out_and_told():
    document = read_text(
        b"<html><p>in <del>one</del><ins>two</ins> months</html>", filename="a.html"
    )
    assert document.text == "in two months"
    assert [note.code for note in document.notes] == ["changes-accepted"]


def test_names_of_letters_are_letters_and_soft_hyphens_are_nothing():
    assert (
        text_of("<p>&laquo;می&zwnj;شود&raquo; &amp; co&shy;op &#1777;") == "«می\u200cشود» & coop ۱"
    )


def test_an_xhtml_page_may_state_its_charset_in_its_first_line():
    page = "<?xml version='1.0' encoding='windows-1256'?><html><body>متن فارسي</body></html>"
    assert read_text(page.encode("cp1256"), filename="a.xhtml").text == "متن فارسي"

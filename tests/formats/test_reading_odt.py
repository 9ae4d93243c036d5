"""OpenDocument texts: order, lists, tables, notes."""

import pytest

from dabir.formats.errors import Encrypted
from dabir.formats.reading import read_text

from .builders import OASIS, ODF, odt_of

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


def listed(text: str, more: str = "") -> str:
    return f"<text:list-item{more}><text:p>{text}</text:p></text:list-item>"


def a_list(items: str, more: str = ' text:style-name="L"') -> str:
    return f"<text:list{more}>{items}</text:list>"


def levels(*formats: tuple[str, str]) -> str:
    each = "".join(
        f'<text:list-level-style-number text:level="{n}" style:num-format="{shown}" {more}/>'
        for n, (shown, more) in enumerate(formats, start=1)
    )
    return f'<text:list-style style:name="L">{each}</text:list-style>'


@pytest.mark.parametrize(
    ("number_format", "printed"),
    [
        ("۱, ۲, ۳, ...", ["۱)", "۲)", "۳)"]),
        ("١, ٢, ٣, ...", ["١)", "٢)", "٣)"]),
        ("أ, ب, ت, ث, ...", ["ا)", "ب)", "ت)"]),
        ("أ, ب, ج, د, ...", ["الف)", "ب)", "ج)"]),
        ("الف, ب, پ, ...", ["الف)", "ب)", "پ)"]),
        ("i", ["i)", "ii)", "iii)"]),
    ],
)
def test_numbers_come_in_the_digits_and_letters_of_the_list(number_format, printed):
    shape = levels((number_format, 'style:num-suffix=")"'))
    data = odt_of(a_list(listed("x") * 3), shape)
    assert lines_of(data) == [f"{number} x" for number in printed]


def test_an_item_may_set_its_number_and_the_style_where_it_begins():
    shape = levels(("1", 'style:num-suffix="." text:start-value="4"'))
    body = a_list(listed("a") + listed("b", ' text:start-value="9"') + listed("c"))
    assert lines_of(odt_of(body, shape)) == ["4. a", "9. b", "10. c"]


def test_a_list_begins_anew_unless_it_says_that_it_goes_on():
    shape = levels(("1", 'style:num-suffix="."'))
    one = a_list(listed("a"), ' xml:id="one" text:style-name="L"')
    anew = a_list(listed("b"))
    on = a_list(listed("c"), ' text:continue-list="one" text:style-name="L"')
    assert lines_of(odt_of(one + anew + on, shape)) == ["1. a", "1. b", "2. c"]


def test_inner_numbers_show_the_outer_ones_as_the_style_says():
    shape = levels(
        ("1", 'style:num-suffix="."'), ("1", 'style:num-suffix=")" text:display-levels="2"')
    )
    inner = a_list(listed("b") + listed("c"), "")
    body = a_list(
        f"<text:list-item><text:p>a</text:p>{inner}</text:list-item>"
        f"<text:list-item><text:p>d</text:p>{inner}</text:list-item>"
    )
    assert lines_of(odt_of(body, shape)) == [
        "1. a", "1.1) b", "1.2) c", "2. d", "2.1) b", "2.2) c",
    ]  # fmt: skip


def test_an_item_without_a_paragraph_of_its_own_is_not_counted():
    shape = levels(("1", 'style:num-suffix="."'), ("a", 'style:num-suffix=")"'))
    inner = a_list(listed("b"), "")
    body = a_list(f"<text:list-item><text:p>a</text:p>{inner}</text:list-item>")
    body += "<text:p>between</text:p>" + a_list(
        f"<text:list-item>{a_list(listed('c'), '')}</text:list-item>{listed('d')}",
        ' text:style-name="L" text:continue-numbering="true"',
    )
    assert lines_of(odt_of(body, shape)) == ["1. a", "a) b", "between", "b) c", "2. d"]


def test_the_pattern_of_an_office_program_is_followed():
    loext = 'xmlns:l="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'
    shape = levels(("1", f'{loext} l:num-list-format="ماده %1% ـ"'))
    assert lines_of(odt_of(a_list(listed("a")), shape)) == ["ماده 1 ـ a"]


def test_headings_are_numbered_by_the_outline():
    outline = (
        '<text:outline-style><text:outline-level-style text:level="1" style:num-format="1"'
        ' style:num-prefix="فصل "/></text:outline-style>'
    )
    styles = (
        f"<office:document-styles {ODF}><office:styles>{outline}</office:styles>"
        "</office:document-styles>"
    )
    body = (
        '<text:h text:outline-level="1">کلیات</text:h><text:h text:outline-level="2">هدف</text:h>'
        '<text:h text:outline-level="1" text:is-list-header="true">پیش‌گفتار</text:h>'
        '<text:h text:outline-level="1">اعضا</text:h>'
    )
    assert lines_of(odt_of(body, **{"styles.xml": styles})) == [
        "فصل 1 کلیات", "هدف", "پیش‌گفتار", "فصل 2 اعضا",
    ]  # fmt: skip


def test_a_list_without_a_style_has_that_of_its_paragraphs():
    shape = levels(("1", 'style:num-suffix="."')) + (
        '<style:style style:name="P" style:parent-style-name="Q"/>'
        '<style:style style:name="Q" style:list-style-name="L"/>'
    )
    item = '<text:list-item><text:p text:style-name="P">a</text:p></text:list-item>'
    assert lines_of(odt_of(a_list(item, ""), shape)) == ["1. a"]


def test_blanks_of_the_file_are_not_blanks_of_the_text():
    body = "<text:p>\n   one\n   <text:span>two</text:span> <text:s/>three\n</text:p>"
    assert lines_of(odt_of(body)) == ["one two  three"]


def test_boxes_follow_their_paragraph_and_their_descriptions_are_not_text():
    draw = f'xmlns:d="{OASIS}:drawing:1.0" xmlns:s="{OASIS}:svg-compatible:1.0"'
    box = (
        f"<d:frame {draw}><s:title>alt</s:title><d:text-box><text:p>one</text:p>"
        "<text:p>two</text:p></d:text-box></d:frame>"
    )
    assert lines_of(odt_of(f"<text:p>be{box}side</text:p>")) == ["beside", "one", "two"]


def test_hidden_text_and_contents_are_left_out_and_told():
    shape = '<style:style style:name="H"><style:text-properties text:display="none"/></style:style>'
    body = (
        '<text:p>seen<text:span text:style-name="H">hidden</text:span></text:p>'
        '<text:section text:display="none"><text:p>hidden</text:p></text:section>'
        "<text:table-of-content><text:index-body><text:p>x 3</text:p></text:index-body>"
        "</text:table-of-content>"
    )
    document = read_text(odt_of(body, shape), filename="a.odt")
    assert document.text == "seen"
    assert [note.code for note in document.notes] == ["hidden-left-out", "contents-left-out"]


def test_columns_stay_columns_beside_covered_and_repeated_cells():
    row = (
        "<table:table-row><table:table-cell><text:p>a</text:p></table:table-cell>"
        "<table:covered-table-cell/><table:table-cell table:number-columns-repeated='2'/>"
        "<table:table-cell><text:p>b</text:p></table:table-cell></table:table-row>"
    )
    wrapped = f"<table:table-header-rows>{row}</table:table-header-rows>"
    assert lines_of(odt_of(f"<table:table>{wrapped}{row}</table:table>")) == ["a\t\t\t\tb"] * 2

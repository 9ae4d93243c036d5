"""Automatic numbers of Word lists, as Word prints them."""

import pytest

from dabir.formats.reading import read_text

from .builders import docx_of, paragraph

NUMBERED = '<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>'
FIRST = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'


def level(number: int, pattern: str, number_format: str = "decimal", more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{number_format}"/>'
        f'{more}<w:lvlText w:val="{pattern}"/></w:lvl>'
    )


def abstract(*levels: str, name: int = 0, more: str = "") -> str:
    return f'<w:abstractNum w:abstractNumId="{name}">{more}{"".join(levels)}</w:abstractNum>'


def item(text: str, depth: int = 0, num: int = 1) -> str:
    return paragraph(text, NUMBERED.format(level=depth, num=num))


def styled(text: str, style: str) -> str:
    return paragraph(text, f'<w:pStyle w:val="{style}"/>')


def style(name: str, properties: str = "", base: str = "", more: str = "") -> str:
    based = f'<w:basedOn w:val="{base}"/>' if base else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{name}">{based}'
        f"<w:pPr>{properties}</w:pPr>{more}</w:style>"
    )


def lines_of(body: str, **parts: str) -> list[str]:
    return read_text(docx_of(body, **parts), filename="a.docx").text.split("\n")


def test_two_lists_of_one_definition_count_on():
    nums = FIRST + '<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
    body = item("a") + paragraph("between") + item("b", num=2)
    shape = abstract(level(0, "%1)")) + nums
    assert lines_of(body, numbering=shape) == ["1) a", "between", "2) b"]


def test_a_list_may_change_a_level_of_its_definition():
    nums = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/>'
        f'<w:lvlOverride w:ilvl="0">{level(0, "بند %1:")}</w:lvlOverride></w:num>'
    )
    assert lines_of(item("a"), numbering=abstract(level(0, "%1.")) + nums) == ["بند 1: a"]


def test_a_restarted_inner_level_begins_where_the_list_says():
    nums = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="1">'
        '<w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    )
    shape = abstract(level(0, "%1."), level(1, "%1-%2)")) + nums
    body = item("a") + item("b", 1) + item("c", 1) + item("d") + item("e", 1)
    assert lines_of(body, numbering=shape) == ["1. a", "1-5) b", "1-6) c", "2. d", "2-5) e"]


def test_a_level_that_never_restarts_counts_through_the_document():
    shape = (
        abstract(level(0, "فصل %1"), level(1, "ماده %2 ـ", more='<w:lvlRestart w:val="0"/>'))
        + FIRST
    )
    body = item("a") + item("b", 1) + item("c") + item("d", 1)
    assert lines_of(body, numbering=shape) == ["فصل 1 a", "ماده 1 ـ b", "فصل 2 c", "ماده 2 ـ d"]


def test_a_level_may_restart_only_after_the_topmost():
    shape = (
        abstract(
            level(0, "%1."), level(1, "%2."), level(2, "%3)", more='<w:lvlRestart w:val="1"/>')
        )
        + FIRST
    )
    body = item("a") + item("b", 1) + item("c", 2) + item("d", 1) + item("e", 2) + item("f")
    body += item("g", 1) + item("h", 2)
    assert lines_of(body, numbering=shape) == [
        "1. a", "1. b", "1) c", "2. d", "2) e", "2. f", "1. g", "1) h",
    ]  # fmt: skip


def test_legal_numbering_shows_every_level_in_digits():
    shape = (
        abstract(
            level(0, "%1.", "upperRoman"),
            level(1, "%1.%2", "lowerLetter", more="<w:isLgl/>"),
        )
        + FIRST
    )
    body = item("a") + item("b", 1) + item("c") + item("d", 1)
    assert lines_of(body, numbering=shape) == ["I. a", "1.1 b", "II. c", "2.1 d"]


@pytest.mark.parametrize(
    ("number_format", "printed"),
    [
        ("arabicAbjad", ["الف- a", "ب- b", "ج- c", "د- d"]),
        ("arabicAlpha", ["الف- a", "ب- b", "پ- c", "ت- d"]),
        ("hindiNumbers", ["۱- a", "۲- b", "۳- c", "۴- d"]),
        ("decimalZero", ["01- a", "02- b", "03- c", "04- d"]),
        ("upperLetter", ["A- a", "B- b", "C- c", "D- d"]),
        ("decimalEnclosedParen", ["(1)- a", "(2)- b", "(3)- c", "(4)- d"]),
        ("numberInDash", ["- 1 -- a", "- 2 -- b", "- 3 -- c", "- 4 -- d"]),
        ("ordinal", ["1st- a", "2nd- b", "3rd- c", "4th- d"]),
    ],
)
def test_letters_and_digits_of_every_kind(number_format, printed):
    shape = abstract(level(0, "%1-", number_format)) + FIRST
    assert lines_of("".join(map(item, "abcd")), numbering=shape) == printed


def test_a_style_that_the_list_keeps_a_level_for_need_not_name_the_level():
    shape = (
        abstract(
            level(0, "ماده %1 ـ", more='<w:pStyle w:val="Article"/>'),
            level(1, "تبصره %2 ـ", more='<w:pStyle w:val="Remark"/>'),
        )
        + FIRST
    )
    listed = '<w:numPr><w:numId w:val="1"/></w:numPr>'
    styles = style("Article", listed) + style("Remark", listed)
    body = styled("a", "Article") + styled("b", "Remark") + styled("c", "Remark")
    assert lines_of(body + styled("d", "Article"), numbering=shape, styles=styles) == [
        "ماده 1 ـ a", "تبصره 1 ـ b", "تبصره 2 ـ c", "ماده 2 ـ d",
    ]  # fmt: skip


def test_a_style_based_on_a_numbered_one_is_numbered_and_may_go_deeper():
    shape = abstract(level(0, "%1."), level(1, "%1-%2.")) + FIRST
    styles = (
        style("Base", '<w:numPr><w:numId w:val="1"/></w:numPr>')
        + style("Same", base="Base")
        + style("Deeper", '<w:numPr><w:ilvl w:val="1"/></w:numPr>', base="Base")
        + style("Plain", '<w:numPr><w:numId w:val="0"/></w:numPr>', base="Base")
    )
    body = styled("a", "Same") + styled("b", "Deeper") + styled("c", "Plain") + styled("d", "Base")
    assert lines_of(body, numbering=shape, styles=styles) == ["1. a", "1-1. b", "c", "2. d"]


def test_a_paragraph_can_leave_the_list_of_its_style():
    shape = abstract(level(0, "%1.")) + FIRST
    styles = style("Base", '<w:numPr><w:numId w:val="1"/></w:numPr>')
    free = paragraph("b", '<w:pStyle w:val="Base"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    body = styled("a", "Base") + free + styled("c", "Base")
    assert lines_of(body, numbering=shape, styles=styles) == ["1. a", "b", "2. c"]


def test_a_definition_that_points_at_a_list_style_has_its_levels():
    shape = (
        abstract(level(0, "§%1"), name=7, more='<w:styleLink w:val="Clauses"/>')
        + abstract(name=0, more='<w:numStyleLink w:val="Clauses"/>')
        + FIRST
        + '<w:num w:numId="9"><w:abstractNumId w:val="7"/></w:num>'
    )
    styles = (
        '<w:style w:type="numbering" w:styleId="Clauses"><w:pPr><w:numPr>'
        '<w:numId w:val="9"/></w:numPr></w:pPr></w:style>'
    )
    assert lines_of(item("a") + item("b"), numbering=shape, styles=styles) == ["§1 a", "§2 b"]


def test_lists_in_the_cells_of_a_table_count_on():
    def row(text):
        cells = f"<w:tc>{item(text)}</w:tc><w:tc>{paragraph('نهاد')}</w:tc>"
        return f"<w:tr>{cells}</w:tr>"

    shape = abstract(level(0, "%1.")) + FIRST
    table = f"<w:tbl>{row('a')}{row('b')}</w:tbl>"
    assert lines_of(table + item("c"), numbering=shape) == ["1. a\tنهاد", "2. b\tنهاد", "3. c"]


def test_a_list_in_a_frame_of_one_cell_keeps_its_lines():
    shape = abstract(level(0, "%1.")) + FIRST
    table = f"<w:tbl><w:tr><w:tc>{item('a')}{item('b')}</w:tc></w:tr></w:tbl>"
    assert lines_of(table, numbering=shape) == ["1. a", "2. b"]


@pytest.mark.parametrize(
    ("mark", "printed"), [("\uf0b7", "•"), ("o", "•"), ("–", "–"), ("\uf0a7", "▪"), ("", "•")]
)
def test_a_mark_is_printed_as_it_looks(mark, printed):
    shape = abstract(level(0, mark, "bullet")) + FIRST
    assert lines_of(item("a"), numbering=shape) == [f"{printed} a"]


def test_an_absent_definition_numbers_nothing():
    assert lines_of(item("a", num=4), numbering=abstract(level(0, "%1."))) == ["a"]


def test_a_paragraph_deleted_by_a_tracked_change_is_not_counted():
    gone = (
        f"<w:p><w:pPr>{NUMBERED.format(level=0, num=1)}<w:rPr><w:del/></w:rPr></w:pPr>"
        "<w:del><w:r><w:delText>old</w:delText></w:r></w:del></w:p>"
    )
    shape = abstract(level(0, "%1.")) + FIRST
    assert lines_of(item("a") + gone + item("b"), numbering=shape) == ["1. a", "2. b"]


def test_numbers_past_reason_stay_short():
    body = paragraph("a", '<w:numPr><w:ilvl w:val="99999999999999"/><w:numId w:val="1"/></w:numPr>')
    huge = '<w:start w:val="999999999"/>'
    shape = (
        f'<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0">{huge}<w:numFmt w:val="upperRoman"/>'
        f'<w:lvlText w:val="{"%1" * 40}"/></w:lvl></w:abstractNum>{FIRST}'
    )
    assert len(lines_of(body, numbering=shape)[0]) < 1_000

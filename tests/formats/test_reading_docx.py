"""Word files: order, tables, numbers of lists, tracked changes."""

import pytest

from dabir.formats.errors import NotAText
from dabir.formats.reading import read_text

from .builders import W, docx_of, packed, paragraph

NUMBERED = '<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>'


def level(number: int, pattern: str, number_format: str = "decimal", start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="{start}"/><w:numFmt w:val="{number_format}"/>'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
    )


def numbering(*levels: str, nums: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'):
    return f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>{nums}'


def item(text: str, depth: int = 0, num: int = 1) -> str:
    return paragraph(text, NUMBERED.format(level=depth, num=num))


def lines_of(data: bytes) -> list[str]:
    return read_text(data, filename="a.docx").text.split("\n")


def test_reads_paragraphs_and_tables_in_order():
    row = "<w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>"
    table = f"<w:tbl>{row.format(paragraph('نهاد'), paragraph('مهلت'))}</w:tbl>"
    data = docx_of(paragraph("پیش از جدول") + table + paragraph("پس از جدول"))
    assert lines_of(data) == ["پیش از جدول", "نهاد\tمهلت", "پس از جدول"]


def test_a_cell_of_several_paragraphs_stays_one_cell():
    cell = f"<w:tc>{paragraph('one')}{paragraph('two')}</w:tc><w:tc>{paragraph('three')}</w:tc>"
    assert lines_of(docx_of(f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>")) == ["one two\tthree"]


def test_a_table_inside_a_table_is_read_once():
    inner = f"<w:tbl><w:tr><w:tc>{paragraph('inner')}</w:tc></w:tr></w:tbl>"
    outer = f"<w:tbl><w:tr><w:tc>{inner}{paragraph('outer')}</w:tc></w:tr></w:tbl>"
    assert lines_of(docx_of(outer)) == ["inner", "outer"]


def test_keeps_automatic_numbers_of_nested_lists():
    shape = numbering(level(0, "%1."), level(1, "%1-%2"), level(2, "%3)", "arabicAbjad"))
    body = item("a") + item("b", 1) + item("c", 1) + item("d", 2) + item("e") + item("f", 1)
    assert lines_of(docx_of(body, numbering=shape)) == [
        "1. a", "1-1 b", "1-2 c", "الف) d", "2. e", "2-1 f",
    ]  # fmt: skip


def test_a_list_may_start_anywhere_and_restart():
    nums = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    shape = numbering(level(0, "%1.", start=4), nums=nums)
    body = item("a") + item("b") + item("c", num=2) + item("d", num=2)
    assert lines_of(docx_of(body, numbering=shape)) == ["4. a", "5. b", "1. c", "2. d"]


def test_numbers_that_come_from_a_style_are_kept():
    style = (
        '<w:style w:styleId="Base"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
        '</w:style><w:style w:styleId="Article"><w:basedOn w:val="Base"/></w:style>'
    )
    body = paragraph("هدف", '<w:pStyle w:val="Article"/>')
    data = docx_of(body, numbering=numbering(level(0, "ماده %1 ـ")), styles=style)
    assert lines_of(data) == ["ماده 1 ـ هدف"]


def test_a_circle_of_styles_ends():
    style = (
        '<w:style w:styleId="A"><w:basedOn w:val="B"/></w:style>'
        '<w:style w:styleId="B"><w:basedOn w:val="A"/></w:style>'
    )
    data = docx_of(paragraph("text", '<w:pStyle w:val="A"/>'), styles=style)
    assert lines_of(data) == ["text"]


def test_tracked_changes_are_read_as_accepted_and_noted():
    body = (
        "<w:p><w:r><w:t>مهلت </w:t></w:r><w:del><w:r><w:delText>یک</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>دو</w:t></w:r></w:ins><w:r><w:t> ماه</w:t></w:r></w:p>"
    )
    document = read_text(docx_of(body), filename="a.docx")
    assert document.text == "مهلت دو ماه"
    assert [note.code for note in document.notes] == ["changes-accepted"]


def test_headers_come_apart_from_the_text():
    document = read_text(
        docx_of(paragraph("متن"), header1=paragraph("شماره: ۱۲")), filename="a.docx"
    )
    assert (document.text, document.margins) == ("متن", "شماره: ۱۲")


def test_footnotes_follow_with_their_mark():
    body = '<w:p><w:r><w:t>متن</w:t><w:footnoteReference w:id="2"/></w:r></w:p>'
    note = f'<w:footnote w:id="2">{paragraph("شرح")}</w:footnote>'
    assert lines_of(docx_of(body, footnotes=note)) == ["متن[1]", "[1] شرح"]


def test_a_document_without_letters_is_not_a_text():
    with pytest.raises(NotAText):
        read_text(docx_of(paragraph(" ")), filename="a.docx")


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def field(code: str, result: str) -> str:
    def char(kind):
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    return (
        f"{char('begin')}<w:r><w:instrText>{code}</w:instrText></w:r>{char('separate')}"
        f"{result}{char('end')}"
    )


def test_a_row_that_was_deleted_by_a_tracked_change_is_gone():
    row = "<w:tr>{}<w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>"
    gone = row.format("<w:trPr><w:del/></w:trPr>", paragraph("a"), paragraph("b"))
    kept = row.format("", paragraph("c"), paragraph("d"))
    assert lines_of(docx_of(f"<w:tbl>{gone}{kept}</w:tbl>")) == ["c\td"]


def test_paragraphs_joined_by_a_tracked_change_are_one():
    first = (
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
        f"{run('مهلت ')}<w:del><w:r><w:delText>یک</w:delText></w:r></w:del></w:p>"
    )
    assert lines_of(docx_of(first + paragraph("دو ماه"))) == ["مهلت دو ماه"]


def test_a_joined_paragraph_at_the_end_is_not_lost():
    last = f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('end')}</w:p>"
    assert lines_of(docx_of(paragraph("a") + last)) == ["a", "end"]


def test_moved_text_stands_once_where_it_went():
    body = f"<w:moveFrom>{run('x')}</w:moveFrom>{run('a ')}<w:moveTo>{run('x')}</w:moveTo>"
    assert lines_of(docx_of(f"<w:p>{body}</w:p>")) == ["a x"]


def test_hidden_text_is_left_out_and_told():
    style = '<w:style w:styleId="Secret"><w:rPr><w:vanish/></w:rPr></w:style>'
    body = (
        f"<w:p>{run('seen')}{run(' one', '<w:vanish/>')}"
        f"""{run(" two", '<w:rStyle w:val="Secret"/>')}"""
        f"""{run(" and back", '<w:rStyle w:val="Secret"/><w:vanish w:val="0"/>')}</w:p>"""
        + paragraph("three", '<w:pStyle w:val="Secret"/>')
    )
    document = read_text(docx_of(body, styles=style), filename="a.docx")
    assert document.text == "seen and back"
    assert [note.code for note in document.notes] == ["hidden-left-out"]


def test_a_heading_whose_end_is_hidden_runs_into_its_text():
    heading = f"<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr>{run('Purpose. ')}</w:p>"
    assert lines_of(docx_of(heading + paragraph("The group advises."))) == [
        "Purpose. The group advises."
    ]


def test_the_result_of_a_field_is_read_and_not_its_code():
    inner = field(" MERGEFIELD day ", run("hidden"))
    outer = field(f" IF {inner} ", run("۱۸ مرداد"))
    simple = f'<w:fldSimple w:instr="PAGE">{run("۴")}</w:fldSimple>'
    assert lines_of(docx_of(f"<w:p>{run('تا ')}{outer}{run('، ')}{simple}</w:p>")) == [
        "تا ۱۸ مرداد، ۴"
    ]


def test_a_table_of_contents_is_left_out_and_told():
    def char(kind):
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    contents = (
        f"<w:p>{char('begin')}<w:r><w:instrText> TOC \\o </w:instrText></w:r>{char('separate')}"
        f"{run('ماده ۱ ـ هدف')}</w:p><w:p>{run('ماده ۲ ـ اعضا')}</w:p><w:p>{char('end')}</w:p>"
    )
    document = read_text(docx_of(contents + paragraph("ماده ۱ ـ هدف")), filename="a.docx")
    assert document.text == "ماده ۱ ـ هدف"
    assert [note.code for note in document.notes] == ["contents-left-out"]


def test_a_field_without_an_end_swallows_nothing():
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    body = f"<w:p>{begin}{run('one')}</w:p>{paragraph('two')}"
    assert lines_of(docx_of(body)) == ["one", "two"]


def test_the_prompt_of_an_empty_control_is_no_text():
    def control(text, more=""):
        return f"<w:sdt><w:sdtPr>{more}</w:sdtPr><w:sdtContent>{run(text)}</w:sdtContent></w:sdt>"

    body = f"<w:p>{control('نهاد')}{control('Click here', '<w:showingPlcHdr/>')}</w:p>"
    assert lines_of(docx_of(body)) == ["نهاد"]


def test_rows_in_content_controls_are_rows():
    row = f"<w:tr><w:tc>{paragraph('a')}</w:tc><w:tc>{paragraph('b')}</w:tc></w:tr>"
    table = f"<w:tbl><w:sdt><w:sdtContent>{row}</w:sdtContent></w:sdt>{row}</w:tbl>"
    assert lines_of(docx_of(table)) == ["a\tb", "a\tb"]


def test_columns_stay_columns_beside_a_cell_that_spans():
    wide = f'<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{paragraph("a")}</w:tc>'
    row = f"<w:tr>{wide}<w:tc>{paragraph('b')}</w:tc></w:tr>"
    assert lines_of(docx_of(f"<w:tbl>{row}</w:tbl>")) == ["a\t\tb"]


def test_of_two_alternatives_one_is_read():
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    box = f"<w:r><w:pict><w:txbxContent>{paragraph('boxed')}</w:txbxContent></w:pict></w:r>"
    both = (
        f"<mc:AlternateContent {mc}><mc:Choice>{box}</mc:Choice>"
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    )
    assert lines_of(docx_of(f"<w:p>{run('text')}{both}</w:p>")) == ["text", "boxed"]
    only = f"<mc:AlternateContent {mc}><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    assert lines_of(docx_of(f"<w:p>{run('text')}{only}</w:p>")) == ["text", "boxed"]


def test_signs_of_old_fonts_are_signs():
    sign = '<w:r><w:sym w:font="{}" w:char="{}"/></w:r>'
    body = sign.format("Wingdings", "F0FC") + sign.format("Symbol", "F0B7")
    body += sign.format("Unknown", "F041") + sign.format("Symbol", "none")
    assert lines_of(docx_of(f"<w:p>{body}{run('x')}</w:p>")) == ["✓••x"]


def test_an_optional_hyphen_inside_a_persian_word_is_a_half_space():
    body = "<w:r><w:t>می</w:t><w:softHyphen/><w:t>شود و نمی¬شود، co\u00adoperate</w:t></w:r>"
    document = read_text(docx_of(f"<w:p>{body}</w:p>"), filename="a.docx")
    assert document.text == "می\u200cشود و نمی\u200cشود، cooperate"
    assert [note.code for note in document.notes] == ["half-spaces-restored"]


def test_notes_are_marked_in_the_order_in_which_they_are_read():
    def refer(kind, name):
        return f'<w:r><w:{kind}Reference w:id="{name}"/></w:r>'

    body = f"<w:p>{run('a')}{refer('footnote', 7)}{refer('endnote', 2)}{refer('footnote', 3)}</w:p>"
    feet = "".join(f'<w:footnote w:id="{n}">{paragraph(f"foot {n}")}</w:footnote>' for n in (3, 7))
    ends = f'<w:endnote w:id="2">{paragraph("end")}</w:endnote>'
    assert lines_of(docx_of(body, footnotes=feet, endnotes=ends)) == [
        "a[1][i][2]", "[1] foot 7", "[i] end", "[2] foot 3",
    ]  # fmt: skip


def test_formulas_are_read():
    math = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    body = f"<m:oMath {math}><m:r><m:t>a+b</m:t></m:r></m:oMath>"
    assert lines_of(docx_of(f"<w:p>{run('sum ')}{body}</w:p>")) == ["sum a+b"]


RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def relations(*pairs: tuple[str, str]) -> str:
    each = "".join(
        f'<Relationship Id="r{n}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(pairs)
    )
    return f'<Relationships xmlns="{RELATIONS}">{each}</Relationships>'


def test_parts_are_found_by_their_relationships():
    body = item("a") + '<w:p><w:r><w:footnoteReference w:id="1"/></w:r></w:p>'
    note = f'<w:footnote w:id="1">{paragraph("note")}</w:footnote>'
    members = {
        "_rels/.rels": relations(("officeDocument", "/word/document2.xml")),
        "word/document2.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
        "word/_rels/document2.xml.rels": relations(
            ("numbering", "numbering2.xml"), ("footnotes", "../word/notes.xml"), ("header", "h.xml")
        ),
        "word/numbering2.xml": f"<w:numbering {W}>{numbering(level(0, '%1)'))}</w:numbering>",
        "word/notes.xml": f"<w:footnotes {W}>{note}</w:footnotes>",
        "word/h.xml": f"<w:hdr {W}>{paragraph('شماره ۱۲')}</w:hdr>",
    }
    document = read_text(packed(members), filename="a.docx")
    assert document.text == "1) a\n[1]\n[1] note"
    assert document.margins == "شماره ۱۲"


def test_the_strict_variant_is_read():
    data = f"<w:document {W}><w:body>{paragraph('متن')}</w:body></w:document>".replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    assert lines_of(packed({"word/document.xml": data})) == ["متن"]

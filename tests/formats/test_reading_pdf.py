"""PDF files: reading order of Persian and English, worked out from what the writers set."""

import difflib
from dataclasses import replace
from importlib import resources

import pytest
import typst

from dabir.formats.docx_writing import write_docx
from dabir.formats.errors import NotAText, SuspiciousArchive
from dabir.formats.limits import Limits
from dabir.formats.pdf_glyphs import LAST_UNMAPPED, UNMAPPED, Glyph, Page, _CodeTable
from dabir.formats.pdf_layout import Row, flows_of, rows_of
from dabir.formats.pdf_letters import plain_letters, repair, restore_half_spaces, settle_marks
from dabir.formats.pdf_paragraphs import Line, margin_rows, paragraphs
from dabir.formats.pdf_reading import _logical, _text_of, _visual
from dabir.formats.pdf_writing import write_pdf
from dabir.formats.reading import read_text

from .builders import a_letter, a_sheet, an_english_letter

FONTS = resources.files("dabir.drawing") / "fonts"
LONG = (
    "در اجرای بند ۴ سند تشکیل (مصوب ۱۲ مرداد ۱۴۰۴) و با توجه به ۲۱۴ نظر واصله، متن زیر که در "
    "نشست‌های کارشناسی بررسی شده است برای اجرا ابلاغ می‌شود؛ نشانی https://example.ir/a راهنماست."
)


def read(letter):
    return read_text(write_pdf(letter), filename="a.pdf")


def without_zwnj(text: str) -> str:
    return text.replace("\u200c", "")


def test_reads_persian_in_reading_order():
    document = read(a_letter(preamble=LONG))
    text = without_zwnj(" ".join(document.text.split("\n")))
    wanted = without_zwnj(LONG)
    match = difflib.SequenceMatcher(None, text, wanted, autojunk=False)
    assert sum(block.size for block in match.get_matching_blocks()) / len(wanted) > 0.98
    assert "(مصوب ۱۲ مرداد ۱۴۰۴)" in text
    assert "https://example.ir/a" in text


def test_reads_english():
    assert "The group adopts the following." in read(an_english_letter()).text


def test_is_never_called_verified():
    document = read(a_letter())
    assert not document.verified
    assert [note.code for note in document.notes] == ["unverified-layout"]


def test_columns_are_separated_by_tabs_from_the_right():
    lines = read_text(write_pdf(a_sheet()), filename="a.pdf").text.split("\n")
    assert "تکلیف\tمسئول\tمهلت" in lines


def test_a_pdf_without_letters_is_not_a_text():
    with pytest.raises(NotAText):
        read_text(a_blank_pdf(), filename="a.pdf")


def test_refuses_more_pages_than_the_limit():
    rows = tuple(("متن", "", "") for _ in range(90))
    with pytest.raises(SuspiciousArchive):
        read_text(write_pdf(a_sheet(rows=rows)), filename="a.pdf", limits=Limits(pages=1))


def test_the_written_word_file_reads_back_as_what_was_issued():
    text = read_text(write_docx(a_letter()), filename="a.docx").text
    for sentence in ("ماده ۱ ـ هدف", "الف)\tپاسخ در ده روز.", "ماده ۲ ـ گزارش هر فصل."):
        assert sentence in text.split("\n")


def row_of(*glyphs):
    """A line as glyphs of size 10: each a text, where it begins and where it ends."""
    return [Glyph(text=t, start=a, end=b, middle=5, size=10) for t, a, b in glyphs]


def test_a_blank_that_takes_no_room_is_a_zwnj():
    row = row_of(("ی", 0, 5), ("ا", 5, 10), ("ه", 10, 15), (" ", 15, 18), ("ن", 15, 20))
    assert _logical(_visual(row), "R") == "ن\u200cهای"


def test_a_blank_set_upon_the_last_letter_is_no_half_space():
    glyphs = [Glyph(t, a, b, 5, 10) for t, a, b in (("ا", 0, 3), (" ", 0, 3.1), ("ه", 3, 9))]
    [row] = rows_of(glyphs)
    assert _logical(_visual(row.glyphs), "R") == "ها"


def test_letters_written_as_shapes_become_letters_in_order():
    row = row_of((plain_letters("\ufefb"), 0, 5), (plain_letters("\ufe91"), 5, 10))
    assert _logical(_visual(row), "R") == "بلا"


def test_brackets_that_face_away_are_turned_round_together():
    assert repair(["الف( متن", "ب( متن )شرح("]) == ["الف) متن", "ب) متن (شرح)"]
    assert repair(["الف) متن", "ب) متن (شرح)"]) == ["الف) متن", "ب) متن (شرح)"]
    assert repair(["(a) text", "b) text"]) == ["(a) text", "b) text"]


def test_stretches_of_justified_lines_are_dropped_when_they_are_many():
    assert repair(["کFFه وظFایف پیشFFFرفت"]) == ["که وظایف پیشرفت"]
    assert repair(["بخشAو"]) == ["بخشAو"]


def a_pdf(*objects: bytes) -> bytes:
    """A file of these objects, the first of which is the catalogue."""
    data, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(data))
        data += b"%d 0 obj%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return data + (
        b"xref\n0 %d\n0000000000 65535 f \n%btrailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
        % (len(objects) + 1, table, len(objects) + 1, len(data))
    )


def a_blank_pdf() -> bytes:
    """A page with nothing on it, as a scanner without recognition would give."""
    return a_pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>",
    )


SENTENCES = (
    "کارگروه می‌تواند از کارشناسان دعوت کند و نظرهای رسیده را بررسی می‌نماید.",
    "دبیرخانه گزارش جلسه‌ها را ظرف ده روز منتشر می‌کند و پیش‌نویس را برای اعضا می‌فرستد.",
    "هر دستگاه، مسئول پی‌گیری برنامه‌های خود است و نتیجه را به شورا گزارش می‌دهد.",
)


def printed(body: str, settings: str = "") -> bytes:
    """A page set by typst from its own markup."""
    source = (
        '#set text(font: "Vazirmatn", lang: "fa", size: 10pt)\n#set par(justify: true)\n'
        f"{settings}\n{body}"
    )
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(FONTS)])
    return typst.compile(source.encode(), font_paths=fonts, ignore_system_fonts=True)


def read_page(body: str, settings: str = ""):
    return read_text(printed(body, settings), filename="a.pdf")


def test_lines_that_the_edge_broke_are_one_paragraph_with_its_half_spaces():
    paragraph = " ".join(SENTENCES * 2)
    assert read_page(f"{paragraph}\n\n{SENTENCES[0]}").text.split("\n") == [paragraph, SENTENCES[0]]


def test_columns_are_read_one_after_the_other():
    items = [f"{number}. {' '.join(SENTENCES)}" for number in "۱۲۳۴۵۶۷۸"]
    body = "#columns(2)[" + "\n\n".join(items) + "]"
    assert read_page(body).text.split("\n") == items


def test_english_columns_begin_at_the_left():
    words = "The group shall meet twice a year and report to the assembly on what was asked. "
    items = [f"({letter}) {words * 3}".strip() for letter in "abcdefgh"]
    settings = '#set text(lang: "en")\n#set page(height: 12cm)'
    body = "#columns(2)[" + "\n\n".join(items) + "]"
    assert read_page(body, settings).text.split("\n") == items


def test_a_table_is_not_taken_for_columns_of_text():
    cells = "".join(f"[تکلیف {n}], [سازمان نمونه]," for n in "۱۲۳۴۵۶۷۸۹")
    lines = read_page(f"#table(columns: (1fr, 1fr), {cells})").text.split("\n")
    assert lines == [f"تکلیف {n}\tسازمان نمونه" for n in "۱۲۳۴۵۶۷۸۹"]


def test_heads_and_feet_of_pages_are_set_apart_from_a_clause_that_goes_on():
    settings = (
        "#set page(height: 8cm, header: [شورای نمونه], footer: context [صفحهٔ"
        " #counter(page).display() از ۳])"
    )
    paragraph = " ".join(SENTENCES * 12).replace(".", "،") + " پایان."
    document = read_page(paragraph, settings)
    assert document.text == paragraph
    assert document.margins.split("\n")[0] == "شورای نمونه"
    assert "صفحهٔ 2 از ۳" in document.margins


def test_pages_that_are_pictures_are_told():
    document = read_page("متن\n#pagebreak()\n#rect()\n#pagebreak()\nپایان")
    note = next(note for note in document.notes if note.code == "pages-without-text")
    assert str(note) == "1 of 3 pages hold no text; they may be scans."


def test_a_page_of_glyphs_without_letters_is_as_good_as_a_scan():
    page = Page([Glyph(chr(UNMAPPED + n), n, n + 1, 5, 10) for n in range(40)])
    with pytest.raises(NotAText):
        _text_of([page])


def test_what_is_printed_twice_in_one_place_is_read_once():
    twice = [Glyph("a", 0, 5, 5, 10), Glyph("a", 0.3, 5.3, 5, 10), Glyph("a", 5.5, 10, 5, 10)]
    [row] = rows_of(twice)
    assert [glyph.start for glyph in row.glyphs] == [0, 5.5]


def test_a_mark_goes_to_the_letter_with_which_it_was_drawn():
    line = [("ه", 0, 5), (" ", 5, 8), ("\u064b", 6, 6), ("ا", 8, 10), ("ل", 10, 14), ("م", 14, 19)]
    [row] = rows_of(settle_marks([Glyph(t, a, b, 5, 10) for t, a, b in line]))
    assert _logical(_visual(row.glyphs), "R") == "ملاً ه"


def test_a_mark_that_repeats_its_letters_adds_only_itself():
    line = [("لاً", 6, 6), ("لا", 6, 12), ("م", 12, 17)]
    [row] = rows_of(settle_marks([Glyph(t, a, b, 5, 10) for t, a, b in line]))
    assert _logical(_visual(row.glyphs), "R") == "ملاً"


def shaped(words: str) -> list[Row]:
    """A line of Persian in which each letter has a shape by how it joins, without half-spaces."""
    dual, glyphs, place = set("بتسشمنیهک"), [], 0.0
    letters = list(words)
    for index, letter in enumerate(letters):
        if letter == "\u200c":
            continue
        before = letters[index - 1] if index else " "
        after = letters[index + 1] if index + 1 < len(letters) else " "
        joins = (before in dual, letter in dual and after not in " \u200c")
        shape = ord(letter) * 4 + joins[0] * 2 + joins[1]
        glyphs.append(Glyph(letter, -place - 5, -place, 5, 10, shape))
        place += 5
    return rows_of(glyphs)


def test_shapes_of_word_ends_within_a_word_show_a_half_space():
    words = "میز سیب می می می\u200cشم شب شب شب"
    [row] = restore_half_spaces(shaped(words))
    assert _logical(_visual(row.glyphs), "R") == words


def test_one_shape_for_all_places_shows_nothing():
    words = "شب بشب بب شب"
    rows = [
        Row(tuple(replace(glyph, shape=ord(glyph.text)) for glyph in row.glyphs))
        for row in shaped(words)
    ]
    [row] = restore_half_spaces(rows)
    assert _logical(_visual(row.glyphs), "R") == words


def test_the_unnamed_stretch_of_justified_lines_goes_and_the_dash_stays():
    stretch, other = chr(UNMAPPED), chr(LAST_UNMAPPED)
    assert repair([f"م{stretch * 2}اده ۱ {stretch}", f"س{stretch}ال ۱{stretch} هدف"]) == [
        "ماده ۱ ـ", "سال ۱ـ هدف",
    ]  # fmt: skip
    assert repair([f"a{other}b"]) == ["a\ufffdb"]


def line(text: str, middle: float, *, slack: float = 0, lead: float = 20, size: float = 10) -> Line:
    return Line(text=text, middle=middle, size=size, slack=slack, lead=lead)


def test_a_line_with_room_for_the_next_word_ends_its_paragraph():
    assert paragraphs([[line("one", 0, slack=40), line("two", 12)]]) == ["one", "two"]
    assert paragraphs([[line("one", 0, slack=10), line("two", 12)]]) == ["one two"]


@pytest.mark.parametrize("marker", ["۲. ب", "۲ـ ب", "(b) x", "ب) x", "ماده ۳", "• x", "۱-۲- ب"])
def test_a_marker_begins_a_line_of_its_own(marker):
    assert paragraphs([[line("one", 0), line(marker, 12)]]) == ["one", marker]


def test_lines_far_apart_or_of_other_size_are_apart():
    lines = [line("a", 0), line("b", 12), line("c", 24), line("d", 50), line("e", 62, size=14)]
    assert paragraphs([lines]) == ["a b c", "d", "e"]


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("see coop\u00ad", "eration", "see cooperation"),
        ("the exam-", "ple is an example", "the example is an example"),
        ("a well-", "known case", "a well-known case"),
        ("at https://a.example/", "b", "at https://a.example/b"),
    ],
)
def test_words_that_the_edge_cut_are_whole(first, second, joined):
    assert paragraphs([[line(first, 0), line(second, 12)]]) == [joined]


def test_a_clause_goes_on_over_a_page_unless_it_ended():
    assert paragraphs([[line("of the", 700)], [line("group", 50)]]) == ["of the group"]
    assert paragraphs([[line("the end.", 700)], [line("Next", 50)]]) == ["the end.", "Next"]


def test_what_comes_again_at_the_same_height_is_a_head_but_for_its_numbers():
    pages = [
        [
            line(f"Report {n}", 20.0 + n * 0.9),
            line("same", 100 * n),
            *[line("x", y) for y in (3, 4)],
        ]
        for n in (1, 2, 3)
    ]
    assert margin_rows(pages)[0] == {0, 2, 3}
    assert margin_rows([[line("text", 20), line("- ۳ -", 800)]]) == [{1}]
    assert margin_rows([[line("- ۳ -", 800)]]) == [set()]


def test_a_last_page_of_few_lines_has_the_columns_of_the_others():
    rows = rows_of(
        Glyph(text, start, start + 90, y, 10)
        for text, start, y in (("a", 0, 0), ("b", 0, 12), ("c", 110, 0), ("d", 110, 12))
    )
    flows = flows_of(rows, from_right=False, elsewhere=100)
    assert [[row.glyphs[0].text for row in flow] for flow in flows] == [["a", "b"], ["c", "d"]]
    assert len(flows_of(rows, from_right=False)) == 1


def test_a_form_that_draws_forms_without_end_is_refused():
    def form(number: int) -> bytes:
        names = b" ".join(b"/F%d %d 0 R" % (n, number + 1) for n in range(10))
        body = b" ".join(b"/F%d Do" % n for n in range(10))
        return (
            b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<<%s>>>>/Length %d>>"
            b"\nstream\n%s\nendstream" % (names, len(body), body)
        )

    page = (
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R"
        b"/Resources<</XObject<</F0 5 0 R>>>>>>"
    )
    with pytest.raises(SuspiciousArchive):
        read_text(
            a_pdf(
                b"<</Type/Catalog/Pages 2 0 R>>",
                b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
                page,
                b"<</Length 6>>\nstream\n/F0 Do\nendstream",
                *(form(number) for number in range(5, 20)),
                b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Length 0>>\nstream\n\nendstream",
            ),
            filename="a.pdf",
        )


def test_a_font_with_a_table_of_its_own_codes_is_read():
    table = (
        b"1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n"
        b"1 begincidchar\n<0041> 7\nendcidchar\n1 begincidrange\n<0042> <0044> 20\nendcidrange"
    )
    codes = _CodeTable(table)
    assert list(codes.decode(b"\x00A\x00B\x00D\x00E")) == [7, 20, 22]
    assert list(_CodeTable(table.replace(b"<0000> <ffff>", b"<00> <ff>")).decode(b"AC")) == [7, 21]


def test_a_table_of_codes_without_end_is_refused():
    ranges = b"begincidrange" + b"<0000> <ffff> 0\n<0000> <ffff> 1\n" + b"endcidrange"
    with pytest.raises(SuspiciousArchive):
        _CodeTable(ranges)

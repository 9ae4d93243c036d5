"""Tracked Word files as other programs write them: every word has its fate and its author."""

from datetime import UTC, datetime

import pytest

from dabir.formats.word_changes import Cell, Point, StretchKind, read_tracked
from tests.formats.builders import docx_of

from .pieces import by, gone, p, run


def read(*paragraphs, **parts):
    return read_tracked(docx_of("".join(paragraphs), **parts))


def kinds(document, number=0):
    return [(each.kind.value, each.text) for each in document.paragraphs[number].stretches]


def both(document):
    return [line.text for line in document.base], [line.text for line in document.target]


def test_words_put_in_and_taken_out_have_their_authors_and_times():
    document = read(
        p(
            run("The Parties shall ")
            + f"<w:del {by('France')}>{gone('strengthen')}</w:del>"
            + f"<w:ins {by('Japan', 2)}>{run('enhance')}</w:ins>"
            + run(" cooperation.")
        )
    )
    assert both(document) == (
        ["The Parties shall strengthen cooperation."],
        ["The Parties shall enhance cooperation."],
    )
    _, taken, put, _ = document.paragraphs[0].stretches
    assert (taken.kind, taken.deleted.author) == (StretchKind.DELETED, "France")
    assert put.inserted.author == "Japan"
    assert put.inserted.at == datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
    assert document.authors == ("France", "Japan")


@pytest.mark.parametrize(
    "nested",
    [
        f"<w:ins {by('A')}><w:del {by('B')}>{gone('x')}</w:del></w:ins>",
        f"<w:del {by('B')}><w:ins {by('A')}>{gone('x')}</w:ins></w:del>",
    ],
)
def test_what_one_put_in_and_another_took_out_is_on_neither_side(nested):
    document = read(p(run("a") + nested + run("b")))
    assert both(document) == (["ab"], ["ab"])
    passing = document.paragraphs[0].stretches[1]
    assert (passing.kind, passing.inserted.author, passing.deleted.author) == (
        StretchKind.PASSING,
        "A",
        "B",
    )


def test_an_insertion_within_moved_words_is_of_whoever_inserted():
    document = read(
        p(
            f'<w:moveToRangeStart {by("M")} w:name="m1"/>'
            f"<w:moveTo {by('M')}>{run('moved ')}<w:ins {by('E')}>{run('new ')}</w:ins></w:moveTo>"
            '<w:moveToRangeEnd w:id="1"/>' + run("end")
        ),
        p(
            f'<w:moveFromRangeStart {by("M", 1, 2)} w:name="m1"/>'
            f"<w:moveFrom {by('M')}>{run('moved ')}</w:moveFrom>"
            '<w:moveFromRangeEnd w:id="2"/>' + run("rest")
        ),
    )
    assert kinds(document) == [("moved_to", "moved "), ("inserted", "new "), ("kept", "end")]
    assert kinds(document, 1) == [("moved_from", "moved "), ("kept", "rest")]
    assert both(document) == (["end", "moved rest"], ["moved new end", "rest"])


def test_a_move_of_which_one_end_is_missing_is_an_insertion():
    document = read(
        p(
            f'<w:moveToRangeStart {by("M")} w:name="m1"/><w:moveTo {by("M")}>{run("x")}</w:moveTo>'
            '<w:moveToRangeEnd w:id="1"/>'
        )
    )
    assert kinds(document) == [("inserted", "x")]


def test_a_deleted_end_joins_paragraphs_and_an_inserted_one_splits_them():
    document = read(
        p(run("one "), mark=f"<w:del {by('A')}/>"),
        p(run("two"), mark=f"<w:ins {by('B')}/>"),
        p(run(" three")),
    )
    assert both(document) == (["one ", "two three"], ["one two", " three"])


def test_rows_of_tables_are_put_in_and_taken_out_as_a_whole():
    def row(text, change=""):
        return f"<w:tr><w:trPr>{change}</w:trPr><w:tc><w:p>{run(text)}</w:p></w:tc></w:tr>"

    document = read(
        "<w:tbl>"
        + row("kept")
        + row("new", f"<w:ins {by('A')}/>")
        + row("old", f"<w:del {by('B')}/>")
        + "</w:tbl>"
    )
    assert both(document) == (["kept", "old"], ["kept", "new"])
    assert [each.cell for each in document.paragraphs] == [Cell(0, row, 0) for row in range(3)]


def test_words_in_controls_links_fields_and_smart_tags_are_read():
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("today")}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    document = read(
        f"<w:sdt><w:sdtContent>{p(run('in a control '))}</w:sdtContent></w:sdt>",
        p(
            f"<w:hyperlink>{run('link ')}</w:hyperlink><w:smartTag>{run('tag ')}</w:smartTag>"
            f"<w:sdt><w:sdtContent><w:ins {by('A')}>{run('put in ')}</w:ins></w:sdtContent></w:sdt>"
            + field
        ),
    )
    assert both(document)[1] == ["in a control ", "link tag put in today"]
    assert kinds(document, 1)[1] == ("inserted", "put in ")


def test_footnotes_follow_the_body_with_their_changes():
    words = p(run("see ") + f"<w:ins {by('A')}>{run('more')}</w:ins>")
    note = f'<w:footnote w:id="2">{words}</w:footnote>'
    document = read(p(run("text") + '<w:r><w:footnoteReference w:id="2"/></w:r>'), footnotes=note)
    assert both(document) == (["text[1]", "see "], ["text[1]", "see more"])
    assert document.paragraphs[1].place == "footnote"


NUMBERING = (
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
)
LISTED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'


def test_numbers_are_counted_for_either_side_alone():
    document = read(
        p(f"<w:ins {by('A')}>{run('new')}</w:ins>", LISTED, f"<w:ins {by('A')}/>"),
        p(run("first"), LISTED),
        p(f"<w:del {by('A')}>{gone('gone')}</w:del>", LISTED, f"<w:del {by('A')}/>"),
        p(run("last"), LISTED),
        numbering=NUMBERING,
    )
    assert [(line.label, line.text) for line in document.base] == [
        ("1.", "first"),
        ("2.", "gone"),
        ("3.", "last"),
    ]
    assert [(line.label, line.text) for line in document.target] == [
        ("1.", "new"),
        ("2.", "first"),
        ("3.", "last"),
    ]


def test_a_paragraph_that_was_taken_into_a_list_had_no_number_before():
    change = f"<w:pPrChange {by('A')}><w:pPr/></w:pPrChange>"
    document = read(f"<w:p><w:pPr>{LISTED}{change}</w:pPr>{run('x')}</w:p>", numbering=NUMBERING)
    assert (document.base[0].label, document.target[0].label) == ("", "1.")
    assert document.paragraphs[0].restyled.author == "A"
    assert not document.is_changed


def test_formatting_that_carries_meaning_is_kept_and_its_change_told():
    styled = run("x", f"<w:b/><w:strike/><w:rPrChange {by('A')}><w:rPr/></w:rPrChange>")
    (stretch,) = read(p(styled)).paragraphs[0].stretches
    assert (stretch.look.bold, stretch.look.struck, stretch.look.italic) == (True, True, False)
    assert stretch.restyled.author == "A"


def test_comments_are_bound_to_their_words():
    document = read(
        p(
            run("some ")
            + f'<w:commentRangeStart w:id="7"/><w:ins {by("A")}>{run("new ")}</w:ins>{run("words")}'
            '<w:commentRangeEnd w:id="7"/><w:r><w:commentReference w:id="7"/></w:r>'
        ),
        comments=f"<w:comment {by('B', 3, 7)}>{p(run('why?'))}{p(run('really'))}</w:comment>",
    )
    (comment,) = document.comments
    assert (comment.author, comment.text) == ("B", "why?\nreally")
    assert (comment.start, comment.end) == (Point(0, 5), Point(0, 14))


def test_a_file_without_changes_says_so():
    document = read(p(run("x")))
    assert not document.is_changed
    assert document.base == document.target

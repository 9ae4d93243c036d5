"""Comment sheets that come back otherwise than they went out: nothing of them is lost unseen."""

import io
import random

import docx
import openpyxl
import pytest
from docx.oxml import OxmlElement
from hypothesis import given, settings
from hypothesis import strategies as st

from dabir.formats.comment_sheets import Cells, ReadRow, ReadSheet, read_sheet, write_sheet
from dabir.stages.texts.acts import derive_version, rule_amendment
from dabir.stages.texts.files.comment_sheets import comment_sheet
from dabir.stages.texts.files.sheets_coming_in import bind
from dabir.stages.texts.models import Comment, CommentDisposition, CommentSheetFile
from dabir.stages.texts.queries import latest_version
from tests.factories import AT
from tests.stages.drafts import UIDS, WORDS, edit, propose
from tests.web.test_texts_sheets import World, filled, send, write_comments

pytestmark = pytest.mark.django_db
ACCEPTED = str(CommentDisposition.Outcome.ACCEPTED.label)


@pytest.fixture
def world():
    return World()


@pytest.fixture
def as_member(client, world):
    client.force_login(world.member)
    return client


def row(place, code="", clause="", text="", *, inherited=False, **cells):
    return ReadRow(place, code, clause, text, Cells(**cells), inherited)


def bound(world, *rows, **more):
    reader = more.pop("reader", world.secretary)
    return bind(ReadSheet({}, rows), world.version, reader, **more).rows


def ask(world, words="این چیست؟"):
    data = world.sheet(("zz", "ماده ۹۹", "", Cells(comment=words)))
    sheet = world.keep(data)
    return sheet, world.url("comment_sheet", sheet.pk), read_sheet(data).rows[0].number


def shown(html):
    return html.partition('name="shown" value="')[2].partition('"')[0]


def test_what_a_person_chooses_goes_before_what_the_address_says(as_member, world):
    sheet, here, number = ask(world)
    wrong = f"{here}?row-{number}=nonsense&body={world.body.pk}"
    chosen = {f"row-{number}": UIDS["two"], "body": world.body.pk, "shown": "x", "kept": ""}
    html = as_member.post(wrong, chosen | {"again": "1"}).content.decode()
    assert f'<option value="{UIDS["two"]}" selected>' in html
    done = chosen | {"shown": shown(html), "confidentiality": "group"}
    assert as_member.post(wrong, done).status_code == 302
    assert str(sheet.comments.get().clause.uid) == UIDS["two"]


def test_what_was_answered_can_be_answered_otherwise(as_member, world):
    _sheet, here, number = ask(world)
    html = as_member.get(f"{here}?row-{number}={UIDS['one']}").content.decode()
    assert f'<option value="{UIDS["one"]}" selected>' in html


def test_nothing_is_recorded_otherwise_than_its_page_showed_it(as_member, world):
    _sheet, here, number = ask(world)
    html = as_member.get(f"{here}?row-{number}={UIDS['one']}").content.decode()
    other = {"shown": shown(html), f"row-{number}": UIDS["two"], "confidentiality": "group"}
    answer = as_member.post(here, other)
    assert answer.status_code == 200
    assert not Comment.objects.exists()
    as_member.post(here, other | {"shown": shown(answer.content.decode())})
    assert str(Comment.objects.get().clause.uid) == UIDS["two"]


def test_many_rows_in_doubt_are_asked_about_by_and_by(as_member, world, monkeypatch):
    monkeypatch.setattr("dabir.web.texts.sheets.choices.AT_ONCE", 1)
    rows = [(f"z{n}", f"ماده ۹{n}", "", Cells(comment=f"نظر {n}")) for n in range(3)]
    sheet = world.keep(world.sheet(*rows))
    here = world.url("comment_sheet", sheet.pk)
    html = as_member.get(here).content.decode()
    numbers = [each.number for each in read_sheet(world.sheet(*rows)).rows]
    said = {}
    for number in numbers:
        assert f'name="row-{number}"' in html
        kept = html.partition('name="kept" value="')[2].partition('"')[0]
        said = {"kept": kept, "shown": shown(html), "again": "1"}
        for asked in numbers:
            if f'name="row-{asked}"' in html:
                said[f"row-{asked}"] = UIDS["one"]
        html = as_member.post(here, said).content.decode()
    kept = html.partition('name="kept" value="')[2].partition('"')[0]
    last = {"kept": kept, "shown": shown(html), "confidentiality": "group"}
    last |= {f"row-{n}": UIDS["one"] for n in numbers if f'name="row-{n}"' in html}
    as_member.post(here, last)
    assert Comment.objects.count() == 3


def test_the_same_twice_in_one_sheet_is_taken_once(as_member, world):
    one = (world.code("one"), "ماده ۱", "", Cells(comment="چرا؟"))

    def doubled(rows, _cell):
        for name in ("نظر", "شناسه", "بند"):
            rows[1][name].value = rows[0][name].value

    two = (world.code("two"), "ماده ۲", "", Cells())
    data = filled(world.sheet(one, two), "xlsx", doubled)
    html = send(as_member, world, data).content.decode()
    assert 'name="also"' in html
    sheet = CommentSheetFile.objects.get()
    world.take(sheet)
    assert Comment.objects.count() == 1


def test_the_same_twice_in_one_sheet_is_taken_twice_where_a_person_says_so(world):
    rows = [row(n, world.code("one"), comment="چرا؟") for n in (5, 6, 7)]
    assert [each.state for each in bound(world, *rows)] == ["new", "twice", "twice"]
    assert [each.state for each in bound(world, *rows, also={7})] == ["new", "twice", "new"]


@pytest.mark.parametrize("number", ["{}", " {} ", "#{}", "{}.0", "{}."])
def test_a_number_is_known_whatever_programs_put_around_it(world, number):
    made = world.comment()
    written = number.format(str(made.pk).translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")))
    (only,) = bound(world, row(5, number=written, comment=made.words))
    assert only.comment == made


def test_a_comment_whose_number_is_gone_is_known_by_its_words(world):
    made = world.comment(words='گفت "نه" - و رفت...')
    printed = row(5, world.code("one"), by="اتحادیه", comment="گفت «نه» – و  رفت…")
    (only,) = bound(world, printed)
    assert (only.state, only.comment) == ("known", made)


def test_two_outcomes_for_one_comment_are_not_both_taken(world):
    made = world.comment()
    said = {"number": str(made.pk), "comment": made.words, "outcome": ACCEPTED}
    first, second = bound(world, row(5, answer="بله", **said), row(6, answer="باز بله", **said))
    assert (first.settles, second.settles, bool(second.notes)) == (True, False, True)


def test_an_outcome_is_taken_where_the_words_of_its_comment_are_left_out(world):
    made = world.comment()

    def only_the_outcome(rows, _cell):
        rows[0]["نظر"].value = None
        rows[0]["سرانجام نظر"].value = f" {ACCEPTED}. "
        rows[0]["پاسخ دبیرخانه"].value = "بله"

    data = filled(write_comments(world), "xlsx", only_the_outcome)
    world.take(world.keep(data, world.secretary), world.secretary)
    made.refresh_from_db()
    assert made.state == "settled"
    assert made.words == "روشن نیست."


@pytest.mark.parametrize(
    "cells",
    [{"quote": "هر ماه"}, {"answer": "بله"}, {"outcome": "پذیرفته"}, {"number": "999", "by": "x"}],
)
def test_what_says_something_of_no_comment_is_shown_with_the_reason(world, cells):
    (only,) = bound(world, row(5, world.code("one"), **cells))
    assert (only.state, bool(only.notes)) == ("left", True)


def test_rows_that_were_sorted_and_name_no_clause_are_asked_about(world):
    rows = [
        row(5, world.code("two"), comment="الف"),
        row(6, world.code("one"), comment="ب"),
        row(7, world.code("one"), inherited=True, comment="پ"),
    ]
    assert [each.state for each in bound(world, *rows)] == ["new", "new", "asked"]
    in_order = [row(5, world.code("one"), comment="ب"), rows[2]]
    assert [each.state for each in bound(world, *in_order)] == ["new", "new"]


def test_a_row_whose_code_and_name_are_of_two_clauses_is_asked_about(world):
    (asked,) = bound(world, row(5, world.code("one"), "ماده ۲", comment="چرا؟"))
    assert asked.state == "asked"
    (sure,) = bound(world, row(5, world.code("one"), "ماده ۲", WORDS["one"]["fa"], comment="چرا؟"))
    assert str(sure.clause.uid) == UIDS["one"]


def test_wording_that_was_written_into_the_text_beside_a_comment_is_proposed(world):
    (only,) = bound(world, row(5, world.code("one"), "", "متنی دیگر به‌جای آن", comment="بهتر است"))
    assert (only.said.wording, only.said.comment) == ("متنی دیگر به‌جای آن", "بهتر است")
    both = row(5, world.code("one"), "", "متنی دیگر", comment="بهتر", wording="سومی")
    assert bound(world, both)[0].notes


def test_marks_that_a_program_put_into_a_clauses_text_are_nobodys_wording(world):
    text = WORDS["one"]["fa"]
    changed = f"\u00a0{text.replace(' ', chr(0xA0))} "
    assert bound(world, row(5, world.code("one"), "", changed)) == ()


def test_the_text_of_an_earlier_version_is_nobodys_wording(world):
    before = WORDS["two"]["fa"]
    made = propose(world.text, world.secretary, edit(world.text, "two", "گزارش", "گزارش‌ها"))
    rule_amendment(amendment=made, accept=True, actor=world.secretary, at=AT)
    derive_version(text=world.text, actor=world.secretary, at=AT)
    latest = latest_version(world.text)
    read = ReadSheet({}, (row(5, world.code("two"), "", before),))
    assert bind(read, latest, world.secretary).rows == ()


def test_a_code_that_a_program_took_for_a_number_is_known(world):
    from dabir.stages.texts.files.sheet_clauses import ClauseFinder

    clauses = list(world.version.clauses.prefetch_related("wordings"))
    finder = ClauseFinder(world.version, clauses, ())
    finder._codes = {"00123456": clauses[0]}
    assert finder.find(row(5, "123456", comment="چرا؟"), None)[1] == clauses[0]


def test_moved_words_of_a_tracked_file_are_read_once():
    document = docx.Document()
    table = document.add_table(rows=2, cols=2)
    for place, words in enumerate(("Clause", "Comment")):
        table.rows[0].cells[place].text = words
    table.rows[1].cells[0].text = "Article 1"
    paragraph = table.rows[1].cells[1].paragraphs[0]
    for way in ("w:moveFrom", "w:moveTo"):
        moved, run, text = (OxmlElement(name) for name in (way, "w:r", "w:t"))
        text.text = "once"
        run.append(text)
        moved.append(run)
        paragraph._p.append(moved)
    out = io.BytesIO()
    document.save(out)
    assert [each.cells.comment for each in read_sheet(out.getvalue()).rows] == ["once"]


def test_hidden_and_filtered_rows_and_merged_cells_are_read(world):
    data = world.sheet(
        (world.code("one"), "ماده ۱", "", Cells(comment="پیدا")),
        (world.code("two"), "ماده ۲", "", Cells(comment="پنهان")),
        (world.code("note"), "تبصره", "", Cells(comment="ادغام‌شده")),
    )
    book = openpyxl.load_workbook(io.BytesIO(data))
    page = book.active
    page.row_dimensions[page.max_row - 1].hidden = True
    page.merge_cells(start_row=page.max_row, end_row=page.max_row, start_column=2, end_column=3)
    page.auto_filter.ref = page.dimensions
    out = io.BytesIO()
    book.save(out)
    read = read_sheet(out.getvalue())
    assert [each.cells.comment for each in read.rows] == ["پیدا", "پنهان", "ادغام‌شده"]


# -- the law -------------------------------------------------------------------------------------

WRITTEN = ("نظر", "متن پیشنهادی", "دلیل", "واژه‌های موردنظر")
CHANGES = st.lists(
    st.one_of(
        st.tuples(st.just("write"), st.integers(0, 9), st.sampled_from(WRITTEN)),
        st.tuples(st.just("over"), st.integers(0, 9), st.just("متن بند")),
        st.tuples(st.just("drop"), st.just(0), st.sampled_from(("شناسه", "بند", "شمارهٔ نظر"))),
        st.tuples(st.just("sort"), st.just(0), st.sampled_from(("نظر", "شناسه", "بند"))),
        st.tuples(st.just("insert"), st.integers(0, 9), st.just("")),
        st.tuples(st.just("clear"), st.integers(0, 9), st.sampled_from(("شناسه", "بند"))),
        st.tuples(st.just("copy"), st.integers(0, 9), st.just("")),
        st.tuples(st.just("shuffle"), st.integers(0, 99), st.just("")),
    ),
    max_size=8,
)


def changed(data, changes):
    """Change a workbook as people do; return it with all that was written into it."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    page = book.active
    rows = [["" if cell.value is None else str(cell.value) for cell in each] for each in page.rows]
    first = next(i for i, each in enumerate(rows) if sum(map(bool, each)) > 4)
    head, lines = rows[first], rows[first + 1 :]
    said = []
    for what, place, name in changes:
        line = lines[place % len(lines)]
        column = head.index(name) if name in head else None
        if what in {"write", "over"} and column is not None:
            if line[column] in said:
                said.remove(line[column])
            said.append(f"گفتهٔ {len(said)} و {place} «{name}»")
            line[column] = said[-1]
        elif what == "drop" and column is not None:
            for each in (head, *lines):
                del each[column]
        elif what == "clear" and column is not None:
            line[column] = ""
        elif what == "sort" and column is not None:
            lines.sort(key=lambda each, by=column: each[by])
        elif what == "insert":
            lines.insert(place % len(lines), [""] * len(head))
        elif what == "copy":
            lines.insert(place % len(lines), list(line))
        elif what == "shuffle":
            random.Random(place).shuffle(lines)
    made = openpyxl.Workbook()
    for each in (*rows[:first], head, *lines):
        made.active.append(each)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue(), said


class Sent:
    """Two sheets that went out once for all examples of the law."""

    def __init__(self):
        self.world = World()
        for key, words in (("one", "روشن نیست."), ("two", "زود است.")):
            self.world.comment(key, words)
        version, reader = self.world.version, self.world.secretary
        self.sheets = [
            write_sheet(
                comment_sheet(version, reader, language="fa", with_comments=with_comments), "xlsx"
            )
            for with_comments in (False, True)
        ]


@pytest.fixture
def sent():
    return Sent()


def test_nothing_that_is_written_into_a_sheet_is_lost(sent):
    @settings(deadline=None)
    @given(st.integers(0, 1), CHANGES)
    def law(which, changes):
        data, said = changed(sent.sheets[which], changes)
        read = read_sheet(data)
        rows = bind(read, sent.world.version, sent.world.secretary, body=None).rows
        told = " ".join(
            " ".join((*each.notes, each.words, *(getattr(each.said, n) for n in FIELDS)))
            for each in rows
            if each.state != "known" or each.notes
        )
        for words in said:
            assert words in told, (words, changes)
        # What is taken over says whole what its row says.
        for each in rows:
            if each.state == "new":
                taken = f"{each.words} {each.said.wording} {each.reason}"
                assert each.said.comment in taken
                assert each.said.reason in taken
                assert each.place is not None or each.said.quote in taken

    law()


FIELDS = ("quote", "comment", "wording", "reason", "answer", "outcome")


def test_a_sheet_that_was_only_sorted_makes_nothing_new(sent):
    data, _said = changed(sent.sheets[1], [("sort", 0, "نظر"), ("shuffle", 3, "")])
    rows = bind(read_sheet(data), sent.world.version, sent.world.secretary).rows
    assert {each.state for each in rows} == {"known"}
    assert not any(each.notes for each in rows)

"""Comment sheets on a text: out empty or filled, back as comments and with what became of them."""

import io

import docx
import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from dabir.domain.procedure.verdicts import NotNow, NotPermitted, Refused
from dabir.formats.comment_sheets import (
    Cells,
    CommentSheet,
    ReadSheet,
    Section,
    read_sheet,
    write_sheet,
)
from dabir.foundation.files.keeping import read_original
from dabir.foundation.trace.models import Confidentiality
from dabir.stages.texts.acts import (
    derive_version,
    keep_comment_sheet,
    make_comment,
    reopen_comment,
    rule_amendment,
    set_comment_sheet_aside,
    settle_comment,
    take_comment_sheet,
)
from dabir.stages.texts.files.comment_sheets import WHOLE
from dabir.stages.texts.files.going_out import issued_mark
from dabir.stages.texts.files.sheets_coming_in import bind
from dabir.stages.texts.models import Comment, CommentDisposition, CommentSheetFile
from dabir.stages.texts.queries import latest_version
from tests.factories import AT, make_body, make_group, make_member, make_secretary
from tests.stages.drafts import UIDS, edit, make_text, propose
from tests.web.catalogue import left_in_english

pytestmark = pytest.mark.django_db

FORMS = ("docx", "xlsx")


class World:
    def __init__(self):
        self.group = make_group()
        self.secretary = make_secretary(self.group)
        self.body, self.other = make_body("اتحادیه"), make_body("سازمان")
        self.member = make_member(self.group, body=self.body)
        self.another = make_member(self.group, body=self.other)
        self.text = make_text(self.group, self.secretary)
        self.version = latest_version(self.text)

    def url(self, name, *more):
        return reverse(f"texts:{name}", args=[self.group.code, self.text.pk, *more])

    def clause(self, key):
        return self.version.clauses.get(uid=UIDS[key])

    def comment(self, key="one", words="روشن نیست.", **more):
        given = {"body": self.body, "actor": self.member} | more
        clause = self.clause(key) if key else None
        return make_comment(version=self.version, clause=clause, words=words, at=AT, **given)

    def code(self, key):
        return UIDS[key].replace("-", "")[-8:]

    def sheet(self, *rows, form="xlsx", mark=None, organisation="اتحادیه"):
        """A sheet as somebody fills it in: rows are (code, label, text, cells)."""
        sections = tuple(
            Section(code or f"x{place}", label, text, (cells,))
            for place, (code, label, text, cells) in enumerate(rows)
        )
        facts = {"organisation": organisation, "draft": mark or issued_mark(self.version)}
        made = CommentSheet(
            language="fa", direction="rtl", title="نظرها", sections=sections, room=0, facts=facts
        )
        return write_sheet(made, form)

    def keep(self, data, actor=None, name="s.xlsx"):
        return keep_comment_sheet(
            text=self.text, data=data, name=name, actor=actor or self.member, at=AT
        )

    def take(self, sheet, actor=None, **more):
        given = {"body": self.body} | more
        return take_comment_sheet(sheet=sheet, actor=actor or self.member, at=AT, **given)


@pytest.fixture
def world():
    return World()


@pytest.fixture
def as_member(client, world):
    client.force_login(world.member)
    return client


def got(client, world, what, form, language="fa"):
    address = world.url("comment_sheet_file", 0, what, form)
    answer = client.get(address, {"language": language})
    assert answer.status_code == 200
    return answer.content


def send(client, world, data, name="s.xlsx"):
    upload = SimpleUploadedFile(name, data)
    return client.post(world.url("comment_sheets"), {"file": upload, "version": 0}, follow=True)


def filled(data, form, write):
    """Let `write(header, rows)` fill in the table of a file, whose cells it sets as `row[name]`."""
    if form == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(data))
        cells = [list(row) for row in book.active.iter_rows()]
        first = next(i for i, row in enumerate(cells) if len([c for c in row if c.value]) > 4)
        names = [cell.value for cell in cells[first]]
        write([dict(zip(names, row, strict=True)) for row in cells[first + 1 :]], "value")
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()
    document = docx.Document(io.BytesIO(data))
    table = document.tables[-1]
    names = [cell.text for cell in table.rows[0].cells]
    write(
        [dict(zip(names, row.cells, strict=True)) for row in table.rows[1:]],
        "text",
    )
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize("form", FORMS)
def test_an_empty_sheet_is_filled_in_and_comes_back_as_comments(as_member, world, form):
    def write(rows, cell):
        row = next(each for each in rows if "ماده ۱" in str(getattr(each["بند"], cell)))
        setattr(row["واژه‌های موردنظر"], cell, "هر ماه")
        setattr(row["نظر"], cell, "زیاد است.")
        setattr(row["متن پیشنهادی"], cell, "هر فصل")
        setattr(row["دلیل"], cell, "کار بسیار است.")

    data = filled(got(as_member, world, "empty", form), form, write)
    html = send(as_member, world, data, f"s.{form}").content.decode()
    assert "زیاد است." in html
    assert not Comment.objects.exists()
    sheet = CommentSheetFile.objects.get()
    as_member.post(world.url("comment_sheet", sheet.pk), {"confidentiality": "group"})
    made = Comment.objects.get()
    assert (made.words, made.wording, made.reason) == ("زیاد است.", "هر فصل", "کار بسیار است.")
    assert (str(made.clause.uid), made.quoted, made.body) == (UIDS["one"], "هر ماه", world.body)
    assert read_original(sheet.original) == data
    assert list(sheet.comments.all()) == [made]


@pytest.mark.parametrize("form", FORMS)
def test_outcomes_filled_in_by_the_secretariat_settle_comments(client, world, form):
    first = world.comment(words="روشن نیست.")
    second = world.comment("two", "خوب است.")

    def write(rows, cell):
        row = next(each for each in rows if getattr(each["شمارهٔ نظر"], cell) == str(first.pk))
        setattr(row["سرانجام نظر"], cell, "پذیرفته")
        setattr(row["پاسخ دبیرخانه"], cell, "روشن می‌شود.")

    client.force_login(world.secretary)
    sent = got(client, world, "comments", form)
    label = str(CommentDisposition.Outcome.ACCEPTED.label)

    def write_label(rows, cell):
        write(rows, cell)
        row = next(each for each in rows if getattr(each["شمارهٔ نظر"], cell) == str(first.pk))
        setattr(row["سرانجام نظر"], cell, label)

    send(client, world, filled(sent, form, write_label), f"s.{form}")
    sheet = CommentSheetFile.objects.get()
    client.post(world.url("comment_sheet", sheet.pk), {"confidentiality": "group"})
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == ("settled", "open")
    assert first.disposition.reason == "روشن می‌شود."
    assert Comment.objects.count() == 2


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("language", ["fa", "en"])
def test_a_sheet_with_comments_says_everything_of_them(as_member, world, form, language):
    done = world.comment(
        words="روشن نیست.", wording="هر فصل", reason="زیاد است.", language="fa", place=(8, 14)
    )
    settle_comment(comment=done, outcome="noted", reason="دیده شد.", actor=world.secretary, at=AT)
    world.comment(None, "بر همهٔ متن")
    rows = read_sheet(got(as_member, world, "comments", form, language)).rows
    told = {row.cells.number: row for row in rows}
    row = told[str(done.pk)]
    assert row.cells.by.startswith("اتحادیه")
    assert (row.cells.comment, row.cells.wording, row.cells.reason) == (
        "روشن نیست.",
        "هر فصل",
        "زیاد است.",
    )
    assert row.cells.quote == done.quoted != ""
    assert row.cells.answer == "دیده شد."
    assert row.cells.outcome
    assert {each.code for each in rows} == {world.code("one"), WHOLE}


def test_a_sheet_that_went_out_and_came_back_unchanged_says_nothing_new(world):
    world.comment()
    client_data = write_comments(world)
    sheet = world.keep(client_data, world.secretary)
    with pytest.raises(Refused):
        world.take(sheet, world.secretary)
    assert Comment.objects.count() == 1


def write_comments(world):
    from dabir.stages.texts.files.comment_sheets import comment_sheet

    made = comment_sheet(world.version, world.secretary, language="fa", with_comments=True)
    return write_sheet(made, "xlsx")


def test_a_row_is_known_by_its_clause_when_its_code_is_gone(world):
    words = "دبیرخانه گزارش را منتشر می‌کند."
    data = world.sheet(
        ("zz", "مادهٔ دو", words, Cells(comment="چرا؟")),
        ("yy", "ماده ۱", "", Cells(comment="چه وقت؟")),
    )
    # A code that is none leaves the doubt; without it the words and the name are enough.
    blank = filled(
        data, "xlsx", lambda rows, _cell: [setattr(r["شناسه"], "value", "") for r in rows]
    )
    world.take(world.keep(blank))
    on = {each.words: str(each.clause.uid) for each in Comment.objects.all()}
    assert on == {"چرا؟": UIDS["two"], "چه وقت؟": UIDS["one"]}


def test_a_row_that_is_not_sure_is_asked_and_taken_only_then(as_member, world):
    data = world.sheet(("zz", "ماده ۹۹", "", Cells(comment="این چیست؟")))
    html = send(as_member, world, data).content.decode()
    sheet = CommentSheetFile.objects.get()
    here = world.url("comment_sheet", sheet.pk)
    number = read_sheet(data).rows[0].number
    assert f'name="row-{number}"' in html
    as_member.post(here, {"confidentiality": "group"})
    assert not Comment.objects.exists()
    query = f"?body={world.body.pk}&row-{number}={UIDS['two']}"
    as_member.post(here + query, {"confidentiality": "group"})
    assert str(Comment.objects.get().clause.uid) == UIDS["two"]


def test_a_row_may_be_said_to_be_on_the_whole_text_and_keeps_its_name(world):
    data = world.sheet(("zz", "دیباچه", "", Cells(comment="کوتاه است.")))
    number = read_sheet(data).rows[0].number
    world.take(world.keep(data), said={number: WHOLE})
    made = Comment.objects.get()
    assert made.clause is None
    assert made.words == "دیباچه: کوتاه است."


def test_words_that_do_not_stand_in_the_clause_are_not_lost(world):
    data = world.sheet((world.code("one"), "ماده ۱", "", Cells(quote="هرگز", comment="چرا؟")))
    world.take(world.keep(data))
    made = Comment.objects.get()
    assert made.words == "«هرگز» چرا؟"
    assert made.place is None


def test_what_is_written_into_the_clauses_own_text_is_proposed_wording(world):
    changed = "کارگروه هر سال گزارش می‌دهد."
    data = world.sheet((world.code("one"), "ماده ۱", changed, Cells()))
    world.take(world.keep(data))
    assert Comment.objects.get().wording == changed


def test_the_same_sheet_is_known_again(as_member, world):
    data = world.sheet((world.code("one"), "ماده ۱", "", Cells(comment="چرا؟")))
    send(as_member, world, data)
    send(as_member, world, data, "again.xlsx")
    sheet = CommentSheetFile.objects.get()
    world.take(sheet)
    send(as_member, world, data)
    assert CommentSheetFile.objects.count() == 1
    with pytest.raises(NotNow):
        world.take(sheet)
    with pytest.raises(Refused):
        world.keep(data)


def test_the_same_comment_in_another_file_is_not_made_twice(world):
    row = (world.code("one"), "ماده ۱", "", Cells(comment="چرا؟"))
    world.take(world.keep(world.sheet(row)))
    more = world.sheet(row, (world.code("two"), "ماده ۲", "", Cells(comment="نو")))
    world.take(world.keep(more))
    assert sorted(Comment.objects.values_list("words", flat=True)) == ["نو", "چرا؟"]
    # What another body says in the same words is its own.
    same = world.sheet(row, organisation="سازمان")
    take_comment_sheet(
        sheet=world.keep(same, world.another), body=world.other, actor=world.another, at=AT
    )
    assert Comment.objects.filter(body=world.other).count() == 1


def test_comments_of_an_earlier_version_are_known_by_their_numbers(world):
    world.comment()
    data = write_comments(world)
    made = propose(world.text, world.secretary, edit(world.text, "two", "گزارش", "گزارش‌ها"))
    rule_amendment(amendment=made, accept=True, actor=world.secretary, at=AT)
    derive_version(text=world.text, actor=world.secretary, at=AT)
    # Somebody took away what stands above the table, and so the version that it is of.
    bound = bind(ReadSheet({}, read_sheet(data).rows), latest_version(world.text), world.secretary)
    assert [row.state for row in bound.rows] == ["known"]
    assert not bound.made


def test_an_outcome_that_was_taken_back_is_not_said_again_by_an_older_sheet(world):
    comment = world.comment()
    settle_comment(
        comment=comment, outcome="noted", reason="دیده شد.", actor=world.secretary, at=AT
    )
    sheet = world.keep(write_comments(world), world.secretary)
    reopen_comment(comment=comment, reason="نادرست بود.", actor=world.secretary, at=AT)
    bound = bind(
        read_sheet(read_original(sheet.original)), world.version, world.secretary, body=None
    )
    assert [bool(row.notes) for row in bound.rows] == [True]
    with pytest.raises(Refused):
        world.take(sheet, world.secretary)
    comment.refresh_from_db()
    assert comment.state == "open"


def test_a_comment_of_somebody_named_or_on_part_of_a_word_is_not_made_twice(world):
    def sent(*more):
        made = CommentSheet(
            language="fa",
            direction="rtl",
            title="نظرها",
            sections=(
                Section(
                    world.code("one"),
                    "ماده ۱",
                    "",
                    (
                        Cells(by="کارشناس", quote="هر ما", comment="چرا؟"),
                        Cells(by="کارشناس", quote="هرگز", reason="بی‌دلیل"),
                    ),
                ),
                *more,
            ),
            facts={"draft": issued_mark(world.version)},
            outcomes=("پذیرفته",),
            room=0,
        )
        return write_sheet(made, "xlsx")

    world.take(world.keep(sent()))
    more = Section(world.code("two"), "ماده ۲", "", (Cells(comment="نو"),))
    world.take(world.keep(sent(more)))
    assert sorted(Comment.objects.values_list("words", flat=True)) == sorted(
        ["کارشناس: چرا؟", "کارشناس: «هرگز» بی‌دلیل", "نو"]
    )


def test_no_row_of_a_long_sheet_is_passed_over(world, monkeypatch):
    monkeypatch.setattr("dabir.stages.texts.files.sheets_coming_in.MOST_ROWS", 1)
    first, second = world.comment(), world.comment("two")
    assert {first, second} == {
        row.comment
        for row in bind(read_sheet(write_comments(world)), world.version, world.secretary).rows
    }
    rows = [(world.code(one), "", "", Cells(comment="چرا؟")) for one in ("one", "two")]
    sheet = world.keep(world.sheet(*rows))
    with pytest.raises(Refused):
        world.take(sheet)


def test_members_settle_nothing_by_a_sheet(world):
    comment = world.comment(body=None, actor=world.secretary)
    data = write_comments(world)
    label = str(CommentDisposition.Outcome.ACCEPTED.label)

    def write(rows, _cell):
        rows[0]["سرانجام نظر"].value = label
        rows[0]["پاسخ دبیرخانه"].value = "بله"

    sheet = world.keep(filled(data, "xlsx", write), world.member)
    with pytest.raises(Refused):
        world.take(sheet)
    comment.refresh_from_db()
    assert comment.state == "open"


def test_an_outcome_without_a_reason_and_a_changed_comment_are_pointed_out(client, world):
    world.comment()
    label = str(CommentDisposition.Outcome.NOTED.label)

    def write(rows, _cell):
        rows[0]["سرانجام نظر"].value = label
        rows[0]["نظر"].value = "چیز دیگر"

    client.force_login(world.secretary)
    html = send(client, world, filled(write_comments(world), "xlsx", write)).content.decode()
    assert "چیز دیگر" in html
    assert Comment.objects.get().words == "روشن نیست."
    sheet = CommentSheetFile.objects.get()
    with pytest.raises(Refused):
        world.take(sheet, world.secretary)


def test_a_sheet_holds_no_comment_that_its_reader_may_not_see(client, world):
    world.comment(
        words="پنهان", actor=world.secretary, body=None, confidentiality=Confidentiality.SECRETARIAT
    )
    client.force_login(world.another)
    rows = read_sheet(got(client, world, "comments", "xlsx")).rows
    assert not any(row.cells.comment for row in rows)


def test_sheets_of_others_are_the_secretariats(client, world):
    data = world.sheet((world.code("one"), "ماده ۱", "", Cells(comment="چرا؟")))
    sheet = world.keep(data)
    client.force_login(world.another)
    assert client.get(world.url("comment_sheet", sheet.pk)).status_code == 404
    assert str(sheet) not in client.get(world.url("comment_sheets")).content.decode()
    with pytest.raises(NotPermitted):
        set_comment_sheet_aside(sheet=sheet, actor=world.another, at=AT)
    with pytest.raises(NotPermitted):
        world.take(sheet, world.another, body=world.other)
    client.force_login(world.secretary)
    assert client.get(world.url("comment_sheet", sheet.pk)).status_code == 200
    client.post(world.url("comment_sheet_aside", sheet.pk))
    sheet.refresh_from_db()
    assert sheet.set_aside_at is not None
    assert client.get(world.url("comment_sheet", sheet.pk)).status_code == 200


@pytest.mark.parametrize(
    ("name", "data"), [("a.xlsx", b"no sheet"), ("a.docx", b""), ("a.xlsx", b"PK\x03\x04broken")]
)
def test_what_is_no_sheet_is_refused_and_not_kept(as_member, world, name, data):
    assert send(as_member, world, data, name).status_code == 422
    assert not CommentSheetFile.objects.exists()


def test_an_empty_sheet_is_refused(as_member, world):
    data = got(as_member, world, "empty", "xlsx")
    assert send(as_member, world, data).status_code == 422
    assert not CommentSheetFile.objects.exists()


def test_odd_addresses_are_answered(as_member, world):
    for what, form in (("empty", "exe"), ("other", "xlsx")):
        address = world.url("comment_sheet_file", 0, what, form)
        assert as_member.get(address).status_code == 404
    assert as_member.get(world.url("comment_sheet_file", 9, "empty", "xlsx")).status_code == 404
    sheet = world.keep(world.sheet((world.code("one"), "ماده ۱", "", Cells(comment="چرا؟"))))
    here = world.url("comment_sheet", sheet.pk)
    for query in ("?body=x", "?body=" + "9" * 40, "?row-x=1", "?row-1=nonsense", "?row-²=all"):
        assert as_member.get(here + query).status_code == 200


def test_the_pages_speak_persian(as_member, world):
    sheet = world.keep(world.sheet(("zz", "ماده ۹۹", "", Cells(comment="چرا؟"))))
    for address in (world.url("comment_sheets"), world.url("comment_sheet", sheet.pk)):
        html = as_member.get(address, headers={"accept-language": "fa"}).content.decode()
        assert left_in_english(html, "web", "texts") == []

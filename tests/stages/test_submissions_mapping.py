"""What the columns of a table mean: guessed, and applied to each row."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from dabir.domain.calendars.typed_days import UnreadableDay
from dabir.formats.errors import OpenQuote
from dabir.formats.rows import Row, open_rows
from dabir.stages.calls.models import Call, Question
from dabir.stages.submissions.intake.mapping import (
    Applying,
    Mapping,
    RowDraft,
    RowProblem,
    Target,
    guess,
    on_exhibit,
    to_question,
)
from dabir.stages.submissions.intake.mapping.values import (
    order_of,
    read_language,
    read_moment,
    read_publication,
    read_sector,
)
from dabir.stages.submissions.models import Answer, Submission
from tests.factories import AT, make_group, make_secretary
from tests.stages.calling import draft, exhibit
from tests.stages.sent import make_open_call, question_of

TEHRAN = ZoneInfo("Asia/Tehran")
DECIDIM = (
    "id;category/id;category/name/en;component/id;title/en;title/fa;body/en;body/fa;state;"
    "published_at;author/name\n"
)
REGULATIONS = (
    "Document ID,Agency ID,Docket ID,Document Type,Posted Date,Is Withdrawn?,Title,Received Date,"
    "First Name,Last Name,State/Province,Organization Name,Comment,Category,Attachment Files\n"
)


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def call(db: None) -> Call:
    group = make_group()
    return make_open_call(group, make_secretary(group), at=AT - timedelta(days=30))


def applied(mapping: Mapping, call: Call, values: dict[str, str], **row: Any) -> RowDraft:
    found = Applying(mapping, call, at=AT)(Row(2, values, **row))
    assert isinstance(found, RowDraft), found
    return found


def kept_out(mapping: Mapping, call: Call, values: dict[str, str], **row: Any) -> RowProblem:
    found = Applying(mapping, call, at=AT)(Row(2, values, **row))
    assert isinstance(found, RowProblem), found
    return found


class TestGuessing:
    def test_knows_columns_by_their_names_in_both_languages(self) -> None:
        columns = ("ردیف", "نام و نام خانوادگی", "ایمیل", "سازمان", "استان", "تاریخ ثبت", "متن نظر")
        assert list(guess(columns, []).columns.values()) == [
            Target.KEY, Target.NAME, Target.EMAIL, Target.ORGANISATION, Target.PROVINCE,
            Target.DATE, Target.FREE,
        ]  # fmt: skip
        english = (
            "Response ID",
            "First name",
            "Last name",
            "E-mail address",
            "Your_comment",
            "Lang",
        )
        assert guess(english, []).columns == {
            "Response ID": Target.KEY,
            "First name": Target.FIRST_NAME,
            "Last name": Target.LAST_NAME,
            "E-mail address": Target.EMAIL,
            "Lang": Target.LANGUAGE,
        }

    def test_takes_the_longest_cells_for_what_is_said_and_addresses_for_addresses(self) -> None:
        rows = [{"a": "m@example.org", "b": "1", "c": "a few words that somebody wrote"}]
        assert guess(("a", "b", "c"), rows).columns == {"a": Target.EMAIL, "c": Target.FREE}

    def test_takes_the_documents_of_an_archive_and_their_folders_for_who_sent_them(self) -> None:
        found = guess(("file", "folder"), [{"file": "a long name of a document.docx"}])
        assert found.columns == {"file": Target.FILE, "folder": Target.ORGANISATION}
        assert not found.is_empty

    def test_gives_one_column_to_what_can_be_said_once(self) -> None:
        assert guess(("name", "author", "text", "comment"), []).columns == {
            "name": Target.NAME,
            "text": Target.FREE,
            "comment": Target.FREE,
        }

    def test_knows_questions_by_their_words_or_number(self, call: Call) -> None:
        asked = to_question(question_of(call))
        questions = list(call.questions.all())
        found = guess(("What to do?",), [], questions=questions).columns
        assert found == {"What to do?": asked}
        assert guess(("پرسش ۱", "پرسش ۲"), [], questions=questions).columns["پرسش ۱"] == asked

    def test_takes_words_for_a_comment_where_the_clause_is_named(self) -> None:
        found = guess(("ماده", "نظر", "متن پیشنهادی", "دلیل"), []).columns
        assert list(found.values()) == [
            Target.CLAUSE, Target.COMMENT, Target.WORDING, Target.REASON,
        ]  # fmt: skip

    def test_tells_the_order_of_days_and_months_where_a_row_does(self) -> None:
        assert guess(("date", "text"), [{"date": "6/24/2021"}]).order == "mdy"
        assert order_of(["1/2/2021"]) == ""
        assert order_of(["1/2/2021", "24.6.2021"]) == "dmy"

    def test_survives_storing(self) -> None:
        mapping = Mapping(columns={"a": Target.FREE}, known="decidim", received_on=AT.date())
        assert Mapping.from_json(mapping.as_json()) == mapping


class TestKnownExports:
    def test_reads_decidim_proposals(self, call: Call) -> None:
        line = (
            '7;3;Water;12;"Save the qanat";;"<p>Please <strong>dig</strong> no wells.</p>";;'
            "accepted;2025-07-01 08:30:00 UTC;Maryam\n"
            "8;;;12;;عنوان;;متن;withdrawn;2025-07-01 08:30:00 UTC;\n"
        )
        source = open_rows((DECIDIM + line).encode(), "proposals.csv")
        mapping = guess(source.columns, [])
        assert mapping.known == "decidim"
        first, second = map(Applying(mapping, call, at=AT), source)
        assert isinstance(first, RowDraft)
        assert (first.key, first.contributor.name) == ("decidim:7", "Maryam")
        assert first.received_at == datetime(2025, 7, 1, 8, 30, tzinfo=UTC)
        assert first.answers[0].text == (
            "Save the qanat\n\nPlease dig no wells.\n\ncategory/name: Water"
        )
        assert isinstance(second, RowProblem)
        assert str(second) == "It was withdrawn where it comes from."

    def test_reads_comments_of_regulations_gov(self, call: Call) -> None:
        lines = (
            "EPA-1-0002,EPA,EPA-1,Public Submission,2025-07-02T04:00Z,false,Comment from Doe,"
            "2025-07-01T04:00Z,Jane,Doe,VA,Acme,It&rsquo;s fine.<br/>Go on.,Academic - E0007,"
            "https://x.example/a.pdf\n"
            "EPA-1-0001,EPA,EPA-1,Rule,2025-07-01T04:00Z,false,The rule,,,,,,,,\n"
        )
        source = open_rows((REGULATIONS + lines).encode(), "comments.csv")
        mapping = guess(source.columns, [])
        assert mapping.known == "regulations"
        first, second = map(Applying(mapping, call, at=AT), source)
        assert isinstance(first, RowDraft)
        assert first.key == "regulations:EPA-1-0002"
        assert first.received_at == datetime(2025, 7, 1, 4, tzinfo=UTC)
        assert (first.contributor.name, first.contributor.organisation) == ("Jane Doe", "Acme")
        assert (first.sector, first.province) == (Submission.Sector.UNIVERSITY, "VA")
        assert first.answers[0].text == (
            "It’s fine.\nGo on.\n\nAttachment Files: https://x.example/a.pdf"
        )
        assert isinstance(second, RowProblem)
        assert str(second) == "This is not something that was sent in: “Rule”."

    def test_leaves_the_answers_of_machines_in_a_mailbox_out(self, call: Call) -> None:
        mbox = (
            b"From a\nFrom: Maryam <m@example.org>\nDate: Tue, 1 Jul 2025 10:00:00 +0330\n"
            b"Message-ID: <1@x>\nSubject: Water\n\nNo more wells.\n\n"
            b"From b\nFrom: b@example.org\nAuto-Submitted: auto-replied\nSubject: Away\n\nAway\n"
        )
        source = open_rows(mbox, "inbox.mbox")
        mapping = guess(source.columns, [])
        first, second = map(Applying(mapping, call, at=AT), source)
        assert isinstance(first, RowDraft)
        assert (first.key, first.contributor.email) == ("mail:1@x", "m@example.org")
        assert first.answers[0].text == "Water\n\nNo more wells."
        assert isinstance(second, RowProblem)
        assert str(second) == "This is the answer of a machine."


class TestApplying:
    MAPPING = Mapping(
        columns={
            "text": Target.FREE,
            "name": Target.NAME,
            "mail": Target.EMAIL,
            "when": Target.DATE,
            "sector": Target.SECTOR,
            "publish": Target.PUBLICATION,
            "lang": Target.LANGUAGE,
            "city": Target.NOTE,
        }
    )

    def test_keeps_who_said_it_and_when(self, call: Call) -> None:
        row = applied(
            self.MAPPING,
            call,
            {
                "text": "آب کم است",
                "name": "مریم",
                "mail": "m@example.org",
                "when": "۱۴۰۴/۴/۱۰",
                "sector": "دانشگاه",
                "publish": "بی‌نام",
                "lang": "فارسی",
                "city": "یزد",
            },
        )
        assert row.answers[0].text == "آب کم است\n\ncity: یزد"
        assert (row.contributor.name, row.contributor.email) == ("مریم", "m@example.org")
        assert row.received_at == datetime(2025, 7, 1, 12, tzinfo=TEHRAN)
        assert (row.sector, row.publication, row.language, row.notes) == (
            Submission.Sector.UNIVERSITY, Submission.Publication.UNNAMED, "fa", (),
        )  # fmt: skip

    def test_is_unpublished_and_came_now_where_nothing_is_said(self, call: Call) -> None:
        row = applied(self.MAPPING, call, {"text": "x"})
        assert (row.publication, row.received_at, row.sector, row.language) == (
            Submission.Publication.WITHHELD, AT, Submission.Sector.CITIZEN, "",
        )  # fmt: skip

    def test_says_what_to_look_at_and_keeps_the_row(self, call: Call) -> None:
        row = applied(
            self.MAPPING,
            call,
            {"text": "x", "name": "A", "mail": "none", "sector": "?", "publish": "?", "lang": "?"},
        )
        assert [note.column for note in row.notes] == ["lang", "mail", "sector", "publish"]
        assert not any(note.fatal for note in row.notes)
        assert row.contributor.name == "A none"
        assert row.publication == Submission.Publication.WITHHELD

    @pytest.mark.parametrize(
        ("values", "said"),
        [
            ({"name": "A", "city": "Yazd"}, "Nothing is said in this row."),
            ({"text": "x", "when": "soon"}, "“soon” cannot be read as a date."),
            ({"text": "x", "when": "1404/13/1"}, "There is no such day as “1404/13/1”."),
            ({"text": "x", "when": "2099-01-01"}, "It cannot have come later than now."),
            (
                {"text": "x", "when": "9/8/2021"},
                "“9/8/2021” can be read as two dates. Say above whether day or month is first.",
            ),
            (
                {"text": "x" * 50_001},
                "This is longer than the 50000 letters that one answer may have.",
            ),
        ],
    )
    def test_says_why_a_row_is_kept_out(
        self, call: Call, values: dict[str, str], said: str
    ) -> None:
        assert str(kept_out(self.MAPPING, call, values)) == said

    def test_passes_on_what_the_reader_could_not_read(self, call: Call) -> None:
        problem = kept_out(self.MAPPING, call, {}, problem=OpenQuote())
        assert str(problem) == "A quotation mark opens a cell and is never closed."

    def test_tells_a_problem_in_the_reader_s_language_and_digits(self) -> None:
        stored = RowProblem(7, "%(most)d", parameters={"most": 50_000}).as_json()
        with translation.override("fa"):
            assert str(RowProblem.from_json(stored)) == "۵۰۰۰۰"

    def test_knows_the_same_row_again(self, call: Call) -> None:
        keyed = Mapping(columns={"text": Target.FREE, "id": Target.KEY})
        one = applied(self.MAPPING, call, {"text": "x", "name": "A"})
        assert one.key == applied(self.MAPPING, call, {"name": "A", "text": "x"}).key
        assert one.key != applied(self.MAPPING, call, {"text": "x"}).key
        assert applied(keyed, call, {"text": "x", "id": "7"}).key == "key:7"

    def test_takes_a_day_of_the_deadline_as_in_time(self, call: Call) -> None:
        assert call.opens_at is not None
        day = call.opens_at.astimezone(call.zone).date().isoformat()
        assert applied(self.MAPPING, call, {"text": "x", "when": day}).received_at >= call.opens_at

    def test_looks_into_files_and_keeps_what_can_be_kept(self, call: Call) -> None:
        files = (("a.txt", "نظر ما".encode()), ("b.exe", b"MZ\x90\x00"))
        row = applied(Mapping(columns={}), call, {}, files=files)
        assert [file.name for file in row.files] == ["a.txt"]
        assert "“b.exe” was not taken." in str(row.notes[0])
        assert "“b.exe” was not taken." in str(
            kept_out(Mapping(columns={}), call, {}, files=files[1:])
        )

    def test_answers_questions_and_says_what_is_no_choice(self, call: Call) -> None:
        question = question_of(call)
        mapping = Mapping(columns={"q": to_question(question)})
        (answer,) = applied(mapping, call, {"q": "بله"}).answers
        assert (answer.question, answer.text) == (question, "بله")
        Question.objects.update(kind="choice", choices=[{"fa": "بله", "en": "Yes"}])
        assert applied(mapping, call, {"q": "yes"}).notes == ()
        (note,) = applied(mapping, call, {"q": "شاید"}).notes
        assert str(note) == "“شاید” is none of the choices; it is kept as it is."


class TestComments:
    MAPPING = Mapping(
        columns={
            "clause": Target.CLAUSE,
            "comment": Target.COMMENT,
            "wording": Target.WORDING,
            "reason": Target.REASON,
        }
    )

    @pytest.fixture
    def call(self, db: None) -> Call:
        group = make_group()
        secretary = make_secretary(group)
        call = draft(group, secretary, kind=Call.Kind.COMMENTS)
        exhibit(call, secretary)
        return call

    def test_binds_the_parts_of_a_comment_to_the_clause_it_names(self, call: Call) -> None:
        shown = call.exhibits.get()
        row = applied(
            self.MAPPING, call, {"clause": "مادهٔ ۱", "comment": "بد است", "wording": "از قنات است"}
        )
        assert [(one.exhibit, one.item, one.part, one.text) for one in row.answers] == [
            (shown, 1, Answer.Part.COMMENT, "بد است"),
            (shown, 1, Answer.Part.WORDING, "از قنات است"),
        ]

    def test_keeps_the_name_of_a_clause_that_is_not_there(self, call: Call) -> None:
        row = applied(self.MAPPING, call, {"clause": "Article 9", "comment": "No"})
        assert row.answers[0].text == "Article 9\nNo"
        assert [note.column for note in row.notes] == ["clause"]

    def test_takes_a_column_for_each_clause(self, call: Call) -> None:
        shown = call.exhibits.get()
        mapping = guess(("Article 1", "other"), [], exhibits=[shown])
        assert mapping.columns["Article 1"] == on_exhibit(shown)
        (answer,) = applied(mapping, call, {"Article 1": "No"}).answers
        assert answer.exhibit == shown


class TestCells:
    @pytest.mark.parametrize(
        ("said", "moment"),
        [
            ("2021-06-24T04:00Z", "2021-06-24T04:00:00+00:00"),
            ("2021-06-24 04:00:00 UTC", "2021-06-24T04:00:00+00:00"),
            ("2021-06-24 04:00:00 +0200", "2021-06-24T04:00:00+02:00"),
            ("2021-06-24 04:00:00", "2021-06-24T04:00:00+04:30"),
            ("2021-06-24", "2021-06-24T12:00:00+04:30"),
            ("۱۴۰۰/۴/۳ ۱۶:۲۰", "2021-06-24T16:20:00+04:30"),
            ("۳ تیر ۱۴۰۰، ساعت ۱۶:۲۰", "2021-06-24T16:20:00+04:30"),
            ("1400-04-03 16:20", "2021-06-24T16:20:00+04:30"),
            ("24 June 2021 4:05 pm", "2021-06-24T16:05:00+04:30"),
            ("6/24/2021 12:05 AM", "2021-06-24T00:05:00+04:30"),
            ("44371", "2021-06-24T12:00:00+04:30"),
            ("44371.5", "2021-06-24T12:00:00+04:30"),
        ],
    )
    def test_reads_moments_as_people_and_programs_write_them(self, said: str, moment: str) -> None:
        assert read_moment(said, TEHRAN)[0].isoformat() == moment

    def test_reads_the_time_from_a_cell_of_its_own(self) -> None:
        assert read_moment("1400/4/3", TEHRAN, clock="16:20")[0].hour == 16

    def test_believes_the_order_that_it_is_told(self) -> None:
        assert read_moment("9/8/2021", TEHRAN, order="dmy")[0].month == 8
        assert read_moment("9/8/2021", TEHRAN, order="mdy")[0].month == 9
        with pytest.raises(UnreadableDay):
            read_moment("31/8/2021", TEHRAN, order="mdy")

    @given(st.text(max_size=40), st.text(max_size=10))
    def test_reads_a_moment_or_says_that_there_is_none(self, said: str, clock: str) -> None:
        with suppress(UnreadableDay):
            assert read_moment(said, TEHRAN, clock=clock)[0].tzinfo is not None

    def test_knows_what_people_call_sectors_languages_and_consent(self) -> None:
        for language in ("fa", "en"):
            with translation.override(language):
                names = {sector: str(sector.label) for sector in Submission.Sector}
            assert {sector: read_sector(name) for sector, name in names.items()} == dict(
                zip(names, names, strict=True)
            )
        assert read_sector("اتحادیهٔ") == Submission.Sector.GUILD
        assert [read_language(said) for said in ("فارسی", "English", "fa-IR", "Klingon")] == [
            "fa", "en", "fa", "",
        ]  # fmt: skip
        assert [read_publication(said) for said in ("بله", "anonymous", "No", "?")] == [
            "named", "unnamed", "withheld", "",
        ]  # fmt: skip

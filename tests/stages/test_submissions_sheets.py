"""Comment sheets come back and are bound, row by row, to the clauses they are on."""

from __future__ import annotations

import uuid
from dataclasses import replace

import pytest

from dabir.domain.procedure.verdicts import NotNow, NotPermitted, Refused
from dabir.formats.comment_sheets import Cells, ReadRow, ReadSheet, read_sheet, write_sheet
from dabir.foundation.files.keeping import read_original
from dabir.foundation.files.sealing import Erased
from dabir.stages.calls.acts import add_exhibits, draft_call, open_call
from dabir.stages.calls.acts.inviting import ExhibitDraft
from dabir.stages.calls.models import Call
from dabir.stages.submissions.acts import (
    accept_submission,
    dispose_passages,
    enter_sheet,
    keep_sheet,
    set_sheet_aside,
    tell_contributor,
)
from dabir.stages.submissions.intake.contents import AnswerDraft
from dabir.stages.submissions.intake.files import look_into
from dabir.stages.submissions.intake.sheets import bind, sheet_of
from dabir.stages.submissions.intake.taking_in import compose
from dabir.stages.submissions.models import Answer, Passage, Submission
from dabir.stages.submissions.queries import said_in, said_on_clauses
from tests.factories import AT, make_group, make_member, make_secretary
from tests.stages.sent import CLOSES, make_open_call

pytestmark = pytest.mark.django_db
Part = Answer.Part

TEXTS = (
    "هر دوربین تابلویی دارد که نام نگهدارنده بر آن نوشته می‌شود.",
    "تصویرها تا سی روز نگه داشته می‌شود؛ پس از آن پاک می‌شود.",
)


@pytest.fixture
def group():
    return make_group(language="fa")


@pytest.fixture
def secretary(group):
    return make_secretary(group)


@pytest.fixture
def call(group, secretary):
    made = draft_call(
        group=group,
        code="cameras",
        kind=Call.Kind.COMMENTS,
        titles={"fa": "نظر دربارهٔ پیش‌نویس", "en": "Comments on the draft"},
        closes_at=CLOSES,
        actor=secretary,
        at=AT,
    )
    add_exhibits(
        call=made,
        exhibits=[
            ExhibitDraft(uid=uuid.uuid4(), labels={"fa": f"ماده {n}"}, texts={"fa": text})
            for n, text in enumerate(TEXTS, start=1)
        ],
        actor=secretary,
        at=AT,
    )
    return open_call(call=made, actor=secretary, at=AT)


def filled(call, *cells_of_clauses, **facts) -> bytes:
    exhibits = list(call.exhibits.all())
    said = {exhibit.pk: cells for exhibit, cells in zip(exhibits, cells_of_clauses, strict=False)}
    return write_sheet(
        sheet_of(call, exhibits, language="fa", said=said, facts=facts, room=1), "xlsx"
    )


def read(call, /, *rows: ReadRow, **facts):
    return bind(ReadSheet(facts, rows), call, list(call.exhibits.all()), language="fa")


def row(clause="", code="", text="", **cells) -> ReadRow:
    return ReadRow(7, code, clause, text, Cells(**cells))


def test_a_sheet_comes_back_bound_to_its_clauses(call, group, secretary):
    data = filled(
        call,
        [Cells(quote="نام نگهدارنده", comment="شمارهٔ تماس هم لازم است.", reason="دسترسی")],
        [Cells(wording="تصویرها تا ده روز نگه داشته می‌شود."), Cells(comment="خوب است.")],
        name="پروین باغبان",
        email="parvin@garden.example",
        organisation="انجمن محله",
    )
    sheet = keep_sheet(call=call, name="نظر.xlsx", data=data, actor=secretary, at=AT)
    receipt = enter_sheet(sheet=sheet, received_at=AT, actor=secretary, at=AT)
    submission = receipt.submission
    first, second = call.exhibits.all()
    said = [
        (one.exhibit, one.item, one.part, one.text)
        for one in submission.answers.filter(attachment__isnull=True)
    ]
    assert said == [
        (first, 1, Part.COMMENT, "شمارهٔ تماس هم لازم است."),
        (first, 1, Part.REASON, "دسترسی"),
        (second, 2, Part.WORDING, "تصویرها تا ده روز نگه داشته می‌شود."),
        (second, 3, Part.COMMENT, "خوب است."),
    ]
    one = submission.answers.first()
    assert first.texts[one.range_language][one.start : one.end] == "نام نگهدارنده"
    assert submission.road == Submission.Road.SHEET
    assert submission.attachments.count() == 1
    assert read_original(submission.attachments.get().original) == data


def test_the_copy_that_was_looked_at_goes_when_the_sheet_is_entered(call, secretary):
    data = filled(call, [Cells(comment="بماند")])
    sheet = keep_sheet(call=call, name="Sara.xlsx", data=data, actor=secretary, at=AT)
    assert read_original(sheet.original) == data
    enter_sheet(sheet=sheet, received_at=AT, actor=secretary, at=AT)
    sheet.original.refresh_from_db()
    assert sheet.original.name == f"sheet-{sheet.pk}.xlsx"
    sheet.original.key.refresh_from_db()
    with pytest.raises(Erased):
        read_original(sheet.original)


def test_a_sheet_is_entered_once(call, secretary):
    sheet = keep_sheet(
        call=call, name="a.xlsx", data=filled(call, [Cells(comment="x")]), actor=secretary, at=AT
    )
    enter_sheet(sheet=sheet, received_at=AT, actor=secretary, at=AT)
    with pytest.raises(NotNow):
        enter_sheet(sheet=sheet, received_at=AT, actor=secretary, at=AT)
    with pytest.raises(NotNow):
        set_sheet_aside(sheet=sheet, actor=secretary, at=AT)
    assert Submission.objects.count() == 1


def test_a_sheet_that_was_set_aside_is_not_entered(call, secretary):
    sheet = keep_sheet(
        call=call, name="a.xlsx", data=filled(call, [Cells(comment="x")]), actor=secretary, at=AT
    )
    set_sheet_aside(sheet=sheet, actor=secretary, at=AT)
    with pytest.raises(NotNow):
        enter_sheet(sheet=sheet, received_at=AT, actor=secretary, at=AT)


def test_members_keep_no_sheets(call, group):
    member = make_member(group)
    with pytest.raises(NotPermitted):
        keep_sheet(call=call, name="a.xlsx", data=filled(call), actor=member, at=AT)


@pytest.mark.parametrize(
    ("data", "why"), [(b"", "empty"), (b"words", "Comment"), (b"PK\x03\x04rubbish", "")]
)
def test_what_is_no_sheet_is_refused_and_nothing_is_kept(call, secretary, data, why):
    with pytest.raises(Refused):
        keep_sheet(call=call, name="a.xlsx", data=data, actor=secretary, at=AT)
    assert not call.received_sheets.exists()


def test_an_empty_sheet_is_refused(call, secretary):
    with pytest.raises(Refused):
        keep_sheet(call=call, name="a.xlsx", data=filled(call), actor=secretary, at=AT)


def test_a_clause_is_known_by_its_name_where_the_code_is_gone(call):
    (bound,) = read(call, row(clause="مادّه ۲", comment="خوب")).rows
    assert bound.exhibit == call.exhibits.last()
    assert not bound.notes


def test_a_row_on_an_unknown_clause_is_kept_with_the_name_of_the_clause(call):
    (bound,) = read(call, row(clause="ماده ۹", comment="خوب", wording="بهتر")).rows
    assert bound.exhibit is None
    assert [part.text for part in bound.parts] == ["ماده ۹: خوب", "بهتر"]
    assert bound.notes


def test_words_that_do_not_stand_in_the_clause_are_kept_before_the_comment(call):
    (bound,) = read(call, row(clause="ماده ۱", quote="سی روز", comment="کم است")).rows
    assert bound.parts[0].start is None
    assert bound.parts[0].text == "«سی روز» کم است"
    assert bound.notes


def test_what_was_written_into_the_clause_is_proposed_wording(call):
    changed = TEXTS[1].replace("سی روز", "ده روز")
    (bound,) = read(call, row(clause="ماده ۲", text=changed)).rows
    assert [(part.part, part.text) for part in bound.parts] == [(Part.WORDING, changed)]
    assert bound.notes


def test_a_clause_that_came_back_as_it_was_says_nothing(call):
    assert read(call, row(clause="ماده ۲", text=TEXTS[1].replace("ی", "ي"))).rows == ()


def test_a_sheet_of_another_call_says_so(call):
    assert read(call, row(clause="ماده ۲", comment="x"), call="parks").notes
    assert not read(call, row(clause="ماده ۲", comment="x"), call="Cameras ").notes


def test_proposed_wording_is_one_passage(call, secretary):
    wording = "بند یکم را چنین بنویسید. نخست نام.\n\nدوم شماره.\n\nسوم نشانی."
    sheet = keep_sheet(
        call=call,
        name="a.xlsx",
        data=filled(call, [Cells(wording=wording)]),
        actor=secretary,
        at=AT,
    )
    receipt = enter_sheet(sheet=sheet, received_at=AT, actor=secretary, at=AT)
    assert [one.text for one in Passage.objects.filter(submission=receipt.submission)] == [wording]


def test_the_sheet_goes_out_again_with_the_answers(call, secretary):
    sheet = keep_sheet(
        call=call,
        name="a.xlsx",
        data=filled(call, [Cells(comment="شمارهٔ تماس هم لازم است.", reason="دسترسی")]),
        actor=secretary,
        at=AT,
    )
    submission = enter_sheet(sheet=sheet, received_at=AT, actor=secretary, at=AT).submission
    accept_submission(submission=submission, actor=secretary, at=AT)
    dispose_passages(
        passages=list(submission.passages.all()),
        outcome="taken",
        reason="در مادهٔ ۱ آمد.",
        actor=secretary,
        at=AT,
    )
    exhibits = list(call.exhibits.all())
    (ours,) = said_on_clauses(secretary, call)[exhibits[0].pk]
    assert ours.receipt == submission.receipt
    assert "در مادهٔ ۱ آمد." in ours.answer
    (untold,) = said_in(submission)[exhibits[0].pk]
    assert untold.answer == ""
    tell_contributor(submission=submission, actor=secretary, at=AT)
    (told,) = said_in(submission)[exhibits[0].pk]
    assert "در مادهٔ ۱ آمد." in told.answer
    out = sheet_of(
        call, exhibits, language="fa", said=said_in(submission), room=0, with_answers=True
    )
    for form in ("docx", "xlsx"):
        back = [one for one in read_sheet(write_sheet(out, form)).rows if one.cells.comment]
        assert [one.cells for one in back] == [replace(told, receipt="")]


def test_nobody_else_reads_what_was_said(call, group, secretary):
    sheet = keep_sheet(
        call=call, name="a.xlsx", data=filled(call, [Cells(comment="x")]), actor=secretary, at=AT
    )
    enter_sheet(sheet=sheet, received_at=AT, actor=secretary, at=AT)
    assert said_on_clauses(make_member(group), call) == {}


def looked_into(call, *cells_of_clauses):
    return look_into("نظر.xlsx", filled(call, *cells_of_clauses))


def test_a_sheet_that_comes_as_a_file_is_read_row_by_row(call, secretary):
    file = looked_into(call, [Cells(comment="یک"), Cells(wording="دو")], [Cells(comment="سه")])
    own = AnswerDraft("به‌جز این‌ها", item=4)
    content = composed(call, [own], [file])
    assert [(one.text, one.item) for one in content.answers] == [
        ("به‌جز این‌ها", 4),
        ("یک", 5),
        ("دو", 6),
        ("سه", 7),
    ]
    assert content.files[0].text == ""
    assert content.files[0].data == file.data


def test_a_table_on_other_clauses_stays_a_file(call, group, secretary):
    other = make_open_call(group, secretary)
    content = composed(other, [], [looked_into(call, [Cells(comment="یک", reason="دو")])])
    assert content.answers == ()
    assert content.files[0].text == "ماده 1 — یک — دو"


def composed(call, answers, files):
    return compose(
        call,
        answers,
        files,
        sector="citizen",
        province="",
        language="",
        publication="withheld",
        consents=(),
    )


def test_refuses_a_sheet_of_more_rows_than_anybody_fills_in(call):
    read = ReadSheet({}, (row("ماده ۱", comment="خوب"),) * 5_001)
    with pytest.raises(Refused):
        bind(read, call, list(call.exhibits.all()), language="fa")


def test_a_quote_longer_than_anybody_quotes_stays_in_the_comment(call):
    quote = f"{TEXTS[0]} " * 60
    read = ReadSheet({}, (row("ماده ۱", quote=quote, comment="خوب"),))
    (found,) = bind(read, call, list(call.exhibits.all()), language="fa").rows
    assert found.quoted == ""
    assert quote in found.parts[0].text


def test_refuses_more_letters_than_one_submission_has(call):
    answers = [AnswerDraft("خ" * 50_000)] * 41
    with pytest.raises(Refused):
        compose(
            call, answers, [], sector="citizen", province="", language="fa",
            publication="withheld", consents=(),
        )  # fmt: skip

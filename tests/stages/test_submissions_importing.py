"""Bulk imports: kept, matched, checked, taken in by slices, each row once."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import translation

from dabir.domain.procedure.verdicts import NotNow, NotPermitted, Refused
from dabir.foundation.files.keeping import folder, read_original
from dabir.foundation.files.sealing import Erased
from dabir.foundation.mail.models import Message
from dabir.foundation.record.models import Entry
from dabir.foundation.work.models import Work
from dabir.foundation.work.running import run_waiting
from dabir.stages.calls.acts import close_call
from dabir.stages.calls.models import Call
from dabir.stages.submissions.acts import (
    begin_import,
    check_import,
    conclude_check,
    erase_submission,
    finish_import,
    import_slice,
    map_import,
    run_import,
    stop_import,
)
from dabir.stages.submissions.acts.importing import root_over
from dabir.stages.submissions.identities import unsealed
from dabir.stages.submissions.intake.importing import Reading, look_through, opened
from dabir.stages.submissions.intake.mapping import Mapping, Target
from dabir.stages.submissions.models import Import, ImportSlice, Passage, Submission
from dabir.stages.submissions.queries.imports import (
    brought_by,
    imports_visible_to,
    problems_of,
    progress_of,
    rejected_rows,
)
from tests.factories import AT, make_group, make_member, make_secretary
from tests.stages.importing import HEAD, MAPPING, checked, row, table, taken_in, uploaded
from tests.stages.sent import CLOSES, make_open_call

pytestmark = pytest.mark.django_db

OPENED = AT - timedelta(days=5)


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def group():
    return make_group()


@pytest.fixture
def secretary(group):
    return make_secretary(group)


@pytest.fixture
def call(group, secretary):
    return make_open_call(group, secretary, at=OPENED)


@pytest.fixture
def small_slices(monkeypatch):
    monkeypatch.setattr("dabir.stages.submissions.acts.importing.ROWS_A_SLICE", 3)
    monkeypatch.setattr("dabir.stages.submissions.acts.importing.SLICES", {})


def test_takes_every_row_in_with_its_own_author(call, secretary):
    source = taken_in(call, secretary, table(row(number) for number in range(7)))
    progress = progress_of(source)
    assert source.state == Import.State.DONE
    assert (progress.done, progress.added, progress.rejected, progress.share) == (7, 7, 0, 1.0)
    for number, submission in enumerate(brought_by(source)):
        sealed = unsealed(submission)
        assert sealed is not None
        assert sealed.contributor.email == f"author{number}@example.org"
        assert json.loads(sealed.received)["id"] == f"C-{number}"
        assert submission.road == Submission.Road.IMPORT
        assert (submission.publication, submission.public_name) == ("withheld", "")
        assert f"نظر شمارهٔ {number}" in submission.passages.get().text
        assert submission.imported.number == number + 2


def test_keeps_the_file_as_it_came_and_nothing_of_it_readable(call, secretary):
    data = table([row(1)])
    source = uploaded(call, secretary, data)
    assert read_original(source.original) == data
    stored = [path.read_bytes() for path in folder().rglob("*") if path.is_file()]
    assert not any(b"author1" in each for each in stored)


def test_writes_to_nobody(call, secretary):
    taken_in(call, secretary, table([row(1)]))
    assert not Message.objects.exists()


def test_publishes_with_a_name_only_where_the_mapping_says_so(call, secretary):
    named = Mapping(columns=MAPPING.columns, publication="named")
    source = taken_in(call, secretary, table([row(1), row(2)]), mapping=named)
    assert [one.public_name for one in brought_by(source)] == ["انجمن باغداران", "نویسندهٔ 2"]
    given = set(brought_by(source)[0].consents.values_list("purpose", "given"))
    assert given == {("publish", True), ("name", True)}


def test_the_same_file_twice_adds_nothing(call, secretary):
    data = table(row(number) for number in range(4))
    taken_in(call, secretary, data)
    again = taken_in(call, secretary, data)
    assert Submission.objects.count() == 4
    assert again.report["already"] == 4
    assert (progress_of(again).added, progress_of(again).already) == (0, 4)


def test_a_longer_file_adds_what_is_new(call, secretary):
    taken_in(call, secretary, table(row(number) for number in range(3)))
    again = taken_in(call, secretary, table(row(number) for number in range(5)))
    assert (progress_of(again).added, progress_of(again).already) == (2, 3)


def test_the_same_number_counts_for_each_call_by_itself(call, group, secretary):
    data = table([row(1)])
    taken_in(call, secretary, data)
    taken_in(make_open_call(group, secretary, at=OPENED), secretary, data)
    assert Submission.objects.count() == 2


def test_without_a_number_the_contents_are_the_key(call, secretary):
    columns = {name: target for name, target in MAPPING.columns.items() if name != "id"}
    rows = [row(1)[1:], row(2)[1:], row(1)[1:]]
    source = taken_in(call, secretary, table(rows, head=HEAD[1:]), mapping=Mapping(columns=columns))
    assert Submission.objects.count() == 2
    assert source.report["repeated"] == 1
    assert source.slices.get().repeated == [4]


def test_an_erased_row_does_not_come_back(call, secretary):
    data = table([row(1), row(2)])
    source = taken_in(call, secretary, data)
    erased = brought_by(source)[0]
    erase_submission(submission=erased, actor=secretary, at=AT, texts=True)
    again = taken_in(call, secretary, data)
    assert progress_of(again).added == 0
    assert not Passage.objects.filter(text__contains="شمارهٔ 1").exists()


def test_erasing_an_author_leaves_nothing_of_the_row_in_the_file(call, secretary):
    odd = row(2)
    odd[2] = "not an address"
    source = taken_in(call, secretary, table([row(1), odd]))
    assert "not an address" in str(problems_of(source)[0])
    erase_submission(submission=brought_by(source)[1], actor=secretary, at=AT)
    source.refresh_from_db()
    with pytest.raises(Erased):
        read_original(Import.objects.get(pk=source.pk).original)
    assert problems_of(source) == []
    assert "not an address" not in str(source.report)
    other = unsealed(brought_by(source)[0])
    assert other is not None
    assert json.loads(other.received)["name"] == "نویسندهٔ 1"


def test_bad_rows_are_told_and_stop_nobody(call, secretary):
    rows = [row(1), row(2, date="31/31/2026"), [*row(3)[:4], "", AT.isoformat()], row(4)]
    source = taken_in(call, secretary, table(rows))
    assert [one.imported.number for one in brought_by(source)] == [2, 5]
    assert source.report["rejected"] == 2
    assert {problem.row for problem in problems_of(source)} == {3, 4} == rejected_rows(source)
    assert all(str(problem) for problem in problems_of(source))
    assert progress_of(source).rejected == 2


def test_tells_problems_before_anything_is_taken_in(call, secretary):
    source = checked(call, secretary, table([row(1), row(2, date="31/31/2026")]))
    assert source.state == Import.State.CHECKED
    assert (source.rows, source.report["good"], source.report["rejected"]) == (2, 1, 1)
    assert [problem.row for problem in problems_of(source)] == [3]
    assert problems_of(source, after=3) == []
    assert not Submission.objects.exists()


def test_is_late_by_its_own_date(group, secretary):
    call = make_open_call(
        group, secretary, late=Call.Late.MARK, closes_at=AT + timedelta(hours=1), at=OPENED
    )
    later = AT + timedelta(days=30)
    close_call(call=call, actor=secretary, at=AT + timedelta(hours=2))
    call.refresh_from_db()
    data = table([row(1, date="2026-11-21T09:30Z"), row(2, date="2026-11-25T10:00Z")])
    source = begin_import(call=call, upload=look_through(data, "a.csv"), actor=secretary, at=later)
    map_import(source=source, mapping=MAPPING.as_json(), actor=secretary, at=later)
    check_import(source=source, actor=secretary, at=later)
    run_waiting(now=later)
    source.refresh_from_db()
    assert source.report["late"] == 1
    run_import(source=source, actor=secretary, at=later)
    run_waiting(now=later)
    assert [one.late for one in brought_by(source)] == [False, True]


def test_a_call_that_refuses_what_is_late_takes_what_came_in_time(call, secretary):
    later = CLOSES + timedelta(days=30)
    close_call(call=call, actor=secretary, at=CLOSES + timedelta(hours=1))
    call.refresh_from_db()
    data = table([row(1), row(2, date=(CLOSES + timedelta(days=2)).isoformat())])
    source = begin_import(call=call, upload=look_through(data, "a.csv"), actor=secretary, at=later)
    map_import(source=source, mapping=MAPPING, actor=secretary, at=later)
    check_import(source=source, actor=secretary, at=later)
    run_waiting(now=later)
    source.refresh_from_db()
    assert (source.report["good"], source.report["rejected"]) == (1, 1)
    assert [problem.row for problem in problems_of(source)] == [3]


def test_every_slice_is_recorded_with_the_root_over_its_rows(call, secretary, small_slices):
    source = taken_in(call, secretary, table(row(number) for number in range(7)))
    slices = list(source.slices.all())
    assert [(one.first, one.last, one.added) for one in slices] == [(2, 4, 3), (5, 7, 3), (8, 8, 1)]
    for one in slices:
        rows = brought_by(source).filter(imported__number__range=(one.first, one.last))
        digests = list(rows.order_by("imported__number").values_list("sha256", flat=True))
        assert one.root == root_over(digests)
    entries = Entry.objects.filter(act="submissions.import_slice").order_by("pk")
    told = [json.loads(entry.content.payload)["what"] for entry in entries]
    assert {each["root"] for each in told} == {one.root for one in slices}


def test_stops_and_goes_on_where_it_stopped(call, secretary, small_slices):
    source = checked(call, secretary, table(row(number) for number in range(7)))
    run_import(source=source, actor=secretary, at=AT)
    source.refresh_from_db()
    with opened(source) as rows:
        first = list(rows)[:3]
    found = Reading(source).prepared(first)
    import_slice(
        source=source, number=0, rows=found.rows, rejected=found.problems, span=(2, 4), at=AT
    )
    stop_import(source=source, actor=secretary, at=AT)
    run_waiting()
    assert Submission.objects.count() == 3
    run_import(source=source, actor=secretary, at=AT)
    run_waiting()
    source.refresh_from_db()
    assert (source.state, Submission.objects.count()) == (Import.State.DONE, 7)
    assert progress_of(source).already == 0


def test_erasing_an_author_while_others_wait_loses_no_row(call, secretary, small_slices):
    source = checked(call, secretary, table(row(number) for number in range(5)))
    run_import(source=source, actor=secretary, at=AT)
    source.refresh_from_db()
    with opened(source) as rows:
        first = list(rows)[:3]
    found = Reading(source).prepared(first)
    import_slice(
        source=source, number=0, rows=found.rows, rejected=found.problems, span=(2, 4), at=AT
    )
    erase_submission(submission=brought_by(source)[0], actor=secretary, at=AT)
    assert not Import.objects.get().is_erased
    run_waiting()
    source = Import.objects.get()
    assert (source.state, Submission.objects.count()) == (Import.State.DONE, 5)
    assert source.is_erased


def test_a_stopped_import_takes_no_slice(call, secretary):
    source = checked(call, secretary, table([row(1)]))
    with pytest.raises(NotNow):
        import_slice(source=source, number=0, rows=[], rejected=[], span=(2, 2), at=AT)


def test_does_not_finish_before_its_end(call, secretary):
    source = checked(call, secretary, table([row(1)]))
    run_import(source=source, actor=secretary, at=AT)
    with pytest.raises(NotNow):
        finish_import(source=source, at=AT)


def test_stopping_a_check_leaves_it_matched(call, secretary):
    source = uploaded(call, secretary, table([row(1)]))
    map_import(source=source, mapping=MAPPING, actor=secretary, at=AT)
    check_import(source=source, actor=secretary, at=AT)
    stop_import(source=source, actor=secretary, at=AT)
    run_waiting()
    source.refresh_from_db()
    assert (source.state, source.report) == (Import.State.MAPPED, {})
    with pytest.raises(NotNow):
        conclude_check(source=source, rows=1, report={}, at=AT)


def test_says_why_it_broke_off(call, secretary):
    source = checked(call, secretary, table([row(1)]))
    run_import(source=source, actor=secretary, at=AT)
    (folder() / source.original.path).unlink()
    run_waiting()
    source.refresh_from_db()
    assert (source.state, bool(source.trouble)) == (Import.State.STOPPED, True)


def test_is_the_secretariats_alone(call, group, secretary):
    member = make_member(group)
    upload = look_through(table([row(1)]), "a.csv")
    with pytest.raises(NotPermitted):
        begin_import(call=call, upload=upload, actor=member, at=AT)
    source = uploaded(call, secretary, table([row(1)]))
    assert list(imports_visible_to(secretary)) == [source]
    assert not imports_visible_to(member).exists()


def test_refuses_a_mapping_under_which_nobody_says_anything(call, secretary):
    source = uploaded(call, secretary, table([row(1)]))
    with pytest.raises(Refused, match="at least one column"):
        map_import(
            source=source, mapping=Mapping(columns={"name": Target.NAME}), actor=secretary, at=AT
        )


def test_refuses_to_run_unchecked(call, secretary):
    source = uploaded(call, secretary, table([row(1)]))
    map_import(source=source, mapping=MAPPING, actor=secretary, at=AT)
    with pytest.raises(NotNow):
        run_import(source=source, actor=secretary, at=AT)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"\x00\x01\x02" * 50])
def test_refuses_a_file_of_no_rows(data):
    with pytest.raises(Refused, match=r"a\.csv"):
        look_through(data, "a.csv")


def test_a_call_that_never_opened_takes_nothing(call, secretary):
    Call.objects.filter(pk=call.pk).update(state=Call.State.DRAFT)
    call.refresh_from_db()
    with pytest.raises(NotNow):
        uploaded(call, secretary, table([row(1)]))


def test_shares_an_import_among_workers_where_there_can_be_two(call, secretary):
    source = checked(call, secretary, table([row(1)]))
    run_import(source=source, actor=secretary, at=AT)
    lanes = Work.objects.filter(name="imports.run").count()
    assert lanes == (2 if connection.vendor == "postgresql" else 1)


def test_a_slice_is_taken_in_once(call, secretary, small_slices):
    source = taken_in(call, secretary, table(row(number) for number in range(4)))
    Import.objects.filter(pk=source.pk).update(state="running", attempt=source.attempt)
    Work.objects.filter(name="imports.run").update(state="waiting", done=0)
    run_waiting()
    assert (Submission.objects.count(), ImportSlice.objects.count()) == (4, 2)

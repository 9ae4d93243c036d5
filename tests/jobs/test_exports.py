"""Everything that was sent to a call is taken away: whole, without identities, and not for ever."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from openpyxl import load_workbook

from dabir.domain.procedure.verdicts import NotPermitted
from dabir.formats.row_writing import csv_lines, write_workbook
from dabir.foundation.files.keeping import read_original
from dabir.foundation.files.models import Original
from dabir.foundation.files.sealing import Erased
from dabir.foundation.files.streams import keep_stream
from dabir.foundation.work.models import Work
from dabir.foundation.work.pieces import take
from dabir.foundation.work.running import run
from dabir.jobs import exports
from dabir.jobs.exports import let_exports_expire
from dabir.stages.submissions.acts import (
    ask_for_export,
    destroy_export,
    erase_submission,
    keep_export,
    publish_submission,
)
from dabir.stages.submissions.exports import EXPORT, Form, exports_made
from dabir.stages.submissions.intake.files import look_into
from dabir.stages.submissions.models import Submission
from tests.factories import AT, make_group, make_member, make_secretary
from tests.stages.sent import NAMED, WORDS, make_open_call, send_accepted

pytestmark = pytest.mark.django_db
FORMULA = "=HYPERLINK(1) این را ببینید"


@pytest.fixture
def group():
    return make_group(language="fa")


@pytest.fixture
def secretary(group):
    return make_secretary(group)


@pytest.fixture
def call(group, secretary):
    return make_open_call(group, secretary)


@pytest.fixture
def sent(call, secretary):
    file = look_into("پیوست.txt", "متن پیوست".encode())
    return [
        send_accepted(
            call, secretary, contributor=NAMED, files=[file], publication="named", sector="guild"
        ),
        send_accepted(call, secretary, FORMULA),
    ]


def made(call, secretary, form) -> Original:
    ask_for_export(call=call, form=form, language="fa", actor=secretary, at=AT)
    piece = take([Work.Queue.HEAVY], AT)
    assert piece is not None
    assert run(piece)
    return Original.objects.get(pk=Work.objects.get(pk=piece.pk).result["original"])


def rows_in(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))


def test_a_table_holds_every_submission_and_no_formula(call, secretary, sent):
    head, *rows = rows_in(read_original(made(call, secretary, Form.CSV)))
    assert [row[0] for row in rows] == [one.receipt for one in sent]
    assert all(len(row) == len(head) for row in rows)
    assert WORDS in rows[0]
    assert f"'{FORMULA}" in rows[1]


def test_a_workbook_holds_the_same_as_text(call, secretary, sent):
    data = read_original(made(call, secretary, Form.XLSX))
    page = load_workbook(io.BytesIO(data)).worksheets[0]
    assert [page.cell(row, 1).value for row in (2, 3)] == [one.receipt for one in sent]
    assert {cell.data_type for row in page.iter_rows() for cell in row if cell.value} == {"s"}


def test_lines_of_json_hold_every_passage(call, secretary, sent):
    lines = read_original(made(call, secretary, Form.JSONL)).decode().splitlines()
    objects = [json.loads(line) for line in lines]
    passages = [
        one["id"] for each in objects for part in each["answers"] for one in part["passages"]
    ]
    assert len(passages) == sum(one.passages.count() for one in sent)


def test_an_archive_holds_the_files_under_neutral_names(call, secretary, sent):
    archive = zipfile.ZipFile(io.BytesIO(read_original(made(call, secretary, Form.ZIP))))
    (name,) = [name for name in archive.namelist() if name.startswith("files/")]
    assert name.startswith(f"files/{sent[0].receipt}/")
    assert archive.read(name).decode() == "متن پیوست"
    assert {"submissions.csv", "submissions.jsonl"} < set(archive.namelist())


@pytest.mark.parametrize("form", list(Form))
def test_nobodys_name_or_address_is_in_it(call, secretary, sent, form):
    data = read_original(made(call, secretary, form))
    if form in {Form.XLSX, Form.ZIP}:
        archive = zipfile.ZipFile(io.BytesIO(data))
        data = b"".join(archive.read(name) for name in archive.namelist())
    assert NAMED.email.encode() not in data
    assert "پیوست.txt".encode() not in data


def test_it_expires_and_goes_when_something_in_it_is_erased(call, secretary, sent):
    first, second = made(call, secretary, Form.CSV), made(call, secretary, Form.JSONL)
    assert let_exports_expire(AT + timedelta(days=6)) == 0
    erase_submission(submission=sent[0], actor=secretary, at=AT + timedelta(days=400))
    for original in (first, second):
        original.refresh_from_db()
        with pytest.raises(Erased):
            read_original(original)


def test_what_is_erased_while_it_is_made_is_not_in_it(call, secretary, sent, monkeypatch):
    def erased_in_between(file):
        monkeypatch.undo()
        erase_submission(submission=sent[0], actor=secretary, at=AT, texts=True)
        return keep_stream(file)

    monkeypatch.setattr(exports, "keep_stream", erased_in_between)
    ask_for_export(call=call, form=Form.JSONL, language="fa", actor=secretary, at=AT)
    first = take([Work.Queue.HEAVY], AT)
    assert first is not None
    assert first.name == EXPORT
    assert not run(first)
    assert not exports_made().exists()
    later = timezone.now() + timedelta(hours=1)
    Work.objects.exclude(pk=first.pk).delete()
    again = take([Work.Queue.HEAVY], later)
    assert again is not None
    assert run(again)
    data = read_original(exports_made().get()).decode()
    assert sent[0].receipt in data
    assert WORDS.split("\n")[0] not in data


def test_it_expires_after_a_week(call, secretary, sent):
    original = made(call, secretary, Form.CSV)
    later = original.received_at + timedelta(days=8)
    assert let_exports_expire(later) == 1
    assert let_exports_expire(later) == 0


def test_who_left_the_secretariat_meanwhile_gets_no_file(call, group, secretary, sent):
    streamed = keep_stream(io.BytesIO(b"all of it"))
    kept = {"call": call, "streamed": streamed, "name": "x.csv", "media_type": "text/csv"}
    with pytest.raises(NotPermitted):
        keep_export(**kept, actor=make_member(group), at=AT)
    original = keep_export(**kept, actor=secretary, at=AT)
    assert read_original(original) == b"all of it"
    destroy_export(original=original, why="expired", at=AT)
    with pytest.raises(Erased):
        read_original(original)


def test_members_take_nothing_away(call, group, sent):
    with pytest.raises(NotPermitted):
        ask_for_export(call=call, form=Form.CSV, language="fa", actor=make_member(group), at=AT)


def test_it_is_taken_from_the_page_by_the_secretariat_alone(client, call, group, secretary, sent):
    original = made(call, secretary, Form.CSV)
    url = reverse("submissions:take_export_file", args=[group.code, original.pk])
    client.force_login(make_member(group))
    assert client.get(url).status_code == 404
    client.force_login(secretary)
    assert b"".join(client.get(url).streaming_content) == read_original(original)
    page = client.get(reverse("submissions:exports", args=[group.code, call.pk]))
    assert original.name in page.content.decode()


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_everybody_takes_away_what_is_published_and_nothing_else(
    client, call, secretary, sent, form
):
    url = reverse("open_data_file", args=[call.code, form])
    assert WORDS.split("\n")[0] not in b"".join(client.get(url).streaming_content).decode()
    publish_submission(submission=sent[0], actor=secretary, at=AT)
    data = b"".join(client.get(url).streaming_content).decode()
    assert WORDS.split("\n")[0] in data
    assert FORMULA not in data
    assert NAMED.name in data


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_everybody_reads_the_day_and_neither_the_moment_nor_the_road(
    client, call, secretary, sent, form
):
    publish_submission(submission=sent[0], actor=secretary, at=AT)
    Submission.objects.filter(pk=sent[0].pk).update(late=True)
    url = reverse("open_data_file", args=[call.code, form])
    data = b"".join(client.get(url).streaming_content)
    if form == "jsonl":
        one = json.loads(data)
        assert not {"road", "late"} & set(one)
        received = one["received_at"]
    else:
        _head, row = rows_in(data)
        assert "1" not in row
        assert "form" not in row
        received = row[1]
    assert received == localdate(sent[0].received_at).isoformat()


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "＝", " =", "\u200f="])
def test_no_cell_of_a_table_is_a_formula(start):
    data = b"".join(csv_lines(["a"], [[f"{start}1+1"]]))
    assert rows_in(data)[1][0].startswith("'")


def test_a_workbook_of_no_rows_is_a_workbook():
    packed = io.BytesIO()
    write_workbook(packed, ["a", "b"], [], rtl=True)
    assert load_workbook(packed).worksheets[0].cell(1, 2).value == "b"

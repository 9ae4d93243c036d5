"""Exports of codes: what each reader may see, in forms that coders' tools read."""

import contextlib
import csv
import io
import sqlite3
import zipfile

import pytest
from django.utils import translation
from lxml import etree

from dabir.domain.procedure.verdicts import NotPermitted
from dabir.foundation.files.keeping import read_original
from dabir.foundation.files.models import Original
from dabir.foundation.files.queries import visible_to as files_visible_to
from dabir.foundation.files.streams import Streamed
from dabir.foundation.work.models import Work
from dabir.foundation.work.pieces import take
from dabir.foundation.work.running import run
from dabir.jobs.codes.making import write
from dabir.jobs.exports import let_exports_expire
from dabir.stages.submissions.acts import erase_submission, publish_submission, redact
from dabir.stages.submissions.exports import KEPT_FOR
from dabir.stages.submissions.models import Redaction, Submission
from dabir.stages.themes.acts import Choice, ask_for_codes, keep_codes_export, set_codes
from dabir.stages.themes.exporting import Form, coding_exports_made
from tests.factories import AT, make_group, make_member, make_secretary
from tests.stages.coded import first_passage, make_theme
from tests.stages.sent import make_open_call, send_accepted

pytestmark = pytest.mark.django_db
HIDDEN = "=1+1 دوربین کوچهٔ ما شکسته است و کسی برای درست کردنش نیامد 𐎠."
OPEN = "تابلوی دوربین باید از دور خوانده شود و شمارهٔ دفتر را داشته باشد."
QDA = "{urn:QDA-XML:project:1.0}"


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


class World:
    """A withheld and a published submission, coded under two themes."""

    def __init__(self):
        self.group = make_group()
        self.secretary = make_secretary(self.group)
        self.member = make_member(self.group)
        self.call = make_open_call(self.group, self.secretary)
        self.hidden = send_accepted(self.call, self.secretary, HIDDEN)
        self.open = send_accepted(
            self.call, self.secretary, OPEN, publication=Submission.Publication.UNNAMED
        )
        publish_submission(submission=self.open, actor=self.secretary, at=AT)
        self.top = make_theme(self.group, self.secretary, "شهر")
        self.signs = make_theme(self.group, self.secretary, "تابلو", parent=self.top)
        self.secret = make_theme(self.group, self.secretary, "نهان", confidentiality="secretariat")
        self.set(self.hidden, Choice(self.signs, "for"), Choice(self.top, "mixed"))
        self.set(self.open, Choice(self.signs, "against"), Choice(self.secret))

    def set(self, submission, *choices):
        passage = first_passage(submission)
        set_codes(passage=passage, choices=choices, actor=self.secretary, at=AT)

    def written(self, form, reader, *, named=False):
        file = io.BytesIO()
        write(file, self.call, form, reader, named=named)
        return file.getvalue()

    def rows(self, reader, **how):
        text = self.written(Form.CSV, reader, **how).decode("utf-8-sig")
        return list(csv.DictReader(io.StringIO(text)))

    def make(self, form, reader, **fields):
        ask_for_codes(
            call=self.call, form=form, language="en", actor=reader, at=AT,
            **{"named": False, **fields},
        )  # fmt: skip
        piece = take(["heavy"])
        assert piece is not None
        assert run(piece), Work.objects.get(pk=piece.pk).error
        return Original.objects.get(pk=Work.objects.get(pk=piece.pk).result["original"])


@pytest.fixture
def world():
    return World()


def test_a_row_a_code_and_no_cell_is_a_formula(world):
    rows = world.rows(world.secretary)
    assert {(row["theme"], row["stance"]) for row in rows} == {
        ("تابلو (en)", "for"), ("شهر (en)", "mixed"), ("تابلو (en)", "against"),
        ("نهان (en)", "neutral"),
    }  # fmt: skip
    assert all(not row["words"].startswith("=") for row in rows)
    assert {row["coder"] for row in rows} == {"coder 1"}
    assert {row["coder"] for row in world.rows(world.secretary, named=True)} == {
        world.secretary.name
    }
    book = world.written(Form.XLSX, world.secretary)
    assert zipfile.ZipFile(io.BytesIO(book)).testzip() is None


def test_a_member_takes_away_what_members_read(world):
    passage = first_passage(world.open)
    start = passage.text.index("دفتر")
    redact(
        passage=passage, start=start, end=start + 4, ground=Redaction.Ground.PERSONAL,
        actor=world.secretary, at=AT,
    )  # fmt: skip
    (row,) = world.rows(world.member)
    assert (row["theme"], row["stance"]) == ("تابلو (en)", "against")
    assert "دفتر" not in row["words"]
    assert row["province"] == ""
    for form in (Form.QDPX, Form.QDC, Form.DNA):
        data = world.written(form, world.member)
        if form == Form.QDPX:
            archive = zipfile.ZipFile(io.BytesIO(data))
            data = b"".join(archive.read(name) for name in archive.namelist())
        for word in ("نهان", "شکسته", "دفتر", world.secretary.name):
            assert word.encode() not in data, (form, word)


def test_a_hidden_theme_is_not_named_above_its_own(world):
    above = make_theme(world.group, world.secretary, "نهفته", confidentiality="secretariat")
    below = make_theme(world.group, world.secretary, "پیدا", parent=above)
    world.set(world.open, Choice(below, "for"))
    (row,) = world.rows(world.member)
    assert (row["theme"], row["theme above"]) == ("پیدا (en)", "")
    assert {row["theme above"] for row in world.rows(world.secretary)} >= {"نهفته (en)"}


def test_no_form_tells_the_hour_in_which_something_came(world, tmp_path):
    file = tmp_path / "codes.dna"
    file.write_bytes(world.written(Form.DNA, world.member))
    with contextlib.closing(sqlite3.connect(file)) as database:
        days = [day for (day,) in database.execute("SELECT Date FROM DOCUMENTS")]
    assert days
    assert all(day % 86_400 == 0 for day in days)
    assert world.open.received_at.timestamp() % 86_400


def test_a_project_leads_from_each_selection_to_its_words_and_code(world):
    archive = zipfile.ZipFile(io.BytesIO(world.written(Form.QDPX, world.secretary)))
    root = etree.fromstring(archive.read("project.qde"))
    codes = {one.get("guid"): one.get("name") for one in root.iter(f"{QDA}Code")}
    found = set()
    for source in root.iter(f"{QDA}TextSource"):
        path = source.get("plainTextPath").removeprefix("internal://")
        text = archive.read(f"sources/{path}").decode()
        for one in source.iter(f"{QDA}PlainTextSelection"):
            words = text[int(one.get("startPosition")) : int(one.get("endPosition"))]
            for ref in one.iter(f"{QDA}CodeRef"):
                found.add((words, codes[ref.get("targetGUID")]))
    assert found == {
        (HIDDEN, "تابلو (en): for"), (HIDDEN, "شهر (en): mixed"),
        (OPEN, "تابلو (en): against"), (OPEN, "نهان (en)"),
    }  # fmt: skip
    nested = root.find(f".//{QDA}Code[@guid='{world.top.address_id}']/{QDA}Code")
    assert nested is not None
    again = zipfile.ZipFile(io.BytesIO(world.written(Form.QDPX, world.secretary)))
    assert set(again.namelist()) == set(archive.namelist())


def test_a_network_holds_both_sides_of_what_is_mixed_and_nothing_neutral(world, tmp_path):
    path = tmp_path / "codes.dna"
    path.write_bytes(world.written(Form.DNA, world.secretary))
    database = sqlite3.connect(path)
    rows = database.execute(
        "SELECT e.Value, b.Value FROM DATASHORTTEXT d JOIN ENTITIES e ON e.ID=d.Entity "
        "JOIN DATABOOLEAN b ON b.StatementId=d.StatementId WHERE d.VariableId=3"
    ).fetchall()
    database.close()
    assert sorted(rows) == sorted(
        [("تابلو (en)", 1), ("شهر (en)", 1), ("شهر (en)", 0), ("تابلو (en)", 0)]
    )


def test_a_worker_makes_it_and_only_who_may_see_it_takes_it(world):
    made = world.make(Form.CSV, world.member)
    assert made in files_visible_to(world.member)
    assert made in files_visible_to(world.secretary)
    assert made not in files_visible_to(make_member(world.group))
    assert OPEN.encode() in read_original(made)
    with pytest.raises(NotPermitted):
        world.make(Form.CSV, world.member, named=True)
    with pytest.raises(NotPermitted):
        world.make(Form.CSV, make_member(make_group()))


def test_it_is_destroyed_when_something_in_it_is_erased_and_after_a_week(world):
    first = world.make(Form.CSV, world.secretary)
    erase_submission(submission=world.hidden, reason="خواست فرستنده", actor=world.secretary, at=AT)
    assert first not in coding_exports_made()
    second = world.make(Form.QDC, world.secretary)
    assert second in coding_exports_made()
    let_exports_expire(second.received_at + KEPT_FOR * 2)
    assert second not in coding_exports_made()


def test_who_has_left_meanwhile_gets_no_file(world):
    streamed = Streamed("nowhere", "0" * 64, 1, b"")
    with pytest.raises(NotPermitted):
        keep_codes_export(
            call=world.call, streamed=streamed, name="codes.csv", media_type="text/csv",
            actor=make_member(make_group()), at=AT,
        )  # fmt: skip

"""Long files of texts are read in the background, once, whatever becomes of the worker."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from dabir.domain.procedure.verdicts import NotNow
from dabir.formats.word_changes import AnotherBase, Remark
from dabir.foundation.work.models import Work
from dabir.foundation.work.pieces import take
from dabir.foundation.work.running import run
from dabir.jobs import received_files
from dabir.stages.texts.acts import (
    draft_zero_from_file,
    keep_draft_file,
    keep_text_file,
    propose_from_file,
)
from dabir.stages.texts.acts.receiving import Taken
from dabir.stages.texts.files import long_files
from dabir.stages.texts.files.coming_in import Coming, Doubt, Incoming, read_incoming
from dabir.stages.texts.files.long_files import have_read, incoming_of, plain
from dabir.stages.texts.models import DraftFile, FileReading, ReceivedFile
from tests.factories import AT, make_body, make_group, make_member, make_secretary
from tests.stages.drafts import make_text
from tests.stages.test_texts_received import word

pytestmark = pytest.mark.django_db

LAW = "ماده ۱ ـ کارگروه هر ماه گزارش می‌دهد.\nماده ۲ ـ دبیرخانه گزارش را منتشر می‌کند.\n".encode()


class World:
    def __init__(self):
        self.group = make_group()
        self.secretary = make_secretary(self.group)
        self.body = make_body("اتحادیه")
        self.member = make_member(self.group, body=self.body)
        self.text = make_text(self.group, self.secretary)
        self.blank = make_text(self.group, self.secretary, zero=False)

    def url(self, name, text, *more):
        return reverse(f"texts:{name}", args=[self.group.code, text.pk, *more])

    def keep(self, data, name="a.docx"):
        return keep_text_file(text=self.text, data=data, name=name, actor=self.member, at=AT)

    def versions(self):
        return list(self.text.versions.select_related("text__group").order_by("order"))

    def ask(self, received):
        return have_read(
            received,
            self.versions(),
            base=None,
            said=None,
            actor=self.member,
            at=timezone.now(),
        )


@pytest.fixture
def world():
    return World()


@pytest.fixture
def long(monkeypatch):
    """Let every file be long."""
    monkeypatch.setattr(long_files, "LONG", {"": 10})


def work():
    piece = take({Work.Queue.HEAVY, Work.Queue.QUICK})
    assert piece is not None
    return run(piece)


def test_what_is_long_is_known_by_its_size_and_kind():
    assert not long_files.is_long("a.docx", 100_000)
    assert long_files.is_long("a.docx", 1_000_000)
    assert long_files.is_long("A.PDF", 100_000)
    assert not long_files.is_long("a.txt", 1_000_000)


def test_a_reading_that_was_kept_is_the_one_that_was_made(world):
    _, data = word(world.text)
    received = world.keep(data)
    versions = world.versions()
    made = read_incoming(received, versions)
    again = long_files._from_plain(plain(made), versions)
    assert again.coming[0].operations == made.coming[0].operations
    assert (again.base, again.tracked, again.doubts) == (made.base, made.tracked, made.doubts)


def test_remarks_and_another_base_are_kept_with_a_reading(world):
    version = world.versions()[0]
    said = Remark(author="اتحادیه", text="چرا؟", uid="u")
    parts = AnotherBase(place="۱", issued="یک", found="دو")
    doubt = Doubt(3, "u", "این", "آن")
    coming = Coming(author="اتحادیه", operations=(), remarks=(said,))
    made = Incoming(
        base=version,
        tracked=True,
        coming=(coming,),
        doubts=(doubt,),
        parts=parts,
        fitting=(version,),
    )
    again = long_files._from_plain(json.loads(json.dumps(plain(made))), [version])
    assert again.coming == (coming,)
    assert again.doubts == (doubt,)
    assert again.parts.parameters == parts.parameters
    assert again.fitting == (version,)
    assert long_files._from_plain(plain(made), []) is None


def test_a_long_changed_copy_is_read_by_a_worker_and_then_proposed(client, world, long):
    change, data = word(world.text)
    client.force_login(world.member)
    upload = SimpleUploadedFile("a.docx", data)
    page = client.post(world.url("receive", world.text), {"file": upload}, follow=True)
    html = page.content.decode()
    assert 'id="being-read"' in html
    assert "هفته" not in html
    received = ReceivedFile.objects.get()
    here = world.url("received", world.text, received.pk)
    client.get(here)
    assert Work.objects.filter(name=long_files.READ_FILE).count() == 1
    with pytest.raises(NotNow):
        propose_from_file(
            received=received,
            taken=[Taken("اتحادیه", world.body)],
            actor=world.member,
            at=AT,
        )
    assert work()
    assert "هفته" in client.get(here).content.decode()
    [made] = propose_from_file(
        received=received, taken=[Taken("اتحادیه", world.body)], actor=world.member, at=AT
    )
    assert made.operations[0]["new"] == change.new


def test_looking_at_a_page_has_nothing_read(client, world, long):
    _, data = word(world.text)
    received = world.keep(data)
    client.force_login(world.member)
    here = world.url("received", world.text, received.pk)
    asked = Work.objects.count()
    for place in range(5):
        html = client.get(f"{here}?line-{place}={place}").content.decode()
        assert 'name="read"' in html
    assert Work.objects.count() == asked
    assert client.post(f"{here}?line-1=new", {"read": "1"}).url == f"{here}?line-1=new"
    assert Work.objects.count() == asked + 1
    assert 'hx-trigger="every' in client.get(f"{here}?line-1=new").content.decode()


def test_a_file_is_not_read_in_many_ways_at_a_time_nor_kept_in_many(world, long, monkeypatch):
    monkeypatch.setattr(long_files, "MOST_READINGS", 2)
    _, data = word(world.text)
    received = world.keep(data)

    def read(place):
        return have_read(
            received,
            world.versions(),
            base=None,
            said={place: ""},
            actor=world.member,
            at=timezone.now(),
        )

    for place in (1, 2):
        read(place)
    with pytest.raises(NotNow):
        read(3)
    assert read(2)
    while Work.objects.filter(state=Work.State.WAITING).exists():
        assert work()
    for place in (3, 4):
        read(place)
    assert received.readings.exclude(outcome__isnull=True).count() == 1
    # What is not kept any more is read anew.
    while Work.objects.filter(state=Work.State.WAITING).exists():
        assert work()
    assert read(1).state == Work.State.WAITING


def test_looking_at_the_page_of_a_draft_has_nothing_read(client, world, long):
    file = keep_draft_file(text=world.blank, data=LAW, name="law.txt", actor=world.secretary, at=AT)
    Work.objects.all().delete()
    client.force_login(world.secretary)
    here = world.url("draft_received", world.blank, file.pk)
    assert 'name="read"' in client.get(here).content.decode()
    assert not Work.objects.exists()
    client.post(here, {"read": "1"})
    client.post(here, {"read": "1"})
    assert Work.objects.count() == 1


def test_a_worker_that_was_killed_leaves_nothing_to_the_next(world, long, monkeypatch):
    _, data = word(world.text)
    received = world.keep(data)
    world.ask(received)

    def killed(*_args, **_more):
        raise SystemExit

    with monkeypatch.context() as patched:
        patched.setattr(received_files, "read_incoming", killed)
        piece = take({Work.Queue.HEAVY})
        with pytest.raises(SystemExit):
            received_files.read_changed(piece)
    assert incoming_of(received, world.versions()) is None
    Work.objects.update(leased_until=AT)
    assert work()
    assert incoming_of(received, world.versions()).coming
    assert FileReading.objects.count() == 1


def test_a_long_file_of_a_draft_is_read_by_a_worker(client, world, long):
    client.force_login(world.secretary)
    upload = SimpleUploadedFile("law.txt", LAW)
    page = client.post(world.url("draft_upload", world.blank), {"file": upload}, follow=True)
    assert 'id="being-read"' in page.content.decode()
    file = DraftFile.objects.get()
    assert file.rows == []
    with pytest.raises(NotNow):
        draft_zero_from_file(file=file, mended_before=0, actor=world.secretary, at=AT)
    assert work()
    html = client.get(world.url("draft_received", world.blank, file.pk)).content.decode()
    assert "هر ماه گزارش" in html
    zero = draft_zero_from_file(file=file, mended_before=0, actor=world.secretary, at=AT)
    assert zero.clauses.count() == 2


def test_a_draft_that_was_mended_is_not_read_over(world, long):
    file = keep_draft_file(text=world.blank, data=LAW, name="law.txt", actor=world.secretary, at=AT)
    assert work()
    file.refresh_from_db()
    file.rows = file.rows[:1]
    file.save()
    piece = Work.objects.get(name=long_files.READ_DRAFT)
    piece.state = Work.State.WAITING
    piece.save()
    assert work()
    file.refresh_from_db()
    assert len(file.rows) == 1


def test_a_long_file_that_cannot_be_read_says_why(client, world, long):
    broken = LAW + b"\xff\xfe\x00\xd8" * 50
    file = keep_draft_file(
        text=world.blank, data=b"%PDF-1.7\n" + broken, name="a.pdf", actor=world.secretary, at=AT
    )
    assert file.read_at is None
    work()
    file.refresh_from_db()
    assert file.refusal
    client.force_login(world.secretary)
    html = client.get(world.url("draft_received", world.blank, file.pk)).content.decode()
    assert "refusal" in html
    aside = world.url("draft_received_aside", world.blank, file.pk)
    client.post(aside)
    file.refresh_from_db()
    assert file.set_aside_at is not None

"""The zero draft from a file: read as a proposal, mended by a person, written at last."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from dabir.domain.procedure.verdicts import NotNow, NotPermitted
from dabir.foundation.files.keeping import read_original
from dabir.foundation.trace.models import Link
from dabir.stages.texts.acts import (
    draft_zero_from_file,
    keep_draft_file,
    mend_draft_file,
    set_draft_file_aside,
)
from dabir.stages.texts.acts.drafting_from_files import Join, LeaveOut
from dabir.stages.texts.files.going_out import Shape, write_version
from dabir.stages.texts.models import DraftFile
from dabir.stages.texts.queries import latest_version
from tests.factories import AT, make_body, make_group, make_member, make_secretary
from tests.stages.drafts import edit, make_text, propose
from tests.web.catalogue import left_in_english

pytestmark = pytest.mark.django_db

LAW = """آیین‌نامهٔ گزارش

ماده ۱ ـ کارگروه هر ماه گزارش می‌دهد.
تبصره ـ گزارش محرمانه منتشر نمی‌شود.
ماده ۲ ـ دبیرخانه گزارش را منتشر می‌کند.
""".encode()


class World:
    def __init__(self):
        self.group = make_group()
        self.secretary = make_secretary(self.group)
        self.member = make_member(self.group, body=make_body("اتحادیه"))
        self.text = make_text(self.group, self.secretary, zero=False)

    def url(self, name, *more):
        return reverse(f"texts:{name}", args=[self.group.code, self.text.pk, *more])

    def keep(self, data=LAW, name="law.txt", text=None):
        return keep_draft_file(
            text=text or self.text, data=data, name=name, actor=self.secretary, at=AT
        )

    def words(self):
        clauses = latest_version(self.text).clauses.order_by("order")
        return [(each.kind, each.text or each.heading) for each in clauses]


@pytest.fixture
def world():
    return World()


@pytest.fixture
def as_secretary(client, world):
    client.force_login(world.secretary)
    return client


def send(client, world, data=LAW, name="law.txt"):
    upload = SimpleUploadedFile(name, data)
    return client.post(world.url("draft_upload"), {"file": upload}, follow=True)


def test_a_file_becomes_the_zero_draft_once_a_person_says_so(as_secretary, world):
    html = send(as_secretary, world).content.decode()
    assert "گزارش محرمانه" in html
    assert not world.text.versions.exists()
    file = DraftFile.objects.get()
    as_secretary.post(world.url("draft_received", file.pk), {"mended": 0})
    assert world.words() == [
        ("article", "کارگروه هر ماه گزارش می‌دهد."),
        ("note", "گزارش محرمانه منتشر نمی‌شود."),
        ("article", "دبیرخانه گزارش را منتشر می‌کند."),
    ]
    file.refresh_from_db()
    assert file.version == latest_version(world.text)
    assert read_original(file.original) == LAW
    assert Link.objects.filter(source=file.original.address, target=file.version.address).exists()


def test_clauses_are_mended_joined_left_out_and_taken_back(as_secretary, world):
    file = world.keep()
    here = world.url("draft_received", file.pk)
    typed = {"kind": "article", "depth": 0, "heading": "", "words": "یک.\n\nدو.", "mended": 0}
    as_secretary.post(here + "?clause=2", typed)
    as_secretary.post(here, {"out": 1, "mended": 1})
    as_secretary.post(here, {"back": 1, "mended": 2})
    as_secretary.post(here, {"join": 3, "mended": 3})
    as_secretary.post(here, {"out": 1, "mended": 4})
    as_secretary.post(here, {"mended": 5})
    assert world.words() == [
        ("article", "یک.\nدو."),
        ("article", "دبیرخانه گزارش را منتشر می‌کند."),
    ]


def test_what_somebody_else_mended_meanwhile_is_not_overwritten(as_secretary, world):
    file = world.keep()
    mend_draft_file(
        file=file, place=1, change=LeaveOut(), mended_before=0, actor=world.secretary, at=AT
    )
    here = world.url("draft_received", file.pk)
    as_secretary.post(here, {"out": 2, "mended": 0})
    as_secretary.post(here, {"mended": 0})
    typed = {"kind": "article", "depth": 0, "heading": "", "words": "دیگر", "mended": 0}
    html = as_secretary.post(here + "?clause=2", typed).content.decode()
    assert "دیگر" in html
    file.refresh_from_db()
    assert file.mended == 1
    assert not world.text.versions.exists()


def test_who_mends_a_clause_that_another_changed_sees_what_stands_there_by_then(
    as_secretary, world
):
    file = world.keep()
    join = {"place": 3, "change": Join(), "actor": world.secretary, "at": AT}
    mend_draft_file(file=file, mended_before=0, **join)
    here = world.url("draft_received", file.pk)
    typed = {"kind": "article", "depth": 0, "heading": "", "words": "سخن تازه", "mended": 0}
    for place in (2, 3):
        html = as_secretary.post(f"{here}?clause={place}", typed).content.decode()
        assert "سخن تازه" in html
        assert html.count("دبیرخانه گزارش را منتشر می‌کند.") == 1
    assert "گزارش محرمانه منتشر نمی‌شود." in html


def test_a_clause_that_is_mended_is_numbered_as_before(as_secretary, world):
    law = "فصل اول ـ کلیات\nماده ۱ ـ هدف این است.\nفصل دوم ـ وظایف\nماده ۲ ـ گزارش می‌دهد.\n"
    file = world.keep(law.encode())
    before = file.rows[0]["style"]
    typed = {"kind": "chapter", "depth": 0, "heading": "کلّیات", "words": "", "mended": 0}
    as_secretary.post(world.url("draft_received", file.pk) + "?clause=0", typed)
    file.refresh_from_db()
    assert (file.mended, file.rows[0]["heading"]["fa"]) == (1, "کلّیات")
    assert file.rows[0]["style"] == before == "ordinal"


def test_the_form_of_one_clause_is_shown_in_its_place(as_secretary, world):
    file = world.keep()
    html = as_secretary.get(world.url("draft_received", file.pk), {"clause": 1}).content.decode()
    assert 'name="words"' in html
    assert "کارگروه هر ماه" in html
    for odd in ("x", "-1", "99", "²", "9" * 30):
        page = as_secretary.get(world.url("draft_received", file.pk), {"clause": odd})
        assert 'name="words"' not in page.content.decode()
        assert as_secretary.post(world.url("draft_received", file.pk), {"out": odd, "mended": 0})
    file.refresh_from_db()
    assert file.mended == 0


def test_a_draft_that_somebody_wrote_meanwhile_is_not_written_over(as_secretary, world):
    file = world.keep()
    here = world.url("draft_received", file.pk)
    seen = as_secretary.get(here).context["seen"]
    other = world.keep("ماده ۱ ـ سخن دیگری.".encode(), "b.txt")
    draft_zero_from_file(file=other, mended_before=0, actor=world.secretary, at=AT)
    as_secretary.post(here, {"mended": 0, "seen": seen})
    typed = {"own": "ماده ۱ ـ سخن سوم.", "seen": seen}
    html = as_secretary.post(world.url("zero"), typed).content.decode()
    assert "سخن سوم" in html
    assert world.words() == [("article", "سخن دیگری.")]
    # What stands there was shown by now.
    typed["seen"] = as_secretary.get(here).context["seen"]
    as_secretary.post(world.url("zero"), typed)
    assert world.words() == [("article", "سخن سوم.")]


def test_akoma_ntoso_keeps_its_clauses_and_translations(as_secretary, world):
    source = make_text(world.group, world.secretary)
    shape = Shape(languages=("fa", "en"))
    data = write_version(latest_version(source), world.secretary, "xml", shape).data
    send(as_secretary, world, data, "text.xml")
    file = DraftFile.objects.get()
    draft_zero_from_file(file=file, mended_before=0, actor=world.secretary, at=AT)
    made, known = latest_version(world.text), latest_version(source)

    def told(version):
        return [
            (one.kind, one.depth, sorted(one.wordings.values_list("language", "heading", "text")))
            for one in version.clauses.order_by("order")
        ]

    assert told(made) == told(known)


@pytest.mark.parametrize("ending", ["docx", "md", "html", "pdf"])
def test_our_own_files_are_read_back_as_the_clauses_they_are(world, ending):
    source = make_text(world.group, world.secretary)
    shape = Shape(languages=("fa",))
    data = write_version(latest_version(source), world.secretary, ending, shape).data
    file = world.keep(data, f"text.{ending}")
    words = " ".join(row["text"].get("fa", "") for row in file.rows if not row["left_out"])
    for each in ("هر ماه", "محرمانه"):
        assert each in words
    kinds = [row["kind"] for row in file.rows if not row["left_out"]]
    assert kinds.count("article") == 2
    assert kinds.count("note") == 1


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.docx", b"no word file"),
        ("a.pdf", b"%PDF-1.7 broken"),
        ("a.xml", b"<?xml version='1.0'?><akomaNtoso></akomaNtoso>"),
        ("a.txt", b""),
        ("a.txt", b"   \n "),
        ("a.odt", b"PK\x03\x04broken"),
    ],
)
def test_what_cannot_be_read_is_refused_and_not_kept(as_secretary, world, name, data):
    answer = send(as_secretary, world, data, name)
    assert answer.status_code == 200
    assert not DraftFile.objects.exists()


def test_the_same_file_sent_again_is_the_one_that_waits(as_secretary, world):
    send(as_secretary, world)
    again = send(as_secretary, world, name="again.txt")
    assert DraftFile.objects.count() == 1
    assert again.redirect_chain[-1][0] == world.url("draft_received", DraftFile.objects.get().pk)


def test_only_the_secretariat_reads_drafts_from_files(client, world):
    file = world.keep()
    with pytest.raises(NotPermitted):
        keep_draft_file(text=world.text, data=b"x", name="a.txt", actor=world.member, at=AT)
    client.force_login(world.member)
    assert client.get(world.url("draft_upload")).status_code == 403
    for name in ("draft_received", "draft_received_aside"):
        assert client.get(world.url(name, file.pk)).status_code == 404
    with pytest.raises(NotPermitted):
        draft_zero_from_file(file=file, mended_before=0, actor=world.member, at=AT)


def test_no_draft_is_written_over_one_that_something_rests_on(world):
    file = world.keep()
    text = make_text(world.group, world.secretary)
    other = world.keep(LAW + b"\n", "b.txt", text)
    propose(text, world.secretary, edit(text, "one", "هر ماه", "هر هفته"))
    with pytest.raises(NotNow):
        draft_zero_from_file(file=other, mended_before=0, actor=world.secretary, at=AT)
    set_draft_file_aside(file=file, actor=world.secretary, at=AT)
    with pytest.raises(NotNow):
        draft_zero_from_file(file=file, mended_before=0, actor=world.secretary, at=AT)


def test_files_that_wait_stand_on_the_desk_of_the_text(as_secretary, world):
    file = world.keep()
    assert (
        world.url("draft_received", file.pk) in as_secretary.get(world.url("text")).content.decode()
    )
    aside = world.url("draft_received_aside", file.pk)
    as_secretary.post(aside)
    assert (
        world.url("draft_received", file.pk)
        not in as_secretary.get(world.url("text")).content.decode()
    )
    as_secretary.get(world.url("draft_received", file.pk))


def test_the_pages_speak_persian(as_secretary, world):
    file = world.keep()
    for address in (world.url("draft_upload"), world.url("draft_received", file.pk)):
        html = as_secretary.get(address, headers={"accept-language": "fa"}).content.decode()
        assert left_in_english(html, "web", "texts") == []

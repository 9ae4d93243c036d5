"""Word files of a text that was made of one go out in its layout, and say what they should."""

import io
import zipfile

import pytest
from django.urls import reverse

from dabir.domain.drafting import Add, Delete, Edit, Kind, Move, NumberStyle
from dabir.formats.word_changes import read_tracked
from dabir.formats.word_originals import Opened
from dabir.foundation.trace.models import Confidentiality, new_id
from dabir.stages.texts.acts import (
    derive_version,
    draft_zero_from_file,
    keep_draft_file,
    keep_text_file,
    mend_draft_file,
    rule_amendment,
)
from dabir.stages.texts.acts.drafting_from_files import LeaveOut
from dabir.stages.texts.files.coming_in import read_incoming
from dabir.stages.texts.files.going_out import (
    Shape,
    write_between,
    write_compiled,
    write_version,
)
from dabir.stages.texts.files.zero_files import rows_of
from dabir.stages.texts.queries import latest_version
from dabir.stages.texts.snapshots import snapshot
from tests.factories import AT, make_body, make_group, make_member, make_secretary
from tests.formats.as_it_came.telling import everything, telling
from tests.formats.word_originals.files import BOLD, decision, p, run, word
from tests.stages.drafts import make_text, propose

pytestmark = pytest.mark.django_db

TITLE = "آیین‌نامهٔ گزارش"


def persian():
    """Return a regulation as a ministry writes it: numbers typed, a cover, a header, a footer."""
    return word(
        p(run("یادداشت: برای انتشار نیست")),
        p(run(TITLE), style="Heading1"),
        p(run("ماده ۱ ـ ", BOLD), run("کارگروه هر ماه گزارش می‌دهد.")),
        p(run("تبصره ـ ", BOLD), run("گزارش محرمانه منتشر نمی‌شود.")),
        p(run("ماده ۲ ـ ", BOLD), run("دبیرخانه گزارش را منتشر می‌کند:")),
        p(run("الف) در پایگاه خود؛")),
        p(run("ب) در روزنامهٔ رسمی.")),
        p(run("ماده ۳ ـ ", BOLD), run("هزینه‌ها را دستگاه‌ها می‌پردازند.")),
        p(run("این آیین‌نامه از روز تصویب اجرا می‌شود.")),
        rtl=True,
    )


class World:
    def __init__(self, data, language="fa", *, left_out=()):
        self.group = make_group()
        self.secretary = make_secretary(self.group)
        self.member = make_member(self.group, body=make_body("اتحادیه"))
        titles = {"fa": TITLE, "en": "Draft decision on open data"}
        self.text = make_text(
            self.group, self.secretary, zero=False, language=language, titles=titles
        )
        self.file = keep_draft_file(
            text=self.text, data=data, name="draft.docx", actor=self.secretary, at=AT
        )
        rows = rows_of(self.file.rows)
        places = [
            place
            for place, row in enumerate(rows)
            if any(each in row.text.get(language, "") for each in left_out)
        ]
        for number, place in enumerate(places):
            mend_draft_file(
                file=self.file,
                place=place,
                change=LeaveOut(),
                mended_before=number,
                actor=self.secretary,
                at=AT,
            )
        draft_zero_from_file(file=self.file, mended_before=len(places), actor=self.secretary, at=AT)

    @property
    def latest(self):
        return latest_version(self.text)

    @property
    def uids(self):
        return [clause.uid for _, clause in snapshot(self.latest).walk()]

    def edit(self, number, old, new):
        clause = snapshot(self.latest)[self.uids[number]]
        language = self.text.language
        start = clause.text[language].index(old)
        return Edit(clause.uid, language, start, start + len(old), old, new)

    def propose(self, *operations, accept=False, **details):
        body = self.member.memberships.get().body
        made = propose(self.text, self.member, *operations, body=body, **details)
        if accept:
            rule_amendment(amendment=made, accept=True, actor=self.secretary, at=AT)
        return made

    def derive(self):
        return derive_version(text=self.text, actor=self.secretary, at=AT)

    def shape(self, **more):
        return Shape(languages=(self.text.language,), **more)

    def version(self, version=None, reader=None, **more):
        reader = reader or self.member
        return write_version(version or self.latest, reader, "docx", self.shape(**more)).data

    def compiled(self, reader=None):
        return write_compiled(self.latest, reader or self.member, "docx", self.shape()).data

    def come_back(self, data):
        received = keep_text_file(
            text=self.text, data=data, name="back.docx", actor=self.secretary, at=AT
        )
        return read_incoming(received, list(self.text.versions.all()))


def side(data, *, accepted=True):
    opened = Opened(data, lambda _: accepted)
    return [line.text for line in opened.lines if line.words]


def parts(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def is_as_it_came(data):
    return "Delegation of Ruritania" in parts(data).get("word/header1.xml", "")


ZERO = [
    TITLE,
    "ماده ۱ ـ کارگروه هر ماه گزارش می‌دهد.",
    "تبصره ـ گزارش محرمانه منتشر نمی‌شود.",
    "ماده ۲ ـ دبیرخانه گزارش را منتشر می‌کند:",
    "الف) در پایگاه خود؛",
    "ب) در روزنامهٔ رسمی.",
    "ماده ۳ ـ هزینه‌ها را دستگاه‌ها می‌پردازند.",
    "این آیین‌نامه از روز تصویب اجرا می‌شود.",
]


@pytest.fixture
def world():
    return World(persian())


def test_the_zero_draft_goes_out_as_its_file_came(world):
    data = world.version()
    assert is_as_it_came(data)
    assert side(data) == ZERO
    assert read_tracked(data).issued.startswith("dabir:")


def test_lines_that_the_text_left_out_do_not_go_out(world):
    assert "برای انتشار نیست" in side(persian())[0]
    assert not any("انتشار نیست" in part for part in parts(world.version()).values())


def test_a_version_goes_out_as_the_file_came_with_what_changed_since(world):
    zero = world.latest
    new = Add(
        str(new_id()),
        None,
        world.uids[0],
        Kind.ARTICLE,
        NumberStyle.DIGITS,
        {},
        {"fa": "سامانه‌ای برای گزارش هست."},
    )
    world.propose(world.edit(0, "هر ماه", "هر هفته"), accept=True)
    world.propose(new, accept=True)
    world.propose(Delete(world.uids[3]), accept=True)
    world.derive()
    data = world.version()
    assert is_as_it_came(data)
    assert side(data) == [
        TITLE,
        "ماده ۱ ـ کارگروه هر هفته گزارش می‌دهد.",
        "تبصره ـ گزارش محرمانه منتشر نمی‌شود.",
        "ماده ۲ ـ سامانه‌ای برای گزارش هست.",
        "ماده ۳ ـ دبیرخانه گزارش را منتشر می‌کند:",
        "الف) در روزنامهٔ رسمی.",
        "ماده ۴ ـ هزینه‌ها را دستگاه‌ها می‌پردازند.",
        "این آیین‌نامه از روز تصویب اجرا می‌شود.",
    ]
    assert not read_tracked(data).is_changed
    assert side(world.version(zero)) == ZERO


def test_the_compilation_is_tracked_in_the_file_as_it_came(world):
    world.propose(world.edit(0, "هر ماه", "هر هفته"))
    world.propose(Delete(world.uids[3]))
    data = world.compiled()
    assert is_as_it_came(data)
    assert side(data, accepted=False) == ZERO
    assert side(data)[1] == "ماده ۱ ـ کارگروه هر هفته گزارش می‌دهد."
    assert side(data)[4] == "الف) در روزنامهٔ رسمی."
    assert set(read_tracked(data).authors) == {"اتحادیه"}


def test_options_that_exclude_each_other_stand_in_brackets_in_it(world):
    world.propose(world.edit(0, "هر ماه", "هر هفته"))
    other = make_member(world.group, body=make_body("شورا"))
    propose(
        world.text,
        other,
        world.edit(0, "هر ماه", "هر سال"),
        body=other.memberships.get().body,
    )
    data = world.compiled(world.secretary)
    assert is_as_it_came(data)
    assert side(data, accepted=False) == ZERO
    assert "[هر هفته — اتحادیه]" in side(data)[1]
    assert "[هر سال — شورا]" in side(data)[1]


def test_what_changed_between_versions_is_tracked_in_it(world):
    zero = world.latest
    world.propose(world.edit(0, "هر ماه", "هر هفته"), accept=True)
    world.propose(Move(world.uids[5], None, None), accept=True)
    world.derive()
    data = write_between(zero, world.latest, world.member, world.shape()).data
    assert is_as_it_came(data)
    assert side(data, accepted=False) == ZERO
    assert side(data) == side(world.version())
    assert side(data)[1] == "ماده ۱ ـ هزینه‌ها را دستگاه‌ها می‌پردازند."


def test_numbers_that_word_counts_are_counted_on():
    world = World(decision(), language="en")
    world.propose(Delete(world.uids[1]), accept=True)
    world.derive()
    data = world.version()
    assert is_as_it_came(data)
    assert [line for line in side(data) if line.startswith("Article")] == [
        "Article 1. Purpose",
        "Article 2. Costs",
    ]


def test_a_copy_in_that_layout_comes_back_with_its_changes(world):
    data = world.version()
    document = parts(data)
    change = (
        '<w:del w:id="900" w:author="Ali" w:date="2026-11-01T00:00:00Z"><w:r><w:delText>هر ماه'
        '</w:delText></w:r></w:del><w:ins w:id="901" w:author="Ali" w:date="2026-11-01T00:00:00Z">'
        "<w:r><w:t>هر روز</w:t></w:r></w:ins>"
    )
    words = '<w:t xml:space="preserve">کارگروه هر ماه گزارش می‌دهد.</w:t>'
    before, after = words.split("هر ماه")
    assert words in document["word/document.xml"]
    document["word/document.xml"] = document["word/document.xml"].replace(
        words,
        f'{before}</w:t></w:r>{change}<w:r><w:t xml:space="preserve">{after}',
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in document.items():
            archive.writestr(name, content)
    incoming = world.come_back(made.getvalue())
    assert incoming.parts is None
    assert incoming.base == world.latest
    (coming,) = incoming.coming
    (operation,) = coming.operations
    assert (operation.uid, operation.old, operation.new) == (world.uids[0], "هر ماه", "هر روز")


def test_the_confidentiality_of_what_stands_in_it_is_printed_above(world):
    world.propose(world.edit(0, "هر ماه", "هر هفته"), confidentiality=Confidentiality.GROUP)
    front = parts(world.compiled())["word/document.xml"].split("DabirFrontLine")
    assert len(front) > 2
    assert str(Confidentiality.GROUP.label) in "".join(front[:3]) or "گروه" in "".join(front[1:3])


def test_what_a_reader_may_not_see_is_not_in_it(world):
    secret = world.propose(
        world.edit(0, "هر ماه", "هر هفته"),
        confidentiality=Confidentiality.BODIES,
        bodies=[world.member.memberships.get().body],
    )
    stranger = make_member(world.group, body=make_body("شورا"))
    assert secret.number == 1
    assert "هفته" not in "".join(parts(world.compiled(stranger)).values())
    assert "هفته" in "".join(parts(world.compiled()).values())


def test_a_file_that_counts_otherwise_is_laid_out_anew_and_says_so():
    world = World(decision(rtl=True))
    out = world.version()
    assert not is_as_it_came(out)
    assert "از نو صفحه‌آرایی" in "".join(each.text for each in read_tracked(out).paragraphs)


def test_nothing_that_its_file_does_not_print_goes_out_with_a_text():
    # What stands in fields and hidden rows is read with the text, and so would be a part of it.
    world = World(telling(), language="en", left_out=["SecretFile", "SecretRow"])
    world.propose(world.edit(0, "publish", "share"), accept=True)
    world.derive()
    world.propose(world.edit(1, "every", "each"))
    zero, latest = world.text.versions.order_by("order")
    for data in (
        world.version(zero),
        world.version(),
        world.compiled(),
        write_between(zero, latest, world.member, world.shape()).data,
    ):
        assert "Letterhead" in parts(data)["word/header1.xml"]
        assert b"secret" not in everything(data).replace(b"secretariat", b"")


def test_whoever_wants_our_layout_has_it(world):
    data = world.version(layout="own")
    assert not is_as_it_came(data)
    assert "Dabir" in parts(data)["word/styles.xml"]


def test_another_language_is_laid_out_anew(world):
    shape = Shape(languages=("en",))
    data = write_version(world.latest, world.member, "docx", shape).data
    assert not is_as_it_came(data)


def test_the_page_offers_the_layout_where_there_is_one(world, client):
    client.force_login(world.member)
    address = reverse("texts:exchange", args=[world.group.code, world.text.pk])
    assert 'name="layout"' in client.get(address).content.decode()
    file = reverse("texts:version_file", args=[world.group.code, world.text.pk])
    asked = {"version": 0, "ending": "docx"}
    assert is_as_it_came(client.get(file, asked).content)
    assert not is_as_it_came(client.get(file, asked | {"layout": "own"}).content)
    assert client.get(file, asked | {"layout": "nonsense"}).status_code == 404
    other = make_text(world.group, world.secretary)
    address = reverse("texts:exchange", args=[world.group.code, other.pk])
    assert 'name="layout"' not in client.get(address).content.decode()


def test_who_makes_a_draft_is_told_what_goes_out_unread(client):
    group = make_group()
    secretary = make_secretary(group)
    text = make_text(group, secretary, zero=False)
    client.force_login(secretary)
    told = []
    for name, data in (("a.docx", persian()), ("a.txt", "ماده ۱ ـ کارگروه.".encode())):
        file = keep_draft_file(text=text, data=data, name=name, actor=secretary, at=AT)
        page = client.get(reverse("texts:draft_received", args=[group.code, text.pk, file.pk]))
        told.append("سرصفحه" in page.content.decode())
    assert told == [True, False]

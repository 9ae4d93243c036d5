"""Word files of a text that was made of one go out in its layout, and say what they should."""

import io
import zipfile

import pytest

from dabir.domain.drafting import Add, Delete, Kind, Move, NumberStyle
from dabir.formats.word_changes import read_tracked
from dabir.foundation.trace.models import Confidentiality, new_id
from dabir.stages.texts.files.going_out import (
    Shape,
    write_between,
    write_version,
)
from tests.factories import make_body, make_member
from tests.formats.as_it_came.telling import everything, telling
from tests.formats.word_originals.files import decision
from tests.stages.drafts import propose
from tests.stages.originals import TITLE, World, fronts, is_as_it_came, parts, persian, side

pytestmark = pytest.mark.django_db

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
    data = write_between(zero, world.latest, world.secretary, world.shape()).data
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
    level = Confidentiality.GROUP
    world.propose(world.edit(0, "هر ماه", "هر هفته"), confidentiality=level)
    data = world.compiled()
    assert is_as_it_came(data)
    _subtitle, classification = fronts(data)
    assert classification == str(level.label)


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
        write_between(zero, latest, world.secretary, world.shape()).data,
    ):
        assert "Letterhead" in parts(data)["word/header1.xml"]
        assert b"secret" not in everything(data).replace(b"secretariat", b"")


def test_whoever_wants_our_layout_has_it(world):
    data = world.version(layout="own")
    assert not is_as_it_came(data)
    assert "Dabir" in parts(data)["word/styles.xml"]


def test_another_language_is_laid_out_anew(world):
    shape = Shape(languages=("en",), layout="original")
    data = write_version(world.latest, world.secretary, "docx", shape).data
    assert not is_as_it_came(data)

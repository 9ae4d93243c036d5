"""Files in which somebody changed a text: kept, proposed from once, set aside by who sees them."""

from datetime import UTC, datetime

import pytest

from dabir.domain.procedure.verdicts import NotNow, NotPermitted, Refused
from dabir.formats.word_changes import AuthoredChanges, Front, write_tracked
from dabir.foundation.files.keeping import read_original
from dabir.foundation.proposals.acts import read_document
from dabir.stages.texts.acts import (
    UpstreamDraft,
    keep_text_file,
    propose_from_file,
    set_text_file_aside,
    take_over_upstream,
)
from dabir.stages.texts.acts.receiving import Taken
from dabir.stages.texts.files.going_out import issued_mark
from dabir.stages.texts.models import Amendment, ReceivedFile
from dabir.stages.texts.queries import latest_version
from dabir.stages.texts.snapshots import as_drafted, snapshot
from tests.factories import AT, make_body, make_group, make_member, make_person, make_secretary
from tests.stages.drafts import edit, make_text

pytestmark = pytest.mark.django_db


@pytest.fixture
def group():
    return make_group()


@pytest.fixture
def text(group):
    return make_text(group, make_secretary(group))


@pytest.fixture
def body():
    return make_body("اتحادیه")


@pytest.fixture
def member(group, body):
    return make_member(group, body=body)


def word(text):
    version = latest_version(text)
    change = edit(text, "one", "هر ماه", "هر هفته")
    return change, write_tracked(
        snapshot(version),
        [AuthoredChanges(author="اتحادیه", operations=(change,), at=datetime.now(UTC))],
        language="fa",
        front=Front(title="آیین‌نامه"),
        issued=issued_mark(version),
    )


def test_what_a_file_says_is_proposed_once(text, member, body):
    change, data = word(text)
    received = keep_text_file(text=text, data=data, name="a.docx", actor=member, at=AT)
    taken = [Taken("اتحادیه", body)]
    [made] = propose_from_file(received=received, taken=taken, actor=member, at=AT)
    assert as_drafted(made).operations == (change,)
    assert read_original(received.original) == data
    with pytest.raises(NotNow):
        propose_from_file(received=received, taken=taken, actor=member, at=AT)
    with pytest.raises(NotNow):
        set_text_file_aside(received=received, actor=member, at=AT)
    assert Amendment.objects.count() == 1


def test_nothing_is_proposed_of_whom_the_file_does_not_name(text, member, body):
    _, data = word(text)
    received = keep_text_file(text=text, data=data, name="a.docx", actor=member, at=AT)
    with pytest.raises(Refused):
        propose_from_file(received=received, taken=[Taken("دیگری", body)], actor=member, at=AT)
    set_text_file_aside(received=received, actor=member, at=AT)
    with pytest.raises(NotNow):
        propose_from_file(received=received, taken=[Taken("اتحادیه", body)], actor=member, at=AT)


def test_a_stranger_keeps_no_file_and_touches_none(text, member):
    _, data = word(text)
    with pytest.raises(NotPermitted):
        keep_text_file(text=text, data=data, name="a.docx", actor=make_person(), at=AT)
    assert not ReceivedFile.objects.exists()
    received = keep_text_file(text=text, data=data, name="a.docx", actor=member, at=AT)
    with pytest.raises(NotPermitted):
        set_text_file_aside(received=received, actor=make_person(), at=AT)


def test_an_upstream_document_is_taken_over_from_its_reading_once(group, text):
    secretary = make_secretary(group)
    found = read_document(
        data="قانون آب\n\nماده ۱ ـ آب از آن همه است.\n".encode(),
        name="law.txt",
        group=group,
        actor=secretary,
        at=AT,
    )
    given = {
        "names": {"fa": "قانون آب"},
        "rank": "statute",
        "clauses": [UpstreamDraft("ماده ۱", "آب از آن همه است.")],
    }
    document = take_over_upstream(reading=found, actor=secretary, at=AT, **given)
    assert document.original == found.original
    with pytest.raises(NotNow):
        take_over_upstream(reading=found, actor=secretary, at=AT, **given)

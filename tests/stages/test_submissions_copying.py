"""What is published of a file carries no author; the file itself stays as it came."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from dabir.foundation.files.keeping import read_original
from dabir.foundation.files.queries import visible_to as files_visible_to
from dabir.foundation.work.running import run_waiting
from dabir.stages.submissions.acts import (
    accept_submission,
    change_publication,
    erase_submission,
    keep_public_copies,
    lift_redaction,
    publish_submission,
    redact,
    withdraw_consent,
)
from dabir.stages.submissions.intake.files import look_into
from dabir.stages.submissions.models import PublicCopy
from tests.factories import AT, make_group, make_secretary
from tests.formats.builders import W, packed
from tests.formats.test_metadata import MADE
from tests.stages.sent import make_open_call, send

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=1)
NAME = b"Kaveh Namdar"
WORDS = "با بند دو مخالفم و دلیلش را در پیوست نوشته‌ام."


def _docx(text: str = "پیوست من") -> bytes:
    comment = f'<w:ins w:id="1" w:author="{NAME.decode()}"><w:r><w:t>{text}</w:t></w:r></w:ins>'
    document = f"<w:document {W}><w:body><w:p>{comment}</w:p></w:body></w:document>"
    return packed(
        {"word/document.xml": document, "docProps/core.xml": f"<p>{NAME.decode()}</p>"}, method=0
    )


@pytest.fixture
def secretary():
    return make_secretary(make_group())


@pytest.fixture
def call(secretary):
    return make_open_call(secretary.memberships.get().group, secretary)


def _published(call, secretary, *files, publication="unnamed"):
    sent = [look_into(name, data) for name, data in files]
    submission = send(call, WORDS, files=sent, publication=publication).submission
    run_waiting(now=LATER)
    accept_submission(submission=submission, actor=secretary, at=AT)
    publish_submission(submission=submission, actor=secretary, at=AT)
    run_waiting(now=LATER)
    submission.refresh_from_db()
    return submission


def _public(submission):
    return files_visible_to(None).filter(public_copy_of__attachment__submission=submission)


def _passage_of_file(submission):
    return submission.passages.get(answer__attachment__isnull=False)


def test_everybody_gets_a_copy_without_its_author_and_the_file_stays(call, secretary):
    submission = _published(call, secretary, ("کاوه نامدار.docx", _docx()))
    copy = _public(submission).get()
    assert NAME not in read_original(copy)
    assert copy.name == f"{submission.receipt}-1.docx"
    original = submission.attachments.get().original
    assert NAME in read_original(original)
    assert not files_visible_to(None).filter(pk=original.pk).exists()


def test_a_file_with_words_left_out_is_withheld_at_once_and_comes_back(call, secretary):
    submission = _published(call, secretary, ("a.docx", _docx()))
    redaction = redact(
        passage=_passage_of_file(submission),
        start=0,
        end=5,
        ground="secret",
        actor=secretary,
        at=AT,
    )
    assert not _public(submission).exists()
    assert PublicCopy.objects.get().reason == "redacted"
    lift_redaction(
        redaction=redaction,
        reason="آزاد است",
        actor=secretary,
        at=AT + timedelta(minutes=1),
    )
    run_waiting(now=LATER)
    assert _public(submission).count() == 1


def test_a_picture_nobody_examined_is_published_for_the_named_alone(call, secretary):
    picture = ("scan.jpg", MADE["jpg"]())
    unnamed = _published(call, secretary, picture)
    assert not _public(unnamed).exists()
    assert PublicCopy.objects.get().reason == "unread"
    named = _published(call, secretary, picture, publication="named")
    assert NAME not in read_original(_public(named).get())


@pytest.mark.parametrize("how", ["change", "withdraw"])
def test_who_is_named_no_more_takes_the_scan_along_at_once(call, secretary, how):
    files = (("scan.jpg", MADE["jpg"]()), ("a.docx", _docx("متن بی نام")))
    submission = _published(call, secretary, *files, publication="named")
    assert _public(submission).count() == 2
    if how == "change":
        change_publication(submission=submission, publication="unnamed", actor=secretary, at=AT)
    else:
        withdraw_consent(submission=submission, purpose="name", actor=secretary, at=AT)
    assert not _public(submission).exists()
    run_waiting(now=LATER)
    # What is looked through asks for copies at the moment it is looked through.
    run_waiting(now=timezone.now())
    assert _public(submission).get().name.endswith(".docx")
    assert PublicCopy.objects.get(original=None).reason == "unread"


def test_what_cannot_be_cleaned_is_not_published(call, secretary):
    submission = _published(call, secretary, ("a.docx", _docx()))
    attachment = submission.attachments.get()
    keep_public_copies(
        submission=submission, cleaned={attachment.pk: PublicCopy.Reason.SIGNED}, at=AT
    )
    assert not _public(submission).exists()
    assert PublicCopy.objects.get().reason == "signed"


def test_what_comes_off_the_public_pages_takes_its_files_along(call, secretary):
    submission = _published(call, secretary, ("a.docx", _docx()))
    change_publication(submission=submission, publication="withheld", actor=secretary, at=AT)
    assert not _public(submission).exists()
    attachment = submission.attachments.get()
    submission.refresh_from_db()
    made = keep_public_copies(submission=submission, cleaned={attachment.pk: b"late"}, at=AT)
    assert made == [], "work that ends too late publishes nothing"


def test_erasing_destroys_the_public_version_too(call, secretary):
    submission = _published(call, secretary, ("a.docx", _docx()))
    erase_submission(submission=submission, actor=secretary, at=AT)
    assert not _public(submission).exists()
    assert not PublicCopy.objects.exists()

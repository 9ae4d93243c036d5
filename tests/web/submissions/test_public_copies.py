"""The files of a published submission, as everybody gets them."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import timedelta

import pytest
from django.urls import reverse

from dabir.foundation.work.running import run_waiting
from dabir.stages.submissions.acts import accept_submission, publish_submission, redact
from dabir.stages.submissions.intake.files import look_into
from tests.factories import AT
from tests.formats.builders import W, packed
from tests.stages.sent import send

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=1)
NAME = "Kaveh Namdar"


@pytest.fixture
def published(call, secretary):
    body = f'<w:p><w:ins w:id="1" w:author="{NAME}"><w:r><w:t>پیوست من</w:t></w:r></w:ins></w:p>'
    document = f"<w:document {W}><w:body>{body}</w:body></w:document>"
    file = look_into("a.docx", packed({"word/document.xml": document}, method=0))
    submission = send(call, "با بند دو مخالفم.", files=[file], publication="unnamed").submission
    accept_submission(submission=submission, actor=secretary, at=AT)
    publish_submission(submission=submission, actor=secretary, at=AT)
    run_waiting(now=LATER)
    return submission


def test_everybody_downloads_the_cleaned_copy(visitor, published):
    page = visitor.get(reverse("published", args=[published.receipt])).content.decode()
    (address,) = set(re.findall(r'href="(/files/[0-9a-f-]+/)"', page))
    answer = visitor.get(address)
    assert answer.status_code == 200
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        inside = b"".join(archive.read(name) for name in archive.namelist())
    assert "پیوست من".encode() in inside
    assert NAME.encode() not in inside


def test_a_withheld_file_says_why(visitor, published, secretary):
    passage = published.passages.get(answer__attachment__isnull=False)
    redact(passage=passage, start=0, end=5, ground="secret", actor=secretary, at=AT)
    page = visitor.get(reverse("published", args=[published.receipt])).content.decode()
    assert "/files/" not in page
    assert "Something is left out of its words" in page

"""A group with its secretary, an open call, and one submission worked through."""

import pytest
from django.conf import settings

from dabir.stages.submissions.acts import (
    accept_submission,
    dispose_passages,
    publish_submission,
    redact,
)
from dabir.stages.submissions.models import (
    Redaction,
)
from tests.factories import (
    AT,
    make_group,
    make_secretary,
)
from tests.stages.sent import make_open_call, send
from tests.web.submissions.pages import PHONE, WITH_PHONE, Publication


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    """Pages happen at the moment at which tests take place."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT)


@pytest.fixture
def group():
    return make_group()


@pytest.fixture
def secretary(group):
    return make_secretary(group, language="en", digits="latin")


@pytest.fixture
def call(group, secretary):
    return make_open_call(group, secretary)


@pytest.fixture
def visitor(client):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


@pytest.fixture
def worked(call, secretary):
    """Published under its name, one passage redacted, every outcome told; with its secret."""
    receipt = send(call, WITH_PHONE, publication=Publication.NAMED)
    submission = accept_submission(submission=receipt.submission, actor=secretary, at=AT)
    passage = submission.passages.get()
    start = passage.text.index(PHONE)
    redact(
        passage=passage,
        start=start,
        end=start + len(PHONE),
        ground=Redaction.Ground.PERSONAL,
        actor=secretary,
        at=AT,
    )
    dispose_passages(passages=[passage], outcome="taken", reason="مادهٔ ۵", actor=secretary, at=AT)
    publish_submission(submission=submission, actor=secretary, at=AT)
    submission.refresh_from_db()
    return submission, receipt.secret

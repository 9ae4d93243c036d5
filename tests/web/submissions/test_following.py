"""Behind the follow-up link, and what everybody reads."""

import pytest
from django.urls import reverse

from dabir.stages.submissions.acts import (
    open_identity,
    return_submission,
    tell_contributor,
)
from dabir.stages.submissions.models import (
    Submission,
)
from tests.factories import (
    AT,
)
from tests.stages.sent import NAMED, send, send_accepted
from tests.web.submissions.pages import PHONE, Publication, words_of

pytestmark = pytest.mark.django_db


def test_shows_the_contributor_outcomes_once_told(visitor, worked, secretary):
    submission, secret = worked
    url = reverse("follow_up", args=[secret])
    assert "مادهٔ ۵" not in words_of(visitor.get(url))
    tell_contributor(submission=submission, actor=secretary, at=AT)
    page = words_of(visitor.get(url))
    assert "مادهٔ ۵" in page
    assert PHONE in page


def test_shows_the_contributor_who_opened_their_identity_and_why(visitor, worked, secretary):
    submission, secret = worked
    open_identity(submission=submission, reason="for an invitation", actor=secretary, at=AT)
    page = words_of(visitor.get(reverse("follow_up", args=[secret])))
    assert "for an invitation" in page
    assert str(secretary) in page


@pytest.mark.parametrize(
    "name",
    [
        "follow_up",
        "receipt",
        "follow_up_copy",
        "follow_up_consents",
        "follow_up_complete",
        "follow_up_withdraw",
        "follow_up_erase",
    ],
)
def test_a_wrong_secret_gets_the_same_clear_page_everywhere(visitor, worked, name):
    for wrong in ("0" * 26, "x", worked[0].receipt):
        response = visitor.get(reverse(name, args=[wrong]))
        assert response.status_code == 404
        assert "Nothing lies behind this link" in words_of(response)


def test_types_the_code_from_paper(visitor, worked):
    _submission, secret = worked
    for typed in (
        secret.upper(),
        f"{secret[:13]} {secret[13:]}",
        f"https://dabir.example/f/{secret}/",
    ):
        response = visitor.post(reverse("follow"), {"code": typed})
        assert response.url == reverse("follow_up", args=[secret])
    wrong = visitor.post(reverse("follow"), {"code": "7K3M"})
    assert wrong.status_code == 404
    assert "Compare it with your receipt" in words_of(wrong)


def test_gives_back_what_was_received(visitor, worked):
    submission, secret = worked
    response = visitor.get(reverse("follow_up_copy", args=[secret]))
    assert submission.receipt in response.content.decode()
    visitor.post(reverse("follow_up_erase", args=[secret]), {"sure": "on"})
    assert visitor.get(reverse("follow_up_copy", args=[secret])).status_code == 410


def test_withdraws_by_the_link(visitor, worked):
    submission, secret = worked
    visitor.post(reverse("follow_up_withdraw", args=[secret]), {"reason": ""})
    submission.refresh_from_db()
    assert submission.state == Submission.State.WITHDRAWN
    assert visitor.get(reverse("published", args=[submission.receipt])).status_code == 404


def test_changes_choices_by_the_link(visitor, worked):
    submission, secret = worked
    visitor.post(
        reverse("follow_up_consents", args=[secret]),
        {"publication": "unnamed", "purposes": ["contact"]},
    )
    submission.refresh_from_db()
    assert (submission.publication, submission.public_name) == ("unnamed", "")


def test_erases_only_when_sure(visitor, worked):
    submission, secret = worked
    url = reverse("follow_up_erase", args=[secret])
    assert visitor.post(url, {}).status_code == 422
    visitor.post(url, {"sure": "on", "texts": "on"})
    submission.refresh_from_db()
    assert submission.erased_at is not None
    assert "erased at your wish" in words_of(visitor.get(reverse("follow_up", args=[secret])))


def test_completes_what_was_returned(visitor, call, secretary):
    receipt = send(call)
    return_submission(submission=receipt.submission, reason="Which street?", actor=secretary, at=AT)
    assert "Which street?" in words_of(visitor.get(reverse("follow_up", args=[receipt.secret])))
    url = reverse("follow_up_complete", args=[receipt.secret])
    assert visitor.post(url, {"text": ""}).status_code == 422
    visitor.post(url, {"text": "The third one, across from the library."})
    receipt.submission.refresh_from_db()
    assert receipt.submission.state == Submission.State.RECEIVED


def test_everybody_reads_what_is_published_without_what_is_redacted(visitor, worked):
    submission, _secret = worked
    page = visitor.get(reverse("published", args=[submission.receipt])).content.decode()
    assert NAMED.name in page
    assert "[…]" in page
    assert PHONE not in page
    assert NAMED.email not in page
    listed = visitor.get(reverse("contributions", args=[submission.call.code])).content.decode()
    assert submission.receipt in listed
    assert PHONE not in listed


def test_what_is_not_published_does_not_exist_for_the_public(visitor, call, secretary):
    submission = send_accepted(call, secretary, publication=Publication.NAMED)
    assert visitor.get(reverse("published", args=[submission.receipt])).status_code == 404
    listed = visitor.get(reverse("contributions", args=[call.code])).content.decode()
    assert submission.receipt not in listed

"""Deciding, publishing, consents: who sees what, when."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import translation

from dabir.domain.procedure.verdicts import NotNow, NotPermitted, Refused
from dabir.foundation.mail.models import Message
from dabir.foundation.trace.kinds import named
from dabir.stages.calls.models import Call
from dabir.stages.submissions.acts import (
    accept_submission,
    accept_submissions,
    change_publication,
    complete_submission,
    decline_submission,
    publish_submission,
    publish_submissions,
    return_submission,
    set_consents,
    submit_official_reply,
    withdraw_consent,
    withdraw_submission,
)
from dabir.stages.submissions.intake.contents import AnswerDraft
from dabir.stages.submissions.models import Consent, Submission
from dabir.stages.submissions.queries import passages_visible_to, visible_to
from tests.factories import AT, make_body, make_group, make_member, make_secretary, seat
from tests.stages.sent import NAMED, WORDS, make_open_call, send, send_accepted

pytestmark = pytest.mark.django_db
Publication = Submission.Publication
EVENTS = {
    "accept": lambda submission, actor: accept_submission(
        submission=submission, actor=actor, at=AT
    ),
    "decline": lambda submission, actor: decline_submission(
        submission=submission, reason="پاسخ فراخوان نیست", actor=actor, at=AT
    ),
    "return": lambda submission, actor: return_submission(
        submission=submission, reason="نشانی کوچه نیست", actor=actor, at=AT
    ),
    "withdraw": lambda submission, actor: withdraw_submission(
        submission=submission, actor=actor, at=AT
    ),
}


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def group():
    return make_group()


@pytest.fixture
def secretary(group):
    return make_secretary(group)


@pytest.fixture
def call(group, secretary):
    return make_open_call(group, secretary)


@pytest.mark.parametrize("state", Submission.LIFE.states)
@pytest.mark.parametrize("event", EVENTS)
def test_moves_only_along_its_life(call, secretary, state, event):
    submission = send(call).submission
    Submission.objects.filter(pk=submission.pk).update(state=state)
    if Submission.LIFE.allows(state, event):
        moved = EVENTS[event](submission, secretary)
        assert moved.state == Submission.LIFE.next_state(state, event)
    else:
        with pytest.raises(NotNow):
            EVENTS[event](submission, secretary)


@pytest.mark.parametrize("event", EVENTS)
def test_only_the_secretariat_decides(call, group, event):
    with pytest.raises(NotPermitted):
        EVENTS[event](send(call).submission, make_member(group))


def test_declining_takes_a_reason_that_a_mail_leads_to(call, secretary):
    receipt = send(call)
    with pytest.raises(Refused, match="reason"):
        decline_submission(submission=receipt.submission, reason=" ", actor=secretary, at=AT)
    decline_submission(submission=receipt.submission, reason="ناسزا", actor=secretary, at=AT)
    mail = Message.objects.filter(about=receipt.submission.address).latest("pk")
    assert receipt.secret in mail.text
    assert "ناسزا" not in mail.text + mail.subject


def test_accepts_several_or_none(call, secretary):
    first, second = send(call).submission, send(call).submission
    accept_submission(submission=second, actor=secretary, at=AT)
    with pytest.raises(NotNow):
        accept_submissions(submissions=[first, second], actor=secretary, at=AT)
    first.refresh_from_db()
    assert first.state == Submission.State.RECEIVED


def test_the_author_completes_what_was_returned(call, secretary):
    receipt = send(call)
    EVENTS["return"](receipt.submission, secretary)
    before = receipt.submission.passages.count()
    done = complete_submission(
        submission=receipt.submission,
        answers=[AnswerDraft("کوچهٔ سوم، روبه‌روی کتابخانه، که دو دوربین بی‌تابلو دارد.")],
        secret=receipt.secret,
        at=AT,
    )
    assert done.state == Submission.State.RECEIVED
    assert done.passages.count() == before + 1
    assert sorted(done.passages.values_list("order", flat=True)) == list(range(before + 1))


def test_nobody_completes_with_another_secret(call, secretary):
    receipt, other = send(call), send(call)
    EVENTS["return"](receipt.submission, secretary)
    with pytest.raises(NotPermitted):
        complete_submission(
            submission=receipt.submission,
            answers=[AnswerDraft("چیزی")],
            secret=other.secret,
            at=AT,
        )


def test_publishes_an_accepted_one_as_its_author_allows(call, secretary):
    submission = send_accepted(call, secretary, publication=Publication.UNNAMED)
    assert submission not in visible_to(None)
    publish_submission(submission=submission, actor=secretary, at=AT)
    assert submission in visible_to(AnonymousUser())
    assert passages_visible_to(None).filter(submission=submission).count() == 2


@pytest.mark.parametrize(
    ("accepted", "publication", "error"),
    [
        (False, Publication.NAMED, NotNow),
        (True, Publication.WITHHELD, NotPermitted),
    ],
)
def test_refuses_to_publish(call, secretary, accepted, publication, error):
    submission = send(call, publication=publication).submission
    if accepted:
        accept_submission(submission=submission, actor=secretary, at=AT)
    with pytest.raises(error):
        publish_submission(submission=submission, actor=secretary, at=AT)


def test_publishes_of_several_those_that_may_be(call, secretary):
    open_one = send_accepted(call, secretary, publication=Publication.NAMED)
    closed_one = send_accepted(call, secretary)
    done = publish_submissions(submissions=[open_one, closed_one], actor=secretary, at=AT)
    assert done == [open_one]
    with pytest.raises(Refused, match="None of these"):
        publish_submissions(submissions=[closed_one], actor=secretary, at=AT)


def published(call, secretary, **fields):
    receipt = send(call, publication=Publication.NAMED, **fields)
    accept_submission(submission=receipt.submission, actor=secretary, at=AT)
    return publish_submission(submission=receipt.submission, actor=secretary, at=AT), receipt.secret


def test_withdrawing_takes_it_off_at_once(call, secretary):
    submission, secret = published(call, secretary)
    withdraw_submission(submission=submission, secret=secret, at=AT)
    assert submission not in visible_to(None)
    assert not passages_visible_to(None).filter(submission=submission).exists()


def test_a_wrong_secret_withdraws_nothing(call, secretary):
    submission, _secret = published(call, secretary)
    with pytest.raises(NotPermitted):
        withdraw_submission(submission=submission, secret="0" * 26, at=AT)
    assert submission in visible_to(None)


def test_a_secret_opens_only_its_own(call, secretary):
    submission, _secret = published(call, secretary)
    other = send(call)
    with pytest.raises(NotPermitted):
        change_publication(
            submission=submission, publication=Publication.WITHHELD, secret=other.secret, at=AT
        )


def test_unnaming_takes_the_name_off(call, secretary):
    submission, secret = published(call, secretary)
    changed = change_publication(
        submission=submission, publication=Publication.UNNAMED, secret=secret, at=AT
    )
    assert changed.public_name == ""
    assert submission in visible_to(None)


def test_withholding_takes_it_off(call, secretary):
    submission, secret = published(call, secretary)
    withdraw_consent(submission=submission, purpose=Consent.Purpose.PUBLISH, secret=secret, at=AT)
    assert submission not in visible_to(None)
    submission.refresh_from_db()
    assert submission.publication == Publication.WITHHELD
    assert not submission.consents.filter(
        purpose=Consent.Purpose.NAME, given=True, withdrawn_at__isnull=True
    ).exists()


def test_takes_back_a_consent_once(call, secretary):
    receipt = send(call, consents=[Consent.Purpose.QUOTE])
    take = {"submission": receipt.submission, "secret": receipt.secret, "at": AT}
    withdraw_consent(purpose=Consent.Purpose.QUOTE, **take)
    with pytest.raises(NotNow):
        withdraw_consent(purpose=Consent.Purpose.QUOTE, **take)


def test_allows_later_what_was_withheld_with_the_name_from_the_seal(call, secretary):
    receipt = send(call)
    later = AT + timedelta(days=1)
    changed = set_consents(
        submission=receipt.submission,
        publication=Publication.NAMED,
        purposes=[Consent.Purpose.CONTACT],
        secret=receipt.secret,
        at=later,
    )
    assert changed.public_name == NAMED.name
    held = changed.consents.filter(given=True, withdrawn_at__isnull=True)
    assert set(held.values_list("purpose", flat=True)) == {
        Consent.Purpose.PUBLISH,
        Consent.Purpose.NAME,
        Consent.Purpose.CONTACT,
    }
    assert changed not in visible_to(None)


def test_a_body_reads_its_own_official_reply_and_others_do_not(group, secretary):
    body = make_body()
    own = make_member(group, body)
    other = make_member(group)
    inquiry = make_open_call(group, secretary, kind=Call.Kind.INQUIRY, bodies=(body,))
    submission = submit_official_reply(
        call=inquiry, body=body, answers=[AnswerDraft(WORDS)], actor=own, at=AT
    ).submission
    assert submission in visible_to(own)
    assert submission in visible_to(secretary)
    assert submission not in visible_to(other)
    assert submission not in visible_to(None)


def test_members_and_strangers_see_nothing_unpublished(call, secretary, group):
    submission = send_accepted(call, secretary, publication=Publication.NAMED)
    stranger = make_secretary(make_group())
    for reader in (None, make_member(group), stranger):
        assert submission not in visible_to(reader)
        assert not passages_visible_to(reader).exists()
        assert named([submission.address_id], reader) == {}


def test_the_secretariat_of_the_parent_reads_a_committees(secretary, group):
    committee = make_group(parent=group)
    seat(secretary, committee)
    call = make_open_call(committee, secretary)
    assert send(call).submission in visible_to(secretary)

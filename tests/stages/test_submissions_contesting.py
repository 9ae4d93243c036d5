"""A contributor contests how a passage was understood, and a second person answers."""

from __future__ import annotations

import pytest

from dabir.domain.procedure.verdicts import NotNow, NotPermitted, Refused
from dabir.foundation.mail.models import Message
from dabir.foundation.trace.linking import link
from dabir.foundation.trace.models import Relation
from dabir.stages.submissions import policy, queries
from dabir.stages.submissions.acts import (
    accept_submission,
    answer_contestation,
    contest_passage,
    dispose_passage,
    erase_submission,
    tell_contributor,
)
from dabir.stages.submissions.models import Contestation
from dabir.stages.submissions.waiting import waiting
from tests.factories import AT, make_group, make_member, make_secretary
from tests.stages.sent import make_open_call, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def group():
    return make_group()


@pytest.fixture
def secretary(group):
    return make_secretary(group)


@pytest.fixture
def second(group):
    return make_secretary(group)


@pytest.fixture
def told(group, secretary):
    """A passage whose outcome its contributor was told, with the secret."""
    receipt = send(make_open_call(group, secretary))
    submission = accept_submission(submission=receipt.submission, actor=secretary, at=AT)
    passage = submission.passages.first()
    dispose_passage(passage=passage, outcome="taken", reason="مادهٔ ۲", actor=secretary, at=AT)
    tell_contributor(submission=submission, actor=secretary, at=AT)
    return passage, receipt.secret


def _contested(told, about="outcome", text="منظورم این نبود؛ مخالف بودم."):
    passage, secret = told
    return contest_passage(passage=passage, about=about, text=text, secret=secret, at=AT)


def _answer(contestation, actor, **given):
    fields = {"result": "changed", "answer": "حق با شماست."} | given
    return answer_contestation(contestation=contestation, actor=actor, at=AT, **fields)


def test_whoever_set_the_outcome_does_not_answer_and_a_second_person_does(told, secretary, second):
    contestation = _contested(told)
    assert not policy.may_answer_contestation(secretary, contestation)
    with pytest.raises(NotPermitted):
        _answer(contestation, secretary)
    answered = _answer(contestation, second)
    assert (answered.state, answered.answered_by) == ("answered", second)
    with pytest.raises(NotNow):
        _answer(contestation, second)


def test_whoever_put_it_under_a_theme_does_not_answer_for_the_theme(told, secretary, second):
    passage, _secret = told
    link(passage, passage.submission.call, Relation.GROUNDS, by=second, at=AT)
    contestation = _contested(told, about="theme")
    with pytest.raises(NotPermitted):
        _answer(contestation, second)
    _answer(contestation, secretary)


def test_the_contributor_is_mailed_a_link_and_no_content(told, second):
    _answer(_contested(told), second)
    message = Message.objects.filter(key__contains="contestation").get()
    assert "/f/" in message.text
    assert "حق با شماست" not in message.text


def test_members_and_wrong_secrets_are_refused(told, group):
    contestation = _contested(told)
    with pytest.raises(NotPermitted):
        _answer(contestation, make_member(group))
    passage, _secret = told
    with pytest.raises(NotPermitted):
        contest_passage(passage=passage, about="words", text="نه", secret="wrong", at=AT)


def test_one_contestation_of_a_passage_is_open_at_a_time(told, second):
    first = _contested(told)
    with pytest.raises(NotNow):
        _contested(told, about="words")
    _answer(first, second, result="stands")
    _contested(told, about="words")
    assert Contestation.objects.count() == 2


@pytest.mark.parametrize("text", ["", "  ", "ن" * 5001])
def test_it_says_something_and_not_too_much(told, text):
    with pytest.raises(Refused):
        _contested(told, text=text)


def test_an_outcome_that_nobody_was_told_is_not_contested(group, secretary):
    receipt = send(make_open_call(group, secretary))
    passage = receipt.submission.passages.first()
    with pytest.raises(Refused):
        _contested((passage, receipt.secret))
    assert _contested((passage, receipt.secret), about="words").state == "open"


def test_an_answer_says_why(told, second):
    with pytest.raises(Refused):
        _answer(_contested(told), second, answer=" ")


def test_what_waits_stands_in_the_tray_of_the_secretariat_alone(told, group, second):
    _contested(told)
    urls = [one.url for one in waiting(second, group, AT)]
    assert any("contestations" in url for url in urls)
    assert not queries.contestations(make_member(group), group).exists()


def test_erasing_the_words_erases_what_was_contested(told, second):
    passage, secret = told
    contestation = _answer(_contested(told), second)
    erase_submission(submission=passage.submission, texts=True, secret=secret, at=AT)
    contestation.refresh_from_db()
    assert (contestation.text, contestation.answer) == ("", "")
    passage.refresh_from_db()
    with pytest.raises(NotNow):
        _contested((passage, secret), about="words")

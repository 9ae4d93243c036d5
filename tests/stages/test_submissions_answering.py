"""Many passages are answered at once: previewed, then sent, each once, whatever happens."""

from __future__ import annotations

import pytest

from dabir.domain.procedure.verdicts import NotNow, NotPermitted, Refused
from dabir.foundation.mail.models import Message
from dabir.stages.submissions.acts import (
    answer_slice,
    change_answer_batch,
    dispose_passage,
    draft_answer_batch,
    drop_answer_batch,
    preview_answer_batch,
    send_answer_batch,
    withdraw_submission,
)
from dabir.stages.submissions.models import AnswerBatch, Disposition, Passage
from dabir.stages.submissions.queries import answers_to_all, outcomes_told, preview_of
from tests.factories import AT, make_group, make_member, make_secretary
from tests.stages.sent import NAMED, make_open_call, send_accepted

pytestmark = pytest.mark.django_db
REASONS = {"fa": "در مادهٔ ۳ آمد.", "en": "It is in article 3."}
State = AnswerBatch.State


@pytest.fixture
def group():
    return make_group(language="fa")


@pytest.fixture
def secretary(group):
    return make_secretary(group)


@pytest.fixture
def call(group, secretary):
    return make_open_call(group, secretary)


@pytest.fixture
def submissions(call, secretary):
    return [send_accepted(call, secretary, contributor=NAMED) for _number in range(3)]


@pytest.fixture
def batch(call, secretary, submissions):
    return draft_answer_batch(
        call=call,
        passages=Passage.objects.filter(submission__call=call),
        outcome="taken",
        reasons=REASONS,
        said={"fa": "تابلو لازم است."},
        actor=secretary,
        at=AT,
    )


def sent(batch, secretary):
    preview_answer_batch(batch=batch, actor=secretary, at=AT)
    send_answer_batch(batch=batch, actor=secretary, at=AT)
    while answer_slice(batch=batch, actor=secretary, at=AT, most=2) == 2:
        pass
    batch.refresh_from_db()
    return batch


def test_every_passage_is_answered_and_everybody_told_once(batch, secretary, submissions):
    before = Message.objects.count()
    sent(batch, secretary)
    assert batch.state == State.SENT
    held = Disposition.objects.filter(current=True)
    assert held.count() == Passage.objects.count() == batch.passages > len(submissions)
    assert set(held.values_list("reason", "told_at")) == {(REASONS["fa"], AT)}
    assert Message.objects.count() == before + len(submissions)


def test_nothing_is_said_before_it_is_sent(batch, secretary):
    preview_answer_batch(batch=batch, actor=secretary, at=AT)
    assert not Disposition.objects.exists()


def test_what_was_not_previewed_is_not_sent(batch, secretary):
    with pytest.raises(NotNow):
        send_answer_batch(batch=batch, actor=secretary, at=AT)
    preview_answer_batch(batch=batch, actor=secretary, at=AT)
    change_answer_batch(
        batch=batch, outcome="in_part", reasons=REASONS, said={}, actor=secretary, at=AT
    )
    with pytest.raises(NotNow):
        send_answer_batch(batch=batch, actor=secretary, at=AT)


def test_what_has_its_outcome_is_left_out_of_the_preview(batch, secretary):
    one = Passage.objects.first()
    dispose_passage(passage=one, outcome="not_taken", reason="نه", actor=secretary, at=AT)
    preview_answer_batch(batch=batch, actor=secretary, at=AT)
    batch.refresh_from_db()
    assert (batch.left_out, [row.passage for row in preview_of(batch).left_out]) == (1, [one])
    sent(batch, secretary)
    assert one.dispositions.get(current=True).outcome == "not_taken"


def test_what_is_disposed_of_or_withdrawn_while_it_is_sent_is_left_out(
    batch, secretary, submissions
):
    preview_answer_batch(batch=batch, actor=secretary, at=AT)
    send_answer_batch(batch=batch, actor=secretary, at=AT)
    last = submissions[-1]
    one = submissions[1].passages.first()
    dispose_passage(passage=one, outcome="not_taken", reason="نه", actor=secretary, at=AT)
    withdraw_submission(submission=last, actor=secretary, at=AT)
    while answer_slice(batch=batch, actor=secretary, at=AT, most=1):
        batch.refresh_from_db()
        if batch.state != State.SENDING:
            break
    batch.refresh_from_db()
    assert batch.left_out == 1 + last.passages.count()
    assert not Disposition.objects.filter(passage__submission=last).exists()
    assert one.dispositions.get(current=True).outcome == "not_taken"
    assert batch.passages == Disposition.objects.filter(outcome="taken").count()


def test_a_batch_that_was_sent_is_not_sent_again(batch, secretary):
    sent(batch, secretary)
    for act in (send_answer_batch, preview_answer_batch, drop_answer_batch, answer_slice):
        with pytest.raises(NotNow):
            act(batch=batch, actor=secretary, at=AT)


def test_a_batch_that_was_given_up_says_nothing(batch, secretary):
    drop_answer_batch(batch=batch, actor=secretary, at=AT)
    with pytest.raises(NotNow):
        preview_answer_batch(batch=batch, actor=secretary, at=AT)


def test_a_batch_needs_passages_and_a_reason(call, secretary, submissions):
    some = Passage.objects.filter(submission__call=call)
    for passages, reasons in ((some.none(), REASONS), (some, {"fa": "  "})):
        with pytest.raises(Refused):
            draft_answer_batch(
                call=call,
                passages=passages,
                outcome="taken",
                reasons=reasons,
                actor=secretary,
                at=AT,
            )
    assert not AnswerBatch.objects.exists()


def test_a_batch_takes_so_many_and_the_next_one_the_others(
    call, secretary, submissions, monkeypatch
):
    monkeypatch.setattr("dabir.stages.submissions.acts.answering.MOST", 2)
    passages = Passage.objects.filter(submission__call=call)
    total = passages.count()
    batch = draft_answer_batch(
        call=call, passages=passages, outcome="taken", reasons=REASONS, actor=secretary, at=AT
    )
    assert batch.passages == batch.answers.count() == 2 < total


def test_passages_of_other_calls_are_not_answered(batch, group, secretary):
    other = send_accepted(make_open_call(group, secretary), secretary)
    sent(batch, secretary)
    assert not Disposition.objects.filter(passage__submission=other).exists()


def test_members_answer_nobody(call, group, submissions):
    with pytest.raises(NotPermitted):
        draft_answer_batch(
            call=call,
            passages=Passage.objects.all(),
            outcome="taken",
            reasons=REASONS,
            actor=make_member(group),
            at=AT,
        )


def test_everybody_reads_what_was_answered_but_not_of_whom(batch, call, secretary, submissions):
    assert answers_to_all(call) == []
    sent(batch, secretary)
    (answer,) = answers_to_all(call)
    assert answer.count == batch.passages
    assert answer.examples == ()
    assert [count for _label, count in outcomes_told(call)] == [batch.passages]


def test_few_passages_are_not_counted_in_public(call, secretary, submissions):
    few = draft_answer_batch(
        call=call,
        passages=Passage.objects.filter(pk=Passage.objects.first().pk),
        outcome="taken",
        reasons=REASONS,
        actor=secretary,
        at=AT,
    )
    sent(few, secretary)
    (answer,) = answers_to_all(call)
    assert answer.count is None
    assert outcomes_told(call) == []

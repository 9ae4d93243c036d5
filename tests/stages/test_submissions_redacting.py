"""Personal data is proposed to be left out once a submission came, and a person decides."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dabir.domain.procedure.verdicts import NotNow, NotPermitted, Refused
from dabir.foundation.work.running import run_waiting
from dabir.stages.submissions import queries
from dabir.stages.submissions.acts import (
    accept_proposed_redaction,
    accept_submission,
    accept_sure_redactions,
    dismiss_proposed_redaction,
    erase_submission,
    lift_redaction,
    propose_redactions,
    publish_submission,
    publish_submissions,
    recut_passages,
    reopen_proposed_redaction,
)
from dabir.stages.submissions.intake.contents import Contributor
from dabir.stages.submissions.models import RedactionProposal, Submission
from tests.factories import AT, make_group, make_member, make_secretary
from tests.stages.sent import make_open_call, send

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=1)
State = RedactionProposal.State
PHONE = "۰۹۱۲-۳۴۵ ۶۷۸۹"
WITH_PHONE = f"شماره من {PHONE} است. با بند دو مخالفم."
OFFICE = "دفتر وزارت ۰۲۱-۸۸۷۷۶۶۵۵ پاسخ نداد."


@pytest.fixture
def group():
    return make_group()


@pytest.fixture
def secretary(group):
    return make_secretary(group)


@pytest.fixture
def call(group, secretary):
    return make_open_call(group, secretary)


def _looked(call, text, **given):
    submission = send(call, text, publication="unnamed", **given).submission
    run_waiting(now=LATER)
    return submission


def _words(proposal):
    return proposal.passage.text[proposal.start : proposal.end]


def test_what_came_is_looked_through_in_the_background(call):
    submission = _looked(call, WITH_PHONE)
    (proposal,) = submission.redaction_proposals.all()
    assert _words(proposal) == PHONE
    assert (proposal.kind, proposal.state) == ("mobile", State.PROPOSED)
    assert submission.passages.filter(shown__contains=PHONE).exists(), "nothing is left out yet"


def test_looking_again_proposes_nothing_twice(call):
    submission = _looked(call, WITH_PHONE)
    propose_redactions(call=call, submissions=[submission], at=AT)
    assert submission.redaction_proposals.count() == 1


def test_the_contributors_own_name_and_mail_are_found_in_their_words(call):
    submission = _looked(
        call,
        "من، كاوه‌ ی رضایی، می‌گویم: به kaveh@example.org یا به کاوه رضایی پاسخ دهید.",
        contributor=Contributor(name="آقای کاوه رضایی", email="Kaveh@Example.org"),
    )
    found = {_words(one): one.kind for one in submission.redaction_proposals.all()}
    assert found["کاوه رضایی"] == "sender"
    assert "kaveh@example.org" in found
    assert submission.openings.count() == 0, "no person opened the identity"


def test_accepting_leaves_it_out_for_others_and_keeps_both_versions(call, secretary):
    submission = _looked(call, WITH_PHONE)
    proposal = submission.redaction_proposals.get()
    redaction = accept_proposed_redaction(proposal=proposal, actor=secretary, at=AT)
    passage = proposal.passage
    passage.refresh_from_db()
    assert PHONE in passage.text
    assert PHONE not in passage.shown
    with pytest.raises(NotNow):
        accept_proposed_redaction(proposal=proposal, actor=secretary, at=AT)
    lift_redaction(redaction=redaction, reason="روابط عمومی است", actor=secretary, at=AT)
    passage.refresh_from_db()
    assert PHONE in passage.shown


def test_another_stretch_may_be_left_out_instead(call, secretary):
    submission = _looked(call, WITH_PHONE)
    proposal = submission.redaction_proposals.get()
    redaction = accept_proposed_redaction(
        proposal=proposal,
        start=proposal.start - len("شماره من "),
        end=proposal.end,
        ground="third_party",
        actor=secretary,
        at=AT,
    )
    assert redaction.passage.text[redaction.start : redaction.end] == f"شماره من {PHONE}"
    assert redaction.ground == "third_party"


def test_members_decide_nothing(call, group):
    submission = _looked(call, WITH_PHONE)
    proposal = submission.redaction_proposals.get()
    member = make_member(group)
    for act in (accept_proposed_redaction, dismiss_proposed_redaction):
        with pytest.raises(NotPermitted):
            act(proposal=proposal, actor=member, at=AT)
    with pytest.raises(NotPermitted):
        accept_sure_redactions(submissions=[submission], actor=member, at=AT)
    assert not queries.waiting_for_redaction(member, group).exists()


def test_what_was_dismissed_is_dismissed_in_the_whole_call_whatever_its_digits(call, secretary):
    first, second = _looked(call, OFFICE), _looked(call, "باز هم 021 8877 6655 اشغال است.")
    dismiss_proposed_redaction(proposal=first.redaction_proposals.get(), actor=secretary, at=AT)
    assert second.redaction_proposals.get().state == State.DISMISSED
    assert not _looked(call, "۰۲۱۸۸۷۷۶۶۵۵ پاسخگو نیست").redaction_proposals.exists()
    other = make_open_call(call.group, secretary)
    assert _looked(other, OFFICE).redaction_proposals.get().state == State.PROPOSED


def test_a_dismissal_is_taken_back(call, secretary):
    first, second = _looked(call, OFFICE), _looked(call, OFFICE)
    proposal = first.redaction_proposals.get()
    dismiss_proposed_redaction(proposal=proposal, actor=secretary, at=AT)
    reopen_proposed_redaction(proposal=proposal, actor=secretary, at=AT)
    assert first.redaction_proposals.get().state == State.PROPOSED
    assert second.redaction_proposals.get().state == State.PROPOSED
    with pytest.raises(NotNow):
        reopen_proposed_redaction(proposal=proposal, actor=secretary, at=AT)


def test_all_that_is_sure_is_left_out_at_once_and_the_rest_waits(call, secretary):
    submission = _looked(call, f"{WITH_PHONE} {OFFICE}")
    accept_sure_redactions(submissions=[submission], actor=secretary, at=AT)
    states = {one.kind: one.state for one in submission.redaction_proposals.all()}
    assert states == {"mobile": State.ACCEPTED, "phone": State.PROPOSED}
    with pytest.raises(Refused):
        accept_sure_redactions(submissions=[submission], actor=secretary, at=AT)


def test_publication_asks_first_while_something_sure_waits(call, secretary):
    submission = _looked(call, WITH_PHONE)
    clean = _looked(call, "با بند سه موافقم.")
    for one in (submission, clean):
        accept_submission(submission=one, actor=secretary, at=AT)
    with pytest.raises(NotNow):
        publish_submission(submission=submission, actor=secretary, at=AT)
    standing = list(Submission.objects.filter(call=call))
    published = publish_submissions(submissions=standing, actor=secretary, at=AT)
    assert [one.pk for one in published] == [clean.pk]
    with pytest.raises(Refused):
        publish_submissions(submissions=[submission], actor=secretary, at=AT)
    publish_submission(submission=submission, unredacted=True, actor=secretary, at=AT)
    submission.refresh_from_db()
    assert submission.published_at


def test_passages_cut_anew_are_looked_through_anew(call, secretary):
    submission = _looked(call, WITH_PHONE)
    before = submission.redaction_proposals.get().pk
    recut_passages(submission=submission, actor=secretary, at=AT)
    assert not submission.redaction_proposals.exists()
    run_waiting(now=LATER)
    assert submission.redaction_proposals.get().pk != before


def test_erasing_the_words_forgets_what_was_proposed(call, secretary):
    submission = _looked(call, WITH_PHONE)
    erase_submission(submission=submission, texts=True, actor=secretary, at=AT)
    assert not submission.redaction_proposals.exists()


def test_a_call_says_how_many_submissions_wait(call, group, secretary):
    for text in (WITH_PHONE, OFFICE, "بی‌نشان"):
        _looked(call, text)
    assert queries.calls_waiting(secretary, group) == [(call, 2)]
    waits = queries.what_waits(list(queries.waiting_for_redaction(secretary, group)))
    assert [(one.sure, one.likely) for one in waits] == [(0, 1), (1, 0)]


def test_a_thousand_are_looked_through_in_few_queries(call, django_assert_max_num_queries):
    for _each in range(6):
        send(call, WITH_PHONE)
    submissions = list(Submission.objects.filter(call=call).select_related("key"))
    with django_assert_max_num_queries(12):
        assert propose_redactions(call=call, submissions=submissions, at=AT) == 6

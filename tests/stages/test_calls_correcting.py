"""Corrections that change published words, in both languages, with the old ones kept."""

from datetime import timedelta

import pytest

from dabir.domain.procedure.verdicts import NotNow, NotPermitted, Refused
from dabir.stages.calls.acts import (
    ask_question,
    change_call,
    correct_call,
    correct_invitation,
    correct_question,
    draft_call,
    extend_deadline,
    invite,
    open_call,
    show_received,
)
from dabir.stages.calls.announcements import call_changed
from dabir.stages.calls.models import Call, Notice
from tests.factories import AT, make_body, make_group, make_member, make_secretary
from tests.stages.calling import DEADLINE, draft, inquiry, opened

pytestmark = pytest.mark.django_db

WHY = {"fa": "لغزش در ماده", "en": "A slip in the article"}
NEW = {"fa": "آب قنات؟", "en": "Water of the qanat?"}


@pytest.fixture
def group():
    return make_group()


@pytest.fixture
def secretary(group):
    return make_secretary(group)


@pytest.fixture
def call(group, secretary):
    call = draft(group, secretary)
    ask_question(call=call, prompts={"fa": "آب؟", "en": "Water?"}, actor=secretary, at=AT)
    invite(call=call, names={"fa": "باغداران"}, actor=secretary, at=AT)
    return open_call(call=call, actor=secretary, at=AT)


def reword(call, actor, **fields):
    fields = {"prompts": NEW, "reason": WHY, **fields}
    return correct_question(question=call.questions.get(), actor=actor, at=AT, **fields)


def test_a_corrected_question_has_the_new_words_and_keeps_the_old(call, secretary):
    notice = reword(call, secretary)
    changed = notice.rewordings.get()
    assert call.questions.get().prompts == NEW
    assert (changed.before, changed.after) == ({"fa": "آب؟", "en": "Water?"}, NEW)
    assert (notice.kind, notice.texts) == (Notice.Kind.CORRECTION, WHY)


def test_a_correction_is_announced_in_its_transaction(call, secretary):
    heard = []

    def hear(sender, **said):
        heard.append(said["notice"])

    call_changed.connect(hear)
    try:
        notice = reword(call, secretary)
    finally:
        call_changed.disconnect(hear)
    assert heard == [notice]


@pytest.mark.parametrize("fields", [{"prompts": {"fa": " "}}, {"reason": " "}, {"reason": {}}])
def test_a_correction_needs_words_and_a_reason(call, secretary, fields):
    with pytest.raises(Refused):
        reword(call, secretary, **fields)
    assert not call.notices.exists()


def test_the_same_words_are_no_correction(call, secretary):
    with pytest.raises(Refused):
        reword(call, secretary, prompts=call.questions.get().prompts)


def test_members_correct_nothing_and_a_draft_is_changed_instead(call, group, secretary):
    with pytest.raises(NotPermitted):
        reword(call, make_member(group))
    drafted = draft(group, secretary)
    ask_question(call=drafted, prompts={"fa": "آب؟"}, actor=secretary, at=AT)
    with pytest.raises(NotNow):
        reword(drafted, secretary)


def test_an_invited_group_is_described_anew_and_a_body_keeps_its_name(call, group, secretary):
    invitation = call.invitations.get()
    after = {"fa": "باغداران و کشاورزان"}
    notice = correct_invitation(
        invitation=invitation, names=after, reason=WHY, actor=secretary, at=AT
    )
    invitation.refresh_from_db()
    assert invitation.names == after
    assert "کشاورزان" in invitation.name_key
    assert notice.rewordings.get().before == {"fa": "باغداران"}
    body = inquiry(group, secretary, make_body()).invitations.get()
    with pytest.raises(Refused):
        correct_invitation(invitation=body, names=after, reason=WHY, actor=secretary, at=AT)


def test_a_notice_speaks_both_languages_or_the_groups_own(call, secretary):
    both = correct_call(call=call, text=WHY, actor=secretary, at=AT)
    one = correct_call(call=call, text="چاه", actor=secretary, at=AT)
    assert both.texts == WHY
    assert one.texts == {"fa": "چاه"}


def test_an_extension_keeps_the_deadline_it_moved(call, secretary):
    later = DEADLINE + timedelta(days=5)
    notice = extend_deadline(call=call, closes_at=later, reason=WHY, actor=secretary, at=AT)
    assert (notice.closed_before, notice.closes_at) == (DEADLINE, later)


def test_a_day_ends_in_the_time_zone_of_the_call(group, secretary):
    day = DEADLINE.date()
    tehran = draft(group, secretary, closes_at=day)
    istanbul = draft(group, secretary, closes_at=day, time_zone="Europe/Istanbul")
    assert istanbul.closes_at - tehran.closes_at == timedelta(minutes=30)
    with pytest.raises(Refused):
        change_call(call=tehran, time_zone="Mars/Olympus", actor=secretary, at=AT)


def test_the_secretariat_decides_whether_a_public_call_says_how_much_came(group, secretary):
    call = opened(group, secretary)
    assert not call.shows_received
    assert show_received(call=call, shown=True, actor=secretary, at=AT).shows_received
    with pytest.raises(NotPermitted):
        show_received(call=call, shown=False, actor=make_member(group), at=AT)
    asked = inquiry(group, secretary, make_body())
    with pytest.raises(NotNow):
        show_received(call=asked, shown=True, actor=secretary, at=AT)


def test_a_draft_may_say_beforehand_that_it_will_show_what_came(group, secretary):
    call = draft_call(
        group=group,
        code="shows",
        kind=Call.Kind.INPUT,
        titles={"fa": "آب"},
        shows_received=True,
        actor=secretary,
        at=AT,
    )
    assert call.shows_received

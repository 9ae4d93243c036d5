"""Published calls: opening, extending, correcting, closing; every pair of state and move."""

from datetime import timedelta

import pytest

from dabir.domain.procedure.verdicts import NotNow, NotPermitted, Refused
from dabir.foundation.record.models import Entry
from dabir.foundation.trace.models import Confidentiality
from dabir.jobs.closings import close_calls
from dabir.stages.calls.acts import (
    abandon_call,
    ask_question,
    change_call,
    close_call,
    close_on_deadline,
    conclude_call,
    correct_call,
    extend_deadline,
    invite,
    open_call,
    reopen_call,
)
from dabir.stages.calls.announcements import call_changed, call_closed, call_opened
from dabir.stages.calls.models import Call, Notice
from dabir.stages.calls.policy import may_submit
from tests.factories import AT, make_group, make_member, make_secretary
from tests.stages.calling import DEADLINE, draft, exhibit, opened

pytestmark = pytest.mark.django_db

AFTER = DEADLINE + timedelta(minutes=1)
LATER = DEADLINE + timedelta(days=5)


@pytest.fixture
def group():
    return make_group()


@pytest.fixture
def secretary(group):
    return make_secretary(group)


@pytest.fixture
def call(group, secretary):
    return opened(group, secretary)


@pytest.fixture
def heard():
    """What the stage announced while the test ran: signal, call, notice."""
    said = []
    signals = {"opened": call_opened, "changed": call_changed, "closed": call_closed}
    listeners = []
    for name, signal in signals.items():

        def listen(call, notice, name=name, **_kwargs):
            said.append((name, call.pk, notice))

        listeners.append(listen)
        signal.connect(listen)
    yield said
    for signal, listen in zip(signals.values(), listeners, strict=True):
        signal.disconnect(listen)


MOVES = {
    "open": lambda call, actor: open_call(call=call, actor=actor, at=AT),
    "extend": lambda call, actor: extend_deadline(
        call=call, closes_at=LATER, reason="باران", actor=actor, at=AT
    ),
    "close": lambda call, actor: close_call(call=call, reason="بس", actor=actor, at=AT),
    "reopen": lambda call, actor: reopen_call(
        call=call, closes_at=LATER, reason="باران", actor=actor, at=AT
    ),
    "conclude": lambda call, actor: conclude_call(call=call, actor=actor, at=AT),
    "abandon": lambda call, actor: abandon_call(call=call, reason="بس", actor=actor, at=AT),
}


def test_every_move_of_the_life_has_its_act():
    assert set(MOVES) == set(Call.LIFE.moves)


@pytest.mark.parametrize("event", MOVES)
@pytest.mark.parametrize("state", Call.State.values)
def test_a_move_succeeds_from_its_states_and_from_no_other(group, secretary, state, event):
    call = draft(group, secretary)
    Call.objects.filter(pk=call.pk).update(state=state)
    if Call.LIFE.allows(state, event):
        MOVES[event](call, secretary)
        call.refresh_from_db()
        assert call.state == Call.LIFE.next_state(state, event)
    else:
        with pytest.raises(NotNow):
            MOVES[event](call, secretary)
        call.refresh_from_db()
        assert call.state == state


@pytest.mark.parametrize("event", MOVES)
def test_no_member_makes_any_move(group, secretary, event):
    call = draft(group, secretary)
    sources, _target = Call.LIFE.moves[event]
    Call.objects.filter(pk=call.pk).update(state=sources[0])
    with pytest.raises(NotPermitted):
        MOVES[event](call, make_member(group))


def test_opening_shows_the_call_and_its_questions_to_the_public(group, secretary, heard):
    call = draft(group, secretary)
    question = ask_question(call=call, prompts={"fa": "آب؟"}, actor=secretary, at=AT)
    call = open_call(call=call, actor=secretary, at=AT)
    question.address.refresh_from_db()
    assert call.opens_at == AT
    assert call.address.confidentiality == Confidentiality.PUBLIC
    assert question.address.confidentiality == Confidentiality.PUBLIC
    assert heard == [("opened", call.pk, None)]
    assert Entry.objects.filter(act="calls.open_call", about=call.address).exists()


def test_a_call_without_a_deadline_ahead_is_not_opened(group, secretary):
    call = draft(group, secretary, closes_at=None)
    with pytest.raises(NotNow, match=r"deadline|مهلت"):
        open_call(call=call, actor=secretary, at=AT)
    change_call(call=call, closes_at=AT - timedelta(days=1), actor=secretary, at=AT)
    with pytest.raises(NotNow):
        open_call(call=call, actor=secretary, at=AT)


def test_an_inquiry_without_an_addressee_is_not_opened(group, secretary):
    call = draft(group, secretary, kind=Call.Kind.INQUIRY)
    invite(call=call, names={"fa": "دانشگاه‌ها"}, actor=secretary, at=AT)
    with pytest.raises(NotNow):
        open_call(call=call, actor=secretary, at=AT)


def test_a_call_for_comments_without_a_draft_is_not_opened(group, secretary):
    call = draft(group, secretary, kind=Call.Kind.COMMENTS)
    with pytest.raises(NotNow):
        open_call(call=call, actor=secretary, at=AT)
    exhibit(call, secretary)
    open_call(call=call, actor=secretary, at=AT)
    shown = call.exhibits.select_related("address").get()
    assert shown.address.confidentiality == Confidentiality.PUBLIC


def test_an_extension_is_published_with_its_reason(call, secretary, heard):
    notice = extend_deadline(call=call, closes_at=LATER, reason="باران", actor=secretary, at=AT)
    call.refresh_from_db()
    assert call.closes_at == LATER
    assert (notice.kind, notice.text) == (Notice.Kind.EXTENSION, "باران")
    assert heard == [("changed", call.pk, notice)]


def test_a_deadline_is_only_moved_later_and_never_without_a_reason(call, secretary):
    for closes_at, reason in (
        (DEADLINE, "باران"),
        (DEADLINE - timedelta(days=1), "باران"),
        (AT - timedelta(days=1), "باران"),
        (LATER, "  "),
    ):
        with pytest.raises(Refused):
            extend_deadline(call=call, closes_at=closes_at, reason=reason, actor=secretary, at=AT)
    call.refresh_from_db()
    assert call.closes_at == DEADLINE
    assert not Notice.objects.exists()


def test_a_correction_stands_beside_an_open_call(call, secretary, heard):
    notice = correct_call(call=call, text="نشانی درست شد.", actor=secretary, at=AT)
    assert heard == [("changed", call.pk, notice)]
    with pytest.raises(Refused):
        correct_call(call=call, text="", actor=secretary, at=AT)
    close_call(call=call, actor=secretary, at=AFTER)
    with pytest.raises(NotNow):
        correct_call(call=call, text="دیر", actor=secretary, at=AFTER)


def test_closing_early_needs_a_reason_and_ends_the_time_there(call, secretary):
    with pytest.raises(Refused):
        close_call(call=call, actor=secretary, at=AT)
    closed = close_call(call=call, reason="سیل", actor=secretary, at=AT + timedelta(days=1))
    assert closed.closes_at == AT + timedelta(days=1)
    assert call.notices.get().kind == Notice.Kind.CLOSING


def test_closing_after_the_deadline_needs_none(call, secretary, heard):
    closed = close_call(call=call, actor=secretary, at=AFTER)
    assert closed.closes_at == DEADLINE
    assert not Notice.objects.exists()
    assert heard == [("closed", call.pk, None)]


def test_the_clock_closes_what_is_due_and_nothing_else(group, secretary, call, heard):
    other = opened(group, secretary, closes_at=LATER)
    assert close_calls(DEADLINE) == 0
    assert close_calls(AFTER) == 1
    assert close_calls(AFTER) == 0
    call.refresh_from_db()
    other.refresh_from_db()
    assert (call.state, other.state) == (Call.State.CLOSED, Call.State.OPEN)
    assert Entry.objects.get(act="calls.close_on_deadline").actor is None
    assert [name for name, *_ in heard if name == "closed"] == ["closed"]


def test_the_clock_waits_for_the_deadline(call):
    with pytest.raises(NotNow):
        close_on_deadline(call=call, at=DEADLINE)


def test_a_reopened_call_needs_a_deadline_ahead(call, secretary):
    close_call(call=call, actor=secretary, at=AFTER)
    with pytest.raises(Refused):
        reopen_call(call=call, closes_at=AFTER, reason="باران", actor=secretary, at=AFTER)
    notice = reopen_call(call=call, closes_at=LATER, reason="باران", actor=secretary, at=AFTER)
    assert notice.kind == Notice.Kind.REOPENING


@pytest.mark.parametrize(
    ("late", "at", "allowed"),
    [
        (Call.Late.REFUSE, DEADLINE, True),
        (Call.Late.REFUSE, AFTER, False),
        (Call.Late.MARK, AFTER, True),
    ],
)
def test_submissions_are_taken_to_the_deadline_and_later_only_where_marked(
    group, secretary, late, at, allowed
):
    call = opened(group, secretary, late=late)
    assert may_submit(call, at).allowed is allowed


def test_a_call_closed_early_says_so_to_the_day(call, secretary):
    closed = close_call(call=call, reason="سیل", actor=secretary, at=AT + timedelta(hours=1))
    verdict = may_submit(closed, AT + timedelta(hours=2))
    assert not verdict
    assert "30 Aban" in str(verdict.reason) or "۳۰ آبان" in str(verdict.reason)


def test_nothing_is_taken_before_the_opening(group, secretary):
    call = draft(group, secretary, opens_at=AT + timedelta(days=1))
    assert not may_submit(call, AT)
    call = open_call(call=call, actor=secretary, at=AT)
    assert not may_submit(call, AT)
    assert may_submit(call, AT + timedelta(days=2))


def test_a_concluded_call_takes_nothing_even_marked(group, secretary):
    call = opened(group, secretary, late=Call.Late.MARK)
    close_call(call=call, actor=secretary, at=AFTER)
    assert may_submit(Call.objects.get(pk=call.pk), AFTER)
    assert not may_submit(conclude_call(call=call, actor=secretary, at=AFTER), AFTER)

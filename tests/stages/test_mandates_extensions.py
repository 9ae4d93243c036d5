"""More time for a duty: asked for, granted, refused, withdrawn; who is told."""

from datetime import timedelta

import pytest

from dabir.domain.procedure.verdicts import NotNow, NotPermitted, Refused
from dabir.foundation.mail.models import Message
from dabir.foundation.record.models import Entry
from dabir.foundation.trace.models import Confidentiality
from dabir.stages.mandates import queries
from dabir.stages.mandates.acts import (
    ask_extension,
    change_duty,
    end_duty,
    grant_extension,
    refuse_extension,
    report_duty,
    set_due,
    verify_report,
    withdraw_extension,
)
from dabir.stages.mandates.models import Duty, Extension
from dabir.stages.mandates.waiting import waiting
from tests.factories import AT
from tests.stages.duties import DUE, LATER, Desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return Desk()


def ask(desk, **fields):
    fields = {"until": LATER, "reason": "داده نرسیده است", "actor": desk.carrier} | fields
    return ask_extension(duty=desk.duty, at=AT, **fields)


def test_a_granted_extension_moves_the_deadline_and_tells_those_who_asked(desk):
    extension = ask(desk)
    assert Message.objects.get(person=desk.secretary).text.endswith(f"/duties/{desk.duty.pk}/")
    grant_extension(extension=extension, actor=desk.secretary, at=AT)
    desk.duty.refresh_from_db()
    extension.refresh_from_db()
    assert (desk.duty.due_on, extension.state, extension.until_granted) == (LATER, "granted", LATER)
    told = Message.objects.get(person=desk.carrier)
    assert "داده نرسیده" not in told.text + told.subject
    assert [
        entry.act for entry in Entry.objects.filter(about=desk.duty.address).order_by("pk")
    ] == [
        "mandates.assign_duty",
        "mandates.ask_extension",
        "mandates.grant_extension",
    ]


def test_those_who_carry_a_duty_that_they_may_not_see_are_not_told_of_it():
    desk = Desk(confidentiality=Confidentiality.SECRETARIAT)
    extension = ask(desk, actor=desk.secretary)
    grant_extension(extension=extension, actor=desk.secretary, at=AT)
    assert not Message.objects.filter(person=desk.carrier).exists()


def test_the_secretariat_may_grant_another_day(desk):
    day = DUE + timedelta(days=7)
    granted = grant_extension(
        extension=ask(desk), until=day, answer="یک هفته", actor=desk.secretary, at=AT
    )
    desk.duty.refresh_from_db()
    assert (desk.duty.due_on, granted.until, granted.until_granted) == (day, LATER, day)


def test_a_day_that_is_no_later_is_neither_asked_for_nor_granted(desk):
    with pytest.raises(Refused):
        ask(desk, until=DUE)
    with pytest.raises(Refused):
        grant_extension(extension=ask(desk), until=DUE, actor=desk.secretary, at=AT)
    assert desk.duty.extensions.get().state == "asked"


def test_a_refusal_gives_its_reason_and_leaves_the_deadline(desk):
    extension = ask(desk)
    with pytest.raises(Refused):
        refuse_extension(extension=extension, reason=" ", actor=desk.secretary, at=AT)
    refused = refuse_extension(extension=extension, reason="دیر است", actor=desk.secretary, at=AT)
    desk.duty.refresh_from_db()
    assert (refused.state, refused.answer, desk.duty.due_on) == ("refused", "دیر است", DUE)


def test_only_those_who_carry_it_ask_and_only_the_secretariat_answers(desk):
    with pytest.raises(NotPermitted):
        ask(desk, actor=desk.other)
    extension = ask(desk)
    for act, more in ((grant_extension, {}), (refuse_extension, {"reason": "نه"})):
        with pytest.raises(NotPermitted):
            act(extension=extension, actor=desk.carrier, at=AT, **more)
    with pytest.raises(NotPermitted):
        withdraw_extension(extension=extension, actor=desk.other, at=AT)


def test_one_request_waits_at_a_time(desk):
    first = ask(desk)
    with pytest.raises(NotNow):
        ask(desk)
    withdraw_extension(extension=first, actor=desk.carrier, at=AT)
    assert ask(desk).state == "asked"


def test_refuses_to_extend_what_has_no_deadline_or_no_reason(desk):
    with pytest.raises(Refused):
        ask(desk, reason=" ")
    set_due(duty=desk.duty, due_on=None, reason="دائمی", actor=desk.secretary, at=AT)
    with pytest.raises(NotNow):
        ask(desk)


@pytest.mark.parametrize("state", ["unassigned", "reported", "done", "released", "ended"])
def test_a_duty_that_does_not_run_is_not_extended(desk, state):
    Duty.objects.filter(pk=desk.duty.pk).update(state=state)
    with pytest.raises(NotNow):
        ask(desk)


ANSWERS = {
    "grant": lambda one, desk: grant_extension(extension=one, actor=desk.secretary, at=AT),
    "refuse": lambda one, desk: refuse_extension(
        extension=one, reason="نه", actor=desk.secretary, at=AT
    ),
    "withdraw": lambda one, desk: withdraw_extension(extension=one, actor=desk.carrier, at=AT),
}


@pytest.mark.parametrize("state", [state.value for state in Extension.State])
@pytest.mark.parametrize("event", list(ANSWERS))
def test_follows_the_table_of_its_life(desk, state, event):
    extension = ask(desk)
    Extension.objects.filter(pk=extension.pk).update(state=state)
    if Extension.LIFE.allows(state, event):
        assert ANSWERS[event](extension, desk).state == Extension.LIFE.next_state(state, event)
    else:
        with pytest.raises(NotNow):
            ANSWERS[event](extension, desk)


def test_a_day_that_is_past_is_neither_asked_for_nor_granted(desk):
    after = AT + (LATER - AT.date()) + timedelta(days=1)
    with pytest.raises(Refused):
        ask_extension(duty=desk.duty, until=LATER, reason="ن", actor=desk.carrier, at=after)
    with pytest.raises(Refused):
        grant_extension(extension=ask(desk), actor=desk.secretary, at=after)
    assert desk.duty.extensions.get().state == "asked"


def test_a_request_lapses_once_the_deadline_lies_as_late_as_was_asked(desk):
    extension = ask(desk)
    move = {"duty": desk.duty, "reason": "ن", "actor": desk.secretary, "at": AT}
    set_due(due_on=LATER - timedelta(days=1), **move)
    extension.refresh_from_db()
    assert extension.state == "asked"
    change_duty(due_on=LATER, **move)
    extension.refresh_from_db()
    assert extension.state == "lapsed"
    second = ask(desk, until=LATER + timedelta(days=5))
    set_due(due_on=LATER + timedelta(days=9), **move)
    second.refresh_from_db()
    assert second.state == "lapsed"


def test_a_request_lapses_when_its_duty_is_over(desk):
    extension = ask(desk)
    end_duty(duty=desk.duty, reason="سند نو", actor=desk.secretary, at=AT)
    extension.refresh_from_db()
    assert extension.state == "lapsed"


def test_a_request_lapses_when_the_duty_is_done(desk):
    extension = ask(desk)
    report = report_duty(duty=desk.duty, text="شد", actor=desk.carrier, at=AT)
    verify_report(report=report, actor=desk.secretary, at=AT)
    extension.refresh_from_db()
    assert extension.state == "lapsed"


def test_requests_wait_for_whoever_may_see_the_duty(desk):
    hidden = desk.give(
        responsible=[desk.body], due_on=DUE, confidentiality=Confidentiality.SECRETARIAT
    )
    ask(desk)
    ask_extension(duty=hidden, until=LATER, reason="پنهان", actor=desk.secretary, at=AT)
    for person, count in ((desk.secretary, 2), (desk.other, 1), (None, 0)):
        assert queries.extensions_visible_to(person).count() == count
    waiting = {one.url.partition("?")[2]: one.count for one in _waiting(desk, desk.other)}
    assert waiting["show=extensions"] == 1
    seen = queries.duties_visible_to(desk.secretary)
    assert set(queries.chosen(seen, "extensions", desk.secretary, AT.date())) == {desk.duty, hidden}


def _waiting(desk, person):
    return waiting(person, desk.group, AT)


def test_the_history_tells_each_step_with_the_deadline_it_moved(desk):
    grant_extension(extension=ask(desk), answer="باشد", actor=desk.secretary, at=AT)
    told = [
        (step.event, step.due_before, step.due_after, step.why)
        for step in queries.steps_visible_to(desk.other).filter(duty=desk.duty)
    ]
    assert told == [
        ("assign", None, DUE, ""),
        ("ask", DUE, LATER, "داده نرسیده است"),
        ("grant", DUE, LATER, "باشد"),
    ]

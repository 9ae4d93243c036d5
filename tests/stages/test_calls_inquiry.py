"""Inquiries: covering letters, reminders; and who sees which call."""

from datetime import timedelta

import pytest
from django.utils import translation

from dabir.domain.procedure.verdicts import NotNow, NotPermitted, Refused
from dabir.foundation.letters.acts import draft_letter, send_letter
from dabir.foundation.letters.models import Letter
from dabir.foundation.people.models import Role
from dabir.stages.calls import queries
from dabir.stages.calls.acts import (
    abandon_call,
    ask_question,
    close_call,
    conclude_call,
    cover_inquiry,
    draft_call,
    invite,
    note_reminder,
    open_call,
    remind_addressees,
    send_inquiry_letters,
)
from dabir.stages.calls.models import Call
from dabir.stages.calls.waiting import waiting
from tests.factories import (
    AT,
    make_body,
    make_group,
    make_member,
    make_person,
    make_secretary,
    seat,
)
from tests.stages.calling import DEADLINE, draft, inquiry, opened

pytestmark = pytest.mark.django_db

AFTER = DEADLINE + timedelta(days=1)


@pytest.fixture
def group():
    return make_group()


@pytest.fixture
def secretary(group):
    return make_secretary(group)


@pytest.fixture
def bodies():
    return [make_body("سازمان آب"), make_body("سازمان خاک")]


@pytest.fixture
def asked(group, secretary, bodies):
    return inquiry(group, secretary, *bodies)


def send(call, actor, at=AT):
    return send_inquiry_letters(call=call, signatory=actor, actor=actor, at=at)


def test_each_addressee_gets_its_own_numbered_letter_with_the_questions(group, secretary, bodies):
    call = draft_call(
        group=group,
        code="soil",
        kind=Call.Kind.INQUIRY,
        titles={"fa": "استعلام خاک"},
        closes_at=DEADLINE,
        actor=secretary,
        at=AT,
    )
    ask_question(call=call, prompts={"fa": "خاک چگونه است؟"}, actor=secretary, at=AT)
    for body in bodies:
        invite(call=call, body=body, actor=secretary, at=AT)
    open_call(call=call, actor=secretary, at=AT)
    letters = send(call, secretary)
    assert [list(letter.receivers.values_list("body", flat=True)) for letter in letters] == [
        [body.pk] for body in bodies
    ]
    assert len({letter.number for letter in letters}) == 2
    assert all("خاک چگونه است؟" in letter.text for letter in letters)
    assert all(letter.subject == "استعلام: استعلام خاک" for letter in letters)


def test_the_letter_speaks_the_groups_language_whoever_sends_it(asked, secretary):
    with translation.override("en"):
        letters = send(asked, secretary)
    assert all(letter.subject.startswith("استعلام") for letter in letters)


def test_no_addressee_gets_a_second_covering_letter(asked, secretary, bodies):
    send(asked, secretary)
    with pytest.raises(NotNow):
        send(asked, secretary)
    invite(call=asked, body=make_body(), actor=secretary, at=AT)
    assert len(send(asked, secretary)) == 1


def test_letters_belong_to_an_inquiry_that_was_opened(group, secretary):
    for call in (opened(group, secretary), draft(group, secretary, kind=Call.Kind.INQUIRY)):
        with pytest.raises(NotNow):
            send(call, secretary)


def test_members_send_no_letters(asked, group):
    with pytest.raises(NotPermitted):
        send(asked, make_member(group))


def test_one_letter_to_several_bodies_may_cover_them(asked, secretary, bodies, group):
    letter = draft_letter(
        group=group,
        kind=Letter.Kind.OUTGOING,
        subject="استعلام",
        signatory=secretary,
        receivers=bodies,
        actor=secretary,
        at=AT,
    )
    with pytest.raises(Refused):
        cover_inquiry(call=asked, letter=letter, actor=secretary, at=AT)
    letter = send_letter(letter=letter, actor=secretary, at=AT)
    cover_inquiry(call=asked, letter=letter, actor=secretary, at=AT)
    assert {each.letter for each in asked.invitations.all()} == {letter}


def test_a_reminder_follows_up_the_covering_letter_also_after_the_deadline(asked, secretary):
    first, *_ = send(asked, secretary)
    close_call(call=asked, actor=secretary, at=AFTER)
    invitation = asked.invitations.get(letter=first)
    (letter,) = remind_addressees(
        call=asked, invitations=[invitation], signatory=secretary, actor=secretary, at=AFTER
    )
    invitation.refresh_from_db()
    assert letter.follows == first
    assert (invitation.reminders, invitation.reminded_at) == (1, AFTER)


def test_a_reminder_given_otherwise_is_noted(asked, secretary):
    invitations = list(asked.invitations.all())
    note_reminder(call=asked, invitations=invitations, actor=secretary, at=AT)
    note_reminder(call=asked, invitations=invitations[:1], actor=secretary, at=AFTER)
    counts = asked.invitations.values_list("reminders", flat=True)
    assert list(counts) == [2, 1]
    assert not Letter.objects.exists()


def test_only_addressees_of_this_inquiry_are_reminded(asked, secretary, group):
    other = inquiry(group, secretary, make_body())
    for wrong in ([], list(other.invitations.all())):
        with pytest.raises(Refused):
            note_reminder(call=asked, invitations=wrong, actor=secretary, at=AT)


def test_a_concluded_inquiry_reminds_nobody(asked, secretary):
    close_call(call=asked, actor=secretary, at=AFTER)
    conclude_call(call=asked, actor=secretary, at=AFTER)
    with pytest.raises(NotNow):
        note_reminder(
            call=asked, invitations=list(asked.invitations.all()), actor=secretary, at=AFTER
        )


def readers(group, bodies):
    """Everybody who might look, by what they are."""
    guest, stranger = make_person(), make_person()
    seat(guest, group, Role.GUEST)
    make_group()
    return {
        "secretary": make_secretary(group),
        "member": make_member(group),
        "addressee": make_member(make_group(), bodies[0]),
        "guest": guest,
        "stranger": stranger,
        "public": None,
    }


def who_sees(call, everybody):
    return {
        name
        for name, person in everybody.items()
        if queries.visible_to(person).filter(pk=call.pk).exists()
    }


def test_a_draft_is_seen_by_the_group_only(group, secretary, bodies):
    call = draft(group, secretary)
    assert who_sees(call, readers(group, bodies)) == {"secretary", "member"}


def test_an_open_call_is_seen_by_everybody(group, secretary, bodies):
    everybody = readers(group, bodies)
    assert who_sees(opened(group, secretary), everybody) == set(everybody)


def test_an_inquiry_is_seen_by_the_secretariat_and_those_it_addresses(asked, group, bodies):
    assert who_sees(asked, readers(group, bodies)) == {"secretary", "addressee"}


def test_the_questions_of_an_inquiry_are_its_addressees_own(group, secretary, bodies):
    call = draft(group, secretary, kind=Call.Kind.INQUIRY)
    ask_question(call=call, prompts={"fa": "خاک؟"}, actor=secretary, at=AT)
    invite(call=call, body=bodies[0], actor=secretary, at=AT)
    open_call(call=call, actor=secretary, at=AT)
    addressed, other = (make_member(make_group(), body) for body in bodies)
    assert queries.questions_visible_to(addressed).count() == 1
    assert queries.questions_visible_to(other).count() == 0


def test_public_lists_hold_published_calls_and_no_inquiry(group, secretary, asked):
    now, past = opened(group, secretary), opened(group, secretary)
    draft(group, secretary)
    abandon_call(call=draft(group, secretary), reason="بس", actor=secretary, at=AT)
    close_call(call=past, reason="سیل", actor=secretary, at=AT)
    assert list(queries.open_calls(AT)) == [now]
    assert list(queries.past_calls(AT)) == [past]
    assert set(queries.past_calls(AFTER)) == {now, past}


def test_what_waits_for_a_member_is_what_they_can_answer(group, secretary):
    opened(group, secretary)
    draft(group, secretary)
    assert len(waiting(make_member(group), group, AT)) == 1
    assert len(waiting(secretary, group, AT)) == 2
    assert queries.total(secretary, group) == 2
    assert queries.total(None, group) == 1

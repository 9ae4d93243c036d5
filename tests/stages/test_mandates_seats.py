"""Seats stay; terms are filled, renewed, ended; bodies nominate, the secretariat answers."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from dabir.domain.procedure.verdicts import NotNow, NotPermitted, Refused
from dabir.foundation.letters.models import Letter
from dabir.foundation.mail.models import Message
from dabir.foundation.people.models import Membership, Person, Role, Seat
from dabir.foundation.record.models import Entry
from dabir.foundation.trace.models import Link
from dabir.stages.decisions.models import Meeting
from dabir.stages.decisions.roll import call_roll
from dabir.stages.mandates.acts import (
    accept_nomination,
    admit_member,
    amend_group_facts,
    ask_for_nominations,
    change_seat,
    decline_nomination,
    end_membership,
    nominate_member,
    renew_term,
    withdraw_nomination,
)
from dabir.stages.mandates.models import Nomination
from dabir.stages.mandates.queries import nominations_visible_to, seats_of
from tests.factories import AT, make_body, make_group, make_member, make_person, make_secretary

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture
def group():
    return make_group()


@pytest.fixture
def secretary(group):
    return make_secretary(group)


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def seat(group, secretary, today):
    admit_member(
        group=group,
        body=make_body("وزارت راه"),
        role="principal",
        since=today - 900 * DAY,
        actor=secretary,
        at=AT,
    )
    return Seat.objects.get()


def state_of(seat, reader, day=None):
    return next(one for one in seats_of(seat.group, reader, day) if one.seat == seat)


def fill(seat, actor, **fields):
    return admit_member(
        group=seat.group,
        body=seat.body,
        person=make_person(),
        role=fields.pop("role", "principal"),
        actor=actor,
        at=AT,
        **fields,
    )


class TestTerms:
    def test_a_body_alone_gets_a_seat_that_nobody_is_named_for(self, seat, secretary):
        assert state_of(seat, secretary).condition == "unnamed"
        assert seat.terms.get().person is None

    def test_a_person_fills_the_seat_of_the_body(self, seat, secretary, today):
        term = fill(seat, secretary, since=today)
        assert term.seat == seat
        assert seat.terms.count() == 1
        assert state_of(seat, secretary).condition == "filled"

    def test_an_alternate_stands_in_without_filling_the_seat(self, seat, secretary, today):
        term = fill(seat, secretary, role="alternate", since=today)
        state = state_of(seat, secretary)
        assert state.alternates == [term]
        assert state.condition == "unnamed"

    def test_a_second_principal_of_a_body_gets_a_second_seat(self, seat, secretary, today):
        fill(seat, secretary, since=today)
        assert fill(seat, secretary, since=today).seat != seat

    @pytest.mark.parametrize(
        ("days", "condition"),
        [(60, "filled"), (30, "ends_soon"), (0, "ends_soon"), (-1, "expired")],
    )
    def test_a_term_that_ends_shows(self, seat, secretary, today, days, condition):
        fill(seat, secretary, since=today - 400 * DAY, until=today + days * DAY)
        assert state_of(seat, secretary).condition == condition

    def test_a_term_that_is_followed_does_not_end_soon(self, seat, secretary, today):
        term = fill(seat, secretary, since=today - 9 * DAY, until=today + 9 * DAY)
        later = renew_term(membership=term, until=today + 400 * DAY, actor=secretary, at=AT)
        assert later.since == today + 10 * DAY
        assert state_of(seat, secretary).condition == "filled"
        assert state_of(seat, secretary, today + 10 * DAY).principal == later

    def test_refuses_to_renew_what_has_no_end(self, seat, secretary, today):
        term = fill(seat, secretary, since=today)
        with pytest.raises(NotNow):
            renew_term(membership=term, until=None, actor=secretary, at=AT)

    def test_refuses_a_new_term_within_the_old_one(self, seat, secretary, today):
        term = fill(seat, secretary, since=today - 9 * DAY, until=today)
        with pytest.raises(Refused):
            renew_term(membership=term, since=today, until=None, actor=secretary, at=AT)

    def test_refuses_to_renew_a_seat_that_another_fills(self, seat, secretary, today):
        term = fill(seat, secretary, since=today - 9 * DAY, until=today - 5 * DAY)
        fill(seat, secretary, since=today - 4 * DAY)
        with pytest.raises(NotNow):
            renew_term(membership=term, since=today, until=None, actor=secretary, at=AT)

    def test_an_expired_member_no_longer_acts_for_the_body(self, seat, secretary, today):
        term = fill(seat, secretary, since=today - 9 * DAY, until=today - DAY)
        assert not Membership.objects.on().filter(person=term.person).exists()

    def test_a_member_may_not_renew(self, seat, group, today):
        term = Membership.objects.create(
            group=group, seat=seat, body=seat.body, person=make_person(), until=today
        )
        with pytest.raises(NotPermitted):
            renew_term(membership=term, until=None, actor=make_member(group), at=AT)


class TestSeats:
    def test_its_terms_end_with_a_seat(self, seat, secretary, today):
        term = fill(seat, secretary, since=today - DAY)
        change_seat(seat=seat, votes=True, until=today, actor=secretary, at=AT)
        term.refresh_from_db()
        assert term.until == today

    def test_refuses_an_end_before_a_coming_term(self, seat, secretary, today):
        fill(seat, secretary, since=today + 5 * DAY)
        with pytest.raises(Refused):
            change_seat(seat=seat, votes=True, until=today, actor=secretary, at=AT)
        seat.refresh_from_db()
        assert seat.until is None


class TestRoll:
    @pytest.fixture
    def meeting(self, group):
        from dabir.foundation.trace.linking import new_address

        return Meeting.objects.create(
            address=new_address(Meeting, group=group), group=group, number=1, begins_at=AT
        )

    def test_a_seat_whose_term_has_ended_still_counts(self, meeting, seat, secretary):
        day = AT.date()
        fill(seat, secretary, since=day - 9 * DAY, until=day - DAY)
        roll = call_roll(meeting)
        assert [one.body for one in roll.vacant] == [seat.body]
        assert (roll.entitled, roll.quorum.needed) == (1, 1)

    def test_a_group_may_leave_vacant_seats_out(self, meeting, seat, secretary, group):
        fill(seat, secretary, since=AT.date() - 9 * DAY, until=AT.date() - DAY)
        group.counts_vacant_seats = False
        group.save()
        meeting.refresh_from_db()
        assert call_roll(meeting).entitled == 0

    def test_an_observer_has_no_vote(self, meeting, seat, secretary):
        term = fill(seat, secretary, since=AT.date() - DAY)
        change_seat(seat=seat, votes=False, actor=secretary, at=AT)
        roll = call_roll(meeting)
        assert (roll.entitled, [one for one, _ in roll.others if one == term]) == (0, [term])

    def test_an_alternate_fills_a_vacant_seat(self, meeting, seat, secretary):
        fill(seat, secretary, since=AT.date() - 9 * DAY, until=AT.date() - DAY)
        alternate = fill(seat, secretary, role="alternate", since=AT.date() - DAY)
        meeting.attendances.create(membership=alternate, presence="present")
        roll = call_roll(meeting)
        assert (roll.present, roll.entitled, roll.vacant) == (1, 1, ())


@pytest.fixture
def nomination(seat, secretary):
    return nominate_member(
        seat=seat,
        names={"fa": "شیدا راد", "en": "Sheida Rad"},
        email="rad@example.org",
        post="مدیرکل",
        actor=secretary,
        at=AT,
    )


class TestNominations:
    def test_a_nomination_shows_at_the_seat_to_the_secretariat_alone(
        self, nomination, secretary, group
    ):
        assert state_of(nomination.seat, secretary).nominations == (nomination,)
        assert not nominations_visible_to(make_member(group)).exists()
        assert state_of(nomination.seat, make_member(group)).nominations == ()

    def test_follows_from_the_letter_that_brought_it(self, seat, secretary, group):
        from dabir.foundation.letters.acts import draft_letter

        letter = draft_letter(
            group=group, kind="incoming", subject="معرفی", sender=seat.body, actor=secretary, at=AT
        )
        made = nominate_member(
            seat=seat, names={"fa": "الف"}, letter=letter, actor=secretary, at=AT
        )
        assert Link.objects.filter(source=letter.address, target=made.address).exists()

    def test_refuses_the_letter_of_another_group(self, seat, secretary):
        other = make_group()
        from dabir.foundation.letters.acts import draft_letter

        clerk = make_secretary(other)
        letter = draft_letter(
            group=other, kind="incoming", subject="معرفی", sender=seat.body, actor=clerk, at=AT
        )
        with pytest.raises(Refused):
            nominate_member(seat=seat, names={"fa": "الف"}, letter=letter, actor=secretary, at=AT)

    def test_refuses_nobody(self, seat, secretary):
        with pytest.raises(Refused):
            nominate_member(seat=seat, names={"fa": " "}, actor=secretary, at=AT)

    def test_refuses_a_guest(self, seat, secretary):
        with pytest.raises(Refused):
            nominate_member(seat=seat, names={"fa": "الف"}, role="guest", actor=secretary, at=AT)

    def test_refuses_a_seat_that_no_longer_stands(self, seat, secretary, today):
        change_seat(seat=seat, votes=True, until=today - DAY, actor=secretary, at=AT)
        with pytest.raises(NotNow):
            nominate_member(seat=seat, names={"fa": "الف"}, actor=secretary, at=AT)

    def test_an_accepted_nominee_is_registered_seated_and_told(self, nomination, secretary, today):
        term = accept_nomination(
            nomination=nomination,
            username="rad",
            since=today,
            until=today + 700 * DAY,
            actor=secretary,
            at=AT,
        )
        person = Person.objects.get(username="rad")
        assert (term.person, term.seat, term.role) == (person, nomination.seat, Role.PRINCIPAL)
        assert state_of(nomination.seat, secretary).principal == term
        mail = Message.objects.get(person=person)
        assert "/account/password/reset/" in mail.text
        assert "شیدا" not in mail.subject

    def test_refuses_a_new_person_without_a_user_name(self, nomination, secretary, today):
        with pytest.raises(Refused):
            accept_nomination(nomination=nomination, since=today, actor=secretary, at=AT)
        assert Nomination.objects.get().state == Nomination.State.PROPOSED

    def test_refuses_a_seat_that_somebody_fills(self, nomination, secretary, today):
        fill(nomination.seat, secretary, since=today - 9 * DAY)
        with pytest.raises(Refused):
            accept_nomination(
                nomination=nomination, username="rad", since=today, actor=secretary, at=AT
            )
        assert not Person.objects.filter(username="rad").exists()

    def test_refuses_a_term_into_which_another_begins(self, nomination, secretary, today):
        """One seat never has two principals, also not later."""
        fill(nomination.seat, secretary, since=today + 40 * DAY)
        for replaces in (False, True):
            with pytest.raises(Refused):
                accept_nomination(
                    nomination=nomination,
                    username="rad",
                    since=today,
                    replaces=replaces,
                    actor=secretary,
                    at=AT,
                )

    def test_keeps_the_history_of_the_seat(self, nomination, secretary, today):
        seat = nomination.seat
        before = Membership.objects.create(
            group=seat.group,
            body=seat.body,
            seat=seat,
            since=today - 2000 * DAY,
            until=today - 1000 * DAY,
        )
        unnamed = seat.terms.get(until=None)
        accept_nomination(
            nomination=nomination, username="rad", since=today, actor=secretary, at=AT
        )
        unnamed.refresh_from_db()
        assert unnamed.until == today - DAY
        assert Membership.objects.filter(pk=before.pk).exists()

    def test_takes_over_from_whoever_fills_the_seat(self, nomination, secretary, today):
        before = fill(nomination.seat, secretary, since=today - 9 * DAY)
        accept_nomination(
            nomination=nomination,
            username="rad",
            since=today,
            replaces=True,
            actor=secretary,
            at=AT,
        )
        before.refresh_from_db()
        assert before.until == today - DAY

    @pytest.mark.parametrize(
        ("act", "state"),
        [(decline_nomination, "declined"), (withdraw_nomination, "withdrawn")],
    )
    def test_is_answered_once_and_with_a_reason(self, nomination, secretary, today, act, state):
        with pytest.raises(Refused):
            act(nomination=nomination, reason=" ", actor=secretary, at=AT)
        closed = act(nomination=nomination, reason="نامزد دیگری آمد", actor=secretary, at=AT)
        assert closed.state == state
        with pytest.raises(NotNow):
            act(nomination=nomination, reason="دوباره", actor=secretary, at=AT)

    def test_a_member_may_not_answer(self, nomination, group):
        with pytest.raises(NotPermitted):
            decline_nomination(nomination=nomination, reason="نه", actor=make_member(group), at=AT)

    def test_letters_ask_bodies_for_their_representatives(self, seat, secretary, group):
        letters = ask_for_nominations(group=group, bodies=[seat.body], actor=secretary, at=AT)
        letter = Letter.objects.get()
        assert letters == [letter]
        assert letter.state == Letter.State.DRAFT
        assert [one.body for one in letter.receivers.all()] == [seat.body]
        assert group.name in letter.text

    def test_refuses_to_ask_a_body_without_a_seat(self, secretary, group):
        with pytest.raises(Refused):
            ask_for_nominations(group=group, bodies=[make_body()], actor=secretary, at=AT)
        assert not Letter.objects.exists()


class TestFacts:
    FACTS = {
        "names": {"fa": "کارگروه تازه"},
        "responsible_body": None,
        "higher_body": None,
        "language": "fa",
        "time_zone": "Asia/Tehran",
        "formed_on": date(2026, 1, 1),
        "counts_vacant_seats": False,
    }

    def test_are_changed_and_recorded(self, group, secretary):
        amend_group_facts(group=group, actor=secretary, at=AT, **self.FACTS)
        group.refresh_from_db()
        assert (str(group), group.counts_vacant_seats) == ("کارگروه تازه", False)
        assert Entry.objects.filter(act="mandates.amend_group_facts").exists()

    def test_refuse_a_time_zone_that_does_not_exist(self, group, secretary):
        with pytest.raises(Refused):
            amend_group_facts(
                group=group,
                actor=secretary,
                at=AT,
                **(self.FACTS | {"time_zone": "Asia/Nowhere"}),
            )


def test_an_ended_term_leaves_the_seat(seat, secretary, today):
    term = fill(seat, secretary, since=today - 9 * DAY)
    end_membership(membership=term, on=today - DAY, reason="بازنشستگی", actor=secretary, at=AT)
    assert state_of(seat, secretary).condition == "expired"


def test_a_principal_gets_another_seat_where_a_later_term_begins(seat, secretary, today):
    fill(seat, secretary, since=today + 40 * DAY)
    assert fill(seat, secretary, since=today).seat != seat

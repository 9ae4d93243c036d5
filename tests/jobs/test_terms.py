"""Whoever fills a seat, and the secretariat, are told once that the term ends soon."""

from datetime import timedelta

import pytest

from dabir.foundation.mail.models import Message
from dabir.foundation.people.models import Role, Seat
from dabir.jobs.terms import tell_of_ending_terms
from tests.factories import AT, make_body, make_group, make_person, make_secretary, seat

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture
def group():
    return make_group()


def told():
    return set(Message.objects.values_list("person", flat=True))


@pytest.mark.parametrize(("days", "tells"), [(31, False), (30, True), (0, True), (-1, False)])
def test_tells_within_thirty_days_and_not_afterwards(group, days, tells):
    secretary, member = make_secretary(group), make_person()
    seat(member, group, body=make_body(), until=AT.date() + days * DAY)
    tell_of_ending_terms(AT)
    assert told() == ({secretary.pk, member.pk} if tells else set())


def test_tells_once_and_names_nobody(group):
    make_secretary(group)
    member = make_person()
    seat(member, group, body=make_body(), until=AT.date() + 9 * DAY)
    tell_of_ending_terms(AT)
    tell_of_ending_terms(AT + DAY)
    mails = Message.objects.all()
    assert len(mails) == 2
    assert not any(str(member) in mail.text + mail.subject for mail in mails)


def test_is_silent_of_a_term_that_another_follows(group):
    body, member = make_body(), make_person()
    held = Seat.objects.create(group=group, body=body)
    seat(member, group, body=body, seat=held, until=AT.date() + 9 * DAY)
    seat(member, group, body=body, seat=held, since=AT.date() + 10 * DAY)
    assert tell_of_ending_terms(AT) == 0


def test_is_silent_of_guests(group):
    seat(make_person(), group, Role.GUEST, body=make_body(), until=AT.date() + 9 * DAY)
    assert tell_of_ending_terms(AT) == 0

"""Submissions are given to readers, who see what they are given and nothing else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dabir.domain.procedure.verdicts import NotNow, NotPermitted, Refused
from dabir.stages.submissions.acts import assign_submissions, finish_reading, give_back
from dabir.stages.submissions.acts.assigning import SHOWN_FOR
from dabir.stages.submissions.models import Assignment
from dabir.stages.submissions.queries import (
    assignments_visible_to,
    passages_visible_to,
    pile_of,
    progress_of_readers,
    readers_of,
    unassigned,
    visible_to,
)
from tests.factories import AT, make_group, make_member, make_person, make_secretary
from tests.stages.sent import make_open_call, send_accepted

pytestmark = pytest.mark.django_db


@pytest.fixture
def group():
    return make_group()


@pytest.fixture
def secretary(group):
    return make_secretary(group)


@pytest.fixture
def readers(group):
    return [make_member(group), make_member(group)]


@pytest.fixture
def submissions(group, secretary):
    call = make_open_call(group, secretary)
    return [send_accepted(call, secretary) for _number in range(5)]


def given(submissions, readers, secretary, **fields):
    return assign_submissions(
        # What is given is seen for a while from then on, by the clock.
        submissions=submissions,
        readers=readers,
        actor=secretary,
        at=timezone.now(),
        **fields,
    )


def test_they_are_given_out_evenly(submissions, readers, secretary, group):
    given(submissions, readers, secretary)
    assert sorted(pile_of(reader, group).count() for reader in readers) == [2, 3]


def test_a_reader_sees_what_they_are_given_and_nothing_else(submissions, readers, secretary, group):
    reader, other = readers
    given(submissions[:1], [reader], secretary)
    assert list(visible_to(reader)) == submissions[:1]
    assert set(passages_visible_to(reader)) == set(submissions[0].passages.all())
    assert not visible_to(other).exists()
    assert not assignments_visible_to(other, group).exists()


def test_who_gives_it_back_sees_it_no_more(submissions, readers, secretary):
    (assignment,) = given(submissions[:1], readers[:1], secretary)
    give_back(assignment=assignment, reason="خویشاوندی", actor=readers[0], at=AT)
    assert not visible_to(readers[0]).exists()
    assert not passages_visible_to(readers[0]).exists()
    with pytest.raises(NotNow):
        give_back(assignment=assignment, reason="باز", actor=readers[0], at=AT)


def test_who_reads_it_says_what_they_found(submissions, readers, secretary, group):
    (assignment,) = given(submissions[:1], readers[:1], secretary)
    with pytest.raises(Refused):
        finish_reading(assignment=assignment, outcome=" ", actor=readers[0], at=AT)
    finish_reading(assignment=assignment, outcome="سه پیشنهاد تازه", actor=readers[0], at=AT)
    assert progress_of_readers(group) == [(readers[0], 0, 1)]
    assert set(unassigned(visible_to(secretary))) == set(submissions[1:])


def test_what_is_given_to_another_leaves_the_first(submissions, readers, secretary):
    given(submissions[:1], readers[:1], secretary)
    given(submissions[:1], readers[1:], secretary)
    assert not visible_to(readers[0]).exists()
    assert visible_to(readers[1]).count() == 1
    assert Assignment.objects.filter(ended_at__isnull=True).count() == 1


def test_nobody_else_ends_a_reading_or_gives_any(submissions, readers, secretary, group):
    (assignment,) = given(submissions[:1], readers[:1], secretary)
    with pytest.raises(NotPermitted):
        finish_reading(assignment=assignment, outcome="x", actor=readers[1], at=AT)
    with pytest.raises(NotPermitted):
        given(submissions, readers, readers[0])
    with pytest.raises(NotPermitted):
        given(submissions, [make_person()], secretary)


@pytest.mark.parametrize("empty", ["submissions", "readers"])
def test_something_is_given_to_somebody(submissions, readers, secretary, empty):
    with pytest.raises(Refused):
        given(
            [] if empty == "submissions" else submissions,
            [] if empty == "readers" else readers,
            secretary,
        )


def test_the_secretariat_and_the_members_read(readers, secretary, group):
    make_person()
    assert set(readers_of(group)) == {*readers, secretary}


@pytest.mark.parametrize("due", [True, False])
def test_what_was_given_is_not_seen_for_ever(
    submissions, readers, secretary, group, monkeypatch, due
):
    now = timezone.now()
    today = timezone.localdate(now)
    last = today + timedelta(days=10 if due else SHOWN_FOR.days)
    assign_submissions(
        submissions=submissions[:1],
        readers=readers[:1],
        actor=secretary,
        at=now,
        due_on=last if due else None,
    )
    for day, seen in ((last, 1), (last + timedelta(days=1), 0)):
        monkeypatch.setattr(timezone, "localdate", lambda *_args, day=day: day)
        assert visible_to(readers[0]).count() == seen
        assert bool(passages_visible_to(readers[0])) == bool(seen)
        assert pile_of(readers[0], group).count() == seen


def test_showing_many_costs_no_query_each(submissions, readers, secretary):
    def cost(some):
        with CaptureQueriesContext(connection) as captured:
            given(some, readers[:1], secretary)
        return sum("submissions_passage" in one["sql"] for one in captured)

    assert cost(submissions[:1]) == cost(submissions[1:]) == 1

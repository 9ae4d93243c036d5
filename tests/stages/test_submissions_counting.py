"""Counters say what there is, whatever road it took, and are made again when they do not."""

from __future__ import annotations

from typing import Any

import pytest
from click.testing import CliRunner
from django.db import connection

from dabir.cli.doctor import uncounted
from dabir.cli.main import main
from dabir.foundation.people.models import Group, Person
from dabir.jobs.counting import fold_counts
from dabir.stages.submissions.acts import accept_submission, publish_submission
from dabir.stages.submissions.intake.counting import slot_of, wrong_counts
from dabir.stages.submissions.models import Cell, SearchText, Submission, Tally
from dabir.stages.submissions.queries import Amount, Sought, amount_of, facets_of, lists
from tests.factories import AT, make_group, make_member, make_secretary
from tests.stages.sent import make_open_call, question_of, send, send_accepted

pytestmark = pytest.mark.django_db


@pytest.fixture
def group() -> Group:
    return make_group()


@pytest.fixture
def secretary(group: Group) -> Person:
    return make_secretary(group)


@pytest.fixture
def call(group: Group, secretary: Person) -> Any:
    return make_open_call(group, secretary)


def tally(call: Any, dimension: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for value, count in call.tallies.filter(dimension=dimension).values_list("value", "count"):
        found[value] = found.get(value, 0) + count
    return found


def test_counts_what_comes_and_what_becomes_of_it(group, secretary, call):
    first = send(call, sector="guild").submission
    for _ in range(3):
        send(call)
    accept_submission(submission=first, actor=secretary, at=AT)
    assert amount_of(secretary, Sought(group)) == Amount(4)
    assert amount_of(secretary, Sought(group, state="accepted")) == Amount(1)
    assert amount_of(secretary, Sought(group, state="received", sector="guild")) == Amount(0)
    assert amount_of(secretary, Sought(group, words="دوربین")) == Amount(4)
    assert not list(wrong_counts())


def test_counts_arrivals_by_time_and_question(group, secretary, call):
    for _ in range(2):
        send(call, province="تهران")
    assert tally(call, "slot") == {"2026-11-21 09:00": 2}
    assert slot_of(AT) == "2026-11-21 09:00"
    assert tally(call, "question") == {str(question_of(call).pk): 2}
    assert tally(call, "province") == {"تهران": 2}


def test_counts_what_rows_written_in_bulk_change(group, secretary, call):
    for _ in range(4):
        send(call)
    Submission.objects.filter(call=call).update(state="accepted")
    assert amount_of(secretary, Sought(group, state="accepted")) == Amount(4)
    assert not list(wrong_counts())


def test_facets_say_how_many_each_choice_would_leave(group, secretary, call):
    send_accepted(call, secretary, sector="guild")
    send(call, sector="guild")
    send(call, sector="company")
    facets = facets_of(secretary, Sought(group, sector="guild"))
    assert facets is not None
    assert facets["state"] == {"accepted": 1, "received": 1}
    assert facets["sector"] == {"guild": 2, "company": 1}
    assert facets["call"] == {call.pk: 2}
    assert facets_of(secretary, Sought(group, words="دوربین")) is None


def test_others_count_what_is_published_alone(group, secretary, call):
    member = make_member(group)
    submission = send_accepted(call, secretary, publication="unnamed")
    send(call)
    assert amount_of(member, Sought(group)) == amount_of(None, Sought(group)) == Amount(0)
    publish_submission(submission=submission, actor=secretary, at=AT)
    assert amount_of(member, Sought(group)) == amount_of(None, Sought(group)) == Amount(1)
    facets = facets_of(None, Sought(group))
    assert facets is not None
    assert facets["state"] == {"accepted": 1}


def test_searches_are_counted_up_to_a_limit(group, secretary, call, monkeypatch):
    monkeypatch.setattr(lists, "MOST_COUNTED", 2)
    for _ in range(2):
        send(call)
    assert amount_of(secretary, Sought(group, words="دوربین")) == Amount(2)
    send(call)
    assert amount_of(secretary, Sought(group, words="دوربین")) == Amount(2, more=True)
    assert amount_of(secretary, Sought(group)) == Amount(3)


def test_folding_changes_no_count(group, secretary, call):
    for _ in range(5):
        send_accepted(call, secretary)
    before = {**tally(call, "slot"), **tally(call, "question")}
    fold_counts(AT)
    assert {**tally(call, "slot"), **tally(call, "question")} == before
    assert amount_of(secretary, Sought(group, state="accepted")) == Amount(5)
    keys = Tally.objects.values_list("call", "dimension", "value")
    assert len(keys) == len(set(keys))
    assert not Cell.objects.filter(count=0, call=call).exists() or connection.vendor == "sqlite"
    assert fold_counts(AT) == 0


def test_the_doctor_names_what_is_wrong_and_the_command_mends_it(group, secretary, call):
    for _ in range(3):
        send(call)
    assert not list(uncounted())
    Cell.objects.update(count=7)
    Tally.objects.filter(dimension="slot").delete()
    SearchText.objects.filter(submission__in=Submission.objects.all()[:2]).delete()
    assert len(list(uncounted())) == 2
    said = CliRunner().invoke(main, ["index"])
    assert "findable: 2; calls counted again: 1" in said.output, said.output
    assert not list(uncounted())
    assert amount_of(secretary, Sought(group)) == Amount(3)
    CliRunner().invoke(main, ["index", "--anew"])
    assert not list(uncounted())
    assert amount_of(secretary, Sought(group, words="دوربین")) == Amount(3)

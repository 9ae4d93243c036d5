"""What was read is decided by a person: together, taken back, and dates without a day settled."""

from datetime import date

import pytest

from dabir.domain.procedure.verdicts import NotNow, Refused
from dabir.foundation.proposals.acts import (
    accept_proposal,
    accept_proposals,
    add_proposal,
    correct_proposal,
    decline_proposal,
    decline_proposals,
    merge_proposals,
    move_span,
    reopen_proposal,
    settle_date,
    split_proposal,
)
from dabir.foundation.proposals.queries import agreed
from tests.factories import AT
from tests.foundation.readings.marked import clause, fresh, span
from tests.stages.readings import RESOLUTION, propose, read

pytestmark = pytest.mark.django_db


# -- deciding together, and taking back ---------------------------------------------------------


@pytest.mark.parametrize(
    ("act", "state"), [(accept_proposals, "accepted"), (decline_proposals, "declined")]
)
def test_only_what_was_chosen_and_is_open_is_decided_together(reading, secretary, act, state):
    first, second, third = reading.proposals.all()[:3]
    decline_proposal(proposal=second, actor=secretary, at=AT)
    assert act(reading=reading, proposals=[first.pk, second.pk], actor=secretary, at=AT) == 1
    assert [fresh(one).state for one in (first, second, third)] == [state, "declined", "open"]


def test_another_reading_is_not_decided_with_it(reading, secretary, group):
    other = read(group, secretary, RESOLUTION + "\n")
    chosen = [other.proposals.first().pk]
    assert accept_proposals(reading=reading, proposals=chosen, actor=secretary, at=AT) == 0


def test_a_decision_is_taken_back(reading, secretary):
    day = reading.proposals.get(kind="date")
    moved = move_span(proposal=day, start=0, end=9, value="2026-01-01", actor=secretary, at=AT)
    back = reopen_proposal(proposal=moved, actor=secretary, at=AT)
    assert (back.state, back.start, back.end, back.corrected) == (
        "open",
        day.start,
        day.end,
        None,
    )
    assert fresh(day).decided_by is None


def test_taking_a_merge_back_gives_both_back(reading, secretary):
    second, third = clause(reading, "2"), clause(reading, "3")
    merge_proposals(first=second, second=third, actor=secretary, at=AT)
    reopen_proposal(proposal=fresh(third), actor=secretary, at=AT)
    for old in (second, third):
        now = fresh(old)
        assert (now.state, now.start, now.end, now.agreed) == (
            "open",
            old.start,
            old.end,
            old.value,
        )
        assert now.merged_into is None


def test_taking_a_split_back_declines_what_it_made(reading, secretary):
    second = clause(reading, "2")
    cut = RESOLUTION.index("گزارش آب")
    _first, made = split_proposal(proposal=second, offset=cut, actor=secretary, at=AT)
    reopen_proposal(proposal=made, actor=secretary, at=AT)
    assert fresh(made).state == "declined"
    assert (fresh(second).state, fresh(second).end) == ("open", second.end)


def test_an_added_fact_is_taken_back_and_put_again(reading, secretary):
    added = add_proposal(reading=reading, kind="member", value="نهاد", actor=secretary, at=AT)
    gone = reopen_proposal(proposal=added, actor=secretary, at=AT)
    assert gone.state == "declined"
    assert reopen_proposal(proposal=gone, actor=secretary, at=AT).state == "accepted"


def test_what_is_undecided_is_not_taken_back(reading, secretary):
    with pytest.raises(NotNow):
        reopen_proposal(proposal=reading.proposals.first(), actor=secretary, at=AT)


def test_a_declined_correction_holds_again_as_it_was_corrected(reading, secretary):
    day = reading.proposals.get(kind="date")
    correct_proposal(proposal=day, value="2026-01-01", actor=secretary, at=AT)
    decline_proposal(proposal=day, actor=secretary, at=AT)
    again = accept_proposal(proposal=day, actor=secretary, at=AT)
    assert (again.state, again.agreed) == ("corrected", "2026-01-01")


# -- dates without a day ------------------------------------------------------------------------


@pytest.fixture
def open_date(reading):
    start, end = span("۱۵ مهر ۱۴۰۵")
    value = {"text": "۱۵ مهر ۱۴۰۵", "days": ["2026-10-07", "2027-10-07"]}
    return propose(reading, "open_date", value, start=start, end=end)


@pytest.mark.parametrize("kind", ["open_date", "impossible_date"])
def test_a_date_without_a_day_is_not_accepted(reading, secretary, kind):
    value = {"text": "۳/۴/۵", "days": []} if kind == "open_date" else "۳۱ مهر"
    flagged = propose(reading, kind, value)
    with pytest.raises(NotNow):
        accept_proposal(proposal=flagged, actor=secretary, at=AT)
    with pytest.raises(NotNow):
        correct_proposal(proposal=flagged, value="2026-01-01", actor=secretary, at=AT)
    assert accept_proposals(reading=reading, proposals=[flagged.pk], actor=secretary, at=AT) == 0


def test_the_day_that_is_meant_becomes_the_date_of_the_document(reading, secretary, open_date):
    settle_date(proposal=open_date, day=date(2027, 10, 7), meant_as="date", actor=secretary, at=AT)
    assert agreed(reading, "date") == ["2027-10-07"]
    assert fresh(open_date).state == "corrected"
    reopen_proposal(proposal=fresh(open_date), actor=secretary, at=AT)
    assert agreed(reading, "date") == []


def test_the_day_that_is_meant_becomes_the_deadline_of_the_duty(reading, secretary, open_date):
    settle_date(proposal=open_date, day=date(2027, 10, 7), meant_as="due", actor=secretary, at=AT)
    assert [duty["due"] for duty in agreed(reading, "duty")] == ["2027-10-07"]


def test_refuses_to_settle_what_is_no_open_date(reading, secretary, open_date):
    day = date(2027, 10, 7)
    certain = reading.proposals.get(kind="date")
    with pytest.raises(Refused):
        settle_date(proposal=certain, day=day, meant_as="", actor=secretary, at=AT)
    with pytest.raises(Refused):
        settle_date(proposal=open_date, day=day, meant_as="title", actor=secretary, at=AT)
    reading.proposals.filter(kind="duty").delete()
    with pytest.raises(Refused):
        settle_date(proposal=open_date, day=day, meant_as="due", actor=secretary, at=AT)

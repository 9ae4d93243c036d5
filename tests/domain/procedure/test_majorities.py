from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabir.domain.procedure.majorities import Majority, ReasonCode, Votes

counts = st.integers(0, 60)
rules = st.sampled_from(Majority)


@st.composite
def ballots(draw):
    """Votes with those present and entitled; some present may not vote at all."""
    votes = Votes(draw(counts), draw(counts), draw(counts))
    present = votes.cast + votes.abstaining + draw(st.integers(0, 5))
    return votes, present, present + draw(counts)


def adopted(rule, votes, present, entitled):
    return rule.tally(votes, entitled=entitled, present=present).adopted


@pytest.mark.parametrize(
    ("rule", "votes", "present", "entitled", "needed", "reason"),
    [
        ("simple", Votes(3, 2, 4), 9, 15, 3, "adopted"),
        ("simple", Votes(4, 4), 8, 15, 5, "tied"),
        ("simple", Votes(0, 0, 8), 8, 15, 1, "too_few_in_favour"),
        ("absolute_of_present", Votes(5, 1, 4), 10, 15, 6, "too_few_in_favour"),
        ("absolute_of_present", Votes(6, 1, 3), 10, 15, 6, "adopted"),
        ("absolute_of_members", Votes(7, 0), 7, 15, 8, "too_few_in_favour"),
        ("absolute_of_members", Votes(8, 2), 10, 15, 8, "adopted"),
        ("two_thirds_of_cast", Votes(6, 3, 5), 14, 15, 6, "adopted"),
        ("two_thirds_of_cast", Votes(6, 4), 10, 15, 7, "too_few_in_favour"),
        ("two_thirds_of_present", Votes(6, 3, 1), 10, 15, 7, "too_few_in_favour"),
        ("two_thirds_of_present", Votes(7, 3), 10, 15, 7, "adopted"),
        ("two_thirds_of_members", Votes(9, 0), 9, 15, 10, "too_few_in_favour"),
        ("unanimity", Votes(9, 0, 1), 10, 15, 10, "not_unanimous"),
        ("unanimity", Votes(10, 0), 10, 15, 10, "adopted"),
        ("consensus", Votes(0, 0), 10, 15, 0, "adopted"),
        ("consensus", Votes(9, 1), 10, 15, 0, "objection"),
        ("consensus", Votes(0, 0), 0, 15, 0, "nobody_present"),
    ],
)
def test_tallies(*, rule, votes, present, entitled, needed, reason):
    outcome = Majority(rule).tally(votes, entitled=entitled, present=present)
    assert (outcome.needed, outcome.reason_code) == (needed, ReasonCode(reason))
    assert bool(outcome) == (reason == "adopted")


@given(rules, ballots())
def test_one_more_member_in_favour_never_defeats(rule, ballot):
    votes, present, entitled = ballot
    more = Votes(votes.in_favour + 1, votes.against, votes.abstaining)
    if adopted(rule, votes, present, entitled):
        assert adopted(rule, more, present + 1, max(entitled, present + 1))


@given(rules, ballots())
def test_an_opponent_won_over_never_defeats(rule, ballot):
    votes, present, entitled = ballot
    won = Votes(votes.in_favour + 1, max(0, votes.against - 1), votes.abstaining)
    if votes.against and adopted(rule, votes, present, entitled):
        assert adopted(rule, won, present, entitled)


@given(rules, ballots())
def test_one_more_against_never_adopts(rule, ballot):
    votes, present, entitled = ballot
    worse = Votes(votes.in_favour, votes.against + 1, votes.abstaining)
    if present and not adopted(rule, votes, present, entitled):
        assert not adopted(rule, worse, present + 1, max(entitled, present + 1))


@given(rules, ballots())
def test_an_abstention_never_helps_more_than_staying_silent(rule, ballot):
    votes, present, entitled = ballot
    abstained = Votes(votes.in_favour, votes.against, votes.abstaining + 1)
    if votes.cast + votes.abstaining < present:
        assert adopted(rule, votes, present, entitled) == adopted(
            rule, abstained, present, entitled
        )


@given(rules.filter(lambda rule: rule is not Majority.CONSENSUS), ballots())
def test_adopts_exactly_from_the_number_that_is_needed(rule, ballot):
    votes, present, entitled = ballot
    outcome = rule.tally(votes, entitled=entitled, present=present)
    if present:
        assert outcome.adopted == (votes.in_favour >= outcome.needed)
        assert outcome.needed >= 1


@given(ballots())
def test_fractions_agree(ballot):
    votes, present, entitled = ballot
    wholes = {
        Majority.TWO_THIRDS_OF_CAST: votes.cast,
        Majority.TWO_THIRDS_OF_PRESENT: present,
        Majority.TWO_THIRDS_OF_MEMBERS: entitled,
    }
    for rule, whole in wholes.items():
        enough = votes.in_favour > 0 and votes.in_favour >= Fraction(2, 3) * whole
        assert adopted(rule, votes, present, entitled) == enough
    for rule, whole in {
        Majority.ABSOLUTE_OF_PRESENT: present,
        Majority.ABSOLUTE_OF_MEMBERS: entitled,
    }.items():
        enough = votes.in_favour > Fraction(whole, 2)
        assert adopted(rule, votes, present, entitled) == enough


@given(ballots())
def test_a_stricter_rule_adopts_nothing_that_a_looser_one_rejects(ballot):
    strictest_first = [
        Majority.TWO_THIRDS_OF_MEMBERS,
        Majority.TWO_THIRDS_OF_PRESENT,
        Majority.ABSOLUTE_OF_PRESENT,
        Majority.SIMPLE,
    ]
    results = [adopted(rule, *ballot) for rule in strictest_first]
    assert results == sorted(results)


def test_refuses_more_votes_than_members_present():
    with pytest.raises(ValueError, match="7 votes, 6 present"):
        Majority.SIMPLE.tally(Votes(4, 2, 1), entitled=10, present=6)


def test_refuses_more_present_than_entitled():
    with pytest.raises(ValueError, match="11 present, 10 entitled"):
        Majority.CONSENSUS.tally(Votes(0, 0), entitled=10, present=11)


def test_refuses_a_count_below_zero():
    with pytest.raises(ValueError, match="below zero"):
        Votes(1, -1)

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabir.domain.procedure.quorum import Quorum

sizes = st.integers(0, 500)
quorums = st.one_of(
    st.just(Quorum("majority")),
    st.just(Quorum("two_thirds")),
    st.integers(1, 500).map(lambda number: Quorum("number", number)),
)


@pytest.mark.parametrize(
    ("kind", "entitled", "needed"),
    [
        ("majority", 1, 1),
        ("majority", 2, 2),
        ("majority", 9, 5),
        ("majority", 10, 6),
        ("two_thirds", 1, 1),
        ("two_thirds", 3, 2),
        ("two_thirds", 10, 7),
        ("two_thirds", 12, 8),
    ],
)
def test_needs_so_many_of_so_many(kind, entitled, needed):
    assert Quorum(kind).needed(entitled) == needed


def test_a_fixed_number_does_not_follow_the_membership():
    assert Quorum("number", 7).needed(9) == Quorum("number", 7).needed(40) == 7


def test_half_is_not_a_majority():
    verdict = Quorum("majority").verdict(present=5, entitled=10)
    assert not verdict
    assert (verdict.needed, verdict.present, verdict.missing) == (6, 5, 1)


def test_exactly_two_thirds_is_enough():
    assert Quorum("two_thirds").verdict(present=8, entitled=12)


@given(quorums)
def test_an_empty_group_never_meets(quorum):
    assert not quorum.verdict(present=0, entitled=0)


@given(quorums, sizes, sizes)
def test_one_more_present_never_breaks_a_quorum(quorum, present, absent):
    entitled = present + absent + 1
    if quorum.verdict(present, entitled):
        assert quorum.verdict(present + 1, entitled)


@given(st.sampled_from(["majority", "two_thirds"]), sizes.filter(bool))
def test_everybody_present_is_always_enough(kind, entitled):
    assert Quorum(kind).verdict(entitled, entitled).missing == 0


@given(sizes)
def test_majority_means_more_are_present_than_absent(entitled):
    for present in range(entitled + 1):
        verdict = Quorum("majority").verdict(present, entitled)
        assert verdict.quorate == (present > entitled - present)


@given(sizes.filter(bool))
def test_two_thirds_means_present_are_twice_the_absent(entitled):
    for present in range(entitled + 1):
        verdict = Quorum("two_thirds").verdict(present, entitled)
        assert verdict.quorate == (present >= 2 * (entitled - present))


@pytest.mark.parametrize(("present", "entitled"), [(-1, 5), (6, 5)])
def test_refuses_impossible_attendance(present, entitled):
    with pytest.raises(ValueError, match="entitled"):
        Quorum("majority").verdict(present, entitled)


@pytest.mark.parametrize(("kind", "number"), [("number", None), ("majority", 3), ("number", 0)])
def test_refuses_a_rule_that_says_nothing(kind, number):
    with pytest.raises(ValueError, match=r"number|least one"):
        Quorum(kind, number)


def test_refuses_an_unknown_kind():
    with pytest.raises(ValueError, match="unknown kind"):
        Quorum("three_quarters")


def test_refuses_a_group_of_fewer_than_nobody():
    with pytest.raises(ValueError, match="zero members"):
        Quorum("majority").needed(-1)

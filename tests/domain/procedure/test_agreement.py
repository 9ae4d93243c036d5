"""How far judges agree beyond chance, against worked examples of the literature."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabir.domain.procedure.agreement import cohen_kappa, krippendorff_alpha, light_kappa

VALUES = st.sampled_from("abc")


def pairs_of(table):
    """Return the pairs behind a square table of counts."""
    return [
        (row, column)
        for row, counts in enumerate(table)
        for column, count in enumerate(counts)
        for _one in range(count)
    ]


def test_kappa_of_a_worked_table_of_grants():
    """Fifty proposals read by two: both yes 20, both no 15, split 5 and 10."""
    found = cohen_kappa(pairs_of([[20, 5], [10, 15]]))
    assert found.things == 50
    assert found.raw == pytest.approx(0.7)
    assert found.value == pytest.approx(0.4)


def test_the_interval_of_kappa_is_that_of_fleiss_cohen_and_everitt():
    """A table of three diagnoses; κ .6758 with an error of .0877 by the 1969 formula."""
    found = cohen_kappa(pairs_of([[75, 1, 4], [5, 4, 1], [0, 0, 10]]))
    assert found.value == pytest.approx(0.6757, abs=1e-3)
    assert found.high is not None
    assert found.low is not None
    error = (found.high - found.low) / 2 / 1.96
    assert error == pytest.approx(0.0877, abs=1e-3)


def test_alpha_of_krippendorffs_example_with_gaps():
    """Four observers, twelve units, gaps: the nominal α of the book's example is .743."""
    rows = [
        (1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None),
        (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3),
        (None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None),
        (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None),
    ]
    found = krippendorff_alpha(list(zip(*rows, strict=True)))
    assert found.value == pytest.approx(0.743, abs=5e-4)
    assert found.things == 11
    assert found.low is not None
    assert found.low < 0.743 < (found.high or 0)


def test_judges_who_all_say_the_same_throughout_show_nothing():
    assert cohen_kappa([("a", "a")] * 5).value is None
    assert krippendorff_alpha([("a", "a")] * 5).value is None
    assert cohen_kappa([]).raw is None


def test_more_than_two_judges_get_the_mean_over_pairs():
    units = [("a", "a", "b"), ("b", "b", "b"), ("a", "b", "a"), ("b", "a", None)]
    pairs = [
        cohen_kappa(
            (one, other)
            for one, other in ((unit[a], unit[b]) for unit in units)
            if one is not None and other is not None
        ).value
        for a, b in ((0, 1), (0, 2), (1, 2))
    ]
    values = [value for value in pairs if value is not None]
    assert light_kappa(units).value == pytest.approx(sum(values) / len(values))
    assert light_kappa(units).things == 4


@given(st.lists(st.tuples(VALUES, VALUES), min_size=1, max_size=40))
def test_kappa_does_not_mind_who_is_first_and_never_passes_one(pairs):
    one, other = cohen_kappa(pairs), cohen_kappa([(b, a) for a, b in pairs])
    assert (one.value is None) == (other.value is None)
    if one.value is not None and other.value is not None:
        assert math.isclose(one.value, other.value, abs_tol=1e-9)
        assert one.value <= 1 + 1e-9
        if one.low is not None and one.high is not None:
            assert one.low - 1e-9 <= one.value <= one.high + 1e-9
    agreed = all(a == b for a, b in pairs)
    assert not agreed or one.value is None or one.value == pytest.approx(1)


@given(st.lists(st.tuples(VALUES, VALUES, VALUES), min_size=1, max_size=30))
def test_alpha_does_not_mind_the_order_of_judges_or_units(units):
    one = krippendorff_alpha(units)
    other = krippendorff_alpha([unit[::-1] for unit in reversed(units)])
    assert one.raw == pytest.approx(other.raw)
    assert one.value == (None if other.value is None else pytest.approx(other.value))

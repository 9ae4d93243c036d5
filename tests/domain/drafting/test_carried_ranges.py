"""Ranges of words that go along while the wording changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabir.domain.drafting.comparing.ranges import carried
from tests.domain.drafting.test_laws import thorough

OLD = "the group shall report every month to the council"


def place(words, part):
    return words.index(part), words.index(part) + len(part)


@pytest.mark.parametrize(
    ("new", "left"),
    [
        ("from now on " + OLD, "every month"),
        (OLD.replace("every month", "every second month"), "every second month"),
        (OLD.replace("every month", "every week"), "every"),
        (OLD.replace(" every month", ""), None),
        (OLD.replace("report", "write"), "every month"),
    ],
)
def test_words_are_found_again_or_gone(new, left):
    (found,) = carried(OLD, new, [place(OLD, "every month")])
    assert (found and new[slice(*found)]) == left


def test_respelt_words_are_still_there():
    assert carried("كتاب خوب", "کتاب خوب", [(0, 4)]) == [(0, 4)]


def test_each_of_several_ranges_goes_along():
    new = OLD.replace("every month ", "")
    places = [place(OLD, part) for part in ("the council", "every month", "report")]
    assert [found and new[slice(*found)] for found in carried(OLD, new, places)] == [
        "the council",
        None,
        "report",
    ]


WORDS = st.lists(st.sampled_from(["a", "b", "ماه", "هفته", "می‌شود", "."]), max_size=8).map(" ".join)


@thorough
@given(WORDS, WORDS, st.integers(0, 30), st.integers(0, 30))
def test_what_is_carried_is_words_of_the_new_wording(old, new, one, other):
    start, end = sorted((min(one, len(old)), min(other, len(old))))
    (found,) = carried(old, new, [(start, end)])
    if found is not None:
        words = new[slice(*found)]
        assert words
        assert words == words.strip()
    if old == new and old[start:end].strip():
        assert found is not None
        assert new[slice(*found)] == old[start:end].strip()

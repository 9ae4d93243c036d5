"""The changes that lead from a template to a copy."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabir.analysis.duplicates.differences import MOST_CHANGES, changes
from dabir.analysis.duplicates.spelling import differences
from dabir.analysis.words import folding, text_buffers

numbers = st.lists(st.integers(0, 6), max_size=40)


def words(of):
    return np.array(of, np.uint32)


def rows(template, copy):
    found = changes(words(template), words(copy))
    return list(zip(*(column.tolist() for column in found), strict=True))


def spelled(template, copy):
    found = differences(
        text_buffers(pa.array([copy], pa.large_string())),
        np.array([0]),
        text_buffers(pa.array([template], pa.large_string())),
        np.array([0]),
        folding(),
    )
    return found.to_pylist()[0]


@given(numbers, numbers)
def test_changes_lead_from_the_template_to_the_copy(template, copy):
    made, at = [], 0
    for from_, to, first, last in rows(template, copy):
        assert made + template[at:from_] == copy[:first]
        made = copy[:last]
        at = to
    assert made + template[at:] == copy


@given(numbers, numbers)
def test_no_fewer_words_change_than_have_to_and_crumbs(template, copy):
    changed = sum(to - from_ + last - first for from_, to, first, last in rows(template, copy))
    longest = np.zeros((len(template) + 1, len(copy) + 1), int)
    for row, old in enumerate(template):
        for column, new in enumerate(copy):
            longest[row + 1, column + 1] = (
                longest[row, column] + 1
                if old == new
                else max(longest[row, column + 1], longest[row + 1, column])
            )
    least = len(template) + len(copy) - 2 * longest[-1, -1]
    # a crumb of at most two words is taken in only beside longer changes
    assert least <= changed <= 2 * least


def test_what_is_alike_has_no_changes():
    assert rows([1, 2, 3], [1, 2, 3]) == []
    assert rows([], []) == []


def test_a_crumb_between_long_changes_is_taken_into_them():
    template = [0, 1, 2, 3, 4, 9, 5, 6, 7, 8, 0]
    assert rows(template, [0, 11, 12, 13, 14, 9, 15, 16, 17, 18, 0]) == [(1, 10, 1, 10)]


def test_words_far_apart_stay_changes_of_their_own():
    assert rows([1, 2, 3, 4, 5], [1, 7, 3, 8, 5]) == [(1, 2, 1, 2), (3, 4, 3, 4)]


def test_texts_with_nothing_in_common_are_one_change():
    many = MOST_CHANGES
    assert rows(range(many), range(many, 2 * many)) == [(0, many, 0, many)]


def test_a_difference_is_quoted_verbatim_with_its_characters():
    template = "ما با این لایحه موافقیم. با احترام"
    copy = "ما با اين لايحه، جز بند ۳، موافقيم! با احترام"
    (found,) = spelled(template, copy)
    assert found == {"start": 17, "end": 25, "text": "جز بند ۳", "template": ""}
    assert copy[found["start"] : found["end"]] == found["text"]


def test_words_left_out_are_named_where_they_stood():
    (found,) = spelled("keep the old and narrow bridge open", "keep the old bridge, open")
    assert found == {"start": 13, "end": 13, "text": "", "template": "and narrow"}


@pytest.mark.parametrize("copy", ["", "?!"])
def test_a_copy_without_words_leaves_all_out(copy):
    assert spelled("one two", copy) == [{"start": 0, "end": 0, "text": "", "template": "one two"}]


def test_a_sentence_put_in_begins_where_it_begins():
    template = "Unless fees fall, we leave. Unless rents fall, we leave too."
    copy = template.replace("leave. ", "leave. Unless taxes fall, we stay away. ")
    (found,) = spelled(template, copy)
    assert found["text"] == "Unless taxes fall, we stay away"


letters = st.text("ab .\u200cیك\U0001f600", max_size=30)


@given(letters, letters)
def test_every_difference_stands_in_the_copy(template, copy):
    for found in spelled(template, copy):
        assert copy[found["start"] : found["end"]] == found["text"]
        assert found["template"] in template

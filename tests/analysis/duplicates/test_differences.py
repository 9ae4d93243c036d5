"""The changes that lead from a template to a copy."""

import time

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabir.analysis.duplicates.differences import MOST_CHANGES, changes
from dabir.analysis.duplicates.spelling import CUT, MOST_COPIES, QUOTED, differences
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
        folding(signs=True),
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


letters = st.text("ab .\u200cیك\U0001f600\ufdfa", max_size=30)


@given(letters, letters)
def test_every_difference_stands_in_the_copy(template, copy):
    for found in spelled(template, copy):
        assert copy[found["start"] : found["end"]] == found["text"]
        assert found["template"] in template


def test_what_is_quoted_of_a_copy_has_a_limit_and_says_where_it_is_cut():
    giant = " ".join(f"کلمه{number}" for number in range(20_000))
    (found,) = spelled(f"a {giant} z", "a ☑ z")
    assert (found["start"], found["end"], found["text"]) == (2, 3, "☑")
    assert found["template"].endswith(CUT)
    assert giant.startswith(found["template"].removesuffix(CUT))
    assert QUOTED - 4 < len(found["template"].encode()) <= QUOTED


def test_changes_beyond_the_limit_are_one_that_reaches_to_the_end_of_the_last():
    words_of = [f"{'x' * 90}{number}" for number in range(400)]
    template = " ".join(words_of)
    copy = " ".join(f"ن{word}" if place % 4 == 0 else word for place, word in enumerate(words_of))
    found = spelled(template, f"{copy}.")
    for change in found[:-1]:
        assert copy[change["start"] : change["end"]] == change["text"]
        assert f"ن{change['template']}" == change["text"]
    last = found[-1]
    assert copy[last["start"] :].startswith(last["text"].removesuffix(CUT))
    assert last["text"].endswith(CUT)
    assert last["end"] == copy.rindex("ن") + len(words_of[396]) + 1
    for side in ("text", "template"):
        assert sum(len(change[side].encode()) for change in found) <= QUOTED


def test_more_copies_than_fit_offsets_of_32_bits_are_refused():
    many = np.zeros(MOST_COPIES + 1, np.int64)
    texts = text_buffers(pa.array(["a"], pa.large_string()))
    with pytest.raises(ValueError, match="too many"):
        differences(texts, many, texts, many, folding())


def quickly(work):
    began = time.process_time()
    work()
    return time.process_time() - began


def test_the_work_grows_with_the_length_of_the_texts_and_not_with_its_square():
    words_of = [f"w{number} " for number in range(1_200_000)]
    template = "".join(words_of)
    words_of[5 :: len(words_of) // 700] = ["changed "] * len(words_of[5 :: len(words_of) // 700])
    copy = "".join(words_of)
    spelled("a b", "a c")
    assert quickly(lambda: spelled(template, copy)) < 2
    assert quickly(lambda: spelled("a b " * 500_000, "a b " * 499_000 + "c a b ")) < 2

"""A change is what must be deleted and inserted, and as little as can be."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from dabir.analysis.matching.changes import CHANGED, CUT, mark, wordings

words = some.lists(some.integers(1, 5), max_size=30).map(lambda each: np.array(each, np.uint64))


def marked(old, new):
    marks = np.zeros(len(old), np.uint8), np.zeros(len(new), np.uint8)
    mark(old, new, *marks)
    return marks


def longest_common(old, new):
    table = np.zeros((len(old) + 1, len(new) + 1), int)
    for i, a in enumerate(old):
        for j, b in enumerate(new):
            table[i + 1, j + 1] = (
                table[i, j] + 1 if a == b else max(table[i, j + 1], table[i + 1, j])
            )
    return table[-1, -1]


@settings(max_examples=200, deadline=None)
@given(words, words)
def test_what_stays_is_the_same_on_both_sides_and_as_much_as_can_be(old, new):
    old_marks, new_marks = marked(old, new)
    kept = old[old_marks & CHANGED == 0]
    assert kept.tolist() == new[new_marks & CHANGED == 0].tolist()
    assert len(kept) == longest_common(old, new)


def test_tells_where_words_were_cut_out():
    old_marks, new_marks = marked(
        np.arange(1, 7, dtype=np.uint64), np.array([1, 2, 5, 9, 6], np.uint64)
    )
    assert old_marks.tolist() == [0, 0, CHANGED, CHANGED, 0, CUT]
    assert new_marks.tolist() == [0, 0, CUT, CHANGED, 0]


def test_a_rewriting_beyond_reach_keeps_what_stands_in_threes():
    chance = np.random.default_rng(3)
    old = chance.integers(1, 1 << 40, 4000).astype(np.uint64)
    new = chance.integers(1, 1 << 40, 4000).astype(np.uint64)
    new[2000:2010] = old[100:110]
    old_marks, new_marks = marked(old, new)
    assert np.flatnonzero(new_marks & CHANGED == 0).tolist() == list(range(2000, 2010))
    assert np.flatnonzero(old_marks & CHANGED == 0).tolist() == list(range(100, 110))


def test_without_an_old_wording_all_is_new():
    rows = wordings(pa.array(["one two", ""], pa.large_string()), None)
    assert rows.new.marks.tolist() == [CHANGED, CHANGED]
    assert rows.rows == 2


@pytest.mark.parametrize("notice", ["deleted", "[Deleted.]", "entfällt", "SUPPRIMÉ", "حذف مي‌شود"])
def test_a_notice_of_deletion_is_no_wording(notice):
    texts = [notice, notice, f"{notice} files", "kept"]
    old = ["Ports close.", "", "Ports close.", "Ports close."]
    rows = wordings(pa.array(texts, pa.large_string()), pa.array(old, pa.large_string()))
    sizes = np.diff(rows.new.offsets).tolist()
    assert sizes[0] == 0
    assert all(sizes[1:])
    assert rows.old.marks[: rows.old.offsets[1]].tolist() == [CHANGED, CHANGED]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("delete", "delete"),
        ("to be deleted", "to be deleted"),
        ("To be deleted.", "to be deleted"),
        ("حذف شود", "حذف شود"),
        ("erasure", "deletion"),
        ("to be deleted", "deletion"),
    ],
)
def test_a_wording_that_stays_or_a_term_for_another_is_no_deletion(old, new):
    rows = wordings(pa.array([new], pa.large_string()), pa.array([old], pa.large_string()))
    assert len(rows.new.words) == len(new.split())
    if old.casefold().strip(".") == new:
        assert not rows.old.marks.any()
        assert not rows.new.marks.any()

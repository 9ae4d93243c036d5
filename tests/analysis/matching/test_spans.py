"""The stretches that two wordings share are found in steps that grow with their words."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from dabir.analysis.matching.changes import CHANGED
from dabir.analysis.matching.spans import shared_runs

words = some.lists(some.integers(1, 4), max_size=60).map(lambda each: np.array(each, np.uint64))


def runs(ours, theirs):
    """Find what two wordings share that are new throughout."""
    marks = (np.full(len(each), CHANGED, np.uint8) for each in (ours, theirs))
    return shared_runs(ours, next(marks), theirs, next(marks))


def tiled(pattern, size):
    return np.resize(np.array(pattern, np.uint64), size)


def apart(pattern, size):
    """A pattern again and again, each time followed by a word that comes but once."""
    found = tiled([*pattern, 0], size)
    found[found == 0] = np.arange(100, 100 + np.count_nonzero(found == 0))
    return found


@pytest.mark.parametrize("pattern", [[1], [1, 2], [1, 1, 2], [1, 2, 3, 4, 5], [1] * 40 + [2]])
@pytest.mark.parametrize("made", [tiled, apart])
def test_steps_grow_with_the_words(made, pattern):
    steps = [runs(made(pattern, size), tiled(pattern, size)).steps for size in (5_000, 20_000)]
    assert steps[1] <= 5 * steps[0]
    assert steps[1] <= 50 * 40_000


def test_what_stands_once_is_found_beside_a_word_without_end():
    chance = np.random.default_rng(3)
    own = chance.integers(10, 1 << 40, 50).astype(np.uint64)
    ours = np.concatenate((tiled([1], 3_000), own, tiled([1], 2_000)))
    theirs = np.concatenate((tiled([1], 1_000), own, tiled([1], 4_000)))
    found = runs(ours, theirs)
    holds = (found.query <= 3_000) & (found.query + found.words >= 3_050)
    assert (found.query[holds] - found.candidate[holds]).tolist() == [2_000]


def test_a_stretch_that_begins_with_what_stands_everywhere_is_found():
    common, own = [1, 2, 3], list(range(50, 60))
    theirs = np.array(common * 100 + common + own, np.uint64)
    found = runs(np.array(common + own, np.uint64), theirs)
    assert (found.query.tolist(), found.words.tolist()) == ([0], [len(common + own)])


@settings(max_examples=100, deadline=None)
@given(words, words)
def test_runs_are_the_same_words_and_lie_apart(ours, theirs):
    found = runs(ours, theirs)
    for mine, its, length in zip(found.query, found.candidate, found.words, strict=True):
        assert ours[mine : mine + length].tolist() == theirs[its : its + length].tolist()
    for begins in (found.query, found.candidate):
        order = np.argsort(begins)
        ends = (begins + found.words)[order]
        assert (begins[order][1:] >= ends[:-1]).all()

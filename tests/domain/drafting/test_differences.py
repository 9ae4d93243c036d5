import random
import time
from itertools import combinations, pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabir.domain.drafting.clauses import Clause, Kind, Part
from dabir.domain.drafting.comparing.comparison import (
    Inexpressible,
    compare_versions,
    operations_between,
)
from dabir.domain.drafting.comparing.differences import Change, compare
from dabir.domain.drafting.comparing.sequences import common, heaviest, increasing
from dabir.domain.drafting.spelling import spells_the_same
from dabir.domain.drafting.versions import ZERO_DRAFT, Symbol, Version
from dabir.domain.language import words

loose = st.lists(
    st.sampled_from(
        ["می", "شود", "ها", "كار", "کار", "بین‌المللی", "۱۲", "12", " ", "،", "\u200c", "a"]
    ),
    max_size=12,
).map("".join)
anything = st.text(max_size=40) | loose


def changes(old, new):
    return [(each.old, each.new) for each in compare(old, new) if each.kind != "equal"]


def test_finds_the_words_that_changed():
    assert compare("the quick brown fox", "the slow brown fox") == [
        Change("equal", "the ", "the "),
        Change("replace", "quick", "slow"),
        Change("equal", " brown fox", " brown fox"),
    ]


def test_never_cuts_a_persian_word():
    assert changes("گزارش‌ها منتشر می‌شود", "گزارش‌های تازه منتشر می‌شوند") == [
        ("گزارش‌ها", "گزارش‌های تازه"),
        ("می‌شود", "می‌شوند"),
    ]


def test_neighbouring_words_change_together():
    assert changes("in good faith", "with best will") == [("in good faith", "with best will")]


def test_says_what_was_put_in_and_what_was_taken_out():
    assert [each.kind for each in compare("", "تازه")] == ["insert"]
    assert [each.kind for each in compare("کهنه", "")] == ["delete"]
    assert compare("", "") == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("كميته", "کمیته"),
        ("ماده ۱۲", "ماده 12"),
        ("می‌شود", "می شود"),
        ("میشود", "می شود"),
        ("گزارش‌های", "گزارش های"),
        ("بین‌المللی", "بینالمللی"),
        ("علاقه‌مند", "علاقه مند"),
        ("کـــار", "کار"),
        ("ﻛﺎﺭ", "کار"),
        ("متن\u200f", "متن"),
    ],
)
def test_spelling_is_set_apart(old, new):
    found = [each for each in compare(f"این {old} است", f"این {new} است") if each.kind != "equal"]
    assert [each.spelling_only for each in found] == [True] * len(found)
    assert found
    assert spells_the_same(old, new)


@pytest.mark.parametrize(
    ("old", "new"),
    [("shall", "Shall"), ("now here", "nowhere"), ("کَرَم", "کِرم"), ("۱۲", "۲۱"), ("آن", "ان")],
)
def test_a_real_difference_is_not_taken_for_spelling(old, new):
    assert not spells_the_same(old, new)
    assert not any(each.spelling_only for each in compare(old, new))


def test_spelling_beside_a_real_change_is_told_apart():
    found = compare("كارگروه باید", "کارگروه می‌تواند")
    assert [(each.old, each.spelling_only) for each in found if each.kind != "equal"] == [
        ("كارگروه", True),
        ("باید", False),
    ]


@given(anything, anything)
def test_the_stretches_make_up_both_wordings(old, new):
    found = compare(old, new)
    assert "".join(each.old for each in found) == old
    assert "".join(each.new for each in found) == new
    for each in found:
        assert (each.kind == "equal") == (each.old == each.new)
        assert (each.kind == "insert") == (not each.old)
        assert (each.kind == "delete") == (not each.new)
        assert not each.spelling_only or spells_the_same(each.old, each.new)


@given(anything, anything)
def test_changes_begin_and_end_between_words(old, new):
    at = {"old": 0, "new": 0}
    bounds = {"old": set(), "new": set()}
    for each in compare(old, new):
        for side, text in (("old", each.old), ("new", each.new)):
            at[side] += len(text)
            bounds[side].add(at[side])
    for side, text in (("old", old), ("new", new)):
        for word in words(text):
            assert not bounds[side] & set(range(word.start + 1, word.end))


@given(anything)
def test_a_wording_does_not_differ_from_itself(text):
    assert changes(text, text) == []


@given(anything, anything)
def test_spelling_the_same_is_symmetric(old, new):
    assert spells_the_same(old, new) == spells_the_same(new, old)
    assert spells_the_same(old, old)


@given(st.lists(st.integers(0, 30), unique=True, max_size=9))
def test_the_increasing_run_is_a_longest_one(values):
    pairs = list(enumerate(values))
    run = increasing(pairs)
    assert run == sorted(run)
    assert [value for _, value in run] == sorted(value for _, value in run)
    best = [1] * len(values)
    for at, value in enumerate(values):
        best[at] += max((best[b] for b in range(at) if values[b] < value), default=0)
    assert len(run) == max(best, default=0)


def test_long_wordings_are_compared_in_seconds_and_exactly():
    chance = random.Random(1)
    old = [chance.choice(["و", "در", f"واژه{chance.randrange(900)}"]) for _ in range(30_000)]
    new = list(old)
    for place in range(50, 30_000, 100):
        new[place] = "تازه"
    began = time.perf_counter()
    found = changes(" ".join(old), " ".join(new))
    assert time.perf_counter() - began < 20
    assert len(found) == 300


def test_a_long_wording_is_cut_at_what_stands_once_in_both():
    chance = random.Random(2)
    old = [f"واژه{chance.randrange(3000)}" for _ in range(60_000)]
    new = [word for place, word in enumerate(old) if place % 500]
    found = changes(" ".join(old), " ".join(new))
    assert sum(len(one.split()) for one, _ in found) == 120
    assert not any(other for _, other in found)


def test_nothing_is_found_in_long_wordings_that_have_nothing_in_common():
    old, new = ("یک " * 20_000, "دو " * 20_000)
    assert changes(old, new) == [(old.strip(), new.strip())]


def test_what_was_put_in_begins_and_ends_with_a_sentence():
    old = "The fund is open. The fund pays. It ends."
    new = "The fund is open. The fund grows. The fund pays. It ends."
    assert changes(old, new) == [("", "The fund grows. ")]


def test_words_of_a_rewritten_passage_that_happen_to_be_the_same_are_given_up():
    old = "states parties meet every year in the capital of the host country"
    new = "members gather without delay whenever the secretariat deems it wise"
    assert changes(old, new) == [(old, new)]


def test_a_word_between_two_small_changes_is_kept():
    assert changes("one two three", "uno two tres") == [("one", "uno"), ("three", "tres")]


@given(st.lists(st.integers(0, 4), max_size=30), st.lists(st.integers(0, 4), max_size=30))
def test_no_common_run_of_two_sequences_is_longer(one, other):
    blocks = common(one, other)
    taken = [one[block.start : block.start + block.size] for block in blocks]
    assert taken == [other[block.other : block.other + block.size] for block in blocks]
    assert all(
        first.start + first.size <= second.start and first.other + first.size <= second.other
        for first, second in pairwise(blocks)
    )
    longest = [[0] * (len(other) + 1) for _ in range(len(one) + 1)]
    for i, j in product(range(len(one)), range(len(other))):
        longest[i + 1][j + 1] = (
            longest[i][j] + 1 if one[i] == other[j] else max(longest[i][j + 1], longest[i + 1][j])
        )
    assert sum(map(len, taken)) == longest[-1][-1]


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(1, 9)), max_size=8))
def test_the_heaviest_run_weighs_most(found):
    found = sorted(set(found), key=lambda each: (each[0], -each[1]))
    run = heaviest([(one, other) for one, other, _ in found], [each[2] for each in found])
    assert all(one[0] < two[0] and one[1] < two[1] for one, two in pairwise(run))
    weights = {}
    for one, other, weight in found:
        weights[one, other] = max(weights.get((one, other), 0), weight)
    best = 0
    for size in range(len(found) + 1):
        for each in combinations(found, size):
            if all(one[0] < two[0] and one[1] < two[1] for one, two in pairwise(each)):
                best = max(best, sum(weight for _, _, weight in each))
    assert sum(weights[pair] for pair in run) == best


def version(*clauses, symbol=ZERO_DRAFT):
    return Version.of(symbol, clauses)


def article(uid, order, parent=None, kind=Kind.ARTICLE, **text):
    return Clause(uid, parent, order, kind, text=text)


def test_tells_clause_by_clause_what_changed():
    old = version(article("a", 0, fa="یک"), article("b", 1, fa="دو"), article("c", 2, fa="سه"))
    new = version(
        article("c", 0, fa="سه"),
        article("a", 1, fa="يک"),
        article("d", 2, fa="چهار"),
        symbol=Symbol(1),
    )
    found = compare_versions(old, new)
    assert [(each.uid, each.moved, each.added, each.deleted) for each in found] == [
        ("c", True, False, False),
        ("a", False, False, False),
        ("d", False, True, False),
        ("b", False, False, True),
    ]
    (wording,) = found[1].wording
    assert (wording.part, wording.language, wording.spelling_only) == (Part.TEXT, "fa", True)
    assert [each.spelling_only for each in found] == [False, True, False, False]


def test_of_siblings_that_changed_places_as_few_as_possible_moved():
    old = version(*(article(uid, order) for order, uid in enumerate("abcdef")))
    new = version(*(article(uid, order) for order, uid in enumerate("bcdefa")))
    assert [each.uid for each in compare_versions(old, new) if each.moved] == ["a"]


def test_a_clause_that_became_another_kind_is_told_and_is_no_operation():
    old, new = version(article("a", 0)), version(article("a", 0, kind=Kind.NOTE))
    (found,) = compare_versions(old, new)
    assert found.relabelled
    assert not found.spelling_only
    with pytest.raises(Inexpressible):
        operations_between(old, new)

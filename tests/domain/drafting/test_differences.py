import random
import time

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
from dabir.domain.drafting.comparing.sequences import increasing
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


def test_what_has_nothing_to_hold_on_to_is_replaced_as_a_whole():
    found = compare("الف ب " * 2000, "ب پ الف " * 2000)
    assert [each.kind for each in found if each.kind != "equal"] == ["replace"]


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

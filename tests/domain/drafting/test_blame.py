"""Whose words a wording is made of."""

from dataclasses import replace

from hypothesis import given

from dabir.domain.drafting import ZERO_DRAFT, Clause, Edit, Kind, Proposed, Symbol, Version, apply
from dabir.domain.drafting.comparing.blame import Blamed, Origin, Step, blame, blame_version
from tests.domain.drafting.strategies import flat, proposals, without_conflicts
from tests.thoroughness import thorough

ZERO, ONE, TWO = Symbol(0), Symbol(1), Symbol(2)


def edit(words, old, new, amendment=1, place=0):
    start = words.index(old)
    return Proposed(amendment, place, Edit("c", "fa", start, start + len(old), old, new))


def read(words, stretches):
    return [(words[each.start : each.end], each.origin) for each in stretches]


def test_an_edit_owns_what_it_put_in_and_nothing_else():
    old, new = "کارگروه هر ماه گزارش می‌دهد.", "کارگروه هر هفته گزارش می‌دهد."
    found = blame([Step(ZERO, old), Step(ONE, new, (edit(old, "هر ماه", "هر هفته", 3),))])
    assert read(new, found) == [
        ("کارگروه هر ", Origin(ZERO)),
        ("هفته", Origin(ONE, (3,))),
        (" گزارش می‌دهد.", Origin(ZERO)),
    ]


def test_those_who_propose_the_same_stand_behind_the_same_words():
    old, new = "one two", "one three"
    both = (edit(old, "two", "three", 2), edit(old, "two", "three", 5))
    assert blame([Step(ZERO, old), Step(ONE, new, both)])[-1].origin == Origin(ONE, (2, 5))


def test_words_without_an_edit_belong_to_the_version():
    found = blame([Step(ZERO, "one two"), Step(TWO, "one three")])
    assert [each.origin for each in found] == [Origin(ZERO), Origin(TWO)]


def test_later_edits_leave_earlier_ones_their_words():
    first, second, third = "a b c", "a x y c", "a x z c"
    found = blame(
        [
            Step(ZERO, first),
            Step(ONE, second, (edit(first, "b", "x y", 1),)),
            Step(TWO, third, (edit(second, "y", "z", 2),)),
        ]
    )
    assert read(third, found)[1:3] == [("x ", Origin(ONE, (1,))), ("z", Origin(TWO, (2,)))]


def test_a_wording_that_was_emptied_has_no_words_to_blame():
    assert blame([Step(ZERO, "one"), Step(ONE, "")]) == ()


@thorough
@given(proposals())
def test_blame_covers_each_character_once_and_leaves_what_nobody_touched(case):
    version, made = case
    adopted = flat(without_conflicts(version, made))
    after = apply(version, adopted)
    found = blame_version([version, after], {after.symbol: adopted})
    wordings = {
        (clause.uid, *key): words
        for clause in after.clauses.values()
        for key, words in clause.wordings().items()
    }
    assert set(found) == set(wordings)
    for key, words in wordings.items():
        ends = [0, *(each.end for each in found[key])]
        assert [each.start for each in found[key]] == ends[:-1]
        assert ends[-1] == len(words)
        before = version.clauses.get(key[0])
        if before is not None and before.wording(*key[1:]) == words:
            assert found[key] == (Blamed(0, len(words), Origin(version.symbol)),)
        for each in found[key]:
            assert (each.origin.version == version.symbol) != bool(each.origin.amendments)


def test_a_moved_clause_keeps_its_blame():
    clauses = [Clause(uid, None, at, Kind.ARTICLE, text={"fa": uid}) for at, uid in enumerate("ab")]
    before = Version.of(ZERO_DRAFT, clauses)
    swapped = [replace(each, order=1 - each.order) for each in clauses]
    found = blame_version([before, Version.of(ONE, swapped)], {})
    assert {each.origin for stretches in found.values() for each in stretches} == {Origin(ZERO)}

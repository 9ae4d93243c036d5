"""References that reach over several clauses, or name one by where it stands."""

from dataclasses import replace

import pytest

from dabir.domain.drafting import Kind, NumberStyle, Version
from dabir.domain.drafting.references.binding import Brokenness, find_references
from dabir.domain.drafting.references.renumbering import renumber
from tests.domain.drafting.test_references import articles, clause, reordered, text


def inserted(version, uid, after, *, kind=Kind.ARTICLE, words=""):
    """The same clauses with one more behind another."""
    beside = version[after]
    clauses = [replace(each, order=2 * each.order) for each in version.clauses.values()]
    new = clause(uid, beside.parent, 2 * beside.order + 1, kind, words, style=beside.style)
    return Version.of(version.symbol.following(), [*clauses, new])


def test_a_span_takes_in_what_is_added_in_the_middle_and_not_what_is_added_at_its_ends():
    old = articles("طبق مواد ۲ تا ۴ و ماده ۵.", "", "", "", "")
    for after, words in (
        ("a1", "طبق مواد ۳ تا ۵ و ماده ۶."),
        ("a2", "طبق مواد ۲ تا ۵ و ماده ۶."),
        ("a4", "طبق مواد ۲ تا ۴ و ماده ۶."),
    ):
        done = renumber(old, inserted(old, "x", after))
        assert done.renumbered["a1"].text["fa"] == words
        assert done.broken == ()


@pytest.mark.parametrize(
    ("gone", "words"),
    [
        ({"a3"}, "See Articles 2 to 3, 4 and 5."),
        ({"a4"}, "See Articles 2 to 3, 4 and 5."),
        ({"a2"}, "See Articles 2 to 3, 4 and 5."),
        ({"a2", "a3"}, "See Articles 2, 3 and 4."),
    ],
)
def test_a_span_reaches_over_what_is_left_of_it(gone, words):
    old = articles("See Articles 2 to 4, 5 and 6.", "", "", "", "", "", language="en")
    left = [uid for uid in old.clauses if uid not in gone]
    done = renumber(old, reordered(old, *left, but=gone))
    assert done.renumbered["a1"].text["en"] == words
    assert done.broken == ()


def test_a_span_of_which_one_clause_is_left_names_that_one():
    for words, language, single in (
        ("طبق مواد (۲) تا (۳) عمل شود.", "fa", "طبق ماده (۲) عمل شود."),
        ("See Articles 2 to 3.", "en", "See Article 2."),
    ):
        old = articles(words, "", "", "", language=language)
        done = renumber(old, reordered(old, "a1", "a3", "a4", but=("a2",)))
        assert done.renumbered["a1"].text[language] == single
        assert done.broken == ()


def test_a_span_is_torn_where_a_clause_leaves_it_or_another_moves_in():
    old = articles("طبق مواد ۲ تا ۴.", "", "", "", "", "")
    for order in (
        ("a1", "a2", "a4", "a5", "a3", "a6"),
        ("a1", "a2", "a6", "a3", "a4", "a5"),
    ):
        done = renumber(old, reordered(old, *order))
        assert done.edits == ()
        (broken,) = done.broken
        assert (broken.reason, broken.targets) == (Brokenness.TORN, ("a2", "a3", "a4"))
    swapped = renumber(old, reordered(old, "a1", "a4", "a3", "a2", "a5", "a6"))
    assert swapped.edits == ()
    assert swapped.broken == ()


def test_a_span_of_which_nothing_is_left_is_said():
    old = articles("طبق مواد ۲ تا ۳.", "", "", "")
    (broken,) = renumber(old, reordered(old, "a1", "a4", but=("a2", "a3"))).broken
    assert broken.reason is Brokenness.TARGET_DELETED


def test_a_neighbour_is_named_by_its_number_once_it_is_none():
    old = articles("", "طبق ماده قبل و بند ۱ ماده بعدی.", "")
    old = text(*old.clauses.values(), clause("i1", "a3", 0, Kind.CLAUSE))
    assert renumber(old, reordered(old, "a1", "a2", "a3")).edits == ()
    done = renumber(old, reordered(old, "a2", "a1", "a3"))
    assert done.renumbered["a2"].text["fa"] == "طبق ماده ۲ و بند ۱ ماده ۳."
    old = articles("", "The preceding Article applies.", language="en")
    done = renumber(old, inserted(old, "x", "a1"))
    assert done.renumbered["a2"].text["en"] == "Article 1 applies."
    assert done.broken == ()


def test_a_neighbour_that_is_deleted_is_said():
    old = articles("", "طبق ماده قبل.", "")
    (broken,) = renumber(old, reordered(old, "a2", "a3", but=("a1",))).broken
    assert (broken.words, broken.reason, broken.targets) == (
        "ماده قبل",
        Brokenness.TARGET_DELETED,
        ("a1",),
    )


def test_a_neighbour_that_another_article_takes_is_named_with_that_article():
    old = text(
        clause("a1", None, 0, Kind.ARTICLE),
        clause("i1", "a1", 0, Kind.CLAUSE, style=NumberStyle.LETTERS),
        clause("i2", "a1", 1, Kind.CLAUSE, "طبق بند قبل.", style=NumberStyle.LETTERS),
        clause("a2", None, 1, Kind.ARTICLE),
    )
    moved = clause("i1", "a2", 0, Kind.CLAUSE, style=NumberStyle.LETTERS)
    new = text(old["a1"], old["i2"], old["a2"], moved)
    assert renumber(old, new).renumbered["i2"].text["fa"] == "طبق بند الف ماده ۲."


def test_binds_neighbours_and_what_is_around_the_words():
    version = text(
        clause(
            "a1",
            None,
            0,
            Kind.ARTICLE,
            "This point. The preceding Article. The next Article.",
            language="en",
        ),
        clause("a2", None, 1, Kind.ARTICLE, language="en"),
        clause("p1", "a2", 0, Kind.CLAUSE, "the preceding paragraph", language="en"),
        clause("p2", "a2", 1, Kind.CLAUSE, "the preceding paragraph", language="en"),
        clause("i1", "p2", 0, Kind.ITEM, "the previous paragraph, this item", language="en"),
        clause("i2", "p2", 1, Kind.ITEM, "this paragraph, the preceding item", language="en"),
        clause("n1", "a2", 2, Kind.NOTE, "the above paragraph", language="en"),
    )
    found, broken = find_references(version)
    assert [(each.uid, each.words, each.targets) for each in found] == [
        ("a1", "The next Article", ("a2",)),
        ("p2", "the preceding paragraph", ("p1",)),
        ("i1", "the previous paragraph", ("p1",)),
        ("i1", "this item", ("i1",)),
        ("i2", "this paragraph", ("p2",)),
        ("i2", "the preceding item", ("i1",)),
        ("n1", "the above paragraph", ("p2",)),
    ]
    assert [(each.uid, each.words, each.reason) for each in broken] == [
        ("a1", "The preceding Article", Brokenness.NEVER_THERE),
        ("p1", "the preceding paragraph", Brokenness.NEVER_THERE),
    ]


def test_what_says_this_article_is_reported_when_it_comes_to_stand_in_another():
    old = text(
        clause("a1", None, 0, Kind.ARTICLE),
        clause("n1", "a1", 0, Kind.NOTE, "مفاد این ماده"),
        clause("a2", None, 1, Kind.ARTICLE),
    )
    new = text(old["a1"], old["a2"], clause("n1", "a2", 0, Kind.NOTE, "مفاد این ماده"))
    (broken,) = renumber(old, new).broken
    assert (broken.words, broken.reason, broken.targets) == (
        "این ماده",
        Brokenness.OUT_OF_REACH,
        ("a1",),
    )


def test_numbers_in_words_stay_in_words():
    old = articles("طبق ماده دوم و تبصره اول این ماده.", "")
    old = text(
        *old.clauses.values(), clause("n1", "a1", 0, Kind.NOTE), clause("n2", "a1", 1, Kind.NOTE)
    )
    done = renumber(old, inserted(old, "x", "a1"))
    assert done.renumbered["a1"].text["fa"] == "طبق ماده سوم و تبصره اول این ماده."


def test_a_neighbour_may_be_named_in_what_both_stand_in():
    version = text(
        clause("a1", None, 0, Kind.ARTICLE),
        clause("i1", "a1", 0, Kind.CLAUSE),
        clause("i2", "a1", 1, Kind.CLAUSE, "طبق بند قبل این ماده و بند قبل ماده ۲."),
        clause("a2", None, 1, Kind.ARTICLE),
    )
    found, broken = find_references(version)
    assert [(each.words, each.targets) for each in found] == [("بند قبل این ماده", ("i1",))]
    assert [(each.words, each.reason) for each in broken] == [
        ("بند قبل ماده ۲", Brokenness.NEVER_THERE)
    ]


def test_words_for_a_stretch_of_words_are_no_references():
    words = "the preceding paragraph and the next Article"
    version = text(clause("p", None, 0, Kind.PREAMBLE, words, language="en"))
    found, broken = find_references(version)
    assert found == []
    assert [(each.words, each.reason) for each in broken] == [
        ("the next Article", Brokenness.NEVER_THERE)
    ]


def test_chapters_are_known_by_digits_too_and_keep_them():
    for words, language, renumbered in (
        ("طبق فصل ۲ و فصل دوم.", "fa", "طبق فصل ۳ و فصل سوم."),
        ("طبق فصل 2.", "fa", "طبق فصل 3."),
        ("See Chapter 2 and Chapter II.", "en", "See Chapter 3 and Chapter III."),
    ):
        style = NumberStyle.ORDINAL
        old = text(
            clause("c1", None, 0, Kind.CHAPTER, words, style=style, language=language),
            clause("c2", None, 1, Kind.CHAPTER, style=style),
        )
        done = renumber(old, inserted(old, "x", "c1", kind=Kind.CHAPTER))
        assert done.renumbered["c1"].text[language] == renumbered
        assert done.broken == ()

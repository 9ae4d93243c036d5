from dataclasses import replace

import pytest

from dabir.domain.drafting import Clause, Kind, NumberStyle, Part, Version
from dabir.domain.drafting.references.binding import Brokenness, find_references
from dabir.domain.drafting.references.mentions import mentions
from dabir.domain.drafting.references.renumbering import renumber
from dabir.domain.drafting.versions import ZERO_DRAFT


def clause(uid, parent, order, kind, words="", *, style=NumberStyle.DIGITS, language="fa"):
    return Clause(uid, parent, order, kind, style, text={language: words})


def text(*clauses):
    return Version.of(ZERO_DRAFT, clauses)


def articles(*wordings, language="fa"):
    return text(
        *(
            clause(f"a{place}", None, place, Kind.ARTICLE, words, language=language)
            for place, words in enumerate(wordings, start=1)
        )
    )


def reordered(version, *uids, but=()):
    """The same clauses, those at the top in another order, without some."""
    order = {uid: place for place, uid in enumerate(uids)}
    return Version.of(
        version.symbol.following(),
        [
            Clause(
                each.uid,
                each.parent,
                order.get(each.uid, each.order),
                each.kind,
                each.style,
                each.heading,
                each.text,
            )
            for each in version.clauses.values()
            if each.uid not in but and each.parent not in but
        ],
    )


@pytest.mark.parametrize(
    ("wording", "mentioned"),
    [
        ("طبق ماده ۵ و مادهٔ ۶ عمل شود.", ["ماده ۵", "مادهٔ ۶"]),
        ("تبصره ۲ ماده ۸ و بند الف این ماده", ["تبصره ۲ ماده ۸", "بند الف این ماده"]),
        ("مواد ۵ و ۷، مواد ۹ تا ۱۱", ["مواد ۵ و ۷", "مواد ۹ تا ۱۱"]),
        ("جزء ۱ بند «ب» ماده (۳)", ["جزء ۱ بند «ب» ماده (۳)"]),
        ("ماده ۵ قانون اساسی و ماده ۳ این قانون", ["ماده ۳"]),
        ("مفاد این ماده و تبصره آن، مادی و معنوی", ["این ماده"]),
        ("مواد ۲ تا ۴، ۷ و ۹ الی ۱۱", ["مواد ۲ تا ۴، ۷ و ۹ الی ۱۱"]),
        ("مادتین ۳ و ۴ و ماده بیست و یکم", ["مادتین ۳ و ۴", "ماده بیست و یکم"]),
        (
            "ماده قبل، تبصره فوق‌الذکر و بند ۲ مادهٔ بعدی",
            ["ماده قبل", "تبصره فوق‌الذکر", "بند ۲ مادهٔ بعدی"],
        ),
        ("ماده قبل از اجرا، بندهای فوق، ماده پیش‌بینی‌شده، ماده فوق العاده", []),
        ("تبصره ذیل ماده ۵ و بند ۳ قانون حاضر", ["تبصره ذیل ماده ۵", "بند ۳"]),
        ("ماده ۵ آن قانون", []),
        ("تبصرهٔ ماده ۶ و فصل دوم", ["تبصرهٔ ماده ۶", "فصل دوم"]),
    ],
)
def test_finds_mentions_in_persian(wording, mentioned):
    found = list(mentions(wording, "fa"))
    assert [wording[each.start : each.end] for each in found] == mentioned


@pytest.mark.parametrize(
    ("wording", "mentioned"),
    [
        (
            "See Article 5, paragraph 2 (a) of Article 8.",
            ["Article 5", "paragraph 2 (a) of Article 8"],
        ),
        ("Articles 5 and 7, and articles 2 to 4", ["Articles 5 and 7", "articles 2 to 4"]),
        ("Article 8, paragraph 2, applies", ["Article 8, paragraph 2"]),
        ("Article 5 of the Charter; Article 3 of this text", ["Article 3"]),
        ("clause (a) of this Article", ["clause (a) of this Article"]),
        ("Chapter II and a note to a friend", ["Chapter II"]),
        ("Article 3(1)(b)", ["Article 3(1)(b)"]),
        ("Articles 3, 5 to 7 and 9", ["Articles 3, 5 to 7 and 9"]),
        (
            "The preceding Article, paragraph 2 of the next Article and this paragraph",
            ["The preceding Article", "paragraph 2 of the next Article", "this paragraph"],
        ),
        ("the following Article is added; the preceding paragraphs; a previous note", []),
        ("Article 5, paragraph 2, of the Charter; paragraph 3 of resolution 70/1", []),
    ],
)
def test_finds_mentions_in_english(wording, mentioned):
    found = list(mentions(wording, "en"))
    assert [wording[each.start : each.end] for each in found] == mentioned


def test_binds_what_is_mentioned_to_the_clauses_that_have_the_numbers():
    version = text(
        clause("a1", None, 0, Kind.ARTICLE, "بند ب این ماده، تبصره ۲ ماده ۲ و مواد ۱ تا ۳."),
        clause("i1", "a1", 0, Kind.CLAUSE, "بند الف.", style=NumberStyle.LETTERS),
        clause("i2", "a1", 1, Kind.CLAUSE, "آنچه در بند الف آمد.", style=NumberStyle.LETTERS),
        clause("a2", None, 1, Kind.ARTICLE),
        clause("n1", "a2", 0, Kind.NOTE),
        clause("n2", "a2", 1, Kind.NOTE, "تبصره ۱ و ماده ۹"),
        clause("a3", None, 2, Kind.ARTICLE, "تبصره‌های ۱ و ۲ ماده ۲"),
    )
    found, broken = find_references(version)
    assert [(each.uid, each.words, each.targets) for each in found] == [
        ("a1", "بند ب این ماده", ("i2",)),
        ("a1", "تبصره ۲ ماده ۲", ("n2",)),
        ("a1", "مواد ۱ تا ۳", ("a1", "a2", "a3")),
        ("i1", "بند الف", ("i1",)),
        ("i2", "بند الف", ("i1",)),
        ("n2", "تبصره ۱", ("n1",)),
        ("a3", "تبصره‌های ۱ و ۲ ماده ۲", ("n1", "n2")),
    ]
    assert [(each.uid, each.words, each.reason) for each in broken] == [
        ("n2", "ماده ۹", Brokenness.NEVER_THERE)
    ]


def test_a_number_that_two_clauses_have_is_ambiguous():
    version = text(
        clause("a1", None, 0, Kind.ARTICLE, "بند ۱ این ماده"),
        clause("i1", "a1", 0, Kind.CLAUSE),
        clause("j1", "a1", 1, Kind.ITEM),
    )
    _, broken = find_references(version)
    assert [each.reason for each in broken] == [Brokenness.AMBIGUOUS]


def test_articles_of_an_annex_are_meant_in_the_annex():
    version = text(
        clause("a1", None, 0, Kind.ARTICLE, "ماده ۲"),
        clause("a2", None, 1, Kind.ARTICLE),
        clause("x", None, 2, Kind.ANNEX),
        clause("x1", "x", 0, Kind.ARTICLE, "ماده ۲"),
        clause("x2", "x", 1, Kind.ARTICLE, "ماده ۱ پیوست ۱"),
    )
    found, _ = find_references(version)
    assert [each.targets for each in found] == [("a2",), ("x2",), ("x1",)]


def test_references_say_the_new_numbers_when_clauses_move():
    old = articles("طبق ماده ۳ و مواد ۱ و ۲ عمل شود.", "دو.", "سه.")
    new = reordered(old, "a3", "a1", "a2")
    done = renumber(old, new)
    assert done.renumbered["a1"].text["fa"] == "طبق ماده ۱ و مواد ۲ و ۳ عمل شود."
    assert done.renumbered.symbol == new.symbol
    assert not done.broken
    assert len(done.edits) == 3


def test_numbers_keep_the_digits_they_were_written_in():
    old = articles("See Article 2 (the second).", "Two.", language="en")
    assert renumber(old, reordered(old, "a2", "a1")).renumbered["a1"].text["en"] == (
        "See Article 1 (the second)."
    )
    old = articles("طبق ماده 2 عمل شود.", "دو.")
    assert renumber(old, reordered(old, "a2", "a1")).renumbered["a1"].text["fa"] == (
        "طبق ماده 1 عمل شود."
    )


def test_what_points_at_a_deleted_clause_is_said_and_left_as_it_is():
    old = articles("طبق ماده ۲ و ماده ۳.", "دو.", "سه.")
    done = renumber(old, reordered(old, "a1", "a3", but=("a2",)))
    assert done.renumbered["a1"].text["fa"] == "طبق ماده ۲ و ماده ۲."
    (broken,) = done.broken
    assert (broken.words, broken.reason, broken.targets) == (
        "ماده ۲",
        Brokenness.TARGET_DELETED,
        ("a2",),
    )


def test_a_note_that_moves_takes_its_article_along():
    old = text(
        clause("a1", None, 0, Kind.ARTICLE, "طبق تبصره ۲ ماده ۲."),
        clause("a2", None, 1, Kind.ARTICLE),
        clause("n1", "a2", 0, Kind.NOTE),
        clause("n2", "a2", 1, Kind.NOTE),
        clause("a3", None, 2, Kind.ARTICLE),
        clause("m1", "a3", 0, Kind.NOTE),
    )
    new = text(
        *(each for each in old.clauses.values() if each.uid not in {"n2", "m1"}),
        clause("n2", "a3", 0, Kind.NOTE),
        clause("m1", "a3", 1, Kind.NOTE),
    )
    assert renumber(old, new).renumbered["a1"].text["fa"] == "طبق تبصره ۱ ماده ۳."


def test_the_only_note_gets_a_number_when_another_is_added():
    old = text(
        clause("a1", None, 0, Kind.ARTICLE, "طبق تبصره ماده ۲."),
        clause("a2", None, 1, Kind.ARTICLE),
        clause("n1", "a2", 0, Kind.NOTE),
    )
    new = text(*old.clauses.values(), clause("n0", "a2", -1, Kind.NOTE))
    assert renumber(old, new).renumbered["a1"].text["fa"] == "طبق تبصره ۲ ماده ۲."


def test_what_cannot_be_named_from_there_any_more_is_said():
    old = text(
        clause("a1", None, 0, Kind.ARTICLE, "طبق بند الف این ماده."),
        clause("i1", "a1", 0, Kind.CLAUSE, style=NumberStyle.LETTERS),
        clause("a2", None, 1, Kind.ARTICLE),
    )
    new = text(old["a1"], old["a2"], clause("i1", "a2", 0, Kind.CLAUSE, style=NumberStyle.LETTERS))
    done = renumber(old, new)
    assert done.edits == ()
    (broken,) = done.broken
    assert (broken.reason, broken.targets) == (Brokenness.OUT_OF_REACH, ("i1",))


def test_what_an_amendment_says_of_its_own_new_clause_is_taken_by_the_new_numbers():
    old = articles("یک.", "دو.")
    new = text(*old.clauses.values(), clause("a3", None, 2, Kind.ARTICLE, "طبق ماده ۳ و ماده ۲."))
    done = renumber(old, new)
    assert done.edits == ()
    assert done.broken == ()


def test_headings_and_both_languages_are_renumbered():
    first = Clause(
        "a1",
        None,
        0,
        Kind.ARTICLE,
        heading={"fa": "شرح ماده ۲"},
        text={"fa": "ماده ۲", "en": "Article 2"},
    )
    old = text(first, clause("a2", None, 1, Kind.ARTICLE))
    done = renumber(old, reordered(old, "a2", "a1"))
    assert done.renumbered["a1"].wordings() == {
        (Part.HEADING, "fa"): "شرح ماده ۱",
        (Part.TEXT, "fa"): "ماده ۱",
        (Part.TEXT, "en"): "Article 1",
    }


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

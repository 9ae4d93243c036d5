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


def test_a_list_of_which_one_number_is_ambiguous_names_nothing():
    version = text(
        clause("a1", None, 0, Kind.ARTICLE, "بندهای ۱ و ۲ این ماده"),
        clause("i1", "a1", 0, Kind.CLAUSE),
        clause("i2", "a1", 1, Kind.CLAUSE),
        clause("j1", "a1", 2, Kind.ITEM),
    )
    found, broken = find_references(version)
    assert found == []
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

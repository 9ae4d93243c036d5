import pytest

from dabir.domain.drafting.amendments import Add, Amendment, Delete, Edit, Move
from dabir.domain.drafting.clauses import Clause, Kind
from dabir.domain.drafting.verification import (
    AgainstItself,
    ChangesNothing,
    CyclicMove,
    StaleWording,
    TooLong,
    UidTaken,
    UnknownClause,
    WrongBase,
    verify,
)
from dabir.domain.drafting.versions import ZERO_DRAFT, Symbol, Version

TEXT = "گزارش‌ها منتشر می‌شود."
BASE = Version.of(
    ZERO_DRAFT,
    [
        Clause("one", None, 0, Kind.ARTICLE, text={"fa": TEXT}),
        Clause("two", None, 1, Kind.ARTICLE),
        Clause("in", "one", 0, Kind.NOTE),
    ],
)


def amendment(*operations, base=ZERO_DRAFT):
    return Amendment(1, base, ("proposer",), operations)


def edit(start, end, new, text=TEXT):
    return Edit("one", "fa", start, end, text[start:end], new)


@pytest.mark.parametrize(
    ("start", "end", "new", "snapped"),
    [
        (0, 5, "نامه", (0, 8, "نامه‌ها")),  # half of a word with its ZWNJ ending
        (5, 6, "", (0, 8, "گزارشها")),  # the ZWNJ alone
        (3, 3, "x", (0, 8, "گزاxرش‌ها")),  # an insertion inside a word
        (8, 8, "x", (0, 8, "گزارش‌هاx")),  # letters joined to a word's end
        (9, 9, "x", (9, 14, "xمنتشر")),  # and to its beginning
        (8, 9, "", (0, 14, "گزارش‌هامنتشر")),  # a space gone: both words change
        (10, 12, "، ", (9, 14, "م، شر")),  # the middle of a word, though the pieces stand apart
        (9, 14, "چاپ", (9, 14, "چاپ")),  # a whole word stays as it is
        (8, 8, " همگانی", (8, 8, " همگانی")),  # so does an insertion between words
        (21, 22, "؛", (21, 22, "؛")),  # and punctuation
    ],
)
def test_edits_begin_and_end_between_words(*, start, end, new, snapped):
    found = edit(start, end, new).snapped(TEXT)
    assert (found.start, found.end, found.new) == snapped
    assert found.old == TEXT[found.start : found.end]
    assert found.snapped(TEXT) == found


@pytest.mark.parametrize(
    ("wording", "start", "end", "new", "snapped"),
    [
        ("See (reports).", 6, 8, "y", (5, 12, "ryorts")),  # a word inside what has no blanks
        ("See (reports)", 12, 12, "ed", (5, 12, "reportsed")),
        ("See (reports)", 5, 5, "all", (5, 12, "allreports")),
        ("an x", 1, 1, "y", (0, 2, "ayn")),  # the first letter of all
        ("an ox", 4, 4, "y", (3, 5, "oyx")),  # and of a word of two
        ("(a b)c d", 6, 7, "", (5, 8, "cd")),  # a blank between what hangs on other signs
    ],
)
def test_edits_take_in_the_word_they_are_in_wherever_it_stands(
    *, wording, start, end, new, snapped
):
    found = edit(start, end, new, wording).snapped(wording)
    assert (found.start, found.end, found.new) == snapped
    assert found.old == wording[found.start : found.end]


def test_verifying_snaps():
    (verified,) = verify(amendment(edit(0, 5, "نامه")), BASE).operations
    assert verified == edit(0, 8, "نامه‌ها")


@pytest.mark.parametrize(
    ("operations", "error"),
    [
        ([], ChangesNothing),
        ([edit(0, 8, TEXT[:8])], ChangesNothing),
        ([Edit("one", "fa", 0, 5, "نامه‌", "x")], StaleWording),
        ([Edit("one", "fa", 20, 30, "x" * 10, "x")], StaleWording),
        ([Edit("two", "fa", 0, 1, "x", "")], StaleWording),
        ([Edit("gone", "fa", 0, 0, "", "x")], UnknownClause),
        ([Delete("gone")], UnknownClause),
        ([Move("gone", None, None)], UnknownClause),
        ([Move("two", "gone", None)], UnknownClause),
        ([Move("two", "one", "one")], UnknownClause),
        ([Move("two", None, "two")], UnknownClause),
        ([Move("two", None, "in")], UnknownClause),
        ([Add("new", None, "other", Kind.NOTE)], UnknownClause),
        ([Add("one", None, None, Kind.NOTE)], UidTaken),
        ([Move("one", "in", None)], CyclicMove),
        ([Add("new", "in", None, Kind.NOTE), Move("one", "new", None)], CyclicMove),
        ([Add("a", None, "b", Kind.NOTE), Add("b", None, "a", Kind.NOTE)], CyclicMove),
        ([edit(9, 14, "x" * 200_000)], TooLong),
        ([Add("a", None, None, Kind.NOTE, text={"fa": "x" * 200_001})], TooLong),
        ([edit(0, 8, "x" * 150_000), edit(9, 14, "y" * 150_000)], TooLong),
        ([Delete("one"), edit(9, 14, "چاپ")], AgainstItself),
        ([Move("two", "one", "in"), Move("in", None, None)], AgainstItself),
    ],
)
def test_refuses_what_does_not_fit(operations, error):
    with pytest.raises(error):
        verify(amendment(*operations), BASE)


def test_refuses_another_base():
    with pytest.raises(WrongBase, match=r"Rev\.1, not Zero draft"):
        verify(amendment(Delete("two"), base=Symbol(1)), BASE)


def test_a_range_must_be_as_long_as_what_it_replaces():
    with pytest.raises(ValueError, match="no range"):
        Edit("one", "fa", 3, 5, "x", "y")


def test_an_amendment_may_build_on_what_it_adds():
    added = amendment(
        Add("chapter", None, "two", Kind.CHAPTER),
        Add("after", None, "chapter", Kind.ARTICLE),
        Add("inside", "chapter", None, Kind.ARTICLE),
        Move("two", "chapter", "inside"),
    )
    with pytest.raises(AgainstItself):
        verify(added, BASE)
    sound = amendment(*added.operations[1:3], Add("chapter", None, "one", Kind.CHAPTER))
    assert verify(sound, BASE) == sound

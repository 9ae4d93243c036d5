import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabir.domain.drafting.clauses import Clause, Kind, NumberStyle
from dabir.domain.drafting.numbering import Numbering, write_numeral
from dabir.domain.drafting.versions import ZERO_DRAFT, Version


def text(*clauses):
    """A version of (uid, parent, kind[, style]) in the order of reading."""
    return Version.of(
        ZERO_DRAFT,
        [
            Clause(uid, parent, order, kind, *style)
            for order, (uid, parent, kind, *style) in enumerate(clauses)
        ],
    )


CHAPTERS = text(
    ("preamble", None, Kind.PREAMBLE),
    ("chapter1", None, Kind.CHAPTER, NumberStyle.ORDINAL),
    ("article1", "chapter1", Kind.ARTICLE),
    ("a", "article1", Kind.CLAUSE, NumberStyle.LETTERS),
    ("b", "article1", Kind.CLAUSE, NumberStyle.LETTERS),
    ("item", "b", Kind.ITEM),
    ("lone", "article1", Kind.NOTE),
    ("chapter2", None, Kind.CHAPTER, NumberStyle.ORDINAL),
    ("article2", "chapter2", Kind.ARTICLE),
    ("first", "article2", Kind.NOTE),
    ("second", "article2", Kind.NOTE),
    ("annex", None, Kind.ANNEX),
    ("inner", "annex", Kind.ARTICLE),
    ("other", "annex", Kind.ARTICLE),
)


@pytest.mark.parametrize(
    ("uid", "persian", "english"),
    [
        ("preamble", "مقدمه", "Preamble"),
        ("chapter1", "فصل اول", "Chapter I"),
        ("article1", "ماده ۱", "Article 1"),
        ("a", "بند الف", "Clause (a)"),
        ("item", "جزء ۱", "Item 1"),
        ("lone", "تبصره", "Note"),
        ("article2", "ماده ۲", "Article 2"),
        ("second", "تبصره ۲", "Note 2"),
        ("inner", "ماده ۱", "Article 1"),
    ],
)
def test_names_clauses(uid, persian, english):
    numbering = Numbering(CHAPTERS)
    assert numbering.label(uid, "fa").name == persian
    assert numbering.label(uid, "en").name == english


@pytest.mark.parametrize(
    ("uid", "persian", "english"),
    [
        ("preamble", "", ""),
        ("article1", "ماده ۱", "Article 1"),
        ("b", "ب)", "(b)"),
        ("item", "۱)", "1."),
        ("lone", "تبصره", "Note"),
    ],
)
def test_marks_clauses_as_they_are_printed(uid, persian, english):
    numbering = Numbering(CHAPTERS)
    assert numbering.label(uid, "fa").mark == persian
    assert numbering.label(uid, "en").mark == english


def test_cites_from_the_inside_in_persian_and_from_the_outside_in_english():
    numbering = Numbering(CHAPTERS)
    assert numbering.citation("item", "fa") == "جزء ۱ بند ب ماده ۱"
    assert numbering.citation("item", "en") == "Article 1, clause (b), item 1"
    assert numbering.citation("chapter2", "en") == "Chapter II"
    assert numbering.citation("inner", "fa") == "ماده ۱ پیوست ۱"


def test_an_article_that_is_alone_is_the_single_article():
    numbering = Numbering(text(("only", None, Kind.ARTICLE)))
    assert numbering.label("only", "fa").mark == "ماده واحده"
    assert numbering.label("only", "en").mark == "Article 1"


def test_a_clause_without_a_number_takes_none_from_the_others():
    version = text(("plain", None, Kind.CLAUSE, NumberStyle.NONE), ("first", None, Kind.CLAUSE))
    assert Numbering(version).number("plain") is None
    assert Numbering(version).number("first") == 1


@pytest.mark.parametrize(
    ("number", "style", "persian", "other"),
    [
        (12, NumberStyle.DIGITS, "۱۲", "12"),
        (3, NumberStyle.LETTERS, "پ", "c"),
        (3, NumberStyle.ABJAD, "ج", "c"),
        (32, NumberStyle.LETTERS, "ی", "af"),
        (33, NumberStyle.LETTERS, "الف الف", "ag"),
        (9, NumberStyle.ORDINAL, "نهم", "IX"),
        (20, NumberStyle.ORDINAL, "بیستم", "XX"),
        (30, NumberStyle.ORDINAL, "سی‌ام", "XXX"),
        (41, NumberStyle.ORDINAL, "چهل و یکم", "XLI"),
        (100, NumberStyle.ORDINAL, "۱۰۰", "C"),
        (1, NumberStyle.NONE, "", ""),
    ],
)
def test_writes_numerals(*, number, style, persian, other):
    assert write_numeral(number, style, "fa") == persian
    assert write_numeral(number, style, "en") == other


@given(st.sampled_from([style for style in NumberStyle if style is not NumberStyle.NONE]))
def test_no_two_numbers_are_written_alike(style):
    for language in ("fa", "en"):
        written = [write_numeral(number, style, language) for number in range(1, 120)]
        assert len(set(written)) == len(written)


def test_there_is_no_clause_zero():
    with pytest.raises(ValueError, match="from 1"):
        write_numeral(0, NumberStyle.DIGITS, "fa")

"""Drafts as people type them: marks, nesting, headings, two languages, uids that come back."""

from itertools import count

import pytest

from dabir.domain.drafting import Clause, Kind, NumberStyle, Version
from dabir.domain.drafting.comparing.marked import (
    Unmatched,
    in_both,
    read_marked,
    read_plainly,
    with_known_uids,
    write_marked,
)
from dabir.domain.drafting.versions import ZERO_DRAFT

PERSIAN = """این متن برای نمونه است.

فصل اول ـ کلیات

ماده ۱- تعریف‌ها
در این متن:
الف) ساکن: هر کسی که در شهر است.
۱. بزرگ‌سال
۲. کودک
ب) شهر: هر آبادی بزرگ.
ماده ۲ـ شهر هر سال گزارش می‌دهد.
تبصره ۱- گزارش کوتاه است.
تبصره ۲- گزارش رایگان است.
پیوست ۱ ـ فهرست
۱- یکم
۲- دوم
"""

ENGLISH = """Article 1. Scope
This text is an example.
(a) It is short.
(b) It is plain.
Article 2. It ends here.
Note. It really does.
"""


def read(text, language="fa"):
    numbers = count()
    return read_marked(text, language, lambda: f"u{next(numbers)}")


def outline(clauses):
    depths = {None: -1}
    for clause in clauses:
        depths[clause.uid] = depths[clause.parent] + 1
    return [(depths[clause.uid], clause.kind.value) for clause in clauses]


def test_marks_say_what_a_line_is_and_where_it_hangs():
    assert outline(read(PERSIAN)) == [
        (0, "preamble"),
        (0, "chapter"),
        (1, "article"),
        (2, "clause"),
        (3, "item"),
        (3, "item"),
        (2, "clause"),
        (1, "article"),
        (2, "note"),
        (2, "note"),
        (0, "annex"),
        (1, "clause"),
        (1, "clause"),
    ]


def test_a_short_line_before_the_words_is_the_heading():
    first, second = (each for each in read(PERSIAN) if each.kind is Kind.ARTICLE)
    assert (first.heading["fa"], first.text["fa"]) == ("تعریف‌ها", "در این متن:")
    assert (dict(second.heading), second.text["fa"]) == ({}, "شهر هر سال گزارش می‌دهد.")


def test_english_marks_are_read_too():
    assert outline(read(ENGLISH, "en")) == [
        (0, "article"),
        (1, "clause"),
        (1, "clause"),
        (0, "article"),
        (1, "note"),
    ]


@pytest.mark.parametrize(
    ("letters", "style"), [("الف ب پ", NumberStyle.LETTERS), ("الف ب ج", NumberStyle.ABJAD)]
)
def test_the_third_letter_tells_the_alphabet_from_abjad(letters, style):
    text = "\n".join(f"{letter}) متن" for letter in letters.split())
    assert {clause.style for clause in read(text)} == {style}


@pytest.mark.parametrize(
    "line",
    [
        "ماده‌ای تازه پیدا شد.",
        "Note that this is prose.",
        "۱۴۰۵/۸/۳۰ روز جلسه است.",
        "Articles differ.",
    ],
)
def test_prose_that_looks_like_a_mark_is_prose(line):
    assert [(each.kind, *each.text.values()) for each in read(line)] == [(Kind.PREAMBLE, line)]


def test_an_empty_text_has_no_clauses():
    assert read(" \n\n") == []


@pytest.mark.parametrize(("text", "language"), [(PERSIAN, "fa"), (ENGLISH, "en")])
def test_what_is_written_out_is_read_back_as_it_was(text, language):
    version = Version.of(ZERO_DRAFT, read(text, language))
    again = Version.of(ZERO_DRAFT, read(write_marked(version, language), language))
    assert again.same_text(version)


def test_somebody_elses_clauses_keep_their_marks_as_written():
    text = "قانون نمونه\nماده ۷ ـ گردآوری\nتنها با اجازه است.\n\nالف) شرط نخست\n۱۲. شرط دوم"
    assert read_plainly(text) == [
        ("ماده ۷", "گردآوری\nتنها با اجازه است."),
        ("الف", "شرط نخست"),
        ("۱۲", "شرط دوم"),
    ]


def test_lines_without_marks_are_clauses_without_marks():
    assert read_plainly("یکم.\n\nدوم.") == [("", "یکم."), ("", "دوم.")]


def test_two_languages_are_laid_side_by_side():
    both = in_both(read("ماده ۱- متن."), read("Article 1. Words.", "en"))
    assert dict(both[0].text) == {"fa": "متن.", "en": "Words."}


@pytest.mark.parametrize(
    ("english", "place"), [("Article 1. Words.\nArticle 2. More.", 2), ("Note. Words.", 1), ("", 1)]
)
def test_languages_that_part_are_refused_with_the_place(english, place):
    with pytest.raises(Unmatched) as refusal:
        in_both(read("ماده ۱- متن."), read(english, "en"))
    assert refusal.value.place == place


def test_clauses_are_known_again_by_their_words_or_their_place():
    known = [
        Clause("k1", None, 0, Kind.ARTICLE, text={"fa": "یک."}),
        Clause("k2", None, 1, Kind.ARTICLE, text={"fa": "دو."}),
        Clause("k3", "k2", 2, Kind.NOTE, text={"fa": "سه."}),
    ]
    anew = read("ماده ۱- تازه.\nماده ۲- یک.\nماده ۳- دو.\nتبصره- سه!")
    assert [(each.uid, each.parent) for each in with_known_uids(anew, known)] == [
        ("u0", None),
        ("k1", None),
        ("k2", None),
        ("u3", "k2"),
    ]
    assert [each.uid for each in with_known_uids(read("ماده ۱- دیگر."), known)] == ["k1"]

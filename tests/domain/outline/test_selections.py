"""Words that a person marks are read with the reader's own rules, and taken at their word."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabir.domain.outline.quoting import find_words
from dabir.domain.outline.selections import Neighbour, places_to_cut, read_deed, read_item, tidy

BEFORE = [
    Neighbour("۱. تشکیل کارگروه", "1"),
    Neighbour("۲. گزارش آب", "2"),
    Neighbour("پیوست شمارهٔ ۱: اعضا و وظایف", "پیوست 1"),
    Neighbour("الف- ترکیب کارگروه:", "پیوست 1/الف"),
    Neighbour("ب- وظایف کارگروه به شرح زیر:", "پیوست 1/ب"),
    Neighbour("۱. گردآوری", "پیوست 1/ب.1"),
]


@pytest.mark.parametrize(
    ("words", "before", "path", "kind"),
    [
        ("۲. آبیاری", BEFORE, "پیوست 1/ب.2", "clause"),
        ("ج- بودجه", BEFORE, "پیوست 1/ج", "letter"),
        ("۳. دبیرخانه", BEFORE[:2], "3", "clause"),
        ("تبصره ۱- استثنا", [Neighbour("ماده ۳ـ تعریف", "ماده 3")], "ماده 3/تبصره 1", "note"),
        ("3. The secretariat", [Neighbour("2. The board", "2")], "3", "clause"),
    ],
)
def test_an_item_finds_its_place_among_its_neighbours(words, before, path, kind):
    item = read_item(words, before)
    assert (item.path, item.kind) == (path, kind)
    assert (
        words[item.text_start :].split() == words.split()[len(words[: item.text_start].split()) :]
    )


def test_words_without_a_marker_are_no_item():
    assert read_item("بودجهٔ کارگروه", BEFORE) is None
    assert read_item(" ", BEFORE) is None


def test_a_deed_says_who_with_whom_and_by_when():
    deed = read_deed(
        "وزارت کشت با همکاری سازمان بوستان‌ها گزارش آب را تا تاریخ ۱۵ مهر ۱۴۰۵ ارائه کند.",
        language="fa",
        kind="resolution",
        adopted=None,
    )
    assert deed.bodies == ("وزارت کشت",)
    assert deed.supporting == ("سازمان بوستان‌ها",)
    assert (deed.due, deed.due_text) == (date(2026, 10, 7), "تا تاریخ ۱۵ مهر ۱۴۰۵")


def test_whom_something_is_handed_to_does_not_carry_it():
    deed = read_deed(
        "ارائهٔ گزارش به وزارت کشت", language="fa", kind="resolution", adopted=None, guess=True
    )
    assert deed.bodies == ()


def test_nobody_is_guessed_where_none_is_asked_for():
    words = "گزارش وزارت کشت"
    common = {"language": "fa", "kind": "resolution", "adopted": None}
    assert read_deed(words, **common).bodies == ("وزارت کشت",)
    assert read_deed(words, **common, guess=False).bodies == ()


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (" و وزارت\nکشت، ", "وزارت کشت"),
        ("and the Ministry.", "the Ministry"),
        ("سازمان (بخش آب", "سازمان (بخش آب)"),
    ],
)
def test_a_name_is_tidied(words, name):
    assert tidy(words) == name


@given(st.text(alphabet="اب ۱.،؛\nو", max_size=60))
def test_a_cut_leaves_words_on_both_sides(words):
    for at in places_to_cut(words):
        assert words[:at].strip()
        assert words[at:].strip()


def test_words_are_found_however_they_were_typed():
    text = "وزارت كشت مي‌شود ۱۲\nآبان؛ وزارت کشت می‌شود"
    assert [text[slice(*span)] for span in find_words(text, "وزارت کشت می شود 12")] == [
        "وزارت كشت مي‌شود ۱۲"
    ]
    assert len(find_words(text, "وزارت کشت")) == 2
    assert find_words(text, "وزارت کشت", "آبان") == [(0, text.index("؛"))]
    assert find_words(text, "نیست") == []
    assert find_words(text, " ") == []


@given(st.text(max_size=80), st.integers(0, 80), st.integers(1, 20))
def test_words_copied_from_a_text_are_found_where_they_stand(text, start, length):
    words = text[start : start + length]
    spans = find_words(text, words, most=200)
    if "\x00" not in text and words.isalpha() and words.isascii():
        assert any(text[a:b] == words for a, b in spans)
    for a, b in spans:
        assert 0 <= a < b <= len(text)

"""The words under which texts are found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabir.domain.language.search_key import search_key
from dabir.domain.language.search_words import LONGEST, Asked, asked_words, words_of_key


def words(text: str) -> set[str]:
    return words_of_key(search_key(text))


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("مدرسه‌های شهر", "مدرسه"),
        ("مدرسه‌ای دور", "مدرسه"),
        ("کتابهایی", "کتاب"),
        ("معلمان", "معلم"),
        ("Schools, classes and policies", "school"),
        ("Schools, classes and policies", "class"),
        ("Schools, classes and policies", "policy"),
        ("كتاب", "کتاب"),
        ("۱۴۰۵/۹/۳۰", "1405"),
    ],
)
def test_a_word_finds_its_forms(said, asked):
    assert {one.word for one in asked_words(asked)} <= words(said)


def test_a_form_is_not_found_by_another():
    assert asked_words("مدرسه‌ها")[0].word not in words("مدرسه")
    assert "شهرها" not in words("شهری")


def test_a_star_asks_for_a_beginning_of_three_letters_or_more():
    assert asked_words("کتابخ*") == [Asked("کتابخ", begins=True)]
    assert asked_words("کت*") == [Asked("کت")]
    assert asked_words("* **") == []


def test_what_is_longer_than_a_word_is_found_by_its_beginning():
    long = "x" * (LONGEST + 9)
    (asked,) = asked_words(long)
    assert asked.begins
    assert any(word.startswith(asked.word) for word in words(long))


@given(st.text(max_size=200))
def test_every_word_that_is_asked_for_is_found_in_its_own_text(text):
    found = words(text)
    for asked in asked_words(text):
        assert asked.word in found or any(one.startswith(asked.word) for one in found)


@given(st.text(max_size=200))
def test_words_hold_no_sign_of_a_query_language(text):
    for word in words(text) | {asked.word for asked in asked_words(text)}:
        assert word.isalnum()
        assert len(word) <= LONGEST

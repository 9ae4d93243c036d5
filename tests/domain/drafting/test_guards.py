"""Rules of phrases, and wordings that keep or cross them."""

import pytest

from dabir.domain.drafting.guards import crossed

RULE = {"must": ["ممنوع است"], "must_not": ["مگر"]}


def test_a_wording_that_says_what_it_must_keeps_the_rule():
    assert not crossed("شناسایی چهره در فضای عمومی ممنوع است.", **RULE)


def test_a_wording_that_says_what_it_must_not_crosses_it():
    assert crossed("ممنوع است، مگر با اجازه.", **RULE).forbidden == ("مگر",)


def test_a_wording_that_lacks_a_phrase_crosses_it():
    assert crossed("شناسایی چهره آزاد است.", **RULE).missing == ("ممنوع است",)


@pytest.mark.parametrize("words", ["ممنوع  است", "ممنوع‌است است ممنوع است", "مـمنوع است"])
def test_spelling_does_not_count(words):
    assert not crossed(words, must=["ممنوع است"])


def test_words_are_matched_whole():
    assert not crossed("راه‌های همگرایی ممنوع است.", **RULE)


def test_a_rule_without_phrases_is_always_kept():
    assert not crossed("", must=[], must_not=[])

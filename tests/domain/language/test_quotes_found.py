"""Words that somebody quotes, found in every place where they stand."""

import pytest

from dabir.domain.language.quoting import find_quote, find_quotes


def places(text, quote):
    return [text[span.start : span.end] for span in find_quotes(text, quote)]


@pytest.mark.parametrize(
    ("text", "quote", "found"),
    [
        ("گزارش ماه و گزارش سال", "گزارش", ["گزارش", "گزارش"]),
        ("می‌شود و می شود", "مي شود", ["می‌شود", "می شود"]),
        ("a b a b a", "a b a", ["a b a"]),
        ("aaa", "aa", ["aa"]),
        ("The group. THE GROUP", "the  group", ["The group", "THE GROUP"]),
        ("گزارش", "سال", []),
        ("گزارش", "  «» ", []),
    ],
)
def test_every_place_is_found_once(text, quote, found):
    assert places(text, quote) == found


def test_the_first_place_is_the_first_of_all():
    assert find_quote("x y x", "x") == find_quotes("x y x", "x")[0]
    assert find_quote("x", "z") is None

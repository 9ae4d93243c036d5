"""Quoted words are found where they stand, however they were typed."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dabir.domain.language.quoting import find_quote

TEXT = "هر دوربین باید تابلویی داشته باشد که نام نگهدارنده در آن نوشته می‌شود؛ تا ۳۰ روز."


@pytest.mark.parametrize(
    "quote",
    [
        "نوشته می‌شود",
        "«نوشته می‌شود»",
        "نوشته مي شود",
        " نوشته\u00a0 می\u200c\u200cشود… ",
        "“نوشتة می‌شود”",
    ],
)
def test_spelling_and_marks_do_not_matter(quote):
    span = find_quote(TEXT, quote)
    assert span is not None
    assert TEXT[span.start : span.end] == "نوشته می‌شود"


def test_digits_of_the_other_script_are_the_same():
    span = find_quote(TEXT, "تا 30 روز")
    assert span is not None
    assert TEXT[span.start : span.end] == "تا ۳۰ روز"


@pytest.mark.parametrize("quote", ["", "  ", "«»", "باید نام", "روز تا", "…"])
def test_what_does_not_stand_there_is_not_found(quote):
    assert find_quote(TEXT, quote) is None


@given(text=st.text(max_size=80), data=st.data())
def test_every_stretch_of_a_text_is_found(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    quote = text[start:end]
    bare = quote.strip().strip("«»“”\"'…. ").strip()
    assume(bare)
    span = find_quote(text, quote)
    assert span is not None
    assert text[span.start : span.end] == bare


@given(text=st.text(max_size=60), quote=st.text(max_size=20))
def test_a_found_stretch_lies_in_the_text(text, quote):
    span = find_quote(text, quote)
    assert span is None or 0 <= span.start < span.end <= len(text)

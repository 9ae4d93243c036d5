import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabir.domain.language import fold_with_offsets, normalise_letters

persian_and_noise = st.text(
    alphabet=st.one_of(
        st.sampled_from("يیكکةۀأآاب ـ۱1٣ـ\u200c\u200e\u064b\u0654\ufefbﷲ…-\n"), st.characters()
    ),
    max_size=60,
)


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("كيفيت", "کیفیت"),
        ("موسى", "موسی"),
        ("تأیید و مؤسسه", "تایید و مؤسسه"),
        ("نامۀ دایرة", "نامه دایره"),
        ("نامهٔ", "نامه"),
        ("\ufe97\ufe8e\ufeea\ufef4\ufefb", "تاهیلا"),
        ("كِتَاب", "کتاب"),
        ("\u200fمتن\u200e", "متن"),
        ("می\u200cشود", "می\u200cشود"),
        ("آیین رئیس", "آیین رئیس"),
        ("ا\u0653یین", "آیین"),
        ("۱۲ ٣٤", "۱۲ ٣٤"),
    ],
)
def test_gives_persian_letters_one_spelling(written, plain):
    assert normalise_letters(written) == plain


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("ماده ۱ـ تعاریف", "ماده ۱- تعاریف"),
        ("الف ـ هدف", "الف - هدف"),
        ("۱ ـ۱ مرکز", "۱ -۱ مرکز"),
        ("۱ـمرکز", "۱-مرکز"),
        ("تبصرهـ متن", "تبصره- متن"),
        ("کتـــاب", "کتاب"),
        ("جمع با ـها", "جمع با ها"),
    ],
)
def test_keeps_tatweel_as_a_dash_only_where_it_is_one(written, plain):
    assert normalise_letters(written) == plain


def test_quotes_the_original_of_what_was_found():
    text = "به \u200fكـارگروه\u200e، مادهٔ ۱ـ"
    folded = fold_with_offsets(text)
    start = folded.text.index("کارگروه")
    original_start, original_end = folded.span(start, start + len("کارگروه"))
    assert text[original_start:original_end] == "كـارگروه"
    assert folded.text.endswith("ماده 1-")


def test_a_ligature_is_quoted_whole_by_any_of_its_letters():
    folded = fold_with_offsets("xﷲy")
    assert folded.text == "xاللهy"
    assert folded.span(1, 2) == folded.span(3, 5) == (1, 2)


def test_an_empty_span_stays_empty():
    folded = fold_with_offsets("ab")
    assert folded.span(1, 1) == (1, 1)
    assert folded.span(2, 2) == (2, 2)


def test_refuses_a_span_beyond_the_text():
    with pytest.raises(IndexError):
        fold_with_offsets("ab").span(1, 3)


@given(persian_and_noise)
def test_every_character_maps_back_inside_the_original_and_in_order(text):
    folded = fold_with_offsets(text)
    assert folded.origins.length == len(folded.text)
    previous = (0, 0)
    for at in range(len(folded.text)):
        start, end = folded.span(at, at + 1)
        assert 0 <= start < end <= len(text)
        assert previous <= (start, end)
        previous = (start, end)


@given(persian_and_noise)
def test_what_is_quoted_folds_to_what_was_found(text):
    folded = fold_with_offsets(text)
    for at, char in enumerate(folded.text):
        start, end = folded.span(at, at + 1)
        if "ـ" not in text[start:end]:  # whether tatweel is a dash depends on its neighbours
            assert char in fold_with_offsets(text[start:end]).text


@given(persian_and_noise)
def test_leaves_no_arabic_letter_mark_or_bidi_control(text):
    plain = normalise_letters(text)
    assert not set("يىكةۀأإـ\u200e\u200f\u202b") & set(plain)
    assert not any("\u064b" <= char <= "\u065f" for char in plain)


def test_plain_text_keeps_its_positions():
    text = "The 14th meeting, سی و هفتمین جلسه"
    folded = fold_with_offsets(text)
    assert folded.text == text
    assert all(folded.span(at, at + 1) == (at, at + 1) for at in range(len(text)))


def test_an_accent_of_latin_stays():
    assert normalise_letters(unicodedata.normalize("NFD", "café")) == "café"

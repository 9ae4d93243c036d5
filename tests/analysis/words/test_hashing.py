"""Words as kernels hash them are the words of the search key."""

import re

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabir.analysis.words import hashed_words, hashes_of
from dabir.domain.language import search_key

PERSIAN = "ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی"
VARIANTS = "يىئےكڪةۀہھەأإآٱؤء\u0640\u064b\u064e\u0651\u0654\u0653\u0670\ufefb\ufdf2\ufedf\ufef2"
MARKS = "\u200c\u200d\u200e\u200f\u202b\u202c\u2067\u2069\ufeff\u00ad"
FIGURES = "0123456789۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩"
SIGNS = " \n\t\u00a0.,،؛؟!?:/()«»'’-–…٪%\ufdfa"
ENGLISH = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
LETTERS = PERSIAN + VARIANTS + MARKS + FIGURES + SIGNS + ENGLISH

affixed = st.lists(
    st.sampled_from(
        ["کتاب", "ها", "های", "ای", "تر", "می", "رود", "مي", "هاي", "a", " ", "/", "،", "\u200c"]
    )
).map(" ".join)
texts = st.one_of(st.text(LETTERS), affixed)


def words_of_key(text):
    return re.findall(r"[^\W_]+", search_key(text))


def one(text, *, signs=False):
    return hashed_words(pa.array([text], pa.large_string()), signs=signs)


@given(texts)
def test_words_are_those_of_the_search_key(text):
    expected = words_of_key(text)
    assert one(text).hashes.tolist() == (hashes_of(expected).tolist() if expected else [])


@given(texts)
def test_hashing_the_key_is_hashing_the_text(text):
    assert one(search_key(text)).hashes.tolist() == one(text).hashes.tolist()


@given(st.lists(st.text(LETTERS.replace("\ufdfa", ""))))
def test_each_word_is_quoted_from_where_it_stands(written):
    found = hashed_words(pa.array(written, pa.large_string()))
    for place, text in enumerate(written):
        of_text = slice(found.offsets[place], found.offsets[place + 1])
        quoted = [
            search_key(text[start:end])
            for start, end in zip(found.starts[of_text], found.ends[of_text], strict=True)
        ]
        assert quoted == words_of_key(text)


@given(st.lists(st.text()))
def test_texts_of_any_script_are_hashed_one_by_one(written):
    together = hashed_words(pa.array(written, pa.large_string()))
    for place, text in enumerate(written):
        alone = one(text)
        of_text = slice(together.offsets[place], together.offsets[place + 1])
        assert together.hashes[of_text].tolist() == alone.hashes.tolist()
        assert (alone.starts >= 0).all()
        assert (alone.starts < alone.ends).all()
        assert (alone.ends <= len(text)).all()


@given(st.lists(st.binary()))
def test_what_is_no_utf8_is_read_within_its_bounds(written):
    offsets = np.cumsum([0, *map(len, written)]).astype(np.int64)
    array = pa.LargeStringArray.from_buffers(
        len(written), pa.py_buffer(offsets), pa.py_buffer(b"".join(written))
    )
    found = hashed_words(array)
    for place, data in enumerate(written):
        of_text = slice(found.offsets[place], found.offsets[place + 1])
        assert (found.ends[of_text] <= len(data)).all()


@pytest.mark.parametrize(
    ("one_way", "another"),
    [
        ("کتاب‌های رایانه‌ای", "كتاب هاي رايانه اي"),
        ("می‌روم", "مي روم"),
        ("سال ۱۴۰۵", "سال 1405"),
        ("Naïve CAFÉ", "naive cafe\u0301"),
        ("Й", "и\u0306"),
        ("Straße", "STRASSE"),
    ],
)
def test_ways_of_writing_hash_alike(one_way, another):
    assert one(one_way).hashes.tolist() == one(another).hashes.tolist()


def test_vowel_signs_stay_within_their_word():
    text = "हिन्दी में"
    found = one(text)
    assert [text[a:b] for a, b in zip(found.starts, found.ends, strict=True)] == ["हिन्दी", "में"]


def test_marks_at_its_end_belong_to_a_word_and_half_spaces_do_not():
    text = "جُزءٌ\u200c شیء"
    found = one(text)
    assert [text[a:b] for a, b in zip(found.starts, found.ends, strict=True)] == ["جُزءٌ", "شیء"]


def test_letters_of_scripts_without_spaces_are_words():
    text = "本日は good"
    found = one(text)
    assert [text[a:b] for a, b in zip(found.starts, found.ends, strict=True)] == [
        "本",
        "日",
        "は",
        "good",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("☑ ja, 5% (−3)", ["☑", "ja", "5", "%", "−", "3"]),
        ("👍🏽 2020-05 -x - 7", ["👍", "2020", "05", "x", "7"]),
        ("۲۰٪ های", ["۲۰", "٪", "های"]),
        ("-۵ | a=b ==== ok!", ["-", "۵", "a", "b", "ok"]),
    ],
)
def test_signs_are_words_where_they_are_asked_for(text, expected):
    found = one(text, signs=True)
    assert [text[a:b] for a, b in zip(found.starts, found.ends, strict=True)] == expected


@given(st.text(ENGLISH + PERSIAN + VARIANTS + MARKS + FIGURES + " \n.,،؟!?:()«»'’…"))
def test_without_signs_asking_for_them_makes_no_difference(text):
    for plain, asked in zip(one(text), one(text, signs=True), strict=True):
        assert plain.tolist() == asked.tolist()


@pytest.mark.parametrize(
    "kind", [pa.string(), pa.large_string(), pa.dictionary(pa.int32(), pa.string())]
)
def test_takes_slices_nulls_and_dictionaries(kind):
    array = pa.array(["نخست", None, "one two", "three"], pa.string()).cast(kind)
    found = hashed_words(array.slice(1, 2))
    assert found.offsets.tolist() == [0, 0, 2]
    assert found.hashes.tolist() == hashes_of(["one", "two"]).tolist()


def test_an_array_of_nothing_has_no_words():
    assert hashed_words(pa.array([], pa.string())).offsets.tolist() == [0]
    assert hashed_words(pa.array([None, ""], pa.string())).offsets.tolist() == [0, 0, 0]


def test_makes_room_for_more_words_than_usual():
    found = one("a " * 10_000)
    assert len(found.hashes) == 10_000
    assert found.ends[-1] == 19_999


def test_refuses_to_hash_what_is_not_one_word():
    with pytest.raises(ValueError, match="به نام"):
        hashes_of(["نام", "به نام"])

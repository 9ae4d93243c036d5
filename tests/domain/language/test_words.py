import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabir.domain.language import collation_key, detect_language, direction, isolated, words


def test_keeps_a_persian_word_whole():
    found = [word.text for word in words("می\u200cشود، کتابِ «خانه\u200cهای» ما.")]
    assert found == ["می\u200cشود", "کتابِ", "خانه\u200cهای", "ما"]


@given(st.text())
def test_every_word_is_quoted_from_the_text(text):
    last = 0
    for word in words(text):
        assert word.start >= last
        assert text[word.start : word.end] == word.text != ""
        last = word.end


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("دبیرخانه گزارش را برای اعضا می‌فرستد.", "fa"),
        ("آيين نامه داخلي كارگروه", "fa"),
        ("كارگروه راهبري", "fa"),
        ("اجتمع المجلس في القاعة الكبرى من أجل النظر في هذا الطلب", "ar"),
        ("The Committee shall meet twice a year.", "en"),
        ("Zero draft", "en"),
        ("Le comité se réunit deux fois par an dans la ville", "und"),
        ("مصوبهٔ کارگروه درباره WebRTC و HTTP", "fa"),
        ("The word کارگروه is Persian.", "en"),
        ("12/34", "und"),
        ("", "und"),
        ("会議", "und"),
    ],
)
def test_tells_the_language(text, language):
    assert detect_language(text) == language


@pytest.mark.parametrize(
    ("text", "way"),
    [("۱. Draft", "ltr"), ("(الف) draft", "rtl"), ("Draft متن", "ltr"), ("שלום", "rtl")],
)
def test_takes_the_direction_of_the_first_strong_letter(text, way):
    assert direction(text) == way


def test_takes_the_default_direction_without_letters():
    assert direction("12 – 3") == "ltr"
    assert direction("12 – 3", default="rtl") == "rtl"


def test_isolates_words_from_the_sentence_around_them():
    said = isolated("سالی یک بار")
    assert [unicodedata.bidirectional(mark) for mark in (said[0], said[-1])] == ["FSI", "PDI"]
    assert said[1:-1] == "سالی یک بار"


def test_sorts_by_the_persian_alphabet():
    names = [
        "گرگان",
        "یزد",
        "پارس",
        "آبادان",
        "اراک",
        "چابهار",
        "هرمز",
        "تهران",
        "کرمان",
        "ورامین",
        "ژرف",
        "بوشهر",
        "لار",
    ]
    expected = [
        "آبادان",
        "اراک",
        "بوشهر",
        "پارس",
        "تهران",
        "چابهار",
        "ژرف",
        "کرمان",
        "گرگان",
        "لار",
        "ورامین",
        "هرمز",
        "یزد",
    ]
    assert sorted(names, key=collation_key) == expected


def test_sorts_digits_then_persian_then_latin():
    assert sorted(["beta", "Álpha", "یزد", "۱۲", "alpine"], key=collation_key) == [
        "۱۲",
        "یزد",
        "Álpha",
        "alpine",
        "beta",
    ]


@pytest.mark.parametrize(
    ("one", "other"), [("كيش", "کیش"), ("خانه\u200cها", "خانهها"), ("رَشت", "رشت"), ("Qom", "qom")]
)
def test_spelling_variants_sort_together(one, other):
    assert collation_key(one)[0] == collation_key(other)[0]


@given(st.lists(st.text(max_size=8), max_size=8), st.data())
def test_the_order_does_not_depend_on_the_order_of_arrival(names, data):
    shuffled = data.draw(st.permutations(names))
    assert sorted(names, key=collation_key) == sorted(shuffled, key=collation_key)

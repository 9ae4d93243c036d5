import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabir.domain.language import search_key

persian_text = st.text(
    alphabet=st.one_of(
        st.sampled_from("يیكکةۀأآء ـ۱/\u200c\u064b\u0654\ufefb"),
        st.characters(),
    )
) | st.lists(st.sampled_from(["می", "ها", "های", "ای", "تر", "کتاب", "/", "م", "ی", " "])).map(
    " ".join
)


@pytest.mark.parametrize("query", ["رایانه\u200cای", "رایانهای", "رایانه ای", "رايانه\u200cاي"])
def test_every_spelling_of_a_word_has_one_key(query):
    assert search_key(query) == "رایانهای"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("کتاب ها", "کتابها"),
        ("کتاب های خوب", "کتابهای خوب"),
        ("بزرگ تر", "بزرگتر"),
        ("می رود", "میرود"),
        ("می‌رود", "میرود"),
        ("هاشمی رفت", "هاشمی رفت"),
        ("مسئلهٔ رأی مؤثر", "مسیله رای موثر"),
        ("احصاء", "احصا"),
        ("۱۴۰۱/۱۲/٢٢", "1401 12 22"),
        ("ﻻزم", "لازم"),
        ("آیین", "ایین"),
        ("Working  GROUP\n", "working group"),
    ],
)
def test_follows_the_rules_of_the_key(text, key):
    assert search_key(text) == key


@given(persian_text)
def test_the_key_of_a_key_is_the_key(text):
    key = search_key(text)
    assert search_key(key) == key


@given(persian_text)
def test_a_key_is_the_same_for_canonically_equal_texts(text):
    assert search_key(unicodedata.normalize("NFD", text)) == search_key(text)


_SPELLED = str.maketrans(
    {
        **dict.fromkeys("يىئے", "ی"),
        **dict.fromkeys("كڪ", "ک"),
        **dict.fromkeys("ةۀہھە", "ه"),
        **dict.fromkeys("أإآٱ", "ا"),
        "ؤ": "و",
        "ء": None,
        "\u0640": None,
        "/": " ",
        **dict(zip("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩", "0123456789" * 2, strict=True)),
    }
)


def by_rule(text: str) -> str:
    """The key, rule by rule and letter by letter, as slow as that is."""
    for _round in range(2):
        text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    text = text.translate(_SPELLED)
    kept = "".join(char for char in text if unicodedata.category(char) not in ("Mn", "Cf"))
    affixes = r"(?<=\w) (?=(?:های|ها|ای|تر)\b)|(?<=\bمی) (?=\w)"
    return re.sub(affixes, "", " ".join(kept.split()))


@given(
    st.one_of(
        st.text(max_size=40),
        st.text(alphabet="آ ها ای تر می‌كيةءـ/ᾳΐİıſß1۱٢\nABCz\u0345\u0301\u0654", max_size=40),
    )
)
def test_is_what_its_rules_say(text):
    assert search_key(text) == by_rule(text)

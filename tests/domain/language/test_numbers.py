import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabir.domain.language import read_number, to_ascii_digits, to_persian_digits

UNITS = ["یک", "دو", "سه", "چهار", "پنج", "شش", "هفت", "هشت", "نه"]
TEENS = ["ده", "یازده", "دوازده", "سیزده", "چهارده", "پانزده", "شانزده", "هفده", "هجده", "نوزده"]
TENS = ["بیست", "سی", "چهل", "پنجاه", "شصت", "هفتاد", "هشتاد", "نود"]
HUNDREDS = ["صد", "دویست", "سیصد", "چهارصد", "پانصد", "ششصد", "هفتصد", "هشتصد", "نهصد"]


def persian_words(number: int) -> str:
    """Spell 1..9999 with « و »; the test's own speller, apart from the reader."""
    parts = []
    thousands, rest = divmod(number, 1000)
    if thousands:
        parts.append("هزار" if thousands == 1 else f"{UNITS[thousands - 1]} هزار")
    hundreds, rest = divmod(rest, 100)
    if hundreds:
        parts.append(HUNDREDS[hundreds - 1])
    if 10 <= rest < 20:
        parts.append(TEENS[rest - 10])
    else:
        tens, units = divmod(rest, 10)
        parts += [TENS[tens - 2]] if tens else []
        parts += [UNITS[units - 1]] if units else []
    return " و ".join(parts)


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("سی و هفتمین", 37),
        ("صدودهمین", 110),
        ("صد و دهمین", 110),
        ("یک‌صد و بیستمین", 120),
        ("يكهزار و چهارصد و چهار", 1404),
        ("هجدهم", 18),
        ("هیجدهم", 18),
        ("چهارم", 4),
        ("ثانیاً", 2),
        ("ثالثا", 3),
        ("اول", 1),
        ("نخستین", 1),
        ("دوم", 2),
        ("سوم", 3),
        ("بیست و سومین", 23),
        ("سی‌ام", 30),
        ("سی ام", 30),
        ("دویست و دوم", 202),
        ("دو هزار و پانصد", 2500),
        ("هزار", 1000),
        ("سه میلیون و دویست هزار", 3_200_000),
        ("نه", 9),
        ("نهم", 9),
        ("۱۴", 14),
        ("۱۴م", 14),
        ("٣٠ ام", 30),
        ("14th", 14),
        ("1st", 1),
        ("nine", 9),
        ("Eighty-first", 81),
        ("twenty-first", 21),
        ("twelfth", 12),
        ("fortieth", 40),
        ("one hundred and tenth", 110),
        ("two thousand twenty six", 2026),
    ],
)
def test_reads_a_number_however_it_is_written(written, number):
    assert read_number(written) == number


@pytest.mark.parametrize(
    "written",
    [
        "",
        " ",
        "کتاب",
        "و",
        "دوست",
        "سی و",
        "ده و یازده",
        "پنج و بیست",
        "the first",
        "and",
        "one and",
    ],
)
def test_reads_no_number_where_there_is_none(written):
    assert read_number(written) is None


@given(st.integers(1, 9_999))
def test_reads_every_persian_number_and_its_ordinals(number):
    words = persian_words(number)
    assert read_number(words) == number
    assert read_number(words.replace(" ", "")) == number
    assert read_number(words.replace(" ", "\u200c")) == number
    stem = words.removesuffix("سه") + "سو" if words.endswith("سه") else words
    ordinal = stem + (" ام" if words.endswith("سی") else "م")
    assert read_number(ordinal) == number


@given(st.text(max_size=300))
def test_never_fails_on_any_text(text):
    read_number(text)


@given(st.integers(0, 10**9))
def test_digits_go_to_persian_and_back(number):
    assert to_ascii_digits(to_persian_digits(str(number))) == str(number)


def test_reads_arabic_digits_too():
    assert to_ascii_digits("٣٤۵۶") == "3456"
    assert to_persian_digits("٣٤") == "۳۴"

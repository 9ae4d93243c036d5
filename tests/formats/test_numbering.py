"""Numbers of automatic lists."""

import pytest

from dabir.formats.numbering import counter


@pytest.mark.parametrize(
    ("number", "number_format", "printed"),
    [
        (3, "decimal", "3"),
        (3, "decimalZero", "03"),
        (1994, "upperRoman", "MCMXCIV"),
        (4, "lowerRoman", "iv"),
        (27, "lowerLetter", "aa"),
        (26, "upperLetter", "Z"),
        (1, "arabicAbjad", "الف"),
        (3, "arabicAbjad", "ج"),
        (3, "arabicAlpha", "پ"),
        (12, "persianNumbers", "۱۲"),
        (5, "bullet", "•"),
        (5, "none", ""),
        (7, "chineseCounting", "7"),
        (0, "lowerLetter", "0"),
        (5_000, "upperRoman", "5000"),
        (10**9, "lowerLetter", "1000000000"),
    ],
)
def test_prints_numbers_as_word_does(number, number_format, printed):
    assert counter(number, number_format) == printed

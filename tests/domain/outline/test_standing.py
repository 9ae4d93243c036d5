"""What a received text is, by its own words."""

from __future__ import annotations

import pytest

from dabir.domain.outline import read_outline
from dabir.domain.outline.standing import StandingRead, standing_of

RESOLUTION = """شورای هماهنگی باغ‌های شهری
شمارهٔ مصوبه: ۵/۱۲
تصمیمات پنجمین جلسهٔ شورای هماهنگی باغ‌های شهری، مورخ ۱۲ اردیبهشت ۱۴۰۵:
۱. دبیر شورا گزارش دهد.
"""


def read(text: str) -> StandingRead:
    return standing_of(read_outline(text), text)


def test_a_letterhead_alone_proposes_the_original() -> None:
    found = read(RESOLUTION)
    assert (found.value, found.confidence < 0.9) == ("original", True)


@pytest.mark.parametrize(
    "words",
    [
        "به گزارش سبزآنلاین، متن کامل مصوبه چنین است.\n",
        "باغ‌نیوز: شورای هماهنگی مصوبه‌ای را ابلاغ کرد. در این مصوبه آمده است:\n",
    ],
)
def test_news_around_the_text_shows_a_press_copy(words: str) -> None:
    found = read(words + RESOLUTION)
    assert found.value == "press"
    assert found.evidence[0].value in words


@pytest.mark.parametrize(
    "words", ["رونوشت برابر اصل است.", "تصویر مصدق", "روزنامه رسمی جمهوری", "Certified true copy"]
)
def test_words_of_certification_show_a_certified_copy(words: str) -> None:
    assert read(f"{words}\n{RESOLUTION}").value == "certified"


def test_a_report_that_an_order_speaks_of_is_no_press() -> None:
    text = f"نظر به گزارش حادثهٔ اخیر، مقرر می‌دارم:\n{RESOLUTION}"
    assert read(text).value == "original"

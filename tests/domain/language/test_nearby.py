"""Patterns are tried only near their anchors, and find what they would find everywhere."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dabir.domain.calendars import deadline_patterns, reading
from dabir.domain.language.nearby import Anchor, matches_at


def test_finds_the_words_from_which_an_anchor_is_in_reach():
    text = "one two three four five"
    assert Anchor(re.compile("four"), 6).starts(text) == [8, 14]
    assert Anchor(re.compile("four"), 0).starts(text) == [14]
    assert Anchor(re.compile("t"), 100).starts(text) == [0, 4, 8]
    assert Anchor(re.compile("six"), 100).starts(text) == []


def test_an_anchor_may_ask_for_what_stands_before_it():
    text = "one day, a day, the day"
    anchor = Anchor(re.compile("day"), 4, after=re.compile(r"(?:one|a) \Z"))
    assert anchor.starts(text) == [0, 4, 9, 11]


def test_matches_do_not_overlap():
    found = matches_at(re.compile(r"\w+ \w+"), "a b c d", [0, 2, 4, 6])
    assert [match.group() for match in found] == ["a b", "c d"]


GAPS = [" ", "  ", "\u200c", "\n", " \r\n  ", "   ", "-", ""]
WORDS_FA = """
    حداکثر تا لغایت قبل پیش از ظرف طی خلال مدت مهلت به فاصله در یک دو سه پنجاه و یازده سی 3 45 (
    ) روز هفته ماه سال ساعت کاری نیم پس بعد تاریخ زمان این آن ابلاغ تصویب مصوبه تشکیل جلسه آینده
    آتی حداقل دست کم پایان آخر انتهای اواخر ماهه فصل نیمه شش اول دوم بهار پاییز جاری 1404 1390
    98 اسرع وقت بلافاصله فورا هر چه سریع تر برای نشست بعدی لازم‌الاجرا شدن پنجم بیست هشتم ام م
    مهر آذر آبان دی می مه مارس اوت اردیبهشت شهریور مرداد امرداد تیر هزار سیصد شمسی هجری میلادی
    2021 1821 ، . / - 1403/2/3 عادی جلسه‌ی
""".split()  # noqa: SIM905 - a table is read more easily so
WORDS_EN = """
    within in no more than not later a period maximum of the next following further one
    twenty-one 30 seven (30) working business calendar day days weeks month year hours DAYS Week
    YEAR from after following receipt adoption at least less before prior to advance ahead by
    until end Q3 third quarter first half 2027 1999 this current as soon possible without undue
    delay immediately for its meeting session each any 3 31st of March Mar MARCH Sept May Dec,
    Tir Dey Azar AMORDAD Amordad January 2025 1404 2/3/2021 1.2.1403 Friday 12
""".split()  # noqa: SIM905 - a table is read more easily so
texts = st.lists(
    st.tuples(st.sampled_from(WORDS_FA + WORDS_EN), st.sampled_from(GAPS)), min_size=2, max_size=14
).map(lambda pieces: "".join(word + gap for word, gap in pieces))

SEARCHED = {
    name: (getattr(deadline_patterns, name), getattr(deadline_patterns, anchor))
    for anchor, names in {
        "LENGTH_FA": ("WITHIN_FA", "AFTER_FA", "BEFORE_EVENT_FA"),
        "LENGTH_EN": ("WITHIN_EN", "AFTER_EN", "BEFORE_EVENT_EN"),
        "PERIOD_FA": ("END_OF_YEAR_FA", "END_OF_PERIOD_FA"),
        "PERIOD_EN": ("END_OF_YEAR_EN", "END_OF_PERIOD_EN"),
        "VAGUE_WORD_FA": ("VAGUE_FA",),
        "VAGUE_WORD_EN": ("VAGUE_EN",),
        "BEFORE_FA": ("EVENT_ALONE_FA",),
        "BEFORE_EN": ("EVENT_ALONE_EN",),
    }.items()
    for name in names
} | {
    name: (getattr(reading, name), getattr(reading, anchor))
    for name, anchor in {
        "_TEXT_JALALI": "_JALALI_MONTH",
        "_TEXT_GREGORIAN_FA": "_GREGORIAN_YEAR",
        "_ENGLISH_DAY_FIRST": "_ENGLISH_MONTH",
        "_ENGLISH_MONTH_FIRST": "_ENGLISH_MONTH",
        "_NUMERIC": "_FIGURES",
        "_YEAR_ALONE": "_YEAR_WORD_FA",
    }.items()
}


@pytest.mark.parametrize("name", SEARCHED)
@given(text=texts)
@settings(max_examples=80, deadline=None)
def test_a_pattern_finds_near_its_anchor_what_it_finds_everywhere(name, text):
    pattern, anchor = SEARCHED[name]
    near = [match.span() for match in matches_at(pattern, text, anchor.starts(text))]
    assert near == [match.span() for match in pattern.finditer(text)]

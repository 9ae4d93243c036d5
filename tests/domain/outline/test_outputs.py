"""Which duties ask for a text, and to whom it goes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabir.domain.outline.outputs import asks_for_text, handed_to


@pytest.mark.parametrize(
    "words",
    [
        "وزارت آب پیش‌نویس منشور آبیاری را تهیه و به شورای عالی ارائه کند.",
        "تدوین پیش‌نویس قواعد دسترسی و حذف",
        "سازمان بوستان‌ها متن بیانیهٔ مشترک را تا پایان مهر تنظیم نماید.",
        "تهیهٔ قرارداد نمونهٔ سپردن زمین",
        "The Ministry shall draft a charter of gardens.",
        "The secretariat will prepare the text of a joint statement.",
        "Members shall submit a revised draft to the Council.",
    ],
)
def test_a_text_that_is_to_be_written_is_a_required_output(words):
    assert asks_for_text(words)


@pytest.mark.parametrize(
    "words",
    [
        "سازمان بوستان‌ها درختان خشک را هرس کند.",
        "شهرداری گزارشی از شمار چاه‌ها به کارگروه ارائه کند.",
        "جلسه‌های کارگروه ماهانه برگزار شود.",
        "The Ministry shall report on the number of wells.",
        "The city shall plant a hundred trees.",
        "",
    ],
)
def test_an_action_or_a_report_is_none(words):
    assert not asks_for_text(words)


@pytest.mark.parametrize(
    ("words", "body"),
    [
        ("گزارش را تا ۱۵ تیر تهیه و به کارگروه ارائه کند.", "کارگروه"),
        ("منشور به کمیسیون عالی شهر و داده ارائه می‌شود.", "کمیسیون عالی شهر و داده"),
        ("نسخهٔ اصلاحی را به شورای عالی باغ‌ها تقدیم نماید.", "شورای عالی باغ‌ها"),
        ("آبیاری بوستان‌ها. مرجع گزارش: دبیرخانهٔ شورا؛ مهلت: پایان دی", "دبیرخانهٔ شورا"),
        ("به منظور صرفه‌جویی، برآورد را به خزانه بدهد.", "خزانه"),
        (
            "The Ministry shall submit the draft to the High Council of Gardens.",
            "High Council of Gardens",
        ),
        ("It reports every quarter to the Commission on wells.", "Commission"),
        ("Report to: the Secretariat of the Council; by 1 May", "Secretariat of the Council"),
    ],
)
def test_names_to_whom_it_goes(words, body):
    assert handed_to(words) == body


@pytest.mark.parametrize(
    "words", ["آیین کار را به تصویب اعضا برساند.", "درختان را آب دهد.", "It reports monthly.", ""]
)
def test_names_nobody_where_nothing_says_so(words):
    assert handed_to(words) == ""


@given(st.text(alphabet="به تهیهارئکد draftTo.:؛ \n‌", max_size=400))
def test_any_words_have_an_answer(words):
    assert isinstance(asks_for_text(words), bool)
    assert handed_to(words) == handed_to(words).strip()

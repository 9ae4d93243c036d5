"""What a text lacks and where it contradicts itself; and what it keeps silent about."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dabir.domain.outline import UnreadableText, read_outline
from dabir.domain.outline.citations import numeral
from dabir.domain.outline.open_points import KINDS, OpenPoint, open_points, quotation

HEAD = """شورای هماهنگی باغ‌های شهری
شمارهٔ مصوبه: ۵/۱۲
مصوبهٔ پنجمین جلسهٔ شورای هماهنگی باغ‌های شهری
موضوع: تشکیل کارگروه آبیاری باغ‌ها

تصمیمات پنجمین جلسهٔ شورای هماهنگی باغ‌های شهری، مورخ ۱۲ اردیبهشت ۱۴۰۵، برای اجرا ابلاغ می‌شود.

مصوبات
"""
DOCUMENTS = sorted((Path(__file__).parent / "documents").glob("*.txt"))


def points(text: str) -> tuple[OpenPoint, ...]:
    return open_points(read_outline(text), text)


def kinds(text: str) -> list[str]:
    return [point.kind for point in points(text)]


@pytest.mark.parametrize(
    ("clause", "annex"),
    [
        ("وظایف مطابق پیوست شمارهٔ ۲ انجام می‌شود.", "2"),
        ("وظایف مطابق پیوست شماره یک انجام می‌شود.", "1"),
        ("وظایف مطابق ضمیمهٔ ۳ انجام می‌شود.", "3"),
        ("وظایف مطابق پیوست «الف» انجام می‌شود.", "الف"),
        ("وظایف به شرح پیوست تعیین می‌شود.", ""),
        ("هزینه‌ها مطابق جدول پیوست پرداخت می‌شود.", ""),
    ],
)
def test_tells_an_annex_that_is_cited_and_absent(clause: str, annex: str) -> None:
    (point,) = points(f"{HEAD}۱. {clause}\n۲. دبیر گزارش دهد.\n")
    assert (point.kind, point.values["annex"]) == ("annex_absent", annex)
    assert 0.6 <= point.confidence < 1


@pytest.mark.parametrize("heading", ["پیوست ۲", "ضمیمهٔ شمارهٔ ۲", "پیوشت شماره ۲", "پیوسط ۲"])
@pytest.mark.parametrize("cited", ["ضمیمهٔ ۲", "پیوست شمارهٔ ۲"])
def test_finds_an_annex_by_either_word_and_however_it_is_headed(heading: str, cited: str) -> None:
    text = f"{HEAD}۱. وظایف مطابق {cited} انجام می‌شود.\n۲. دبیر گزارش دهد.\n\n{heading}\nبرنامه\n"
    assert kinds(text) == []


@pytest.mark.parametrize(
    "clause",
    [
        "وظایف مطابق پیوست شمارهٔ ۲ قانون هوای پاک انجام می‌شود.",
        "مصوبهٔ جلسهٔ سوم و پیوست شمارهٔ ۲ آن لغو می‌شود.",
        "وزارت کشت فهرست را به پیوست بفرستد.",
        "این نامه پیوست ندارد.",
    ],
)
def test_keeps_silent_about_annexes_of_other_papers(clause: str) -> None:
    assert kinds(f"{HEAD}۱. {clause}\n۲. دبیر گزارش دهد.\n") == []


def test_finds_an_annex_that_is_there_under_another_spelling() -> None:
    text = f"{HEAD}۱. مطابق پیوست شمارهٔ یک عمل شود.\n\nپیوست شمار ۱\n۱. فهرست باغ‌ها\n"
    assert kinds(text) == []


def test_reads_lists_of_annexes_in_english() -> None:
    text = (
        "Resolution 7/2026\n\nThe Board decides:\n1. The Council shall follow Annexes I to III.\n"
        "2. The Secretary shall report.\n\nAnnex I\n1. Form\n"
    )
    assert [point.values["annex"] for point in points(text)] == ["2", "3"]


def test_tells_a_clause_of_its_own_that_does_not_exist() -> None:
    text = f"{HEAD}۱. دبیر گزارش دهد.\n۲. گزارش بند ۹ این مصوبه منتشر شود.\n"
    (point,) = points(text)
    assert (point.kind, point.values["number"]) == ("clause_absent", "9")
    assert kinds(text.replace("بند ۹ این مصوبه", "بند ۱ این مصوبه")) == []
    assert kinds(text.replace("بند ۹ این مصوبه", "بند ۹ قانون هوای پاک")) == []


def test_tells_numbers_given_twice_or_left_out() -> None:
    assert kinds(f"{HEAD}۱. دبیر گزارش دهد.\n۲. الف شود.\n۴. ب شود.\n") == ["number_skipped"]
    assert kinds(f"{HEAD}۱. دبیر گزارش دهد.\n۲. الف شود.\n۳. ب شود.\n") == []


def test_tells_a_meeting_said_to_be_of_two_bodies() -> None:
    text = HEAD.replace(
        "تصمیمات پنجمین جلسهٔ شورای هماهنگی باغ‌های شهری", "تصمیمات پنجمین جلسهٔ کمیسیون عالی آب"
    )
    (point,) = points(f"{text}۱. دبیر گزارش دهد.\n")
    assert point.kind == "issuer_differs"
    assert point.values["one"] == "شورای هماهنگی باغ‌های شهری"
    assert point.values["other"] == "کمیسیون عالی آب"


def test_tells_two_meetings_of_one_adoption() -> None:
    text = HEAD.replace("تصمیمات پنجمین جلسهٔ", "تصمیمات ششمین جلسهٔ")
    assert kinds(f"{text}۱. دبیر گزارش دهد.\n") == ["session_differs"]


def test_tells_two_numbers_and_two_days_of_one_text() -> None:
    text = f"{HEAD}۱. دبیر گزارش دهد.\n\nشمارهٔ مصوبه: ۵/۱۳\n"
    assert kinds(text) == ["number_differs"]
    text = HEAD.replace("موضوع:", "تاریخ جلسه: ۱۴۰۵/۰۲/۱۱\nموضوع:")
    assert kinds(f"{text}۱. دبیر گزارش دهد.\n") == ["date_differs"]


def test_an_order_may_be_later_than_the_meeting_that_it_carries_out() -> None:
    text = (
        "شماره: ۵۵۰/۷۱\nتاریخ: ۱۴۰۴/۰۸/۰۶\nمدیران کل استان‌ها\n"
        "در اجرای تصمیم جلسهٔ شورای معاونان مورخ ۱۴۰۴/۰۷/۲۳ مقرر می‌دارم:\n۱. دبیر گزارش دهد.\n"
    )
    assert kinds(text) == []


def test_counts_the_members_that_are_listed() -> None:
    text = (
        f"{HEAD}۱. کارگروه آبیاری باغ‌ها مرکب از %s عضو تشکیل می‌شود. اعضای کارگروه عبارت‌اند از:\n"
        "وزارت کشت، سازمان بوستان‌ها، دانشگاه گیاه.\n۲. دبیر گزارش دهد.\n"
    )
    assert "members_differ" in kinds(text % "۹")
    assert "members_differ" not in kinds(text % "سه")


def test_tells_a_deadline_before_the_adoption() -> None:
    text = f"{HEAD}۱. سازمان بوستان‌ها موظف است برنامه را تا تاریخ ۱۵ فروردین ۱۴۰۵ تهیه کند.\n"
    assert kinds(text) == ["deadline_passed"]


def test_tells_a_name_of_the_group_with_a_slip() -> None:
    text = (
        f"{HEAD}۱. کارگروه «آبیاری و نگهداری باغ‌های شهری» تشکیل می‌شود.\n"
        "۲. کارگروه «آبیاری و نگهداشت باغ‌های شهری» گزارش دهد.\n"
    )
    assert kinds(text) == ["group_differs"]


TRULY_OPEN = {"resolution-mirrored": {"annex_absent", "number_skipped", "number_repeated"}}
"""A text that cites an annex it lacks, and counts 4, 6, 6."""


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_raises_no_false_alarm_on_whole_documents(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert set(kinds(text)) - {"impossible_date"} == TRULY_OPEN.get(path.stem, set())


@given(st.text(alphabet="پیوست ضمیمه بند ۱۲ و تا annex IVX 12.\n«»()", max_size=200))
@settings(max_examples=200, deadline=None)
def test_every_point_lies_in_the_text(text: str) -> None:
    try:
        found = points(text)
    except UnreadableText:
        return
    for point in found:
        assert point.kind in KINDS
        assert 0 <= point.span.start <= point.span.end <= len(text)
        assert 0 < point.confidence < 1


@pytest.mark.parametrize(
    ("written", "number"), [("II", "2"), ("iv", "4"), ("«الف»", "الف"), ("دو", "2"), ("07", "7")]
)
def test_compares_numbers_however_they_are_written(written: str, number: str) -> None:
    assert numeral(written) == number


def test_quotes_the_sentence_in_which_a_point_stands() -> None:
    text = (
        f"{HEAD}۱. نخست این. وظایف مطابق پیوست شمارهٔ ۲ انجام می‌شود؛ سپس آن.\n۲. دبیر گزارش دهد.\n"
    )
    (point,) = points(text)
    assert quotation(text, point.span) == "وظایف مطابق پیوست شمارهٔ ۲ انجام می‌شود"

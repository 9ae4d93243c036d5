"""What a clause says it does to clauses of another text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabir.domain.outline.amending_acts import (
    AmendingAct,
    Target,
    amended,
    amending_acts,
    find_target,
)


def only(text: str) -> AmendingAct:
    (found,) = amending_acts(text)
    return found


@pytest.mark.parametrize(
    ("text", "deed", "number", "old", "new"),
    [
        (
            "در بند ۳ عبارت «تا پایان مهر» به عبارت «تا پایان آبان» تغییر می‌یابد.",
            "replace_words",
            "3",
            "تا پایان مهر",
            "تا پایان آبان",
        ),
        (
            "در بند ۳ مصوبهٔ پنجم، عبارت «سه ماه» جایگزین عبارت «دو ماه» می‌شود.",
            "replace_words",
            "3",
            "دو ماه",
            "سه ماه",
        ),
        ("بند ۵ حذف می‌گردد.", "delete", "5", "", ""),
        ("مادهٔ (۷) لغو می‌شود.", "delete", "7", "", ""),
        ("در بند ۲ عبارت «و پیمانکار» حذف می‌شود.", "delete_words", "2", "و پیمانکار", ""),
        (
            "یک تبصره به بند ۲ الحاق می‌شود: دبیر گزارش دهد.",
            "add",
            "2",
            "",
            "دبیر گزارش دهد.",
        ),
        ("بند ۴ به شرح زیر اصلاح می‌شود: «متن تازه»", "replace", "4", "", "متن تازه"),
        (
            "در بند ۴ پس از عبارت «دبیر» عبارت «و رئیس» اضافه می‌شود.",
            "add_words",
            "4",
            "دبیر",
            "و رئیس",
        ),
        ('Paragraph 3 is replaced by the following: "New text."', "replace", "3", "", "New text."),
        (
            "In paragraph 2, the words “two months” are replaced by “three months”.",
            "replace_words",
            "2",
            "two months",
            "three months",
        ),
        ("Article 5 is repealed.", "delete", "5", "", ""),
        (
            "The following paragraph is added after paragraph 4: The chair reports.",
            "add",
            "4",
            "",
            "The chair reports.",
        ),
    ],
)
def test_reads_what_is_done_to_which_clause(text, deed, number, old, new):
    found = only(text)
    assert (found.deed, found.target.number, found.old, found.new) == (deed, number, old, new)


@pytest.mark.parametrize(
    "text",
    ["دبیر بند ۳ را اجرا کند.", "The chair follows paragraph 3.", "", "گزارش بند ۲ منتشر شود."],
)
def test_what_merely_names_a_clause_changes_none(text):
    assert amending_acts(text) == ()


def test_reads_several_changes_of_one_clause_in_their_order():
    found = amending_acts("بند ۳ پیوست شمارهٔ ۱ لغو می‌شود. در بند ۴ عبارت «الف» حذف می‌شود.")
    assert [each.deed for each in found] == ["delete", "delete_words"]
    assert found[0].target.within == (("پیوست", "1"),)


def test_finds_the_clause_that_is_meant():
    paths = ["1", "2", "3", "پیوست 1/ب.3", "ماده 3/تبصره 1"]
    assert find_target(Target("بند", "3"), paths) == 2
    assert find_target(Target("بند", "3", (("ضمیمه", "1"),)), paths) == 3
    assert find_target(Target("تبصره", "1", (("ماده", "3"),)), paths) == 4
    assert find_target(Target("بند", "9"), paths) is None
    assert find_target(Target("بند", "1"), ["الف/1", "ب/1"]) is None


def test_says_how_the_clause_reads_afterwards():
    text = "گزارش تا پایان مهر به دبیر داده شود."
    change = only("در بند ۳ عبارت «پایان مهر» به عبارت «پایان آبان» تغییر می‌یابد.")
    assert amended(change, text) == "گزارش تا پایان آبان به دبیر داده شود."
    assert amended(change, "چیز دیگر") is None
    assert amended(only("بند ۳ حذف می‌شود."), text) == ""
    added = only("در بند ۳ پس از عبارت «دبیر» عبارت «و رئیس» اضافه می‌شود.")
    assert amended(added, text) == "گزارش تا پایان مهر به دبیر و رئیس داده شود."


@given(st.text(alphabet="در بند ۳ عبارت «»: حذف می‌شود paragraph is deleted\n", max_size=150))
def test_reads_any_words_without_failing(text):
    for each in amending_acts(text):
        assert 0 <= each.span.start < each.span.end <= len(text)

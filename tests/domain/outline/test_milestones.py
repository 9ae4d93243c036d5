"""Milestones of a charter: who carries them, and which are done."""

import pytest

from dabir.domain.outline import read_outline

HEAD = "Terms of Reference of the Harbour Lights Review Group\n\nMilestones\n"
HEAD_FA = "منشور کارگروه ترجمه آزاد\n\nزمان‌بندی\n"


def carried(text: str) -> list[list[str]]:
    return [[body.value for body in duty.bodies] for duty in read_outline(text).duties]


@pytest.mark.parametrize(
    ("line", "bodies"),
    [
        ("1 March 2027: Survey carried out by the Pilots Association", ["Pilots Association"]),
        ("1 March 2027: Inspection by the Lighthouse Service", ["Lighthouse Service"]),
        ("1 March 2027: Harbour Office to publish the map", ["Harbour Office"]),
        ("1 March 2027: Draft report", ["Harbour Lights Review Group"]),
        ("1 March 2027: Complete the inventory", ["Harbour Lights Review Group"]),
    ],
)
def test_gives_a_milestone_to_whom_it_names_or_to_the_group(line, bodies):
    assert carried(HEAD + line + "\n") == [bodies]


@pytest.mark.parametrize(
    ("line", "bodies"),
    [
        ("دی ۱۴۰۵ - ارزیابی میانی توسط دبیرخانه بنیاد", ["دبیرخانه بنیاد"]),
        ("دی ۱۴۰۵ - آموزش توسط انجمن مترجمان انجام می‌شود", ["انجمن مترجمان"]),
        ("دی ۱۴۰۵ - گزارش پایانی", ["کارگروه ترجمه آزاد"]),
    ],
)
def test_gives_a_persian_milestone_to_whom_it_names_or_to_the_group(line, bodies):
    assert carried(HEAD_FA + line + "\n") == [bodies]


@pytest.mark.parametrize(
    "line",
    [
        "1 March 2027: Draft report (done)",
        "1 March 2027: Draft report - completed",
        "1 March 2027: Draft report, completed in May",
        "1 March 2027: Draft report ✅",
        "1 March 2027: Draft report was delivered",
    ],
)
def test_leaves_out_what_is_done(line):
    assert carried(f"{HEAD}{line}\n1 May 2027: Report\n") == [["Harbour Lights Review Group"]]

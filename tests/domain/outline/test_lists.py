"""Lists and what leads in to them: mandates, deliverables, keyed lines, nested and open lists."""

from datetime import date

import pytest

from dabir.domain.outline import Outline, read_outline


def read(*lines: str) -> Outline:
    return read_outline("\n".join(lines))


def paths(*lines: str) -> list[str]:
    return [item.path for item in read(*lines).items]


def duties(*lines: str) -> list[tuple[list[str], date | None, str | None]]:
    return [
        ([body.value for body in duty.bodies], duty.due, duty.relative)
        for duty in read(*lines).duties
    ]


@pytest.mark.parametrize(
    ("lead", "agent"),
    [
        ("The Council sets up an expert group on tides with the mandate:", "expert group on tides"),
        ("The Council sets up a Task Team on Tides, which shall:", "Task Team on Tides"),
        ("The Harbour Board is requested:", "Harbour Board"),
        ("The Harbour Board shall:", "Harbour Board"),
    ],
)
def test_the_agent_of_an_english_list_is_named_in_its_lead_in(lead, agent):
    read_duties = duties(
        "Decision of the Coastal Council",
        "",
        f"1. {lead}",
        "(a) to map the coast;",
        "(b) to publish the map.",
        "2. The Council thanks its hosts.",
    )
    assert [bodies for bodies, _, _ in read_duties] == [[agent], [agent]]


@pytest.mark.parametrize(
    ("lead", "agent"),
    [
        ("وظایف بایگانی مرکزی عبارتند از :", "بایگانی مرکزی"),
        ("وظایف این کمیته:", "کمیته"),
        ("روابط عمومی", "روابط عمومی"),
        ("دبیرخانه موظف است:", "دبیرخانه"),
        ("وزارت صنعت، معدن و تجارت این کارها را به انجام می‌رساند:", "وزارت صنعت، معدن و تجارت"),
    ],
)
def test_the_agent_of_a_persian_list_is_named_in_its_lead_in(lead, agent):
    read_duties = duties(
        "مصوبات جلسه نمونه",
        "",
        "۱. مقدمه خوانده شد.",
        f"۲. {lead}",
        "الف) تهیه جدول",
        "ب) انتشار جدول",
    )
    assert [bodies for bodies, _, _ in read_duties] == [[agent], [agent]]


def test_keyed_lines_below_a_list_speak_of_the_item_above_it():
    outline = read(
        "صورتجلسه کمیته نمونه",
        "",
        "1) خرید لوله نو برای انبار",
        "مسئول: واحد خرید",
        "2) رفع نواقص کارگاه شامل موارد زیر:",
        "الف) نصب نرده",
        "ب) روشنایی شبانه",
        "مسئول: پیمانکار دوم",
        "همکار: واحد ایمنی، آتش‌نشانی",
        "مهلت: ۱۰ روز کاری",
    )
    duty = outline.duties[-1]
    assert (duty.item_path, duty.relative) == ("2", "P10D")
    assert [body.value for body in duty.bodies] == ["پیمانکار دوم"]
    assert [body.value for body in duty.supporting] == ["واحد ایمنی", "آتش‌نشانی"]


def test_a_line_that_says_when_gives_the_deliverable_above_its_deadline():
    assert duties(
        "Signs Working Group Charter",
        "",
        "Deliverables",
        "",
        "The Working Group will deliver the following:",
        "",
        "1. Sign Vocabulary",
        "Draft state: none",
        "Expected completion: Q2 2028",
        "2. Sign Transport",
        "Expected completion: December 2028",
    ) == [
        (["Working Group"], date(2028, 6, 30), None),
        (["Working Group"], date(2028, 12, 31), None),
    ]


@pytest.mark.parametrize(
    ("line", "bodies", "due"),
    [
        ("Inventory of wells - Water Office - by 31 July 2026", "Water Office", date(2026, 7, 31)),
        ("First report: Q2 2027", "Wells Group", date(2027, 6, 30)),
        ("Map of wells: 31 March 2027 (Water Office)", "Water Office", date(2027, 3, 31)),
        ("June 2027: Requirements published", "Wells Group", date(2027, 6, 30)),
    ],
)
def test_a_milestone_belongs_to_who_is_set_apart_or_to_the_group(line, bodies, due):
    found = duties("Wells Group Charter", "", "The group meets.", "", "Timetable", "", f"- {line}")
    assert found == [([bodies], due, None)]


@pytest.mark.parametrize(
    ("line", "due"),
    [
        ("بهار ۱۴۰۵ — دو پیاده‌سازی مستقل", date(2026, 6, 21)),
        ("پایان سه‌ماهه اول ۱۴۰۵: گزارش ارزیابی", date(2026, 6, 21)),
        ("دی ۱۴۰۴ — انتشار راهنما", date(2026, 1, 20)),
    ],
)
def test_a_season_or_quarter_of_a_milestone_means_its_last_day(line, due):
    found = duties("منشور گروه کاری واژه‌نامه", "", "## نقاط عطف", "", f"- {line}")
    assert [day for _, day, _ in found] == [due]


def test_small_roman_numbers_open_a_list_below_a_letter():
    assert paths(
        "Terms of reference",
        "2. Functions",
        "2.1 The Task Force shall:",
        "(a) map hospitals;",
        "(b) inspect them;",
        "(c) advise offices on",
        "(i) wards;",
        "(ii) roads;",
        "(d) report.",
    )[2:] == ["2.1.a", "2.1.b", "2.1.c", "2.1.c.i", "2.1.c.ii", "2.1.d"]


def test_the_adverbs_of_order_count_below_the_ordinals():
    assert paths(
        "ابلاغیه",
        "اول ـ پشتیبانی",
        "اولاً: کار یک",
        "ثانیاً: کار دو",
        "دوم ـ فناوری",
        "اولاً: کار سه",
        "ثانیاً: کار چهار",
    ) == ["1", "1.1", "1.2", "2", "2.1", "2.2"]


def test_a_list_may_open_inside_a_sentence():
    assert paths(
        "Resolution",
        "Section 1. The Clerk shall keep the roll.",
        "Section 2. The Task Force shall (a) review complaints received, (b) propose quiet zones, "
        "and (c) advise the Mayor.",
    ) == ["Section 1", "Section 2", "Section 2/a", "Section 2/b", "Section 2/c"]


def test_references_to_letters_open_no_list():
    assert paths(
        "Resolution",
        "Section 1. The Clerk shall apply paragraph (a), (b) and (c) of the rules.",
        "Section 2. The roll is public.",
    ) == ["Section 1", "Section 2"]


def test_the_acts_that_a_text_lists_are_items_and_a_single_one_is_its_title():
    assert paths(
        "DECISIONS OF THE BOARD",
        "Decision 41/01 - Agenda",
        "The Board adopted it.",
        "Decision 41/02 - Rules",
        "1) the Office shall print them;",
        "2) they apply at once.",
    ) == ["Decision 41/01", "Decision 41/02", "Decision 41/02/1", "Decision 41/02/2"]
    assert paths("Decision 7/2026", "1. The Office shall print it.", "2. It applies.") == ["1", "2"]


def test_numbers_printed_back_to_front_stay_in_their_article():
    assert paths(
        "آیین‌نامه",
        "فصل اول – کلیات",
        "ماده 1– هدف",
        "فصل دوم – ارکان",
        "ماده 2– دبیر",
        "ماده 3– مدیر این وظایف را دارد:",
        "1-3– تهیه گزارش",
        "2-3– تهیه ترازنامه",
    )[-3:] == ["ماده 3", "ماده 3/1", "ماده 3/2"]


def test_parts_of_a_letter_are_named_items():
    assert paths(
        "آیین‌نامه",
        "ماده ۱. وظایف شورا:",
        "الف. سیاست‌ها در دو بخش:",
        "جزء ۱. حرفه‌ای",
        "جزء ۲. عمومی",
        "ب. بازنگری",
    ) == ["ماده 1", "ماده 1/الف", "ماده 1/الف/جزء 1", "ماده 1/الف/جزء 2", "ماده 1/ب"]


def test_headings_of_markdown_are_read_without_their_signs():
    assert paths(
        "# منشور گروه کاری نمونه",
        "",
        "## ۱. مأموریت",
        "",
        "متن.",
        "",
        "## ۲. دامنه",
        "",
        "### ۲.۱ درون",
        "* یک",
        "### ۲.۲ بیرون",
        "* دو",
    ) == ["1", "2", "2.1", "2.2"]

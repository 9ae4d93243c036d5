"""Kind, session, day, number, title, issuer and group: rule by rule."""

from datetime import date

import pytest

from dabir.domain.outline import read_outline


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("مصوبه سی و هفتمین جلسه شورا\n۱- متن", "resolution"),
        ("تصویب‌نامه درباره آب\n۱- متن", "resolution"),
        ("آیین‌نامه داخلی\nماده ۱- متن", "bylaws"),
        ("اساسنامه انجمن\nماده ۱- متن", "bylaws"),
        ("ضوابط ساخت\n۱- متن", "bylaws"),
        ("منشور کارگروه\nمتن", "charter"),
        ("صورت‌جلسه نشست چهارم\nمتن", "minutes"),
        ("صورتجلسه نشست چهارم\nمتن", "minutes"),
        ("حکم رئیس شورا\nاول: متن", "order"),
        ("فراخوان همکاری\nمتن", "call"),
        ("Minutes of the 4th meeting\nText", "minutes"),
        ("Terms of Reference\nText", "charter"),
        ("EXECUTIVE ORDER 12\nSection 1. Text", "order"),
        ("Call for input\nText", "call"),
        ("BYLAWS OF THE CLUB\nArticle 1. Text", "bylaws"),
        ("COUNCIL DECISION 2027/3\nArticle 1\nText", "resolution"),
    ],
)
def test_goes_by_what_the_text_calls_itself(text, kind):
    assert read_outline(text).kind.value == kind


def test_a_report_in_the_words_of_a_spokesman_is_news():
    text = (
        "تصمیم‌های تازه شورا\nسخنگوی شورا گفت: مقرر شد سازمان ثبت گزارش دهد. وی افزود: کار "
        "ادامه دارد."
    )
    assert read_outline(text).kind.value == "news"


def test_a_report_that_quotes_the_numbered_text_has_the_kind_of_the_instrument():
    text = (
        "مصوبه شورا منتشر شد\nبه گزارش خبرنگار ما، در این مصوبه آمده است:\n"
        "۱. سازمان ثبت گزارش دهد.\n۲. بانک مرکزی پاسخ دهد."
    )
    assert read_outline(text).kind.value == "resolution"


@pytest.mark.parametrize(
    ("line", "session"),
    [
        ("مصوبه سی و هفتمین جلسه شورا", 37),
        ("مصوبه صدودهمین جلسه شورا", 110),
        ("صورت‌جلسه نشست هجدهم شورا", 18),
        ("صورت‌جلسه جلسه شماره ۲۱ شورا", 21),
        ("مصوبه جلسه ۷۳ شورا", 73),
        ("Minutes of the 14th meeting", 14),
        ("Minutes of Regular Meeting No. 212", 212),
        ("Resolution adopted at the eighty-first session", 81),
        ("مصوبه جلسه ۱۴۰۳/۲/۳ شورا", None),
        ("مصوبه جلسه ۱۵ خرداد ۱۴۰۳", None),
        ("مصوبه دو جلسه شورا", None),
    ],
)
def test_reads_the_number_of_the_meeting(line, session):
    found = read_outline(f"{line}\n۱. متن").session
    assert (found.value if found else None) == session


def test_prefers_the_session_to_the_plenary_meeting():
    text = "General Assembly\nEighty-first session\n64th plenary meeting\nResolution\n1. Text"
    assert read_outline(text).session.value == 81


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("مصوبه شورا\nشورا در جلسه مورخ ۱۹ اردیبهشت ۱۴۰۳ تصویب کرد:\n۱- متن", date(2024, 5, 8)),
        ("تصویب‌نامه\nتاریخ تصویب: ۱۴۰۳/۰۶/۲۵\nتاریخ ابلاغ: ۱۴۰۳/۰۷/۰۴\n۱- متن", date(2024, 9, 15)),
        ("صورت‌جلسه شورا\nتاریخ برگزاری: ۷ مرداد ۱۴۰۳\n۱- متن", date(2024, 7, 28)),
        ("حکم رئیس\nاول: متن\nسوم آبان ماه یکهزار و چهارصد و چهار", date(2025, 10, 25)),
        ("Resolution adopted on 17 December 2026\n1. Text", date(2026, 12, 17)),
        ("Minutes\nHeld on Tuesday, 9 February 2027\n1. Text", date(2027, 2, 9)),
        ("مصوبه شورا\nبه استناد قانون مصوب ۱۳۹۰/۲/۳ مقرر شد:\n۱- متن", None),
        ("مصوبه شورا\nپیشنهاد شماره ۱۲ مورخ ۱۴۰۳/۰۵/۰۲ وزیر بررسی شد.\n۱- متن", None),
        ("BYLAWS\nAdopted on 30 February 2027\nArticle 1. Text", None),
    ],
)
def test_reads_the_day_of_adoption_and_no_other(text, day):
    found = read_outline(text).date
    assert (found.value if found else None) == day


@pytest.mark.parametrize(
    "line",
    [
        "زمان: ۱۳۹۹/۱۱/۱۴",
        "زمان: سه شنبه ۱۴ بهمن ۱۳۹۹ ساعت ۱۰",
        "تاریخ و ساعت: ۱۴ بهمن ۱۳۹۹، ۱۰ صبح",
        "تاریخ: سه شنبه ۱۴ بهمن ۱۳۹۹",
        "تاریخ: سه‌شنبه، ۱۴ بهمن ۱۳۹۹",
        "زمان و مکان: روز سه شنبه مورخ ۹۹/۱۱/۱۴، تالار شهر",
        "روز: سه‌شنبه ۱۴ بهمن ۱۳۹۹",
    ],
)
def test_reads_the_day_of_a_meeting_below_any_label(line):
    text = (
        f"صورت‌جلسه هفتمین نشست کمیته نوسازی\n{line}\n"
        "۱) مقرر شد شهرداری گزارش را تا ۲۰ اسفند ۱۳۹۹ ارائه نماید."
    )
    assert read_outline(text).date.value == date(2021, 2, 2)


@pytest.mark.parametrize(
    "line",
    [
        "Date and time: 3 February 2027, 10:00",
        "Date and time: Wednesday, 3 February 2027 at 10:00",
        "Held on: Wed, 3 February 2027",
        "When: 3 February 2027",
        "Held at the Town Hall on 3 February 2027",
    ],
)
def test_reads_the_day_of_an_english_meeting_below_any_label(line):
    text = (
        f"Minutes of the 4th meeting of the Water Committee\n{line}\n"
        "1. The Office shall report by 5 March 2027."
    )
    assert read_outline(text).date.value == date(2027, 2, 3)


def test_prefers_the_day_below_the_title_to_that_of_a_paper_it_cites():
    text = (
        "DECISION No 9/2027 OF THE JOINT COUNCIL\nof 12 May 2027\non river gauges\n\n"
        "Having regard to Decision No 2/2024 of 6 June 2024,\nHAS DECIDED:\n"
        "Article 1\nThe Office shall act."
    )
    assert read_outline(text).date.value == date(2027, 5, 12)


def test_takes_no_date_of_a_paper_that_a_recital_cites():
    text = (
        "DECISION No 9/2027 OF THE JOINT COUNCIL\n\n"
        "Recalling Decision No 2/2024 of 6 June 2024,\nHAS DECIDED:\n"
        "Article 1\nThe Office shall act."
    )
    assert read_outline(text).date is None


@pytest.mark.parametrize(
    "below",
    [
        "Terms of Reference of the Harbour Lights Review Group",
        "TERMS OF REFERENCE\nHarbour Lights Review Group",
        "Charter for the Harbour Lights Review Group",
    ],
)
def test_takes_the_group_of_the_title_not_the_board_above_it(below):
    text = f"Maritime Safety Board\n{below}\nConvened by   Lighthouse Service\n\nAims\nText.\n"
    outline = read_outline(text)
    assert outline.working_group.title.value == "Harbour Lights Review Group"
    assert outline.working_group.responsible_body.value == "Lighthouse Service"
    assert outline.issuer.value == "Maritime Safety Board"
    assert "Harbour Lights Review Group" in outline.title.value


def test_takes_the_charter_below_the_body_that_issues_it():
    outline = read_outline("بنیاد دانش همگانی\nمنشور کارگروه ترجمه آزاد\n\nهدف\nمتن.\n")
    assert outline.title.value == "منشور کارگروه ترجمه آزاد"
    assert outline.issuer.value == "بنیاد دانش همگانی"


def test_keeps_the_group_as_title_above_a_word_that_only_says_charter():
    outline = read_outline("Portable Receipts Group\nCharter for Working Group\n\nName x\nText.\n")
    assert outline.title.value == "Portable Receipts Group"


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        ("DECISION No 4/2027 OF THE JOINT COUNCIL\nof 12 May 2027\non gauges\n", "JOINT COUNCIL"),
        ("BYLAWS OF THE HARBOUR SOCIETY\n", "HARBOUR SOCIETY"),
        (
            "ORDER 12\nBy the authority vested in me as Governor of the State of Wes by law\n",
            "Governor of the State of Wes",
        ),
    ],
)
def test_takes_the_issuer_from_the_heading_or_the_preamble(text, issuer):
    assert read_outline(f"{text}Article 1. Text.").issuer.value == issuer


def test_reads_title_and_number_of_a_decision_around_its_date():
    outline = read_outline(
        "DECISION No 4/2027 OF THE JOINT COUNCIL\nof 12 May 2027\non river gauges\n\n"
        "Article 1\nThe Office shall act."
    )
    assert (outline.number.value, outline.title.value) == ("4/2027", "on river gauges")


def test_lists_dates_that_do_not_exist():
    outline = read_outline("مصوبه\n۱- نامه مورخ ۱۴۰۴/۷/۳۱ و ۳۰ اسفند ۱۴۰۲ بررسی شد.")
    assert [found.value for found in outline.invalid_dates] == ["۱۴۰۴/۷/۳۱", "۳۰ اسفند ۱۴۰۲"]


def test_reads_the_number_but_not_that_of_the_meeting():
    outline = read_outline("مصوبه شورا\nشماره جلسه: ۱۲\nشماره: ۱۱۲/۴۰۳/د\n۱- متن")
    assert outline.number.value == "112/403/د"


def test_takes_the_subject_line_as_title_where_the_heading_only_names_the_meeting():
    outline = read_outline("مصوبه سی و هفتمین جلسه\nموضوع: ساماندهی داده‌ها\n۱- متن")
    assert outline.title.value == "ساماندهی داده‌ها"


def test_reads_the_last_day_of_a_call_and_its_addresses():
    outline = read_outline(
        "فراخوان نمونه\nنوشته‌ها تا ۵ آبان ۱۴۰۳ به A@b.example و c.d@e.example فرستاده شود. "
        "نتیجه تا ۲۰ دی ۱۴۰۳ اعلام خواهد شد."
    )
    assert outline.call.deadline.value == date(2024, 10, 26)
    assert [found.value for found in outline.call.contact] == ["A@b.example", "c.d@e.example"]


def test_prefers_the_extended_deadline():
    outline = read_outline(
        "فراخوان نمونه\nمدارک تا ۵ آبان ۱۴۰۳ به a@b.example فرستاده شود. مهلت تا ۲۰ آبان ۱۴۰۳ "
        "تمدید شد."
    )
    assert outline.call.deadline.value == date(2024, 11, 10)

from datetime import date
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabir.domain.calendars import find_deadlines

ADOPTED = date(2025, 9, 1)  # 10 Shahrivar 1404


def only(text, *, adopted=ADOPTED):
    language = "en" if text.isascii() else "fa"
    (found,) = find_deadlines(text, adopted=adopted, language=language)
    return found


@pytest.mark.parametrize(
    ("text", "written", "due"),
    [
        ("گزارش را تا تاریخ ۲۰ دی ۱۴۰۴ بفرستد", "تا تاریخ ۲۰ دی ۱۴۰۴", date(2026, 1, 10)),
        ("حداکثر تا پایان آذر ۱۴۰۴ نهایی کند", "حداکثر تا پایان آذر ۱۴۰۴", date(2025, 12, 21)),
        ("حداكثر تا پايان آذر ۱۴۰۴", "حداكثر تا پايان آذر ۱۴۰۴", date(2025, 12, 21)),
        ("تا پایان سال جاری", "تا پایان سال جاری", date(2026, 3, 20)),
        ("تا پایان سال ۱۴۰۵ ادامه", "تا پایان سال ۱۴۰۵", date(2027, 3, 20)),
        ("تا پایان سال آینده", "تا پایان سال آینده", date(2027, 3, 20)),
        ("تا پایان ماه جاری", "تا پایان ماه جاری", date(2025, 9, 22)),
        ("تا پایان مهر ماه سال جاری", "تا پایان مهر ماه سال جاری", date(2025, 10, 22)),
        ("تا پایان خرداد ماه", "تا پایان خرداد ماه", date(2026, 6, 21)),
        ("تا پایان سه‌ماهه سوم سال ۱۴۰۴", "تا پایان سه‌ماهه سوم سال ۱۴۰۴", date(2025, 12, 21)),
        ("تا پایان زمستان ۱۴۰۴", "تا پایان زمستان ۱۴۰۴", date(2026, 3, 20)),
        ("تا پایان نیمه اول ۱۴۰۵", "تا پایان نیمه اول ۱۴۰۵", date(2026, 9, 22)),
        (
            "تا پایان وقت اداری روز شنبه ۲۰ دی ۱۴۰۴",
            "تا پایان وقت اداری روز شنبه ۲۰ دی ۱۴۰۴",
            date(2026, 1, 10),
        ),
        ("مهلت اجرا: ۲۰ دی ۱۴۰۴", "۲۰ دی ۱۴۰۴", date(2026, 1, 10)),
        ("تا نیمه آبان ۱۴۰۴", "تا نیمه آبان ۱۴۰۴", date(2025, 11, 6)),
        ("تا قبل از پایان سال ۱۴۰۴", "تا قبل از پایان سال ۱۴۰۴", date(2026, 3, 20)),
        ("تا پایان ۱۴۰۵ طول می‌کشد", "تا پایان ۱۴۰۵", date(2027, 3, 20)),
        ("تا پایان بهار", "تا پایان بهار", date(2026, 6, 21)),
        ("تا ساعت ۱۴ مورخ ۱۴۰۴/۸/۱", "تا ساعت ۱۴ مورخ ۱۴۰۴/۸/۱", date(2025, 10, 23)),
        ("by mid-May 2027", "by mid-May 2027", date(2027, 5, 15)),
        ("by end-2028", "by end-2028", date(2028, 12, 31)),
        ("by noon on 5 March 2027", "by noon on 5 March 2027", date(2027, 3, 5)),
        ("by the 15th of May 2027", "by the 15th of May 2027", date(2027, 5, 15)),
        ("to report by 30 June 2027;", "by 30 June 2027", date(2027, 6, 30)),
        ("not later than 31 March 2028.", "not later than 31 March 2028", date(2028, 3, 31)),
        ("by Friday, 5 March 2027", "by Friday, 5 March 2027", date(2027, 3, 5)),
        ("by the end of Mar 2027", "by the end of Mar 2027", date(2027, 3, 31)),
        ("by the end of 2027", "by the end of 2027", date(2027, 12, 31)),
        ("by the end of the year", "by the end of the year", date(2025, 12, 31)),
        ("by the second quarter of 2027", "by the second quarter of 2027", date(2027, 6, 30)),
    ],
)
def test_reads_the_day_that_a_phrase_names(text, written, due):
    found = only(text)
    assert (found.text, found.due, found.relative) == (written, due, None)
    assert text[found.start : found.end] == written


@pytest.mark.parametrize(
    ("text", "written", "relative", "anchor"),
    [
        ("ظرف مدت سه ماه راه‌اندازی کند", "ظرف مدت سه ماه", "P3M", None),
        ("حداكثر ظرف دو هفته از نظر شكلي", "حداكثر ظرف دو هفته", "P2W", None),
        ("ظرف ۴۵ روز", "ظرف ۴۵ روز", "P45D", None),
        ("ظرف مدت سه روز كاري تنظيم", "ظرف مدت سه روز كاري", "P3D", None),
        ("ظرف ۷۲ ساعت", "ظرف ۷۲ ساعت", "PT72H", None),
        ("ظرف یک‌ سال", "ظرف یک‌ سال", "P1Y", None),
        ("طی مدت چهل و پنج (۴۵) روز", "طی مدت چهل و پنج (۴۵) روز", "P45D", None),
        (
            "حداکثر ظرف سه ماه از تاریخ ابلاغ این تصویب‌نامه تهیه کند",
            "حداکثر ظرف سه ماه از تاریخ ابلاغ این تصویب‌نامه",
            "P3M",
            "notification",
        ),
        ("یک ماه پس از تصویب", "یک ماه پس از تصویب", "P1M", "approval"),
        ("ظرف ده روز پس از برگزاری", "ظرف ده روز پس از برگزاری", "P10D", "event"),
        ("در مهلت دو ماهه بررسی کند", "در مهلت دو ماهه", "P2M", None),
        ("ظرف یک ماه و نیم", "ظرف یک ماه و نیم", "P1M15D", None),
        ("ظرف دو تا سه هفته", "ظرف دو تا سه هفته", "P3W", None),
        ("تا دو ماه آینده اعلام کند", "تا دو ماه آینده", "P2M", None),
        (
            "ظرف ده روز از تاریخ دریافت گزارش اعلام کند",
            "ظرف ده روز از تاریخ دریافت گزارش",
            "P10D",
            "notification",
        ),
        (
            "شش ماه پس از لازم‌الاجرا شدن این قانون",
            "شش ماه پس از لازم‌الاجرا شدن این قانون",
            "P6M",
            "event",
        ),
        ("to redraft it within six weeks.", "within six weeks", "P6W", None),
        (
            "within nine months of the adoption of the present resolution;",
            "within nine months of the adoption of the present resolution",
            "P9M",
            "approval",
        ),
        ("within 72 hours", "within 72 hours", "PT72H", None),
        (
            "no later than 30 days after receipt of the notice.",
            "no later than 30 days after receipt of the notice",
            "P30D",
            "notification",
        ),
        ("within ten working days", "within ten working days", "P10D", None),
    ],
)
def test_reads_a_length_of_time_and_what_it_counts_from(text, written, relative, anchor):
    found = only(text)
    assert (found.text, found.relative, found.anchor) == (written, relative, anchor)
    assert found.due is None


@pytest.mark.parametrize(
    "text",
    [
        "حداقل یک هفته پیش از تشکیل جلسه",
        "دو روز قبل از برگزاری نشست",
        "برای جلسه بعدی",
        "در اسرع وقت",
        "پیش از برگزاری نشست بعدی",
        "at least two weeks before the meeting",
        "no later than three months before the session",
        "before the model is submitted for publication",
        "as soon as possible",
    ],
)
def test_names_no_day_for_what_looks_back_or_stays_vague(text):
    found = only(text)
    assert (found.text, found.due, found.relative) == (text, None, None)


@pytest.mark.parametrize(
    "text",
    [
        "هر شش ماه یک بار",
        "به مدت سه سال عضو است",
        "طی دو سال گذشته",
        "در جلسه ۲۰ دی ۱۴۰۴",
        "برای دو سال معتبر است",
        "three years ago",
        "held on 9 February 2027",
    ],
)
def test_sees_no_deadline_where_there_is_none(text):
    assert find_deadlines(text, adopted=ADOPTED, language="fa") == []


def test_without_a_day_of_adoption_the_end_of_the_year_stays_open():
    found = only("تا پایان سال جاری", adopted=None)
    assert (found.due, found.problem) == (None, "incomplete")


def test_an_impossible_day_is_flagged_and_sets_no_deadline():
    found = only("تا تاریخ ۳۱ مهر ۱۴۰۴")
    assert (found.due, found.problem) == (None, "impossible")


def test_finds_every_deadline_of_a_text_in_order():
    text = "مرکز ظرف دو ماه طرح را آماده و تا ۱ دی ۱۴۰۴ ارسال کند. Report by 30 June 2027."
    found = find_deadlines(text, adopted=ADOPTED, language="fa")
    assert [(each.relative, each.due) for each in found] == [
        ("P2M", None),
        (None, date(2025, 12, 22)),
        (None, date(2027, 6, 30)),
    ]


PIECES = (
    "ظرف مدت حداکثر تا پایان سه ماه ۲۰ دی ۱۴۰۴ سال جاری پس از ابلاغ این within by 30 June "
    "2027 days the end of before 2030 ( ) \n , شنبه آینده"
)


@given(
    st.lists(st.sampled_from(PIECES.split(" ")), max_size=25).map(" ".join) | st.text(max_size=60),
    st.none() | st.dates(date(1900, 1, 1), date(2100, 1, 1)),
)
def test_never_fails_and_always_quotes(text, adopted):
    last = 0
    for found in find_deadlines(text, adopted=adopted, language="fa"):
        assert last <= found.start < found.end
        assert text[found.start : found.end] == found.text
        assert found.due is None or found.relative is None
        last = found.end


@pytest.mark.parametrize(
    "unit",
    [
        "ظرف مدت سه ماه پس از ",
        "تا پایان ",
        "within one ",
        "a ",
        "تا ۱ مهر ۱۴۰۳ ",
        "before the ",
        "\n",
    ],
)
def test_time_grows_with_length_alone(unit):
    """Twenty times the text may take sixty times as long, not four hundred."""

    def seconds(size):
        text = unit * (size // len(unit))
        best = 1e9
        for _ in range(2):
            start = process_time()
            find_deadlines(text, adopted=None, language="fa")
            best = min(best, process_time() - start)
        return best

    assert seconds(200_000) < 60 * seconds(10_000) + 0.2


@pytest.mark.parametrize(
    ("text", "relative", "working"),
    [
        ("ظرف ۱۰ روز کاری از تاریخ ابلاغ", "P10D", True),
        ("حداکثر ظرف ده روز اداری پس از ابلاغ", "P10D", True),
        ("ظرف پانزده روزکاری", "P15D", True),
        ("۷ روز کاری پس از تصویب این مصوبه", "P7D", True),
        ("ظرف دو هفته کاری", "P2W", True),
        ("ظرف ۱۰ روز از تاریخ ابلاغ", "P10D", False),
        ("ظرف ده روز کارگروه", "P10D", False),
        ("within 10 working days of notification", "P10D", True),
        ("five business days after approval", "P5D", True),
        ("within 10 calendar days", "P10D", False),
        ("within 10 days", "P10D", False),
    ],
)
def test_tells_working_days_from_days(text, relative, working):
    found = only(text)
    assert (found.relative, found.working) == (relative, working)


def test_a_length_in_working_days_keeps_what_it_counts_from():
    assert only("ظرف ۱۰ روز کاری از تاریخ ابلاغ").anchor == "notification"

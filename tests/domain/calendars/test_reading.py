from datetime import date
from time import process_time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dabir.domain.calendars import find_dates

WORDS = (
    "۱۴ 26/ 1403 مهر ماه سال می بیست و هزار و May March , / - شنبه 98 جاری ـ ﷲ 2027 th قمری . "
    "\u200c \n"
)
PIECES = st.sampled_from([*WORDS.split(" "), " "])
ANY_TEXT = (
    st.text(max_size=80)
    | st.lists(PIECES, max_size=25).map("".join)
    | st.lists(PIECES, max_size=25).map(" ".join)
)


def only(text):
    (mention,) = find_dates(text)
    return mention


@pytest.mark.parametrize(
    ("text", "written", "day"),
    [
        ("نشست مورخ ۲۲ اسفند ۱۴۰۱ برگزار شد", "۲۲ اسفند ۱۴۰۱", date(2023, 3, 13)),
        ("تا ۱۵ فروردین ماه ۱۴۰۲؛", "۱۵ فروردین ماه ۱۴۰۲", date(2023, 4, 4)),
        ("مورخ 26/ 3/ 1387 است", "26/ 3/ 1387", date(2008, 6, 15)),
        ("1403/07/04", "1403/07/04", date(2024, 9, 25)),
        ("جلسه 25/6/1403 هیئت", "25/6/1403", date(2024, 9, 15)),
        ("در تاریخ ۱۴۰۳/۰۶/۱۱.", "۱۴۰۳/۰۶/۱۱", date(2024, 9, 1)),
        ("١٣٩٠/١١/١۶", "١٣٩٠/١١/١۶", date(2012, 2, 5)),
        ("8/3/86", "8/3/86", date(2007, 5, 29)),
        ("86/3/8", "86/3/8", date(2007, 5, 29)),
        ("09 فروردين 1403", "09 فروردين 1403", date(2024, 3, 28)),
        (
            "سوم آبان ماه یکهزار و چهارصد و چهار",
            "سوم آبان ماه یکهزار و چهارصد و چهار",
            date(2025, 10, 25),
        ),
        ("روز چهارشنبه ۲۲ آذر ۱۴۰۲", "۲۲ آذر ۱۴۰۲", date(2023, 12, 13)),
        ("بیست و دوم بهمن ۱۴۰۳", "بیست و دوم بهمن ۱۴۰۳", date(2025, 2, 10)),
        ("سی‌ام مهرماه سال ۱۴۰۳", "سی‌ام مهرماه سال ۱۴۰۳", date(2024, 10, 21)),
        ("۱۵‌آبان‌ماه ۱۴۰۴", "۱۵‌آبان‌ماه ۱۴۰۴", date(2025, 11, 6)),
        ("۵ مهر ۹۸", "۵ مهر ۹۸", date(2019, 9, 27)),
        ("۱۵ فروردین\nماه ۱۴۰۲", "۱۵ فروردین\nماه ۱۴۰۲", date(2023, 4, 4)),
        ("۹ اوت ۲۰۲۱", "۹ اوت ۲۰۲۱", date(2021, 8, 9)),
        ("18 Mordad 1400", "18 Mordad 1400", date(2021, 8, 9)),
        ("adopted on 17 December 2026.", "17 December 2026", date(2026, 12, 17)),
        ("December 17, 2026", "December 17, 2026", date(2026, 12, 17)),
        ("Tuesday, 9 February 2027,", "9 February 2027", date(2027, 2, 9)),
        ("the 3rd of May, 2026", "3rd of May, 2026", date(2026, 5, 3)),
        ("Approved 2026-10-08", "2026-10-08", date(2026, 10, 8)),
        ("17.12.2026", "17.12.2026", date(2026, 12, 17)),
        ("17/12/2026", "17/12/2026", date(2026, 12, 17)),
        ("12/17/2026", "12/17/2026", date(2026, 12, 17)),
    ],
)
def test_reads_a_day_and_quotes_it(text, written, day):
    mention = only(text)
    assert (mention.text, mention.day, mention.problem) == (written, day, None)
    assert (mention.precision, mention.last_day) == ("day", day)
    assert text[mention.start : mention.end] == written


@pytest.mark.parametrize(
    "text",
    ["۱۳۹۸/۲/۳۶", "۳۰ اسفند ۱۴۰۴", "۱۴۰۴/۷/۳۱", "30 February 2027", "2027-02-29", "۰ مهر ۱۴۰۳"],
)
def test_flags_a_day_that_does_not_exist(text):
    mention = only(f"در {text} است")
    assert (mention.text, mention.day, mention.problem) == (text, None, "impossible")
    assert mention.last_day is None


@pytest.mark.parametrize("text", ["9/8/2021", "مورخ 5/4/03"])
def test_chooses_none_of_several_possible_days(text):
    mention = only(text)
    assert (mention.day, mention.problem) == (None, "ambiguous")


@pytest.mark.parametrize(
    ("text", "written", "month"),
    [("آبان ماه جاری", "آبان ماه", 8), ("تا ۱۵ شهریور", "۱۵ شهریور", 6), ("9 May", "9 May", 5)],
)
def test_leaves_a_missing_year_open(text, written, month):
    mention = only(text)
    assert (mention.text, mention.month, mention.day) == (written, month, None)
    assert mention.problem == "incomplete"
    assert mention.last_day is None


@pytest.mark.parametrize(
    ("text", "precision", "last_day"),
    [
        ("مرداد ۱۴۰۳", "month", date(2024, 8, 21)),
        ("اسفند ماه سال ۱۴۰۳", "month", date(2025, 3, 20)),
        ("Feb 2028", "month", date(2028, 2, 29)),
        ("سال ۱۴۰۱", "year", date(2023, 3, 20)),
    ],
)
def test_a_month_or_year_has_a_last_day_but_is_no_day(text, precision, last_day):
    mention = only(text)
    assert (mention.precision, mention.last_day) == (precision, last_day)
    assert (mention.day, mention.problem) == (None, None)


@pytest.mark.parametrize(
    "text",
    [
        "مهر و محبت",
        "۵ تیر آهن",
        "شماره ۱۴۰۳/۴۵/۱۲",
        "۱/۵۵۲۰",
        "81/214",
        "A/RES/81/214",
        "نسخه 3.2.1",
        "it may 2027 times march",
        "۱۴۴۵/۸/۱۵ قمری",
        "ماده ۱۲ـ دیوان",
        "2214/ 98",
        "۰۲۱-۵۵۲۳۴۵۶۷",
    ],
)
def test_sees_no_date_where_there_is_none(text):
    assert find_dates(text) == []


def test_does_not_take_the_number_of_the_next_line_for_a_year():
    assert only("تا ۱۵ شهریور\n98. موارد دیگر").text == "۱۵ شهریور"


def test_reads_all_dates_of_a_text_in_order():
    found = find_dates("از ۱ مهر ۱۴۰۳ تا 1403/08/01 و 3 May 2026")
    assert [mention.day for mention in found] == [
        date(2024, 9, 22),
        date(2024, 10, 22),
        date(2026, 5, 3),
    ]


@given(ANY_TEXT)
@example("۱ مهر " + "\u064b" * 20)
def test_never_fails_and_always_quotes(text):
    last = 0
    for mention in find_dates(text):
        assert last <= mention.start < mention.end
        assert text[mention.start : mention.end] == mention.text
        assert (mention.day is None) or mention.problem is None
        last = mention.end


@pytest.mark.parametrize(
    "unit",
    [
        "1",
        "1/",
        " ",
        "مهر ",
        "بیست و ",
        "۱ مهر هزار و صد و ",
        "\u064b\u0650",
        "9 May ",
        "1\n",
        "ـ ",
    ],
)
def test_time_grows_with_length_alone(unit):
    """Twenty times the text may take sixty times as long, not four hundred."""

    def seconds(size):
        text = unit * (size // len(unit))
        best = 1e9
        for _ in range(2):
            start = process_time()
            find_dates(text)
            best = min(best, process_time() - start)
        return best

    assert seconds(200_000) < 60 * seconds(10_000) + 0.2

"""Dates that leave open which day is meant are found, with the days they may mean."""

from dabir.domain.outline import read_outline

HEAD = "مصوبهٔ پنجمین جلسهٔ شورای باغ، مورخ ۱۲ اردیبهشت ۱۴۰۵\nمصوبات\n"


def open_dates(text):
    outline = read_outline(text)
    return {
        text[found.span.start : found.span.end]: [day.isoformat() for day in found.value]
        for found in outline.open_dates
    }


def test_an_ambiguous_deadline_gives_no_day_and_is_open():
    text = f"{HEAD}۱. وزارت کشت گزارش آب را تا تاریخ 9/8/2021 ارائه کند.\n"
    assert open_dates(text) == {"9/8/2021": ["2021-09-08", "2021-08-09"]}
    (duty,) = read_outline(text).duties
    assert duty.due is None


def test_a_date_without_its_year_is_open_where_something_is_set_by_it():
    text = f"{HEAD}۱. جلسهٔ بعد در تاریخ ۱۵ مهر برگزار می‌شود. خیابان ۱۳ آبان بسته است.\n"
    assert list(open_dates(text)) == ["۱۵ مهر"]


def test_a_deadline_in_the_coming_year_is_not_open():
    text = f"{HEAD}۱. وزارت کشت گزارش آب را تا ۱۵ مهر ارائه کند.\n"
    assert open_dates(text) == {}


def test_a_text_of_certain_dates_has_none():
    assert open_dates(f"{HEAD}۱. متن\n") == {}

"""What cells say of sector, language, publication and moment, as people and programs write it."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from dabir.domain.calendars.typed_days import UnreadableDay, read_day
from dabir.domain.language.digits import to_ascii_digits
from dabir.domain.language.search_key import search_key
from dabir.stages.submissions.intake.mapping.targets import Order
from dabir.stages.submissions.models import Submission

Sector = Submission.Sector
Publication = Submission.Publication


def _by_word(words: dict[str, tuple[str, ...]]) -> dict[str, str]:
    return {search_key(word): value for value, listed in words.items() for word in listed}


_SECTORS = _by_word(
    {
        Sector.CITIZEN: (
            "citizen", "individual", "individual consumer", "private person", "person", "public",
            "resident", "شهروند", "مردم", "شخص حقیقی", "حقیقی", "فرد", "شخصی",
        ),
        Sector.GUILD: (
            "guild", "association", "guild or association", "trade association", "union",
            "chamber", "professional association", "trade union", "صنف", "اتحادیه", "انجمن صنفی",
            "صنف یا تشکل", "تشکل", "تشکل صنفی", "اتاق بازرگانی", "سندیکا", "انجمن",
        ),
        Sector.COMPANY: (
            "company", "business", "corporation", "firm", "industry", "private sector",
            "small business", "start-up", "startup", "شرکت", "بنگاه", "کسب و کار", "بخش خصوصی",
            "استارتاپ", "کسب‌وکار", "شرکت خصوصی",
        ),
        Sector.UNIVERSITY: (
            "university", "university or research centre", "academic", "academia",
            "research centre", "research center", "research", "school", "دانشگاه", "پژوهشگاه",
            "دانشگاه یا مرکز پژوهشی", "دانشگاه یا پژوهشگاه", "مرکز پژوهشی",
            "دانشگاهی", "پژوهشگر", "استاد دانشگاه",
        ),
        Sector.AGENCY: (
            "state body", "government", "government agency", "agency", "ministry", "public sector",
            "public body", "federal government", "local government", "state government",
            "دستگاه", "دستگاه دولتی", "دستگاه اجرایی", "دولتی", "وزارتخانه", "سازمان دولتی",
            "نهاد عمومی", "شهرداری",
        ),
        Sector.CIVIL: (
            "civil society organisation", "civil society organization", "civil society", "ngo",
            "non-profit", "nonprofit", "charity", "cso", "advocacy group", "سمن", "مردم‌نهاد",
            "سازمان مردم‌نهاد", "نهاد مدنی", "جامعه مدنی", "خیریه", "تشکل مردم‌نهاد",
        ),
        Sector.INTERNATIONAL: (
            "international organisation", "international organization", "international",
            "intergovernmental", "foreign government", "سازمان بین‌المللی", "بین‌المللی", "خارجی",
        ),
    }
)  # fmt: skip
_LANGUAGES = _by_word(
    {
        "fa": ("fa", "fas", "per", "fa-ir", "فارسی", "پارسی", "persian", "farsi", "دری"),
        "en": ("en", "eng", "en-us", "en-gb", "انگلیسی", "english"),
        "ar": ("ar", "ara", "عربی", "arabic"),
        "az": ("az", "aze", "آذری", "ترکی آذربایجانی", "ترکی", "azerbaijani"),
        "ku": ("ku", "kur", "ckb", "کردی", "kurdish"),
        "fr": ("fr", "fra", "fre", "فرانسه", "فرانسوی", "french"),
    }
)
_PUBLICATIONS = _by_word(
    {
        Publication.NAMED: (
            "named", "published with name", "yes", "y", "true", "1", "public", "with name",
            "بله", "آری", "بلی", "با نام", "انتشار با نام", "منتشر شود با نام", "عمومی",
        ),
        Publication.UNNAMED: (
            "unnamed", "published without name", "anonymous", "anonymously", "without name",
            "بی‌نام", "بدون نام", "ناشناس", "انتشار بدون نام",
        ),
        Publication.WITHHELD: (
            "withheld", "not published", "no", "n", "false", "0", "private", "confidential",
            "خیر", "نه", "منتشر نشود", "محرمانه", "خصوصی",
        ),
    }
)  # fmt: skip
YES = frozenset(map(search_key, ("yes", "y", "true", "1", "t", "بله", "بلی", "آری")))

_TIME = re.compile(
    r"[T\s,،]+(?:ساعت\s*)?(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*([AP])?\.?(?:M\.?)?\Z",
    re.IGNORECASE | re.ASCII,
)
_CLOCK = re.compile(
    r"(?:ساعت\s*)?(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*([AP])?\.?(?:M\.?)?",
    re.IGNORECASE | re.ASCII,
)
_YEAR_LAST = re.compile(r"(\d{1,2})([/.\-])(\d{1,2})\2((?:19|20)\d\d)", re.ASCII)
_SERIAL = re.compile(r"[34]\d{4}(?:\.\d+)?", re.ASCII)
_FIRST_OF_SERIALS = date(1899, 12, 30)
_NAMED_ZONE = re.compile(r"\s*(?:UTC|GMT|Z)\Z", re.IGNORECASE)
_ISO = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d", re.ASCII)
_SHORT_OFFSET = re.compile(r"\s*([+-]\d\d):?(\d\d)\Z", re.ASCII)


def read_sector(said: str) -> str:
    """Return the sector that a cell names, or nothing."""
    key = search_key(said)
    # "Academic - E0007": some systems put a code behind.
    return _SECTORS.get(key) or _SECTORS.get(key.split(" - ", maxsplit=1)[0].strip(), "")


def read_language(said: str) -> str:
    """Return the code of the language that a cell names, or nothing."""
    return _LANGUAGES.get(search_key(said), "")


def read_publication(said: str) -> str:
    """Return what a cell says of publication, or nothing."""
    return _PUBLICATIONS.get(search_key(said), "")


def read_moment(
    said: str, zone: ZoneInfo, *, order: str = "", clock: str = ""
) -> tuple[datetime, bool]:
    """Return when something came, and whether its time of day was said; else it is noon.

    It takes ISO 8601, days as people type them in either calendar, a time behind them or in a
    cell of its own (`clock`), and the day numbers of spreadsheets. What names no zone is in `zone`.

    Raises:
        UnreadableDay: it is no day, an impossible day, or could be two days.
    """
    text = to_ascii_digits(" ".join(said.split()))[:80]
    exact = _iso(text, zone)
    if exact is not None:
        return exact, True
    if _SERIAL.fullmatch(text):
        whole = float(text)
        day = _FIRST_OF_SERIALS + timedelta(days=int(whole))
        if whole.is_integer():
            return _at(day, clock, zone)
        seconds = round(whole % 1 * 86_400)
        return datetime.combine(day, time(), zone) + timedelta(seconds=seconds), True
    found = _TIME.search(text)
    if found is not None:
        clock, text = found[0].strip(" T,،"), text[: found.start()]
    return _at(_day(text, order), clock, zone)


def _iso(text: str, zone: ZoneInfo) -> datetime | None:
    if not _ISO.match(text):
        return None
    text = _NAMED_ZONE.sub("+00:00", text)
    try:
        moment = datetime.fromisoformat(_SHORT_OFFSET.sub(r"\1:\2", text))
    except ValueError:
        return None
    if moment.year < 1700:
        # 1403-12-01 10:20 is of the other calendar.
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def _day(text: str, order: str) -> date:
    figures = _YEAR_LAST.fullmatch(text)
    if figures is not None and order:
        first, last, year = int(figures[1]), int(figures[3]), int(figures[4])
        month, day = (first, last) if order == Order.MONTH_FIRST else (last, first)
        try:
            return date(year, month, day)
        except ValueError as error:
            raise UnreadableDay(text, "impossible") from error
    return read_day(text)


def _at(day: date, clock: str, zone: ZoneInfo) -> tuple[datetime, bool]:
    found = _CLOCK.fullmatch(to_ascii_digits(clock).strip())
    if found is None:
        return datetime.combine(day, time(12), zone), False
    hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
    half = (found[4] or "").upper()
    if half:
        hour = hour % 12 + (12 if half == "P" else 0)
    try:
        return datetime.combine(day, time(hour, minute, second), zone), True
    except ValueError as error:
        raise UnreadableDay(f"{day} {clock}", "impossible") from error


def order_of(samples: list[str]) -> str:
    """Return in which order days and months stand in these dates, where any of them tells."""
    for said in samples:
        found = _YEAR_LAST.match(to_ascii_digits(said).strip())
        if found is not None and int(found[1]) > 12:
            return Order.DAY_FIRST
        if found is not None and int(found[3]) > 12:
            return Order.MONTH_FIRST
    return ""

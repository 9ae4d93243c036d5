"""Personal data that words announce: names, addresses, days of birth.

Patterns run over folded text (`fold_with_offsets`): Persian letters, ASCII digits, ZWNJ kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from dabir.domain.language.personal_data.findings import Finding, Kind


class Said(Enum):
    """What a cue announces."""

    NAME = "name"
    ADDRESS = "address"
    BIRTH = "birth"


_NO_NAME = (
    "فرزند ساکن دارای با به که از در متولد صادره مدیر مدیرعامل عضو رییس رئیس کارشناس دانشجو "
    "دانشجوی استاد استادیار دانشیار مالک نماینده نمایندگان شهروند شهروندان امضاکننده امضاکنندگان "
    "یک یکی و را هم نیز هستم می‌باشم میباشم بودم شاغل بازنشسته مشاور وکیل کارمند معلم پزشک مهندس "
    "دکتر عرض تقاضا درخواست پیشنهاد مخالف موافق معتقدم اعلام خواستار متقاضی برای تا کارآفرین "
    "تولیدکننده توسعه‌دهنده "
    "برنامه‌نویس پژوهشگر محقق کاربر مشترک مودی فعال مؤسس موسس بنیان‌گذار بنیانگذار این "
    "آن همه فقط مدت سال سال‌ها تاکنون بارها حدود خود خودم طی پیرو ضمن نسبت اهل مقیم کدملی کد شماره "
    "صاحب طراح دبیر سرپرست معاون حقوقدان مدرس نویسنده خبرنگار راننده کشاورز کارگر بانوی خانه‌دار "
    "بیش بعنوان به‌عنوان چون چند تنها هرگز خواهان آماده حاضر تلفن همراه"
)
_STOPS = frozenset(_NO_NAME.split())
_WORD = "[\u0621-\u06cc][\u0621-\u06cc\u200c]+"
_ENGLISH_NAME = (
    r"[A-Z][a-z]+(?:[-'][A-Z][a-z]+)?(?:\s+[A-Z]\.)?(?:\s+[A-Z][a-z]+(?:-[A-Z][a-z]+)?){1,2}"
)
_NO_ENGLISH_NAME = (
    "The This That My Our We You They As And But If In On At For With From Please However"
)
_NOT_NAMES = frozenset(_NO_ENGLISH_NAME.split())


@dataclass(frozen=True, slots=True)
class Cue:
    """A way in which personal data is announced; the group ``said`` is what it is."""

    what: Said
    rule: str
    confidence: int
    pattern: re.Pattern[str]

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where it stands."""
        for match in self.pattern.finditer(text):
            start, end = match.span("said")
            if self.what is Said.NAME:
                end = _name_ends(text, start, end)
            if end > start:
                yield start, end


def _name_ends(text: str, start: int, end: int) -> int:
    """Return where a name ends: before the first word that belongs to no name.

    A name of one word alone is too likely something else: then there is none.
    """
    words = 0
    reached = start
    for match in re.finditer(r"\S+", text[start:end]):
        bare = match.group().strip("،,.؛;:()")
        if bare in _STOPS or bare in _NOT_NAMES or bare.isdigit():
            break
        words += 1
        reached = start + match.start() + len(match.group().rstrip("،,.؛;:()"))
    return reached if words >= 2 else start


_TITLE = r"(?:(?:آقای|خانم|دکتر|مهندس|سید|سیده|حاج)\s+)?"
_PERSIAN_NAME = rf"(?P<said>{_TITLE}{_WORD}(?:\s+{_WORD}){{1,3}})"
_STREET = r"(?:خیابان|خ\.|کوچه|بلوار|بزرگراه|میدان|کوی|بن\W?بست|شهرک|محله|جاده|اتوبان)"
_DOOR = r"(?:پلاک|پ\.|واحد|طبقه|زنگ|قطعه|ساختمان شماره|کد پستی)"
_MONTH = (
    r"(?:فروردین|اردیبهشت|خرداد|تیر|مرداد|امرداد|شهریور|مهر|آبان|آذر|دی|بهمن|اسفند|January|February|March|"
    r"April|May|June|July|August|September|October|November|December)"
)
_DAY = (
    rf"(?:\d{{1,4}}\s?[/\-.]\s?\d{{1,2}}\s?[/\-.]\s?\d{{1,4}}|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?"
    rf"{_MONTH}(?:\s+(?:ماه\s+)?(?:سال\s+)?,?\s*\d{{2,4}})?|{_MONTH}\s+\d{{1,2}},?\s+\d{{4}})"
)
_BORN = (
    r"(?:متولد|تاریخ\s+تولد|تاریخ‌تولد|زاده|به\s+دنیا\s+آمد\w*|born(?:\s+(?:on|in))?|"
    r"date\s+of\s+birth|\bDOB\b)"
)

SAID: tuple[Cue, ...] = (
    Cue(
        Said.NAME,
        "name.undersigned",
        88,
        re.compile(rf"(?:این\W?جانب|این\W?جانبه)\W{{1,3}}{_PERSIAN_NAME}"),
    ),
    Cue(
        Said.NAME,
        "name.labelled",
        95,
        re.compile(
            rf"نام\s+و\s+نام\W?خانوادگی(?:\s*[:：\-–]\s*|\s+(?:من|بنده|اینجانب)\s+){_PERSIAN_NAME}"
        ),
    ),
    Cue(
        Said.NAME,
        "name.said",
        85,
        re.compile(rf"(?:نام|اسم)\s+من\s*[،,:]?\s+{_PERSIAN_NAME}\s+(?:است|می\W?باشد)"),
    ),
    Cue(
        Said.NAME,
        "name.introduced",
        80,
        re.compile(rf"(?:^|[.!؟،؛\n])\s*من\s+{_PERSIAN_NAME}\s+(?:هستم|می\W?باشم)"),
    ),
    Cue(
        Said.NAME,
        "name.child_of",
        80,
        re.compile(rf"(?:^|[\s،:])(?P<said>{_WORD}(?:\s+{_WORD}){{1,2}})\s+فرزند\s+{_WORD}"),
    ),
    Cue(
        Said.NAME,
        "name.english",
        85,
        re.compile(
            rf"(?:\b[Mm]y\s+name\s+is\s+|\bI\s+am\s+|\bI\s*,\s+|\bI,\s*the\s+undersigned,?\s+"
            rf"|\b[Ff]ull\s+name\s*:\s*)(?P<said>{_ENGLISH_NAME})"
        ),
    ),
    Cue(
        Said.ADDRESS,
        "address.street",
        85,
        re.compile(
            rf"(?P<said>{_STREET}\s+[^\n؛;.]{{2,120}}?{_DOOR}\s*:?\s*\d{{1,5}}"
            rf"(?:\s*[،,\-و]?\s*{_DOOR}\s*:?\s*\d{{1,5}})*)"
        ),
    ),
    Cue(
        Said.ADDRESS,
        "address.labelled",
        88,
        re.compile(
            r"(?:نشانی|آدرس)(?:\s+(?:منزل|من|محل\s+سکونت|پستی|بنده))?\s*:\s*(?P<said>[^\n؛;]{8,140}?)"
            r"(?=[.\n؛;]|\s+(?:کد\s?پستی|تلفن|شماره)|$)"
        ),
    ),
    Cue(
        Said.ADDRESS,
        "address.english",
        80,
        re.compile(
            r"(?<!\w)(?P<said>\d{1,5}\s+(?:[A-Z][a-z]+\s+){1,3}"
            r"(?:Street|St\.?|Avenue|Ave\.?|Road|Rd\.?|Lane|Boulevard|Blvd\.?|Alley)\b"
            r"(?:,?\s*(?:[Uu]nit|[Ff]lat|[Aa]pt\.?|[Nn]o\.?)\s*\d{1,5})?)"
        ),
    ),
    Cue(
        Said.BIRTH,
        "birth.day",
        96,
        re.compile(rf"{_BORN}\s*:?\s*(?:در\s+)?(?:تاریخ\s+)?(?P<said>{_DAY})", re.IGNORECASE),
    ),
    Cue(
        Said.BIRTH,
        "birth.year",
        75,
        re.compile(
            rf"{_BORN}\s*:?\s*(?:در\s+)?(?:سال\s+)?(?P<said>1[34]\d\d|19\d\d|20[01]\d)(?![\d/\-.])",
            re.IGNORECASE,
        ),
    ),
)


_KINDS = {Said.NAME: Kind.NAME, Said.ADDRESS: Kind.ADDRESS, Said.BIRTH: Kind.BIRTH}


def said(text: str) -> Iterator[Finding]:
    """Find what words announce."""
    for cue in SAID:
        for start, end in cue.find(text):
            yield Finding(start, end, _KINDS[cue.what], cue.rule, cue.confidence)

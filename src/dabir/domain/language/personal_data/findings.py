"""What is found, and what helps in finding: groups of digits, labels beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

SURE = 95
"""From this confidence on, in per cent, a finding is sure."""

WORTH_PROPOSING = 50
"""Findings below are noted for completeness; nobody should be asked about them."""


class Kind(StrEnum):
    """What was found."""

    NATIONAL_ID = "national_id"
    LEGAL_ID = "legal_id"
    CARD = "card"
    ACCOUNT = "account"
    MOBILE = "mobile"
    PHONE = "phone"
    EMAIL = "email"
    PASSPORT = "passport"
    BIRTH_CERTIFICATE = "birth_certificate"
    POSTAL_CODE = "postal_code"
    PLATE = "plate"
    ADDRESS = "address"
    BIRTH = "birth"
    NAME = "name"
    SENDER = "sender"


@dataclass(frozen=True, slots=True)
class Finding:
    """A stretch `text[start:end]`; `confidence` in per cent, `rule` as ``kind.reason``."""

    start: int
    end: int
    kind: Kind
    rule: str
    confidence: int

    @property
    def sure(self) -> bool:
        """Whether it need not be read again."""
        return self.confidence >= SURE


BETWEEN = "[ \u00a0\u202f\u200c\t\\-\u2010-\u2015.·]"
DIGITS = re.compile(r"\d+")
BEFORE, _AFTER = 42, 24
"""How far from a number its label may stand, in letters."""

_NATIONAL = (
    r"کد\W?ملی|شماره\W?ملی|شناسه\W?ملی|national\s+(?:id|code|number|identity)"
    r"|کدملی|(?<!\w)ش[. ]{1,2}م(?!\w)"
)
_LEGAL = r"شناسه\W?ملی|legal\s+(?:id|entity)|company\s+id"
_CARD = r"کارت|\bcard\b"
_ACCOUNT = r"شبا|حساب|\biban\b|account"
_PHONE = (
    r"تلفن|تماس|موبایل|همراه|فکس|نمابر|دورنگار|واتس\W?اپ|شماره\W?(?:من|ام|ی من)\b|"
    r"\b(?:tel|phone|mobile|cell|call|fax|whatsapp|contact)\b"
)
_PASSPORT = r"گذرنامه|پاسپورت|passport"
_POSTAL = r"کد\W?پستی|کدپستی|post(?:al|)\W?code|\bzip\b"
_PLATE = r"پلاک|خودرو|ماشین|plate"
_CERTIFICATE = r"شماره\W?شناسنامه|شناسنامه\W?شماره|(?<!\w)ش[. ]{1,2}ش(?!\w)|شناسنامه"
_OTHER = (
    r"مبلغ|نامه|پرونده|دادنامه|ثبت|رهگیری|پیگیری|شناسه|شماره\W?سریال|سریال|فاکتور|قبض|ردیف|isbn|doi|"
    r"issn|invoice|order|reference|tracking|serial|case\W?no"
)
AMOUNT = re.compile(
    r"\s*(?:ریال|تومان|نفر|دلار|یورو|هزار|میلیون|rials?|tomans?|usd|eur|bytes?)\b", re.IGNORECASE
)


def _label(words: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what looks for a label before a number (no other number between) and right after."""
    return (
        re.compile(rf"(?:{words})[^\d\n؛;]{{0,20}}$", re.IGNORECASE),
        re.compile(rf"\s*[(\[]?\s*(?:{words})", re.IGNORECASE),
    )


LABELS = {
    name: _label(words)
    for name, words in {
        "national": _NATIONAL,
        "legal": _LEGAL,
        "card": _CARD,
        "account": _ACCOUNT,
        "phone": _PHONE,
        "passport": _PASSPORT,
        "postal": _POSTAL,
        "plate": _PLATE,
        "certificate": _CERTIFICATE,
        "other": _OTHER,
    }.items()
}


def labelled_by(text: str, start: int, end: int, name: str) -> bool:
    """Whether one of the labels of this name stands beside a number."""
    before, after = LABELS[name]
    return bool(before.search(text[max(0, start - BEFORE) : start])) or bool(
        after.match(text[end : end + _AFTER])
    )


def grouped(most: int, prefix: str = "") -> re.Pattern[str]:
    """Return a pattern of `most` digits with at most two separators between any of them."""
    return re.compile(rf"{prefix}\d(?:{BETWEEN}{{0,2}}\d){{{most - 1}}}(?!\d)", re.IGNORECASE)


def runs(
    text: str, pattern: re.Pattern[str], begins: str = r"(?<!\d)\d"
) -> Iterator[re.Match[str]]:
    """Yield what the pattern finds at each place where a number begins, overlapping or not."""
    for begin in re.finditer(begins, text):
        match = pattern.match(text, begin.start())
        if match:
            yield match


def digits_of(match: re.Match[str]) -> str:
    """Return the digits of what was found, without what separates them."""
    return "".join(DIGITS.findall(match.group()))

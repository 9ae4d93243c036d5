"""Numbers that belong to one person or account, and how they check themselves.

All functions take ASCII digits without separators.
"""

from __future__ import annotations

import re

_BINS = (
    "207177 502229 502806 502908 502910 502937 502938 504172 504706 505416 505426 505785 505801 "
    "505809 507677 581672 581874 585947 585949 585983 589210 589463 589905 603769 603770 603799 "
    "604932 606256 606373 610433 621986 622106 627353 627381 627412 627488 627648 627760 627884 "
    "627961 628023 628157 636214 636795 636797 636949 639194 639217 639346 639347 639370 639599 "
    "639607 991975"
)
BINS = frozenset(_BINS.split())
"""The first six digits of the cards of Iranian banks."""

_AREAS = (
    "011 013 017 021 023 024 025 026 028 031 034 035 038 041 044 045 051 054 056 058 061 066 071 "
    "074 076 077 081 083 084 086 087"
)
AREA_CODES = frozenset(_AREAS.split())
"""The area codes of Iranian landlines, one a province."""

_LEGAL_WEIGHTS = (29, 27, 23, 19, 17) * 2
_LETTER_VALUES = {chr(ord("A") + at): str(at + 10) for at in range(26)}
_IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}", re.ASCII)
IRANIAN_IBAN_LENGTH = 26


def is_national_id(digits: str) -> bool:
    """Whether ten digits are an Iranian's national id: the last one checks the others.

    Ten times the same digit passes the check and is nobody's.
    """
    if len(digits) != 10 or len(set(digits)) == 1:
        return False
    rest = sum(int(digit) * (10 - at) for at, digit in enumerate(digits[:9])) % 11
    return int(digits[9]) == (rest if rest < 2 else 11 - rest)


def is_legal_id(digits: str) -> bool:
    """Whether eleven digits are the national id of an Iranian legal person."""
    if len(digits) != 11 or len(set(digits)) == 1:
        return False
    added = int(digits[9]) + 2
    total = sum(
        (int(digit) + added) * weight
        for digit, weight in zip(digits[:10], _LEGAL_WEIGHTS, strict=True)
    )
    return total % 11 % 10 == int(digits[10])


def passes_luhn(digits: str) -> bool:
    """Whether the last digit checks the others as on bank cards (ISO/IEC 7812-1)."""
    doubled = (int(digit) * (1 + at % 2) for at, digit in enumerate(reversed(digits)))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def is_card(digits: str) -> bool:
    """Whether sixteen digits check as those of a bank card."""
    return len(digits) == 16 and len(set(digits)) > 1 and passes_luhn(digits)


def is_iranian_card(digits: str) -> bool:
    """Whether sixteen digits are those of a card of an Iranian bank."""
    return is_card(digits) and digits[:6] in BINS


def is_iban(account: str) -> bool:
    """Whether this is an account number by ISO 13616 (an Iranian one is called شبا)."""
    if not _IBAN.fullmatch(account):
        return False
    if account.startswith("IR") and len(account) != IRANIAN_IBAN_LENGTH:
        return False
    turned = account[4:] + account[:4]
    return int("".join(_LETTER_VALUES.get(sign, sign) for sign in turned)) % 97 == 1


def is_postal_code(digits: str) -> bool:
    """Whether ten digits are written as an Iranian postal code is."""
    return len(digits) == 10 and not set(digits[:5]) & {"0", "2"} and len(set(digits)) > 1

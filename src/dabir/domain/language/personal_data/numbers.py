"""Rules for numbers: of persons, cards, accounts, passports, postal areas, cars."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dabir.domain.language.personal_data.checks import (
    is_card,
    is_iban,
    is_iranian_card,
    is_legal_id,
    is_national_id,
    is_postal_code,
)
from dabir.domain.language.personal_data.findings import (
    AMOUNT,
    BEFORE,
    BETWEEN,
    LABELS,
    Finding,
    Kind,
    digits_of,
    grouped,
    labelled_by,
    runs,
)

_TEN, _ELEVEN, _SIXTEEN = grouped(10), grouped(11), grouped(16)
_TWENTY_FOUR = grouped(24)
_SPLIT_ID = re.compile(r"\d{3}\D{1,2}\d{6}\D{1,2}\d|\d{10}")


def national_ids(text: str) -> Iterator[Finding]:
    """Find the national ids of persons: ten digits that check themselves."""
    for match in runs(text, _TEN):
        start, end = match.span()
        digits = digits_of(match)
        labelled = labelled_by(text, start, end, "national")
        if not is_national_id(digits):
            if labelled:
                yield Finding(start, end, Kind.NATIONAL_ID, "national_id.mistyped", 70)
            continue
        if labelled:
            yield Finding(start, end, Kind.NATIONAL_ID, "national_id.labelled", 99)
        elif labelled_by(text, start, end, "other") or AMOUNT.match(text, end):
            yield Finding(start, end, Kind.NATIONAL_ID, "national_id.other_number", 40)
        elif _SPLIT_ID.fullmatch(match.group()):
            yield Finding(start, end, Kind.NATIONAL_ID, "national_id.checked", 85)
        else:
            yield Finding(start, end, Kind.NATIONAL_ID, "national_id.split", 45)


def legal_ids(text: str) -> Iterator[Finding]:
    """The ids of legal persons are no secret, and so never sure to be left out."""
    for match in runs(text, _ELEVEN):
        digits = digits_of(match)
        if is_legal_id(digits) and labelled_by(text, *match.span(), "legal"):
            yield Finding(*match.span(), Kind.LEGAL_ID, "legal_id.labelled", 80)
        elif is_legal_id(digits) and match.group().startswith(("10", "14")):
            yield Finding(*match.span(), Kind.LEGAL_ID, "legal_id.checked", 60)


def cards(text: str) -> Iterator[Finding]:
    """Find the numbers of bank cards."""
    for match in runs(text, _SIXTEEN):
        digits = digits_of(match)
        labelled = labelled_by(text, *match.span(), "card")
        if is_iranian_card(digits):
            yield Finding(*match.span(), Kind.CARD, "card.iranian", 99)
        elif is_card(digits):
            confidence = 97 if labelled else 70
            yield Finding(*match.span(), Kind.CARD, "card.checked", confidence)
        elif labelled:
            yield Finding(*match.span(), Kind.CARD, "card.mistyped", 75)


_IBAN = re.compile(
    rf"[A-Z]{{2}}{BETWEEN}?\d{{2}}(?:{BETWEEN}{{0,2}}[A-Z0-9]){{11,30}}(?![A-Za-z0-9])", re.ASCII
)


def accounts(text: str) -> Iterator[Finding]:
    """Find account numbers by ISO 13616, with or without the letters of the country."""
    for begin in re.finditer(r"(?<![A-Za-z])[A-Za-z]{2}(?=[^\n]{0,2}\d)", text):
        # Small letters are common in typed account numbers; upper() keeps ASCII places.
        piece = text[begin.start() : begin.start() + 80]
        written = piece.upper() if piece.isascii() else _upper(piece)
        match = _IBAN.match(written)
        if match:
            yield from _longest_account(match.group(), begin.start())
    for match in runs(text, _TWENTY_FOUR):
        if is_iban("IR" + digits_of(match)):
            yield Finding(*match.span(), Kind.ACCOUNT, "account.without_country", 99)


def _upper(piece: str) -> str:
    return "".join(sign.upper() if sign.isascii() else sign for sign in piece)


def _longest_account(written: str, at: int) -> Iterator[Finding]:
    """Cut from the end what follows an account number in the same breath."""
    for end in range(len(written), 14, -1):
        account = re.sub(r"[^A-Z0-9]", "", written[:end])
        if written[end - 1].isalnum() and is_iban(account):
            yield Finding(at, at + end, Kind.ACCOUNT, "account.checked", 99)
            return


_POST = re.compile(rf"\d{{5}}{BETWEEN}{{0,2}}\d{{5}}(?!\d)")
_PASSPORT_NUMBER = re.compile(r"[A-Za-z]\W?\d{8}(?!\d)")
_CERTIFICATE_NUMBER = re.compile(r"\d{1,10}(?!\d)")
_PLATE_LETTER = r"(?:الف|[آابپتثجدذرزژسشصطعفقکگلمنوهی]|D|S)"
_PLATE_IRAN = r"(?:ایران|ir(?:an)?\.?)"
_PLATE_NUMBER = re.compile(
    rf"(?<!\d)(?:(?P<first>{_PLATE_IRAN}\W{{0,3}}\d{{2}}\W{{1,4}}\d{{2}}\W{{0,2}}{_PLATE_LETTER}\W{{0,2}}"
    rf"\d{{3}})|(?P<whole>\d{{2}}\W{{0,2}}{_PLATE_LETTER}\W{{0,2}}\d{{3}}"
    rf"(?P<iran>\W{{0,4}}{_PLATE_IRAN}\W{{0,3}}|\W{{1,3}})\d{{2}}))(?!\d)",
    re.IGNORECASE,
)


_NUMBERED = re.compile(r"(?:شماره|(?<!\w)ش[. ]{1,2}ش)[^\d\n]{0,24}$")
_YEAR = re.compile(r"1[34]\d\d")


def _certificate(text: str, match: re.Match[str]) -> Finding:
    """A number after «شناسنامه» alone may be a year in which something was asked."""
    numbered = _NUMBERED.search(text[max(0, match.start() - BEFORE) : match.start()])
    if numbered:
        return Finding(*match.span(), Kind.BIRTH_CERTIFICATE, "birth_certificate.labelled", 96)
    weight = 30 if _YEAR.fullmatch(match.group()) else 60
    return Finding(*match.span(), Kind.BIRTH_CERTIFICATE, "birth_certificate.named", weight)


def other_numbers(text: str) -> Iterator[Finding]:
    """Find what only a label tells: postal codes, passports, birth certificates, plates."""
    for match in runs(text, _POST):
        if labelled_by(text, *match.span(), "postal"):
            confidence = 97 if is_postal_code(digits_of(match)) else 80
            yield Finding(*match.span(), Kind.POSTAL_CODE, "postal_code.labelled", confidence)
    for match in runs(text, _PASSPORT_NUMBER, r"(?<![A-Za-z])[A-Za-z](?=\W?\d)"):
        if labelled_by(text, *match.span(), "passport"):
            yield Finding(*match.span(), Kind.PASSPORT, "passport.labelled", 97)
    for match in runs(text, _CERTIFICATE_NUMBER):
        if LABELS["certificate"][0].search(text[max(0, match.start() - BEFORE) : match.start()]):
            yield _certificate(text, match)
    for match in _PLATE_NUMBER.finditer(text):
        if match["first"] or "ir" in (match["iran"] or "").lower() or "ایران" in match["iran"]:
            yield Finding(*match.span(), Kind.PLATE, "plate.written", 97)
        elif labelled_by(text, *match.span(), "plate"):
            yield Finding(*match.span(), Kind.PLATE, "plate.labelled", 96)

"""Rules for ways to reach somebody: telephones, e-mail."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dabir.domain.language.personal_data.checks import AREA_CODES
from dabir.domain.language.personal_data.findings import BETWEEN, DIGITS, Finding, Kind, labelled_by

_OPEN = r"[(\[]?"
_MOBILE = re.compile(
    rf"(?P<country>(?:\+|00){BETWEEN}{{0,2}}98|98)?{BETWEEN}{{0,2}}{_OPEN}(?P<zero>0?)9"
    rf"(?:{BETWEEN}?\d){{2}}[)\]]?(?:{BETWEEN}{{0,2}}\d){{7}}(?!\d)"
)
_LANDLINE = re.compile(
    rf"(?P<country>(?:\+|00){BETWEEN}{{0,2}}98{BETWEEN}{{0,2}}{_OPEN}0?|{_OPEN}0)"
    rf"(?P<area>[1-8]{BETWEEN}?\d)[)\]]?(?:{BETWEEN}{{0,2}}\d){{8}}(?!\d)"
)
_ABROAD = re.compile(rf"(?:\+|00){BETWEEN}?[1-9](?:{BETWEEN}{{0,2}}{_OPEN}\d[)\]]?){{7,14}}(?!\d)")
_LOCAL = re.compile(rf"[2-8]\d(?:{BETWEEN}?\d){{6}}(?!\d)")
_NUMBER_BEGINS = r"(?<![\d+])(?:\+|[(\[](?=0)|\d)"


def phones(text: str) -> Iterator[Finding]:
    """Find mobile and landline numbers, of Iran and abroad, in every way of writing them."""
    for begin in re.finditer(_NUMBER_BEGINS, text):
        at = begin.start()
        for pattern, read in ((_MOBILE, _mobile), (_LANDLINE, _landline), (_ABROAD, _abroad)):
            match = pattern.match(text, at)
            finding = read(text, match) if match else None
            if finding:
                yield finding
                break
        else:
            local = _LOCAL.match(text, at)
            if local and labelled_by(text, at, at, "phone"):
                yield Finding(at, local.end(), Kind.PHONE, "phone.local", 85)


def _mobile(text: str, match: re.Match[str]) -> Finding | None:
    start, end = match.span()
    labelled = labelled_by(text, start, end, "phone")
    if match["zero"] or (match["country"] or "").startswith(("+", "0")):
        return Finding(start, end, Kind.MOBILE, "mobile.written", 98)
    if match["country"]:
        return Finding(start, end, Kind.MOBILE, "mobile.country", 97 if labelled else 85)
    if labelled:
        return Finding(start, end, Kind.MOBILE, "mobile.labelled", 96)
    return None


def _landline(text: str, match: re.Match[str]) -> Finding | None:
    area = "0" + "".join(DIGITS.findall(match["area"]))
    if area not in AREA_CODES:
        return None
    start, end = match.span()
    if labelled_by(text, start, end, "phone"):
        return Finding(start, end, Kind.PHONE, "phone.labelled", 97)
    if labelled_by(text, start, end, "other") or labelled_by(text, start, end, "legal"):
        return None
    return Finding(start, end, Kind.PHONE, "phone.written", 90)


def _abroad(text: str, match: re.Match[str]) -> Finding | None:
    start, end = match.span()
    if labelled_by(text, start, end, "phone"):
        return Finding(start, end, Kind.PHONE, "phone.abroad_labelled", 97)
    return Finding(start, end, Kind.PHONE, "phone.abroad", 88) if match.group()[0] == "+" else None


_AT = r"\s*(?:@|[\[({]\s*(?:at|ات|اَت|@)\s*[\])}]|\s(?:at|ات)\s)\s*"
_DOT = r"(?:\.|\s*[\[({]\s*(?:dot|دات|نقطه|\.)\s*[\])}]\s*|\s(?:dot|دات|نقطه)\s|\s\.\s?)"
_PLAIN_EMAIL = re.compile(
    r"(?<![A-Za-z0-9._%+\-])[A-Za-z0-9_%+\-](?:[A-Za-z0-9._%+\-]{0,62}[A-Za-z0-9_%+\-])?@"
    r"(?:[A-Za-z0-9](?:[A-Za-z0-9\-]{0,61}[A-Za-z0-9])?\.){1,6}[A-Za-z]{2,24}"
)
_HIDDEN_EMAIL = re.compile(
    rf"(?<![\w.])[A-Za-z0-9][A-Za-z0-9_%+\-]{{0,40}}(?:{_DOT}[A-Za-z0-9_]{{1,30}}){{0,3}}{_AT}"
    rf"[A-Za-z0-9\-]{{2,40}}(?:{_DOT}[A-Za-z0-9\-]{{2,24}}){{0,3}}{_DOT}"
    r"(?P<top>com|org|net|ir|info|edu|gov|ac|io|co|email|me|de|uk|fr|ca|us)(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    r"(?:info|contact|support|office|admin|sales|press|pr|secretariat|hello|help|mail|webmaster|"
    r"no-?reply)@",
    re.IGNORECASE,
)


def emails(text: str) -> Iterator[Finding]:
    """Find e-mail addresses, also those disguised against harvesters."""
    for match in _PLAIN_EMAIL.finditer(text):
        if _OFFICE.match(match.group()):
            yield Finding(*match.span(), Kind.EMAIL, "email.office", 80)
        else:
            yield Finding(*match.span(), Kind.EMAIL, "email.written", 99)
    if "@" not in text and not re.search(r"\bat\b|ات\b", text, re.IGNORECASE):
        return
    for match in _HIDDEN_EMAIL.finditer(text):
        if _PLAIN_EMAIL.fullmatch(match.group()):
            continue
        bracketed = re.search(r"[\[({]|@", match.group())
        confidence = 96 if bracketed else 85
        yield Finding(*match.span(), Kind.EMAIL, "email.disguised", confidence)

"""The words of a comment sheet, and those by which its columns are known again.

They follow the document, not the reader of a page, and so stand here and not in a catalogue.
"""

from __future__ import annotations

import re

from dabir.domain.language.search_key import search_key
from dabir.formats.documents import Language

HEADINGS: dict[Language, dict[str, str]] = {
    "fa": {
        "code": "شناسه",
        "clause": "بند",
        "text": "متن بند",
        "receipt": "شمارهٔ رسید",
        "number": "شمارهٔ نظر",
        "by": "نظر از",
        "quote": "واژه‌های موردنظر",
        "comment": "نظر",
        "wording": "متن پیشنهادی",
        "reason": "دلیل",
        "outcome": "سرانجام نظر",
        "answer": "پاسخ دبیرخانه",
    },
    "en": {
        "code": "Code",
        "clause": "Clause",
        "text": "Text of the clause",
        "receipt": "Receipt number",
        "number": "Comment number",
        "by": "Comment by",
        "quote": "Words concerned",
        "comment": "Comment",
        "wording": "Proposed wording",
        "reason": "Reason",
        "outcome": "Outcome",
        "answer": "Answer of the secretariat",
    },
}

FACT_LABELS: dict[Language, dict[str, str]] = {
    "fa": {
        "call": "کد فراخوان",
        "draft": "کد متن",
        "organisation": "دستگاه یا سازمان",
        "name": "نام نظردهنده",
        "email": "رایانامه",
    },
    "en": {
        "call": "Code of the call",
        "draft": "Code of the text",
        "organisation": "Organisation",
        "name": "Name",
        "email": "E-mail",
    },
}

# How others head the same columns: the ISO/IEC commenting template, the comment forms of European
# and Iranian standards bodies, and what people write of their own accord.
_OTHERS: dict[str, tuple[str, ...]] = {
    "code": ("id", "identifier", "کد", "کد بند", "شناسه بند", "clause id"),
    "clause": (
        "clause/subclause", "clause/ subclause", "clause no", "clause number", "section",
        "article", "paragraph", "clause no./ subclause no./ annex", "ماده", "ماده/بند", "شماره بند",
        "شماره ماده", "بند/زیربند", "بند یا ماده", "بند/تبصره", "عنوان بند",
    ),
    "text": (
        "text", "original text", "current text", "existing text", "draft text", "clause text",
        "متن", "متن فعلی", "متن پیش نویس", "متن اولیه", "متن موجود", "متن ماده", "عین متن",
    ),
    "quote": (
        "words", "quoted words", "quote", "words commented on", "line", "line number", "passage",
        "عبارت", "عبارت مورد نظر", "واژه ها", "سطر", "جمله مورد نظر",
    ),
    "comment": (
        "comments", "comment (justification for change)", "remark", "remarks", "observation",
        "general comment", "نظرات", "نظر کارشناسی", "ملاحظات", "ملاحظه", "اظهارنظر", "اظهار نظر",
        "نقطه نظرات", "شرح نظر",
    ),
    "wording": (
        "proposed change", "proposed text", "proposed new text", "suggested change",
        "suggested wording", "suggested text", "proposal", "proposed amendment", "پیشنهاد",
        "متن اصلاحی", "متن اصلاحی پیشنهادی", "پیشنهاد اصلاحی", "اصلاح پیشنهادی", "متن جایگزین",
        "تغییر پیشنهادی", "عبارت پیشنهادی",
    ),
    "reason": (
        "justification", "rationale", "reasons", "grounds", "why", "دلایل", "علت", "توجیه",
        "استدلال", "دلیل پیشنهاد", "دلایل توجیهی", "مستندات", "دلیل/مستند",
    ),
    "answer": (
        "answer", "response", "disposition", "resolution", "observations of the secretariat",
        "secretariat observations", "secretariat's answer", "پاسخ", "نتیجه", "نتیجه رسیدگی",
        "نظر دبیرخانه", "پاسخ کارگروه", "تصمیم",
    ),
}  # fmt: skip

_OTHER_FACTS: dict[str, tuple[str, ...]] = {
    "call": ("call", "call code", "document", "project", "فراخوان", "کد", "کد سند"),
    "organisation": (
        "organization", "body", "member body", "company", "institution", "mb/nc", "دستگاه",
        "سازمان", "نهاد", "نام دستگاه", "نام سازمان", "تشکل", "شرکت",
    ),
    "name": (
        "commenter", "contact", "author", "your name", "نام", "نام و نام خانوادگی", "نظردهنده",
        "نام نماینده", "تهیه کننده",
    ),
    "email": ("e-mail address", "email", "mail", "ایمیل", "پست الکترونیکی", "نشانی رایانامه"),
}  # fmt: skip

LONGEST_HEADING = 200
"""Letters; what is longer is no heading, and is not looked at as one."""

_MARKS = re.compile(r"[\W_]+")


def heading_key(text: str) -> str:
    """Return what two headings have in common that are the same to a person."""
    return " ".join(_MARKS.sub(" ", search_key(text)).split())


def _known(
    own: dict[Language, dict[str, str]], others: dict[str, tuple[str, ...]]
) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, words in others.items():
        found |= {heading_key(word): name for word in words}
    for labels in own.values():
        found |= {heading_key(label): name for name, label in labels.items()}
    return found


_COLUMNS = _known(HEADINGS, _OTHERS)
_FACTS = _known(FACT_LABELS, _OTHER_FACTS)


def column_named(heading: str) -> str:
    """Return the name of the column that a heading means, or "" for a column of their own.

    A heading may be in both languages («بند / Clause») or carry an explanation in brackets.
    """
    if len(heading) > LONGEST_HEADING:
        return ""
    whole = heading_key(heading)
    if whole in _COLUMNS:
        return _COLUMNS[whole]
    for piece in re.split(r"[/|\n(（]", heading):
        if (key := heading_key(piece)) in _COLUMNS:
            return _COLUMNS[key]
    return ""


def fact_named(label: str) -> str:
    """Return the name of the fact that a label above the table means, or ""."""
    return _FACTS.get(heading_key(label), "") if len(label) <= LONGEST_HEADING else ""

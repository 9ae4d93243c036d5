"""The words by which Persian and English drafting mention clauses, as patterns.

Persian names come first and relative words after them («ماده قبل»); in English it is the other way
round ("the preceding Article"). «ذیل», «زیر» and "following" are left out: they introduce what is
about to be quoted at least as often as they point at a clause.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from dabir.domain.drafting.clauses import Kind


class Noun(NamedTuple):
    """A word for clauses: what it may stand for, and what it stands for if such a one is there."""

    pattern: str
    kinds: frozenset[Kind]
    narrow: frozenset[Kind]


INNER = frozenset({Kind.CLAUSE, Kind.ITEM, Kind.PARAGRAPH})
NOTE = frozenset({Kind.NOTE})
_ARTICLE = frozenset({Kind.ARTICLE})
_CHAPTER = frozenset({Kind.CHAPTER})
_ANNEX = frozenset({Kind.ANNEX})
_OF_AN_ARTICLE = frozenset({Kind.CLAUSE, Kind.PARAGRAPH})
_ITEM = frozenset({Kind.ITEM})

_DIGITS = r"[0-9۰-۹٠-٩]{1,4}"
_ALEF_BA = "آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی"
_FA_UNIT_ORDINAL = "اول|یکم|دوم|سوم|چهارم|پنجم|ششم|هفتم|هشتم|نهم"
FA_ORDINAL = (
    rf"(?:(?:بیست|سی|چهل|پنجاه|شصت|هفتاد|هشتاد|نود)\s+و\s+(?:{_FA_UNIT_ORDINAL})|{_FA_UNIT_ORDINAL}"
    "|دهم|یازدهم|دوازدهم|سیزدهم|چهاردهم|پانزدهم|شانزدهم|هفدهم|هجدهم|نوزدهم"
    "|بیستم|سی[\u200c\\s]?ام|چهلم|پنجاهم|شصتم|هفتادم|هشتادم|نودم)"
)
_EZAFE = "(?:\u200c?[هةۀ]?[\u0654یي]?)"
# A bare «و» is "and", a bare "a" an article: such letters are written in parentheses or quotes.
_FA_LETTER = rf"(?:الف|(?!و(?!\s*[)»]))[{_ALEF_BA}])"
_FA_NUMERAL = rf"(?:{_DIGITS}|(?:{FA_ORDINAL}|{_FA_LETTER})(?![{_ALEF_BA}\u200c]))"
_EN_NUMERAL = r"(?:[0-9]{1,4}|[IVXLC]{1,6}(?![A-Za-z])|(?!a(?!\s*\)))[a-z](?![A-Za-z]))"

NOUNS: dict[str, tuple[Noun, ...]] = {
    "fa": (
        Noun(rf"(?:ماد[هةۀ]{_EZAFE}|مواد|مادتین)", _ARTICLE, _ARTICLE),
        Noun(rf"تبصر[هةۀ](?:\u200cهای|\s?های|{_EZAFE})", NOTE, NOTE),
        Noun(r"بند(?:\u200cهای|\s?های|های)?", INNER, _OF_AN_ARTICLE),
        Noun(r"(?:جزءهای|جزء|جز[ءِ]?|اجزای)", INNER, _ITEM),
        Noun(r"(?:فصل(?:\u200cهای|\s?های|های)?|فصول)", _CHAPTER, _CHAPTER),
        Noun(
            r"(?:پیوست|ضمیم[هۀ])(?:\u200cهای|\s?های)?(?:\sشمار[هۀ]ٔ?)?",
            _ANNEX,
            _ANNEX,
        ),
    ),
    "en": (
        Noun(r"[Aa]rticles?", _ARTICLE, _ARTICLE),
        Noun(r"[Nn]otes?", NOTE, NOTE),
        Noun(r"(?:[Ss]ub-?[Pp]aragraph|[Ii]tem|[Pp]oint)s?", INNER, _ITEM),
        Noun(r"(?:[Cc]lause|[Pp]aragraph)s?", INNER, _OF_AN_ARTICLE),
        Noun(r"[Cc]hapters?", _CHAPTER, _CHAPTER),
        Noun(r"[Aa]nnex(?:es)?", _ANNEX, _ANNEX),
    ),
}
_SINGULAR = {
    "مواد": "ماده",
    "مادتین": "ماده",
    "فصول": "فصل",
    "اجزای": "جزء",
    "annexes": "annex",
}
_PLURAL_ENDS = ("\u200cهای", " های", "های")

_HERE = {"fa": r"(?:این|همین)", "en": r"(?:[Tt]his|[Tt]he present)"}
# «قبل از» and «بعد از» are "before" and "after"; «فوق العاده» is a word of its own.
_BEFORE_FA = (
    r"(?:ماقبل|قبلی|قبل(?!\s+از(?!\w))|پیشین|بالایی|بالا"
    r"|فوق(?:[\s\u200c]?ال(?:ذکر|اشاره|اشعار))?(?!\s*العاده))"
)
_AFTER_FA = r"(?:مابعد|بعدی|بعد(?!\s+از(?!\w))|آتی)"
_BEFORE_EN = r"[Tt]he\s+(?:(?:immediately\s+|last\s+)?preceding|previous|foregoing|above)\s+"
_AFTER_EN = r"[Tt]he\s+(?:next|succeeding)\s+"
_AND = {
    "fa": r"(?:\s*،\s*(?:و\s+)?|\s+و\s+|\s+یا\s+)",
    "en": r"(?:\s*,\s*(?:and\s+|or\s+)?|\s+and\s+|\s+or\s+)",
}
_TO = {
    "fa": r"(?:\s+(?:الی|تا)\s+|\s*[-–]\s*)",
    "en": r"(?:\s+to\s+|\s+through\s+|\s*[-–]\s*)",
}
_OF = {"fa": r"\s+(?:(?:از|ذیل|موضوع)\s+)?", "en": r"(?:\s+(?:of|to|in)\s+|\s*,\s*|\s+)"}

# What follows the number of a clause of another document; «این قانون», «قانون حاضر» is this one.
_DOCUMENTS = (
    r"قانون(?!\s+حاضر)",
    *("آیین", "آئین", "تصویب", "موافقت", "نظام"),
    *("اساسنام", "دستورالعمل", "کنوانسیون", "پروتکل", "معاهد", "اعلامی", "منشور", "قطعنام"),
    *("سیاست", "مصوب", "سند", "برنام", "بخشنام", "مقرر"),
)
ELSEWHERE = {
    "fa": re.compile(rf"\s+(?:از\s+|آن\s+)?(?:{'|'.join(_DOCUMENTS)})"),
    "en": re.compile(
        r"\s*,?\s+of\s+(?:the\s+(?!present\b|text\b|same\b)"
        r"|(?:that|those|said|resolution|decision)\b|(?=[A-Z]))"
        r"(?![Aa]rticles?\b|[Cc]hapters?\b|[Aa]nnex|[Tt]his\b)"
    ),
}


def _pattern(language: str) -> re.Pattern[str]:
    numeral = _FA_NUMERAL if language == "fa" else _EN_NUMERAL
    one = rf"(?:\(\s*{numeral}\s*\)|«\s*{numeral}\s*»|{numeral})"
    units = "|".join(rf"(?P<w{at}>{noun.pattern})" for at, noun in enumerate(NOUNS[language]))
    joined = rf"{one}(?:(?:{_AND[language]}|{_TO[language]}){one})*"
    numbers = rf"\s*(?P<numbers>{joined})(?![\w\u200c])"
    here = rf"(?P<here>{_HERE[language]}\s+)"
    if language == "fa":
        relative = rf"\s+(?:(?P<before>{_BEFORE_FA})|(?P<next>{_AFTER_FA}))(?![\w\u200c])"
        return re.compile(
            rf"(?<![\w\u200c]){here}?(?:{units})(?![\w\u200c])(?(here)|(?:{numbers}|{relative})?)"
        )
    return re.compile(
        rf"(?<!\w)(?:{here}|(?P<before>{_BEFORE_EN})|(?P<next>{_AFTER_EN}))?(?:{units})(?!\w)"
        rf"(?(here)|(?(before)|(?(next)|(?:{numbers})?)))"
    )


PATTERNS = {language: _pattern(language) for language in ("fa", "en")}
ONE = {
    "fa": re.compile(rf"(?<!\w){_FA_NUMERAL}(?!\w)"),
    "en": re.compile(rf"(?<!\w){_EN_NUMERAL}(?!\w)"),
}
SPAN = {language: re.compile(rf"[)»\s]*{_TO[language]}[(«\s]*") for language in ("fa", "en")}
JOINT = {language: re.compile(_OF[language]) for language in ("fa", "en")}
SUBNUMERAL = re.compile(rf"\s?\((?P<n>{_EN_NUMERAL})\)")


def singular(noun: str) -> str:
    """Return a noun for one clause: «مواد» as «ماده», "Articles" as "Article"."""
    if noun in _SINGULAR:
        return _SINGULAR[noun]
    for end in _PLURAL_ENDS:
        if noun.endswith(end):
            return noun.removesuffix(end)
    if noun.casefold() in _SINGULAR:
        return noun[: -len("es")]
    return noun.removesuffix("s")

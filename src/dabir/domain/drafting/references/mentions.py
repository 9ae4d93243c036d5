"""Where a wording mentions clauses by number: «بند الف ماده ۲», "paragraph 2 (a) of Article 8".

A mention is a chain of steps from the inner to the outer. What names another document («ماده ۵
قانون …», "Article 5 of the Charter") is no reference to a clause of this text and is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dabir.domain.drafting.clauses import Kind


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as it is written, at ``wording[start:end]``, without parentheses around it."""

    start: int
    end: int
    written: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a chain: «بندهای الف و ب», "Article 8", «این ماده».

    `kinds` are what the word may stand for. `here` is the clause in which it is written; then there
    are no numerals. A step without numerals that is not `here` («تبصره») is the only one of its
    kind; `after` is where its numeral would stand. In a `span` («مواد ۵ تا ۷») the two numerals are
    the first and the last.
    """

    kinds: frozenset[Kind]
    numerals: tuple[Numeral, ...]
    after: int
    here: bool = False
    span: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """``wording[start:end]``, which mentions clauses; `steps` go from the inner to the outer."""

    start: int
    end: int
    steps: tuple[Step, ...]


_INNER = frozenset({Kind.CLAUSE, Kind.ITEM, Kind.PARAGRAPH})
_ARTICLE = frozenset({Kind.ARTICLE})
_NOTE = frozenset({Kind.NOTE})

_DIGITS = r"[0-9۰-۹٠-٩]{1,4}"
_ALEF_BA = "آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی"
_FA_ORDINAL = (
    "اول|یکم|دوم|سوم|چهارم|پنجم|ششم|هفتم|هشتم|نهم|دهم|یازدهم|دوازدهم|سیزدهم|چهاردهم|پانزدهم"
    "|شانزدهم|هفدهم|هجدهم|نوزدهم|بیستم"
)
_EZAFE = "(?:\u200c?[هةۀ]?[\u0654یي]?)"
# A bare «و» is "and", a bare "a" an article: such letters are written in parentheses or quotes.
_FA_LETTER = rf"(?:الف|(?!و(?!\s*[)»]))[{_ALEF_BA}])"
_FA_NUMERAL = rf"(?:{_DIGITS}|(?:{_FA_ORDINAL}|{_FA_LETTER})(?![{_ALEF_BA}\u200c]))"
_EN_NUMERAL = r"(?:[0-9]{1,4}|[IVXLC]{1,6}(?![A-Za-z])|(?!a(?!\s*\)))[a-z](?![A-Za-z]))"

_WORDS: dict[str, tuple[tuple[str, frozenset[Kind]], ...]] = {
    "fa": (
        (rf"(?:ماد[هةۀ]{_EZAFE}|مواد)", _ARTICLE),
        (rf"تبصر[هةۀ](?:\u200cهای|\s?های|{_EZAFE})", _NOTE),
        (r"بند(?:\u200cهای|\s?های|های)?", _INNER),
        (r"(?:جزءهای|جزء|جز[ءِ]?|اجزای)", _INNER),
        (r"(?:فصل(?:\u200cهای|\s?های|های)?|فصول)", frozenset({Kind.CHAPTER})),
        (r"(?:پیوست|ضمیم[هۀ])(?:\u200cهای|\s?های)?(?:\sشمار[هۀ]ٔ?)?", frozenset({Kind.ANNEX})),
    ),
    "en": (
        (r"[Aa]rticles?", _ARTICLE),
        (r"[Nn]otes?", _NOTE),
        (r"(?:[Cc]lause|[Ii]tem|[Pp]oint|(?:[Ss]ub-?)?[Pp]aragraph)s?", _INNER),
        (r"[Cc]hapters?", frozenset({Kind.CHAPTER})),
        (r"[Aa]nnex(?:es)?", frozenset({Kind.ANNEX})),
    ),
}
_HERE = {"fa": r"(?:این|همین)", "en": r"(?:[Tt]his|[Tt]he present)"}
_AND = {
    "fa": r"(?:\s*،\s*|\s+و\s+|\s+یا\s+)",
    "en": r"(?:\s*,\s*(?:and\s+|or\s+)?|\s+and\s+|\s+or\s+)",
}
_TO = {"fa": r"(?:\s+تا\s+|\s*[-–]\s*)", "en": r"(?:\s+to\s+|\s+through\s+|\s*[-–]\s*)"}
_OF = {"fa": r"\s+(?:(?:از|ذیل|موضوع)\s+)?", "en": r"(?:\s+(?:of|to|in)\s+|\s*,\s*|\s+)"}

# What follows the number of a clause of another document; «این قانون» is this one.
_DOCUMENTS = (
    "قانون",
    *("آیین", "آئین", "تصویب", "موافقت", "نظام"),
    *("اساسنام", "دستورالعمل", "کنوانسیون", "پروتکل", "معاهد", "اعلامی", "منشور", "قطعنام"),
    *("سیاست", "مصوب", "سند", "برنام", "بخشنام", "مقرر"),
)
_ELSEWHERE = {
    "fa": re.compile(rf"\s+(?:از\s+)?(?:{'|'.join(_DOCUMENTS)})"),
    "en": re.compile(
        r"\s+of\s+(?:the\s+(?!present\b|text\b|same\b)|(?=[A-Z]))"
        r"(?![Aa]rticles?\b|[Cc]hapters?\b|[Aa]nnex|[Tt]his\b)"
    ),
}


def _pattern(language: str) -> re.Pattern[str]:
    numeral = _FA_NUMERAL if language == "fa" else _EN_NUMERAL
    one = rf"(?:\(\s*{numeral}\s*\)|«\s*{numeral}\s*»|{numeral})"
    units = "|".join(rf"(?P<w{at}>{word})" for at, (word, _) in enumerate(_WORDS[language]))
    joined = rf"{one}(?:(?:{_AND[language]}|{_TO[language]}){one})*"
    return re.compile(
        rf"(?<![\w\u200c])(?P<here>{_HERE[language]}\s+)?(?:{units})(?![\w\u200c])"
        rf"(?(here)|(?:\s*(?P<numbers>{joined})(?![\w\u200c]))?)"
    )


_PATTERNS = {language: _pattern(language) for language in ("fa", "en")}
_ONE = {
    "fa": re.compile(rf"(?<!\w){_FA_NUMERAL}(?!\w)"),
    "en": re.compile(rf"(?<!\w){_EN_NUMERAL}(?!\w)"),
}
_SPAN = {language: re.compile(rf"\S+?{_TO[language]}\S+") for language in ("fa", "en")}
_JOINT = {language: re.compile(_OF[language]) for language in ("fa", "en")}
_SUBNUMERAL = re.compile(rf"\s?\((?P<n>{_EN_NUMERAL})\)")


def mentions(wording: str, language: str) -> Iterator[Mention]:
    """Yield what mentions clauses, in the order of the wording; all but "fa" reads English."""
    language = "fa" if language == "fa" else "en"
    at = 0
    while (match := _PATTERNS[language].search(wording, at)) is not None:
        steps, end = _chain(wording, match, language)
        if language == "en":
            steps, end = _turned(wording, steps, end)
        at = end
        if _points(steps) and _ELSEWHERE[language].match(wording, end) is None:
            yield Mention(match.start(), end, tuple(steps))


def _chain(wording: str, match: re.Match[str], language: str) -> tuple[list[Step], int]:
    """Return the steps that begin at a match, the inner ones first, and where they end."""
    steps = [_step(match, language)]
    end = match.end()
    while language == "en" and (sub := _SUBNUMERAL.match(wording, end)):
        # "paragraph 2 (a)": the inner one is written last.
        numeral = Numeral(sub.start("n"), sub.end("n"), sub["n"])
        steps.insert(0, Step(_INNER, (numeral,), sub.end()))
        end = sub.end()
    while (joint := _JOINT[language].match(wording, end)) is not None:
        following = _PATTERNS[language].match(wording, joint.end())
        if following is None or not _outside(steps[-1], _step(following, language)):
            break
        steps.append(_step(following, language))
        end = following.end()
    return steps, end


def _turned(wording: str, steps: list[Step], end: int) -> tuple[list[Step], int]:
    """Join "Article 8, paragraph 2", where the outer one is written first."""
    joint = re.compile(r"\s*,\s*").match(wording, end)
    match = None if joint is None else _PATTERNS["en"].match(wording, joint.end())
    if match is None:
        return steps, end
    inner, inner_end = _chain(wording, match, "en")
    # "Article 8, note" names its only note; "Article 8, note that" does not.
    named = inner[0].kinds == _NOTE and not wording[inner_end:].lstrip()[:1].isalpha()
    if all(_outside(step, steps[-1]) and (step.numerals or named) for step in inner):
        return [*inner, *steps], inner_end
    return steps, end


def _step(match: re.Match[str], language: str) -> Step:
    places = enumerate(_WORDS[language])
    kinds = next(kinds for place, (_, kinds) in places if match[f"w{place}"] is not None)
    written = match["numbers"]
    if written is None:
        return Step(kinds, (), match.end(), here=match["here"] is not None)
    start = match.start("numbers")
    numerals = tuple(
        Numeral(start + each.start(), start + each.end(), each.group())
        for each in _ONE[language].finditer(written)
    )
    span = len(numerals) == 2 and _SPAN[language].fullmatch(written) is not None
    return Step(kinds, numerals, match.end(), span=span)


_RANK = {Kind.ANNEX: 0, Kind.CHAPTER: 0, Kind.ARTICLE: 1, Kind.NOTE: 2}


def _outside(inner: Step, outer: Step) -> bool:
    """Whether a clause of the one can stand in a clause of the other."""
    ranks = [min(_RANK.get(kind, 3) for kind in step.kinds) for step in (inner, outer)]
    return ranks[1] < ranks[0] or ranks == [3, 3]


def _points(steps: list[Step]) -> bool:
    """Whether a chain names a clause: by a number, or as the only note of a clause it names."""
    inner, *outer = steps
    return bool(inner.numerals) or (inner.kinds == _NOTE and not inner.here and bool(outer))

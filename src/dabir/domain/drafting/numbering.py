"""Numbers of clauses, derived from where they stand.

Articles run through the chapters of a text and begin again in each annex; everything else is
counted among the siblings of its kind. As Iranian drafting has it, an article that is alone is
«ماده واحده» and a note that is alone is «تبصره» without a number.
"""

from __future__ import annotations

from dataclasses import dataclass

from dabir.domain.drafting.clauses import Clause, Kind, NumberStyle
from dabir.domain.drafting.versions import Version
from dabir.domain.language import to_persian_digits

_UNNUMBERED = {Kind.PREAMBLE, Kind.PARAGRAPH}

_NAMES = {
    "fa": {
        Kind.PREAMBLE: "مقدمه",
        Kind.CHAPTER: "فصل",
        Kind.ARTICLE: "ماده",
        Kind.NOTE: "تبصره",
        Kind.CLAUSE: "بند",
        Kind.ITEM: "جزء",
        Kind.PARAGRAPH: "بند",
        Kind.ANNEX: "پیوست",
    },
    "en": {
        Kind.PREAMBLE: "Preamble",
        Kind.CHAPTER: "Chapter",
        Kind.ARTICLE: "Article",
        Kind.NOTE: "Note",
        Kind.CLAUSE: "Clause",
        Kind.ITEM: "Item",
        Kind.PARAGRAPH: "Paragraph",
        Kind.ANNEX: "Annex",
    },
}

# The name of the first letter is written out; the others stand for themselves.
_ALPHABET = ["الف", *"بپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی"]
_ABJAD = ["الف", *"بجدهوزحطیکلمنسعفصقرشتثخذضظغ"]
_LATIN = list("abcdefghijklmnopqrstuvwxyz")

_FIRST_ORDINALS = [
    *("اول", "دوم", "سوم", "چهارم", "پنجم", "ششم", "هفتم", "هشتم", "نهم", "دهم"),
    *("یازدهم", "دوازدهم", "سیزدهم", "چهاردهم", "پانزدهم", "شانزدهم", "هفدهم", "هجدهم", "نوزدهم"),
]
_TENS = ["بیست", "سی", "چهل", "پنجاه", "شصت", "هفتاد", "هشتاد", "نود"]

_ROMAN = [
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
]


@dataclass(frozen=True, slots=True)
class Label:
    """The number of a clause in one language.

    `name` is how a sentence refers to it («بند الف», "Clause (a)"); `mark` is what is printed
    before its text («الف)», "(a)", "1.", «ماده ۱»), empty for an unnumbered clause.
    """

    number: int | None
    name: str
    mark: str


def write_numeral(number: int, style: NumberStyle, language: str) -> str:
    """Return `number` (from 1) in `style`: ۳, پ, ج, سوم, or 3, c, c, III.

    After the last letter of an alphabet come pairs of letters («الف الف», "aa").
    """
    if number < 1:
        raise ValueError("clauses are numbered from 1")
    persian = language == "fa"
    match style:
        case NumberStyle.NONE:
            return ""
        case NumberStyle.DIGITS:
            return to_persian_digits(str(number)) if persian else str(number)
        case NumberStyle.LETTERS:
            return _lettered(number, _ALPHABET, " ") if persian else _lettered(number, _LATIN, "")
        case NumberStyle.ABJAD:
            return _lettered(number, _ABJAD, " ") if persian else _lettered(number, _LATIN, "")
        case NumberStyle.ORDINAL:
            return _ordinal(number) if persian else _roman(number)


class Numbering:
    """The numbers of all clauses of one version."""

    def __init__(self, version: Version) -> None:
        self._version = version
        self._numbers: dict[str, int] = {}
        self._totals: dict[tuple[str | None, Kind], int] = {}
        for _, clause in version.walk():
            if clause.kind in _UNNUMBERED or clause.style is NumberStyle.NONE:
                continue
            scope = self._scope(clause)
            self._totals[scope] = self._totals.get(scope, 0) + 1
            self._numbers[clause.uid] = self._totals[scope]

    def number(self, uid: str) -> int | None:
        """Return the number of a clause, None when its kind or style has none."""
        return self._numbers.get(uid)

    def label(self, uid: str, language: str) -> Label:
        """Return how the clause is named and marked in `language`; all but "fa" read English."""
        clause = self._version[uid]
        name = _NAMES["fa" if language == "fa" else "en"][clause.kind]
        number = self._numbers.get(uid)
        if number is None:
            return Label(None, name, "")
        numeral = write_numeral(number, clause.style, language)
        alone = self._totals[self._scope(clause)] == 1
        if clause.kind in {Kind.CLAUSE, Kind.ITEM}:
            return _inner_label(number, name, numeral, clause.style, language)
        if alone and clause.kind is Kind.NOTE:
            return Label(number, name, name)
        if alone and clause.kind is Kind.ARTICLE and language == "fa":
            return Label(number, "ماده واحده", "ماده واحده")
        full = f"{name} {numeral}"
        return Label(number, full, full)

    def citation(self, uid: str, language: str) -> str:
        """Return the clause's full address: «بند الف ماده ۲», "Article 2, clause (a)".

        Chapters are left out, since articles run through them; annexes are named.
        """
        chain = [uid, *self._version.ancestors(uid)]
        named = [
            self.label(each, language).name
            for each in chain
            if each == uid or self._version[each].kind is not Kind.CHAPTER
        ]
        if language == "fa":
            return " ".join(named)
        outermost, *inner = reversed(named)
        return ", ".join([outermost, *(name[0].lower() + name[1:] for name in inner)])

    def _scope(self, clause: Clause) -> tuple[str | None, Kind]:
        if clause.kind is not Kind.ARTICLE:
            return clause.parent, clause.kind
        for above in self._version.ancestors(clause.uid):
            if self._version[above].kind is Kind.ANNEX:
                return above, clause.kind
        return None, clause.kind


def _inner_label(number: int, name: str, numeral: str, style: NumberStyle, language: str) -> Label:
    if language == "fa":
        return Label(number, f"{name} {numeral}", f"{numeral})")
    if style is NumberStyle.DIGITS:
        return Label(number, f"{name} {numeral}", f"{numeral}.")
    return Label(number, f"{name} ({numeral})", f"({numeral})")


def _lettered(number: int, letters: list[str], joint: str) -> str:
    written: list[str] = []
    while number:
        number, place = divmod(number - 1, len(letters))
        written.insert(0, letters[place])
    return joint.join(written)


def _ordinal(number: int) -> str:
    if number <= len(_FIRST_ORDINALS):
        return _FIRST_ORDINALS[number - 1]
    tens, unit = divmod(number, 10)
    if tens > 9:
        return to_persian_digits(str(number))
    # سی is the one ten whose ordinal is written apart from its ending.
    if unit == 0:
        return "سی‌ام" if tens == 3 else f"{_TENS[tens - 2]}م"
    return f"{_TENS[tens - 2]} و {'یکم' if unit == 1 else _FIRST_ORDINALS[unit - 1]}"


def _roman(number: int) -> str:
    written = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        written += letters * count
    return written

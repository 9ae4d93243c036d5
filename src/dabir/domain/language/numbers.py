"""Numbers in words, cardinal and ordinal, Persian and English."""

import re

from dabir.domain.language.digits import to_ascii_digits
from dabir.domain.language.letters import normalise_letters

_LONGEST = 120  # squeezed letters; longer texts are no number, and reading stays bounded

_FA_UNITS = {
    "صفر": 0,
    "یک": 1,
    "دو": 2,
    "سه": 3,
    "چهار": 4,
    "پنج": 5,
    "شش": 6,
    "هفت": 7,
    "هشت": 8,
    "نه": 9,
}
_FA_TEENS = {
    "ده": 10,
    "یازده": 11,
    "دوازده": 12,
    "سیزده": 13,
    "چهارده": 14,
    "پانزده": 15,
    "شانزده": 16,
    "هفده": 17,
    "هجده": 18,
    "هیجده": 18,
    "نوزده": 19,
}
_FA_TENS = {
    "بیست": 20,
    "سی": 30,
    "چهل": 40,
    "پنجاه": 50,
    "شصت": 60,
    "هفتاد": 70,
    "هشتاد": 80,
    "نود": 90,
}
_FA_HUNDREDS = {
    "صد": 100,
    "یکصد": 100,
    "دویست": 200,
    "سیصد": 300,
    "چهارصد": 400,
    "پانصد": 500,
    "ششصد": 600,
    "هفتصد": 700,
    "هشتصد": 800,
    "نهصد": 900,
}
_FA_SCALES = {"هزار": 1_000, "میلیون": 1_000_000, "میلیارد": 1_000_000_000}
_FA_WORDS = _FA_UNITS | _FA_TEENS | _FA_TENS | _FA_HUNDREDS | _FA_SCALES

# Ordinals that are not a cardinal with a suffix, the Arabic adverbs with them.
_FA_IRREGULAR = {
    "اول": 1,
    "اولین": 1,
    "نخست": 1,
    "نخستین": 1,
    "سوم": 3,
    "سومین": 3,
    "اولا": 1,
    "ثانیا": 2,
    "ثالثا": 3,
    "رابعا": 4,
    "خامسا": 5,
    "سادسا": 6,
    "سابعا": 7,
    "ثامنا": 8,
    "تاسعا": 9,
    "عاشرا": 10,
}


def _numbered(listed: str, first: int = 0, step: int = 1) -> dict[str, int]:
    return {word: first + step * at for at, word in enumerate(listed.split())}


_EN_UNITS = _numbered(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
)
_EN_TENS = _numbered("twenty thirty forty fifty sixty seventy eighty ninety", 20, 10)
_EN_SCALES = {"thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_EN_ORDINALS = {
    "first": "one",
    "second": "two",
    "third": "three",
    "fifth": "five",
    "eighth": "eight",
    "ninth": "nine",
    "twelfth": "twelve",
}


def _alternation(words: "dict[str, int]") -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_FA_TOKENS = re.compile(f"({_alternation(_FA_WORDS)})(و(?!م|یست))?")
_FA_SUFFIX = re.compile(r"(?:ا?م(?:ین)?)$")
_FIGURES = re.compile(r"(\d{1,12})[\s\u200c-]{0,2}(?:st|nd|rd|th|ا?م(?:ین)?)?", re.IGNORECASE)


def read_number(text: str) -> int | None:
    """Return the number that ``text`` as a whole names, or None.

    Reads figures with or without an ordinal ending (۱۴, ۱۴م, 14th) and Persian and English number
    words, cardinal or ordinal, with any spacing: سی و هفتمین, صدودهمین, یکهزار و چهارصد و چهار,
    ثانیاً, twenty-first, one hundred and ten.
    """
    plain = to_ascii_digits(normalise_letters(text)).strip()
    if not plain:
        return None
    figures = _FIGURES.fullmatch(plain)
    if figures:
        return int(figures[1])
    if len(plain) > 2 * _LONGEST:
        return None
    if plain.isascii():
        return _read_english(plain.casefold())
    squeezed = re.sub(r"[\s\u200c-]+", "", plain)
    return _read_persian(squeezed) if len(squeezed) <= _LONGEST else None


def _read_persian(squeezed: str) -> int | None:
    if squeezed in _FA_IRREGULAR:
        return _FA_IRREGULAR[squeezed]
    for ordinal, value in (("سومین", "سه"), ("سوم", "سه"), ("اولین", "یک"), ("اول", "یک")):
        if squeezed.endswith("و" + ordinal):
            return _sum_persian(squeezed[: -len(ordinal)] + value)
    whole = _sum_persian(squeezed)
    if whole is not None:
        return whole
    stem = _FA_SUFFIX.sub("", squeezed, count=1)
    return _sum_persian(stem) if stem != squeezed else None


def _sum_persian(squeezed: str) -> int | None:
    parts: list[str | None] = []
    at = 0
    while at < len(squeezed):
        match = _FA_TOKENS.match(squeezed, at)
        if match is None:
            return None
        parts.append(match[1])
        if match[2]:
            parts.append(None)  # the و that joins two summands
        at = match.end()
    if not parts or parts[-1] is None:
        return None
    return _evaluate(parts)


def _evaluate(parts: "list[str | None]") -> int | None:
    """Add up number words; None in the list is و. Return None where they do not make a number."""
    total, group, ceiling, last_scale, joined = 0, 0, 1_000, 10**15, True
    for part in parts:
        if part is None:
            joined = True
            continue
        value = _FA_WORDS[part]
        if part in _FA_SCALES:
            # هزار alone is a thousand; یک هزار and سی هزار take the group before them.
            if value >= last_scale or (joined and group):
                return None
            total += (group or 1) * value
            group, ceiling, last_scale = 0, 1_000, value
        else:
            hundred_of = value == 100 and not joined and 1 <= group <= 9
            if hundred_of:
                group, ceiling = group * 100, 100
            elif not joined or value >= ceiling:
                return None
            else:
                group += value
                ceiling = 100 if value >= 100 else 10 if value >= 20 else 0
        joined = False
    return total + group


def _read_english(text: str) -> int | None:
    words = [word for word in re.split(r"[\s-]+", text) if word]
    if not words:
        return None
    words[-1] = _english_cardinal(words[-1])
    total, group, ceiling, last_scale = 0, 0, 1_000, 10**15
    for position, word in enumerate(words):
        if word == "and":
            if position in (0, len(words) - 1):
                return None
        elif word in _EN_SCALES and group and _EN_SCALES[word] < last_scale:
            last_scale = _EN_SCALES[word]
            total, group, ceiling = total + group * last_scale, 0, 1_000
        elif word == "hundred" and 1 <= group <= 9:
            group, ceiling = group * 100, 100
        else:
            value = _EN_TENS.get(word, _EN_UNITS.get(word, -1))
            if value < 0 or value >= ceiling:
                return None
            group += value
            ceiling = 10 if word in _EN_TENS else 0
    return total + group


def _english_cardinal(word: str) -> str:
    if word in _EN_ORDINALS:
        return _EN_ORDINALS[word]
    if word.endswith("ieth"):
        return word[:-4] + "y"
    return word.removesuffix("th")

"""Markers that are heading words: ``ماده ۱-``, ``تبصره``, ``Sec. 2.``, ``Annex A``.

Reads the beginning of a line; writes a ``Marker``. A heading word that may be a reference
(``ماده ۶ قانون ...``) makes no marker, or a weak one.
"""

import re

from dabir.domain.outline.marker import Marker, after_punctuation
from dabir.domain.outline.numbering import ENGLISH_ORDINALS, PERSIAN_LETTER, ordinal, readings
from dabir.domain.outline.patterns import rx
from dabir.domain.outline.reading_copy import ReadingCopy

# Heading words in their standard spelling, by what is printed (folded, case apart).
HEADINGS = {
    "ماده": ("ماده", "article"),
    "اصل": ("اصل", "article"),
    "تبصره": ("تبصره", "note"),
    "بند": ("بند", "clause"),
    "جزء": ("جزء", "clause"),
    "جز": ("جزء", "clause"),
    "جزو": ("جزء", "clause"),
    "فصل": ("فصل", "chapter"),
    "بخش": ("بخش", "chapter"),
    "باب": ("باب", "chapter"),
    "پیوست": ("پیوست", "annex"),
    "ضمیمه": ("پیوست", "annex"),
    "article": ("Article", "article"),
    "section": ("Section", "article"),
    "sec.": ("Section", "article"),
    "sec": ("Section", "article"),
    "chapter": ("Chapter", "chapter"),
    "part": ("Part", "chapter"),
    "annex": ("Annex", "annex"),
    "appendix": ("Appendix", "annex"),
    "rule": ("Rule", "clause"),
    "note": ("Note", "note"),
    "paragraph": ("Paragraph", "paragraph"),
    "clause": ("Clause", "clause"),
}
_ANNEX_WORDS = ("پیوست", "ضمیمه")
# Misspelt, but no word of its own: these head an annex also with a figure alone.
_ANNEX_SLIPS = (
    "پبوست", "پیوشت", "پیوس", "پیوتس", "پیوسط", "پیوصت", "پویست", "پیوستت", "پیوصط",
    "ضمیه", "ضمیممه", "ظمیمه", "زمیمه", "ضمبمه",
)  # fmt: skip
_ANNEX_ALIKE = ("پیست", "پوست")  # words of their own: only with شماره do they head an annex
_ANNEX = "|".join((*_ANNEX_WORDS, *sorted(_ANNEX_SLIPS, key=len, reverse=True), *_ANNEX_ALIKE))

_FA_NAMED = rx(
    rf"(?P<word>ماده|تبصره|بند|جزء|جزو|جز|فصل|بخش|باب|{_ANNEX})(?!ها)"
    r"(?P<gap> ?(?:ی )?(?:شماره|شمار|ش\.|:(?= ?\d))? ?)"
    r"(?:[«(]?(?P<number>\d{1,3}(?: ?[-/] ?\d{1,2}(?![\d/]))?(?: مکرر)?|واحده)(?!\d)"
    rf"|[«(]?(?P<letter>{PERSIAN_LETTER}|[A-Za-z]|[IVX]{{1,5}})(?!\w)"
    r"|(?P<words>(?:[ا-ی]+(?: و |[ -])?){1,5}?)(?= ?(?:[-:.،(]|$)))?"
    r"(?P<close>[»)])?(?P<gap2> *)(?P<sep>[-:.)،]+-?|$|(?=\())?"
)
_EN_NAMED = re.compile(
    r"(?P<word>sec\.|(?:article|section|sec|chapter|part|annex|appendix|rule|note|paragraph|"
    r"clause)\b)"
    r"(?P<gap> *(?:no\.? *)?)"
    r"(?P<number>\d{1,3}(?:\.\d{1,2})?(?!\w)|[ivxlc]{1,6}\b|[a-z]\b(?!')"
    rf"|(?:{'|'.join(ENGLISH_ORDINALS)}|one|two|three|four|five|six|seven|eight|nine|ten)\b)?"
    r"(?P<gap2> *)(?P<sep>[-:.)]+|$)?",
    re.IGNORECASE,
)
ACT_HEADINGS = frozenset({"Decision", "Resolution", "Recommendation", "Motion"})
_EN_ACT = re.compile(
    r"(?P<word>decision|resolution|recommendation|motion) +(?:no\.? *)?"
    r"(?P<number>(?:[A-Z]{1,5}[ -])?\d{1,4}(?:[/.-]\d{1,4}){0,2})"
    r"(?P<gap> *)(?P<sep>[-:.]+(?=\s)|$)",
    re.IGNORECASE,
)
_REFERENCE = rx(
    r" *(?:قانون|این |آن |آیین‌نامه|اساسنامه|مصوبه|تصویب‌نامه|سند|دستورالعمل|منشور|الحاقی|"
    r"اصلاحی|اصل |مواد|ماده|فوق|مذکور|یاد ?شده|پیش‌گفته|مزبور|حاضر|زیر |از |را |به |در |و |"
    r"با |که |of |to |in |and |or |shall|may|is |are |thereof|above|below|the |that |which |as )"
)
_METADATA = rx(
    r" *:? *(?:دارد|ندارد|بدون|none|yes|no|\d+ (?:برگ|صفحه|sheets?|pages?)|-)\W*$", re.IGNORECASE
)
_DATE_AHEAD = re.compile(r" *[-/.] ?\d{1,2} ?[-/.] ?\d{2,4}")


def named_persian(
    copy: ReadingCopy, head: str, start: int, end: int, *, inline: bool
) -> Marker | None:
    """Return the Persian heading word with which ``head``, at ``start``, begins."""
    match = _FA_NAMED.match(head)
    if not match:
        return None
    word, kind = HEADINGS.get(match["word"], ("پیوست", "annex"))
    number, words = match["number"] or match["letter"] or "", match["words"]
    stop = match.end()
    if words is not None and not number:
        value, stop = _leading_ordinal(words, match.start("words"), stop)
        number = "" if value is None else str(value)
    if not number:
        return _unnumbered(head, start, end, match["word"], inline=inline)
    at_end = stop == match.end() >= len(head) and start + len(head) >= end
    separator = "" if stop < match.end() else match["sep"] or ""
    headed = match["word"] in _ANNEX_SLIPS and (at_end or (bool(separator) and end - start < 90))
    if separator.startswith("،") or _no_heading(match, head, kind, headed=headed):
        return None
    weak = not separator and not at_end and not match["close"]
    rest = head[stop:] if stop < match.end() else head[match.end("gap2") :]
    if not separator and not at_end:
        apart = rest.startswith(" ") or match["gap2"]
        if inline or not apart or _REFERENCE.match(rest):
            return None
        sentence = end - start > 90 or copy.text[end - 1] in ".؛"
        if kind == "annex" and sentence:
            return None
    if "مکرر" not in number:
        number = re.sub(r"\s+", "", number).replace("/", "-")
    parts = tuple(number.split("-")) if re.fullmatch(r"\d+-\d+", number) else (number,)
    text_start = start + (after_punctuation(head, stop) if separator else stop)
    return Marker(
        start, text_start, word, kind, number, parts, readings(parts[-1]), word,
        weak=weak, inline=inline, alone=at_end,
    )  # fmt: skip


def _no_heading(match: re.Match[str], head: str, kind: str, *, headed: bool) -> bool:
    """Tell whether a date, a misspelling in running text or metadata follows the heading word."""
    after = match.end("number") if match["number"] else match.end("gap")
    if match["number"] and not match["gap"].strip() and _DATE_AHEAD.match(head, after):
        return True
    if kind != "annex":
        return False
    misspelt = match["word"] not in _ANNEX_WORDS and "شمار" not in match["gap"]
    return (misspelt and not headed) or (":" in head[:12] and bool(_METADATA.match(head, after)))


def _leading_ordinal(words: str, start: int, stop: int) -> tuple[int | None, int]:
    """Return the ordinal that ``words`` are or begin with, and where it ends."""
    whole = ordinal(words)
    if whole is not None:
        return whole, stop
    pieces = words.split(" ")
    for count in range(min(4, len(pieces) - 1), 0, -1):
        value = ordinal(" ".join(pieces[:count]))
        if value is not None:
            return value, start + len(" ".join(pieces[:count]))
    return None, stop


def _unnumbered(head: str, start: int, end: int, printed: str, *, inline: bool) -> Marker | None:
    """Return the marker of a note or annex that carries no number."""
    word, kind = HEADINGS.get(printed.casefold(), ("پیوست", "annex"))
    if kind not in {"note", "annex"} or printed in _ANNEX_ALIKE:
        return None
    length = len(printed)
    rest = head[length:]
    if head[:length].casefold() != printed.casefold():
        return None
    alone = not rest.strip(" :-.") and start + len(head) >= end
    if printed in _ANNEX_SLIPS and not alone:
        return None
    separated = re.match(r" *(?:[:.]|-(?= |\w))", rest)
    if not alone and not separated:
        return None
    if inline and (alone or kind == "annex"):
        return None
    if kind == "annex" and (_METADATA.match(rest) or (alone and ":" in rest) or end - start > 110):
        return None
    stop = after_punctuation(head, length)
    return Marker(
        start, start + stop, word, kind, "", ("",), (), word, weak=False, inline=inline, alone=alone
    )


def act_heading(head: str, start: int, end: int) -> Marker | None:
    """Return the heading of one of the acts that a text lists: "Decision 41/02 - Tariffs"."""
    match = _EN_ACT.match(head)
    if match is None or not match["word"][0].isupper():
        return None
    at_end = match.end() >= len(head)
    if at_end and start + len(head) < end:
        return None
    number = match["number"].replace(" ", "")
    stop = start + after_punctuation(head, match.end())
    last = re.split(r"\D", number)[-1]
    return Marker(
        start, stop, match["word"].capitalize(), "clause", number, (number,), readings(last),
        match["word"].capitalize(), weak=False, alone=at_end,
    )  # fmt: skip


def named_english(
    copy: ReadingCopy, head: str, start: int, end: int, *, inline: bool
) -> Marker | None:
    """Return the English heading word with which ``head``, at ``start``, begins."""
    match = _EN_NAMED.match(head)
    if not match or not (match["word"][0].isupper()):
        return None
    word, kind = HEADINGS.get(match["word"].casefold(), ("", ""))
    if not word:  # a letter that only matches where case is ignored: Artıcle
        return None
    if not match["number"]:
        return _unnumbered(head, start, end, match["word"], inline=inline)
    if not match["gap"] and not match["word"].endswith("."):
        return None
    at_end = match.end() >= len(head) and start + len(head) >= end
    sep = match["sep"] or ""
    rest = head[match.end("gap2") :]
    weak = not sep and not at_end
    if weak and (inline or not match["gap2"] or _REFERENCE.match(" " + rest)):
        return None
    if weak and not (rest[:1].isupper() or rest[:1] in '«("'):
        return None
    if weak and (end - start > 90 or copy.text[end - 1] in ".,;"):
        return None
    printed = match["number"]
    value = (
        ordinal(printed)
        if len(printed) > 2 and not re.fullmatch("[IVXLCivxlc]+", printed)
        else None
    )
    number = str(value) if value and not printed[0].isdigit() else printed
    if number.isalpha() and number.islower() and kind != "paragraph" and weak:
        return None
    parts = tuple(number.split(".")) if re.fullmatch(r"\d+\.\d+", number) else (number,)
    stop = after_punctuation(head, match.end()) if sep else match.end()
    return Marker(
        start,
        start + stop,
        word,
        kind,
        number,
        parts,
        readings(parts[-1]),
        word,
        weak,
        inline,
        at_end,
    )

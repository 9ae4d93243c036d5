"""Markers at the beginning of a line: ``۱.``, ``ماده ۳ـ``, ``(a)``, ``الف -۱-``, ``Annex``.

Reads the lines of the copy; writes ``Marker``s. A marker that may be a reference or a name
(``ماده ۶ قانون ...``, ``A. Smith``) is *weak*: it needs neighbours in its series.
"""

import re
from dataclasses import dataclass

from dabir.domain.outline.numbering import (
    ENGLISH_ORDINALS,
    ORDINAL_PARAGRAPHS,
    PERSIAN_LETTER,
    TOKEN,
    Readings,
    ordinal,
    readings,
)
from dabir.domain.outline.patterns import rx
from dabir.domain.outline.reading_copy import Line, ReadingCopy

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
    "ضمیمه": ("ضمیمه", "annex"),
    "article": ("Article", "article"),
    "section": ("Section", "article"),
    "sec.": ("Section", "article"),
    "sec": ("Section", "article"),
    "chapter": ("Chapter", "chapter"),
    "part": ("Part", "chapter"),
    "annex": ("Annex", "annex"),
    "appendix": ("Appendix", "annex"),
    "note": ("Note", "note"),
    "paragraph": ("Paragraph", "paragraph"),
    "clause": ("Clause", "clause"),
}
_ANNEX_MISSPELT = "پیوست|پبوست|پیوشت|پیوس|پیست|پوست|پیوتس|پیوسط|پیوصت|پویست"

_FA_NAMED = rx(
    rf"(?P<word>ماده|تبصره|بند|جزء|جزو|جز|فصل|بخش|باب|{_ANNEX_MISSPELT}|ضمیمه)(?!ها)"
    r"(?P<gap> ?(?:ی )?(?:شماره|شمار|ش\.|:(?= ?\d))? ?)"
    r"(?:[«(]?(?P<number>\d{1,3}(?: ?[-/] ?\d{1,2}(?![\d/]))?(?: مکرر)?|واحده)(?!\d)"
    rf"|[«(]?(?P<letter>{PERSIAN_LETTER}|[A-Za-z]|[IVX]{{1,5}})(?!\w)"
    r"|(?P<words>(?:[ا-ی]+(?: و |[ -])?){1,5}?)(?= ?(?:[-:.،(]|$)))?"
    r"(?P<close>[»)])?(?P<gap2> *)(?P<sep>[-:.)،]+-?|$|(?=\())?"
)
_EN_NAMED = re.compile(
    r"(?P<word>sec\.|(?:article|section|sec|chapter|part|annex|appendix|note|paragraph|clause)\b)"
    r"(?P<gap> *(?:no\.? *)?)"
    r"(?P<number>\d{1,3}(?:\.\d{1,2})?(?!\w)|[ivxlc]{1,6}\b|[a-z]\b(?!')"
    rf"|(?:{'|'.join(ENGLISH_ORDINALS)}|one|two|three|four|five|six|seven|eight|nine|ten)\b)?"
    r"(?P<gap2> *)(?P<sep>[-:.)]+|$)?",
    re.IGNORECASE,
)
_COMPOUND = re.compile(
    rf"(?P<open>[(\[]?)(?P<a>{TOKEN})(?P<pad> ?)(?P<join>[-.])(?P<b>{TOKEN})"
    rf"(?:(?P<join2> ?[-.])(?P<c>{TOKEN}))?(?![\w/%٪:,'])(?!\.\d)"
    r"(?P<close> ?[)\]])?(?P<sep> ?[-:.)]+(?!\d))?"
)
_PLAIN = re.compile(
    rf"(?P<open>[(\[])(?P<a>{TOKEN})(?P<close>[)\]])(?P<sep> ?[-:.](?!\d))?"
    rf"|(?P<a2>{TOKEN})(?P<sep2> ?(?:-?[)\]][-:.]?|[-:.،]))(?P<after> *)"
)
_ORDINAL = rx(
    "(?P<word>" + "|".join(sorted(ORDINAL_PARAGRAPHS, key=len, reverse=True)) + r")"
    r"(?:(?P<sep> ?[-:.)]+)|(?<=ا)(?P<comma> ?،| ))"
)
_EN_ORDINAL = re.compile(
    rf"(?P<word>{'|'.join(ENGLISH_ORDINALS)})(?:ly)?(?P<sep> ?[:.,)-])", re.IGNORECASE
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


@dataclass(frozen=True, slots=True)
class Marker:
    """One marker. Positions are of the reading copy.

    ``word`` is the standard heading word, empty for a bare marker; ``parts`` are its numbers, more
    than one for a compound; ``number`` is the whole as printed; ``style`` tells lists of one level
    apart (the punctuation around the number).
    """

    start: int
    text_start: int
    word: str
    kind: str
    number: str
    parts: tuple[str, ...]
    readings: Readings
    style: str
    weak: bool
    inline: bool = False
    alone: bool = False


def marker_at_line(copy: ReadingCopy, line: Line) -> Marker | None:
    """Return the marker with which a line begins, or None."""
    return marker_at(copy, line.start, line.end)


def marker_at(
    copy: ReadingCopy, start: int, end: int, *, inline: bool = False, limit: int = 120
) -> Marker | None:
    """Return the marker that stands at ``start``, reading no further than the line's ``end``."""
    text = copy.text
    if start >= end:
        return None
    head = text[start : min(end, start + limit)]
    first = head[0]
    if first.isdigit() or first in "([":
        return _bare(head, start, end, inline=inline)
    if first.isascii():
        return _named_english(copy, head, start, end, inline=inline) or _bare(
            head, start, end, inline=inline
        )
    return (
        _named_persian(copy, head, start, end, inline=inline)
        or _ordinal(head, start, end, inline=inline)
        or _bare(head, start, end, inline=inline)
    )


def _skip(head: str, at: int) -> int:
    while at < len(head) and head[at] in " -:.":
        at += 1
    return at


def _named_persian(
    copy: ReadingCopy, head: str, start: int, end: int, *, inline: bool
) -> Marker | None:
    match = _FA_NAMED.match(head)
    if not match:
        return None
    word, kind = HEADINGS.get(match["word"], ("پیوست", "annex"))
    whole_line = start + len(head) >= end
    sep = match["sep"] if match["sep"] and match.end("sep") <= len(head) else ""
    at_end = match.end() >= len(head) and whole_line
    if match["sep"] == "" and not at_end:
        sep = ""
    number, words = match["number"] or match["letter"] or "", match["words"]
    stop = match.end()
    if words is not None and not number:
        value, stop = _leading_ordinal(words, match.start("words"), stop)
        if value is None:
            return _unnumbered(head, start, end, word, kind, inline=inline)
        number = str(value)
    if not number:
        return _unnumbered(head, start, end, word, kind, inline=inline)
    if (
        number[0].isdigit()
        and not match["gap"].strip()
        and _DATE_AHEAD.match(head, match.end("number"))
    ):
        return None
    if kind == "annex" and match["word"] not in {"پیوست", "ضمیمه"} and "شمار" not in match["gap"]:
        return None
    if kind == "annex" and _METADATA.match(head, match.end("number")) and ":" in head[:12]:
        return None
    if stop < match.end():
        sep, at_end = "", False
    rest = head[stop:] if stop < match.end() else head[match.end("gap2") :]
    strong = bool(sep) or at_end or bool(match["close"] and not rest)
    if sep.startswith("،"):
        return None
    weak = not strong
    if weak and (_REFERENCE.match(rest) or (not rest.startswith(" ") and not match["gap2"])):
        return None
    if weak and match["close"]:
        weak = False
    if weak and inline:
        return None
    if weak and kind == "annex" and (end - start > 90 or copy.text[end - 1] in ".؛"):
        return None
    number = re.sub(r"\s+", "", number).replace("/", "-") if "مکرر" not in number else number
    parts = tuple(number.split("-")) if re.fullmatch(r"\d+-\d+", number) else (number,)
    return Marker(
        start,
        start + (_skip(head, stop) if sep else stop),
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


def _unnumbered(
    head: str, start: int, end: int, word: str, kind: str, *, inline: bool
) -> Marker | None:
    """Return the marker of a note or annex that carries no number."""
    if kind not in {"note", "annex"}:
        return None
    length = len(word)
    rest = head[length:]
    if head[:length].casefold() != word.casefold():
        return None
    alone = not rest.strip(" :-.") and start + len(head) >= end
    separated = re.match(r" *(?:[:.]|-(?= |\w))", rest)
    if not alone and not separated:
        return None
    if inline and (alone or kind == "annex"):
        return None
    if kind == "annex" and (_METADATA.match(rest) or (alone and ":" in rest) or end - start > 110):
        return None
    stop = _skip(head, length)
    return Marker(
        start, start + stop, word, kind, "", ("",), (), word, weak=False, inline=inline, alone=alone
    )


def _named_english(
    copy: ReadingCopy, head: str, start: int, end: int, *, inline: bool
) -> Marker | None:
    match = _EN_NAMED.match(head)
    if not match or not (match["word"][0].isupper()):
        return None
    word, kind = HEADINGS[match["word"].casefold()]
    if not match["number"]:
        return _unnumbered(head, start, end, word, kind, inline=inline)
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
    stop = _skip(head, match.end()) if sep else match.end()
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


def _ordinal(head: str, start: int, end: int, *, inline: bool) -> Marker | None:
    match = _ORDINAL.match(head)
    if not match:
        return None
    value = ORDINAL_PARAGRAPHS[match["word"]]
    alone = not head[match.end() :].strip() and start + len(head) >= end
    stop = start + _skip(head, match.end())
    return Marker(
        start, stop, "", "paragraph", str(value), (str(value),), (("ordinal", value),), "ordinal",
        weak=match["sep"] is None, inline=inline, alone=alone,
    )  # fmt: skip


def _bare(head: str, start: int, end: int, *, inline: bool) -> Marker | None:
    compound = _COMPOUND.match(head)
    if compound:
        found = _compound(head, compound, start, end, inline=inline)
        if found:
            return found
    match = _PLAIN.match(head)
    if not match:
        return _english_ordinal(head, start, end, inline=inline)
    token = match["a"] or match["a2"]
    sep = (match["sep2"] or "").strip()
    at_end = match.end() >= len(head) and start + len(head) >= end
    following = head[match.end() : match.end() + 1]
    if match["a"]:
        style = "()" if match["open"] == "(" else "[]"
        if following and following != " " and following.isdigit():
            return None
    else:
        style = ")" if sep.strip("-")[:1] in {")", "]"} else sep[0]
        if not _plain_separator_holds(head, match, token, sep, at_end=at_end):
            return None
    if at_end and style not in {"()", ")"} and token.isdigit() and len(token) == 3:
        return None
    found_readings = readings(token)
    if not found_readings:
        return None
    latin = token.isascii() and token.isalpha()
    weak = latin and style in {".", "-", ":"}
    stop = start + _skip(head, match.end())
    return Marker(start, stop, "", "", token, (token,), found_readings, style, weak, inline, at_end)


def _plain_separator_holds(
    head: str, match: re.Match[str], token: str, sep: str, *, at_end: bool
) -> bool:
    """Tell whether what follows an unbracketed token makes it a marker."""
    after = head[match.end() : match.end() + 1]
    spaced = bool(match["after"]) or at_end
    if sep == "،":
        return False
    if token.isdigit():
        if sep in {".", ":", "-"} and not spaced and after.isdigit():
            return False
        return not (sep == "-" and _DATE_AHEAD.match(head, match.end("a2")))
    if token.isascii():
        return sep[0] in ")]" or (sep == "." and spaced) or (sep in ":-" and spaced and at_end)
    return True


def _compound(
    head: str, match: re.Match[str], start: int, end: int, *, inline: bool
) -> Marker | None:
    parts = tuple(p for p in (match["a"], match["b"], match["c"]) if p)
    if bool(match["open"]) != bool(match["close"]) and not (match["close"] and not match["open"]):
        return None
    digits = sum(part.isdigit() for part in parts)
    separated = bool(match["close"] or match["sep"])
    if digits == 0 or (digits < len(parts) and not separated):
        return None
    after = head[match.end() : match.end() + 1]
    if after and after not in ' «("' and not separated:
        return None
    if not separated and len(head) > match.end() and after == "":
        return None
    join = match["join"]
    at_end = match.end() >= len(head) and start + len(head) >= end
    stop = start + _skip(head, match.end())
    return Marker(
        start, stop, "", "", join.join(parts), parts, readings(parts[-1]), "compound" + join,
        weak=not separated, inline=inline, alone=at_end,
    )  # fmt: skip


def _english_ordinal(head: str, start: int, end: int, *, inline: bool) -> Marker | None:
    match = _EN_ORDINAL.match(head)
    if not match or inline or not match["word"][0].isupper():
        return None
    value = ENGLISH_ORDINALS[match["word"].casefold()]
    stop = start + _skip(head, match.end())
    return Marker(
        start, stop, "", "paragraph", str(value), (str(value),), (("ordinal", value),), "ordinal",
        weak=True, inline=inline, alone=stop >= end,
    )  # fmt: skip

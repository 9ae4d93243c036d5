"""Markers that are a number or a letter alone: ``۱.``, ``(a)``, ``الف -۱-``, ``ثانیاً:``.

Reads the beginning of a line; writes a ``Marker``.
"""

import re

from dabir.domain.outline.marker import Marker, after_punctuation
from dabir.domain.outline.numbering import (
    ENGLISH_ORDINALS,
    ORDINAL_PARAGRAPHS,
    PERSIAN_LETTER,
    TOKEN,
    readings,
)
from dabir.domain.outline.patterns import rx

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
_DATE_AHEAD = re.compile(r" *[-/.] ?\d{1,2} ?[-/.] ?\d{2,4}")


def bare(head: str, start: int, end: int, *, inline: bool) -> Marker | None:
    """Return the number or letter with which ``head``, at ``start``, begins."""
    compound = _COMPOUND.match(head)
    if compound:
        found = _compound(head, compound, start, end, inline=inline)
        if found:
            return found
    below = None if inline else _BELOW_LETTER.match(head)
    plain = _plain(head, start, end, inline=inline)
    if below is None:
        return plain
    parts = below["a"], below["b"]
    return Marker(
        start, start + after_punctuation(head, below.end()), "", "", below["a"] + below["join"]
        + below["b"], parts, readings(parts[-1]), "compound" + below["join"],
        weak=True, instead=plain,
    )  # fmt: skip


# "B.1 text", "B-1 text", "B1. text": items of B where B is one, which only the nesting knows.
_BELOW_LETTER = re.compile(
    rf"(?P<a>[A-Za-z]|{PERSIAN_LETTER})(?P<join>[-.]|(?=\d{{1,2}}[.)]))(?P<b>\d{{1,2}})[.)]? (?=\w)"
)


def _plain(head: str, start: int, end: int, *, inline: bool) -> Marker | None:
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
    stop = start + after_punctuation(head, match.end())
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
    stop = start + after_punctuation(head, match.end())
    return Marker(
        start, stop, "", "", join.join(parts), parts, readings(parts[-1]), "compound" + join,
        weak=not separated, inline=inline, alone=at_end,
    )  # fmt: skip


# اولاً, ثانیاً: a list of their own, also below اول and دوم.
_ADVERB = rx(r"(?:اول|ثانی|ثالث|رابع|خامس|سادس|سابع|ثامن|تاسع|عاشر)ا")


def ordinal_word(head: str, start: int, end: int, *, inline: bool) -> Marker | None:
    """Return the Persian ordinal with which ``head``, at ``start``, begins, as ثانیاً does."""
    match = _ORDINAL.match(head)
    if not match:
        return None
    value = ORDINAL_PARAGRAPHS[match["word"]]
    alone = not head[match.end() :].strip() and start + len(head) >= end
    stop = start + after_punctuation(head, match.end())
    style = "ordinal-adverb" if _ADVERB.fullmatch(match["word"]) else "ordinal"
    return Marker(
        start, stop, "", "paragraph", str(value), (str(value),), (("ordinal", value),), style,
        weak=match["sep"] is None, inline=inline, alone=alone,
    )  # fmt: skip


def _english_ordinal(head: str, start: int, end: int, *, inline: bool) -> Marker | None:
    match = _EN_ORDINAL.match(head)
    if not match or inline or not match["word"][0].isupper():
        return None
    value = ENGLISH_ORDINALS.get(match["word"].casefold())
    if value is None:  # a letter that only matches where case is ignored: Fırst
        return None
    stop = start + after_punctuation(head, match.end())
    return Marker(
        start, stop, "", "paragraph", str(value), (str(value),), (("ordinal", value),), "ordinal",
        weak=True, inline=inline, alone=stop >= end,
    )  # fmt: skip

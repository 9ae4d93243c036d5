"""What a text says it does to the clauses of another: replace, delete or add words and clauses.

Reads the words of one clause of an amending text; writes what is to be done to which clause.
Quoted words are verbatim.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from dabir.domain.outline.citations import numeral
from dabir.domain.outline.errors import UnreadableText
from dabir.domain.outline.model import Span
from dabir.domain.outline.patterns import rx
from dabir.domain.outline.reading_copy import ReadingCopy, copy_for_reading

Deed = Literal["replace_words", "delete_words", "add_words", "replace", "delete", "add"]


@dataclass(frozen=True, slots=True)
class Target:
    """The clause that is meant: what it is called, its number, and what it stands in, outwards."""

    word: str
    number: str
    within: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class AmendingAct:
    """One change. `old` are the words that go, or after which others are added; `new` those others.

    Where a clause is added, `target` is the clause that it is added to.
    """

    deed: Deed
    target: Target
    old: str
    new: str
    span: Span


_LETTER = "(?:الف|ب|پ|ت|ث|ج|چ|ح|خ|د|ذ|ر|ز)"
_NUMBER = rf"[(«\"]?(?:\d{{1,3}}|{_LETTER})(?!\w)[)»\"]?"
_WORDS_FA = "بند|ماده|تبصره|جزء|پیوست|ضمیمه"
_TARGET_FA = (
    rf"(?P<word>{_WORDS_FA}) (?:شماره )?(?P<number>{_NUMBER})"
    rf"(?P<within>(?: (?:از )?(?:{_WORDS_FA}) (?:شماره )?{_NUMBER}){{0,2}})"
)
_WITHIN_FA = rx(rf"(?P<word>{_WORDS_FA}) (?:شماره )?(?P<number>{_NUMBER})")
_THING = r"(?:عبارت|عبارات|واژه|کلمه|عدد|تاریخ|مهلت|جمله|متن)"
_Q = r"[«\"](?P<{}>[^«»\"]{{1,1500}})[»\"]"
_OLD, _NEW = _Q.format("old"), _Q.format("new")
_BECOMES = r"(?:می‌شود|می‌گردد|می‌یابد|شد|گردید|شود|گردد|یابد|خواهد شد)"
_LEAD = r"[^«»\"\n.؛]{0,120}?"
_REST = r"\s*[:：]?\s*(?P<new>[^\s](?:.|\n)*)?"

_FA: tuple[tuple[Deed, re.Pattern[str]], ...] = (
    (
        "replace_words",
        rx(
            rf"(?:در )?{_TARGET_FA}{_LEAD}{_THING} {_OLD} (?:به|با) (?:{_THING} )?{_NEW} "
            rf"(?:تغییر|اصلاح|تبدیل|جایگزین) {_BECOMES}"
        ),
    ),
    (
        "replace_words",
        rx(
            rf"(?:در )?{_TARGET_FA}{_LEAD}{_THING} {_NEW} (?:جایگزین|به جای) (?:{_THING} )?{_OLD} "
            rf"(?:جایگزین )?{_BECOMES}"
        ),
    ),
    (
        "add_words",
        rx(
            rf"(?:در )?{_TARGET_FA}{_LEAD}(?:پس|بعد) از (?:{_THING} )?{_OLD}،? "
            rf"(?:{_THING} )?{_NEW} (?:اضافه|افزوده|الحاق|درج) {_BECOMES}"
        ),
    ),
    (
        "delete_words",
        rx(rf"(?:در |از )?{_TARGET_FA}{_LEAD}{_THING} {_OLD} (?:حذف|لغو) {_BECOMES}"),
    ),
    (
        "add",
        rx(
            rf"(?:به )?{_TARGET_FA}{_LEAD}(?:یک|متن زیر به عنوان|به عنوان) (?:تبصره|بند|جزء)"
            rf"[^:\n]{{0,60}}?(?:الحاق|اضافه|افزوده) {_BECOMES}{_REST}"
        ),
    ),
    (
        "add",
        rx(
            r"(?:یک|متن زیر به عنوان) (?:تبصره|بند|جزء|ماده)(?: جدید)?(?: (?:شماره )?"
            rf"{_NUMBER})? به {_TARGET_FA}[^:\n]{{0,60}}?(?:الحاق|اضافه|افزوده) {_BECOMES}{_REST}"
        ),
    ),
    (
        "replace",
        rx(
            rf"{_TARGET_FA}{_LEAD}به (?:شرح|صورت|این شرح|ترتیب) ?(?:زیر|ذیل)?[^:«\n]{{0,30}}?"
            rf"(?:اصلاح|جایگزین|تغییر|تبدیل)[^:«\n]{{0,20}}?{_BECOMES}{_REST}"
        ),
    ),
    (
        "replace",
        rx(
            rf"(?:متن|عبارت|بند) زیر (?:جایگزین|به جای) (?:متن )?{_TARGET_FA}[^:«\n]{{0,60}}?"
            rf"{_BECOMES}{_REST}"
        ),
    ),
    ("delete", rx(rf"{_TARGET_FA}{_LEAD}(?:حذف|لغو|نسخ) {_BECOMES}")),
)
_NUMBER_EN = r"\(?(?:\d{1,3}|[a-z]|[IVX]{1,5})\)?(?!\w)"
_WORDS_EN = "paragraph|article|section|clause|annex|note|item"
_TARGET_EN = (
    rf"(?P<word>{_WORDS_EN}) (?P<number>{_NUMBER_EN})"
    rf"(?P<within>(?: of (?:{_WORDS_EN}) {_NUMBER_EN}){{0,2}})"
)
_WITHIN_EN = re.compile(rf"(?P<word>{_WORDS_EN}) (?P<number>{_NUMBER_EN})", re.IGNORECASE)
_IS = r"(?:is|are|shall be|be|is hereby|are hereby)"


def _en(deed: Deed, *parts: str) -> tuple[Deed, re.Pattern[str]]:
    return deed, re.compile("".join(parts), re.IGNORECASE)


_THE_WORDS = r"(?:the )?(?:words?|phrase|date|expression)"
_EN: tuple[tuple[Deed, re.Pattern[str]], ...] = (
    _en(
        "replace_words",
        rf"\bin {_TARGET_EN}{_LEAD}{_THE_WORDS} {_OLD} {_IS} (?:replaced (?:by|with)|changed to)",
        rf"(?: {_THE_WORDS})? {_NEW}",
    ),
    _en(
        "replace_words",
        rf"\bin {_TARGET_EN}{_LEAD}for (?:{_THE_WORDS} )?{_OLD},? (?:there (?:is|shall be) ",
        rf"substituted|substitute) (?:{_THE_WORDS} )?{_NEW}",
    ),
    _en(
        "add_words",
        rf"\bin {_TARGET_EN}{_LEAD}after (?:{_THE_WORDS} )?{_OLD},? (?:insert )?",
        rf"(?:{_THE_WORDS} )?{_NEW}(?: {_IS} (?:inserted|added))?",
    ),
    _en(
        "delete_words",
        rf"\b(?:in|from) {_TARGET_EN}{_LEAD}{_THE_WORDS} {_OLD} {_IS} (?:deleted|removed)",
    ),
    _en(
        "add",
        r"\b(?:the following|a new|a) (?:paragraph|note|clause|article|section|item)s? ?",
        rf"[^:\n]{{0,30}}?{_IS} (?:added|inserted) (?:to|after|in|below) {_TARGET_EN}",
        rf"[^:\n]{{0,40}}{_REST}",
    ),
    _en(
        "replace",
        rf"\b{_TARGET_EN}{_LEAD}{_IS} (?:replaced (?:by|with)|amended to read)",
        rf"(?: the following| as follows)?(?: text)?{_REST}",
    ),
    _en("delete", rf"\b{_TARGET_EN}{_LEAD}{_IS} (?:deleted|repealed|removed|revoked)"),
)


def amending_acts(text: str) -> tuple[AmendingAct, ...]:
    """Return the changes that a clause orders, in their order; of overlapping ones the first."""
    try:
        copy = copy_for_reading(text)
    except UnreadableText:
        return ()
    found: list[AmendingAct] = []
    covered: list[tuple[int, int]] = []
    for rules, inner in ((_FA, _WITHIN_FA), (_EN, _WITHIN_EN)):
        for deed, pattern in rules:
            for match in pattern.finditer(copy.text):
                if any(start < match.end() and match.start() < end for start, end in covered):
                    continue
                covered.append(match.span())
                found.append(_act(copy, deed, match, inner))
    return tuple(sorted(found, key=lambda each: each.span))


def _act(
    copy: ReadingCopy, deed: Deed, match: re.Match[str], inner: re.Pattern[str]
) -> AmendingAct:
    within = tuple(
        (each["word"].casefold(), numeral(each["number"]))
        for each in inner.finditer(match["within"])
    )
    groups = match.re.groupindex
    words = {
        name: copy.verbatim(*match.span(name)).strip(' «»"“”\n')
        if name in groups and match[name]
        else ""
        for name in ("old", "new")
    }
    target = Target(match["word"].casefold(), numeral(match["number"]), within)
    return AmendingAct(deed, target, words["old"], words["new"], copy.span(*match.span()))


def find_target(target: Target, paths: Sequence[str]) -> int | None:
    """Return which of the clauses at these paths is meant; None where none or several may be."""
    fits: list[tuple[int, int]] = []
    for place, path in enumerate(paths):
        segments = list(_segments(path))
        if not segments or not _names(segments[-1], target.word, target.number):
            continue
        outer = segments[:-1]
        if all(any(_names(each, word, number) for each in outer) for word, number in target.within):
            fits.append((len(segments), place))
    fits.sort()
    if not fits or (len(fits) > 1 and fits[0][0] == fits[1][0]):
        return None
    return fits[0][1]


def _segments(path: str) -> Iterator[tuple[str, str]]:
    """Yield what each part of a path is called ("" where it has a number only), and its number."""
    for part in re.split(r"[/.]", path):
        word, _space, number = part.rpartition(" ")
        yield word.casefold(), numeral(number)


def _names(segment: tuple[str, str], word: str, number: str) -> bool:
    called, counted = segment
    return counted == number and (not called or called == word or {called, word} <= _ALIKE)


_ALIKE = frozenset(("پیوست", "ضمیمه", "annex", "appendix"))


def amended(act: AmendingAct, text: str) -> str | None:
    """Return how a clause reads after the change; None where its words are not found in it."""
    if act.deed == "replace":
        return act.new or None
    if act.deed == "delete":
        return ""
    if act.deed == "add":
        return f"{text}\n{act.new}" if act.new else None
    start = text.find(act.old)
    if start < 0 or not act.old:
        return None
    end = start + len(act.old)
    if act.deed == "add_words":
        return f"{text[:end]} {act.new}{text[end:]}"
    put = act.new if act.deed == "replace_words" else ""
    joined = f"{text[:start]}{put}{text[end:]}"
    return joined if put else re.sub(r"  +", " ", joined).strip()

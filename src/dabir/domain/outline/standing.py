"""What a received text is: the original, a certified copy, or a press copy that quotes it.

Reads the first and the last lines of the text; writes a proposal with the words that show it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from dabir.domain.outline.model import Finding, Outline
from dabir.domain.outline.patterns import rx
from dabir.domain.outline.reading_copy import ReadingCopy, copy_for_reading

Standing = Literal["original", "certified", "press"]

HEAD = 2_500
TAIL = 700
PLAIN_ORIGINAL = 0.6
"""How sure it is that a text is the original when nothing in it says so."""


@dataclass(frozen=True, slots=True)
class StandingRead:
    """What the text seems to be, how sure that is, and the words that show it."""

    value: Standing
    confidence: float
    evidence: tuple[Finding[str], ...]


# (rule, weight, pattern): weights of one standing add up; 1 and more is sure.
_PRESS: tuple[tuple[str, float, re.Pattern[str]], ...] = (
    (
        "press-report",
        0.7,
        rx(
            r"(?:^|(?<=\n)|(?<=[.؛«:] )|(?<=\n ))(?P<lead>به گزارش )(?!های?\b|نامه|شماره|مورخ|"
            r"سالانه|عملکرد|کارشناسی|دبیرخانه)[^\n،؛.:]{2,60}"
        ),
    ),
    (
        "press-agency",
        0.4,
        rx(r"(?<!\w)(?:خبرگزاری|پایگاه خبری|سرویس خبر|گروه خبر) [^\n،؛.:]{2,40}"),
    ),
    ("press-reporter", 0.4, rx(r"خبرنگار (?:ما|این خبرگزاری|\S{2,15})|نسخه‌ای از آن در اختیار")),
    ("press-end", 0.6, rx(r"(?:^|\n)\W*(?:انتهای پیام|پایان پیام|کد خبر|لینک کوتاه)[^\n]{0,30}")),
    ("press-byline", 0.5, rx(r"(?:^|\n)[^\n:،.؛]{2,25}(?:نیوز|آنلاین|پرس)\s?[:\-]")),
    (
        "press-quoting",
        0.5,
        rx(
            r"(?:در|متن) (?:متن )?(?:این|کامل این) (?:مصوبه|ابلاغیه|تصویب‌نامه|حکم|قطعنامه)[^\n]"
            r"{0,90}(?:آمده است|به شرح زیر است|بدین شرح است|چنین است)"
        ),
    ),
    (
        "press-report-en",
        0.7,
        re.compile(
            r"(?:^|\n)[^\n]{0,60}\((?:Reuters|AP|AFP|Xinhua|IRNA|TASS|[A-Z][A-Za-z]{2,14} News)\)"
            r"|\bNews Agency\b|\baccording to (?:a report by )?[A-Z]\w+ (?:News|Times|Post|Daily)\b"
        ),
    ),
    (
        "press-quoting-en",
        0.5,
        re.compile(
            r"\b(?:the (?:full )?text of the (?:resolution|decision|order|statement) (?:reads|is "
            r"as follows|follows|says)|told reporters|said in a statement|our correspondent|"
            r"a copy of which was (?:seen|obtained))\b",
            re.IGNORECASE,
        ),
    ),
)
_CERTIFIED: tuple[tuple[str, float, re.Pattern[str]], ...] = (
    (
        "certified-copy",
        1.0,
        rx(
            r"(?:رونوشت|تصویر|کپی|نسخه|فتوکپی)[^\n]{0,15}(?:مطابق|برابر) (?:با )?اصل(?: است)?"
            r"|(?:رونوشت|تصویر|نسخه) مصدق|برابر (?:با )?اصل است"
        ),
    ),
    (
        "certified-image",
        0.8,
        rx(r"(?:^|\n)\W*(?:تصویر|اسکن|تصویر برابر اصل) (?:مصوبه|تصویب‌نامه|ابلاغیه|حکم)[^\n]{0,60}"),
    ),
    (
        "gazette",
        0.8,
        rx(
            r"(?:^|\n)\W*روزنامه رسمی(?: (?:کشور|جمهوری)[^\n]{0,40})?"
            r"|(?:^|\n)[^\n]{0,40}\bOfficial (?:Gazette|Journal)\b[^\n]{0,40}"
        ),
    ),
    (
        "certified-copy-en",
        1.0,
        re.compile(
            r"\b(?:certified (?:to be a )?(?:true )?cop(?:y|ies)|true (?:and certified )?copy"
            r"|(?:hereby )?certify that (?:this|the (?:above|foregoing)) is a true)\b",
            re.IGNORECASE,
        ),
    ),
)


def standing_of(outline: Outline, text: str) -> StandingRead:
    """Return what `text`, of which `outline` was read, seems to be."""
    copy = copy_for_reading(text)
    pressed = _found(copy, _PRESS)
    certified = _found(copy, _CERTIFIED)
    weight = sum(found.confidence for found in pressed) + (outline.kind.value == "news") * 0.5
    sealed = sum(found.confidence for found in certified)
    if weight >= 0.7 and weight >= sealed:
        return StandingRead("press", min(0.97, 0.4 + weight / 2), pressed)
    if sealed >= 0.7:
        return StandingRead("certified", min(0.97, 0.4 + sealed / 2), certified)
    shown = tuple(found for found in (outline.number, outline.date) if found is not None)
    sure = PLAIN_ORIGINAL + 0.1 * len(shown) - 0.3 * min(1.0, weight)
    plain = tuple(
        Finding(text[found.span.start : found.span.end], found.span, found.rule, found.confidence)
        for found in shown
    )
    return StandingRead("original", max(0.3, sure), plain)


def _found(
    copy: ReadingCopy, cues: tuple[tuple[str, float, re.Pattern[str]], ...]
) -> tuple[Finding[str], ...]:
    """Return the first words of each cue, in the head of the text or in its tail."""
    return tuple(
        copy.finding(*match.span(), rule, weight)
        for rule, weight, pattern in cues
        for match in _first(copy.text, pattern)
    )


def _first(text: str, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    match = pattern.search(text, 0, min(HEAD, len(text)))
    if match is None and len(text) > HEAD:
        match = pattern.search(text, max(HEAD, len(text) - TAIL))
    if match is not None:
        yield match

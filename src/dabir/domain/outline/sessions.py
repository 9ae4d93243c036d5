"""The number of the session or meeting that adopted the text or that it records.

Reads the heading and preamble, and the closing words; writes the number. What is said of a meeting
to come, or of the minutes of an earlier one, does not count.
"""

import re
from collections.abc import Iterator

from dabir.domain.language import read_number
from dabir.domain.outline.deeds import Deadline
from dabir.domain.outline.model import Finding
from dabir.domain.outline.patterns import rx
from dabir.domain.outline.structure import Structure

_MEETING_FA = rx(
    r"(?<!\w)(?:صورت)?(?P<word>جلسه|نشست|اجلاس|اجلاسیه|گردهمایی)(?!\w)(?P<extra> (?:عادی|"
    r"فوق‌العاده|مشترک|علنی|رسمی|عمومی))?"
)
_ORDINAL_ENDING = re.compile(r"(?:م|مین|اول|اولین|نخست|نخستین)$")
_MEETING_EN = re.compile(
    r"(?P<before>(?:[A-Za-z]{1,20}[ -]){0,5}?(?:\d{1,4}(?:st|nd|rd|th)|first|second|third|"
    r"\w{2,20}th|\w{2,20}-first|\w{2,20}-second|\w{2,20}-third))"
    r" (?P<middle>(?:\((?:[\w-]+ ?){1,3}\) |(?:regular|ordinary|annual|special|plenary|"
    r"extraordinary|resumed|formal|"
    r"emergency|general|full|joint|quarterly|monthly|executive|virtual|online|substantive|"
    r"organizational) ){0,3})"
    r"(?P<word>session|meeting|plenary|assembly|conference)\b",
    re.IGNORECASE,
)
_NUMBERED_EN = re.compile(
    r"\b(?P<word>session|meeting)s?(?: (?:number|no\.?|n°|nr\.?)|"
    r" ?#)? ?(?P<number>\d{1,4})(?![\d/:.-]|\w)",
    re.IGNORECASE,
)
_FUTURE = rx(
    r"بعدی|آینده|آتی|خواهد شد|برگزار می‌شود|بررسی می‌شود|\bnext\b|will be held|provisional agenda|"
    r"forthcoming",
    re.IGNORECASE,
)
_COMING = re.compile(r"[^.\n]{0,60}?\b(?:will|shall|is to) (?:be held|take place|meet|convene)")
_EARLIER = rx(
    r"قبلی|پیشین|گذشته|صورت‌جلسه (?:جلسه|نشست) \S+ (?:قرائت|تأیید)|previous|\blast\b|"
    r"minutes of the \w+ meeting were",
    re.IGNORECASE,
)
_ADOPTION = rx(r"تصویب|مصوب|adopted|approved", re.IGNORECASE)
_PLENARY = re.compile(r"\d{1,4}(?:st|nd|rd|th) (?:plenary )?(?:meeting|session)$", re.IGNORECASE)
_NUMBER_LINE = rx(
    r"(?:شماره|ردیف) (?:جلسه|نشست|اجلاس) ?:? ?(?:(?P<value>\d{1,4})(?P<rest>[-/]\d+)?|"
    r"(?P<words>[ا-ی]{2,}(?: و? ?[ا-ی]{2,}){0,4})\s*(?=$|\n|[.،]))"
)
_NUMBER_LINE_EN = re.compile(
    r"(?:meeting|session) (?:no\.?|number|#) ?:? ?(?P<value>\d{1,4})(?P<rest>[-/]\d+)?",
    re.IGNORECASE,
)


def read_session(
    structure: Structure, language: str, dates: tuple[Deadline, ...]
) -> Finding[int] | None:
    """Return the number of the session, with the words that give it."""
    copy = structure.copy
    zone = min(structure.first, 8_000)

    def read(start: int, end: int) -> list[_Found]:
        if language == "en":
            return list(_english(copy.text, start, end))
        return list(_persian(copy.text, start, end, dates))

    found = read(0, zone)
    if not found and language == "en":
        for line in copy.lines[-60:]:
            if line.end - line.start < 50 and _PLENARY.match(copy.text, line.start, line.end):
                found = read(line.start, line.end)
    if not found:
        found = [
            each
            for each in read(max(zone, len(copy.text) - 1_500), len(copy.text))
            if _ADOPTION.search(
                copy.text, max(0, each[1] - 120), min(len(copy.text), each[2] + 120)
            )
        ]
    if not found:
        return None
    sessions = [each for each in found if each[3].casefold() in {"session", "اجلاس", "اجلاسیه"}]
    value, start, end, _ = (sessions if language == "en" and sessions else found)[0]
    return Finding(value, copy.span(start, end), "session", 0.9)


_Found = tuple[int, int, int, str]


def _persian(text: str, start: int, end: int, dates: tuple[Deadline, ...]) -> Iterator[_Found]:
    number_line = _NUMBER_LINE.search(text, start, end)
    for match in _MEETING_FA.finditer(text, start, end):
        line_start = text.rfind("\n", 0, match.start()) + 1
        line_end = text.find("\n", match.end())
        line_end = len(text) if line_end < 0 else line_end
        near = text[max(line_start, match.start() - 60) : min(line_end, match.end() + 60)]
        found = _ordinal_before(text, max(line_start, match.start() - 60), match.start())
        found = found or _ordinal_after(text, match.end(), min(line_end, match.end() + 60), dates)
        if found is None:
            continue
        value, at, stop = found
        if _EARLIER.search(near) or (value == 1 and _FUTURE.search(text[match.end() : line_end])):
            continue
        yield value, min(at, match.start()), max(stop, match.end()), match["word"]
    if number_line:
        figures = number_line["value"]
        said = int(figures) if figures else read_number(number_line["words"].strip())
        if said is not None and said > 0:
            yield said, *number_line.span(), "جلسه"


def _ordinal_before(text: str, start: int, end: int) -> tuple[int, int, int] | None:
    words = list(re.finditer(r"\S+", text[start:end]))
    for count in range(min(7, len(words)), 0, -1):
        at = start + words[-count].start()
        phrase = text[at:end].strip()
        if not _ORDINAL_ENDING.search(phrase) or words[-count].group() == "و":
            continue
        value = read_number(phrase)
        if value is not None and 0 < value < 5_000:
            return value, at, end
    return None


def _ordinal_after(
    text: str, start: int, end: int, dates: tuple[Deadline, ...]
) -> tuple[int, int, int] | None:
    label = _NUMBER_LABEL.match(text, start, end)
    at = label.end() if label else start
    if any(date.start <= at < date.end for date in dates):
        return None
    words = list(re.finditer(r"[^\s،.:؛()«»]+", text[at:end]))
    for count in range(min(7, len(words)), 0, -1):
        stop = at + words[count - 1].end()
        phrase = text[at:stop].strip()
        figures = re.fullmatch(r"\d{1,4}(?:ا?م)?", phrase)
        if not figures and not _ORDINAL_ENDING.search(phrase):
            continue
        if figures and (text[stop : stop + 1] in {"/", "-"} or (not label and len(figures[0]) > 3)):
            continue
        value = read_number(phrase)
        if value is not None and 0 < value < 5_000:
            return value, at, stop
    return None


_NUMBER_LABEL = rx(r"[ :]*(?:(?:شماره|ش\.?) ?:? ?)?")


def _english(text: str, start: int, end: int) -> Iterator[_Found]:
    for match in _MEETING_EN.finditer(text, start, end):
        near = text[max(start, match.start() - 40) : match.end() + 40].split("\n")
        if _EARLIER.search(" ".join(near)) and match.start() != start:
            continue
        tokens = match["before"].split()
        for count in range(min(5, len(tokens)), 0, -1):
            value = read_number(" ".join(tokens[-count:]))
            if value is not None and 0 < value < 5_000:
                coming = _COMING.match(text, match.end(), end)
                if not coming:
                    yield value, match.start(), match.end(), match["word"]
                break
    numbered = _NUMBER_LINE_EN.search(text, start, end) or _NUMBERED_EN.search(text, start, end)
    if numbered:
        value = int(numbered.groupdict().get("value") or numbered.groupdict().get("number") or 0)
        if 0 < value < 5_000:
            yield value, *numbered.span(), "session"

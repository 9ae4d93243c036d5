"""What a text cites of itself: its annexes and its clauses; and which of these it does not hold.

Reads the reading copy and the items; writes one open point for each annex or clause that is cited
as the text's own and is not in it. What belongs to another paper (annex 2 of a law, paragraph 7 of
a report) never counts.
"""

import re
from collections.abc import Iterable, Iterator

from dabir.domain.language import read_number
from dabir.domain.outline.model import Item, Span
from dabir.domain.outline.open_point import OpenPoint
from dabir.domain.outline.patterns import rx
from dabir.domain.outline.reading_copy import ReadingCopy

_WORDS = "یک|دو|سه|چهار|پنج|شش|هفت|هشت|نه|ده|اول|دوم|سوم|چهارم|پنجم"
_ONE = rf"(?:\d{{1,2}}(?![\d/.]*\d)|(?:{_WORDS})(?!\w)|\(?[«\"]?(?:الف|ب|پ|ج|د)[»\"]?\)?(?!\w))"
_ANNEX_FA = rx(
    r"(?<!\w)(?P<word>پیوست|ضمیمه)(?P<many>‌ها(?:ی)?)? ?(?P<label>(?:شماره|شمار|ش\.)(?:‌ی)?(?:‌ها"
    rf"(?:ی)?)? ?)?[«\"(]?(?P<first>{_ONE})[»\")]?(?P<rest>(?: ?(?:،|و|تا|-|الی) ?(?:شماره )?"
    rf"[«\"(]?{_ONE}[»\")]?){{0,5}})(?!\w)"
)
_TABLE_FA = rx(r"(?<!\w)(?:جدول|فهرست|نمودار|فرم|شرح وظایف) (?:های )?(?P<word>پیوست|ضمیمه)(?!\w)")
_BARE_FA = rx(
    r"(?:به شرح|مطابق(?: با)?|طبق|براساس|بر اساس|مندرج در|موضوع|در قالب|بر مبنای|وفق) "
    r"(?:مفاد |جدول |فهرست )?(?P<word>پیوست|ضمیمه)(?: این (?:مصوبه|تصویب‌نامه|ابلاغیه|حکم|سند))?"
    r"(?= ?(?:[.،؛:)\n]|$|تعیین|تصویب|ابلاغ|اقدام|عمل|انجام|است|می|خواهد|به |تشکیل|تهیه|و ))"
)
_ENCLOSED_FA = rx(
    r"(?<!\w)به (?P<word>پیوست) [^\n.؛]{3,120}?(?:ارسال|ابلاغ|تقدیم|ایفاد) (?:می‌|شد|خواهد)"
)
_ANNEX_EN = re.compile(
    r"(?P<word>\b[Aa]nnex(?:es|ures?)?|\b[Aa]ppendi(?:x|ces)|\bSchedules?|\b[Aa]ttachments?|"
    r"\bANNEX(?:ES)?|\bAPPENDIX)\s(?:[Nn]o\.?\s)?(?P<first>\d{1,2}(?![\d.]*\d)|[IVX]{1,5}|[A-H])\b"
    r"(?P<rest>(?:\s?(?:,|and|to|-)\s?(?:\d{1,2}|[IVX]{1,5}|[A-H])\b){0,5})"
)
_BARE_EN = re.compile(
    r"\b(?:in|see|per|to) the (?:attached )?(?P<word>annex|appendix|schedule|attachment)(?: (?:to|"
    r"of) (?:this|the present) (?:resolution|decision|order|document|charter))?"
    r"(?=\s?(?:[.,;:)\n]|$|hereto|attached))"
)
_OTHERS_FA = rx(
    r"[»\")]* ?(?:از |به )?(?:(?:این|همین|حاضر)(?P<own>\W)|(?:آن(?!\w)|قانون|نامه|آیین‌نامه|سند|"
    r"دستورالعمل|گزارش|برنامه|تصویب‌نامه|موافقت‌نامه|پیمان‌نامه|کنوانسیون|معاهده|بخشنامه|"
    r"اساسنامه|شیوه‌نامه|"
    r"سیاست‌های|مصوبه (?:شماره|مورخ|جلسه|قبلی|پیشین|\d|هیئت|هیات|شورا|کمیسیون|مجلس)))"
)
_OTHERS_EN = re.compile(
    r"\s?(?:to|of) (?:(?:this|the present|these)(?P<own>\b)|(?:the )?(?:\w+ ){0,4}(?:Act|Agreement|"
    r"Code|Convention|Charter|Decision|Directive|Instrument|Law|Memorandum|Protocol|Regulations?|"
    r"Report|Resolution|Rules|Statute|Treaty|resolution|decision|report|letter|note|document))",
)
_HEADING = rx(
    r"(?:^|(?<=\n))[\W_]*(?:پیوست|پیوشت|پیوسط|پیوصت|ضمیمه|ضمیه|Annex|ANNEX|Appendix|APPENDIX|"
    r"Schedule|SCHEDULE|Attachment|"
    r"ATTACHMENT)(?!‌?ها)(?: ?(?:شماره|شمار|No\.?|ش\.))? ?[:(«]? ?(?P<number>[^\W_]{1,6})?"
    r"(?=[\W_]|$)"
)
_METADATA = rx(r"\s*:?\s*(?:دارد|ندارد|none|nil|yes)", re.IGNORECASE)
_ROMAN = {"i": 1, "v": 5, "x": 10}
_SHORT_LINE = 110


def numeral(written: str) -> str:
    """Return a number as it is compared: ``"2"`` for 2, دو, دوم and II; a letter as it stands."""
    plain = written.strip(' «»"()').casefold()
    if plain.isdecimal():
        return str(int(plain))
    if plain and not plain.strip("ivx"):
        values = [_ROMAN[letter] for letter in plain]
        later = [*values[1:], 0]
        return str(sum(-one if one < two else one for one, two in zip(values, later, strict=True)))
    value = read_number(plain) if len(plain) > 1 else None
    return plain if value is None else str(value)


def absent_annexes(copy: ReadingCopy, items: Iterable[Item], language: str) -> Iterator[OpenPoint]:
    """Yield the annexes that are cited and absent, each once, where it is cited first."""
    text = copy.text
    listed = list(items)
    held = {numeral(item.number) for item in listed if item.kind == "annex"} | _headed(copy)
    anything = bool(held)
    unnumbered = held == {""}
    seen: set[str] = set()
    for match in _citations(text, language):
        if _belongs_elsewhere(text, match, language) or _is_heading(copy, match):
            continue
        for number in _numbers(match):
            key = numeral(number)
            if key in held or key in seen or (unnumbered and key == "1"):
                continue
            seen.add(key)
            yield OpenPoint(
                "annex_absent",
                {"annex": key},
                copy.span(*match.span()),
                None,
                "annex-cited",
                0.9 if match.groupdict().get("label") or language == "en" else 0.85,
            )
    if anything or seen:
        return
    bare = (_TABLE_FA, _BARE_FA) if language != "en" else (_BARE_EN,)
    patterns = bare if listed or language == "en" else (*bare, _ENCLOSED_FA)
    for pattern in patterns:
        for match in pattern.finditer(text):
            if _METADATA.match(text, match.end("word")) or _belongs_elsewhere(
                text, match, language
            ):
                continue
            span = copy.span(*match.span())
            yield OpenPoint("annex_absent", {"annex": ""}, span, None, "annex-cited-bare", 0.7)
            return


def _citations(text: str, language: str) -> Iterator[re.Match[str]]:
    if language != "en":
        yield from _ANNEX_FA.finditer(text)
    else:
        yield from _ANNEX_EN.finditer(text)


def _numbers(match: re.Match[str]) -> list[str]:
    """Return the numbers of a citation: one, or a list such as ``1, 2 and 3`` or ``1 to 3``."""
    pieces = re.split(
        r"\s*(،|,|\bو\b|\band\b|\bto\b|\bتا\b|\bالی\b|-)\s*", match["first"] + match["rest"]
    )
    found = [pieces[0]]
    for joiner, piece in zip(pieces[1::2], pieces[2::2], strict=True):
        first, last = numeral(found[-1]), numeral(piece.replace("شماره", ""))
        if joiner in {"to", "تا", "الی", "-"} and first.isdecimal() and last.isdecimal():
            found += [str(number) for number in range(int(first) + 1, min(int(last), 30) + 1)]
        else:
            found.append(last)
    return found


def _belongs_elsewhere(text: str, match: re.Match[str], language: str) -> bool:
    after = (_OTHERS_EN if language == "en" else _OTHERS_FA).match(text, match.end())
    return after is not None and after["own"] is None


def _headed(copy: ReadingCopy) -> set[str]:
    """Return the numbers of the annexes that lines of the text are headed with."""
    found = set()
    for match in _HEADING.finditer(copy.text):
        if _METADATA.match(copy.text, match.end("number") if match["number"] else match.end()):
            continue
        if (match["number"] or "") in {"دارد", "ندارد", "none", "nil"}:
            continue
        if _ends_line_soon(copy, match.start()):
            number = numeral(match["number"] or "")
            found.add(number if number.isdecimal() or len(number) == 1 else "")
    return found


def _ends_line_soon(copy: ReadingCopy, at: int) -> bool:
    line = copy.lines[copy.line_at(at + 1)]
    return line.end - line.start <= _SHORT_LINE


def _is_heading(copy: ReadingCopy, match: re.Match[str]) -> bool:
    line = copy.lines[copy.line_at(match.start())]
    if match.start() - line.start > _SHORT_LINE:
        return False
    return not copy.text[line.start : match.start()].strip(' «"([-') and _ends_line_soon(
        copy, match.start()
    )


_CLAUSE_FA = rx(
    r"(?<!\w)(?P<word>بند|ماده|تبصره) ?(?:شماره )?[(«\"]?(?P<number>\d{1,3})[)»\"]? ?"
    r"(?:از )?(?:(?:این|همین) (?:مصوبه|تصویب‌نامه|آیین‌نامه|دستورالعمل|حکم|ابلاغیه|اساسنامه|منشور|"
    r"سند|شیوه‌نامه|صورت‌جلسه)|مصوبه حاضر|آیین‌نامه حاضر|فوق(?!‌?الذکر قانون)|بالا|زیر|حاضر)(?!\w)"
)
_CLAUSE_EN = re.compile(
    r"\b(?P<word>[Pp]aragraph|[Aa]rticle|[Ss]ection|[Cc]lause)\s\(?(?P<number>\d{1,3})\)?"
    r"(?:\s?\([a-z0-9]\))?\s(?:above|below|hereof|(?:of|to) (?:this|the present) (?:resolution|"
    r"decision|order|charter|agreement|document|statute|constitution))\b"
)
_CLAUSE_KINDS = {
    "ماده": ("article",),
    "تبصره": ("note",),
    "article": ("article",),
    "section": ("article", "clause", "chapter"),
}


def absent_clauses(copy: ReadingCopy, items: Iterable[Item], language: str) -> Iterator[OpenPoint]:
    """Yield the clauses that the text cites as its own and does not have, each once.

    A clause of another kind with that number counts as held: documents say بند for ماده.
    """
    held: dict[str, set[str]] = {}
    for item in items:
        held.setdefault(numeral(item.number), set()).add(item.kind)
    if len(held) < 2:
        return
    seen: set[tuple[str, str]] = set()
    pattern = _CLAUSE_EN if language == "en" else _CLAUSE_FA
    for match in pattern.finditer(copy.text):
        number = numeral(match["number"])
        word = match["word"].casefold()
        kinds = held.get(number, set())
        if (word, number) in seen or kinds:
            continue
        seen.add((word, number))
        values = {"word": word, "number": number}
        span = copy.span(*match.span())
        yield OpenPoint("clause_absent", values, span, None, "clause-cited", 0.85)


def broken_numbers(copy: ReadingCopy, items: Iterable[Item], kind: str) -> Iterator[OpenPoint]:
    """Yield numbers that are given twice in a row, or left out, among clauses that stand together.

    A count that starts anew, and what a report quotes, are no faults.
    """
    last: dict[tuple[str, str], tuple[int, Item]] = {}
    met: dict[tuple[str, str], set[int]] = {}
    for item in items:
        if item.kind not in {"clause", "article", "paragraph"} or not item.number.isdecimal():
            continue
        family = item.path[: len(item.path) - len(item.number)], item.kind
        number = int(item.number)
        before = last.get(family)
        last[family] = (number, item)
        known = met.setdefault(family, set())
        known.add(number)
        if before is None or number <= 1:
            continue
        step = number - before[0]
        if step == 0:
            yield _broken("number_repeated", item, before[1], 0.8)
        elif (
            1 < step <= 4 and kind != "news" and not known.issuperset(range(number - step, number))
        ):
            if _begun(copy, before[1], item):
                continue
            yield _broken("number_skipped", item, before[1], 0.75)


def _begun(copy: ReadingCopy, before: Item, item: Item) -> bool:
    """Whether a line between two clauses begins with a number between theirs."""
    missing = {str(number) for number in range(int(before.number) + 1, int(item.number))}
    first = copy.line_at(copy.position(before.span.start)) + 1
    last = copy.line_at(copy.position(item.span.start))
    for line in copy.lines[first:last]:
        words = re.findall(r"\w+", copy.text[line.start : min(line.end, line.start + 40)])[:2]
        if any(numeral(word) in missing for word in words):
            return True
    return False


def _broken(kind: str, item: Item, before: Item, sure: float) -> OpenPoint:
    start = Span(item.span.start, item.text_span.start)
    other = Span(before.span.start, before.text_span.start)
    missing = str(int(before.number) + 1)
    if int(item.number) - int(before.number) > 2:
        missing = f"{missing}–{int(item.number) - 1}"
    values = {"number": item.number, "path": item.path, "before": before.number, "missing": missing}
    return OpenPoint(kind, values, start, other, kind.replace("_", "-"), sure)

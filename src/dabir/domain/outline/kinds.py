"""What kind of text this is, by what it calls itself.

Reads the structure; writes the kind, its place and the rule. A line that begins with the name of an
instrument decides; a report in a journalist's words is news unless it quotes the numbered text.
"""

import re
from dataclasses import dataclass

from dabir.domain.outline.first_letters import by_first_letter
from dabir.domain.outline.model import Finding, Kind
from dabir.domain.outline.patterns import rx
from dabir.domain.outline.structure import Structure

_LOOK_AT = 40  # lines of heading, letterhead and preamble

_SELF_NAMES_FA: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("call", rx(r"(?:فراخوان|دعوت به (?:همکاری|مشارکت|عضویت|ارائه)|دعوت‌نامه عمومی|آگهی فراخوان)")),
    ("minutes", rx(r"(?:صورت‌جلسه|صورت‌مجلس|خلاصه مذاکرات|صورت مذاکرات|گزارش جلسه|مشروح مذاکرات)")),
    (
        "bylaws",
        rx(r"(?:آیین‌نامه|اساسنامه|اساس‌نامه|شیوه‌نامه|ضوابط|نظام‌نامه|دستورالعمل|مقررات|مرام‌نامه)"),
    ),
    ("charter", rx(r"(?:منشور|شرح وظایف|شرح خدمات|سند تشکیل)")),
    (
        "resolution",
        rx(
            r"(?:مصوبه|مصوبات|تصویب‌نامه|قانون(?! اساسی)|تصمیم‌نامه|قطعنامه|تصمیم (?:شماره|"
            r"جلسه)|تصمیمات)(?!\w)"
        ),
    ),
    ("order", rx(r"(?:حکم|ابلاغیه|ابلاغ |دستور(?! جلسه| کار|العمل)|فرمان|بخشنامه|بخش‌نامه)")),
    ("letter", rx(r"(?:نامه)(?!\w)")),
)
_FA_PREFIX = rx(
    r"[\s«\"(]*(?:(?:متن(?: کامل)?|نص|پیش‌نویس|اصلاحیه|سند|موضوع ?:|عنوان ?:|پیوست ?:|ابلاغ|"
    r"با) )*[«\"]?"
)
_SELF_NAMES_EN: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        "minutes",
        re.compile(
            r"\b(?:minutes|(?:meeting|summary) (?:notes|record)|record of (?:the )?meeting|"
            r"notes of (?:the )?meeting)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "call",
        re.compile(
            r"\b(?:(?:open |public )?call (?:for|to)\b|invitation to (?:join|participate|"
            r"comment|nominate|"
            r"tender|contribute|submit|apply)|"
            r"request for (?:comments?|input|proposals|contributions|information|nominations)|"
            r"expressions? of interest|public consultation)",
            re.IGNORECASE,
        ),
    ),
    ("charter", re.compile(r"\b(?:charter|terms of reference|mandate of the)\b", re.IGNORECASE)),
    (
        "bylaws",
        re.compile(
            r"\b(?:by-?laws|rules of procedure|statutes?|constitution|^(?:the )?rules$|"
            r"articles of association|"
            r"standing (?:rules|orders)|"
            r"rules and regulations|internal (?:rules|regulations)|operating procedures|"
            r"code of (?:conduct|practice))\b",
            re.IGNORECASE,
        ),
    ),
    (
        "order",
        re.compile(
            r"\b(?:executive order|ministerial order|administrative order|presidential (?:decree|"
            r"memorandum)|decree|directive no|proclamation)\b",
            re.IGNORECASE,
        ),
    ),
    ("resolution", re.compile(r"\b(?:resolution|decision|recommendation)s?\b", re.IGNORECASE)),
    ("order", re.compile(r"\b(?:order|directive|instruction|circular)\b", re.IGNORECASE)),
    ("letter", re.compile(r"^(?:letter|dear|memorandum)\b", re.IGNORECASE)),
)
_NEWS_FA = rx(
    r"به گزارش|خبرنگار|خبرگزاری|سخنگو|گفت‌و‌?گو|گفتنی است|وی (?:افزود|گفت|تأکید|ادامه|با |در |"
    r"درباره)|شایان ذکر|"
    r"(?<!\w)(?:افزود|خاطرنشان|یادآور شد|تصریح کرد|اظهار (?:کرد|داشت)|عنوان کرد)|انتهای پیام|کد خبر"
)
_NEWS_EN = by_first_letter(
    r"told reporters|spokes(?:man|woman|person)|\bsaid\b|press conference|according to|reporters|"
    r"journalists|newsroom|"
    r"\(Reuters\)|news agency|added that|press release",
    re.IGNORECASE,
)
_LETTER = rx(
    r"(?:^|\n) ?(?:با سلام|سلام علیکم|با احترام|با صلوات|جناب آقای|سرکار خانم|Dear )|"
    r"Yours (?:sincerely|faithfully)|با تشکر و احترام"
)
_ADOPTS = rx(
    r"تصویب (?:کرد|نمود|شد|رسید)|مصوب (?:کرد|نمود|شد)|تصمیم(?:ات|‌های)? (?:زیر|"
    r"ذیل)? ?(?:را )?(?:اتخاذ|گرفت)|اتخاذ (?:کرد|نمود|شد)|"
    r"adopted|decides|resolves|has decided|hereby decides",
    re.IGNORECASE,
)
_ORDERS = rx(
    r"اینجانب|منصوب می|دستور می‌دهم|مقرر می‌دارم|ابلاغ می‌نمایم|I hereby|by the authority vested",
    re.IGNORECASE,
)
_ATTENDED = rx(
    r"(?:^|\n)\W*(?:Present|In attendance|Attendees|Apologies|Attending|حاضران|حاضرین|غایبان|"
    r"غایبین|"
    r"اعضای حاضر)\s*:",
    re.IGNORECASE,
)
_BY_LETTER = rx(
    r"موضوع ?: ?(?:ابلاغ|حکم|انتصاب|تشکیل|صدور حکم)[^\n]*\n(?:[^\n]*\n){0,12}?[^\n]{0,400}"
    r"(?:بدین‌وسیله|به موجب این|به این وسیله|طبق این)[^\n]{3,400}"
    r"(?:تشکیل|منصوب|تعیین|مأمور|ابلاغ|انتخاب) می"
)
_IN_THIS = rx(
    r"(?:این|متن(?: کامل)?|نص|مفاد|بندهای|مواد) (?P<word>مصوبه|تصویب‌نامه|آیین‌نامه|اساسنامه|"
    r"شیوه‌نامه|دستورالعمل|ضوابط|منشور|حکم|"
    r"ابلاغیه|دستور(?!العمل)|صورت‌جلسه|فراخوان|قطعنامه|بخشنامه|نظام‌نامه)|"
    r"(?:the |of the |this )(?P<english>resolution|decision|bylaws|by-laws|charter|"
    r"terms of reference|order|rules of procedure|minutes|statutes?)",
    re.IGNORECASE,
)
_CALLING = rx(
    r"(?:دعوت (?:به عمل |می‌|به همکاری|شد|کرد|نمود))|(?:are|is) invited to|invites (?:all|"
    r"interested|applications|nominations|submissions)|"
    r"submissions (?:are|should)|applications (?:are|should)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Seen:
    kind: Kind
    line: int
    rule: str
    confidence: float


def read_kind(structure: Structure, language: str) -> Finding[Kind]:
    """Return the kind of the text with the line that shows it."""
    seen = _decide(structure, language)
    line = structure.copy.lines[seen.line]
    return Finding(seen.kind, structure.copy.span(line.start, line.end), seen.rule, seen.confidence)


def _decide(structure: Structure, language: str) -> _Seen:
    copy = structure.copy
    sample = copy.text[:20_000]
    named = _self_name(structure, language)
    if _is_news(sample, language, structure):
        return _news_or_quoted(structure, named)
    if named is not None and named.kind != "letter":
        return named
    if named is None and _ATTENDED.search(sample[:1_500]):
        return _Seen("minutes", 0, "attendance", 0.7)
    if _CALLING.search(sample) and "@" in sample and not structure.nodes[4:]:
        return _Seen("call", 0, "calls-upon-public", 0.6)
    if named is not None:
        return named
    if _LETTER.search(sample) and _BY_LETTER.search(sample):
        return _Seen("order", 0, "orders-by-letter", 0.75)
    if _LETTER.search(sample) and not any(node.kind == "article" for node in structure.nodes):
        return _Seen("letter", 0, "salutation", 0.8)
    head = copy.text[: max(structure.first, 1_500)][:6_000]
    if _ORDERS.search(head):
        return _Seen("order", 0, "orders", 0.6)
    if _ADOPTS.search(head):
        return _Seen("resolution", 0, "adopts", 0.7)
    if any(node.kind == "article" for node in structure.nodes):
        return _Seen("bylaws", 0, "articles", 0.5)
    if _LETTER.search(sample):
        return _Seen("letter", 0, "salutation", 0.6)
    return _Seen("resolution" if structure.nodes else "news", 0, "fallback", 0.3)


def _is_news(sample: str, language: str, structure: Structure) -> bool:
    pattern = _NEWS_EN if language == "en" else _NEWS_FA
    found = {match.group().strip() for match in pattern.finditer(sample)}
    if language == "en":
        return len(pattern.findall(sample)) >= 2 and not any(
            node.kind == "article" for node in structure.nodes
        )
    return len(found) >= 2 or bool(found and not structure.nodes)


def _news_or_quoted(structure: Structure, named: _Seen | None) -> _Seen:
    copy = structure.copy
    headline = copy.text[: min(len(copy.text), copy.lines[min(3, len(copy.lines) - 1)].end)]
    if named is not None and named.kind == "call":
        return named
    if rx(r"فراخوان|\bcall for\b", re.IGNORECASE).search(headline):
        return _Seen("call", 0, "call-in-news", 0.85)
    if len(structure.nodes) >= 2:
        before = copy.text[max(0, structure.first - 3_000) : structure.first]
        references = list(_IN_THIS.finditer(before))
        if references:
            quoted = references[-1]
            word = quoted["word"] or quoted["english"]
            kind = _kind_of_word(word, "fa" if quoted["word"] else "en")
            if kind:
                return _Seen(kind, 0, "quoted-in-news", 0.85)
        if named is not None:
            return named
        if rx(r"مصوبه|تصویب|مصوب|ابلاغ|resolution|decision", re.IGNORECASE).search(before):
            return _Seen("resolution", 0, "quoted-in-news", 0.6)
    if named is not None and named.kind == "minutes":
        return named
    return _Seen("news", 0, "news-words", 0.85)


def _kind_of_word(word: str, language: str) -> Kind | None:
    for kind, pattern in _SELF_NAMES_EN if language == "en" else _SELF_NAMES_FA:
        if pattern.match(word):
            return kind
    return None


def _self_name(structure: Structure, language: str) -> _Seen | None:
    """Return the kind that a heading line gives itself."""
    copy = structure.copy
    later: _Seen | None = None
    for index, line in enumerate(copy.lines[:_LOOK_AT]):
        if line.start >= structure.first or line.end - line.start > 200:
            if line.start >= structure.first:
                break
            continue
        head = copy.text[line.start : line.end]
        found = (_english_name if language == "en" else _persian_name)(head, index)
        if found is None or (head.startswith("قانون") and index and not line.after_blank):
            continue  # a wrapped line may go on with the name of a law
        if found.kind in {"letter", "order"} and found.confidence < 0.8:
            later = later or found
            continue
        return found
    return later


_CALL_INSIDE = rx(
    r"(?<!\w)فراخوان (?:همکاری|عضویت|مشارکت|ارسال|دریافت|پذیرش|جذب|شناسایی|عمومی|مقاله|طرح|ایده|"
    r"ثبت)|[؛:|] ?فراخوان"
)
_AFTER_CALL = rx(r"نتایج|نتیجه|برگزیدگان|پذیرفته‌شدگان|لغو")


def _persian_name(head: str, index: int) -> _Seen | None:
    prefix = _FA_PREFIX.match(head)
    at = prefix.end() if prefix else 0
    for kind, pattern in _SELF_NAMES_FA:
        match = pattern.match(head, at)
        if match and not head[match.end() : match.end() + 2].strip().startswith(("ی ", "ای")):
            sure = 0.95 if len(head) < 120 else 0.7
            return _Seen(kind, index, "self-name", 0.6 if kind == "letter" else sure)
    if index < 3 and _CALL_INSIDE.search(head) and not _AFTER_CALL.search(head):
        return _Seen("call", index, "self-name-inside", 0.8)
    if len(head) < 90:
        for kind, pattern in _SELF_NAMES_FA[1:5]:
            if (
                kind in {"minutes", "resolution"}
                and pattern.search(head)
                and head[-1] not in ".،"
                and not _KEY.match(head)
            ):
                return _Seen(kind, index, "self-name-inside", 0.75)
    return None


_KEY = rx(r"[^:]{0,30}:|.*(?:استناد|اجرای|پیرو|موضوع)")


_PROSE_EN = re.compile(r"(?:recalling|noting|having|considering|whereas|the |in )", re.IGNORECASE)
_NAMED_EN = re.compile(
    r"(?:the )?(?:charter|minutes|bylaws|by-laws|statutes|constitution|rules)\b", re.IGNORECASE
)


def _english_name(head: str, index: int) -> _Seen | None:
    prose = len(head) > 140 or _PROSE_EN.match(head)
    if prose and not _NAMED_EN.match(head):
        return None
    if (
        head.endswith(".")
        and index > 2
        and not re.match(r"(?:executive order)", head, re.IGNORECASE)
    ):
        return None
    for kind, pattern in _SELF_NAMES_EN:
        if pattern.search(head):
            return _Seen(kind, index, "self-name", 0.6 if kind == "letter" else 0.9)
    return None

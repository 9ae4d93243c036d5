"""Rules for duties in Persian sentences. Each rule is named; the first that holds speaks.

Reads one sentence of the copy; writes ``Deed``s.
"""

import re
from collections.abc import Callable, Iterator

from dabir.domain.outline.deeds import Deed, DutyContext, Range
from dabir.domain.outline.names_fa import (
    begins_body,
    bodies_at,
    body_before,
    split_bodies,
    whole_stretch,
)
from dabir.domain.outline.patterns import one_of, rx
from dabir.domain.outline.words_fa import BODY_HEADS, HEAD_ANYWHERE

_SUBJUNCTIVE = (
    r"(?:کند|کنند|نماید|نمایند|دهد|دهند|بدهد|بدهند|گذارد|گذارند|بگذارد|بگذارند|آورد|آورند|بیاورد|"
    r"بیاورند|گیرد|گیرند|بگیرد|بگیرند|رساند|رسانند|برساند|برسانند|ورزد|ورزند|سازد|سازند|بسازد|"
    r"فرماید|فرمایند|بپردازد|بپردازند|پردازد|پردازند|بفرستد|بفرستند|دارد|دارند|بردارد|یابد|"
    r"بیابد|بنویسد|بنویسند|بکوشد|بکوشند|بکند|بکنند|بخواهد|ببرد|ببرند|برد|برند|بشنود|بشنوند|"
    r"بسپارد|بسپارند|سپارد|بخواند|بخوانند|برگزیند|برگزینند|بیازماید|بگشاید|بگنجاند|بگنجانند|"
    r"بپذیرد|بپذیرند|بازگرداند|بازگردانند|جویند|جوید|بیندیشد|بیفزاید|بیفزایند|بنماید|بنمایند)"
)
_OBLIGED = rx(
    r"(?<!\w)(?:موظف|مکلف|ملزم|متعهد)(?:اند|‌اند|ند| است| هستند| اند| می‌باشد| می‌باشند| شد| شدند|"
    r" گردید| گردیدند| خواهد بود| خواهند بود| می‌شود| می‌شوند| می‌گردد| بوده|(?= به ))"
)
_MUST = rx(r"(?<!\w)(?:می‌باید|باید|می‌بایست|می‌بایستی|بایستی|بایست)(?!\w)")
_NECESSARY = rx(r"(?<!\w)(?:لازم|ضروری|شایسته|مقتضی) (?:است|می‌باشد)(?: که)?،? ")
_ACT_ON = rx(r"(?<!\w)نسبت به(?!\w)")
_ACTS = rx(
    r"(?<!\w)(?:اقدام|مبادرت|اهتمام)(?: لازم| مقتضی| عاجل| فوری)?(?: را)?(?: به عمل)? ?"
    r"(?:کند|کنند|نماید|نمایند|می‌کند|می‌کنند|می‌نماید|می‌نمایند|خواهد (?:کرد|نمود)|"
    r"خواهند (?:کرد|نمود)|معمول دارد|معمول دارند|(?=و )|آورد|آورند|فرمایند|فرماید|ورزد|ورزند)"
)
_RESOLVED = rx(
    r"(?<!\w)(?:مقرر|بنا|قرار|مصوب|تصویب|تأکید|موافقت|توافق|تصمیم گرفته|پیشنهاد)"
    r" ?(?:شد|گردید|است|داشت|نمود|کرد|گردیده است|شده است|می‌شود|می‌گردد|می‌دارد|می‌کند)"
    r"(?: تا| که)?[،:]? ?"
)
_BY = rx(r"(?<!شده )(?<!شده)(?<!\w)(?:توسط|از سوی|به وسیله|به‌وسیله|از طرف|به همت) ")
_PASSIVE_END = rx(
    r"(?<!\w)(?:می‌)?(?:شود|شوند|گردد|گردند|پذیرد|گیرد|برسد|رسد|خواهد شد|خواهند شد|خواهد گرفت|"
    r"خواهد پذیرفت|خواهد رسید)(?!\w)"
)
_ON_SHOULDERS = rx(r"(?<!\w)(?:بر|به) عهده(?:‌?ی)? (?:(?:مشترک|مستقیم) )?(?=\S)")
_ON_SHOULDERS_END = rx(
    r"(?<!\w)(?:است|می‌باشد|خواهد بود|گذاشته|گذارده|قرار|محول|واگذار|بوده|نهاده|خواهد داشت)(?!\w)"
)
_OFFICE = rx(r"\W*(?:ریاست|دبیری|محل|نایب|مسئولیت دبیرخانه|دبیرخانه|اداره جلس)")
_ENTRUSTED = rx(
    r"(?<!\w)(?:عهده‌دار|مسئول|مأمور|متولی|مجری|متکفل)(?: \S+){0,14}? "
    r"(?:است|هستند|می‌باشد|می‌باشند|خواهد بود|خواهند بود|شد|گردید|تعیین شد|تعیین می‌شود|می‌شود|شدند)"
    r"[.؛،»)\s]*$"
)
_VERBLESS = rx(
    r"(?<!\w)(?:اهتمام|الزام|تکلیف|مکلف (?:نمودن|کردن|شدن)|موظف (?:نمودن|کردن|شدن)|ملزم (?:نمودن|"
    r"کردن|شدن)|"
    r"مأموریت|ترغیب|تشویق|درخواست از)(?: ویژه| جدی| بیشتر| مضاعف)? "
)
_LED_BY = rx(
    r"(?<!\w)(?:با|به) (?:محوریت|مسئولیت|مدیریت|راهبری|تولیت|متولی‌گری|سرپرستی|پیگیری|عاملیت) "
)
_ASKED = rx(r"(?<!\w)از (?=\S)")
_ASKING = rx(
    r"(?<!\w)(?:درخواست|تقاضا|خواسته|خواست|دعوت|انتظار|خواهشمند)"
    r" ?(?:می‌شود|می‌گردد|شد|گردید|می‌کند|می‌نماید|می‌رود|نمود|کرد|است|به عمل می‌آید|دارد)?(?!\w)"
)
_CHARGED = rx(
    r"(?<!\w)به (?P<body>\S.{2,90}?) (?:مأموریت داده|ابلاغ|تکلیف|محول|واگذار|سپرده|مأموریت)"
    r" ?(?:شد|می‌شود|گردید|می‌گردد|شود)(?: تا| که)?"
)
SUPPORT = rx(
    r"(?<!\w)(?:با|به|و) (?:همکاری|مشارکت|هماهنگی|همراهی|همفکری|کمک|پشتیبانی|مساعدت|همیاری|مشورت|"
    r"استعلام از|هم‌اندیشی)"
    r"(?: و (?:همکاری|مشارکت|هماهنگی|همراهی|همفکری|کمک|پشتیبانی))?(?: کامل| نزدیک| مستقیم| لازم|"
    r" با)* (?!با |لازم )"
)
_PERMITTED = rx(
    r"(?<!\w)(?:می‌تواند|می‌توانند|میتواند|میتوانند|مجاز است|مجازند|مجاز هستند|مجاز خواهد|"
    r"اختیار دارد|حق دارد|"
    r"حق دارند|می‌توان|بلامانع است)(?!\w)"
)
_SETTING_UP = rx(
    r"(?<!\w)(?:تشکیل (?:می‌شود|می‌گردد|می‌دهد|می‌دهند|شد|گردید|شود|گردد|خواهد شد|می‌یابد|جلسه)|"
    r"متشکل از|مرکب از|با عضویت)"
)
_GROUP_SET_UP = rx(
    r"\W*(?:تشکیل|ایجاد|تأسیس|راه‌اندازی) [«\"]?(?:کارگروه|ستاد|کمیته|شورا|کمیسیون|دبیرخانه|گروه)"
)
_APPOINTED = rx(
    r"(?<!\w)(?:انتخاب|منصوب|برگزیده|تعیین|نصب|عزل)(?: \S+)? ?(?:می‌|خواه)?(?:شود|شوند|گردد|گردند|"
    r"د شد|ند شد)"
)
_NO_DEED = rx(
    r"(?<!\w)(?:تشکیل (?:می‌)?(?:دهد|دهند)|رسمیت|حد نصاب|تقدیر|تشکر|سپاس|قدردانی|آرزو|امید|اشاره می|"
    r"معنا|بیان می|نشان می|افزود|گفت|اعلام (?:کرد|داشت)|اظهار|وجود دارد|وجود دارند|نیاز دارد|"
    r"تعلق دارد|تعلق می‌گیرد|"
    r"عضویت دارد|عضویت دارند|حضور دارد|حضور دارند|رأی دارد|حق رأی|قرار دارد|قرار دارند|عبارت است|"
    r"عبارتند|عهده دارد|"
    r"نظر دارد|شرکت دارند|شرکت دارد|ارتباط دارد|اعتبار دارد|صورت می|پایان می|خاتمه می|شکل می)"
)
_SUBJUNCTIVE_END = rx(rf"(?<!\w){_SUBJUNCTIVE}\W*$")
_SUBJUNCTIVE_ANYWHERE = rx(rf"(?<!\w)(?:می‌)?{_SUBJUNCTIVE}(?!\w)")
_PRESENT_END = rx(
    r"(?<!\w)(?:ن?می‌?(?:کند|کنند|نماید|نمایند|دهد|دهند|گذارد|گذارند|رساند|رسانند|آورد|آورند|گیرد|"
    r"گیرند|فرستد|فرستند|پردازد|پردازند|سازد|سازند|دارد|دارند|ورزد|ورزند|سپارد|سپارند|خواهد|برد|"
    r"برند|نویسد|بررسی))\W*$"
)
_FUTURE_END = rx(
    r"(?<!\w)(?:خواهد|خواهند) (?:کرد|نمود|داد|گذاشت|رساند|آورد|گرفت|فرستاد|پرداخت|ساخت|داشت|"
    r"سپرد)\W*$"
)
_CUT = rx(
    r"(?:(?<!\w)(?:که|مقرر (?:شد|گردید|است|داشت|نمود|کرد|می‌دارد|می‌شود|می‌گردد)(?: تا)?|بنا شد|"
    r"قرار شد|مصوب شد|مصوب گردید|"
    r"تصویب شد|همچنین|ضمناً|در نتیجه|ضمن آنکه|بنابراین|لذا|نیز|سپس)(?!\w)|:) ?"
)
_LEAD_IN = rx(
    r"(?:و |همچنین |نیز |ضمناً،? |لذا |بنابراین |البته |در این راستا،? |در همین راستا،? |"
    r"بر این اساس،? |به علاوه،? |"
    r"مجدداً |ترجیحاً |،|تا |که |سپس |پس از آن،? |در ادامه،? |بر این مبنا،? |در این زمینه،? |"
    r"به همین منظور،? |\s)+"
)
_CLAUSE_END = rx(
    rf"(?<!\w)(?P<verb>(?:می‌)?{_SUBJUNCTIVE}|است|(?:می‌)?(?:شود|گردد)|هستند|موظفند|مکلفند|"
    rf"خواهد کرد|خواهند کرد)(?:؛|،)? (?:و )?(?:نیز |همچنین )?"
    rf"(?=(?:(?:کلیه|همه|تمامی) )?{one_of(BODY_HEADS)}(?!\w))"
)
MAY_IMPOSE = rx(
    r"موظف|مکلف|ملزم|متعهد|باید|بایست|لازم|ضروری|نسبت به|مقرر|بنا شد|قرار شد|مصوب شد|مصوب گردید|"
    r"تصویب شد|توسط|از سوی|به وسیله|از طرف|"
    r"به همت|عهده|مسئول|مأمور|متولی|مجری|اهتمام|الزام|تکلیف|ترغیب|تشویق|درخواست|تقاضا|خواسته|"
    r"دعوت|انتظار|محوریت|راهبری|تولیت|متولی|سرپرستی|عاملیت|ابلاغ|محول|واگذار|سپرده|تأکید|توافق|"
    r"مدیریت"
)
_ENDINGS = rx(
    rf"(?<!\w)(?:ن?می‌?|خواه[ن]?د )?(?:{_SUBJUNCTIVE}|کرد|نمود|داد|گذاشت|رساند|فرستد|فرستند|آورد|"
    rf"گرفت|فرستاد|پرداخت|ساخت|داشت|سپرد)\W*$"
)


def deeds_fa(context: DutyContext, start: int, end: int, *, in_item: bool) -> list[Deed]:
    """Return what the sentence imposes; ``in_item`` tells whether it stands in a numbered item."""
    text = context.text
    end = min(end, start + 1_600)
    if not MAY_IMPOSE.search(text, start, end) and not _ENDINGS.search(
        text, max(start, end - 40), end
    ):
        return []
    deeds: list[Deed] = []
    for clause in _clauses(text, start, end):
        deeds += _in_clause(context, *clause, in_item=in_item)
    return deeds


def _clauses(text: str, start: int, end: int) -> Iterator[Range]:
    at = start
    for match in _CLAUSE_END.finditer(text, start, end):
        yield at, match.end("verb")
        at = match.end()
    yield at, end


_Rule = Callable[[DutyContext, int, int, bool], "tuple[str, float, list[Range]] | None"]


def _in_clause(context: DutyContext, start: int, end: int, *, in_item: bool) -> list[Deed]:
    text = context.text
    if _PERMITTED.search(text, start, end) and not (
        _OBLIGED.search(text, start, end) or _MUST.search(text, start, end)
    ):
        return []
    for rule in _RULES:
        found = rule(context, start, end, in_item)
        if found and found[2]:
            name, confidence, bodies = found
            supporting = tuple(r for r in supporters(context, start, end) if r not in bodies)
            return [Deed(tuple(bodies), supporting, (start, end), name, confidence)]
    return []


def supporters(context: DutyContext, start: int, end: int) -> list[Range]:
    """Return the bodies that help in the deed."""
    text = context.text
    found: list[Range] = []
    for match in SUPPORT.finditer(text, start, end):
        if begins_body(text, match.end(), end) or context.known.at(text, match.end(), end):
            found += bodies_at(text, match.end(), end, context.known)
    return found


def _skip_lead_in(context: DutyContext, start: int, end: int) -> int:
    """Return where the clause begins after connectives and a deadline that comes first."""
    text, at = context.text, start
    for _ in range(6):
        lead = _LEAD_IN.match(text, at, end)
        if lead:
            at = lead.end()
        past = context.skip.get(at)
        if past is None or past >= end:
            return at
        at = past
    return at


def subject(context: DutyContext, start: int, trigger: int) -> list[Range]:
    """Return the bodies that the clause speaks of, before ``trigger``."""
    text = context.text
    regions = [start] + [match.end() for match in _CUT.finditer(text, start, trigger)]
    for region in reversed(regions):
        at = _skip_lead_in(context, region, trigger)
        if begins_body(text, at, trigger) or context.known.at(text, at, trigger):
            return whole_stretch(text, at, trigger) or _bodies_of(context, at, trigger)
        for comma in re.compile("،").finditer(text, at, trigger):
            after = _skip_lead_in(context, comma.end(), trigger)
            if begins_body(text, after, trigger) and not _inside_list(text, at, comma.start()):
                return _bodies_of(context, after, trigger)
    support = SUPPORT.search(text, start, trigger)
    before = body_before(text, start, support.start() if support else trigger)
    if before is None and support:
        before = body_before(text, start, trigger)
    return split_bodies(text, *before) if before else []


def _bodies_of(context: DutyContext, at: int, end: int) -> list[Range]:
    bodies = bodies_at(context.text, at, end, context.known)
    following = context.text[bodies[-1][1] : bodies[-1][1] + 2].strip() if bodies else ""
    return [] if following.startswith(":") else bodies


def _inside_list(text: str, start: int, comma: int) -> bool:
    """Tell whether the comma stands in a list of examples, not after a lead-in."""
    piece = text[start:comma]
    return piece.count("(") > piece.count(")") or piece.count("«") > piece.count("»")


def _obliged(
    context: DutyContext, start: int, end: int, in_item: bool
) -> tuple[str, float, list[Range]] | None:
    match = _OBLIGED.search(context.text, start, end)
    if not match:
        return None
    bodies = subject(context, start, match.start())
    return "obliged", 0.96, bodies


def _on_shoulders(
    context: DutyContext, start: int, end: int, in_item: bool
) -> tuple[str, float, list[Range]] | None:
    match = _ON_SHOULDERS.search(context.text, start, end)
    if not match:
        return None
    if not _ON_SHOULDERS_END.search(context.text, match.end(), end) and not in_item:
        return None
    if _OFFICE.match(context.text, start, end):
        return None
    if not begins_body(context.text, match.end(), end):
        return None
    return "on-shoulders", 0.9, bodies_at(context.text, match.end(), end, context.known)


def _by(
    context: DutyContext, start: int, end: int, in_item: bool
) -> tuple[str, float, list[Range]] | None:
    text = context.text
    for match in _BY.finditer(text, start, end):
        if not begins_body(text, match.end(), end) and not context.known.at(text, match.end(), end):
            continue
        passive = _PASSIVE_END.search(text, match.end(), end)
        verbless = in_item and not _ends_with_verb(text, start, end)
        resolved = _RESOLVED.search(text, start, match.start())
        if not (passive or verbless or resolved):
            continue
        if _APPOINTED.search(text, start, end) or _SETTING_UP.search(text, start, end):
            continue
        return "by", 0.92, bodies_at(text, match.end(), end, context.known)
    return None


def _ends_with_verb(text: str, start: int, end: int) -> bool:
    return bool(_FINITE_END.search(text, max(start, end - 40), end))


_FINITE_END = rx(
    rf"(?<!\w)(?:ن?می‌?)?(?:{_SUBJUNCTIVE}|شود|شوند|گردد|گردند|است|اند|بود|بودند|شد|شدند|گردید|"
    rf"کرد|کردند|نمود|داد|دادند|یافت|گرفت|"
    r"نیست|ندارد|هستند|باشد|باشند|رفت|آمد)\W*$"
)


def _acts_on(
    context: DutyContext, start: int, end: int, in_item: bool
) -> tuple[str, float, list[Range]] | None:
    match = _ACT_ON.search(context.text, start, end)
    if not match or not _ACTS.search(context.text, match.end(), end):
        return None
    return "acts-on", 0.95, subject(context, start, match.start())


def _must(
    context: DutyContext, start: int, end: int, in_item: bool
) -> tuple[str, float, list[Range]] | None:
    text = context.text
    match = _MUST.search(text, start, end)
    if match:
        at = _skip_lead_in(context, match.end(), end)
        if begins_body(text, at, end) and match.start() - start < 60:
            return "must", 0.88, bodies_at(text, at, end, context.known)
        bodies = subject(context, start, match.start())
        gap = text[bodies[-1][1] : match.start()] if bodies else ""
        if "را" in gap.split() and _PASSIVE_END.search(text, match.end(), end):
            return None
        return "must", 0.88, bodies if _PASSIVE_END.search(text, match.end(), end) is None else []
    needed = _NECESSARY.search(text, start, end)
    if needed:
        at = _skip_lead_in(context, needed.end(), end)
        if begins_body(text, at, end):
            return "necessary", 0.85, bodies_at(text, at, end, context.known)
    return None


def _resolved(
    context: DutyContext, start: int, end: int, in_item: bool
) -> tuple[str, float, list[Range]] | None:
    text = context.text
    match = None
    for match in _RESOLVED.finditer(text, start, end):
        at = _skip_lead_in(context, match.end(), end)
        if begins_body(text, at, end) or context.known.at(text, at, end):
            if _SETTING_UP.search(text, at, end):
                return None
            if not _SUBJUNCTIVE_ANYWHERE.search(text, at, end):
                continue
            return "resolved", 0.94, bodies_at(text, at, end, context.known)
    return None


def _verbless(
    context: DutyContext, start: int, end: int, in_item: bool
) -> tuple[str, float, list[Range]] | None:
    text = context.text
    if not in_item or _GROUP_SET_UP.match(text, start, end) or _SETTING_UP.search(text, start, end):
        return None
    for name, pattern in (("verbless", _VERBLESS), ("led-by", _LED_BY)):
        for match in pattern.finditer(text, start, end):
            if name == "verbless" and match.start() - start > 60:
                continue
            if begins_body(text, match.end(), end):
                return name, 0.85, bodies_at(text, match.end(), end, context.known)
    return None


def _asked(
    context: DutyContext, start: int, end: int, in_item: bool
) -> tuple[str, float, list[Range]] | None:
    text = context.text
    asking = _ASKING.search(text, start, end)
    if asking:
        for match in _ASKED.finditer(text, start, asking.start()):
            if begins_body(text, match.end(), end):
                bodies = whole_stretch(text, match.end(), asking.start())
                bodies = bodies or bodies_at(text, match.end(), asking.start(), context.known)
                return "asked", 0.8, bodies
    charged = _CHARGED.search(text, start, end)
    if (
        charged
        and "اختیار" not in text[start : charged.end()]
        and begins_body(text, charged.start("body"), end)
    ):
        if charged.end() - start > 0 and HEAD_ANYWHERE.match(text, charged.start("body"), end):
            tail = text[charged.end() : end].strip(" .؛")
            if tail:
                body_end = charged.end("body")
                return "charged", 0.75, split_bodies(text, charged.start("body"), body_end)
    return None


def _entrusted(
    context: DutyContext, start: int, end: int, in_item: bool
) -> tuple[str, float, list[Range]] | None:
    match = _ENTRUSTED.search(context.text, start, end)
    if not match:
        return None
    at = _skip_lead_in(context, start, end)
    if not begins_body(context.text, at, match.start()):
        return None
    return "entrusted", 0.8, bodies_at(context.text, at, match.start(), context.known)


def _final_verb(
    context: DutyContext, start: int, end: int, in_item: bool
) -> tuple[str, float, list[Range]] | None:
    text = context.text
    tail = _tail(text, start, end)
    subjunctive = _SUBJUNCTIVE_END.search(text, max(start, tail - 30), tail)
    present = _PRESENT_END.search(text, max(start, tail - 30), tail)
    future = _FUTURE_END.search(text, max(start, tail - 30), tail)
    if not (subjunctive or present or future):
        return None
    if _NO_DEED.search(text, start, end) or _SETTING_UP.search(text, start, end):
        return None
    if present:
        if context.kind in {"news", "minutes", "letter"}:
            return None
        if not in_item and context.kind not in {"order", "charter"}:
            return None
    elif not in_item and context.kind not in {"news", "minutes", "letter", "order"}:
        return None
    at = _skip_lead_in(context, start, tail)
    if not begins_body(text, at, tail) and not context.known.at(text, at, tail):
        return _after_lead_in(context, at, tail, "present" if present else "final-verb")
    bodies = _bodies_of(context, at, tail)
    if bodies and bodies[-1][1] >= tail - 1:
        return None
    return ("present" if present else "final-verb"), 0.85, bodies


def _after_lead_in(
    context: DutyContext, at: int, tail: int, rule: str
) -> tuple[str, float, list[Range]] | None:
    """Read «به منظور ...، BODY ... کند»: the agent stands after the first comma."""
    text = context.text
    cut = None
    for match in _CUT.finditer(text, at, tail):
        cut = match.end()
        if begins_body(text, _skip_lead_in(context, cut, tail), tail):
            break
    for comma in re.compile("،").finditer(text, at, tail):
        after = _skip_lead_in(context, comma.end(), tail)
        if begins_body(text, after, tail) and not _inside_list(text, at, comma.start()):
            return rule, 0.75, _bodies_of(context, after, tail)
    return None


def _tail(text: str, start: int, end: int) -> int:
    """Return where the sentence ends without a bracketed remark after its verb."""
    match = re.compile(r"\s*\([^()]{0,80}\)\s*[.؛]?\s*$").search(text, max(start, end - 90), end)
    return match.start() if match else end


_RULES: tuple[_Rule, ...] = (
    _obliged,
    _acts_on,
    _on_shoulders,
    _resolved,
    _by,
    _must,
    _asked,
    _verbless,
    _entrusted,
    _final_verb,
)

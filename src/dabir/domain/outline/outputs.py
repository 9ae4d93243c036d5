"""What a duty asks to be handed over: whether it is a text, and to whom it goes.

Read from the words of one duty. Both are hints for a person: a body is given as it is written.
"""

from __future__ import annotations

import re

# A text that is written for somebody; a report is what those who carry a duty say of it.
_TEXTS_FA = (
    r"(?:پیش[\u200c\s]?نویس|متن|منشور|اساسنامه|آیین[\u200c\s]?نامه|شیوه[\u200c\s]?نامه|نظام[\u200c\s]?نامه"
    r"|دستورالعمل|لایحه|بیانیه[ٔ]?|سند|برنامه[ٔ]?|طرح|نقشه[ٔ]?\s?راه|راهبرد|رویکرد|قواعد|الگو[ی]?"
    r"|قرارداد\s+نمونه|توافق[\u200c\s]?نامه|تفاهم[\u200c\s]?نامه)"
)
_MAKING_FA = r"(?:تهیه[ٔ]?|تدوین|تنظیم|نگارش|آماده|طراحی|بازنگری|اصلاح)"
_MADE_FA = re.compile(
    rf"{_MAKING_FA}(?:\s+و\s+\S+)?\s+(?:\S+\s+){{0,3}}?{_TEXTS_FA}(?!\w)"
    rf"|(?<!\w){_TEXTS_FA}(?!\w)[^.؛:]{{0,200}}?{_MAKING_FA}"
    rf"|(?<!\w)پیش[\u200c\s]?نویس(?!\w)[^.؛]{{0,200}}?(?:ارائه|تقدیم|ارسال|تحویل)"
)
_TEXTS_EN = (
    r"(?:draft|text|charter|statutes?|bylaws|by-laws|rules|plan|programme|strategy|roadmap|bill"
    r"|guidelines?|statement|declaration|framework|policy|regulations?|model\s+contract)"
)
_MADE_EN = re.compile(
    rf"\b(?:draft|draw\s+up|prepare|elaborate|develop|write|revise|produce|finali[sz]e|formulate)"
    rf"\s+(?:(?!report)\S+\s+){{0,4}}?{_TEXTS_EN}\b"
    rf"|\b(?:submit|present|hand\s+over)\s+(?:(?!report)\S+\s+){{0,3}}?(?:draft|text)\b",
    re.IGNORECASE,
)

_HANDED_FA = re.compile(
    r"(?<!\w)به\s+(?P<to>(?:(?!به\s)[^\s،؛.:«»()]+\s+){1,9}?)"
    r"(?:ارائه|ارایه|ارسال|تقدیم|تحویل|گزارش|بدهد|بدهند|بفرستد|برساند)(?!\w)"
)
_REPORTS_FA = re.compile(r"مرجع\s+گزارش(?:[\u200c\s]?دهی)?\s*:\s*(?P<to>[^.؛،\n]+)")
_HANDED_EN = re.compile(
    r"\b(?:reports?|submit(?:s|ted)?|present(?:s|ed)?|deliver(?:s|ed)?|hand(?:s|ed)?|sen[dt]|transmit)"
    r"\b[^.;:]{0,160}?\bto\s+(?:the\s+)?"
    r"(?P<to>[A-Z][\w'-]*(?:\s+(?:of|and|for|on|the|[A-Z][\w'-]*)){0,8})"
)
_REPORTS_EN = re.compile(r"\breports?\s+to\s*:\s*(?:the\s+)?(?P<to>[^.;,\n]+)", re.IGNORECASE)
_LEFT_OVER = re.compile(r"\s+(?:of|and|for|on|the|را|برای|جهت)$")
_NO_BODY = re.compile(r"(?:تصویب|اجرا|امضا|اطلاع|عموم|صورت|شکل|عنوان|شرح|نحو|ترتیب|نتیجه|پایان)")


def asks_for_text(words: str) -> bool:
    """Whether the words ask for a text to be written, rather than for an action or a report."""
    return bool(_MADE_FA.search(words) or _MADE_EN.search(words))


def handed_to(words: str) -> str:
    """Return to whom what is made or reported goes, as it is written; "" where nothing says so."""
    for pattern in (_REPORTS_FA, _REPORTS_EN, _HANDED_FA, _HANDED_EN):
        for match in pattern.finditer(words):
            name = match["to"].strip()
            while (shorter := _LEFT_OVER.sub("", name)) != name:
                name = shorter
            if name and not _NO_BODY.match(name):
                return name
    return ""

"""What of a message's text its sender wrote for it: apart from quotes, forwards and signatures.

The rules go by lines. Where they are not sure, words count as the sender's own: to show a quote too
much does less harm than to fold away what somebody wanted to say. Nothing is dropped, every letter
of the text lies in exactly one stretch.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

LONGEST_TEXT = 500_000
"""Letters that are looked through line by line; what comes after them counts as own words."""


class Role(StrEnum):
    """What a stretch of a message is."""

    OWN = "own"
    QUOTED = "quoted"
    SIGNATURE = "signature"
    FORWARDED = "forwarded"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Letters ``start`` to ``end`` of a message's text."""

    role: Role
    start: int
    end: int


_INVISIBLE = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_FORWARD = re.compile(
    r"-{2,}\s*(?:forwarded (?:message|mail)|weitergeleitete nachricht|message transféré"
    r"|(?:پیام|نامه)\s(?:بازارسال|باز ارسال|هدایت|فوروارد|فرستاده)[\s\u200c]?(?:شده|‌شده)?)\s*-{2,}"
    r"|begin forwarded message:|شروع پیام (?:هدایت|بازارسال|فوروارد)[\s\u200c]?شده:",
    re.IGNORECASE,
)
_ORIGINAL = re.compile(
    r"-{2,}\s*(?:original message|original appointment|ursprüngliche nachricht|message d'origine"
    r"|(?:پیام|نامهٔ?)\s*اصلی)\s*-{2,}",
    re.IGNORECASE,
)
_RULE = re.compile(r"_{10,}|\*{10,}")
_FIRST_HEADER = re.compile(r"\*?(?:from|von|de|از|فرستنده)\s?:\*?\s", re.IGNORECASE)
_HEADER = re.compile(
    r"\*?(?:from|sent|to|cc|bcc|subject|date|reply-to|importance|von|gesendet|an|betreff|datum"
    r"|از|فرستنده|ارسال|ارسال شده|تاریخ|به|گیرنده|رونوشت|موضوع)\s?:\*?(?:\s|$)",
    re.IGNORECASE,
)
_HEADERS_OF_A_BLOCK = 3
_ATTRIBUTION_BEGINS = re.compile(r"(?:on|در|am|le|el|em)\s", re.IGNORECASE)
_ATTRIBUTION_ENDS = re.compile(
    r"(?:wrote|writes|schrieb\b[^:]{0,120}|a écrit|escribió|escreveu|نوشته? ?(?:است|بود)?"
    r"|نوشتند|مرقوم فرمود(?:ند)?)\s?:",
    re.IGNORECASE,
)
_LINES_OF_ATTRIBUTION = 3
_LONGEST_ATTRIBUTION = 400
_SURE_ATTRIBUTION = re.compile(r"@|\d{1,2}[:٫]\d{2}|\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}|\d{4}")
_QUOTE = re.compile(r"\s{0,3}(?:>|&gt;|＞)")
_QUOTES_WITHOUT_ATTRIBUTION = 2

_CLOSING_FA = (
    r"(?:(?:با|ضمن)\s(?:(?:تقدیم|تجدید|عرض|نهایت|کمال|بهترین)\s)?"
    r"(?:احترام|احترامات|تشکر|سپاس|امتنان|درود|آرزوها|آرزوی موفقیت|ادب)"
    r"(?:\s(?:فراوان|فائقه|بسیار|مجدد|قبلی|پیشین|بیکران|بی‌کران))?(?:\sو\s(?:احترام|تشکر|سپاس|ادب))?"
    r"|ارادتمند(?:\sشما)?|ممنون(?:م|\sاز\sشما)?|متشکرم?|سپاس(?:گزارم?|\sفراوان)?|تشکر"
    r"|موفق باشید|پیروز باشید|پایدار باشید|ایام به کام(?:\sباد)?|مخلص(?:\sشما)?)"
)
_CLOSING_EN = (
    r"(?:(?:with\s)?(?:(?:my|our)\s)?(?:best|kind|kindest|warm|warmest)?\s?(?:regards|wishes)"
    r"|best|(?:yours\s)?(?:sincerely|faithfully|truly|respectfully)(?:\syours)?|respectfully yours"
    r"|(?:many\s|with\s|best\s)?thanks(?:\sin advance|\sagain|\sa lot|\sand (?:best|kind) regards)?"
    r"|thank you(?:\sin advance|\svery much)?|cheers|all the best|mit freundlichen grüßen)"
)
_CLOSING = re.compile(rf"(?:{_CLOSING_FA}|{_CLOSING_EN})\s?[،,.!…]{{0,3}}", re.IGNORECASE)
_DASHES = re.compile(r"(?:--|—|__)\s?")
_DEVICE = re.compile(
    r"sent (?:from|via|with) (?:my |an? |the )?[\w .'\u2019+-]{2,60}"
    r"|get outlook for [\w ]{2,20}|von meinem [\w ]{2,30} gesendet"
    r"|(?:ارسال|فرستاده)[\s\u200c]?شده (?:از|با) .{2,60}"
    r"|از (?:گوشی|تلفن|آیفون|آیپد|موبایل|تبلت) .{0,40}(?:ارسال|فرستاده) شد(?:ه است|ه)?",
    re.IGNORECASE,
)
_DISCLAIMER = re.compile(
    r"confidential|intended (?:solely|only)|privileged|disclaimer|think before printing"
    r"|consider the environment|محرمانه|تنها برای گیرنده|صرفاً برای گیرنده|پیش از چاپ",
    re.IGNORECASE,
)
_POSTSCRIPT = re.compile(r"(?:p\.?\s?s\.?|پی[\s\u200c]?نوشت|بعدالتحریر)\s?[:.،,-]", re.IGNORECASE)
_LINES_OF_SIGNATURE = 8
_LINES_BELOW_DASHES = 15
_LONGEST_SIGNATURE_LINE = 80


def set_apart(
    text: str, *, known: Sequence[Stretch] = (), forwarded: bool = False
) -> tuple[Stretch, ...]:
    """Return the stretches of a message's text in order; together they are the whole of it.

    ``known`` are stretches that the message's own markup sets apart, such as a block quote.
    ``forwarded`` says that its subject calls it a forward: an unmarked copy of a message below the
    words is then what is forwarded, and no quote.
    """
    lines = _Lines(text)
    for stretch in known:
        lines.mark(stretch)
    lines.mark_quotes(Role.FORWARDED if forwarded else Role.QUOTED)
    lines.mark_signatures()
    return lines.stretches()


def words_of(text: str, stretches: Sequence[Stretch], role: Role) -> str:
    """Return what is written in the stretches of one role, a blank line between them."""
    pieces = (text[one.start : one.end].strip() for one in stretches if one.role == role)
    return "\n\n".join(piece for piece in pieces if piece)


class _Lines:
    """The lines of a message, each with its role; None is not decided yet, and own in the end."""

    def __init__(self, text: str) -> None:
        head = text[:LONGEST_TEXT]
        self._length = len(text)
        self._starts = [0, *(at.end() for at in re.finditer("\n", head))]
        ends = [*self._starts[1:], len(head)]
        self._plain = [
            _INVISIBLE.sub("", head[start:end]).replace("\xa0", " ").strip()
            for start, end in zip(self._starts, ends, strict=True)
        ]
        self._roles: list[Role | None] = [None] * len(self._plain)

    def mark(self, stretch: Stretch) -> None:
        """Give the lines that begin within a stretch its role."""
        for number, start in enumerate(self._starts):
            if stretch.start <= start < stretch.end:
                self._roles[number] = stretch.role

    def mark_quotes(self, role_of_a_copy: Role) -> None:
        """Find what others wrote."""
        certain = sum(1 for line in self._plain if _QUOTE.match(line)) >= (
            _QUOTES_WITHOUT_ATTRIBUTION
        )
        number = 0
        while number < len(self._plain):
            line = self._plain[number]
            if self._roles[number] is not None or not line:
                number += 1
            elif _FORWARD.fullmatch(line):
                self._rest(number, Role.FORWARDED)
                return
            elif _ORIGINAL.fullmatch(line) or self._is_copy(number):
                self._rest(number, role_of_a_copy)
                return
            elif (last := self._attribution(number)) is not None:
                quoted = self._quoted_from(last + 1)
                if quoted == last + 1 and not self._known_below(quoted):
                    self._rest(number, Role.QUOTED)
                    return
                self._fill(number, quoted, Role.QUOTED)
                number = quoted
            elif certain and _QUOTE.match(line):
                quoted = self._quoted_from(number)
                self._fill(number, quoted, Role.QUOTED)
                number = quoted
            else:
                number += 1

    def _is_copy(self, number: int) -> bool:
        """Tell a copy of a message that begins with its headers, perhaps below a rule."""
        if _RULE.fullmatch(self._plain[number]):
            number = self._next(number + 1)
        if number >= len(self._plain) or not _FIRST_HEADER.match(self._plain[number]):
            return False
        found = 0
        for line in self._plain[number : number + 2 * _HEADERS_OF_A_BLOCK]:
            if not _HEADER.match(line):
                break
            found += 1
        return found >= _HEADERS_OF_A_BLOCK

    def _attribution(self, number: int) -> int | None:
        """Return the number of the last line of "On such a day N. wrote:", or None."""
        if not _ATTRIBUTION_BEGINS.match(self._plain[number]):
            return None
        said = ""
        for last in range(number, min(number + _LINES_OF_ATTRIBUTION, len(self._plain))):
            said = f"{said} {self._plain[last]}"
            if not self._plain[last] or len(said) > _LONGEST_ATTRIBUTION:
                return None
            end = max((at.end() for at in _ATTRIBUTION_ENDS.finditer(said)), default=0)
            if end == len(said):
                following = self._next(last + 1)
                quote = following < len(self._plain) and _QUOTE.match(self._plain[following])
                return last if quote or _SURE_ATTRIBUTION.search(said) else None
        return None

    def _known_below(self, number: int) -> bool:
        """Tell whether the markup itself says where the quote below an attribution ends."""
        number = self._next(number)
        return number < len(self._roles) and self._roles[number] is not None

    def _quoted_from(self, number: int) -> int:
        """Return the number after the last line that is quoted with a sign, from here on."""
        end = number
        while (number := self._next(number)) < len(self._plain) and _QUOTE.match(
            self._plain[number]
        ):
            number += 1
            end = number
        return end

    def _next(self, number: int) -> int:
        """Return the number of the next line that is not empty."""
        while number < len(self._plain) and not self._plain[number]:
            number += 1
        return number

    def _rest(self, number: int, role: Role) -> None:
        self._fill(number, len(self._plain), role)

    def _fill(self, start: int, end: int, role: Role) -> None:
        for number in range(start, end):
            self._roles[number] = self._roles[number] or role

    def mark_signatures(self) -> None:
        """Find the signature at the end of each run of undecided lines, once words stand above."""
        edges = [
            number
            for number in range(len(self._roles) + 1)
            if number in {0, len(self._roles)}
            or (self._roles[number] is None) != (self._roles[number - 1] is None)
        ]
        said = False
        for start, end in pairwise(edges):
            if self._roles[start] is None:
                said = self._sign(start, end, said=said)

    def _sign(self, start: int, end: int, *, said: bool) -> bool:
        """Mark the signatures of one run; tell whether anything has been said by its end."""
        number = start
        while number < end:
            if self._plain[number]:
                if said and (last := self._signed_until(number, end)):
                    self._fill(number, last, Role.SIGNATURE)
                    number = last
                    continue
                said = True
            number += 1
        return said

    def _signed_until(self, number: int, end: int) -> int:
        """Return the number after the last line of a signature that begins here, or 0."""
        line = self._plain[number]
        dashes = bool(_DASHES.fullmatch(line))
        device = bool(_DEVICE.fullmatch(line.rstrip(".")))
        if not (dashes or device or _CLOSING.fullmatch(line)):
            return 0
        most = _LINES_BELOW_DASHES if dashes else 1 if device else _LINES_OF_SIGNATURE
        below = 0
        for at in range(number + 1, end):
            words = self._plain[at]
            if _POSTSCRIPT.match(words):
                return at
            long = len(words) > _LONGEST_SIGNATURE_LINE and not _DISCLAIMER.search(words)
            below += bool(words)
            if below > most or (long and not dashes):
                return 0
        return end

    def stretches(self) -> tuple[Stretch, ...]:
        """Return the runs of equal roles; empty lines go with what stands above them."""
        found: list[tuple[Role, int]] = []
        role = Role.OWN
        for number, start in enumerate(self._starts):
            if self._plain[number] or self._roles[number] is not None:
                role = self._roles[number] or Role.OWN
            if not found or found[-1][0] != role:
                found.append((role, start))
        if self._length > LONGEST_TEXT and found[-1][0] != Role.OWN:
            found.append((Role.OWN, LONGEST_TEXT))
        ends = [*(start for _role, start in found[1:]), self._length]
        return tuple(
            Stretch(role, start, end)
            for (role, start), end in zip(found, ends, strict=True)
            if end > start
        )

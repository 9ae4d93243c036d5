"""What a contributor gave of themselves, found again in what they wrote."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from dabir.domain.language.digits import to_ascii_digits
from dabir.domain.language.letters import fold_with_offsets
from dabir.domain.language.personal_data.findings import BETWEEN, Finding, Kind

LAST_DIGITS = 9
"""How many of a telephone number's last digits are compared: without country and area zero."""

_BREAK = "[ \u00a0\u200c\t\n]{1,3}"
_TITLES = frozenset({"آقای", "خانم", "دکتر", "مهندس", "سید", "سیده", "mr", "mrs", "ms", "dr"})


@dataclass(frozen=True, slots=True)
class Own:
    """What somebody gave of themselves; `named` when they asked to be published with it."""

    name: str = ""
    email: str = ""
    organisation: str = ""
    phone: str = ""
    named: bool = False


def find_own_data(text: str, own: Own) -> list[Finding]:
    """Return where a contributor's own data stands in a text that they sent."""
    folded = fold_with_offsets(text)
    return [
        replace(one, start=start, end=end)
        for one in _all(folded.text.casefold(), own)
        # Casefolding may lengthen a letter: then offsets past the end are not believed.
        if one.end <= len(folded.text)
        for start, end in [folded.span(one.start, one.end)]
    ]


def _all(text: str, own: Own) -> Iterator[Finding]:
    # Who asked to be published by name need not be hidden in their own words.
    sure = 40 if own.named else 97
    words = [word for word in _folded(own.name).split() if word.strip(".") not in _TITLES]
    if len(words) >= 2:
        yield from _words(text, words, "sender.name", sure)
    organisation = _folded(own.organisation).split()
    if organisation and len("".join(organisation)) >= 5:
        yield from _words(text, organisation, "sender.organisation", 40 if own.named else 80)
    if "@" in own.email:
        pattern = re.compile(rf"(?<![\w.]){re.escape(_folded(own.email).strip())}(?!\w)")
        for match in pattern.finditer(text):
            yield Finding(*match.span(), Kind.SENDER, "sender.email", 99)
    digits = re.sub(r"\D", "", to_ascii_digits(own.phone))[-LAST_DIGITS:]
    if len(digits) == LAST_DIGITS:
        before = rf"(?<!\d)(?:\+?\d(?:{BETWEEN}{{0,2}}\d){{0,3}}{BETWEEN}{{0,2}})?"
        pattern = re.compile(before + f"{BETWEEN}{{0,2}}".join(digits) + r"(?!\d)")
        for match in pattern.finditer(text):
            yield Finding(*match.span(), Kind.SENDER, "sender.phone", 99)


def _folded(text: str) -> str:
    return fold_with_offsets(text).text.casefold()


def _words(text: str, words: list[str], rule: str, confidence: int) -> Iterator[Finding]:
    pattern = re.compile(rf"(?<!\w){_BREAK.join(map(re.escape, words))}(?!\w)")
    for match in pattern.finditer(text):
        yield Finding(*match.span(), Kind.SENDER, rule, confidence)

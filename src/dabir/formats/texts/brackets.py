"""Contested words in brackets, as drafts under negotiation are printed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dabir.domain.drafting import NumberStyle, write_numeral
from dabir.formats.texts.layout import Contested
from dabir.formats.texts.words import text_words

Contests = Literal["brackets", "rows"]


@dataclass(frozen=True, slots=True)
class Bracket:
    """What stands in one pair of brackets, who wants it, and the blanks outside the brackets."""

    words: str
    by: str
    before: str
    after: str
    base: bool


def bracketed(contest: Contested, language: str) -> list[Bracket]:
    """Return the brackets of a contest: the base, unless it has no words, and each proposal."""
    words = text_words(language)
    brackets = []
    for choice in contest.choices:
        inner = choice.words.strip()
        if choice.base and not inner:
            continue
        by = words.joint.join(choice.supporters)
        brackets.append(
            Bracket(
                words=inner or words.no_words,
                by=f" — {by}" if by else "",
                before=choice.words[: len(choice.words) - len(choice.words.lstrip())]
                if inner
                else "",
                after=choice.words[len(choice.words.rstrip()) :] if inner else "",
                base=choice.base,
            )
        )
    return brackets


@dataclass(frozen=True, slots=True)
class OptionRow:
    """An option on a line of its own: its key ("۲ ب"), words, and who wants it."""

    uid: str
    key: str
    words: str
    by: str
    base: bool


def option_rows(contest: Contested, language: str) -> list[OptionRow]:
    """Return the options of a contest, the base first."""
    words = text_words(language)
    number = contest_number(contest, language)
    rows = []
    for place, choice in enumerate(contest.choices):
        letter = write_numeral(place, NumberStyle.LETTERS, language) if place else ""
        rows.append(
            OptionRow(
                uid=choice.uid,
                key=f"{number} {letter}".strip(),
                words=choice.words.strip() or ("—" if choice.base else words.no_words),
                by=words.base if choice.base else words.joint.join(choice.supporters),
                base=choice.base,
            )
        )
    return rows


def contest_number(contest: Contested, language: str) -> str:
    """Return the number of a contest in the digits of ``language``."""
    return write_numeral(contest.number, NumberStyle.DIGITS, language)

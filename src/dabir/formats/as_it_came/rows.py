"""The clauses of a version as the lines of a file: whose words each is, and which number it has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dabir.domain.drafting import Clause, Kind, Numbering, NumberStyle, Part, Version
from dabir.domain.drafting.spelling import spelling_key
from dabir.domain.language import to_ascii_digits
from dabir.formats.word_originals.opening import UNSEEN

_FRAME = re.compile(r"(?P<lead>[\W_ـ]*)(?P<core>.*?)(?P<tail>[\W_ـ]*)", re.DOTALL)
_PERSIAN_DIGITS = re.compile("[۰-۹]")
_INNER = {Kind.CLAUSE, Kind.ITEM}
_LINE = re.compile(r"[^\n]+")
_BLANK = rf"(?:\s|{UNSEEN.pattern})"
_TRIMMED = re.compile(rf"{_BLANK}*(?P<words>(?!{_BLANK}).*?){_BLANK}*\Z", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Called:
    """What a clause is called: its mark as it is printed («الف)»), and its name («بند الف»)."""

    mark: str
    name: str

    @classmethod
    def of(cls, numbering: Numbering, uid: str, language: str) -> Called:
        """Return what a clause is called in a language; nothing where it has no number."""
        label = numbering.label(uid, language)
        return cls(label.mark, label.name if label.mark else "")

    def is_in(self, number: str) -> bool:
        """Whether a number as a file prints it is this one; signs around it do not count."""
        return bare(number) in {bare(self.mark), bare(self.name)}

    def dressed(self, number: str) -> str:
        """Return it in the shape of `number`, that of a like clause with what follows it."""
        frame = _FRAME.fullmatch(number)
        assert frame is not None  # noqa: S101 (each part of it may be empty)
        mark, name = (_core(each) for each in (self.mark, self.name))
        core = name if _alike(name, frame["core"]) and not _alike(mark, frame["core"]) else mark
        if not _PERSIAN_DIGITS.search(frame["core"]) and re.search("[0-9]", frame["core"]):
            core = to_ascii_digits(core)
        return f"{frame['lead']}{core}{frame['tail']}"

    def typed(self, kind: Kind, language: str) -> str:
        """Return it as it is typed before the words of a clause that has no like in the file."""
        if not self.mark:
            return ""
        dash = "" if kind in _INNER else " ـ" if language == "fa" else "."
        return f"{self.mark}{dash} "


def bare(number: str) -> str:
    """Return the letters and digits of a number: what has to be the same."""
    return re.sub(r"[\W_ـ]+", "", to_ascii_digits(spelling_key(number))).lower()


def folded(words: str) -> str:
    """Return words without marks that nobody sees, and with one blank for several."""
    return " ".join(UNSEEN.sub("", words).split())


def _core(number: str) -> str:
    frame = _FRAME.fullmatch(number)
    assert frame is not None  # noqa: S101 (as above)
    return frame["core"]


def _alike(one: str, other: str) -> bool:
    """Whether two numbers begin with the same word («بند الف»، «بند ب»)."""
    first = [bare(each.split(maxsplit=1)[0]) for each in (one, other) if each]
    return len(first) == 2 and first[0] == first[1]


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a part of a clause: ``wording[start:end]``, `words` without marks nobody sees.

    `called` is there in the first line of a clause, before which its number stands.
    """

    uid: str
    part: Part
    kind: Kind
    style: NumberStyle
    start: int
    end: int
    words: str
    depth: int = 0
    called: Called | None = None


def rows_of(version: Version, language: str) -> Iterator[Row]:
    """Yield the lines of a version in one language, in order; blank ones are none."""
    numbering = Numbering(version)
    for depth, clause in version.walk():
        called: Called | None = Called.of(numbering, clause.uid, language)
        for part, start, end, words in _lines(clause, language):
            yield Row(clause.uid, part, clause.kind, clause.style, start, end, words, depth, called)
            called = None
        if called is not None and called.mark:
            yield Row(clause.uid, Part.TEXT, clause.kind, clause.style, 0, 0, "", depth, called)


def _lines(clause: Clause, language: str) -> Iterator[tuple[Part, int, int, str]]:
    for part in (Part.HEADING, Part.TEXT):
        wording = clause.wording(part, language)
        for line in _LINE.finditer(wording):
            inner = _TRIMMED.match(line.group())
            if inner is not None:
                start, end = inner.span("words")
                words = UNSEEN.sub("", inner["words"])
                yield part, line.start() + start, line.start() + end, words

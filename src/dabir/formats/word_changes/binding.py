"""Which paragraph of a file's base is which wording of an issued text.

A paragraph is bound by the bookmark that the writer put around it, else by its words; its number
may be counted by Word, typed, or part of the issued wording. Spaces and spelling (ي for ی, ZWNJ,
the shape of digits) do not count; a single other difference, or a paragraph too many, and the file
was made against another text.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from dabir.domain.drafting import Numbering, Part, Version
from dabir.domain.language import to_ascii_digits
from dabir.formats.word_changes.authored import AnotherBase
from dabir.formats.word_changes.model import Line, TrackedDocument
from dabir.formats.word_changes.naming import digest_of, read_name
from dabir.formats.word_changes.styling import is_front

_LETTERS = str.maketrans("يىكة", "ییکه")
_UNSEEN = re.compile("[\\s\u00ad\u0640\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_NO_WORD = re.compile(r"[\W_]+")
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Folded:
    """A text as it is compared: without spaces, in one spelling; `places` says where each was."""

    text: str
    places: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> Folded:
        """Fold a text."""
        letters: list[str] = []
        places: list[int] = []
        for place, char in enumerate(text):
            if _UNSEEN.match(char):
                continue
            plain = char if char.isascii() else unicodedata.normalize("NFKC", char)
            for each in to_ascii_digits(plain.translate(_LETTERS)):
                if not _UNSEEN.match(each):
                    letters.append(each)
                    places.append(place)
        return cls("".join(letters), tuple(places))


@dataclass(frozen=True, slots=True)
class Wording:
    """A part of an issued clause, or one line of it: ``wording[start:end]``.

    Files print `mark` before it («الف)»), or what the clause is called, `name` («بند الف»).
    """

    uid: str
    part: Part
    text: str
    start: int
    mark: str
    name: str = ""

    @property
    def end(self) -> int:
        """Where it ends in the whole wording."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Bound:
    """A paragraph of the base and the wording it is; `cut` letters of it are a typed number."""

    line: int
    wording: Wording
    cut: int
    leads: bool
    """Whether the issued wording begins with a number that is not in the paragraph's words."""
    _here: Folded
    _there: Folded
    _skipped: int

    def at(self, offset: int) -> int:
        """Return where an offset of the paragraph's base words is in the whole wording."""
        if self._here.text == self._there.text and self._here.places == self._there.places:
            return self.wording.start + min(max(offset, 0), len(self.wording.text))
        place = bisect_left(self._here.places, offset) - self._gone + self._skipped
        place = max(place, self._skipped)
        if place >= len(self._there.places):
            return self.wording.end
        follows = place > 0 and offset - 1 in self._here.places[-1:] + self._near(offset)
        if follows:
            return self.wording.start + self._there.places[place - 1] + 1
        return self.wording.start + self._there.places[place]

    @property
    def _gone(self) -> int:
        return bisect_left(self._here.places, self.cut)

    def _near(self, offset: int) -> tuple[int, ...]:
        index = bisect_left(self._here.places, offset - 1)
        return self._here.places[index : index + 1]


def bind(document: TrackedDocument, base: Version, language: str) -> dict[int, Bound]:
    """Return what the paragraphs of the file's base are, by their place in `document.base`.

    Raises:
        AnotherBase: the file's base is not `base`; it says where they first part.
    """
    return _Binder(document, base, language).bound()


class _Binder:
    def __init__(self, document: TrackedDocument, base: Version, language: str) -> None:
        self._lines = document.base
        self._base = base
        self._language = language
        self._numbering = Numbering(base)
        self._digests = {digest_of(uid): uid for uid in base.clauses}
        self._bound: dict[int, Bound] = {}

    def bound(self) -> dict[int, Bound]:
        named = self._by_name()
        whole = [each for each in self._wordings() if (each.uid, each.part) not in named]
        for wording in self._wordings():
            key = wording.uid, wording.part
            if key in named:
                self._bound[named[key]] = self._checked(named[key], wording)
        if whole:
            taken = set(named.values())
            self._by_words([n for n in self._candidates() if n not in taken], whole)
        self._refuse_more()
        return self._bound

    def _wordings(self) -> Iterator[Wording]:
        """Yield the parts of the base that a file in the language has, in order."""
        for _, clause in self._base.walk():
            label = self._numbering.label(clause.uid, self._language)
            mark, name = label.mark, label.name if label.mark else ""
            heading = clause.wording(Part.HEADING, self._language)
            text = clause.wording(Part.TEXT, self._language)
            if heading:
                yield Wording(clause.uid, Part.HEADING, heading, 0, mark, name)
                mark = name = ""
            if text or not heading:
                yield Wording(clause.uid, Part.TEXT, text, 0, mark, name)

    def _candidates(self) -> list[int]:
        return [
            number
            for number, line in enumerate(self._lines)
            if line.place in {"body", "table"}
            and not is_front(line.shape.style)
            and (line.text.strip() or line.label)
        ]

    def _by_name(self) -> dict[tuple[str, Part], int]:
        found: dict[tuple[str, Part], int] = {}
        parts = {(each.uid, each.part) for each in self._wordings()}
        taken: set[int] = set()
        for number, line in enumerate(self._lines):
            for name in line.bookmarks:
                read = read_name(name)
                if read is None or read.moved:
                    continue
                key = read.uid or self._digests.get(read.digest, ""), read.part
                if key in parts and key not in found and number not in taken:
                    found[key] = number
                    taken.add(number)
        return found

    def _by_words(self, numbers: list[int], whole: list[Wording]) -> None:
        """Bind paragraphs in order: a paragraph is a whole part, or a line of it."""
        places: dict[str, list[int]] = {}
        for place, number in enumerate(numbers):
            for key in _line_keys(self._lines[number]):
                places.setdefault(key, []).append(place)
        found: list[tuple[int, Wording]] = []
        at = 0
        for wording in whole:
            if not Folded.of(wording.text).text and not wording.mark:
                continue
            is_whole = _next(places, _keys(wording), at) is not None
            for piece in [wording] if is_whole else _split(wording):
                following = _next(places, _keys(piece), at)
                if following is None:
                    line = self._lines[numbers[at]] if at < len(numbers) else None
                    raise self._another(piece, line)
                found.append((following, piece))
                at = following + 1
        # A heading above the text may say what its first clause says: the last that fits is meant.
        limit = len(numbers)
        for first, piece in reversed(found):
            chosen = _last(places, _keys(piece), limit)
            limit = first if chosen is None else chosen
            self._bound[numbers[limit]] = self._checked(numbers[limit], piece)

    def _checked(self, number: int, wording: Wording) -> Bound:
        line = self._lines[number]
        here, there = Folded.of(line.text), Folded.of(wording.text)
        cut = skipped = 0
        if here.text != there.text:
            called = {
                found
                for each in (wording.mark, wording.name)
                if (found := _NO_WORD.sub("", Folded.of(each).text))
            }
            label = _NO_WORD.sub("", Folded.of(line.label).text)
            before = here.text.removesuffix(there.text) if there.text else here.text
            if here.text.endswith(there.text) and _NO_WORD.sub("", before) in called:
                cut = here.places[len(before)] if there.text else len(line.text)
            elif label and _leading(there.text, here.text) == label:
                skipped = len(there.text) - len(here.text)
            else:
                raise self._another(wording, line)
        return Bound(number, wording, cut, bool(skipped), here, there, skipped)

    def _refuse_more(self) -> None:
        """Refuse a paragraph between the clauses that the issued text does not have."""
        if not self._bound:
            return
        first, last = min(self._bound), max(self._bound)
        for number in self._candidates():
            if first < number < last and number not in self._bound:
                line = self._lines[number]
                if line.text.strip():
                    place = line.label or _short(line.text)
                    raise AnotherBase(place=place, issued="", found=_short(line.text))

    def _another(self, wording: Wording, line: Line | None) -> AnotherBase:
        place = self._numbering.citation(wording.uid, self._language)
        found = "" if line is None else line.text
        one, other = _where_they_part(wording.text, found)
        return AnotherBase(place=place, issued=one, found=other)


def _line_keys(line: Line) -> set[str]:
    text = _NO_WORD.sub("", Folded.of(line.text).text)
    return {text, _NO_WORD.sub("", Folded.of(line.label).text) + text}


def _keys(wording: Wording) -> tuple[str, ...]:
    text = _NO_WORD.sub("", Folded.of(wording.text).text)
    called = (_NO_WORD.sub("", Folded.of(each).text) for each in (wording.mark, wording.name))
    return (*(f"{each}{text}" for each in dict.fromkeys(called) if each), text)


def _next(places: dict[str, list[int]], keys: tuple[str, ...], at: int) -> int | None:
    found = []
    for key in keys:
        known = places.get(key, [])
        index = bisect_left(known, at)
        if index < len(known):
            found.append(known[index])
    return min(found, default=None)


def _last(places: dict[str, list[int]], keys: tuple[str, ...], limit: int) -> int | None:
    found = []
    for key in keys:
        known = places.get(key, [])
        index = bisect_left(known, limit)
        if index:
            found.append(known[index - 1])
    return max(found, default=None)


def _split(wording: Wording) -> Iterator[Wording]:
    """Yield the lines of a wording; a blank one is no paragraph of a file."""
    at = wording.start
    mark, name = wording.mark, wording.name
    for line in wording.text.split("\n"):
        if line.strip():
            yield Wording(wording.uid, wording.part, line, at, mark, name)
            mark = name = ""
        at += len(line) + 1


def _leading(whole: str, end: str) -> str:
    """Return the letters and digits of `whole` before `end`; empty where it ends otherwise."""
    return _NO_WORD.sub("", whole[: len(whole) - len(end)]) if whole.endswith(end) else ""


def _where_they_part(one: str, other: str) -> tuple[str, str]:
    """Return both texts from a few words before their first difference on."""
    at = 0
    while at < min(len(one), len(other)) and one[at] == other[at]:
        at += 1
    start = max(one.rfind(" ", 0, max(at - 15, 0)) + 1, 0)
    before = "…" if start else ""
    return before + _short(one[start:]), before + _short(other[start:])


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN].rstrip()}…"

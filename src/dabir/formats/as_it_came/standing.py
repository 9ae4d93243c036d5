"""A version in the Word file that its text was made of: the file says the version, in its layout.

What the text left out of the file goes, what it says otherwise is changed, what it adds takes the
looks of its like; headers, footers, styles and numbers stay. What came out is read again, word by
word and number by number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from dabir.domain.drafting import (
    Kind,
    NumberStyle,
    Part,
    Proposed,
    Version,
    compile_amendments,
)
from dabir.domain.drafting.copies import Aligned, PrintedClause, align_copies
from dabir.domain.drafting.copies.amending import operations_of_copy, version_of_copy
from dabir.domain.drafting.copies.printed import printed
from dabir.formats.archives import Archive
from dabir.formats.as_it_came.rows import Called, Row, bare, folded, rows_of
from dabir.formats.as_it_came.stripping import stripped, without_unreached
from dabir.formats.documents import Direction
from dabir.formats.docx_styles import W
from dabir.formats.errors import FormatError
from dabir.formats.limits import DEFAULT_LIMITS, MEGABYTE
from dabir.formats.word_changes import blocks_of
from dabir.formats.word_originals import Dressing, NotCarried, Opened, track_in
from dabir.formats.word_originals.opening import Line
from dabir.formats.word_originals.saving import saved
from dabir.formats.xml_reading import parse_xml

_INVOCATIONS = frozenset(
    {bare(each) for each in ("بسمه تعالی", "باسمه تعالی", "به نام خدا", "بسم الله الرحمن الرحیم")}
)
_LIMITS = replace(DEFAULT_LIMITS, xml_size=8 * MEGABYTE)
"""Somebody waits for the file: more elements take too long."""
_MOST_LINES = 3_000
_MOST_LETTERS = 250_000
_MOST_RUNS = 3_000
"""Of one paragraph: each is looked up among all of them."""
_LONGEST_COVER = 40
_LINES_OF_TITLE = 4
_LEAST_KNOWN = 0.3
"""A version of which less is known again in the file was not made of it."""


@dataclass(frozen=True, slots=True)
class Stood:
    """A line of the file: ``wording[start:end]`` of a part of a clause behind `lead`, its number.

    Of a line that belongs to no clause `uid` is empty. `called` is there where the clause begins,
    and `counted` says that Word counts the number. `tail` is what follows the words.
    """

    text: str
    uid: str = ""
    part: Part = Part.TEXT
    start: int = 0
    end: int = 0
    lead: str = ""
    tail: str = ""
    called: Called | None = None
    counted: bool = False


@dataclass(frozen=True)
class Standing:
    """The file with its lines; `shapes` has a number as the file prints it, by what is numbered."""

    data: bytes
    lines: tuple[Stood, ...]
    language: str
    shapes: dict[tuple[Kind, NumberStyle], str]
    titled: bool

    @property
    def direction(self) -> Direction:
        """The direction that its language is set in."""
        return "rtl" if self.language == "fa" else "ltr"


def stand(original: bytes, version: Version, language: str, titles: Iterable[str] = ()) -> Standing:
    """Return the file that a text was made of so that it says `version`, and nothing unseen.

    Lines that say one of `titles`, which are what the text is called, stay above it.

    Raises:
        NotCarried: that cannot be said in it.
    """
    _require_short_paragraphs(original)
    data = stripped(original, limits=_LIMITS)
    opened = Opened(data, _accepted)
    lines = [line for line in opened.lines if line.words]
    rows = list(rows_of(version, language))
    _require_short([line.text for line in lines])
    _require_short([row.words for row in rows])
    old = [_printed(line) for line in lines]
    kept = _cover(old, titles)
    titled = any(not _is_invocation(old[place]) for place in kept)
    if not rows:
        raise NotCarried("the text is not in this language")
    new = _wanted(old, kept, rows, language)
    if [line.line for line in old] != [line.line for line in new]:
        data = _said(data, old, new, language)
        opened = Opened(data, _accepted)
        lines = [line for line in opened.lines if line.words]
        require_notes(opened)
    stood = _held(lines, len(kept), rows)
    shapes = {
        (row.kind, row.style): line.lead
        for row, line in zip(_first_rows(rows), _first_lines(stood), strict=True)
        if line.lead.strip()
    }
    return Standing(data, tuple(stood), language, shapes, titled)


def _require_short(lines: Sequence[str]) -> None:
    """Make sure that whoever waits for the file has it soon.

    Raises:
        NotCarried: there are too many lines, or letters.
    """
    if len(lines) > _MOST_LINES or sum(map(len, lines)) > _MOST_LETTERS:
        raise NotCarried("it is too long")


def _require_short_paragraphs(original: bytes) -> None:
    try:
        archive = Archive(original, kind="docx", limits=_LIMITS)
        for name in archive.names():
            if not name.endswith(".xml"):
                continue
            root = parse_xml(archive.read(name), kind="docx", limits=_LIMITS)
            for paragraph in root.iter(f"{W}p"):
                runs = islice(paragraph.iterdescendants(f"{W}r"), _MOST_RUNS + 1)
                if max(len(paragraph), sum(1 for _ in runs)) > _MOST_RUNS:
                    raise NotCarried("it is too long")
    except FormatError as error:
        raise NotCarried("it cannot be read") from error


def require_notes(opened: Opened) -> None:
    """Make sure that no note is referred to that says nothing any more.

    Raises:
        NotCarried: there is one, as what it said stands elsewhere in the text.
    """
    for kind in ("footnote", "endnote"):
        notes = opened.one(f"{kind}s")
        used = {each.get(f"{W}id") for each in opened.body.iter(f"{W}{kind}Reference")}
        for note in () if notes is None else notes.findall(f"{W}{kind}"):
            words = "".join(each.text or "" for each in note.iter(f"{W}t"))
            if note.get(f"{W}id") in used and not words.strip():
                raise NotCarried("a footnote would be left without words")


def _accepted(author: str) -> bool:
    del author
    return True


def _printed(line: Line) -> PrintedClause:
    found = printed(line.text)
    heading = line.style.lower().startswith("heading") or found.heading
    if found.start and not found.words.strip():
        # A number on a line of its own is known again by its own words.
        found = PrintedClause(found.line, 0, found.kind, found.depth)
    return replace(found, heading=heading)


def _is_invocation(line: PrintedClause) -> bool:
    return bare(line.line) in _INVOCATIONS


def _cover(old: Sequence[PrintedClause], titles: Iterable[str]) -> list[int]:
    """Return the places of lines above the text that say what it is called, or invoke God."""
    wanted = {bare(title) for title in titles if title}
    kept: set[int] = set()
    cover = old[:_LONGEST_COVER]
    for place, line in enumerate(cover):
        if _is_invocation(line):
            kept.add(place)
        for size in range(1, _LINES_OF_TITLE + 1):
            joined = " ".join(each.line for each in cover[place : place + size])
            if bare(joined) in wanted and wanted:
                kept.update(range(place, min(place + size, len(cover))))
                wanted = set()
    return sorted(kept)


# -- what the file is to say -----------------------------------------------------------------------


def _wanted(
    old: Sequence[PrintedClause], kept: Sequence[int], rows: Sequence[Row], language: str
) -> list[PrintedClause]:
    """Return the lines that the file is to have: those of its cover, then those of the version."""
    own_lines = _apart(old)
    told: list[Row] = []
    for row in rows:
        called = row.called
        if called is not None and row.words and _shape(called.mark) in own_lines:
            told += [replace(row, words="", start=0, end=0), replace(row, called=None)]
        else:
            told.append(row)
    cover, provisional = set(kept), [_line(row, _typed(row, language)) for row in told]
    aligned = align_copies(
        [line for place, line in enumerate(old) if place not in cover], provisional
    )
    known = sum(
        len(provisional[there].line)
        for pairing in aligned.pairings
        if pairing.old
        for there in pairing.new
    )
    if known < _LEAST_KNOWN * sum(len(each.line) for each in provisional):
        raise NotCarried("hardly anything of it is left")
    return [*(old[place] for place in kept), *_dressed(aligned, told, language)]


def _shape(mark: str) -> str:
    """Return what marks have in common that differ in their numbers alone."""
    return re.sub("[0-9]+", "1", bare(mark))


def _apart(old: Sequence[PrintedClause]) -> set[str]:
    """Return the shapes of numbers that stand on lines of their own, more often than not."""
    alone: dict[str, int] = {}
    for line in old:
        found = printed(line.line)
        if found.start:
            key = _shape(found.mark)
            alone[key] = alone.get(key, 0) + (-1 if found.words.strip() else 1)
    return {key for key, times in alone.items() if times > 0}


def _typed(row: Row, language: str) -> str:
    return "" if row.called is None else row.called.typed(row.kind, language)


def _line(row: Row, number: str) -> PrintedClause:
    text = f"{number}{row.words}".rstrip()
    start = len(number) if row.words else 0
    return PrintedClause(text, start, row.kind, row.depth, heading=row.part is Part.HEADING)


def _dressed(aligned: Aligned, rows: Sequence[Row], language: str) -> list[PrintedClause]:
    """Return the lines with their numbers as the file has them, or has those of their like."""
    lines: dict[int, PrintedClause] = {}
    shapes: dict[tuple[Kind, NumberStyle], str] = {}
    for pairing in aligned.pairings:
        for number, there in enumerate(pairing.new if pairing.old else ()):
            row = rows[there]
            old = aligned.old[pairing.old[0]]
            if number == 0 and len(pairing.old) == 1:
                lines[there] = _as_in(old, row, alone=len(pairing.new) == 1, language=language)
                if row.called is not None and row.called.mark and lines[there].start:
                    shapes[row.kind, row.style] = lines[there].line[: lines[there].start]
    for there, row in enumerate(rows):
        if there in lines:
            continue
        like = shapes.get((row.kind, row.style), "")
        lead = _typed(row, language)
        if row.called is not None and row.called.mark and like:
            lead = row.called.dressed(like)
        lines[there] = _line(row, lead)
    return [lines[there] for there in range(len(rows))]


def _as_in(old: PrintedClause, row: Row, *, alone: bool, language: str) -> PrintedClause:
    called = row.called or Called("", "")
    for text, tail in ((old.line, ""), (old.line.rstrip(":. "), "signs")):
        if not text.endswith(row.words.strip()) or (tail and row.part is not Part.HEADING):
            continue
        start = len(text) - len(row.words.strip())
        if called.is_in(text[:start]) and alone:
            return PrintedClause(old.line, start, old.kind, old.depth, heading=old.heading)
    if old.start and called.is_in(old.mark):
        number = old.line[: old.start]
    elif old.start and called.mark:
        number = called.dressed(old.line[: old.start])
    elif old.start and not called.mark and not bare(old.mark):
        number = old.line[: old.start]
    else:
        number = _typed(row, language)
    return replace(_line(row, number), heading=old.heading)


# -- saying it -------------------------------------------------------------------------------------


def _said(
    data: bytes, old: Sequence[PrintedClause], new: Sequence[PrintedClause], language: str
) -> bytes:
    """Return the file with other lines: changes are laid into it, and accepted."""
    code = "fa" if language == "fa" else "en"
    base = version_of_copy(old, code)
    aligned = align_copies(old, new)
    operations = operations_of_copy(base, aligned, code, renumbered=True)
    proposed = [Proposed(1, place, operation) for place, operation in enumerate(operations)]
    compilation = compile_amendments(base, proposed, {1: ("1",)})
    blocks, _ = blocks_of(compilation, code, {})
    uids = [clause.uid for _, clause in base.walk()]
    splits = {
        uids[pairing.old[0]] for pairing in aligned.pairings if pairing.old and len(pairing.new) > 1
    }
    carried = track_in(
        data,
        old,
        uids,
        blocks,
        direction="rtl" if language == "fa" else "ltr",
        dressing=Dressing(splits=splits),
    )
    return without_unreached(saved(Opened(carried.data, _accepted), {}))


def _held(lines: Sequence[Line], cover: int, rows: Sequence[Row]) -> list[Stood]:
    """Return whose words each line of the file has.

    Raises:
        NotCarried: they are not the words of the version, or have other numbers.
    """
    held = [Stood(line.text) for line in lines[:cover]]
    waiting = list(lines[cover:])
    at = 0
    for place, row in enumerate(rows):
        if place < at:
            continue
        if not waiting:
            raise NotCarried("what was written in it reads otherwise than it should")
        line = waiting.pop(0)
        called = row.called
        if called is not None and row.words and called.is_in(line.text) and called.mark:
            # Its number stands on a line of its own.
            held.append(_stood(line, replace(row, words="", start=0, end=0), called))
            if not waiting:
                raise NotCarried("what was written in it reads otherwise than it should")
            line, called = waiting.pop(0), None
        taken = [row, *_more(line, row, rows[place + 1 :])]
        at = place + len(taken)
        whole = replace(row, end=taken[-1].end, words="\n".join(each.words for each in taken))
        held.append(_stood(line, whole, called))
    if waiting:
        raise NotCarried("what was written in it reads otherwise than it should")
    return held


def _more(line: Line, row: Row, following: Sequence[Row]) -> list[Row]:
    """Return the rows that stand on one line with `row`, one below the other."""
    more = line.text.count("\n") if row.words else 0
    taken: list[Row] = []
    for each in following[:more]:
        if (each.uid, each.part) != (row.uid, row.part):
            break
        taken.append(each)
    return taken


def _stood(line: Line, row: Row, called: Called | None) -> Stood:
    words = row.words.strip()
    text = line.text
    ends = text.endswith(words)
    body = text if ends else text.rstrip(":. ")
    if not body.endswith(words) or (not ends and row.part is not Part.HEADING):
        if folded(text).endswith(folded(words)):
            raise NotCarried("its blanks are not those of the text")
        raise NotCarried("what was written in it reads otherwise than it should")
    lead = body[: len(body) - len(words)]
    if not (called or Called("", "")).is_in(lead):
        raise NotCarried("its clauses would be numbered otherwise")
    return Stood(
        text,
        row.uid,
        row.part,
        row.start,
        row.end,
        lead,
        text[len(body) :],
        called,
        counted=bool(line.label),
    )


def _first_rows(rows: Iterable[Row]) -> list[Row]:
    return [row for row in rows if row.called is not None]


def _first_lines(lines: Iterable[Stood]) -> list[Stood]:
    return [line for line in lines if line.called is not None]

"""The lines of a file that is nobody's copy as clauses of a new text: proposed, not yet agreed.

Marks say what kind of clause a line begins and how its like are numbered; numbers are not kept, for
they follow from the places, but stay beside the clause so that a person sees where the two part.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from dabir.domain.drafting.clauses import Clause, Kind, NumberStyle
from dabir.domain.drafting.comparing.marked import heading_and_words
from dabir.domain.drafting.copies.printed import PrintedClause, printed
from dabir.domain.drafting.numbering import Numbering
from dabir.domain.drafting.spelling import spelling_key
from dabir.domain.drafting.versions import Version
from dabir.domain.language.digits import to_ascii_digits

DEEPEST = 8
_LONGEST_TITLE = 120
_LEAST_OF_ALL = (Kind.PREAMBLE, Kind.PARAGRAPH)
_DIGITS = re.compile(r"[0-9۰-۹٠-٩]+")
_HEADED_ARTICLE = re.compile(
    r"(?:ماد[هۀة]ٔ?|article)\s+(?P<number>[0-9۰-۹]{1,4})\s+(?=\S.{0,80}$)", re.IGNORECASE
)
_LETTER = re.compile(r"[^\W\d_]+")
_BLANK = re.compile(r"\n[^\S\n]*\n\s*")
_ENDS = (".", "؟", "?", "!", "؛", ";", "،", ",")


@dataclass(frozen=True, slots=True)
class ReadClause:
    """A clause as it is proposed: its kind, how far it is set in, its mark in the file, its words.

    One that is `left_out` becomes none; what is set in below it stands in the clause above.
    """

    kind: Kind
    style: NumberStyle
    depth: int
    mark: str = ""
    heading: Mapping[str, str] = field(default_factory=dict)
    text: Mapping[str, str] = field(default_factory=dict)
    left_out: bool = False


# -- from files ------------------------------------------------------------------------------------


def clauses_of_lines(
    lines: Sequence[PrintedClause], language: str, titles: Iterable[str] = ()
) -> tuple[ReadClause, ...]:
    """Return the clauses that the lines of a file make, in one language.

    What follows a mark up to the next belongs to it; what stands before the first is the preamble,
    but for the title, which is proposed to be left out. Without any mark each line is a clause.
    `titles` are what the text is called.
    """
    lines = [line for each in lines if (line := _without_hashes(each)).line.strip()]
    lines = _with_headed_articles(lines)
    if not any(line.start or line.heading for line in lines):
        return tuple(
            _paragraph(line, language, left_out=not place and _is_title(line, titles))
            for place, line in enumerate(lines)
        )
    cover = _cover(lines, titles)
    rows: list[tuple[PrintedClause, list[str]]] = []
    for line in lines[cover:]:
        if line.start or line.heading or not rows:
            rows.append((line, [line.words.strip()]))
        else:
            rows[-1][1].append(line.line.strip())
    styles = _styles([line.mark for line, _words in rows])
    front = PrintedClause("\n".join(line.words.strip() for line in lines[:cover]))
    return (
        *([_paragraph(front, language, left_out=True)] if cover else []),
        *(
            _clause(line, words, style, language)
            for (line, words), style in zip(rows, styles, strict=True)
        ),
    )


def _with_headed_articles(lines: Sequence[PrintedClause]) -> list[PrintedClause]:
    """Tell the marks of articles from headings that follow without a sign («ماده ۱ گزارش»).

    A sentence may begin like that as well, so the line must be short, end like no sentence, and
    have the number that comes next.
    """
    last = 0
    found = []
    for line in lines:
        match = _HEADED_ARTICLE.match(line.line) if not line.start else None
        number = int(to_ascii_digits(match["number"])) if match else 0
        if match and number == last + 1 and not line.words.strip().endswith((*_ENDS, ":")):
            line = PrintedClause(line.line, match.end(), Kind.ARTICLE, line.depth)  # noqa: PLW2901
        found.append(line)
        if line.kind is Kind.ARTICLE and (digits := _DIGITS.search(line.mark)):
            last = int(to_ascii_digits(digits.group()))
    return found


def _cover(lines: Sequence[PrintedClause], titles: Iterable[str]) -> int:
    """Return how many lines are the cover: up to the title before the first mark."""
    keys = {spelling_key(title) for title in titles}
    first = next((place for place, line in enumerate(lines) if line.start), len(lines))
    named = [place for place in range(first) if spelling_key(lines[place].words.strip()) in keys]
    if named:
        return named[-1] + 1
    return int(bool(first) and _is_title(lines[0], titles))


def _without_hashes(line: PrintedClause) -> PrintedClause:
    """Return a heading of Markdown as what stands in it: an article, or an unmarked chapter."""
    if not line.mark.startswith("#"):
        return line
    inner = printed(line.words)
    if inner.start or _HEADED_ARTICLE.match(inner.line):
        return replace(inner, depth=line.depth)
    return PrintedClause(line.words, 0, Kind.CHAPTER, line.depth, heading=True)


def _is_title(line: PrintedClause, titles: Iterable[str]) -> bool:
    words = line.words.strip()
    if line.start:
        return False
    if spelling_key(words) in {spelling_key(title) for title in titles}:
        return True
    short = len(words) <= _LONGEST_TITLE and "\n" not in words
    return short and not words.endswith((*_ENDS, ":")) and line.kind is not Kind.PREAMBLE


def _paragraph(line: PrintedClause, language: str, *, left_out: bool) -> ReadClause:
    words = {language: line.line.strip()}
    return ReadClause(Kind.PARAGRAPH, NumberStyle.NONE, 0, text=words, left_out=left_out)


def _clause(
    line: PrintedClause, words: Sequence[str], style: NumberStyle, language: str
) -> ReadClause:
    if not line.start and not line.heading:
        written = {language: "\n".join(filter(None, words))}
        return ReadClause(Kind.PREAMBLE, NumberStyle.NONE, 0, text=written)
    if line.heading and not line.start:
        heading, text = words[0], "\n".join(filter(None, words[1:]))
    else:
        heading, text = heading_and_words(line.kind, words)
    return ReadClause(
        line.kind,
        style,
        min(line.depth, DEEPEST),
        line.mark,
        {language: heading} if heading else {},
        {language: text} if text else {},
    )


def _styles(marks: Sequence[str]) -> list[NumberStyle]:
    letters = [found.group() for mark in marks if (found := _lone_letter(mark))]
    abjad = any(pair == ("ب", "ج") for pair in pairwise(letters))
    return [_style(mark, abjad=abjad) for mark in marks]


def _lone_letter(mark: str) -> re.Match[str] | None:
    if _DIGITS.search(mark):
        return None
    found = _LETTER.fullmatch(mark.strip("[]().-–—ـ: "))
    return found if found and (len(found.group()) == 1 or found.group() == "الف") else None


def _style(mark: str, *, abjad: bool) -> NumberStyle:
    if _DIGITS.search(mark):
        return NumberStyle.DIGITS
    if _lone_letter(mark):
        return NumberStyle.ABJAD if abjad else NumberStyle.LETTERS
    words = _LETTER.findall(mark)
    if len(words) > 1:
        return NumberStyle.ORDINAL
    # «تبصره» alone is numbered once it has a like.
    return NumberStyle.DIGITS if words else NumberStyle.NONE


def clauses_of_version(version: Version, numbers: Mapping[str, str]) -> tuple[ReadClause, ...]:
    """Return the clauses of a file that says itself what they are, such as Akoma Ntoso.

    `numbers` are those printed there, by uid.
    """
    return tuple(
        ReadClause(
            clause.kind,
            clause.style,
            min(depth, DEEPEST),
            numbers.get(clause.uid, ""),
            dict(clause.heading),
            dict(clause.text),
        )
        for depth, clause in version.walk()
    )


# -- as a person mends them ------------------------------------------------------------------------


def mended(
    rows: Sequence[ReadClause],
    place: int,
    *,
    kind: Kind,
    depth: int,
    language: str,
    heading: str,
    words: str,
) -> tuple[ReadClause, ...]:
    """Return the clauses with another kind, depth, heading or words of one, in one language.

    Words with empty lines between them become as many clauses, the later ones beside the first.
    """
    row = rows[place]
    parts = [part for each in _BLANK.split(words) if (part := each.strip())] or [""]
    style = row.style if kind is row.kind else _style_of(kind, rows)
    first = replace(
        row,
        kind=kind,
        style=style,
        depth=max(0, min(depth, DEEPEST)),
        heading=_with(row.heading, language, heading.strip()),
        text=_with(row.text, language, parts[0]),
    )
    more = [
        ReadClause(first.kind, first.style, first.depth, text={language: part})
        for part in parts[1:]
    ]
    return (*rows[:place], first, *more, *rows[place + 1 :])


def _style_of(kind: Kind, rows: Iterable[ReadClause]) -> NumberStyle:
    if kind in _LEAST_OF_ALL:
        return NumberStyle.NONE
    alike = next((row.style for row in rows if row.kind is kind), None)
    if alike is not None and alike is not NumberStyle.NONE:
        return alike
    return NumberStyle.LETTERS if kind is Kind.CLAUSE else NumberStyle.DIGITS


def _with(wording: Mapping[str, str], language: str, words: str) -> dict[str, str]:
    kept = {code: each for code, each in wording.items() if code != language}
    return kept | {language: words} if words else kept


def joined(rows: Sequence[ReadClause], place: int) -> tuple[ReadClause, ...]:
    """Return the clauses with one joined to the one above it, its mark and all.

    Raises:
        IndexError: there is none above.
    """
    if not 0 < place < len(rows):
        raise IndexError(place)
    above, row = rows[place - 1], rows[place]
    text = dict(above.text)
    for language in dict.fromkeys((*row.heading, *row.text)):
        begun = " ".join(filter(None, (row.mark, row.heading.get(language, ""))))
        parts = (text.get(language, ""), begun, row.text.get(language, ""))
        if row.heading.get(language):
            text[language] = "\n".join(filter(None, parts))
        else:
            last = " ".join(filter(None, parts[1:]))
            text[language] = "\n".join(filter(None, (parts[0], last)))
    return (*rows[: place - 1], replace(above, text=text), *rows[place + 1 :])


def left_out(rows: Sequence[ReadClause], place: int, *, out: bool) -> tuple[ReadClause, ...]:
    """Return the clauses with one left out, or taken back."""
    return (*rows[:place], replace(rows[place], left_out=out), *rows[place + 1 :])


# -- as clauses ------------------------------------------------------------------------------------


def as_clauses(rows: Iterable[ReadClause], new_uid: Callable[[], str]) -> list[Clause]:
    """Return the clauses of a draft, each in the nearest above it that is less set in."""
    clauses: list[Clause] = []
    path: list[tuple[int, str]] = []
    for row in rows:
        if row.left_out:
            continue
        while path and path[-1][0] >= row.depth:
            path.pop()
        clause = Clause(
            new_uid(),
            path[-1][1] if path else None,
            len(clauses),
            row.kind,
            row.style,
            heading=row.heading,
            text=row.text,
        )
        clauses.append(clause)
        path.append((row.depth, clause.uid))
    return clauses


def numbered_otherwise(
    rows: Sequence[ReadClause], version: Version, language: str
) -> Collection[int]:
    """Return the places of clauses whose number in the file is not the one that they will have.

    `version` are the clauses of `rows` that are not left out.
    """
    numbering = Numbering(version)
    kept = [place for place, row in enumerate(rows) if not row.left_out]
    return {
        place
        for place, (_depth, clause) in zip(kept, version.walk(), strict=True)
        if rows[place].mark
        and _bare(rows[place].mark) != _bare(numbering.label(clause.uid, language).mark)
    }


def _bare(mark: str) -> str:
    return re.sub(r"[\W_ـ]+", "", spelling_key(mark))

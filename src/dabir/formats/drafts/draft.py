"""A draft as it was read from a file."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from dabir.domain.drafting.copies import PrintedClause
from dabir.domain.drafting.copies.printed import printed, with_depths
from dabir.formats.documents import Direction, Language
from dabir.formats.errors import NotAText


@dataclass(frozen=True, kw_only=True)
class Draft:
    """The lines of a file and what is to be known about the reading.

    `name` is the file's; `notes` are sentences for a person; `verified` is false where letters may
    differ from what is printed, as always from PDF. `laid_out` says that options of several stand
    in the file, in the lines (in brackets) or, of Akoma Ntoso, beside them. `data` is the file
    itself where it is a Word file, in which changes may be tracked.
    """

    name: str
    format: str
    language: Language
    lines: tuple[PrintedClause, ...]
    notes: tuple[str, ...] = ()
    verified: bool = True
    laid_out: bool = False
    data: bytes = field(default=b"", repr=False)

    @property
    def direction(self) -> Direction:
        """The direction that its language is set in."""
        return "rtl" if self.language == "fa" else "ltr"

    @property
    def title(self) -> str:
        """Its first line, which mostly is its title, or else the name of the file."""
        first = self.lines[0].line if self.lines else ""
        short = first and not self.lines[0].mark and len(first) <= _LONGEST_TITLE
        return first.splitlines()[0] if short else self.name


def settled(draft: Draft) -> Draft:
    """Return a draft without marks that only say how words are set: direction, breaking of lines.

    Programs put them in by themselves; a copy would propose each of them.

    Raises:
        NotAText: it has lines, and nothing is left of them.
    """
    lines = tuple(map(_settled, draft.lines))
    if lines != draft.lines and not any(line.uid for line in lines):
        # Marks of clauses may show only now, and what stands in what follows from them.
        lines = tuple(with_depths(lines))
    lines = tuple(line for line in lines if line.line.strip(_BLANKS))
    if draft.lines and not lines:
        raise NotAText
    return draft if lines == draft.lines else replace(draft, lines=lines)


def _settled(line: PrintedClause) -> PrintedClause:
    if not _UNSEEN.search(line.line):
        return line
    words = _UNSEEN.sub("", line.line)
    if line.uid:
        return replace(line, line=words, start=len(_UNSEEN.sub("", line.line[: line.start])))
    found = printed(words.strip())
    return replace(found, heading=line.heading or found.heading)


_LONGEST_TITLE = 120
_UNSEEN = re.compile("[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_BLANKS = " \t\n\r\u00a0\u200c\u200d"
HEADING = ".heading"
"""Behind the id of a clause in the id of its heading, where that is a line of its own."""

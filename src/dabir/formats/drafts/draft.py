"""A draft as it was read from a file."""

from __future__ import annotations

from dataclasses import dataclass

from dabir.domain.drafting.copies import PrintedClause
from dabir.formats.documents import Direction, Language


@dataclass(frozen=True, kw_only=True)
class Draft:
    """The lines of a file and what is to be known about the reading.

    `name` is the file's; `notes` are sentences for a person; `verified` is false where letters may
    differ from what is printed, as always from PDF. `laid_out` says that options of several stand
    in the file, in the lines (in brackets) or, of Akoma Ntoso, beside them.
    """

    name: str
    format: str
    language: Language
    lines: tuple[PrintedClause, ...]
    notes: tuple[str, ...] = ()
    verified: bool = True
    laid_out: bool = False

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


_LONGEST_TITLE = 120
HEADING = ".heading"
"""Behind the id of a clause in the id of its heading, where that is a line of its own."""

"""What a comment sheet holds, apart from the file it is in."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from dabir.formats.documents import Direction, Language, require_title
from dabir.formats.errors import Unreadable, gettext_noop

FACTS = ("call", "draft", "organisation", "name", "email")
"""What stands above the table, by name.

`call`, or else `draft` for a version of a text, is filled in by whoever sends the sheet out.
"""

COLUMNS = (
    "code", "clause", "text", "receipt", "number", "by", "quote", "comment", "wording", "reason",
    "outcome", "answer",
)  # fmt: skip
"""The columns, by name and in the order in which they go out.

`code` says which clause it is, whatever becomes of its label; `quote` are the words of the clause
that the comment is on, empty for the whole clause; `receipt` says whose row it is in a sheet of
many commenters, `number` which comment it is and `by` whose; `outcome` is how the comment was
disposed of, and `answer` why: both are the secretariat's.
"""

WRITTEN = ("quote", "comment", "wording", "reason")
"""The columns that a commenter fills in."""


class NoCommentSheet(Unreadable):
    """There is no table with a column for comments or for proposed wording in the file."""

    code: ClassVar[str] = "no-comment-sheet"
    message: ClassVar[str] = gettext_noop(
        "No table of comments was found in it: a row of headings such as "
        "“Clause”, “Comment”, “Proposed wording” is needed."
    )


class TooManyRows(Unreadable):
    """A workbook spreads wider than any sheet of comments. ``rows`` is the limit."""

    code: ClassVar[str] = "too-many-rows"
    message: ClassVar[str] = gettext_noop(
        "It has more than %(rows)d rows, or far too many columns. "
        "Delete the empty rows and columns at its end, or send it in parts."
    )


class TooManyLetters(Unreadable):
    """The cells say more together than any sheet of comments. ``letters`` is the limit."""

    code: ClassVar[str] = "too-many-letters"
    message: ClassVar[str] = gettext_noop(
        "Its cells hold more than %(letters)d letters together. Send it in parts."
    )


@dataclass(frozen=True, slots=True)
class Cells:
    """What is written about a clause in one row; `outcome` and `answer` are the secretariat's."""

    quote: str = ""
    comment: str = ""
    wording: str = ""
    reason: str = ""
    answer: str = ""
    receipt: str = ""
    number: str = ""
    by: str = ""
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A clause under consultation with the rows about it.

    `code` is short and stays the same through every program; `label` and `text` are for people.
    """

    code: str
    label: str
    text: str
    rows: tuple[Cells, ...] = ()


@dataclass(frozen=True, kw_only=True)
class CommentSheet:
    """A sheet to be written: for one commenter to fill in, or with what was commented and answered.

    `room` is how many empty rows each clause gets. `facts` are values for what stands above the
    table, by the names of `FACTS`. `with_answers` and `with_receipts` add these columns;
    `outcomes` adds those of numbered comments, whose they are and how they were disposed of, which
    the secretariat fills in with one of these words.

    Raises ``ValueError`` without a title, or with two clauses of one code.
    """

    language: Language
    direction: Direction
    title: str
    guidance: str = ""
    facts: dict[str, str] = field(default_factory=dict)
    sections: tuple[Section, ...]
    room: int = 2
    with_answers: bool = False
    with_receipts: bool = False
    outcomes: tuple[str, ...] = ()
    day: date | None = None

    def __post_init__(self) -> None:
        require_title(self.title)
        codes = [section.code for section in self.sections]
        if len(set(codes)) != len(codes):
            raise ValueError("two clauses have one code")


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row that says something, or shows the text of its clause, as it was read.

    `number` counts the rows of the file's tables from 1, as a person would find it. `code` and
    `clause` are as they stand, taken from the row above (`inherited`) where this one leaves both
    empty. `text` is the clause's text as it came back: it may have been written into.
    """

    number: int
    code: str
    clause: str
    text: str
    cells: Cells
    inherited: bool = False


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """What was read of a sheet: the rows that say something, and what stands above the table."""

    facts: dict[str, str]
    rows: tuple[ReadRow, ...]

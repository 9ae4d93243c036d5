"""What is wrong with a row, in words of both languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from dabir.formats.errors import FormatError
from dabir.foundation.people.preferences import show_digits

EMPTY = _("Nothing is said in this row.")
TOO_LONG = _("This is longer than the %(most)d letters that one answer may have.")
TOO_MANY_FILES = _("There are more than %(most)d files.")
NO_DATE = _("“%(said)s” cannot be read as a date.")
TWO_DATES = _("“%(said)s” can be read as two dates. Say above whether day or month is first.")
NO_SUCH_DAY = _("There is no such day as “%(said)s”.")
IN_FUTURE = _("It cannot have come later than now.")
NO_SECTOR = _("“%(said)s” is no known sector; the one for all rows stands.")
NO_LANGUAGE = _("“%(said)s” is no known language; it is told from the words.")
NO_EMAIL = _("“%(said)s” is no e-mail address; it is kept with the name.")
NO_PUBLICATION = _("“%(said)s” does not say whether it may be published; it is not published.")
NO_CHOICE = _("“%(said)s” is none of the choices; it is kept as it is.")
NO_CLAUSE = _("No clause of the call is called “%(said)s”; its name is kept with the words.")
AUTOMATIC = _("This is the answer of a machine.")
WITHDRAWN = _("It was withdrawn where it comes from.")
NOT_SENT_IN = _("This is not something that was sent in: “%(said)s”.")
SHORT = 80


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong with a row, and in which column ("" for the row as a whole).

    A `fatal` one keeps the row out; of any other the row is taken, and a person should look.
    """

    row: int
    message: str
    column: str = ""
    parameters: Mapping[str, Any] = field(default_factory=dict)
    fatal: bool = True

    def __str__(self) -> str:
        shown = {
            name: show_digits(value) if isinstance(value, int) else value
            for name, value in self.parameters.items()
        }
        # Numbers come as they are shown, so that their digits are the reader's.
        return gettext(self.message).replace(")d", ")s") % shown

    def as_json(self) -> dict[str, Any]:
        """Return it as it is stored."""
        return {
            "row": self.row,
            "message": self.message,
            "column": self.column,
            "parameters": dict(self.parameters),
            "fatal": self.fatal,
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> RowProblem:
        """Return a problem as it was stored."""
        return cls(**stored)

    @classmethod
    def of(cls, row: int, error: FormatError) -> RowProblem:
        """Say of a row what its reader could not read."""
        return cls(row, error.message, parameters=dict(error.parameters))

    @classmethod
    def said(cls, row: int, text: str, *, column: str = "", fatal: bool = True) -> RowProblem:
        """Keep a refusal that is a sentence already."""
        return cls(row, text.replace("%", "%%"), column=column, fatal=fatal)


def quoted(text: str) -> str:
    """Return the beginning of what stands in a cell, for a message."""
    line = " ".join(text.split())
    return line if len(line) <= SHORT else f"{line[: SHORT - 1]}…"

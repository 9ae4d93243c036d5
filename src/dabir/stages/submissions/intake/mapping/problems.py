"""What is wrong with a row, in words of both languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from dabir.formats.errors import FormatError
from dabir.foundation.people.preferences import show_digits, show_moment
from dabir.stages.calls.models import Call

EMPTY = _("Nothing is said in this row.")
TOO_LONG = _("This is longer than the %(most)d letters that one answer may have.")
TOO_MANY_FILES = _("There are more than %(most)d files.")
NO_DATE = _("“%(said)s” cannot be read as a date.")
TWO_DATES = _("“%(said)s” can be read as two dates. Say above whether day or month is first.")
NO_SUCH_DAY = _("There is no such day as “%(said)s”.")
TOO_OLD = _("It is older than the call, which opened on %(moment)s.")
TOO_LATE = _("It came after the call had closed, on %(moment)s.")
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
        if moment := self.parameters.get("moment"):
            instant = datetime.fromisoformat(moment)
            shown["moment"] = show_moment(instant, zone=self.parameters.get("zone", ""))
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
    def untimely(cls, row: int, call: Call, received_at: datetime) -> RowProblem:
        """Say of a row that the call does not take what came then, before it opened or too late."""
        early = call.opens_at is not None and received_at < call.opens_at
        bound = call.opens_at if early else call.closes_at
        moment = bound.isoformat() if bound else ""
        said = {"moment": moment, "zone": call.time_zone}
        return cls(row, TOO_OLD if early else TOO_LATE, parameters=said)

    @classmethod
    def said(cls, row: int, text: str, *, column: str = "", fatal: bool = True) -> RowProblem:
        """Keep a refusal that is a sentence already."""
        return cls(row, text.replace("%", "%%"), column=column, fatal=fatal)


def quoted(text: str) -> str:
    """Return the beginning of what stands in a cell, for a message."""
    line = " ".join(text.split())
    return line if len(line) <= SHORT else f"{line[: SHORT - 1]}…"

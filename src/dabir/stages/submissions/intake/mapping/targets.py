"""What a column of a table can be, and the mapping that says it of each."""

from __future__ import annotations

from collections.abc import Mapping as MappingOf
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from dabir.stages.calls.models import Exhibit, Question
from dabir.stages.submissions.models import Submission


class Target(models.TextChoices):
    """What a column is, apart from answers to a question and comments on a clause by name."""

    FREE = "free", _("what is said")
    TITLE = "title", _("its title")
    NOTE = "note", _("also said, after the column's name")
    CLAUSE = "clause", _("which clause it is about")
    COMMENT = "comment", _("comment on that clause")
    WORDING = "wording", _("proposed wording")
    REASON = "reason", _("reason")
    NAME = "name", _("name")
    FIRST_NAME = "first_name", _("first name")
    LAST_NAME = "last_name", _("last name")
    EMAIL = "email", _("e-mail")
    PHONE = "phone", _("telephone")
    ORGANISATION = "organisation", _("organisation")
    SECTOR = "sector", _("sector")
    PROVINCE = "province", _("province")
    LANGUAGE = "language", _("language")
    DATE = "date", _("when it came")
    TIME = "time", _("at what time it came")
    PUBLICATION = "publication", _("may it be published")
    KEY = "key", _("its number where it comes from")
    FILE = "file", _("the document itself")


class Order(models.TextChoices):
    """In which order figures stand in a date such as 9/8/2021."""

    DAY_FIRST = "dmy", _("day, month, year")
    MONTH_FIRST = "mdy", _("month, day, year")


_QUESTION = "question:"
_EXHIBIT = "exhibit:"


def to_question(question: Question | int) -> str:
    """Return the target of an answer to this question."""
    return f"{_QUESTION}{question if isinstance(question, int) else question.pk}"


def on_exhibit(exhibit: Exhibit | int) -> str:
    """Return the target of a comment on this clause."""
    return f"{_EXHIBIT}{exhibit if isinstance(exhibit, int) else exhibit.pk}"


def question_of(target: str) -> int | None:
    """Return the key of the question that a target names, if it names one."""
    return _key_of(target, _QUESTION)


def exhibit_of(target: str) -> int | None:
    """Return the key of the clause that a target names, if it names one."""
    return _key_of(target, _EXHIBIT)


def _key_of(target: str, prefix: str) -> int | None:
    key = target.removeprefix(prefix)
    return int(key) if target != key and key.isascii() and key.isdigit() else None


@dataclass(frozen=True, kw_only=True)
class Mapping:
    """What each column is, and what holds for rows that do not say it.

    `columns` gives targets by column: a `Target`, or what `to_question` and `on_exhibit` return;
    columns without one are left out. `known` names the system that exported the table ("" for
    none), whose habits are then allowed for. `received_on` is for rows without a date; None: the
    day of the import.
    """

    columns: MappingOf[str, str] = field(default_factory=dict)
    known: str = ""
    order: str = ""
    received_on: date | None = None
    sector: str = Submission.Sector.CITIZEN
    publication: str = Submission.Publication.WITHHELD
    language: str = ""

    def of(self, target: str) -> list[str]:
        """Return the columns that are this."""
        return [column for column, said in self.columns.items() if said == target]

    @property
    def is_empty(self) -> bool:
        """Whether no column says anything that could be received."""
        saying = {Target.FREE, Target.TITLE, Target.COMMENT, Target.WORDING, Target.FILE}
        return not any(
            said in saying or question_of(said) is not None or exhibit_of(said) is not None
            for said in self.columns.values()
        )

    def as_json(self) -> dict[str, Any]:
        """Return it as it is stored."""
        day = self.received_on.isoformat() if self.received_on else None
        return {**asdict(self), "columns": dict(self.columns), "received_on": day}

    @classmethod
    def from_json(cls, stored: MappingOf[str, Any]) -> Mapping:
        """Return a mapping as it was stored."""
        day = stored.get("received_on")
        return cls(**{**stored, "received_on": date.fromisoformat(day) if day else None})

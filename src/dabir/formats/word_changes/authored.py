"""Who changed which clause of a text: what goes into a Word file, and what is made of one.

    AnotherBase         the file was not made against the text that it is read against

Operations are those of `dabir.domain.drafting`: they name clauses by uid and wording by offsets.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from dabir.domain.drafting import Operation, Part
from dabir.formats.errors import Unreadable, gettext_noop
from dabir.formats.word_changes.model import TrackedComment


class AnotherBase(Unreadable):
    """With every change rejected, the file is not the issued text.

    ``place`` is the number of the clause, or the words it begins with, where they first part;
    ``issued`` and ``found`` are the words there, one of them empty where the other side has more.
    """

    code = "another-base"
    message = gettext_noop(
        "The changes in this file were tracked against another text. They first part at "
        "%(place)s: issued was “%(issued)s”, the file has “%(found)s”."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthoredChanges:
    """Operations of one author; `at` is when they were made.

    `author` is what Word shows beside each change: the name of a body, never of a person.
    """

    author: str
    operations: tuple[Operation, ...]
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An answer to a remark."""

    author: str
    text: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A comment in the margin about ``wording[start:end]`` of a clause of the base."""

    author: str
    text: str
    uid: str
    part: Part = Part.TEXT
    start: int = 0
    end: int = 0
    at: datetime | None = None
    replies: tuple[Reply, ...] = ()
    done: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """What stands on the first page before the clauses, and in the margins of every page.

    `classification` is printed as given; `day` goes into the file's properties.
    """

    title: str
    subtitle: str = ""
    classification: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedChanges:
    """What a file with tracked changes proposes to an issued text.

    `changes` has one member for each author who changed a clause, in the order of their first
    change; each fits the issued text by itself (`dabir.domain.drafting.verify` takes it).
    `unplaced` are comments about something else than the words of the issued text; `left_aside`
    are lines before and after the clauses that were not read; `dependent` names the
    authors who changed only what another author had put in, which cannot stand alone.
    """

    changes: tuple[AuthoredChanges, ...]
    remarks: tuple[Remark, ...] = ()
    unplaced: tuple[TrackedComment, ...] = ()
    left_aside: tuple[str, ...] = ()
    dependent: tuple[str, ...] = ()

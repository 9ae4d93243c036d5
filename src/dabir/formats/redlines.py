"""What the writers of redlines take: a text with what was put in and what was taken out.

Plain data, like the other documents. In Word the changes are tracked ones, which whoever opens the
file can accept or reject; on paper they are underlined and struck through.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from dabir.domain.language.printable import printable
from dabir.formats.documents import Direction, Language


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """Words that stayed, were put in or were taken out."""

    kind: Literal["equal", "insert", "delete"]
    text: str


@dataclass(frozen=True, kw_only=True)
class MarkedClause:
    """A clause with its printed label, its note («پیش‌تر: ماده ۳») and its stretches, in order."""

    label: str = ""
    was: str = ""
    what: Literal["kept", "reworded", "moved", "added", "deleted"] = "kept"
    heading: tuple[Stretch, ...] = ()
    text: tuple[Stretch, ...] = ()
    depth: int = 0


@dataclass(frozen=True, kw_only=True)
class Redline:
    """A redline ready to be written.

    ``put_in`` and ``taken_out`` are the words of the key; ``author`` stands at each tracked change
    in Word and names an organisation, never a person; ``day`` is when the newer version was made.

    Raises ``ValueError`` without a title.
    """

    language: Language
    direction: Direction
    title: str
    subtitle: str = ""
    author: str = ""
    put_in: str = ""
    taken_out: str = ""
    clauses: tuple[MarkedClause, ...] = ()
    classification: str = ""
    day: date | None = None

    def __post_init__(self) -> None:
        if not printable(self.title).strip():
            raise ValueError("a document needs a title")

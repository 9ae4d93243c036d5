"""What reading a file could not keep as it stood: said, with the words, and never left unsaid."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from dabir.formats.errors import gettext_noop


class RemarkKind(StrEnum):
    """What happened to something in a file."""

    LEFT_OUT = "left-out"
    KEPT_AS_TEXT = "kept-as-text"
    NOTE = "note"
    DELETED_WORDS = "deleted-words"
    INSERTED_WORDS = "inserted-words"
    RENUMBERED = "renumbered"
    REPEATED_ID = "repeated-id"
    DANGLING = "dangling"
    INVALID = "invalid"


MESSAGES: Mapping[RemarkKind, str] = {
    RemarkKind.LEFT_OUT: gettext_noop("“%(element)s” at %(where)s was left out: “%(words)s”"),
    RemarkKind.KEPT_AS_TEXT: gettext_noop(
        "“%(element)s” at %(where)s was kept as plain words: “%(words)s”"
    ),
    RemarkKind.NOTE: gettext_noop("The note at %(where)s was left out: “%(words)s”"),
    RemarkKind.DELETED_WORDS: gettext_noop(
        "Words marked as deleted at %(where)s were left out: “%(words)s”"
    ),
    RemarkKind.INSERTED_WORDS: gettext_noop(
        "Words marked as inserted at %(where)s were taken in: “%(words)s”"
    ),
    RemarkKind.RENUMBERED: gettext_noop("What the file numbers “%(words)s” is “%(element)s” here."),
    RemarkKind.REPEATED_ID: gettext_noop("The identifier of %(where)s is there twice."),
    RemarkKind.DANGLING: gettext_noop("Line %(where)s refers to “%(words)s”, which is not there."),
    RemarkKind.INVALID: gettext_noop("Line %(where)s breaks the rules of Akoma Ntoso: %(words)s"),
}


@dataclass(frozen=True, slots=True)
class Remark:
    """One of them: the element, its identifier or line, and its words.

    A page shows ``gettext(remark.message) % remark.parameters``.
    """

    kind: RemarkKind
    where: str
    element: str = ""
    words: str = ""

    @property
    def message(self) -> str:
        """The English sentence with named places."""
        return MESSAGES[self.kind]

    @property
    def parameters(self) -> dict[str, str]:
        """What stands in the places of the sentence."""
        return {"where": self.where, "element": self.element, "words": self.words}

    def __str__(self) -> str:
        return self.message % self.parameters

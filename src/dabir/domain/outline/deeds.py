"""What one sentence imposes, before deadlines are added: the vocabulary of the duty rules."""

from dataclasses import dataclass

from dabir.domain.calendars import DateMention, DeadlineMention
from dabir.domain.outline.known_names import KnownNames

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Deed:
    """Bodies that must do something, and those who help, as ranges of the copy.

    ``reach`` is the part of the sentence that tells of this deed; its deadlines are the deed's.
    """

    bodies: tuple[Range, ...]
    supporting: tuple[Range, ...]
    reach: Range
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline or a date with its place in the copy."""

    start: int
    end: int
    mention: DeadlineMention | DateMention


@dataclass(frozen=True, slots=True)
class DutyContext:
    """What the rules know of the text beside the sentence.

    ``deadlines`` and ``dates`` are in order; ``rules_text`` tells whether the present tense
    imposes duties here (bylaws, charters, numbered decisions); ``group`` is where the group that
    the text sets up is named.
    """

    text: str
    language: str
    kind: str
    known: KnownNames
    deadlines: tuple[Deadline, ...]
    dates: tuple[Deadline, ...]
    skip: dict[int, int]
    group: Range | None = None

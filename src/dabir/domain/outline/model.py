"""What an outline is made of: findings with their place, rule and confidence."""

from dataclasses import dataclass
from datetime import date
from typing import Generic, Literal, NamedTuple, TypeVar

Kind = Literal["resolution", "bylaws", "call", "minutes", "charter", "order", "letter", "news"]
ItemKind = Literal["clause", "article", "note", "letter", "annex", "chapter", "paragraph"]

T = TypeVar("T")
Days = tuple[date, ...]
"""The days that a date may mean."""


class Span(NamedTuple):
    """Half-open range of characters in the text that was given to the reader."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Finding(Generic[T]):
    """A value that was read, where it stands, by which rule, and how sure the rule is (0 to 1)."""

    value: T
    span: Span
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Item:
    """A numbered or lettered item.

    ``path`` leads from the outermost item to this one (``ماده 3/تبصره 1``, ``3.a.ii``); ``number``
    is as printed, in ASCII digits, empty where there is none; ``level`` counts the segments of the
    path. ``span`` covers the marker and the item's own text, up to the next item; ``text_span``
    leaves the marker out. ``starts`` is the beginning of that text, verbatim.
    """

    path: str
    kind: ItemKind
    number: str
    level: int
    span: Span
    text_span: Span
    starts: str
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Duty:
    """A statement that named agents must do something.

    ``span`` is the sentence that imposes the duty and ``starts`` its beginning, verbatim.
    ``relative`` is an ISO 8601 duration that counts from an event, ``due`` a day. ``item_path`` is
    the item in which the sentence stands, or None.
    """

    span: Span
    starts: str
    bodies: tuple[Finding[str], ...]
    supporting: tuple[Finding[str], ...]
    due: date | None
    due_text: Finding[str] | None
    relative: str | None
    item_path: str | None
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class WorkingGroup:
    """The group that the document sets up, governs or records."""

    title: Finding[str] | None
    responsible_body: Finding[str] | None


@dataclass(frozen=True, slots=True)
class CallReading:
    """What a call asks for: its last day, the addresses to write to, the groups invited."""

    deadline: Finding[date] | None
    contact: tuple[Finding[str], ...]
    invited: tuple[Finding[str], ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """Everything that was read from one official text; all of it proposals to be confirmed."""

    kind: Finding[Kind]
    language: Finding[str]
    title: Finding[str] | None
    number: Finding[str] | None
    session: Finding[int] | None
    date: Finding[date] | None
    issuer: Finding[str] | None
    working_group: WorkingGroup | None
    members: tuple[Finding[str], ...]
    items: tuple[Item, ...]
    duties: tuple[Duty, ...]
    invalid_dates: tuple[Finding[str], ...]
    call: CallReading | None
    open_dates: tuple[Finding[Days], ...] = ()

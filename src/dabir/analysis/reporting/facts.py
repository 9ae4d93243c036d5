"""What a report says, as plain numbers and texts, before any of it is worded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Skip:
    """A row of the input that was not taken up."""

    row: int
    id: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read. ``skipped`` counts by reason; ``skips`` are the first of them.

    ``stances`` holds by what it was read as what was written, and how often.
    """

    submissions: int
    skipped: Mapping[str, int]
    skips: tuple[Skip, ...]
    named: int = 0  # without an id of their own
    renamed: int = 0  # with one that an earlier row has
    stances: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    other_stances: int = 0  # that are not among those

    @property
    def rows(self) -> int:
        """How many rows the input has."""
        return self.submissions + sum(self.skipped.values())


@dataclass(frozen=True, slots=True)
class Kind:
    """Submissions of one kind (single, exact, near, campaign), and how many texts they are."""

    name: str
    submissions: int
    texts: int


@dataclass(frozen=True, slots=True)
class Change:
    """What members of a campaign did to its template: ``text`` in the place of ``template``."""

    text: str
    template: str
    times: int
    id: str  # of one who did


@dataclass(frozen=True, slots=True)
class Campaign:
    """A template that many sent. ``unaltered`` left it as it is."""

    cluster: int
    representative: str
    members: int
    unaltered: int
    template: str
    opposes: int | None = None
    changes: tuple[Change, ...] = ()  # what several did, most first
    additions: tuple[Change, ...] = ()  # the longest that only one wrote


@dataclass(frozen=True, slots=True)
class Cited:
    """A passage: whose it is, where it stands there, in its own words."""

    id: str
    passage: int
    start: int
    end: int
    text: str
    weight: float | None = None
    stance: str | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that an assistant wrote, with the passages it cites as evidence.

    ``side`` is the stance of those passages, ``view`` whether theirs is the majority or the
    minority; None where that is not known.
    """

    text: str
    side: str | None
    view: str | None
    evidence: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class Assisted:
    """What an assistant said of a theme. ``stances`` counts the passages it judged."""

    model: str
    label: str | None
    summary: tuple[Sentence, ...]
    stances: Mapping[str, int]
    judged: int


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme with its sizes and passages. ``stances`` counts submissions, where known."""

    number: int
    parent: int | None
    label: str
    terms: tuple[tuple[str, float], ...]
    submissions: int
    distinct: int
    passages: int
    stances: Mapping[str, int]
    quotes: tuple[Cited, ...]
    strongest: tuple[Cited, ...]
    assisted: Assisted | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that a report says."""

    reading: Reading
    kinds: tuple[Kind, ...]
    campaigns: tuple[Campaign, ...]
    campaigns_in_all: int
    themes: tuple[Theme, ...]
    passages: int
    unassigned: int
    languages: Mapping[str, int]
    run: Mapping[str, Any] = field(default_factory=dict)
    method: Mapping[str, Any] = field(default_factory=dict)  # of the themes
    assistant: Mapping[str, Any] | None = None

"""What the analysis found in a call, as rows to be kept: the one shape in which it is handed over.

Passages, submissions and answers are named by their keys; weights and similarities are in
thousandths.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class FoundTheme:
    """A theme, by its number in the run; `quotes` are (passage, start, end)."""

    number: int
    parent: int | None
    names: Mapping[str, str]
    terms: Sequence[str] = ()
    quotes: Sequence[tuple[int, int, int]] = ()


@dataclass(frozen=True, slots=True)
class FoundCode:
    """That a passage is under a theme."""

    theme: int
    passage: int
    submission: int
    weight: int


@dataclass(frozen=True, slots=True)
class FoundMember:
    """A submission of a campaign; `differences` are (answer, start, end)."""

    submission: int
    kind: str
    similarity: int
    differences: Sequence[tuple[int, int, int]] = ()
    words: int = 0


@dataclass(frozen=True, slots=True)
class FoundCampaign:
    """A campaign, by its number in the run; `opposes` is another's number."""

    number: int
    template: int
    opposes: int | None
    size: int
    distinct: int


@dataclass(frozen=True, slots=True)
class FoundAddition:
    """Words that several members added, and where they stand in one of them."""

    answer: int
    start: int
    end: int
    count: int


@dataclass(frozen=True, slots=True)
class Conclusion:
    """How a run ended: its engine's id, by what it worked, how much it read, what it keeps."""

    engine_id: str
    method: Mapping[str, Any]
    counts: Mapping[str, int]
    reached: int
    fitted: bytes = field(default=b"", repr=False)

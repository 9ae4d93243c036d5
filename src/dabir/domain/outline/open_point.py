"""What is left open in a text: something that it cites and lacks, or two statements that clash."""

from collections.abc import Mapping
from dataclasses import dataclass

from dabir.domain.outline.model import Span

KINDS = (
    "annex_absent",
    "clause_absent",
    "issuer_differs",
    "signatory_differs",
    "session_differs",
    "number_differs",
    "date_differs",
    "group_differs",
    "members_differ",
    "deadline_passed",
    "number_repeated",
    "number_skipped",
    "impossible_date",
)
"""Every kind of open point that a text can give."""


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """One open point: its kind, the words and numbers that it is about, and where they stand.

    `span` is the place that raises it, `other` the place that contradicts it, if there is one.
    `values` are plain strings (verbatim words, numbers in ASCII digits, ISO days) for the sentence
    that a reader gets.
    """

    kind: str
    values: Mapping[str, str]
    span: Span
    other: Span | None
    rule: str
    confidence: float

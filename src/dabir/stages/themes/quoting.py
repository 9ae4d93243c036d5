"""The words behind a consideration, in their passage, as a reader may read them."""

from __future__ import annotations

from dataclasses import dataclass

from dabir.stages.submissions.intake.cutting import without
from dabir.stages.submissions.models import Redaction
from dabir.stages.themes.models import Support


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage in three pieces: `words` are those that bear on the consideration."""

    before: str
    words: str
    after: str


def quote(support: Support, *, everything: bool) -> Quote:
    """Return the marked words in their passage; what is redacted is left out for most readers.

    `everything` is for the secretariat. Reads the passage's redactions unless they were prefetched
    as `holding_redactions`.
    """
    text = support.passage.text
    hidden: list[tuple[int, int]] = []
    if not everything:
        redactions: list[Redaction] = getattr(support.passage, "holding_redactions", None) or list(
            support.passage.redactions.filter(lifted_at__isnull=True)
        )
        hidden = [(redaction.start, redaction.end) for redaction in redactions]
    bounds = ((0, support.start), (support.start, support.end), (support.end, len(text)))
    before, words, after = (
        without(
            text[start:end],
            [
                (max(first, start) - start, min(last, end) - start)
                for first, last in hidden
                if first < end and last > start
            ],
        )
        for start, end in bounds
    )
    return Quote(before, words, after)

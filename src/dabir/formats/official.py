"""How much a text looks like an official one, to tell an enclosure from its covering words."""

from __future__ import annotations

from dabir.domain.outline import UnreadableText, read_outline

# Of a long text the beginning tells enough.
_SAMPLE = 100_000
_MOST_ITEMS = 50


def official_weight(text: str) -> float:
    """Return a number that grows with items, duties and the facts at a document's head."""
    try:
        outline = read_outline(text[:_SAMPLE])
    except UnreadableText:
        return 0.0
    facts = (outline.number, outline.session, outline.date, outline.issuer, outline.working_group)
    return (
        min(len(outline.items), _MOST_ITEMS)
        + 2.0 * min(len(outline.duties), _MOST_ITEMS)
        + min(len(outline.members), _MOST_ITEMS)
        + sum(fact is not None for fact in facts)
        + 3.0 * (outline.call is not None)
    )

"""What proposals become when they are moved, merged or split, before anything is saved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from dabir.domain.outline.selections import read_item, tidy
from dabir.domain.procedure.verdicts import Refused
from dabir.foundation.proposals.models import Proposal
from dabir.foundation.proposals.queries import IN_PLACE
from dabir.foundation.proposals.values import Surroundings, trimmed

RESHAPED = ("clause", "duty", "member", "contact", "invited")
"""Kinds of which a document has several: they are merged and split."""


@dataclass(frozen=True, slots=True)
class Part:
    """Words of the text with the value that they give."""

    start: int
    end: int
    value: Any


def moved_value(proposal: Proposal, start: int, end: int) -> Any:
    """Return a proposal's value for other words of the text.

    A clause whose number still leads its words keeps its place; a duty whose new words name nobody
    keeps its carriers; the kind of a document is not in its words.

    Raises:
        Refused: the words hold no value of this kind.
    """
    old: Any = proposal.agreed
    if proposal.kind == "document_kind":
        return old
    around = Surroundings(proposal.reading, frozenset({proposal.pk}))
    if proposal.kind == "clause":
        words = around.words(start, end)
        item = read_item(words)
        if item is None:
            return {**old, "text": words.strip()}
        if item.number == old.get("number"):
            return {**old, "text": words[item.text_start :].strip() or words.strip()}
    if proposal.kind == "duty":
        return _inherited(around.duty(start, end, guess=False), old)
    return around.value(proposal.kind, start, end)


def _inherited(value: dict[str, Any], whole: dict[str, Any]) -> dict[str, Any]:
    """Return a duty with the carriers, and the deadline in its words, of one it is a part of."""
    found = dict(value)
    if not found["bodies"]:
        found["bodies"] = list(whole.get("bodies") or ())
    due_text = whole.get("due_text") or ""
    if due_text and due_text in found["text"]:
        found |= {key: whole.get(key) for key in ("due", "due_text", "within")}
    return found


def mergeable(proposal: Proposal) -> list[Proposal]:
    """Return the proposals that this one can be merged with: its neighbours of the same kind.

    The next one comes first.
    """
    if proposal.kind not in RESHAPED or proposal.start is None:
        return []
    others = (
        proposal.reading.proposals.filter(kind=proposal.kind, start__isnull=False)
        .exclude(state=Proposal.State.DECLINED)
        .exclude(pk=proposal.pk)
    )
    after = others.filter(start__gte=proposal.start).order_by(*IN_PLACE).first()
    before = others.filter(start__lt=proposal.start).order_by("start", "pk").last()
    return [one for one in (after, before) if one is not None]


def check_together(first: Proposal, second: Proposal) -> tuple[int, int]:
    """Return the words that two proposals have together.

    Raises:
        Refused: they are not two of the same kind in one reading, or another stands between.
    """
    if (
        first.pk == second.pk
        or first.reading_id != second.reading_id
        or first.kind != second.kind
        or first.kind not in RESHAPED
    ):
        raise Refused(_("Only two clauses, two duties or two names of one document are merged."))
    spans = [one for one in (first, second) if one.start is not None and one.end is not None]
    if len(spans) < 2:
        raise Refused(_("What has no words in the document is not merged."))
    start = min(one.start for one in spans if one.start is not None)
    end = max(one.end for one in spans if one.end is not None)
    between = (
        first.reading.proposals.filter(kind=first.kind, start__gte=start, end__lte=end)
        .exclude(state=Proposal.State.DECLINED)
        .exclude(pk__in=[first.pk, second.pk])
    )
    if between.exists():
        raise Refused(_("Another one stands between them: merge it first."))
    return start, end


def merged_value(first: Proposal, second: Proposal) -> Any:
    """Return the value of two proposals in one.

    Raises:
        Refused: they are not to be merged.
    """
    start, end = check_together(first, second)
    text = first.reading.text
    one: Any = first.agreed
    other: Any = second.agreed
    if first.kind == "clause":
        own = _text_start(first if first.start == start else second)
        return {**one, "text": text[own:end].strip()}
    if first.kind == "duty":
        helpers = _united(one.get("supporting"), other.get("supporting"))
        bodies = _united(one.get("bodies"), other.get("bodies"))
        dated = one if one.get("due") or one.get("within") else other
        return {
            **one,
            "text": text[start:end].strip(),
            "bodies": bodies,
            "supporting": [name for name in helpers if name not in bodies],
            **{key: dated.get(key) for key in ("due", "due_text", "within")},
        }
    return tidy(text[start:end])


def _text_start(clause: Proposal) -> int:
    """Return where the own text of a clause begins, after its number."""
    value: Any = clause.agreed
    start, end = clause.start or 0, clause.end or 0
    own = clause.reading.text.find(str(value["text"])[:40], start, end)
    return own if own >= 0 else start


def _united(first: list[str] | None, second: list[str] | None) -> list[str]:
    return list(dict.fromkeys([*(first or ()), *(second or ())]))


def parts_of(proposal: Proposal, offset: int) -> tuple[Part, Part]:
    """Return the two parts that a cut at a place of the text makes of a proposal.

    Raises:
        Refused: it cannot be cut, or not there.
    """
    if proposal.kind not in RESHAPED or proposal.start is None or proposal.end is None:
        raise Refused(_("Only a clause, a duty or a name with its words is split."))
    if not proposal.start < offset < proposal.end:
        raise Refused(_("The cut lies outside these words."))
    text = proposal.reading.text
    first = trimmed(text, proposal.start, offset)
    second = trimmed(text, offset, proposal.end)
    old: Any = proposal.agreed
    around = Surroundings(proposal.reading)
    if proposal.kind == "clause":
        own = _text_start(proposal)
        if own >= first[1]:
            raise Refused(_("The cut leaves the clause without words."))
        head: Any = {**old, "text": text[own : first[1]].strip()}
        return Part(*first, head), Part(*second, around.value("clause", *second))
    if proposal.kind == "duty":
        values = [_inherited(around.duty(*span, guess=False), old) for span in (first, second)]
        for value in values:
            value["clause"] = value["clause"] or old.get("clause")
        return Part(*first, values[0]), Part(*second, values[1])
    return (
        Part(*first, around.value(proposal.kind, *first)),
        Part(*second, around.value(proposal.kind, *second)),
    )

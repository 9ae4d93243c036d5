"""From an outline to proposals: which facts are proposed, in which shape, from which words.

Shapes of `Proposal.value` by kind: document_kind, title, number, issuer, group_title,
responsible_body, member, contact, invited, impossible_date: a string, verbatim from the text;
session: an integer; date, deadline: an ISO day (Gregorian); clause: ``{path, kind, number, level,
text}``; duty: ``{text, bodies, supporting, due, due_text, within, reporting_to, output, title,
clause}``; open_date: ``{text, days}``, the ISO days that may be meant.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from dabir.domain.outline.model import Duty, Finding, Item, Outline
from dabir.domain.outline.outputs import asks_for_text, handed_to

SURE = 0.8
"""From this confidence on, a finding is accepted together with all the others that are sure."""

SINGLE = (
    "document_kind",
    "title",
    "number",
    "session",
    "date",
    "issuer",
    "group_title",
    "responsible_body",
    "deadline",
)
"""Kinds of which a document has one."""


FLAGGED = ("impossible_date", "open_date")
"""Kinds that nobody accepts as they stand: a day is chosen for them, or they are declined."""

PERSON_RULE = "person"
"""The rule of what no rule found but a person added, or made of other proposals."""


@dataclass(frozen=True, slots=True)
class Draft:
    """One proposal before it is kept. `start` and `end` are offsets into the text."""

    kind: str
    value: Any
    start: int | None
    end: int | None
    rule: str
    confidence: float


def _plain(kind: str, finding: Finding[Any] | None) -> Iterator[Draft]:
    if finding is not None:
        value = finding.value.isoformat() if isinstance(finding.value, date) else finding.value
        yield Draft(
            kind, value, finding.span.start, finding.span.end, finding.rule, finding.confidence
        )


def _clause(item: Item, text: str) -> Draft:
    value = {
        "path": item.path,
        "kind": item.kind,
        "number": item.number,
        "level": item.level,
        "text": text[item.text_span.start : item.text_span.end].strip(),
    }
    return Draft("clause", value, item.span.start, item.span.end, item.rule, item.confidence)


def handing_over(words: str, *, dated: bool) -> dict[str, Any]:
    """Return what a duty's words say of handing something over: a text, and to whom.

    A text that goes to nobody by no day is a line of work rather than a required output.
    """
    receiver = handed_to(words)
    return {
        "reporting_to": receiver,
        "output": asks_for_text(words) and (dated or bool(receiver)),
    }


def _duty(duty: Duty, text: str) -> Draft:
    words = text[duty.span.start : duty.span.end].strip()
    value = {
        "text": words,
        "bodies": [body.value for body in duty.bodies],
        "supporting": [body.value for body in duty.supporting],
        "due": duty.due.isoformat() if duty.due else None,
        "due_text": duty.due_text.value if duty.due_text else "",
        "within": duty.relative or "",
        **handing_over(words, dated=bool(duty.due or duty.relative)),
        "clause": duty.item_path,
    }
    return Draft("duty", value, duty.span.start, duty.span.end, duty.rule, duty.confidence)


def drafts(outline: Outline, text: str) -> Iterator[Draft]:
    """Yield the proposals that an outline of `text` makes, in the order in which they are shown."""
    yield from _plain("document_kind", outline.kind)
    yield from _plain("title", outline.title)
    yield from _plain("number", outline.number)
    yield from _plain("session", outline.session)
    yield from _plain("date", outline.date)
    yield from _plain("issuer", outline.issuer)
    if outline.working_group is not None:
        yield from _plain("group_title", outline.working_group.title)
        yield from _plain("responsible_body", outline.working_group.responsible_body)
    for member in outline.members:
        yield from _plain("member", member)
    if outline.call is not None:
        yield from _plain("deadline", outline.call.deadline)
        for contact in outline.call.contact:
            yield from _plain("contact", contact)
        for invited in outline.call.invited:
            yield from _plain("invited", invited)
    for item in outline.items:
        yield _clause(item, text)
    for duty in outline.duties:
        yield _duty(duty, text)
    for left_open in outline.open_dates:
        place = left_open.span
        days = [day.isoformat() for day in left_open.value]
        value = {"text": text[place.start : place.end], "days": days}
        yield Draft("open_date", value, *place, left_open.rule, left_open.confidence)
    for impossible in outline.invalid_dates:
        yield from _plain("impossible_date", impossible)

"""What the confirmation page shows: the source with its marks, and the proposals beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from dabir.domain.language.digits import to_ascii_digits
from dabir.foundation.people.preferences import show_day, show_digits
from dabir.foundation.proposals.drafts import SURE
from dabir.foundation.proposals.models import Proposal, Reading
from dabir.stages.mandates.counting import anchor_in
from dabir.web.mandates.wording import (
    CLAUSE_KINDS,
    DOCUMENT_KINDS,
    PROPOSAL_KINDS,
    confidence_words,
    within_words,
)
from dabir.web.spans import Mark, Segment, segments

SECTIONS = {
    "dates": ("impossible_date",),
    "document": (
        "document_kind",
        "title",
        "number",
        "session",
        "date",
        "issuer",
        "group_title",
        "responsible_body",
    ),
    "call": ("deadline", "contact", "invited"),
    "members": ("member",),
    "duties": ("duty",),
    "clauses": ("clause",),
}
MARKER = 12
"""How much of a clause is marked where its number cannot be told from its words."""

ANNEX = re.compile(r"(?:پیوست\s+(?:شماره(?:ٔ|‌ی)?\s+)?|\bannex\s+)([0-9۰-۹]{1,2})\b", re.IGNORECASE)

TONES = {
    Proposal.State.OPEN: "wait",
    Proposal.State.ACCEPTED: "good",
    Proposal.State.CORRECTED: "good",
    Proposal.State.DECLINED: "",
}
SPAN_STATES = {
    Proposal.State.ACCEPTED: "accepted",
    Proposal.State.CORRECTED: "accepted",
    Proposal.State.DECLINED: "rejected",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """One proposal as its card shows it. `lines` are label and value pairs below the value."""

    key: str
    kind: str
    label: str
    value: str
    lines: tuple[tuple[str, str], ...]
    state: str
    state_label: str
    tone: str
    open: bool
    percent: int
    sureness: str
    rule: str
    marked: bool
    may: frozenset[str]
    was: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Proposals of related kinds under one heading."""

    key: str
    title: str
    shown: tuple[Shown, ...]

    @property
    def waiting(self) -> int:
        """How many of them are undecided."""
        return sum(each.open for each in self.shown)


def section_title(key: str) -> str:
    """Return the heading of a section."""
    return {
        "dates": _("Dates that do not exist"),
        "document": _("The document"),
        "call": _("The call"),
        "members": _("Members"),
        "duties": _("Duties"),
        "clauses": _("Clauses"),
    }[key]


def value_words(kind: str, value: Any) -> str:
    """Return a proposal's value as the reader reads it."""
    if kind in {"date", "deadline"}:
        return show_day(date.fromisoformat(value))
    if kind == "document_kind":
        return str(DOCUMENT_KINDS.get(value, value))
    if kind in {"session", "number"}:
        return show_digits(value)
    if kind in {"clause", "duty"}:
        return str(value["text"])
    return str(value)


def _clause_lines(value: dict[str, Any]) -> list[tuple[str, str]]:
    kind = str(CLAUSE_KINDS.get(value.get("kind", ""), value.get("kind", "")))
    return [(kind, show_digits(value["path"]))]


def _duty_lines(value: dict[str, Any]) -> list[tuple[str, str]]:
    due_text = value.get("due_text") or ""
    due = value.get("due")
    day = show_day(date.fromisoformat(due)) if due else ""
    counted = within_words(value.get("within") or "", anchor_in(due_text))
    return [
        (_("Responsible"), _(", ").join(value.get("bodies") or ())),
        (_("Supporting"), _(", ").join(value.get("supporting") or ())),
        (_("Deadline"), day or counted),
        (_("Clause"), show_digits(value.get("clause") or "")),
    ]


def _lines(kind: str, value: Any) -> tuple[tuple[str, str], ...]:
    found = {"clause": _clause_lines, "duty": _duty_lines}.get(kind, lambda _value: [])(value)
    return tuple((label, text) for label, text in found if text)


def show(proposal: Proposal) -> Shown:
    """Return a proposal as its card shows it, with the decisions that its state allows."""
    state = Proposal.State(proposal.state)
    events: tuple[str, ...] = ("accept", "correct", "decline")
    if proposal.kind == "impossible_date":
        events = ("decline",)
    corrected = state == Proposal.State.CORRECTED
    return Shown(
        key=str(proposal.pk),
        kind=proposal.kind,
        label=str(PROPOSAL_KINDS.get(proposal.kind, proposal.kind)),
        value=value_words(proposal.kind, proposal.agreed),
        lines=_lines(proposal.kind, proposal.agreed),
        state=state.value,
        state_label=str(state.label),
        tone=TONES[state],
        open=state == Proposal.State.OPEN,
        percent=round(proposal.confidence * 100),
        sureness=confidence_words(proposal.confidence),
        rule="" if proposal.rule == "person" else proposal.rule,
        marked=proposal.start is not None,
        may=frozenset(event for event in events if proposal.LIFE.allows(state.value, event)),
        was=value_words(proposal.kind, proposal.value) if corrected else "",
    )


def sections(proposals: Iterable[Proposal]) -> list[Section]:
    """Return the proposals under their headings, in the order in which a secretary asks."""
    by_kind: dict[str, list[Shown]] = {}
    for proposal in proposals:
        by_kind.setdefault(proposal.kind, []).append(show(proposal))
    found = []
    for key, kinds in SECTIONS.items():
        shown = tuple(each for kind in kinds for each in by_kind.get(kind, ()))
        if shown:
            found.append(Section(key, section_title(key), shown))
    return found


def marked_text(reading: Reading, proposals: Iterable[Proposal]) -> list[Segment]:
    """Return the source cut at what the proposals rest on.

    A clause is marked at its number only: marked whole, it would colour the whole page.
    """
    marks = []
    for proposal in proposals:
        if proposal.start is None or proposal.end is None:
            continue
        end = proposal.end
        if proposal.kind == "clause":
            words = reading.text.find(proposal.value["text"][:MARKER], proposal.start, end)
            end = words if words > proposal.start else min(end, proposal.start + MARKER)
        marks.append(
            Mark(
                proposal.start,
                end,
                str(proposal.pk),
                str(PROPOSAL_KINDS.get(proposal.kind, proposal.kind)),
                SPAN_STATES.get(Proposal.State(proposal.state), ""),
            )
        )
    return segments(reading.text, marks)


def missing_annexes(reading: Reading, proposals: Iterable[Proposal]) -> list[str]:
    """Return a sentence for each numbered annex that the text names and does not hold."""
    held = {
        to_ascii_digits(str(proposal.value.get("number", "")))
        for proposal in proposals
        if proposal.kind == "clause" and proposal.value.get("kind") == "annex"
    }
    named = {to_ascii_digits(found[1]) for found in ANNEX.finditer(reading.text)}
    return [
        _("The text names annex %(number)s, which is not in it. Ask the issuer for it.")
        % {"number": show_digits(number)}
        for number in sorted(named - held, key=int)
    ]


def sure_and_open(proposals: Iterable[Proposal]) -> int:
    """Return how many open proposals would be accepted together."""
    return sum(
        proposal.state == Proposal.State.OPEN
        and proposal.confidence >= SURE
        and proposal.kind != "impossible_date"
        for proposal in proposals
    )

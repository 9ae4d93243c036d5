"""What was read, as the cards beside the document show it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from dabir.foundation.people.preferences import show_day, show_digits
from dabir.foundation.proposals.drafts import FLAGGED, PERSON_RULE, SURE
from dabir.foundation.proposals.models import Proposal
from dabir.foundation.proposals.shapes import RESHAPED
from dabir.stages.mandates.counting import anchor_in, counts_working_days
from dabir.web.mandates.readings.flags import Flag
from dabir.web.mandates.readings.rules import why
from dabir.web.mandates.wording import (
    CLAUSE_KINDS,
    DOCUMENT_KINDS,
    PROPOSAL_KINDS,
    confidence_words,
    within_words,
)

FAMILIES = {
    "clause": "clause",
    "duty": "duty",
    "member": "body",
    "invited": "body",
    "contact": "body",
    "issuer": "body",
    "responsible_body": "body",
    "date": "date",
    "deadline": "date",
    "open_date": "date",
    "impossible_date": "date",
}
"""How the marks of a kind are drawn; all others are facts of the document."""

DEEPEST = 4
"""Clauses deeper than this are drawn no further in."""

TONES = {
    Proposal.State.OPEN: "wait",
    Proposal.State.ACCEPTED: "good",
    Proposal.State.CORRECTED: "good",
    Proposal.State.DECLINED: "",
}
EVENTS = ("accept", "decline", "correct", "reopen")


@dataclass(frozen=True, slots=True)
class Card:
    """One proposal as its card shows it. `lines` are label and value pairs below the value.

    `may` names what can be done with it now; `below` are the keys of the open proposals that stand
    in a clause's words, itself among them; `depth` is how far in the card stands.
    """

    key: str
    kind: str
    family: str
    label: str
    value: str
    lines: tuple[tuple[str, str], ...]
    state: str
    state_label: str
    tone: str
    open: bool
    sure: bool
    percent: int
    sureness: str
    why: str
    start: int | None
    end: int | None
    may: frozenset[str]
    flags: tuple[str, ...] = ()
    was: str = ""
    merged_into: str = ""
    depth: int = 0
    below: tuple[str, ...] = ()

    @property
    def unsure(self) -> bool:
        """Whether somebody should look closely: undecided, and the reader was not sure."""
        return self.open and not self.sure

    @property
    def short(self) -> str:
        """The value in a few words, for names of buttons."""
        return f"{self.value[:59]}…" if len(self.value) > 60 else self.value


def family(kind: str) -> str:
    """Return how the marks of a kind are drawn."""
    return FAMILIES.get(kind, "fact")


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
    if kind in FLAGGED and isinstance(value, dict):
        return str(value["text"])
    return str(value)


def _clause_lines(value: dict[str, Any]) -> list[tuple[str, str]]:
    kind = str(CLAUSE_KINDS.get(value.get("kind", ""), value.get("kind", "")))
    return [(kind, show_digits(value["path"]))]


def _duty_lines(value: dict[str, Any]) -> list[tuple[str, str]]:
    due_text = value.get("due_text") or ""
    due = value.get("due")
    day = show_day(date.fromisoformat(due)) if due else ""
    working = counts_working_days(due_text)
    counted = within_words(value.get("within") or "", anchor_in(due_text), working=working)
    left_open = _("open: %(words)s") % {"words": show_digits(due_text)} if due_text else ""
    return [
        (_("Responsible"), _(", ").join(value.get("bodies") or ()) or _("nobody named")),
        (_("Supporting"), _(", ").join(value.get("supporting") or ())),
        (_("Deadline"), day or counted or left_open),
        (_("Reports go to"), value.get("reporting_to") or ""),
        (_("Required output"), value.get("title") or (_("yes") if value.get("output") else "")),
        (_("Clause"), show_digits(value.get("clause") or "")),
    ]


def _date_lines(value: Any) -> list[tuple[str, str]]:
    if not isinstance(value, dict):
        return []
    if value.get("day"):
        return [(_("Day that is meant"), show_day(date.fromisoformat(value["day"])))]
    days = _(" or ").join(show_day(date.fromisoformat(day)) for day in value.get("days") or ())
    return [(_("May mean"), days)]


LINES: dict[str, Any] = {
    "clause": _clause_lines,
    "duty": _duty_lines,
    "open_date": _date_lines,
    "impossible_date": _date_lines,
}


def _lines(kind: str, value: Any) -> tuple[tuple[str, str], ...]:
    found = LINES[kind](value) if kind in LINES else []
    return tuple((label, text) for label, text in found if text)


def lines_of(kind: str, value: Any) -> tuple[tuple[str, str], ...]:
    """Return label and value pairs for a value that is not saved yet."""
    return _lines(kind, value)


def _may(proposal: Proposal) -> frozenset[str]:
    """Return what can be done with a proposal, as far as its own state says."""
    if proposal.merged_into_id is not None:
        return frozenset({"reopen"})
    may = {event for event in EVENTS if proposal.LIFE.allows(proposal.state, event)}
    if proposal.kind in FLAGGED:
        may -= {"accept", "correct"}
        return frozenset({*may, "settle"} if proposal.state == Proposal.State.OPEN else may)
    if "correct" in may:
        may.add("words")
        if proposal.kind in RESHAPED and proposal.start is not None:
            if proposal.state != Proposal.State.DECLINED:
                may.add("merge")
            may.add("split")
    return frozenset(may)


def card(
    proposal: Proposal,
    *,
    flagged: Iterable[Flag] = (),
    verified: bool = True,
    depth: int = 0,
    below: tuple[str, ...] = (),
) -> Card:
    """Return the card of a proposal; `verified` tells whether the document's text is."""
    state = Proposal.State(proposal.state)
    corrected = state == Proposal.State.CORRECTED and proposal.kind not in FLAGGED
    label = str(state.label)
    if state in {Proposal.State.ACCEPTED, Proposal.State.CORRECTED} and not verified:
        label = _("%(state)s, from unverified text") % {"state": label}
    return Card(
        key=str(proposal.pk),
        kind=proposal.kind,
        family=family(proposal.kind),
        label=str(PROPOSAL_KINDS.get(proposal.kind, proposal.kind)),
        value=value_words(proposal.kind, proposal.agreed),
        lines=_lines(proposal.kind, proposal.agreed),
        state=state.value,
        state_label=label,
        tone=TONES[state],
        open=state == Proposal.State.OPEN,
        sure=proposal.confidence >= SURE and proposal.kind not in FLAGGED,
        percent=round(proposal.confidence * 100),
        sureness=confidence_words(proposal.confidence),
        why=why(proposal.rule),
        start=proposal.start,
        end=proposal.end,
        may=_may(proposal),
        flags=tuple(flag.words for flag in flagged),
        was=_was(proposal) if corrected else "",
        merged_into=str(proposal.merged_into_id or ""),
        depth=depth,
        below=below,
    )


def _was(proposal: Proposal) -> str:
    """Return what was read, where it says other words than what holds now."""
    if proposal.rule == PERSON_RULE:
        return ""
    before = value_words(proposal.kind, proposal.value)
    now = value_words(proposal.kind, proposal.agreed)
    return before if before != now else ""


@dataclass(slots=True)
class _Open:
    end: int
    depth: int


def depths(proposals: Iterable[Proposal]) -> dict[int, int]:
    """Return how far in each card stands, by key: a clause by its path, others by their clause.

    `proposals` stand in the order of the text.
    """
    found: dict[int, int] = {}
    around: list[_Open] = []
    for one in proposals:
        start = one.start
        if start is None or one.state == Proposal.State.DECLINED:
            found[one.pk] = 0
            continue
        if one.kind == "clause":
            level = min(int(one.agreed.get("level") or 1), DEEPEST)  # type: ignore[attr-defined]
            around = [_Open(one.end or 0, level)]
            found[one.pk] = level - 1
        else:
            inside = [each.depth for each in around if start < each.end]
            found[one.pk] = inside[-1] if inside else 0
    return found


def below(proposals: Iterable[Proposal]) -> dict[int, tuple[str, ...]]:
    """Return, by the key of each clause, the open proposals within its words, itself among them.

    Clauses with nothing else in them are left out. `proposals` stand in the order of the text.
    """
    found: dict[int, list[str]] = {}
    clause: Proposal | None = None
    for one in proposals:
        if one.kind == "clause" and one.state != Proposal.State.DECLINED:
            clause = one
            found[one.pk] = []
        inside = clause is not None and (one.start or 0) < (clause.end or 0)
        waits = one.state == Proposal.State.OPEN and one.kind not in FLAGGED
        if clause is not None and inside and waits:
            found[clause.pk].append(str(one.pk))
    return {pk: tuple(keys) for pk, keys in found.items() if len(keys) > 1}

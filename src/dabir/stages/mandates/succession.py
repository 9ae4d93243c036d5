"""How a later document compares with a mandate: pairs of clauses, and what they mean for duties.

Everything here is proposed; `acts.succession` takes over what a person confirmed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dabir.domain.drafting.comparing.alignment import Passage, align
from dabir.domain.outline.amending_acts import (
    AmendingAct,
    amended,
    amending_acts,
    find_target,
)
from dabir.foundation.proposals.models import Proposal, Reading
from dabir.foundation.proposals.queries import IN_PLACE, agreed_proposals
from dabir.stages.mandates.models import Clause, ClauseChange, Duty, Mandate
from dabir.stages.mandates.queries.duties import OPEN_STATES

SURE = 0.8
"""From this confidence on, a pair is accepted together with all the others that are sure."""
UNTOUCHED = frozenset({ClauseChange.Outcome.SAME, ClauseChange.Outcome.MOVED})


@dataclass(frozen=True, slots=True)
class Pairing:
    """One proposed pair: a clause of the mandate and one of the later document, or only one.

    `text` is how the old clause would read where the later document changes words of it. `related`
    are labels of clauses that a new one was split from or a removed one merged into.
    """

    key: str
    old: Clause | None
    new: dict[str, Any] | None
    outcome: str
    confidence: float
    text: str = ""
    related: tuple[str, ...] = ()

    @property
    def sure(self) -> bool:
        """Whether it is accepted together with all that are sure."""
        return self.confidence >= SURE

    @property
    def before(self) -> str:
        """The words of the old clause."""
        return self.old.text if self.old is not None else ""

    @property
    def after(self) -> str:
        """The words that hold from then on."""
        if self.text or self.outcome == ClauseChange.Outcome.REMOVED:
            return self.text
        return str(self.new["text"]) if self.new is not None else ""


@dataclass(frozen=True, slots=True)
class Succession:
    """All pairs; `whole` says that the later text stands in the place of the old one."""

    pairs: tuple[Pairing, ...]
    whole: bool


def offered_clauses(reading: Reading) -> list[Proposal]:
    """Return the clauses of a reading that nobody declined, in the order of the text."""
    clauses = reading.proposals.filter(kind="clause").exclude(state=Proposal.State.DECLINED)
    return list(clauses.order_by(*IN_PLACE))


def standing_clauses(mandate: Mandate) -> list[Clause]:
    """Return the clauses of a mandate in their order."""
    return list(mandate.clauses.order_by("order", "pk"))


def compare(mandate: Mandate, reading: Reading) -> Succession:
    """Return how the confirmed clauses of a reading follow those of a mandate.

    Where clauses of the reading say what they do to clauses of the mandate, they are paired with
    those; otherwise the reading is taken for the whole new text.
    """
    new: list[dict[str, Any]] = [
        dict(proposal.agreed)  # type: ignore[call-overload]
        for proposal in agreed_proposals(reading, "clause")
    ]
    old = standing_clauses(mandate)
    orders = [amending_acts(str(value["text"])) for value in new]
    if any(orders):
        return Succession(tuple(_ordered(old, new, orders)), whole=False)
    return Succession(tuple(_aligned(old, new)), whole=True)


def align_wholly(mandate: Mandate, reading: Reading) -> list[Pairing]:
    """Return how the clauses of a mandate stand in a better copy of the same document."""
    new: list[dict[str, Any]] = [
        dict(proposal.agreed)  # type: ignore[call-overload]
        for proposal in offered_clauses(reading)
    ]
    return _aligned(standing_clauses(mandate), new)


def _aligned(old: Sequence[Clause], new: Sequence[dict[str, Any]]) -> list[Pairing]:
    pairs = align(
        [Passage(clause.path, clause.text) for clause in old],
        [Passage(str(value["path"]), str(value["text"])) for value in new],
    )
    found = []
    for pair in pairs:
        here = old[pair.old] if pair.old is not None else None
        there = new[pair.new] if pair.new is not None else None
        others = (
            tuple(old[place].path for place in pair.related)
            if here is None
            else tuple(str(new[place]["path"]) for place in pair.related)
        )
        key = f"{here.pk if here else ''}-{pair.new if pair.new is not None else ''}"
        found.append(Pairing(key, here, there, pair.outcome, pair.confidence, related=others))
    return found


def _ordered(
    old: Sequence[Clause],
    new: Sequence[dict[str, Any]],
    orders: Sequence[tuple[AmendingAct, ...]],
) -> list[Pairing]:
    """Pair the clauses of an amending text with the clauses that they change."""
    paths = [clause.path for clause in old]
    standing = {clause.pk: clause.text for clause in old}
    found = []
    for place, (value, acts) in enumerate(zip(new, orders, strict=True)):
        if not acts:
            found.append(Pairing(f"-{place}", None, value, ClauseChange.Outcome.NEW.value, 0.9))
        for number, each in enumerate(acts):
            target = find_target(each.target, paths)
            here = old[target] if target is not None else None
            key = f"{here.pk if here else ''}-{place}-{number}"
            pairing = _changed(key, here, value, each, standing)
            if here is not None and pairing.text:
                standing[here.pk] = pairing.text
            found.append(pairing)
    return found


def _changed(
    key: str,
    here: Clause | None,
    value: dict[str, Any],
    each: AmendingAct,
    standing: Mapping[int, str],
) -> Pairing:
    """Pair an order with its clause; changes of one clause follow each other."""
    if here is None:
        return Pairing(key, None, value, ClauseChange.Outcome.NEW.value, 0.4)
    if each.deed == "delete":
        return Pairing(key, here, value, ClauseChange.Outcome.REMOVED.value, 0.92)
    text = amended(each, standing[here.pk])
    sure = 0.92 if text is not None else 0.5
    return Pairing(key, here, value, ClauseChange.Outcome.CHANGED.value, sure, text=text or "")


@dataclass(frozen=True, slots=True)
class DutyPairing:
    """What is proposed for one open duty of the old mandate; `read` is what the new text says."""

    duty: Duty
    fate: str
    confidence: float
    read: Proposal | None
    pairing: Pairing | None


def duty_pairings(
    duties: Sequence[Duty], succession: Succession, reading: Reading
) -> tuple[list[DutyPairing], list[Proposal]]:
    """Return what is proposed for each open duty, and the duties of the reading that are new.

    `duties` are all that stand on the old clauses: one that is over and whose clause stays the same
    is not given again.
    """
    by_clause: dict[int, Pairing] = {}
    for each in succession.pairs:
        if each.old is not None:
            by_clause.setdefault(each.old.pk, each)
    unmatched = {proposal.pk: proposal for proposal in agreed_proposals(reading, "duty")}
    found = []
    for duty in duties:
        pairing = by_clause.get(duty.clause_id or 0)
        is_open = duty.state in OPEN_STATES
        if not is_open and (pairing is None or pairing.outcome not in UNTOUCHED):
            continue
        read = _read_duty(duty, pairing, unmatched)
        if read is not None:
            del unmatched[read.pk]
        if is_open:
            found.append(_fate(duty, pairing, read))
    return found, list(unmatched.values())


def _read_duty(
    duty: Duty, pairing: Pairing | None, unmatched: dict[int, Proposal]
) -> Proposal | None:
    """Return the likest of the duties read in the clause that follows the duty's own."""
    if pairing is None or pairing.new is None:
        return None
    path = str(pairing.new["path"])
    there = [one for one in unmatched.values() if one.agreed.get("clause") == path]  # type: ignore[attr-defined]
    if not there:
        return None
    texts = [Passage("", str(one.agreed["text"])) for one in there]  # type: ignore[index]
    for pair in align([Passage("", duty.text)], texts):
        if pair.old is not None and pair.new is not None:
            return there[pair.new]
    return there[0]


def _fate(duty: Duty, pairing: Pairing | None, read: Proposal | None) -> DutyPairing:
    if pairing is None:
        return DutyPairing(duty, "keep", 0.9, read, None)
    outcome = pairing.outcome
    if outcome == ClauseChange.Outcome.REMOVED:
        return DutyPairing(duty, "end", min(0.9, pairing.confidence), read, pairing)
    if outcome in UNTOUCHED:
        return DutyPairing(duty, "keep", pairing.confidence, read, pairing)
    return DutyPairing(duty, "change", min(0.75, pairing.confidence), read, pairing)

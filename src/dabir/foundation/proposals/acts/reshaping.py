"""Giving what was read another shape: moving, merging and splitting it, adding what was missed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import NotNow, Refused
from dabir.foundation.lives import lock
from dabir.foundation.people.models import Person
from dabir.foundation.proposals import policy
from dabir.foundation.proposals.acts.deciding import decide, lock_to
from dabir.foundation.proposals.drafts import FLAGGED, PERSON_RULE, SINGLE
from dabir.foundation.proposals.models import Proposal, Reading
from dabir.foundation.proposals.shapes import (
    check_together,
    merged_value,
    moved_value,
    parts_of,
)
from dabir.foundation.proposals.values import Surroundings, checked, trimmed
from dabir.foundation.record.acts import act, record

SAVED = [
    "start",
    "end",
    "read_start",
    "read_end",
    "corrected",
    "state",
    "decided_by",
    "decided_at",
]


def _place(proposal: Proposal, start: int, end: int) -> None:
    """Put a proposal on other words; those that were read are kept."""
    if proposal.read_start is None and proposal.rule != PERSON_RULE:
        proposal.read_start, proposal.read_end = proposal.start, proposal.end
    proposal.start, proposal.end = start, end


def _reshapable(proposal: Proposal) -> None:
    if proposal.kind in FLAGGED:
        raise NotNow(_("Choose the day that is meant, or decline it."))
    if proposal.merged_into_id is not None:
        raise NotNow(_("It was merged into another one: take that back first."))


@act
def move_span(
    *,
    proposal: Proposal,
    start: int,
    end: int,
    actor: Person,
    at: datetime,
    value: Any = None,
) -> Proposal:
    """Put a proposal on other words of the text; its value is read from them, or is `value`.

    It counts as corrected by the person who marked the words.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: the reading is taken over.
        Refused: the words lie outside the text, or hold no value of this kind.
    """
    proposal = lock_to("correct", proposal, actor)
    _reshapable(proposal)
    before = (proposal.start, proposal.end)
    start, end = trimmed(proposal.reading.text, start, end)
    if value is None:
        value = moved_value(proposal, start, end)
    proposal.corrected = checked(proposal.kind, value)
    _place(proposal, start, end)
    decide(proposal, "correct", actor, at)
    proposal.save(update_fields=SAVED)
    record(
        actor=actor,
        at=at,
        about=proposal.reading,
        proposal=proposal.pk,
        span=[start, end],
        before=list(before),
        corrected=proposal.corrected,
    )
    return proposal


@act
def merge_proposals(
    *, first: Proposal, second: Proposal, actor: Person, at: datetime, value: Any = None
) -> Proposal:
    """Make one of two clauses, duties or members: `first` takes over the words of `second`.

    Its words are those of both and what stands between, its carriers those of both (or all is as
    `value` says); `second` is declined and points to `first`.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: the reading is taken over, or one of them is declined.
        Refused: they are not two of the same kind in one reading, or another stands between.
    """
    first = lock_to("correct", first, actor)
    second = lock_to("decline", second, actor)
    start, end = check_together(first, second)
    if value is None:
        value = merged_value(first, second)
    first.corrected = checked(first.kind, value)
    _place(first, start, end)
    decide(first, "correct", actor, at)
    first.save(update_fields=SAVED)
    decide(second, "decline", actor, at)
    second.merged_into = first
    second.save(update_fields=["state", "merged_into", "decided_by", "decided_at"])
    record(
        actor=actor,
        at=at,
        about=first.reading,
        proposal=first.pk,
        merged=second.pk,
        span=[start, end],
        corrected=first.corrected,
    )
    return first


@act
def split_proposal(
    *, proposal: Proposal, offset: int, actor: Person, at: datetime
) -> tuple[Proposal, Proposal]:
    """Cut a clause, duty or member in two at a place of the text; return both.

    The first keeps its number and its place, the second is read from its own words; a duty whose
    words name nobody has the carriers of the whole.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: the reading is taken over.
        Refused: it cannot be cut, or not there.
    """
    proposal = lock_to("correct", proposal, actor)
    _reshapable(proposal)
    first, second = parts_of(proposal, offset)
    _place(proposal, first.start, first.end)
    proposal.corrected = checked(proposal.kind, first.value)
    decide(proposal, "correct", actor, at)
    proposal.save(update_fields=SAVED)
    made = Proposal.objects.create(
        reading=proposal.reading,
        order=proposal.order,
        kind=proposal.kind,
        value=checked(proposal.kind, second.value),
        start=second.start,
        end=second.end,
        split_from=proposal,
        rule=PERSON_RULE,
        confidence=1.0,
        state=Proposal.State.ACCEPTED,
        decided_by=actor,
        decided_at=at,
    )
    record(
        actor=actor,
        at=at,
        about=proposal.reading,
        proposal=proposal.pk,
        made=made.pk,
        offset=offset,
    )
    return proposal, made


@act
def add_proposal(
    *,
    reading: Reading,
    kind: str,
    actor: Person,
    at: datetime,
    value: Any = None,
    start: int | None = None,
    end: int | None = None,
) -> Proposal:
    """Add a fact that the reader missed; it counts as confirmed by the person who adds it.

    `start` and `end` are its words in the text; without `value` it is read from them.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: the reading is taken over, or has a fact of this kind already.
        Refused: the value has not the shape of its kind, or the words lie outside the text.
    """
    reading = lock(reading)
    policy.may_confirm(actor, reading).require()
    if start is not None and end is not None:
        start, end = trimmed(reading.text, start, end)
        if value is None:
            value = Surroundings(reading).value(kind, start, end)
    else:
        start = end = None
    value = checked(kind, "" if value is None else value)
    taken = reading.proposals.filter(kind=kind).exclude(state=Proposal.State.DECLINED)
    if kind in SINGLE and taken.exists():
        raise Refused(_("There is one already: correct it instead."))
    last = reading.proposals.order_by("order").last()
    proposal = Proposal.objects.create(
        reading=reading,
        order=last.order + 1 if last else 0,
        kind=kind,
        value=value,
        start=start,
        end=end,
        rule=PERSON_RULE,
        confidence=1.0,
        state=Proposal.State.ACCEPTED,
        decided_by=actor,
        decided_at=at,
    )
    record(actor=actor, at=at, about=reading, proposal=proposal.pk, kind=kind, value=value)
    return proposal

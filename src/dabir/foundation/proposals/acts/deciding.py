"""Deciding what was read: accepting, correcting, declining it, and taking a decision back."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import NotNow, Refused
from dabir.foundation.lives import advance, lock
from dabir.foundation.people.models import Person
from dabir.foundation.proposals import policy
from dabir.foundation.proposals.drafts import FLAGGED, PERSON_RULE, SURE
from dabir.foundation.proposals.models import Proposal, Reading
from dabir.foundation.proposals.values import checked
from dabir.foundation.record.acts import act, record


def decide(proposal: Proposal, event: str, actor: Person, at: datetime) -> None:
    """Move a locked proposal along its life and note who did it; the caller saves."""
    advance(proposal, event)
    proposal.decided_by = actor
    proposal.decided_at = at


def lock_to(event: str, proposal: Proposal, actor: Person) -> Proposal:
    """Return the proposal locked, its reading too, once the actor may do this to it.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: the reading is taken over, or the proposal is past this.
    """
    lock(proposal.reading)
    proposal = lock(proposal)
    policy.may_decide(actor, proposal, event).require()
    return proposal


@act
def accept_proposal(*, proposal: Proposal, actor: Person, at: datetime) -> Proposal:
    """Confirm a proposal as it stands.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: it was decided before, it is a date without a day, or the reading is taken over.
    """
    proposal = lock_to("accept", proposal, actor)
    if proposal.kind in FLAGGED:
        raise NotNow(_("Choose the day that is meant, or decline it."))
    if proposal.merged_into_id is not None:
        raise NotNow(_("It was merged into another one: take that back first."))
    # What was corrected before it was declined holds again as it was corrected.
    decide(proposal, "accept" if proposal.corrected is None else "correct", actor, at)
    proposal.save(update_fields=["state", "decided_by", "decided_at"])
    record(actor=actor, at=at, about=proposal.reading, proposal=proposal.pk)
    return proposal


def _decide_open(
    reading: Reading, which: Q, state: Proposal.State, actor: Person, at: datetime
) -> list[int]:
    chosen = reading.proposals.filter(which, state=Proposal.State.OPEN)
    numbers = list(chosen.values_list("pk", flat=True))
    chosen.update(state=state, decided_by=actor, decided_at=at)
    return numbers


@act
def accept_confident(
    *, reading: Reading, actor: Person, at: datetime, threshold: float = SURE
) -> int:
    """Confirm every open proposal whose confidence reaches `threshold`; return how many.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: the reading is taken over.
    """
    reading = lock(reading)
    policy.may_confirm(actor, reading).require()
    sure = Q(confidence__gte=threshold) & ~Q(kind__in=FLAGGED)
    numbers = _decide_open(reading, sure, Proposal.State.ACCEPTED, actor, at)
    record(actor=actor, at=at, about=reading, proposals=numbers, threshold=threshold)
    return len(numbers)


@act
def accept_proposals(
    *, reading: Reading, proposals: Collection[int], actor: Person, at: datetime
) -> int:
    """Confirm those of a reading's proposals that are open, by their keys; return how many.

    A date without a day stays open.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: the reading is taken over.
    """
    reading = lock(reading)
    policy.may_confirm(actor, reading).require()
    chosen = Q(pk__in=proposals) & ~Q(kind__in=FLAGGED)
    numbers = _decide_open(reading, chosen, Proposal.State.ACCEPTED, actor, at)
    record(actor=actor, at=at, about=reading, proposals=numbers)
    return len(numbers)


@act
def decline_proposals(
    *, reading: Reading, proposals: Collection[int], actor: Person, at: datetime
) -> int:
    """Decline those of a reading's proposals that are open, by their keys; return how many.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: the reading is taken over.
    """
    reading = lock(reading)
    policy.may_confirm(actor, reading).require()
    numbers = _decide_open(reading, Q(pk__in=proposals), Proposal.State.DECLINED, actor, at)
    record(actor=actor, at=at, about=reading, proposals=numbers)
    return len(numbers)


@act
def correct_proposal(
    *,
    proposal: Proposal,
    value: Any,
    actor: Person,
    at: datetime,
) -> Proposal:
    """Put a person's value in place of a proposal's; the proposed one is kept beside it.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: the reading is taken over, or it is a date without a day.
        Refused: the value has not the shape of its kind.
    """
    proposal = lock_to("correct", proposal, actor)
    if proposal.kind in FLAGGED:
        raise NotNow(_("Choose the day that is meant, or decline it."))
    if proposal.merged_into_id is not None:
        raise NotNow(_("It was merged into another one: take that back first."))
    proposal.corrected = checked(proposal.kind, value)
    decide(proposal, "correct", actor, at)
    proposal.save(update_fields=["corrected", "state", "decided_by", "decided_at"])
    record(
        actor=actor,
        at=at,
        about=proposal.reading,
        proposal=proposal.pk,
        proposed=proposal.value,
        corrected=proposal.corrected,
    )
    return proposal


@act
def decline_proposal(*, proposal: Proposal, actor: Person, at: datetime) -> Proposal:
    """Decline a proposal: it is not taken over.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: the reading is taken over.
    """
    proposal = lock_to("decline", proposal, actor)
    decide(proposal, "decline", actor, at)
    proposal.save(update_fields=["state", "decided_by", "decided_at"])
    record(actor=actor, at=at, about=proposal.reading, proposal=proposal.pk)
    return proposal


def _family(proposal: Proposal) -> list[Proposal]:
    """Return the proposal with all that were merged or split together with it."""
    tied = list(
        proposal.reading.proposals.select_for_update(of=("self",)).filter(
            Q(merged_into__isnull=False)
            | Q(split_from__isnull=False)
            | Q(merged__isnull=False)
            | Q(parts__isnull=False)
        )
        if not _alone(proposal)
        else ()
    )
    known = {one.pk: one for one in tied} | {proposal.pk: proposal}
    family = {proposal.pk}
    size = 0
    while size < len(family):
        size = len(family)
        for one in known.values():
            ends = {one.pk, one.merged_into_id, one.split_from_id} - {None}
            if ends & family:
                family |= {end for end in ends if end is not None}
    return [known[pk] for pk in sorted(family)]


def _alone(proposal: Proposal) -> bool:
    return (
        proposal.merged_into_id is None
        and proposal.split_from_id is None
        and not proposal.merged.exists()
        and not proposal.parts.exists()
    )


def _as_read(proposal: Proposal, actor: Person, at: datetime) -> None:
    """Give a proposal back as it was read; what a person made of others is declined."""
    proposal.merged_into = None
    if proposal.rule == PERSON_RULE:
        if proposal.state != Proposal.State.DECLINED:
            decide(proposal, "decline", actor, at)
        return
    proposal.corrected = None
    if proposal.read_start is not None:
        proposal.start, proposal.end = proposal.read_start, proposal.read_end
        proposal.read_start = proposal.read_end = None
    if proposal.state != Proposal.State.OPEN:
        advance(proposal, "reopen")
    proposal.decided_by = proposal.decided_at = None


@act
def reopen_proposal(*, proposal: Proposal, actor: Person, at: datetime) -> Proposal:
    """Take a decision back: the proposal waits again, with the words and the value that were read.

    What was merged or split with it is taken back together with it. What a person had added is
    declined; declined, it holds again.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: it is undecided, or the reading is taken over.
    """
    proposal = lock_to("reopen", proposal, actor)
    if proposal.rule == PERSON_RULE and proposal.state == Proposal.State.DECLINED:
        decide(proposal, "accept" if proposal.corrected is None else "correct", actor, at)
        proposal.save(update_fields=["state", "decided_by", "decided_at"])
        record(actor=actor, at=at, about=proposal.reading, proposals=[proposal.pk])
        return proposal
    family = _family(proposal)
    for one in family:
        _as_read(one, actor, at)
        one.save()
    record(actor=actor, at=at, about=proposal.reading, proposals=[one.pk for one in family])
    return next(one for one in family if one.pk == proposal.pk)


@act
def settle_date(
    *, proposal: Proposal, day: date, meant_as: str, actor: Person, at: datetime
) -> Proposal:
    """Say which day an open or impossible date means, and what it is the day of.

    `meant_as` is "date" or "deadline" (of the document or the call; what was confirmed as such is
    declined), "due" (of the duties in whose words it stands), or "" (of nothing that is taken
    over).

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: the reading is taken over.
        Refused: it is no such date, or no duty has these words.
    """
    proposal = lock_to("correct", proposal, actor)
    reading = proposal.reading
    if proposal.kind not in FLAGGED or meant_as not in {"", "date", "deadline", "due"}:
        raise Refused(_("Only a date whose day is open can be settled."))
    text = proposal.value["text"] if proposal.kind == "open_date" else proposal.value
    proposal.corrected = {"text": text, "days": [], "day": day.isoformat(), "meant_as": meant_as}
    decide(proposal, "correct", actor, at)
    proposal.save(update_fields=["corrected", "state", "decided_by", "decided_at"])
    changed: Iterable[int] = ()
    if meant_as == "due":
        changed = _settle_duties(proposal, day, actor, at)
    elif meant_as:
        changed = [_settle_fact(proposal, meant_as, day, actor, at)]
    record(
        actor=actor,
        at=at,
        about=reading,
        proposal=proposal.pk,
        day=day.isoformat(),
        meant_as=meant_as,
        changed=list(changed),
    )
    return proposal


def _settle_duties(settled: Proposal, day: date, actor: Person, at: datetime) -> list[int]:
    duties = settled.reading.proposals.filter(
        kind="duty", start__lte=settled.start, end__gte=settled.end
    ).exclude(state=Proposal.State.DECLINED)
    changed = []
    for duty in duties:
        duty.corrected = {
            **duty.agreed,  # type: ignore[dict-item]
            "due": day.isoformat(),
            "within": "",
        }
        decide(duty, "correct", actor, at)
        duty.save(update_fields=["corrected", "state", "decided_by", "decided_at"])
        changed.append(duty.pk)
    if not changed:
        raise Refused(_("No duty has these words."))
    return changed


def _settle_fact(settled: Proposal, kind: str, day: date, actor: Person, at: datetime) -> int:
    others = settled.reading.proposals.filter(kind=kind).exclude(state=Proposal.State.DECLINED)
    others.update(state=Proposal.State.DECLINED, decided_by=actor, decided_at=at)
    made = Proposal.objects.create(
        reading=settled.reading,
        order=settled.order,
        kind=kind,
        value=day.isoformat(),
        start=settled.start,
        end=settled.end,
        split_from=settled,
        rule=PERSON_RULE,
        confidence=1.0,
        state=Proposal.State.ACCEPTED,
        decided_by=actor,
        decided_at=at,
    )
    return made.pk

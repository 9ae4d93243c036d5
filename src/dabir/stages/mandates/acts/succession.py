"""Acts on what follows a document: an amendment of it, and the original after a copy."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import NotNow, Refused
from dabir.foundation.lives import advance, lock
from dabir.foundation.people.models import Person
from dabir.foundation.people.preferences import Preferences, reading_as
from dabir.foundation.proposals.models import Reading
from dabir.foundation.proposals.queries import agreed_proposals
from dabir.foundation.record.acts import act, record
from dabir.foundation.trace.linking import link
from dabir.foundation.trace.models import Confidentiality, Relation
from dabir.stages.mandates import policy
from dabir.stages.mandates.acts.documents import take_over_mandate
from dabir.stages.mandates.acts.duties import change_assignment, change_duty, end_duty
from dabir.stages.mandates.acts.open_points import raise_open_point, settle_open_point
from dabir.stages.mandates.acts.taking import carriers_called, make_clauses
from dabir.stages.mandates.models import (
    Clause,
    ClauseChange,
    Duty,
    EarlierCopy,
    Mandate,
    OpenPoint,
)
from dabir.stages.mandates.queries import UNSETTLED
from dabir.stages.mandates.queries.duties import OPEN_STATES
from dabir.stages.mandates.succession import offered_clauses

RANK = {Mandate.Standing.PRESS: 0, Mandate.Standing.CERTIFIED: 1, Mandate.Standing.ORIGINAL: 2}


@dataclass(frozen=True, slots=True)
class Decided:
    """What a person confirmed of one pair of clauses.

    `old` is a clause of the amended mandate, `new` the path of a clause in the amendment; one of
    them may be missing. `text` is how the clause reads from now on, where the amendment changes
    words of it only.
    """

    old: Clause | None
    new: str | None
    outcome: ClauseChange.Outcome | str
    text: str = ""


@dataclass(frozen=True, slots=True)
class DutyDecided:
    """What becomes of one duty: "keep", "change" or "end".

    `changes` are those of `change_duty`; `carriers` are the names of responsible and of supporting
    bodies, where they change too: unknown ones are registered. Ending needs a `reason`.
    """

    duty: Duty
    fate: str
    reason: str = ""
    changes: Mapping[str, Any] = field(default_factory=dict)
    carriers: tuple[Iterable[str], Iterable[str]] | None = None


@act
def take_over_amendment(
    *,
    reading: Reading,
    amends: Mandate,
    clauses: Iterable[Decided],
    duties: Iterable[DutyDecided],
    actor: Person,
    at: datetime,
    new_duties: Collection[int] = (),
    whole: bool = True,
    names: Mapping[str, str] | None = None,
    notified_on: date | None = None,
    standing: Mandate.Standing | str = Mandate.Standing.ORIGINAL,
    confidentiality: Confidentiality | str = Confidentiality.GROUP,
) -> Mandate:
    """Take over an amended resolution: what becomes of each clause and duty, all or nothing.

    Old clauses stay, marked with what amended them, and are linked to the new ones, so that a trace
    shows both. `new_duties` are the keys of confirmed duty proposals that are given besides. With
    `whole` the amendment replaces the mandate's text as a whole: every clause of it is decided, and
    a duty that goes on comes to stand on the new clause. Otherwise the old clauses stand on, as the
    amendment changed them, and what it does not name stays as it is.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: the reading was taken over, or nothing of it is confirmed.
        Refused: a clause or an open duty is undecided, or one of another mandate is named.
    """
    policy.may_assign(actor, amends.group).require()
    decided = list(clauses)
    fates = list(duties)
    _check_decided(reading, amends, decided, whole)
    _check_fates(amends, fates)
    amendment = take_over_mandate(
        reading=reading,
        names=names,
        notified_on=notified_on,
        standing=standing,
        confidentiality=confidentiality,
        part=Mandate.Part.AMENDMENT,
        concerns=amends,
        duties=new_duties,
        actor=actor,
        at=at,
    )
    made = {clause.path: clause for clause in amendment.clauses.all()}
    successors: dict[int, Clause] = {}
    for each in decided:
        new = made[each.new] if each.new is not None else None
        _note(amendment, each, new, actor, at)
        if whole and each.old is not None and new is not None:
            successors.setdefault(each.old.pk, new)
    for fate in fates:
        _decide(fate, amendment, successors, actor, at)
    record(
        actor=actor,
        at=at,
        about=amendment,
        amends=amends.pk,
        clauses=[[each.old.pk if each.old else None, each.new, each.outcome] for each in decided],
        duties=[[each.duty.pk, each.fate] for each in fates],
    )
    return amendment


def _check_decided(
    reading: Reading, amends: Mandate, decided: Iterable[Decided], whole: bool
) -> None:
    paths = {
        str(proposal.agreed["path"])  # type: ignore[index]
        for proposal in agreed_proposals(reading, "clause")
    }
    old = set(amends.clauses.values_list("pk", flat=True))
    named_old = {each.old.pk for each in decided if each.old is not None}
    named_new = {each.new for each in decided if each.new is not None}
    if not named_old <= old or not named_new <= paths:
        raise Refused(_("A clause of another document was named."))
    if paths - named_new or (whole and old - named_old):
        raise Refused(_("Please decide on every clause first."))


def _check_fates(amends: Mandate, fates: Iterable[DutyDecided]) -> None:
    open_duties = set(
        Duty.objects.filter(clause__mandate=amends, state__in=OPEN_STATES).values_list(
            "pk", flat=True
        )
    )
    named = {each.duty.pk for each in fates}
    if open_duties - named:
        raise Refused(_("Please decide on every open duty first."))
    if named - open_duties:
        raise Refused(_("A duty that is over, or of another document, was named."))
    if any(each.fate == "end" and not each.reason.strip() for each in fates):
        raise Refused(_("Please give a reason: those who carry the duty will read it."))


def _note(
    amendment: Mandate, each: Decided, new: Clause | None, actor: Person, at: datetime
) -> None:
    ClauseChange.objects.create(
        amendment=amendment,
        old=each.old,
        new=new,
        outcome=ClauseChange.Outcome(each.outcome),
        text=each.text,
        by=actor,
        at=at,
    )
    if each.old is not None:
        link(each.old, new or amendment, Relation.AMENDS, by=actor, at=at)


def _decide(
    fate: DutyDecided,
    amendment: Mandate,
    successors: Mapping[int, Clause],
    actor: Person,
    at: datetime,
) -> None:
    new = successors.get(fate.duty.clause_id or 0)
    # Never the amendment's name: whoever sees the duty reads this, and may not see the amendment.
    reason = fate.reason.strip()
    match fate.fate:
        case "keep":
            if new is not None:
                change_duty(duty=fate.duty, clause=new, reason=reason, actor=actor, at=at)
        case "change":
            changes = {**fate.changes, **({"clause": new} if new is not None else {})}
            change_duty(
                duty=fate.duty,
                reason=reason,
                origin=new or amendment,
                actor=actor,
                at=at,
                **changes,
            )
            if fate.carriers is not None:
                responsible, supporting = (
                    carriers_called(each, amendment, None, actor, at) for each in fate.carriers
                )
                change_assignment(
                    duty=fate.duty,
                    responsible=responsible,
                    supporting=supporting,
                    reason=reason,
                    actor=actor,
                    at=at,
                )
        case "end":
            end_duty(duty=fate.duty, reason=reason, origin=new or amendment, actor=actor, at=at)
        case _:
            message = f"a duty is kept, changed or ended, not {fate.fate!r}"
            raise ValueError(message)


@act
def receive_original(
    *,
    mandate: Mandate,
    reading: Reading,
    standing: Mandate.Standing | str,
    actor: Person,
    at: datetime,
    corrections: Mapping[int, str] | None = None,
    added: Collection[str] = (),
) -> Mandate:
    """Put a better copy, read already, in the place of the one that a mandate was taken over from.

    The standing rises; the earlier copy is kept with its reading. `corrections` give clauses of the
    mandate, by their keys, the words of the better copy; `added` are paths of clauses that only the
    better copy has. Whatever asked for the original is settled by it.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: the reading was taken over or set aside.
        Refused: it is no better copy, a document of another group, or a correction without words.
    """
    mandate = lock(mandate)
    reading = lock(reading)
    policy.may_take_over(actor, reading).require()
    better = Mandate.Standing(standing)
    if reading.address.group_id != mandate.group_id:
        raise Refused(_("The document belongs to another group."))
    if RANK[better] <= RANK[Mandate.Standing(mandate.standing)]:
        raise Refused(_("What is at hand is at least as good as this copy."))
    EarlierCopy.objects.create(
        mandate=mandate,
        original=mandate.original,
        reading=mandate.reading,
        standing=mandate.standing,
        replaced_by=actor,
        replaced_at=at,
    )
    mandate.original, mandate.reading, mandate.standing = reading.original, reading, better
    mandate.save()
    before = _correct(mandate, corrections or {})
    chosen = [each for each in offered_clauses(reading) if each.agreed["path"] in set(added)]  # type: ignore[index]
    made = make_clauses(mandate, chosen, first=mandate.clauses.count())
    advance(reading, "take_over")
    reading.save(update_fields=["state"])
    for point in mandate.open_points.filter(kind=OpenPoint.ORIGINAL, state__in=UNSETTLED):
        with reading_as(Preferences.of_language(mandate.group.language)):
            note = _("The original came.")
        settle_open_point(point=point, note=note, file=reading.original, actor=actor, at=at)
    record(
        actor=actor,
        at=at,
        about=mandate,
        standing=better.value,
        sha256=reading.original.sha256,
        corrected=before,
        added=sorted(made),
    )
    return mandate


def _correct(mandate: Mandate, corrections: Mapping[int, str]) -> dict[int, str]:
    """Give clauses their right words; return the words that they had."""
    clauses = {clause.pk: clause for clause in mandate.clauses.all()}
    before: dict[int, str] = {}
    for key, text in corrections.items():
        if key not in clauses:
            raise Refused(_("A clause of another document was named."))
        if not text.strip():
            raise Refused(_("The text is missing."))
        clause = clauses[key]
        before[key] = clause.text
        clause.text = text.strip()
        clause.save(update_fields=["text"])
    return before


@act
def ask_for_original(*, mandate: Mandate, actor: Person, at: datetime) -> OpenPoint:
    """Raise the open point that only a copy of a document is at hand, and not the original.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: the original is at hand, or is asked for already.
    """
    mandate = lock(mandate)
    policy.may_raise(actor, mandate.group).require()
    if mandate.standing == Mandate.Standing.ORIGINAL:
        raise NotNow(_("The original is at hand."))
    if mandate.open_points.filter(kind=OpenPoint.ORIGINAL, state__in=UNSETTLED).exists():
        raise NotNow(_("The original is asked for already."))
    point = raise_open_point(
        group=mandate.group, mandate=mandate, kind=OpenPoint.ORIGINAL, actor=actor, at=at
    )
    record(actor=actor, at=at, about=mandate, point=point.pk)
    return point

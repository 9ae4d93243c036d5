"""Acts that decide on operations of amendments: one, several, or a whole amendment.

Until an accepted operation is carried into a version, another ruling may follow, or none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from dabir.domain.drafting import Add, Move, Proposed, Ruling
from dabir.domain.procedure.verdicts import NotNow, Refused
from dabir.foundation.lives import advance
from dabir.foundation.people.models import Person
from dabir.foundation.record.acts import act, record
from dabir.stages.texts import policy
from dabir.stages.texts.acts.amending import (
    given,
    lock_with_text,
    require_shown,
    require_sight,
)
from dabir.stages.texts.acts.falling import let_fall
from dabir.stages.texts.acts.subamending import carry_past_withdrawal, take_up
from dabir.stages.texts.compiling.layers import not_withdrawn
from dabir.stages.texts.models import Amendment, OperationRuling
from dabir.stages.texts.policy import rulings as policy_of_rulings
from dabir.stages.texts.rulings import state_by
from dabir.stages.texts.snapshots import placed, stored

EVENTS = {
    Amendment.State.ACCEPTED: "accept",
    Amendment.State.REJECTED: "reject",
    Amendment.State.BRACKETED: "bracket",
    Amendment.State.WITHDRAWN: "withdraw",
    Amendment.State.PROPOSED: "reopen",
}


@act
def rule_operations(
    *,
    amendment: Amendment,
    ruling: Ruling | str,
    actor: Person,
    at: datetime,
    places: Iterable[int] | None = None,
    reasons: Mapping[str, str] | None = None,
    shown: str | None = None,
) -> Amendment:
    """Accept, reject or bracket operations of an amendment; those at `places`, or all of them.

    What stands in a clause that it would add is ruled on with that, unless it was before; with a
    clause that is rejected all of it is. With `shown`, what `shown.ruled_as` said of the amendment,
    the act refuses when it was changed or ruled on meanwhile.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: it is withdrawn, carried, needs to be drafted again, or the text has moved on;
            or amendments to it are pending.
        Refused: there is no such operation, it is rejected without a reason, accepted without
            the clause that it stands in, or one of an amendment to an amendment put in brackets.
    """
    ruling = _decided(ruling)
    amendment = lock_with_text(amendment)
    policy_of_rulings.may_rule_on(actor, amendment).require()
    require_shown(amendment, shown)
    _require_reason(ruling, reasons)
    if amendment.amends_id is not None and ruling is Ruling.BRACKETED:
        raise Refused(_("An amendment to an amendment is accepted or rejected."))
    chosen = _ruled_together(amendment, _chosen(amendment, places), ruling)
    rule_parts(amendment, chosen, ruling, actor=actor, at=at, reasons=given(reasons))
    _record(
        amendment,
        actor,
        at,
        ruling=ruling.value,
        places=[each.place for each in chosen],
        reasons=given(reasons),
    )
    return amendment


@act
def rule_amendment(
    *,
    amendment: Amendment,
    accept: bool,
    actor: Person,
    at: datetime,
    reasons: Mapping[str, str] | None = None,
    shown: str | None = None,
) -> Amendment:
    """Note that an amendment was accepted or rejected, and why; the other ruling may follow.

    With `shown`, what `shown.ruled_as` said of the amendment, the act refuses when it was changed
    or ruled on meanwhile.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: it is withdrawn, carried, needs to be drafted again, or the text has moved on.
        Refused: it is rejected without a reason.
    """
    amendment = lock_with_text(amendment)
    policy.may_rule(actor, amendment, "accept" if accept else "reject").require()
    policy_of_rulings.may_rule_on(actor, amendment).require()
    require_shown(amendment, shown)
    ruling = Ruling.ACCEPTED if accept else Ruling.REJECTED
    _require_reason(ruling, reasons)
    rule_parts(
        amendment, _chosen(amendment, None), ruling, actor=actor, at=at, reasons=given(reasons)
    )
    _record(amendment, actor, at, state=amendment.state, reasons=amendment.rulings)
    return amendment


@act
def reopen_operations(
    *,
    amendment: Amendment,
    actor: Person,
    at: datetime,
    places: Iterable[int] | None = None,
    shown: str | None = None,
) -> Amendment:
    """Take rulings on an amendment's operations back; they are undecided again.

    Those on what stands in a clause that it would add are taken back with those on that. `shown` is
    that of `rule_operations`.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: it was carried, or the text has moved on.
        Refused: nothing was ruled on them.
    """
    amendment = lock_with_text(amendment)
    policy_of_rulings.may_rule_on(actor, amendment).require()
    require_shown(amendment, shown)
    rows = amendment.operation_rulings.filter(base=amendment.base_id).exclude(
        ruling=Ruling.WITHDRAWN
    )
    if places is not None:
        chosen = [each for each in placed(amendment) if each.place in set(places)]
        together = _with_what_stands_in(amendment, chosen)
        rows = rows.filter(place__in=[each.place for each in together])
    taken_back = {row.place: row.ruling for row in rows}
    if not taken_back:
        raise Refused(_("There is no ruling to take back."))
    rows.delete()
    follow_rulings(amendment, {}, actor=actor, at=at)
    _record(amendment, actor, at, taken_back=taken_back, state=amendment.state)
    return amendment


@act
def withdraw_amendment(
    *,
    amendment: Amendment,
    actor: Person,
    at: datetime,
    places: Iterable[int] | None = None,
    reasons: Mapping[str, str] | None = None,
) -> Amendment:
    """Withdraw an amendment, or the operations at `places`; by its proposer or the secretariat.

    What stands in a clause that is not added any more goes with it.

    Raises:
        NotPermitted: the actor does not sit for the proposer.
        NotNow: it has been ruled on, or withdrawn before.
        Refused: there is no such operation.
    """
    amendment = lock_with_text(amendment)
    policy.may_withdraw(actor, amendment).require()
    require_sight(actor, amendment)
    if places is None and amendment.state == Amendment.State.REDRAFT:
        chosen = list(placed(amendment))
    else:
        ruled = _rulings(amendment)
        undecided = {None, Ruling.BRACKETED.value}
        chosen = [
            each
            for each in _with_what_stands_in(amendment, _chosen(amendment, places))
            if ruled.get(each.place) in undecided or places is not None
        ]
        if any(ruled.get(each.place) not in undecided for each in chosen):
            raise NotNow(_("That part of it has been ruled on already."))
    before = not_withdrawn(amendment)
    rule_parts(amendment, chosen, Ruling.WITHDRAWN, actor=actor, at=at, reasons=given(reasons))
    _put_up(amendment, chosen)
    amendment.edition += 1
    amendment.save(update_fields=["edition", "operations"])
    if amendment.state == Amendment.State.WITHDRAWN:
        let_fall(amendment, actor=actor, at=at)
    else:
        carry_past_withdrawal(amendment, before, actor=actor, at=at)
    _record(
        amendment,
        actor,
        at,
        state=amendment.state,
        reasons=given(reasons),
        places=[each.place for each in chosen],
    )
    return amendment


def rule_whole(
    amendment: Amendment,
    ruling: Ruling,
    actor: Person,
    at: datetime,
    reasons: Mapping[str, str],
) -> Amendment:
    """Rule what is open of a locked amendment; for acts that rule on many, which record it.

    What was accepted or rejected by itself before stays so.
    """
    policy_of_rulings.may_rule_on(actor, amendment).require()
    ruled = _rulings(amendment)
    undecided = {None, Ruling.BRACKETED.value}
    chosen = [each for each in _chosen(amendment, None) if ruled.get(each.place) in undecided]
    rule_parts(amendment, chosen, ruling, actor=actor, at=at, reasons=reasons)
    return amendment


def _decided(ruling: Ruling | str) -> Ruling:
    try:
        decided = Ruling(ruling)
    except ValueError:
        decided = Ruling.WITHDRAWN
    if decided is Ruling.WITHDRAWN:
        raise Refused(_("An amendment is accepted, rejected or put in brackets."))
    return decided


def _require_reason(ruling: Ruling, reasons: Mapping[str, str] | None) -> None:
    if ruling is Ruling.REJECTED and not given(reasons):
        raise Refused(_("Please say why the amendment is rejected: its proposer reads it."))


def _rulings(amendment: Amendment) -> dict[int, str]:
    rows = amendment.operation_rulings.filter(base=amendment.base_id)
    return dict(rows.values_list("place", "ruling"))


def _chosen(amendment: Amendment, places: Iterable[int] | None) -> list[Proposed]:
    """Return the operations at `places`, or all of them, that were not withdrawn."""
    ruled = _rulings(amendment)
    there = {
        each.place: each
        for each in placed(amendment)
        if ruled.get(each.place) != Ruling.WITHDRAWN.value
    }
    wanted = sorted(there) if places is None else sorted(set(places))
    if not wanted or not set(wanted) <= set(there):
        raise Refused(_("There is no such part of the amendment."))
    return [there[place] for place in wanted]


def _ruled_together(
    amendment: Amendment, chosen: Sequence[Proposed], ruling: Ruling
) -> list[Proposed]:
    within, taken = _with_what_stands_in(amendment, chosen), {each.place for each in chosen}
    ruled = _rulings(amendment)
    if ruling is Ruling.REJECTED:
        return within
    there = not_withdrawn(amendment)
    adding: dict[object, int] = {each.operation.uid: each.place for each in there if _adds(each)}
    for each in chosen if ruling is Ruling.ACCEPTED else ():
        above = adding.get(getattr(each.operation, "parent", None))
        if above is not None and above not in taken and ruled.get(above) != Ruling.ACCEPTED.value:
            raise Refused(_("It stands in a clause that is not accepted: accept that one first."))
    undecided = {None, Ruling.BRACKETED.value}
    return [each for each in within if each.place in taken or ruled.get(each.place) in undecided]


def _with_what_stands_in(amendment: Amendment, chosen: Sequence[Proposed]) -> list[Proposed]:
    """Return operations with those on clauses that stand in one which only these would add."""
    taken = {each.place for each in chosen}
    there = not_withdrawn(amendment)
    while True:
        added = {each.operation.uid for each in there if each.place in taken and _adds(each)}
        more = {
            each.place
            for each in there
            if getattr(each.operation, "parent", None) in added or each.operation.uid in added
        }
        if more <= taken:
            return [each for each in there if each.place in taken]
        taken |= more


def _adds(each: Proposed) -> bool:
    return isinstance(each.operation, Add)


def _put_up(amendment: Amendment, withdrawn: Iterable[Proposed]) -> None:
    """Let what follows a clause that is not added any more follow what that would have followed."""
    before = {
        each.operation.uid: each.operation.after
        for each in withdrawn
        if isinstance(each.operation, Add)
    }
    gone = {each.place for each in withdrawn}
    kept: list[Proposed] = []
    for each in placed(amendment):
        operation = each.operation
        if each.place not in gone and isinstance(operation, (Add, Move)):
            after = operation.after
            while after in before:
                after = before[after]
            operation = replace(operation, after=after)
        kept.append(Proposed(each.amendment, each.place, operation))
    amendment.operations = stored(kept)


def rule_parts(
    amendment: Amendment,
    operations: Iterable[Proposed],
    ruling: Ruling,
    *,
    actor: Person,
    at: datetime,
    reasons: Mapping[str, str],
) -> None:
    """Write a ruling down on operations of a locked amendment, and where it stands by that."""
    for each, data in ((each, stored([each])[0]) for each in operations):
        OperationRuling.objects.update_or_create(
            amendment=amendment,
            base_id=amendment.base_id,
            place=each.place,
            defaults={
                "operation": data,
                "ruling": ruling.value,
                "reasons": dict(reasons),
                "by": actor,
                "at": at,
            },
        )
    follow_rulings(amendment, reasons, actor=actor, at=at)


def follow_rulings(
    amendment: Amendment, reasons: Mapping[str, str], *, actor: Person, at: datetime
) -> None:
    """Set where a locked amendment stands by what was ruled on its operations."""
    state = state_by((each.place for each in placed(amendment)), _rulings(amendment))
    if state != amendment.state:
        advance(amendment, EVENTS[Amendment.State(state)])
    amendment.rulings = dict(reasons)
    amendment.save(update_fields=["state", "rulings"])
    if amendment.amends_id is not None and amendment.state == Amendment.State.ACCEPTED:
        take_up(amendment, actor=actor, at=at)


def _record(amendment: Amendment, actor: Person, at: datetime, **what: Any) -> None:
    record(actor=actor, at=at, about=amendment, number=amendment.number, **what)

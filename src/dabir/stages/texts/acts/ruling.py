"""Acts that decide on operations of amendments: one, a whole amendment, a contested place, a block.

Until an accepted operation is carried into a version, another ruling may follow, or none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from dabir.domain.drafting import Proposed, Ruling
from dabir.domain.drafting.amendments import sameness
from dabir.domain.drafting.compiling.slots import Contest
from dabir.domain.procedure.verdicts import NotNow, Refused
from dabir.foundation.lives import advance, lock
from dabir.foundation.people.models import Person
from dabir.foundation.record.acts import act, record, record_each
from dabir.stages.texts import policy, policy_of_rulings
from dabir.stages.texts.acts.amending import given, lock_with_text, require_sight
from dabir.stages.texts.acts.falling import let_fall
from dabir.stages.texts.acts.storing import in_both
from dabir.stages.texts.acts.subamending import carry_past_withdrawal, take_up
from dabir.stages.texts.compiled import compile_seen
from dabir.stages.texts.layers import not_withdrawn
from dabir.stages.texts.models import Amendment, OperationRuling, Version
from dabir.stages.texts.rulings import state_by
from dabir.stages.texts.snapshots import placed, stored

EVENTS = {
    Amendment.State.ACCEPTED: "accept",
    Amendment.State.REJECTED: "reject",
    Amendment.State.BRACKETED: "bracket",
    Amendment.State.WITHDRAWN: "withdraw",
    Amendment.State.PROPOSED: "reopen",
}
OTHER_WORDS = gettext_noop("Other words were chosen in this place.")


@act
def rule_operations(
    *,
    amendment: Amendment,
    ruling: Ruling | str,
    actor: Person,
    at: datetime,
    places: Iterable[int] | None = None,
    reasons: Mapping[str, str] | None = None,
) -> Amendment:
    """Accept, reject or bracket operations of an amendment; those at `places`, or all of them.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: it is withdrawn, carried, needs to be drafted again, or the text has moved on;
            or amendments to it are pending.
        Refused: there is no such operation, or it is rejected without a reason.
    """
    ruling = _decided(ruling)
    amendment = lock_with_text(amendment)
    policy_of_rulings.may_rule_on(actor, amendment).require()
    _require_reason(ruling, reasons)
    _rule(amendment, _chosen(amendment, places), ruling, actor=actor, at=at, reasons=given(reasons))
    _record(amendment, actor, at, ruling=ruling.value, reasons=given(reasons))
    return amendment


@act
def rule_amendment(
    *,
    amendment: Amendment,
    accept: bool,
    actor: Person,
    at: datetime,
    reasons: Mapping[str, str] | None = None,
) -> Amendment:
    """Note that an amendment was accepted or rejected, and why; the other ruling may follow.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: it is withdrawn, carried, needs to be drafted again, or the text has moved on.
        Refused: it is rejected without a reason.
    """
    amendment = lock_with_text(amendment)
    policy.may_rule(actor, amendment, "accept" if accept else "reject").require()
    policy_of_rulings.may_rule_on(actor, amendment).require()
    ruling = Ruling.ACCEPTED if accept else Ruling.REJECTED
    _require_reason(ruling, reasons)
    _rule(amendment, _chosen(amendment, None), ruling, actor=actor, at=at, reasons=given(reasons))
    _record(amendment, actor, at, state=amendment.state, reasons=amendment.rulings)
    return amendment


@act
def reopen_operations(
    *, amendment: Amendment, actor: Person, at: datetime, places: Iterable[int] | None = None
) -> Amendment:
    """Take rulings on an amendment's operations back; they are undecided again.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: it was carried, or the text has moved on.
        Refused: nothing was ruled on them.
    """
    amendment = lock_with_text(amendment)
    policy_of_rulings.may_rule_on(actor, amendment).require()
    rows = amendment.operation_rulings.filter(base=amendment.base_id).exclude(
        ruling=Ruling.WITHDRAWN
    )
    if places is not None:
        rows = rows.filter(place__in=list(places))
    taken_back = {row.place: row.ruling for row in rows}
    if not taken_back:
        raise Refused(_("There is no ruling to take back."))
    rows.delete()
    _follow(amendment, {})
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
            for each in _chosen(amendment, places)
            if ruled.get(each.place) in undecided or places is not None
        ]
        if any(ruled.get(each.place) not in undecided for each in chosen):
            raise NotNow(_("That part of it has been ruled on already."))
    before = not_withdrawn(amendment)
    _rule(amendment, chosen, Ruling.WITHDRAWN, actor=actor, at=at, reasons=given(reasons))
    amendment.edition += 1
    amendment.save(update_fields=["edition"])
    if amendment.state == Amendment.State.WITHDRAWN:
        let_fall(amendment)
    else:
        carry_past_withdrawal(amendment, before)
    _record(
        amendment,
        actor,
        at,
        state=amendment.state,
        reasons=given(reasons),
        places=[each.place for each in chosen],
    )
    return amendment


@act
def rule_contest(
    *,
    version: Version,
    contest: str,
    options: Sequence[str],
    actor: Person,
    at: datetime,
    bracketed: bool = False,
    reasons: Mapping[str, str] | None = None,
) -> list[Amendment]:
    """Decide a contested place of the present version: what leads to the options, and what not.

    `contest` and `options` are uids of the compilation that the actor sees. The chosen options are
    accepted and all others rejected; with `bracketed` they stay open and go along in brackets.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: the text has moved on, the place is not contested any more as it was shown, or
            amendments to one of its amendments are pending.
    """
    text = lock(version.text)
    policy_of_rulings.may_rule_text(actor, text, version).require()
    seen = compile_seen(version, actor)
    found = seen.compilation.contests.get(contest)
    if found is None or not set(options) <= {each.uid for each in found.options}:
        raise NotNow(_("This place has changed since it was shown. Look at it again."))
    said = given(reasons)
    by_number: dict[int, list[tuple[Proposed, Ruling]]] = {}
    for each, ruling in _decisions(found, set(options), bracketed=bracketed):
        by_number.setdefault(each.amendment, []).append((each, ruling))
    ruled = []
    for number in sorted(by_number):
        amendment = lock(seen.amendments[number])
        policy_of_rulings.may_rule_on(actor, amendment).require()
        for each, ruling in by_number[number]:
            why = said or (in_both(OTHER_WORDS) if ruling is Ruling.REJECTED else {})
            _rule(amendment, [each], ruling, actor=actor, at=at, reasons=why)
        ruled.append(amendment)
    record_each(
        (
            (
                amendment,
                {
                    "contest": contest,
                    "rulings": {
                        str(each.place): ruling.value
                        for each, ruling in by_number[amendment.number]
                    },
                    "reasons": said,
                },
            )
            for amendment in ruled
        ),
        actor=actor,
        at=at,
    )
    if not ruled:
        record(actor=actor, at=at, about=version, contest=contest, reasons=said)
    return ruled


@act
def reopen_contest(
    *, version: Version, contest: str, actor: Person, at: datetime
) -> list[Amendment]:
    """Take all rulings on a contested place of the present version back.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: the text has moved on, or the place is not as it was shown.
        Refused: nothing was ruled there.
    """
    text = lock(version.text)
    policy_of_rulings.may_rule_text(actor, text, version).require()
    seen = compile_seen(version, actor)
    found = seen.compilation.contests.get(contest)
    if found is None:
        raise NotNow(_("This place has changed since it was shown. Look at it again."))
    places: dict[int, set[int]] = {}
    for option in found.options:
        for each in option.operations:
            places.setdefault(each.amendment, set()).add(each.place)
    reopened = []
    for number in sorted(places):
        amendment = lock(seen.amendments[number])
        policy_of_rulings.may_rule_on(actor, amendment).require()
        rows = amendment.operation_rulings.filter(
            base=amendment.base_id, place__in=places[number]
        ).exclude(ruling=Ruling.WITHDRAWN)
        if rows.delete()[0]:
            _follow(amendment, {})
            reopened.append(amendment)
    if not reopened:
        raise Refused(_("There is no ruling to take back."))
    record_each(
        ((each, {"contest": contest, "state": each.state}) for each in reopened),
        actor=actor,
        at=at,
    )
    return reopened


def _decisions(
    contest: Contest, chosen: set[str], *, bracketed: bool
) -> Iterable[tuple[Proposed, Ruling]]:
    """Yield a ruling for each operation of a contest; what is the same as a chosen one is one."""
    taken = [
        each for option in contest.options if option.uid in chosen for each in option.operations
    ]
    alike = {sameness(each.operation) for each in taken}
    for option in contest.options:
        for each in option.operations:
            if bracketed and not chosen:
                yield each, Ruling.BRACKETED
            elif option.uid in chosen or sameness(each.operation) in alike:
                yield each, Ruling.BRACKETED if bracketed else Ruling.ACCEPTED
            else:
                yield each, Ruling.REJECTED


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
    _rule(amendment, chosen, ruling, actor=actor, at=at, reasons=reasons)
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


def _rule(
    amendment: Amendment,
    operations: Iterable[Proposed],
    ruling: Ruling,
    *,
    actor: Person,
    at: datetime,
    reasons: Mapping[str, str],
) -> None:
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
    _follow(amendment, reasons)


def _follow(amendment: Amendment, reasons: Mapping[str, str]) -> None:
    state = state_by((each.place for each in placed(amendment)), _rulings(amendment))
    if state != amendment.state:
        advance(amendment, EVENTS[Amendment.State(state)])
    amendment.rulings = dict(reasons)
    amendment.save(update_fields=["state", "rulings"])
    if amendment.amends_id is not None and amendment.state == Amendment.State.ACCEPTED:
        take_up(amendment)


def _record(amendment: Amendment, actor: Person, at: datetime, **what: Any) -> None:
    record(actor=actor, at=at, about=amendment, number=amendment.number, **what)

"""Acts that decide a contested place of the present version, and take that back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from dabir.domain.drafting import Proposed, Ruling
from dabir.domain.drafting.amendments import sameness
from dabir.domain.drafting.compiling.slots import ClauseChoice, Contest
from dabir.domain.procedure.verdicts import NotNow, Refused
from dabir.foundation.lives import lock
from dabir.foundation.people.models import Person
from dabir.foundation.record.acts import act, record, record_each
from dabir.stages.texts.acts.amending import given
from dabir.stages.texts.acts.ruling import follow_rulings, rule_parts
from dabir.stages.texts.acts.storing import in_both
from dabir.stages.texts.compiling.compiled import SeenCompilation, compile_seen
from dabir.stages.texts.compiling.merging import replaced_by
from dabir.stages.texts.compiling.shown import stands_as
from dabir.stages.texts.models import Amendment, OperationRuling, Version
from dabir.stages.texts.policy import rulings as policy_of_rulings
from dabir.stages.texts.rulings import rulings_of

OTHER_WORDS = gettext_noop("Other words were chosen in this place.")


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
    shown: str | None = None,
) -> list[Amendment]:
    """Decide a contested place of the present version: what leads to the options, and what not.

    `contest` and `options` are uids of the compilation that the actor sees. The chosen options are
    accepted and all others rejected; with `bracketed` they stay open and go along in brackets. With
    a clause that merges several to be added, these are rejected; they are undecided again once that
    is not adopted any more. With `shown`, what `shown.kept_as` said of the place with what was
    ruled there, nothing is decided over what was proposed or ruled since.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: the text has moved on, the place is not contested any more as it was shown, or
            amendments to one of its amendments are pending.
    """
    text = lock(version.text)
    policy_of_rulings.may_rule_text(actor, text, version).require()
    seen = compile_seen(version, actor)
    found = seen.compilation.contests.get(contest)
    if found is not None:
        _require_shown(seen, found, shown)
    if found is None or not set(options) <= {each.uid for each in found.options}:
        raise NotNow(_("This place has changed since it was shown. Look at it again."))
    said = given(reasons)
    by_number: dict[int, list[tuple[Proposed, Ruling]]] = {}
    decisions = list(_decisions(found, set(options), bracketed=bracketed))
    taken = [each for each, ruling in decisions if ruling is Ruling.ACCEPTED]
    replaced = replaced_by(seen.compilation, found, taken, seen.amendments)
    for each, ruling in (*decisions, *((each, Ruling.REJECTED) for each in replaced)):
        by_number.setdefault(each.amendment, []).append((each, ruling))
    kept = {each.rank for each in replaced}
    back = [each for each in _rejected_for(version, seen, found) if each.rank not in kept]
    reopened = _take_back(seen, back, actor=actor, at=at)
    ruled = []
    for number in sorted(by_number):
        amendment = lock(seen.amendments[number])
        policy_of_rulings.may_rule_on(actor, amendment).require()
        for each, ruling in by_number[number]:
            why = said or (in_both(OTHER_WORDS) if ruling is Ruling.REJECTED else {})
            rule_parts(amendment, [each], ruling, actor=actor, at=at, reasons=why)
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
    _record_taken_back(reopened, contest, actor=actor, at=at)
    if not ruled:
        record(actor=actor, at=at, about=version, contest=contest, reasons=said)
    return ruled


@act
def reopen_contest(
    *, version: Version, contest: str, actor: Person, at: datetime, shown: str | None = None
) -> list[Amendment]:
    """Take all rulings on a contested place of the present version back.

    `shown` is that of `rule_contest`.

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
    _require_shown(seen, found, shown)
    there = [each for option in found.options for each in option.operations]
    back = (*there, *_rejected_for(version, seen, found))
    reopened = _take_back(seen, back, actor=actor, at=at)
    if not reopened:
        raise Refused(_("There is no ruling to take back."))
    _record_taken_back(reopened, contest, actor=actor, at=at)
    return reopened


def _require_shown(seen: SeenCompilation, found: Contest, shown: str | None) -> None:
    if shown is None:
        return
    meeting = {each.amendment for option in found.options for each in option.operations}
    rulings = rulings_of(seen.amendments[number] for number in meeting)
    if shown != stands_as(found, rulings=rulings):
        raise NotNow(_("This place has changed since it was shown. Look at it again."))


def _rejected_for(version: Version, seen: SeenCompilation, found: Contest) -> list[Proposed]:
    """Return what was rejected when a clause was adopted that merges it, in one act with that."""
    if not isinstance(found, ClauseChoice) or not found.addition:
        return []
    rows = OperationRuling.objects.filter(base=version).values_list(
        "amendment__number", "place", "ruling", "by", "at"
    )
    ruled = {(number, place): (ruling, by, at) for number, place, ruling, by, at in rows}
    own = [each for option in found.options for each in option.operations]
    taken = [each for each in own if ruled.get(each.rank, ("",))[0] == Ruling.ACCEPTED.value]
    alike = {(Ruling.REJECTED.value, *ruled[each.rank][1:]) for each in taken}
    replaced = replaced_by(seen.compilation, found, taken, seen.amendments)
    return [each for each in replaced if ruled.get(each.rank) in alike]


def _take_back(
    seen: SeenCompilation, operations: Iterable[Proposed], *, actor: Person, at: datetime
) -> list[Amendment]:
    places: dict[int, set[int]] = {}
    for each in operations:
        places.setdefault(each.amendment, set()).add(each.place)
    reopened = []
    for number in sorted(places):
        amendment = lock(seen.amendments[number])
        policy_of_rulings.may_rule_on(actor, amendment).require()
        rows = amendment.operation_rulings.filter(
            base=amendment.base_id, place__in=places[number]
        ).exclude(ruling=Ruling.WITHDRAWN)
        if rows.delete()[0]:
            follow_rulings(amendment, {}, actor=actor, at=at)
            reopened.append(amendment)
    return reopened


def _record_taken_back(
    reopened: Iterable[Amendment], contest: str, *, actor: Person, at: datetime
) -> None:
    record_each(
        ((each, {"contest": contest, "state": each.state}) for each in reopened),
        actor=actor,
        at=at,
    )


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

"""The acts that make the next version: of accepted amendments, or of an editorial correction."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from dabir.domain import drafting
from dabir.domain.drafting import Fate, Operation, Unfit
from dabir.domain.drafting.plain import to_plain_list
from dabir.domain.procedure.verdicts import NotNow, Refused
from dabir.foundation.lives import advance, lock
from dabir.foundation.naming import in_language
from dabir.foundation.people.models import Person
from dabir.foundation.record.acts import act, record, record_each
from dabir.foundation.trace.models import Relation
from dabir.stages.texts import policy
from dabir.stages.texts.acts.amending import given, propose_within
from dabir.stages.texts.acts.carrying import carry_examinations, carry_grounds
from dabir.stages.texts.acts.ruling import EVENTS
from dabir.stages.texts.acts.storing import in_both, link_all, store_version
from dabir.stages.texts.acts.subamending import carry_amendments_to
from dabir.stages.texts.compiling.compiled import let_go_of_forms
from dabir.stages.texts.compiling.foresight import Foresight, Outlook, foresee, touched
from dabir.stages.texts.compiling.shown import foreseen_as
from dabir.stages.texts.models import (
    Amendment,
    Clause,
    Ground,
    OperationRuling,
    Text,
    Version,
)
from dabir.stages.texts.rulings import state_by
from dabir.stages.texts.sentences import cluster_sentence, why_unfit
from dabir.stages.texts.snapshots import placed, stored

Ends = tuple[uuid.UUID, uuid.UUID, Relation]


@act
def derive_version(
    *,
    text: Text,
    actor: Person,
    at: datetime,
    note: str = "",
    renumbering: bool = False,
    shown: str | None = None,
) -> Version:
    """Make the next version of the amendments accepted against the present one.

    Clauses keep their uids, and grounds go with them. What is open, undecided or in brackets, is
    carried over to the new version; what contradicts it is sent back to be drafted again, and what
    it fulfils counts as accepted. Words in brackets are contested language of the new version. With
    `renumbering` references to clauses of the text say the numbers that these have there. With
    `shown`, what `shown.foreseen_as` said of it, nothing goes along that was accepted or bracketed
    since.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: the text is not worked on, nothing is accepted, what is accepted conflicts, or
            it is not what was shown.
    """
    text = lock(text)
    policy.may_derive(actor, text).require()
    foresight = _foreseen(text, renumbering=renumbering)
    if shown not in {None, foreseen_as(foresight)}:
        raise NotNow(
            _("What is accepted or in brackets has changed since it was shown. Look at it again.")
        )
    version = make_version(text, foresight, actor, at, note)
    _record_fates(foresight, version, actor, at)
    record(
        actor=actor,
        at=at,
        about=version,
        text=text.pk,
        version=version.order,
        renumbered=to_plain_list(foresight.renumbered.edits)
        if renumbering and foresight.renumbered is not None
        else [],
    )
    return version


@act
def correct_version(
    *,
    text: Text,
    operations: Sequence[Operation],
    actor: Person,
    at: datetime,
    reasons: Mapping[str, str],
    base: Version | None = None,
) -> Version:
    """Correct the present version editorially while amendments to it are pending.

    The correction is an amendment of the secretariat, carried at once into a next version that
    differs in nothing else. All that is pending, with what was ruled on it, goes along; what the
    correction contradicts is sent back to be drafted again. With `base` the act refuses when the
    text has moved on meanwhile.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: the text is not worked on, has no draft, or has moved on from `base`.
        Refused: the operations do not fit the version, or no reason is given.
    """
    text = lock(text)
    policy.may_correct(actor, text).require()
    if not given(reasons):
        raise Refused(_("Please say what is corrected and why: everybody reads it."))
    correction = propose_within(
        text,
        operations,
        actor=actor,
        at=at,
        reasons=reasons,
        base=base,
        level=text.address.confidentiality,
        bodies=text.address.bodies.all(),
    )
    for each in placed(correction):
        OperationRuling.objects.create(
            amendment=correction,
            base_id=correction.base_id,
            place=each.place,
            operation=stored([each])[0],
            ruling=OperationRuling.Ruling.ACCEPTED,
            reasons=given(reasons),
            by=actor,
            at=at,
        )
    advance(correction, "accept")
    correction.save(update_fields=["state"])
    foresight = foresee(text, correction=correction)
    assert foresight is not None  # noqa: S101 (there is a draft that the correction fits)
    note = in_language(given(reasons))
    version = make_version(text, foresight, actor, at, note)
    _record_fates(foresight, version, actor, at)
    record(
        actor=actor,
        at=at,
        about=version,
        text=text.pk,
        version=version.order,
        correction=correction.number,
        operations=correction.operations,
        reasons=given(reasons),
    )
    return version


def make_version(
    text: Text, foresight: Foresight, actor: Person, at: datetime, note: str
) -> Version:
    """Write down the version that was foreseen, and what becomes of every amendment.

    Raises:
        NotNow: what is accepted conflicts.
    """
    if foresight.after is None:
        raise NotNow(cluster_sentence(foresight.before, foresight.conflicts[0]))
    version = store_version(
        text, foresight.after, by=actor, at=at, parent=foresight.base, note=note
    )
    carry_grounds(foresight.base, version)
    carry_examinations(foresight.base, version, by=actor, at=at)
    _link(foresight, version, actor, at)
    _carry(foresight, version, actor, at)
    let_go_of_forms(foresight.base)
    return version


def _record_fates(foresight: Foresight, version: Version, actor: Person, at: datetime) -> None:
    """Record what became of each amendment with it, not with the version that others may see."""
    record_each(
        (
            (each, {"number": each.number, "version": version.order, "state": each.state})
            for each in foresight.live
        ),
        actor=actor,
        at=at,
    )


def _foreseen(text: Text, *, renumbering: bool) -> Foresight:
    try:
        foresight = foresee(text, renumbering=renumbering)
    except Unfit as error:
        raise NotNow(why_unfit(error)) from error
    if foresight is None or not foresight.accepted:
        raise NotNow(_("No amendment has been accepted since the last version."))
    return foresight


def _link(foresight: Foresight, version: Version, actor: Person, at: datetime) -> None:
    assert foresight.after is not None  # noqa: S101 (the caller has refused otherwise)
    olds = {str(clause.uid): clause for clause in foresight.base.clauses.all()}
    news = {str(clause.uid): clause for clause in version.clauses.all()}
    ends: list[Ends] = [
        (foresight.base.address_id, version.address_id, Relation.AMENDS),
        *_descent(foresight.before, foresight.after, olds, news),
    ]
    for amendment in foresight.accepted:
        outcomes = [news[uid].address_id for uid in touched(amendment) if uid in news]
        ends += [
            (amendment.address_id, outcome, Relation.AMENDS)
            for outcome in outcomes or [version.address_id]
        ]
    grounds = Ground.objects.filter(clause__version=version).select_related("consideration")
    ends += [
        (ground.consideration.address_id, news[str(ground.clause.uid)].address_id, Relation.GROUNDS)
        for ground in grounds.select_related("consideration", "clause")
    ]
    link_all(ends, by=actor, at=at)


def _descent(
    before: drafting.Version,
    after: drafting.Version,
    olds: dict[str, Clause],
    news: dict[str, Clause],
) -> Iterable[Ends]:
    """Yield the link of each clause to itself in the new version: amended, or carried as it was."""
    for uid, new in news.items():
        if uid in olds:
            changed = before[uid].wordings() != after[uid].wordings()
            relation = Relation.AMENDS if changed else Relation.GROUNDS
            yield olds[uid].address_id, new.address_id, relation


def _carry(foresight: Foresight, version: Version, actor: Person, at: datetime) -> None:
    """Write down what became of every operation, and where each amendment stands by that."""
    numbers = {each.number for each in foresight.accepted}
    accepted = [
        row.pk
        for (number, _place), row in foresight.rulings.items()
        if number in numbers and row.ruling == OperationRuling.Ruling.ACCEPTED
    ]
    OperationRuling.objects.filter(pk__in=accepted).update(carried_into=version)
    for each in foresight.accepted:
        each.carried_into = version
    outlooks = {each.amendment.number: each for each in foresight.pending}
    for amendment in foresight.live:
        before = [
            each
            for each in placed(amendment)
            if each.rank not in foresight.rulings
            or foresight.rulings[each.rank].ruling != OperationRuling.Ruling.WITHDRAWN
        ]
        if amendment.number in outlooks:
            _settle(outlooks[amendment.number], version, foresight.rulings, actor, at)
        elif amendment.number in numbers:
            advance(amendment, "carry")
        amendment.save()
        carry_amendments_to(amendment, before, foresight, version, actor=actor, at=at)


def _settle(
    outlook: Outlook,
    version: Version,
    rulings: Mapping[tuple[int, int], OperationRuling],
    actor: Person,
    at: datetime,
) -> None:
    amendment = outlook.amendment
    if outlook.redraft_needed:
        # What is left of it, as it read against the version that was.
        amendment.operations = stored(each.original for each in outlook.fates)
        amendment.edition += 1
        advance(amendment, "ask_redraft")
        amendment.rulings = in_both(
            gettext_noop("%(version)s changed what it builds on. Please draft it again."),
            version=version,
        )
        return
    does_it = in_both(gettext_noop("%(version)s does what it proposes."), version=version)
    for fate in outlook.fates:
        if fate.fate is Fate.ALREADY_DONE:
            OperationRuling.objects.update_or_create(
                amendment=amendment,
                base_id=amendment.base_id,
                place=fate.original.place,
                defaults={
                    "operation": stored([fate.original])[0],
                    "ruling": OperationRuling.Ruling.ACCEPTED,
                    "reasons": does_it,
                    "carried_into": version,
                    "by": actor,
                    "at": at,
                },
            )
    if outlook.done:
        if amendment.state != Amendment.State.ACCEPTED:
            advance(amendment, "accept")
        advance(amendment, "carry")
        amendment.carried_into = version
        amendment.rulings = does_it
        return
    kept = outlook.operations
    for each in kept:
        row = rulings.get(each.rank)
        if row is not None:
            OperationRuling.objects.create(
                amendment=amendment,
                base=version,
                place=each.place,
                operation=stored([each])[0],
                ruling=row.ruling,
                reasons=row.reasons,
                by_id=row.by_id,
                at=row.at,
            )
    amendment.base = version
    amendment.operations = stored(kept)
    amendment.edition += 1
    state = state_by(
        (each.place for each in kept),
        {each.place: rulings[each.rank].ruling for each in kept if each.rank in rulings},
    )
    if state != amendment.state:
        advance(amendment, EVENTS[Amendment.State(state)])

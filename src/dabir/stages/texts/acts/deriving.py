"""The act that makes the next version of accepted amendments."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from dabir.domain import drafting
from dabir.domain.drafting import Unfit
from dabir.domain.drafting.plain import to_plain_list
from dabir.domain.procedure.verdicts import NotNow
from dabir.foundation.lives import advance, lock
from dabir.foundation.people.models import Person
from dabir.foundation.record.acts import act, record
from dabir.foundation.trace.models import Relation
from dabir.stages.texts import policy
from dabir.stages.texts.acts.storing import LABELLED, link_all, store_version
from dabir.stages.texts.foresight import Foresight, Outlook, foresee, touched
from dabir.stages.texts.models import Amendment, Clause, Ground, Text, Version
from dabir.stages.texts.sentences import cluster_sentence, why_unfit

Ends = tuple[uuid.UUID, uuid.UUID, Relation]


@act
def derive_version(*, text: Text, actor: Person, at: datetime, note: str = "") -> Version:
    """Make the next version of the amendments accepted against the present one.

    Clauses keep their uids, and grounds go with them. Pending amendments are carried over to the
    new version; those that it contradicts are sent back to be drafted again, and those that it
    fulfils count as accepted.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: the text is not worked on, nothing is accepted, or what is accepted conflicts.
    """
    text = lock(text)
    policy.may_derive(actor, text).require()
    foresight = _foreseen(text)
    if foresight.after is None:
        first = foresight.conflicts[0]
        raise NotNow(cluster_sentence(foresight.before, first))
    version = store_version(
        text, foresight.after, by=actor, at=at, parent=foresight.base, note=note
    )
    _carry_grounds(foresight.base, version)
    _link(foresight, version, actor, at)
    for amendment in foresight.accepted:
        _carry(amendment, version)
    for outlook in foresight.pending:
        _settle(outlook, version)
    record(
        actor=actor,
        at=at,
        about=version,
        text=text.pk,
        version=version.order,
        carried=[each.number for each in foresight.accepted],
        rebased=[
            each.amendment.number
            for each in foresight.pending
            if not each.done and not each.redraft_needed
        ],
        redraft=[each.amendment.number for each in foresight.pending if each.redraft_needed],
    )
    return version


def _foreseen(text: Text) -> Foresight:
    try:
        foresight = foresee(text)
    except Unfit as error:
        raise NotNow(why_unfit(error)) from error
    if foresight is None or not foresight.accepted:
        raise NotNow(_("No amendment has been accepted since the last version."))
    return foresight


def _carry_grounds(base: Version, version: Version) -> None:
    clauses = {clause.uid: clause for clause in version.clauses.all()}
    Ground.objects.bulk_create(
        Ground(
            clause=clauses[ground.clause.uid],
            consideration_id=ground.consideration_id,
            by_id=ground.by_id,
            at=ground.at,
        )
        for ground in Ground.objects.filter(clause__version=base).select_related("clause")
        if ground.clause.uid in clauses
    )


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


def _carry(amendment: Amendment, version: Version) -> None:
    advance(amendment, "carry")
    amendment.carried_into = version
    amendment.save(update_fields=["state", "carried_into"])


def _settle(outlook: Outlook, version: Version) -> None:
    amendment = outlook.amendment
    if outlook.redraft_needed:
        advance(amendment, "ask_redraft")
        amendment.rulings = _in_both(
            version, gettext_noop("%(version)s changed what it builds on. Please draft it again.")
        )
    elif outlook.done:
        advance(amendment, "accept")
        advance(amendment, "carry")
        amendment.carried_into = version
        amendment.rulings = _in_both(version, gettext_noop("%(version)s does what it proposes."))
    else:
        amendment.base = version
        amendment.operations = to_plain_list(outlook.operations)
    amendment.save()


def _in_both(version: Version, message: str) -> dict[str, str]:
    said = {}
    for language in LABELLED:
        with translation.override(language):
            said[language] = _(message) % {"version": version.symbol}
    return said

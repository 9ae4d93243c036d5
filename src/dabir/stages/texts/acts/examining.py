"""Acts that examine a draft against upstream documents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import NotNow, Refused
from dabir.foundation.lives import advance, lock
from dabir.foundation.people.models import Body, Group, Person
from dabir.foundation.proposals.models import Reading
from dabir.foundation.proposals.policy import may_confirm
from dabir.foundation.record.acts import act, record
from dabir.foundation.trace.linking import as_closed_as, link, new_address, restrict
from dabir.foundation.trace.models import Confidentiality, Relation
from dabir.stages.texts import policy
from dabir.stages.texts.acts.once import require_new_document
from dabir.stages.texts.models import Clause, Finding, Upstream, UpstreamClause
from dabir.stages.texts.queries import (
    clauses_visible_to,
    findings_visible_to,
    upstream_visible_to,
)
from dabir.stages.texts.queries.examining import state_of


@dataclass(frozen=True, slots=True)
class UpstreamDraft:
    """A clause of an upstream document as it is entered: its label there, and its words."""

    label: str
    text: str


def _words(words: Mapping[str, str] | None) -> dict[str, str]:
    given = (words or {}).items()
    return {language: text.strip() for language, text in given if text.strip()}


@act
def enter_upstream(
    *,
    group: Group,
    names: Mapping[str, str],
    rank: Upstream.Rank | str,
    clauses: Sequence[UpstreamDraft],
    actor: Person,
    at: datetime,
    confidentiality: Confidentiality | str = Confidentiality.GROUP,
    bodies: Iterable[Body] = (),
    once: bool = False,
) -> Upstream:
    """Enter a higher-ranking document with those of its clauses that matter.

    With `once` the same is not entered again, as by pressing a button twice.

    Raises:
        MadeBefore: it is entered already, and once is enough.
        NotPermitted: the actor is not in the secretariat.
        Refused: no name, or no clause with a label and words.
    """
    group = lock(group)
    policy.may_start(actor, group).require()
    if not _words(names):
        raise Refused(_("Please name the document."))
    entered = [each for each in clauses if each.label.strip() and each.text.strip()]
    if not entered:
        raise Refused(_("Please enter at least one clause of the document."))
    readers = list(bodies)
    if once:
        said = [(each.label.strip(), each.text.strip()) for each in entered]
        require_new_document(
            actor, group, _words(names), rank, said, level=confidentiality, bodies=readers
        )
    document = Upstream.objects.create(
        address=new_address(Upstream, group=group, confidentiality=confidentiality, bodies=readers),
        group=group,
        names=_words(names),
        rank=Upstream.Rank(rank),
    )
    for order, each in enumerate(entered):
        UpstreamClause.objects.create(
            address=new_address(
                UpstreamClause, group=group, confidentiality=confidentiality, bodies=readers
            ),
            document=document,
            order=order,
            label=each.label.strip(),
            text=each.text.strip(),
        )
    record(actor=actor, at=at, about=document, names=document.names, clauses=len(entered))
    return document


@act
def take_over_upstream(
    *,
    reading: Reading,
    names: Mapping[str, str],
    rank: Upstream.Rank | str,
    clauses: Sequence[UpstreamDraft],
    actor: Person,
    at: datetime,
    confidentiality: Confidentiality | str = Confidentiality.GROUP,
    bodies: Iterable[Body] = (),
) -> Upstream:
    """Enter a higher-ranking document from its file, with the clauses that a person confirmed.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: the reading was taken over or set aside before.
        Refused: no name, or no clause with a label and words.
    """
    reading = lock(reading)
    may_confirm(actor, reading).require()
    document = enter_upstream(
        group=reading.address.group,
        names=names,
        rank=rank,
        clauses=clauses,
        actor=actor,
        at=at,
        confidentiality=confidentiality,
        bodies=bodies,
    )
    document.original = reading.original
    document.save(update_fields=["original"])
    advance(reading, "take_over")
    reading.save(update_fields=["state"])
    link(reading, document, Relation.GROUNDS, by=actor, at=at)
    record(actor=actor, at=at, about=document, sha256=reading.original.sha256)
    return document


@act
def note_finding(
    *,
    clause: Clause,
    upstream: UpstreamClause,
    outcome: Finding.Outcome | str,
    notes: Mapping[str, str],
    actor: Person,
    at: datetime,
    confidentiality: Confidentiality | str = Confidentiality.GROUP,
    bodies: Iterable[Body] = (),
    seen: str | None = None,
) -> Finding:
    """Note what examining a draft clause against an upstream clause found; again changes it.

    One that the actor may not see stays as it is. It is never more open than both clauses. With
    `seen`, what `state_of` said of the finding that is there, the act refuses when it is another.

    Raises:
        NotPermitted: the actor is no member.
        NotNow: something else was noted meanwhile.
        Refused: clauses of different groups, or not to be seen; no word on what was found.
    """
    text = lock(clause.version.text)
    policy.may_examine(actor, text).require()
    said = _words(notes)
    if not said:
        raise Refused(_("Please say what was found."))
    group = text.group
    there = clauses_visible_to(actor).filter(pk=clause.pk).exists()
    if not there or not upstream_visible_to(actor).filter(pk=upstream.pk, document__group=group):
        raise Refused(_("There is no such clause."))
    # One that the actor may not see stays as it is: they write beside it, and learn nothing of it.
    finding = findings_visible_to(actor).filter(clause=clause, upstream=upstream).first()
    if seen is not None and seen != state_of(finding):
        raise NotNow(_("Something else was noted meanwhile. Look at it again."))
    level, named = as_closed_as(
        upstream.address, *as_closed_as(clause.address, confidentiality, bodies)
    )
    if finding is None:
        finding = Finding(
            address=new_address(Finding, group=group, confidentiality=level, bodies=named),
            clause=clause,
            upstream=upstream,
        )
    else:
        # Noting it again closes it if that is wished, and never opens what was closed before.
        restrict(finding.address, *as_closed_as(finding.address, level, named))
    finding.outcome = Finding.Outcome(outcome)
    finding.notes, finding.by, finding.at = said, actor, at
    finding.save()
    link(clause, finding, Relation.ASKS, by=actor, at=at)
    link(upstream, finding, Relation.GROUNDS, by=actor, at=at)
    record(
        actor=actor,
        at=at,
        about=finding,
        clause=str(clause.uid),
        version=clause.version.order,
        upstream=upstream.pk,
        outcome=finding.outcome,
    )
    return finding

"""Acts on statements: what an actor declared on an issue, in its own words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import Refused
from dabir.foundation.files.models import Original
from dabir.foundation.lives import lock
from dabir.foundation.people.models import Body, Person
from dabir.foundation.record.acts import act, record
from dabir.foundation.trace.linking import link, new_address, restrict
from dabir.foundation.trace.models import Confidentiality, Relation
from dabir.stages.positions import policy
from dabir.stages.positions.models import Actor, Issue, Round, Statement


def _check(quote: str, source: str) -> None:
    if not quote.strip():
        raise Refused(_("Please quote the words of the statement."))
    if not source.strip():
        raise Refused(_("Please name the source of the quotation."))


def _check_group(issue: Issue, *others: Actor | Round | None) -> None:
    if any(other is not None and other.group_id != issue.group_id for other in others):
        raise Refused(_("Actor, issue and round belong to one group."))


@act
def record_statement(
    *,
    declared_by: Actor,
    issue: Issue,
    stance: Statement.Stance | str,
    quote: str,
    source: str,
    actor: Person,
    at: datetime,
    round: Round | None = None,  # noqa: A002 (the field's own word for a negotiating round)
    stated_on: date | None = None,
    original: Original | None = None,
    confidentiality: Confidentiality | str = Confidentiality.GROUP,
    bodies: Iterable[Body] = (),
) -> Statement:
    """Record what an actor declared on an issue, with quoted evidence.

    Raises:
        NotPermitted: the person is not in the secretariat.
        Refused: no quotation, no source, actor, issue or round are of two groups, or it would
            be shown to more readers than they are.
    """
    policy.may_record(actor, issue.group).require()
    _check(quote, source)
    _check_group(issue, declared_by, round)
    readers = list(bodies)
    policy.may_show(confidentiality, readers, declared_by, issue, round).require()
    statement = Statement.objects.create(
        address=new_address(
            Statement, group=issue.group, confidentiality=confidentiality, bodies=readers
        ),
        actor=declared_by,
        issue=issue,
        round=round,
        stance=Statement.Stance(stance),
        quote=quote.strip(),
        source=source.strip(),
        original=original,
        stated_on=stated_on,
        by=actor,
        at=at,
    )
    link(issue, statement, Relation.ANSWERS, by=actor, at=at)
    record(actor=actor, at=at, about=statement, stance=statement.stance)
    return statement


@act
def correct_statement(
    *,
    statement: Statement,
    stance: Statement.Stance | str,
    quote: str,
    source: str,
    reason: str,
    confidentiality: Confidentiality | str,
    actor: Person,
    at: datetime,
    round: Round | None = None,  # noqa: A002 (the field's own word for a negotiating round)
    stated_on: date | None = None,
    bodies: Iterable[Body] = (),
) -> Statement:
    """Correct a recorded statement, with the reason.

    Raises:
        NotPermitted: the person is not in the secretariat.
        Refused: no quotation, source or reason, or more readers than actor and issue have.
    """
    statement = lock(statement)
    policy.may_record(actor, statement.issue.group).require()
    _check(quote, source)
    if not reason.strip():
        raise Refused(_("Please give a reason for the correction."))
    _check_group(statement.issue, round)
    readers = list(bodies)
    policy.may_show(confidentiality, readers, statement.actor, statement.issue, round).require()
    before = {"stance": statement.stance, "quote": statement.quote, "source": statement.source}
    statement.stance = Statement.Stance(stance)
    statement.quote = quote.strip()
    statement.source = source.strip()
    statement.round = round
    statement.stated_on = stated_on
    statement.save()
    restrict(statement.address, confidentiality, readers)
    record(actor=actor, at=at, about=statement, before=before, reason=reason.strip())
    return statement

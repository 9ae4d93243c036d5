"""Acts on duties: giving, carrying, reporting, verifying."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import Refused
from dabir.foundation.files.keeping import keep_original
from dabir.foundation.files.models import Original
from dabir.foundation.lives import advance, lock
from dabir.foundation.people.models import Body, Group, Person
from dabir.foundation.record.acts import act, record
from dabir.foundation.trace.linking import link, new_address
from dabir.foundation.trace.models import Addressable, Confidentiality, Relation
from dabir.stages.mandates import policy
from dabir.stages.mandates.models import Assignment, Axis, Clause, Duty, Report

Carrier = Body | Group
"""Who a duty is given to: a body, or a group or committee itself."""


def _set_assignments(
    duty: Duty, responsible: Iterable[Carrier], supporting: Iterable[Carrier]
) -> None:
    duty.assignments.all().delete()
    seen: set[tuple[str, int]] = set()
    parts = (
        (Assignment.Part.RESPONSIBLE, responsible),
        (Assignment.Part.SUPPORTING, supporting),
    )
    for part, carriers in parts:
        for carrier in carriers:
            key = (type(carrier).__name__, carrier.pk)
            if key in seen:
                continue
            seen.add(key)
            Assignment.objects.create(
                duty=duty,
                part=part,
                body=carrier if isinstance(carrier, Body) else None,
                committee=carrier if isinstance(carrier, Group) else None,
            )


def _carriers(duty: Duty) -> dict[str, list[int]]:
    parts: dict[str, list[int]] = {"bodies": [], "committees": []}
    for assignment in duty.assignments.all():
        if assignment.body_id is not None:
            parts["bodies"].append(assignment.body_id)
        elif assignment.committee_id is not None:
            parts["committees"].append(assignment.committee_id)
    return parts


@act
def assign_duty(
    *,
    group: Group,
    text: str,
    actor: Person,
    at: datetime,
    responsible: Iterable[Carrier] = (),
    supporting: Iterable[Carrier] = (),
    due_on: date | None = None,
    due_text: str = "",
    within: str = "",
    anchor: str = "",
    reporting_to: Body | None = None,
    clause: Clause | None = None,
    axis: Axis | None = None,
    origin: Addressable | None = None,
    confidentiality: Confidentiality | str = Confidentiality.GROUP,
) -> Duty:
    """Give a duty to bodies or committees.

    `within` is an ISO 8601 duration counted from `anchor`; `origin` is what the duty follows from
    when that is no mandate clause (an action item of a meeting).

    Raises:
        NotPermitted: the actor is not in the secretariat.
        Refused: there is no text.
    """
    policy.may_assign(actor, group).require()
    if not text.strip():
        raise Refused(_("Please say what the duty is."))
    duty = Duty.objects.create(
        address=new_address(Duty, group=group, confidentiality=confidentiality),
        group=group,
        clause=clause,
        axis=axis,
        text=text.strip(),
        due_on=due_on,
        due_text=due_text,
        within=within,
        anchor=anchor,
        reporting_to=reporting_to,
    )
    _set_assignments(duty, responsible, supporting)
    for source in (clause, origin):
        if source is not None:
            link(source, duty, Relation.TASKS, by=actor, at=at)
    record(
        actor=actor,
        at=at,
        about=duty,
        due_on=due_on.isoformat() if due_on else None,
        carriers=_carriers(duty),
    )
    return duty


@act
def change_assignment(
    *,
    duty: Duty,
    responsible: Iterable[Carrier],
    supporting: Iterable[Carrier],
    actor: Person,
    at: datetime,
) -> Duty:
    """Give a duty to others.

    Raises:
        NotPermitted: the actor is not in the secretariat.
    """
    duty = lock(duty)
    policy.may_assign(actor, duty.group).require()
    before = _carriers(duty)
    _set_assignments(duty, responsible, supporting)
    record(actor=actor, at=at, about=duty, before=before, after=_carriers(duty))
    return duty


@act
def set_due(*, duty: Duty, due_on: date | None, reason: str, actor: Person, at: datetime) -> Duty:
    """Set, extend or lift a duty's deadline.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        Refused: no reason is given.
    """
    duty = lock(duty)
    policy.may_assign(actor, duty.group).require()
    if not reason.strip():
        raise Refused(_("Please give a reason: those who carry the duty will read it."))
    before = duty.due_on
    duty.due_on = due_on
    duty.save(update_fields=["due_on"])
    record(
        actor=actor,
        at=at,
        about=duty,
        before=before.isoformat() if before else None,
        after=due_on.isoformat() if due_on else None,
        reason=reason,
    )
    return duty


def _carry(duty: Duty, event: str, actor: Person, at: datetime) -> Duty:
    duty = lock(duty)
    policy.may_carry(actor, duty, event).require()
    advance(duty, event)
    duty.save(update_fields=["state"])
    record(actor=actor, at=at, about=duty)
    return duty


@act
def accept_duty(*, duty: Duty, actor: Person, at: datetime) -> Duty:
    """Acknowledge a duty.

    Raises:
        NotPermitted: the actor does not carry it.
        NotNow: it was acknowledged before, or is past that.
    """
    return _carry(duty, "accept", actor, at)


@act
def start_duty(*, duty: Duty, actor: Person, at: datetime) -> Duty:
    """Say that work on a duty has begun.

    Raises:
        NotPermitted: the actor does not carry it.
        NotNow: it is under way already, or past that.
    """
    return _carry(duty, "start", actor, at)


def _kept(duty: Duty, evidence: tuple[str, bytes] | None, at: datetime) -> Original | None:
    if evidence is None:
        return None
    name, data = evidence
    confidentiality = Confidentiality(duty.address.confidentiality)
    return keep_original(data, name=name, group=duty.group, at=at, confidentiality=confidentiality)


@act
def report_duty(
    *,
    duty: Duty,
    text: str,
    actor: Person,
    at: datetime,
    percent: int = 100,
    obstacle: str = "",
    evidence: tuple[str, bytes] | None = None,
) -> Report:
    """Report on a duty: how far it is, and what stands in its way.

    `evidence` is a file's name and its bytes; it is kept as it came.

    A report below 100 percent leaves the duty in progress; one of 100 asks the secretariat to
    verify.

    Raises:
        NotPermitted: the actor does not carry the duty.
        NotNow: the duty is done or released.
        Refused: there is no text, or percent is not within 0 and 100.
    """
    duty = lock(duty)
    policy.may_carry(actor, duty, "report").require()
    if not text.strip():
        raise Refused(_("Please write what was done."))
    if not 0 <= percent <= 100:
        raise Refused(_("Progress is between 0 and 100 percent."))
    if percent == 100:
        advance(duty, "report")
    elif duty.LIFE.allows(duty.state, "start"):
        advance(duty, "start")
    duty.percent = percent
    duty.save(update_fields=["state", "percent"])
    report = Report.objects.create(
        address=new_address(Report, group=duty.group, confidentiality=duty.address.confidentiality),
        duty=duty,
        text=text.strip(),
        percent=percent,
        obstacle=obstacle.strip(),
        evidence=_kept(duty, evidence, at),
        by=actor,
        at=at,
    )
    link(duty, report, Relation.REPLIES, by=actor, at=at)
    record(actor=actor, at=at, about=duty, report=report.pk, percent=percent)
    return report


@act
def return_report(*, duty: Duty, reason: str, actor: Person, at: datetime) -> Duty:
    """Send a report back, saying what is missing.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: no report waits.
        Refused: no reason is given.
    """
    duty = lock(duty)
    policy.may_verify(actor, duty, "return").require()
    if not reason.strip():
        raise Refused(_("Please say what is missing."))
    advance(duty, "return")
    duty.save(update_fields=["state"])
    report = duty.reports.order_by("-at", "-pk").first()
    if report is not None:
        report.answer = reason.strip()
        report.save(update_fields=["answer"])
    record(actor=actor, at=at, about=duty, reason=reason)
    return duty


@act
def verify_report(*, duty: Duty, actor: Person, at: datetime) -> Duty:
    """Accept the report: the duty is done.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: no report waits.
    """
    duty = lock(duty)
    policy.may_verify(actor, duty, "verify").require()
    advance(duty, "verify")
    duty.percent = 100
    duty.save(update_fields=["state", "percent"])
    record(actor=actor, at=at, about=duty)
    return duty


@act
def release_duty(*, duty: Duty, reason: str, actor: Person, at: datetime) -> Duty:
    """Release those who carry a duty from it.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: it is reported or done.
        Refused: no reason is given.
    """
    duty = lock(duty)
    policy.may_verify(actor, duty, "release").require()
    if not reason.strip():
        raise Refused(_("Please give a reason: those who carry the duty will read it."))
    advance(duty, "release")
    duty.save(update_fields=["state"])
    record(actor=actor, at=at, about=duty, reason=reason)
    return duty

"""Acts of those who carry a duty: acknowledging, declining, handing over, beginning."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import NotPermitted, Refused
from dabir.foundation.lives import advance, lock
from dabir.foundation.people.models import Body, Person
from dabir.foundation.record.acts import act, record
from dabir.foundation.trace.linking import give_to
from dabir.stages.mandates import policy
from dabir.stages.mandates.models import Assignment, Duty, Step
from dabir.stages.mandates.queries.carriers import RESPONSIBLE
from dabir.stages.mandates.steps import Carrier, carriers_of, key_of, note_step
from dabir.stages.mandates.telling import tell_carriers, tell_secretariat


def set_assignments(
    duty: Duty, responsible: Iterable[Carrier], supporting: Iterable[Carrier]
) -> None:
    """Give a duty to these and to nobody else, and let them see it with its reports."""
    duty.assignments.all().delete()
    seen: set[str] = set()
    parts = (
        (Assignment.Part.RESPONSIBLE, responsible),
        (Assignment.Part.SUPPORTING, supporting),
    )
    for part, carriers in parts:
        for carrier in carriers:
            key = key_of(carrier)
            if key in seen:
                continue
            seen.add(key)
            Assignment.objects.create(
                duty=duty,
                part=part,
                body=carrier if isinstance(carrier, Body) else None,
                committee=None if isinstance(carrier, Body) else carrier,
            )
    show_to_carriers(duty)


def show_to_carriers(duty: Duty) -> None:
    """Let exactly those who carry a duty see it beyond the group, with its reports and files."""
    addresses = [duty.address]
    for report in duty.reports.select_related("address").prefetch_related("files__address"):
        addresses += [report.address, *(file.address for file in report.files.all())]
    parts = list(duty.assignments.select_related("body", "committee"))
    give_to(
        addresses,
        bodies=[one.body for one in parts if one.body is not None],
        committees=[one.committee for one in parts if one.committee is not None],
    )


def _carry(duty: Duty, event: str, step: Step.Event, actor: Person, at: datetime) -> Duty:
    duty = lock(duty)
    policy.may_carry(actor, duty, event).require()
    advance(duty, event)
    duty.save(update_fields=["state"])
    note_step(duty, step, by=actor, at=at)
    record(actor=actor, at=at, about=duty)
    return duty


@act
def accept_duty(*, duty: Duty, actor: Person, at: datetime) -> Duty:
    """Acknowledge a duty.

    Raises:
        NotPermitted: the actor does not carry it.
        NotNow: it was acknowledged before, or is past that.
    """
    return _carry(duty, "accept", Step.Event.ACCEPT, actor, at)


@act
def start_duty(*, duty: Duty, actor: Person, at: datetime) -> Duty:
    """Say that work on a duty has begun.

    Raises:
        NotPermitted: the actor does not carry it.
        NotNow: it is under way already, or past that.
    """
    return _carry(duty, "start", Step.Event.START, actor, at)


def _part_of(duty: Duty, carrier: Carrier, actor: Person) -> Assignment:
    """Return a carrier's part in the duty, when the actor may speak for that carrier."""
    for one in policy.parts_spoken_for(actor, duty):
        if one.carrier == carrier:
            return one
    raise NotPermitted(_("This is for those to whom the duty was given."))


@act
def decline_duty(*, duty: Duty, carrier: Carrier, reason: str, actor: Person, at: datetime) -> Duty:
    """Say for a body or a committee that a duty is not its task.

    Its part falls to the secretariat. When nobody responsible is left the duty is unassigned.

    Raises:
        NotPermitted: the actor does not speak for the carrier, or it has no part in the duty.
        NotNow: work has begun.
        Refused: no reason is given.
    """
    duty = lock(duty)
    policy.may_carry(actor, duty, "decline").require()
    part = _part_of(duty, carrier, actor)
    if not reason.strip():
        raise Refused(_("Please say why: the secretariat will read it."))
    before = carriers_of(duty)
    part.delete()
    show_to_carriers(duty)
    if not duty.assignments.filter(part__in=RESPONSIBLE).exists():
        advance(duty, "decline")
        duty.save(update_fields=["state"])
    step = note_step(duty, Step.Event.DECLINE, by=actor, at=at, why=reason, with_carriers=True)
    tell_secretariat(
        duty,
        lambda: _("A body says that a duty is not its task."),
        key=f"declined:{step.pk}",
        actor=actor,
        at=at,
    )
    record(actor=actor, at=at, about=duty, before=before, after=carriers_of(duty), reason=reason)
    return duty


@act
def hand_over_duty(
    *,
    duty: Duty,
    carrier: Carrier,
    to: Carrier,
    reason: str,
    actor: Person,
    at: datetime,
    stays: bool = False,
) -> Duty:
    """Hand a responsible carrier's part over to another, within the division of labour.

    The receiver has a part in the duty already, has a seat in the group, or is the group or one
    of its committees; it has to acknowledge the duty anew. `stays` keeps the giver as supporting.

    Raises:
        NotPermitted: the actor does not speak for the carrier.
        NotNow: it is reported, done or over.
        Refused: no reason; the carrier is not responsible; the receiver stands outside.
    """
    duty = lock(duty)
    policy.may_carry(actor, duty, "hand_over").require()
    part = _part_of(duty, carrier, actor)
    if part.part != Assignment.Part.RESPONSIBLE:
        raise Refused(_("Only who is responsible hands a duty over."))
    if not reason.strip():
        raise Refused(_("Please say why: the secretariat will read it."))
    if key_of(to) not in {key_of(one) for one in policy.possible_receivers(duty, carrier)}:
        raise Refused(_("Hand it over to a member of the group, a committee or who supports it."))
    before = carriers_of(duty)
    parts = list(duty.assignments.select_related("body", "committee"))
    responsible = [
        to if one.carrier == carrier else one.carrier
        for one in parts
        if one.part == Assignment.Part.RESPONSIBLE
    ]
    supporting = [
        one.carrier for one in parts if one.part == Assignment.Part.SUPPORTING and one.carrier != to
    ]
    set_assignments(duty, responsible, [*supporting, *([carrier] if stays else [])])
    advance(duty, "hand_over")
    duty.save(update_fields=["state"])
    step = note_step(duty, Step.Event.HAND_OVER, by=actor, at=at, why=reason, with_carriers=True)
    for tell in (tell_secretariat, tell_carriers):
        tell(
            duty,
            lambda: _("A duty was handed over."),
            key=f"handed-over:{step.pk}",
            actor=actor,
            at=at,
        )
    record(actor=actor, at=at, about=duty, before=before, after=carriers_of(duty), reason=reason)
    return duty

"""Acts on extensions (تمدید مهلت): asked for, granted, refused, withdrawn."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import Refused
from dabir.foundation.lives import advance, lock
from dabir.foundation.people.models import Person
from dabir.foundation.record.acts import act, record
from dabir.stages.mandates import policy
from dabir.stages.mandates.models import Duty, Extension, Step
from dabir.stages.mandates.queries.duties import OPEN_STATES
from dabir.stages.mandates.steps import note_step
from dabir.stages.mandates.telling import tell_carriers, tell_secretariat


def _require_ahead(duty: Duty, day: date, at: datetime) -> None:
    if day < duty.group.day(at):
        raise Refused(_("This day is past. Please name a later one."))


@act
def ask_extension(
    *, duty: Duty, until: date, reason: str, actor: Person, at: datetime
) -> Extension:
    """Ask for more time, until a day after the present deadline.

    Raises:
        NotPermitted: the actor does not carry the duty.
        NotNow: the duty has no deadline, is reported or over, or an answer is awaited already.
        Refused: no reason is given, or the day is no later or already past.
    """
    duty = lock(duty)
    policy.may_ask_extension(actor, duty).require()
    if not reason.strip():
        raise Refused(_("Please say why more time is needed."))
    before = duty.due_on
    assert before is not None  # noqa: S101 (the policy asks for a deadline)
    if until <= before:
        raise Refused(_("Please name a day after the present deadline."))
    _require_ahead(duty, until, at)
    extension = Extension.objects.create(
        duty=duty, before=before, until=until, reason=reason.strip(), asked_by=actor, asked_at=at
    )
    note_step(
        duty,
        Step.Event.ASK,
        by=actor,
        at=at,
        why=reason,
        due=(before, until),
        extension=extension,
    )
    tell_secretariat(
        duty,
        lambda: _("More time is asked for a duty. Please answer."),
        key=f"extension:{extension.pk}:asked",
        actor=actor,
        at=at,
    )
    record(
        actor=actor,
        at=at,
        about=duty,
        extension=extension.pk,
        until=until.isoformat(),
        reason=reason,
    )
    return extension


def _answer(extension: Extension, event: str, answer: str, actor: Person, at: datetime) -> None:
    advance(extension, event)
    extension.answer = answer.strip()
    extension.answered_by = actor
    extension.answered_at = at
    extension.save()


@act
def grant_extension(
    *,
    extension: Extension,
    actor: Person,
    at: datetime,
    until: date | None = None,
    answer: str = "",
) -> Extension:
    """Grant more time: until the day that was asked for, or another; the deadline moves to it.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: it was answered or withdrawn.
        Refused: the day is not after the present deadline, or already past.
    """
    duty = lock(extension.duty)
    extension = lock(extension)
    policy.may_answer_extension(actor, extension, "grant").require()
    day = until or extension.until
    before = duty.due_on
    if before is not None and day <= before:
        raise Refused(_("Please name a day after the present deadline."))
    _require_ahead(duty, day, at)
    extension.until_granted = day
    _answer(extension, "grant", answer, actor, at)
    duty.due_on = day
    duty.save(update_fields=["due_on"])
    note_step(
        duty,
        Step.Event.GRANT,
        by=actor,
        at=at,
        why=answer,
        due=(before, day),
        extension=extension,
    )
    tell_carriers(
        duty,
        lambda: _("More time was granted for a duty."),
        key=f"extension:{extension.pk}:answered",
        actor=actor,
        at=at,
    )
    record(
        actor=actor,
        at=at,
        about=duty,
        extension=extension.pk,
        before=before.isoformat() if before else None,
        after=day.isoformat(),
    )
    return extension


@act
def refuse_extension(
    *, extension: Extension, reason: str, actor: Person, at: datetime
) -> Extension:
    """Refuse more time, saying why; the deadline stays.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: it was answered or withdrawn.
        Refused: no reason is given.
    """
    duty = lock(extension.duty)
    extension = lock(extension)
    policy.may_answer_extension(actor, extension, "refuse").require()
    if not reason.strip():
        raise Refused(_("Please give a reason: those who carry the duty will read it."))
    _answer(extension, "refuse", reason, actor, at)
    note_step(duty, Step.Event.REFUSE, by=actor, at=at, why=reason, extension=extension)
    tell_carriers(
        duty,
        lambda: _("More time was not granted for a duty."),
        key=f"extension:{extension.pk}:answered",
        actor=actor,
        at=at,
    )
    record(actor=actor, at=at, about=duty, extension=extension.pk, reason=reason)
    return extension


@act
def withdraw_extension(*, extension: Extension, actor: Person, at: datetime) -> Extension:
    """Take a request for more time back before it is answered.

    Raises:
        NotPermitted: the actor does not carry the duty.
        NotNow: it was answered or withdrawn.
    """
    duty = lock(extension.duty)
    extension = lock(extension)
    policy.may_withdraw_extension(actor, extension).require()
    _answer(extension, "withdraw", "", actor, at)
    note_step(duty, Step.Event.WITHDRAW, by=actor, at=at, extension=extension)
    record(actor=actor, at=at, about=duty, extension=extension.pk)
    return extension


def let_extension_lapse(duty: Duty, actor: Person, at: datetime) -> None:
    """Close a request that has lost its object.

    That is: the duty is over, its deadline was lifted, or lies as late as was asked, or later.
    """
    over = duty.state not in OPEN_STATES or duty.due_on is None
    for extension in duty.extensions.filter(state=Extension.State.ASKED):
        if not over and duty.due_on is not None and duty.due_on < extension.until:
            continue
        _answer(extension, "lapse", "", actor, at)

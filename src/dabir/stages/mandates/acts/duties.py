"""Acts of the secretariat on duties: giving, changing, dating, releasing, ending."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import NotNow, Refused
from dabir.foundation.files.keeping import keep_original
from dabir.foundation.files.models import Original
from dabir.foundation.lives import advance, lock
from dabir.foundation.people.models import Body, Group, Person
from dabir.foundation.record.acts import act, record
from dabir.foundation.trace.linking import link, new_address
from dabir.foundation.trace.models import Addressable, Confidentiality, Relation
from dabir.stages.mandates import policy
from dabir.stages.mandates.acts.carrying import set_assignments
from dabir.stages.mandates.acts.extending import let_extension_lapse
from dabir.stages.mandates.counting import counts_working_days
from dabir.stages.mandates.models import Axis, Clause, Duty, Step
from dabir.stages.mandates.queries.duties import OPEN_STATES
from dabir.stages.mandates.steps import Carrier, carriers_of, note_step
from dabir.stages.mandates.telling import tell_carriers


def _require_own(group: Group, clause: Clause | None, axis: Axis | None) -> None:
    if (clause is not None and clause.mandate.group_id != group.pk) or (
        axis is not None and axis.group_id != group.pk
    ):
        raise Refused(_("The duty belongs to another group."))


def _require_open(duty: Duty) -> None:
    if duty.state not in OPEN_STATES:
        raise NotNow(_("Not possible now: it is %(state)s.") % {"state": duty.get_state_display()})


def _tell_given(duty: Duty, key: str, actor: Person, at: datetime) -> None:
    tell_carriers(
        duty,
        lambda: _("You sit for a body, or in a committee, to which a duty was given."),
        key=key,
        actor=actor,
        at=at,
    )


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
    working_days: bool | None = None,
    anchor: str = "",
    reporting_to: Body | None = None,
    kind: Duty.Kind | str = Duty.Kind.TASK,
    title: str = "",
    clause: Clause | None = None,
    axis: Axis | None = None,
    origin: Addressable | None = None,
    confidentiality: Confidentiality | str = Confidentiality.GROUP,
    tell: bool = False,
) -> Duty:
    """Give a duty to bodies or committees.

    `within` is an ISO 8601 duration counted from `anchor`, in working days if `working_days` or
    else if `due_text` says so; `origin` is what the duty follows from when that is no mandate
    clause (an action item of a meeting). A required output (`kind`) has
    the `title` of the text that is to be handed to `reporting_to`. `tell` mails those responsible
    at once; many duties given together are left to their tray.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        Refused: there is no text, or the clause or the axis is another group's.
    """
    policy.may_assign(actor, group).require()
    if not text.strip():
        raise Refused(_("Please say what the duty is."))
    _require_own(group, clause, axis)
    duty = Duty.objects.create(
        address=new_address(Duty, group=group, confidentiality=confidentiality),
        group=group,
        clause=clause,
        axis=axis,
        kind=Duty.Kind(kind),
        text=text.strip(),
        title=title.strip(),
        due_on=due_on,
        due_text=due_text,
        within=within,
        working_days=counts_working_days(due_text) if working_days is None else working_days,
        anchor=anchor,
        reporting_to=reporting_to,
    )
    set_assignments(duty, responsible, supporting)
    for source in (clause, origin):
        if source is not None:
            link(source, duty, Relation.TASKS, by=actor, at=at)
    note_step(duty, Step.Event.ASSIGN, by=actor, at=at, due=(None, due_on), with_carriers=True)
    if tell:
        _tell_given(duty, "given", actor, at)
    record(
        actor=actor,
        at=at,
        about=duty,
        due_on=due_on.isoformat() if due_on else None,
        carriers=carriers_of(duty),
    )
    return duty


CHANGEABLE = frozenset(
    (
        "text",
        "title",
        "kind",
        "axis",
        "clause",
        "reporting_to",
        "due_on",
        "due_text",
        "within",
        "working_days",
        "anchor",
    )
)


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else getattr(value, "pk", value)


@act
def change_duty(
    *,
    duty: Duty,
    actor: Person,
    at: datetime,
    reason: str = "",
    origin: Addressable | None = None,
    **changes: Any,
) -> Duty:
    """Change what a duty asks, while it is open; what is left out stays.

    `changes` are those of `assign_duty`: text, title, kind, axis, clause, reporting_to, due_on,
    due_text, within, working_days, anchor. `origin` is what asks for the change, such as a clause
    of an amended mandate; the duty then carries that out too.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: the duty is over.
        Refused: no text is left, or the clause or the axis is another group's.
        TypeError: a change that is none of these (a fault of the program).
    """
    duty = lock(duty)
    policy.may_assign(actor, duty.group).require()
    if unknown := set(changes) - CHANGEABLE:
        raise TypeError(f"a duty has no {', '.join(sorted(unknown))}")
    _require_open(duty)
    if not str(changes.get("text", duty.text)).strip():
        raise Refused(_("Please say what the duty is."))
    clause, axis = changes.get("clause"), changes.get("axis")
    _require_own(duty.group, clause, axis)
    if "due_text" in changes:
        changes.setdefault("working_days", counts_working_days(str(changes["due_text"])))
    before = {name: _plain(getattr(duty, name)) for name in changes}
    due_before = duty.due_on
    for name, value in changes.items():
        setattr(duty, name, value.strip() if isinstance(value, str) else value)
    duty.save()
    for source in (clause, origin):
        if source is not None:
            link(source, duty, Relation.TASKS, by=actor, at=at)
    moved = duty.due_on != due_before
    note_step(
        duty,
        Step.Event.CHANGE,
        by=actor,
        at=at,
        why=reason,
        due=(due_before, duty.due_on) if moved else None,
    )
    if moved:
        let_extension_lapse(duty, actor, at)
    after = {name: _plain(getattr(duty, name)) for name in changes}
    record(actor=actor, at=at, about=duty, before=before, after=after, reason=reason)
    return duty


@act
def set_draft(
    *,
    duty: Duty,
    actor: Person,
    at: datetime,
    file: tuple[str, bytes] | Original | None = None,
    annex: Clause | None = None,
) -> Duty:
    """Say which draft came with the mandate for a required output; neither says there is none.

    `file` is an original that is kept already, or a name with bytes; `annex` an annex of the
    mandate that is the draft itself.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        Refused: the duty is no required output, both are given, or one is another group's.
    """
    duty = lock(duty)
    policy.may_assign(actor, duty.group).require()
    if not duty.is_output:
        raise Refused(_("Only a required output has a draft."))
    if file is not None and annex is not None:
        raise Refused(_("Please choose a file or an annex, not both."))
    if annex is not None and annex.mandate.group_id != duty.group_id:
        raise Refused(_("The duty belongs to another group."))
    if isinstance(file, Original) and file.address.group_id != duty.group_id:
        raise Refused(_("The document belongs to another group."))
    if isinstance(file, tuple):
        name, data = file
        level = Confidentiality(duty.address.confidentiality)
        file = keep_original(data, name=name, group=duty.group, at=at, confidentiality=level)
    duty.draft = file
    duty.draft_annex = annex
    duty.save(update_fields=["draft", "draft_annex"])
    note_step(duty, Step.Event.DRAFT, by=actor, at=at)
    record(
        actor=actor,
        at=at,
        about=duty,
        draft=file.sha256 if file else None,
        annex=annex.pk if annex else None,
    )
    return duty


def _event_of_change(duty: Duty, *, responsible: bool, others: bool) -> str | None:
    """Return what befalls a duty whose carriers were changed; None where its state stays."""
    events = ("give", "hand_over") if responsible else ("take_away",)
    for event in events:
        if duty.LIFE.allows(duty.state, event) and (others or event != "hand_over"):
            return event
    return None


@act
def change_assignment(
    *,
    duty: Duty,
    responsible: Iterable[Carrier],
    supporting: Iterable[Carrier],
    actor: Person,
    at: datetime,
    reason: str = "",
) -> Duty:
    """Give a duty to others, who have to acknowledge it anew; with nobody it is unassigned.

    Where those responsible stay, so does its state. A duty that is reported stays that: the report
    on it is answered first. Whoever becomes responsible is told.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: the duty is over.
    """
    duty = lock(duty)
    policy.may_assign(actor, duty.group).require()
    _require_open(duty)
    before = carriers_of(duty)
    set_assignments(duty, responsible, supporting)
    after = carriers_of(duty)
    others = set(after["responsible"]) != set(before["responsible"])
    event = _event_of_change(duty, responsible=bool(after["responsible"]), others=others)
    if event is not None:
        advance(duty, event)
        duty.save(update_fields=["state"])
    step = note_step(duty, Step.Event.GIVE, by=actor, at=at, why=reason, with_carriers=True)
    if others:
        _tell_given(duty, f"given:{step.pk}", actor, at)
    record(actor=actor, at=at, about=duty, before=before, after=after, reason=reason)
    return duty


@act
def set_due(*, duty: Duty, due_on: date | None, reason: str, actor: Person, at: datetime) -> Duty:
    """Set, extend or lift a duty's deadline.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: the duty is over.
        Refused: no reason is given.
    """
    duty = lock(duty)
    policy.may_assign(actor, duty.group).require()
    _require_open(duty)
    if not reason.strip():
        raise Refused(_("Please give a reason: those who carry the duty will read it."))
    before = duty.due_on
    duty.due_on = due_on
    duty.save(update_fields=["due_on"])
    note_step(duty, Step.Event.DUE, by=actor, at=at, why=reason, due=(before, due_on))
    let_extension_lapse(duty, actor, at)
    record(
        actor=actor,
        at=at,
        about=duty,
        before=before.isoformat() if before else None,
        after=due_on.isoformat() if due_on else None,
        reason=reason,
    )
    return duty


def _close(
    duty: Duty,
    event: str,
    step: Step.Event,
    *,
    reason: str,
    actor: Person,
    at: datetime,
    origin: Addressable | None = None,
) -> Duty:
    duty = lock(duty)
    policy.may_verify(actor, duty, event).require()
    if not reason.strip():
        raise Refused(_("Please give a reason: those who carry the duty will read it."))
    advance(duty, event)
    duty.save(update_fields=["state"])
    let_extension_lapse(duty, actor, at)
    if origin is not None:
        link(duty, origin, Relation.AMENDS, by=actor, at=at, why=reason)
    noted = note_step(duty, step, by=actor, at=at, why=reason)
    tell_carriers(
        duty,
        lambda: _("A duty that you carry is over: it was released or ended. The page says why."),
        key=f"over:{noted.pk}",
        actor=actor,
        at=at,
    )
    record(actor=actor, at=at, about=duty, reason=reason)
    return duty


@act
def release_duty(*, duty: Duty, reason: str, actor: Person, at: datetime) -> Duty:
    """Release those who carry a duty from it.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: it is reported or done.
        Refused: no reason is given.
    """
    return _close(duty, "release", Step.Event.RELEASE, reason=reason, actor=actor, at=at)


@act
def end_duty(
    *, duty: Duty, reason: str, actor: Person, at: datetime, origin: Addressable | None = None
) -> Duty:
    """End a duty that no longer stands, such as one that an amended mandate dropped.

    `origin` is what ended it (a clause of the amended mandate, a decision).

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: it is done, released or ended already.
        Refused: no reason is given.
    """
    return _close(duty, "end", Step.Event.END, reason=reason, actor=actor, at=at, origin=origin)

"""Noting the steps of a duty's life, within the acts that take them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from dabir.foundation.people.models import Body, Group, Person
from dabir.stages.mandates.models import Assignment, Duty, Extension, Report, Step

Carrier = Body | Group
"""Who a duty is given to: a body, or a group or committee itself."""


def key_of(carrier: Carrier) -> str:
    """Return what stands for a carrier in a step and in a form: ``"body-3"``, ``"group-1"``."""
    return f"{'body' if isinstance(carrier, Body) else 'group'}-{carrier.pk}"


def carriers_of(duty: Duty) -> dict[str, list[str]]:
    """Return who carries a duty, by part, as `key_of` has them."""
    parts: dict[str, list[str]] = {part: [] for part in Assignment.Part.values}
    for one in duty.assignments.select_related("body", "committee"):
        parts[one.part].append(key_of(one.carrier))
    return parts


def carriers_named(keys: Iterable[str]) -> dict[str, Carrier]:
    """Return the bodies and groups that keys stand for; two queries, whatever their number."""
    numbers: dict[str, set[int]] = {"body": set(), "group": set()}
    for key in keys:
        kind, _dash, number = key.partition("-")
        numbers[kind].add(int(number))
    carriers: list[Carrier] = [
        *Body.objects.filter(pk__in=numbers["body"]),
        *Group.objects.filter(pk__in=numbers["group"]),
    ]
    return {key_of(carrier): carrier for carrier in carriers}


def note_step(
    duty: Duty,
    event: Step.Event,
    *,
    by: Person,
    at: datetime,
    why: str = "",
    due: tuple[date | None, date | None] | None = None,
    with_carriers: bool = False,
    report: Report | None = None,
    extension: Extension | None = None,
) -> Step:
    """Note a step; `due` is the deadline before and after it, where it moved."""
    before, after = due or (None, None)
    return Step.objects.create(
        duty=duty,
        event=event,
        by=by,
        at=at,
        why=why.strip(),
        due_before=before,
        due_after=after,
        carriers=carriers_of(duty) if with_carriers else {},
        report=report,
        extension=extension,
    )

"""Actors, issues and statements for tests, made by the acts, as the secretariat does it."""

from __future__ import annotations

from typing import Any

from dabir.foundation.people.models import Body, Group, Person
from dabir.stages.positions.acts import (
    circulate_position,
    draft_position,
    open_round,
    raise_issue,
    record_statement,
    register_actor,
)
from dabir.stages.positions.models import Actor, Approval, Issue, OwnPosition, Round, Statement
from tests.factories import AT


def make_actor(group: Group, by: Person, name: str = "آبستان", **fields: Any) -> Actor:
    fields.setdefault("kind", Actor.Kind.STATE)
    return register_actor(
        group=group, names={"fa": name, "en": f"{name} (en)"}, actor=by, at=AT, **fields
    )


def make_issue(group: Group, by: Person, name: str = "آب مرزی", **fields: Any) -> Issue:
    return raise_issue(
        group=group, names={"fa": name, "en": f"{name} (en)"}, actor=by, at=AT, **fields
    )


def make_round(group: Group, by: Person, name: str = "دور نخست", **fields: Any) -> Round:
    return open_round(
        group=group, names={"fa": name, "en": f"{name} (en)"}, actor=by, at=AT, **fields
    )


def state(declared_by: Actor, issue: Issue, by: Person, **fields: Any) -> Statement:
    fields.setdefault("stance", Statement.Stance.SUPPORTS)
    fields.setdefault("quote", "از تقسیم برابر آب پشتیبانی می‌کنیم")
    fields.setdefault("source", "صورت مذاکرات، صفحهٔ ۴")
    return record_statement(declared_by=declared_by, issue=issue, actor=by, at=AT, **fields)


def draft_own(issue: Issue, by: Person, **fields: Any) -> OwnPosition:
    fields.setdefault("stance", Statement.Stance.CONDITIONAL)
    fields.setdefault("texts", {"fa": "تقسیم برابر را با پایش مشترک می‌پذیریم."})
    return draft_position(issue=issue, actor=by, at=AT, **fields)


def circulated(issue: Issue, by: Person, *bodies: Body) -> tuple[OwnPosition, list[Approval]]:
    position = circulate_position(position=draft_own(issue, by), bodies=bodies, actor=by, at=AT)
    return position, list(position.approvals.order_by("pk"))

"""Calls for tests: drafted and opened by the acts, as the secretariat does it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from dabir.foundation.people.models import Body, Group, Person
from dabir.foundation.trace.linking import new_address
from dabir.stages.calls.acts import ExhibitDraft, add_exhibits, draft_call, invite, open_call
from dabir.stages.calls.models import Call
from dabir.stages.mandates.models import Clause, Mandate
from tests.factories import AT

DEADLINE = AT + timedelta(days=10)


def draft(group: Group, actor: Person, **fields: Any) -> Call:
    """Draft a call with a deadline in ten days."""
    fields = {
        "code": f"call-{uuid4().hex[:8]}",
        "kind": Call.Kind.INPUT,
        "titles": {"fa": "فراخوان آب", "en": "Call on water"},
        "purposes": {"fa": "شنیدن نظر باغداران", "en": "To hear gardeners"},
        "closes_at": DEADLINE,
        **fields,
    }
    return draft_call(group=group, actor=actor, at=AT, **fields)


def opened(group: Group, actor: Person, **fields: Any) -> Call:
    """Draft a call and open it."""
    return open_call(call=draft(group, actor, **fields), actor=actor, at=AT)


def inquiry(group: Group, actor: Person, *bodies: Body, **fields: Any) -> Call:
    """Draft an inquiry to bodies and open it."""
    call = draft(group, actor, kind=Call.Kind.INQUIRY, **fields)
    for body in bodies:
        invite(call=call, body=body, actor=actor, at=AT)
    return open_call(call=call, actor=actor, at=AT)


def exhibit(call: Call, actor: Person, text: str = "آب باغ از چاه است.") -> None:
    """Show one clause in a draft call for comments."""
    shown = ExhibitDraft(
        uid=uuid4(), labels={"fa": "ماده ۱", "en": "Article 1"}, texts={"fa": text, "en": "Water"}
    )
    add_exhibits(call=call, exhibits=[shown], actor=actor, at=AT)


def make_clause(group: Group, path: str = "1") -> Clause:
    """Give the group a mandate with one clause that its members see."""
    mandate = Mandate.objects.create(
        address=new_address(Mandate, group=group), group=group, names={"fa": "مصوبه"}
    )
    return Clause.objects.create(
        address=new_address(Clause, group=group),
        mandate=mandate,
        parent=None,
        order=0,
        path=path,
        kind="clause",
        text="کارگروه نظر باغداران را می‌شنود.",
    )

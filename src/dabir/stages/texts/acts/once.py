"""What is made once, though a button be pressed twice: the same is not made again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from dabir.domain.drafting import Add, Operation
from dabir.domain.drafting.plain import to_plain_list
from dabir.domain.procedure.verdicts import MadeBefore
from dabir.foundation.people.models import Body, Group, Person
from dabir.stages.texts.models import Amendment, Guard, Text, Version
from dabir.stages.texts.queries import (
    amendments_visible_to,
    documents_visible_to,
    guards_visible_to,
    visible_to,
)
from dabir.stages.texts.snapshots import placed


def require_new_amendment(
    base: Version,
    operations: Sequence[Operation],
    *,
    actor: Person,
    body: Body | None,
    amends: Amendment | None = None,
) -> None:
    """Refuse what the actor proposed for the same body already, while it is undecided.

    Raises:
        MadeBefore: with the amendment that says so.
    """
    there = amendments_visible_to(actor).filter(
        base=base,
        by=actor,
        proposer=body,
        amends=amends,
        state=Amendment.State.PROPOSED,
        merges=None,
    )
    wished = _nameless(operations)
    for each in there.order_by("-number"):
        if _nameless([one.operation for one in placed(each)]) == wished:
            raise MadeBefore(_("You proposed this already."), each)


def _nameless(operations: Iterable[Operation]) -> list[dict[str, Any]]:
    """Return operations as plain data, clauses that they add named by their order alone."""
    operations = list(operations)
    added = [each.uid for each in operations if isinstance(each, Add)]
    names = {uid: f"added {place}" for place, uid in enumerate(added)}
    return [
        {key: names.get(str(value), value) for key, value in data.items()}
        for data in to_plain_list(operations)
    ]


def require_new_text(
    actor: Person, group: Group, names: Mapping[str, str], kind: str, language: str
) -> None:
    """Refuse a text of the same title, kind and language beside one that is empty still.

    Raises:
        MadeBefore: with that text.
    """
    empty = visible_to(actor).filter(
        group=group,
        names=dict(names),
        kind=kind,
        language=language,
        state=Text.State.DRAFTING,
        versions=None,
    )
    known = empty.first()
    if known is not None:
        raise MadeBefore(_("A text of this title was started already, and is empty."), known)


def require_new_document(
    actor: Person,
    group: Group,
    names: Mapping[str, str],
    rank: str,
    clauses: Sequence[tuple[str, str]],
) -> None:
    """Refuse an upstream document that is entered with the same clauses already.

    Raises:
        MadeBefore: with that document.
    """
    for each in documents_visible_to(actor).filter(group=group, names=dict(names), rank=rank):
        if list(each.clauses.order_by("order").values_list("label", "text")) == list(clauses):
            raise MadeBefore(_("This document is entered already."), each)


def require_new_guard(actor: Person, guard: Guard) -> None:
    """Refuse a guard that asks of the same place what another one asks already.

    Raises:
        MadeBefore: with that guard.
    """
    same = guards_visible_to(actor).filter(
        text=guard.text,
        uid=guard.uid,
        consideration=guard.consideration,
        language=guard.language,
        rule=guard.rule,
        must_contain=guard.must_contain,
        must_not_contain=guard.must_not_contain,
        questions=guard.questions,
        judge=guard.judge,
    )
    known = same.first()
    if known is not None:
        raise MadeBefore(_("This red line is guarded so already."), known)

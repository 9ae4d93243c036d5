"""What is made once, though a button be pressed twice: the same is not made again."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from dabir.domain.drafting import Add, Operation
from dabir.domain.drafting.plain import to_plain_list
from dabir.domain.procedure.verdicts import MadeBefore, NotNow
from dabir.foundation.people.models import Body, Group, Person
from dabir.foundation.trace.models import Addressable, Confidentiality
from dabir.foundation.unsent.models import Shared
from dabir.foundation.unsent.sharing import sent_together, sharing_held
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
    reasons: Mapping[str, str],
    level: Confidentiality,
    bodies: Collection[Body],
    amends: Amendment | None = None,
) -> None:
    """Refuse what the actor proposed for the same body already, while it is undecided.

    With other `reasons`, or for other readers (`level`, `bodies`), it is not the same.

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
        reasons=dict(reasons),
        address__confidentiality=level,
    )
    wished = _nameless(operations)
    for each in there.order_by("-number"):
        there_too = _nameless([one.operation for one in placed(each)]) == wished
        if there_too and _shown_to(each, bodies):
            raise MadeBefore(_("You proposed this already."), each)


def require_not_sent(
    actor: Person, place: str, group: Group, revision: int | None
) -> Shared | None:
    """Refuse a draft of the actor's that another one of their delegation proposed, or wrote over.

    `revision` is that of it which the actor saw. Returns how they share it still, if they do;
    nobody writes over it until the transaction ends.

    Raises:
        NotNow: it was proposed, or what another one wrote is not what the actor saw.
    """
    sent = sent_together(actor, group, place).filter(person=actor, place=place)
    made = [each.made_id for each in sent.exclude(by=actor)]
    if amendments_visible_to(actor).filter(address__in=made).exists():
        raise NotNow(_("Another one of the delegation proposed this draft."))
    shared = sharing_held(actor, place)
    if shared and shared.last_by != actor and shared.unsent.revision != revision:
        raise NotNow(_("Another one of the delegation changed this draft. Look at it again."))
    return shared


def _nameless(operations: Iterable[Operation]) -> list[dict[str, Any]]:
    """Return operations as plain data, clauses that they add named by their order alone."""
    operations = list(operations)
    added = [each.uid for each in operations if isinstance(each, Add)]
    names = {uid: f"added {place}" for place, uid in enumerate(added)}
    return [
        {key: names.get(str(value), value) for key, value in data.items()}
        for data in to_plain_list(operations)
    ]


def _shown_to(item: Addressable, bodies: Collection[Body]) -> bool:
    return set(item.address.bodies.all()) == set(bodies)


def require_new_text(
    actor: Person, level: Confidentiality | str, bodies: Collection[Body], **said: object
) -> None:
    """Refuse a text of which the same is `said`, for the same readers, beside an empty one.

    `said` is what the fields of the two have in common: title, kind, language and more.

    Raises:
        MadeBefore: with that text.
    """
    empty = visible_to(actor).filter(
        state=Text.State.DRAFTING,
        versions=None,
        address__confidentiality=Confidentiality(level),
        **said,
    )
    known = next((each for each in empty.order_by("pk") if _shown_to(each, bodies)), None)
    if known is not None:
        raise MadeBefore(_("A text of this title was started already, and is empty."), known)


def require_new_document(
    actor: Person,
    group: Group,
    names: Mapping[str, str],
    rank: str,
    clauses: Sequence[tuple[str, str]],
    *,
    level: Confidentiality | str,
    bodies: Collection[Body],
) -> None:
    """Refuse an upstream document that is entered with the same clauses, for the same readers.

    Raises:
        MadeBefore: with that document.
    """
    there = documents_visible_to(actor).filter(group=group, names=dict(names), rank=rank)
    for each in there.filter(address__confidentiality=Confidentiality(level)):
        entered = list(each.clauses.order_by("order").values_list("label", "text"))
        if entered == list(clauses) and _shown_to(each, bodies):
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

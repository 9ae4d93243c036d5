"""Handing in together what was drafted over many clauses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from dabir.domain.drafting import Operation
from dabir.domain.procedure.verdicts import NotPermitted, Refused
from dabir.foundation.lives import lock
from dabir.foundation.people.models import Body, Person
from dabir.foundation.record.acts import act, record
from dabir.foundation.trace.models import Confidentiality
from dabir.foundation.unsent.keeping import forget
from dabir.foundation.unsent.sharing import note_sent, shared_with, sharing_of
from dabir.stages.texts import policy
from dabir.stages.texts.acts.amending import propose_within
from dabir.stages.texts.models import Amendment, Text, Version
from dabir.stages.texts.queries import visible_to


@dataclass(frozen=True, slots=True)
class DraftAmendment:
    """An amendment as somebody drafted it.

    `place` is where its unsent words are kept, if any, and `revision` which of them these are;
    `owner` keeps them, where that is another one of the delegation, who shares them.
    """

    operations: Sequence[Operation]
    body: Body | None = None
    reasons: Mapping[str, str] = field(default_factory=dict)
    confidentiality: Confidentiality | str = Confidentiality.GROUP
    bodies: Sequence[Body] = ()
    place: str = ""
    revision: int | None = None
    owner: Person | None = None


class RefusedTogether(Refused):
    """Some of the drafts are refused, and so none was proposed: `reasons` by their positions."""

    def __init__(self, reasons: Mapping[int, str]) -> None:
        super().__init__(_("Nothing was proposed, for something does not fit."))
        self.reasons = dict(reasons)


@act
def propose_amendments(
    *,
    text: Text,
    drafts: Iterable[DraftAmendment],
    actor: Person,
    at: datetime,
    base: Version | None = None,
) -> list[Amendment]:
    """Propose several amendments to the present version: all of them, or none.

    They are numbered in the order given, each with an entry of its own. The unsent words in the
    places of the drafts are forgotten with it.

    Raises:
        NotPermitted: the actor is no member, or may not see the text.
        NotNow: the text is not worked on, or has no draft.
        RefusedTogether: some do not fit; each is named with the reason, and none is proposed.
        Refused: there is nothing to propose.
    """
    text = lock(text)
    policy.may_propose(actor, text).require()
    if not visible_to(actor).filter(pk=text.pk).exists():
        raise NotPermitted(_("There is no such text."))
    collected = list(drafts)
    if not collected:
        raise Refused(_("Choose what to propose."))
    made: list[Amendment] = []
    refused: dict[int, str] = {}
    for position, draft in enumerate(collected):
        try:
            with transaction.atomic():
                made.append(_propose(text, draft, base, actor, at))
        except Refused as refusal:
            refused[position] = str(refusal)
    if refused:
        raise RefusedTogether(refused)
    for amendment in made:
        record(
            actor=actor,
            at=at,
            about=amendment,
            number=amendment.number,
            base=amendment.base.order,
            body=amendment.proposer_id,
            operations=amendment.operations,
        )
    return made


def _require_shared(text: Text, draft: DraftAmendment, owner: Person, actor: Person) -> None:
    """Refuse another one's draft, unless it is shared with the actor and proposed as it is meant.

    Raises:
        Refused: for the actor there is no such draft, or it is proposed for another body.
    """
    shared = shared_with(actor, text.group, draft.place).filter(
        unsent__person=owner, unsent__place=draft.place
    )
    found = shared.first() if draft.place else None
    if found is None:
        raise Refused(_("This draft was proposed or dropped in another window."))
    if draft.body != found.body:
        raise Refused(
            _("A draft of the delegation of %(body)s is proposed for them.") % {"body": found.body}
        )


def _propose(
    text: Text, draft: DraftAmendment, base: Version | None, actor: Person, at: datetime
) -> Amendment:
    policy.speaks_for(actor, text.group, draft.body).require()
    if draft.owner is not None and draft.owner != actor:
        _require_shared(text, draft, draft.owner, actor)
    owner = draft.owner or actor
    shared = sharing_of(owner, draft.place) if draft.place else None
    if draft.place and not forget(owner, [draft.place], known=draft.revision):
        # Two windows hand in the same: the second finds nothing, or what was typed since.
        raise Refused(_("This draft was proposed or dropped in another window."))
    made = propose_within(
        text,
        draft.operations,
        actor=actor,
        at=at,
        body=draft.body,
        reasons=draft.reasons,
        base=base,
        level=draft.confidentiality,
        bodies=draft.bodies,
    )
    if shared is not None:
        note_sent(
            person=owner, place=draft.place, shared=shared, by=actor, made=made.address, at=at
        )
    return made

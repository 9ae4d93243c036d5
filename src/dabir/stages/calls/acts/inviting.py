"""Acts on who is invited to a call, and on the clauses it consults on."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import NotNow, Refused
from dabir.foundation.lives import lock
from dabir.foundation.people.models import Body, Person
from dabir.foundation.record.acts import act, record
from dabir.foundation.trace.linking import new_address
from dabir.foundation.trace.models import Confidentiality
from dabir.stages.calls import policy
from dabir.stages.calls.acts.words import require_names
from dabir.stages.calls.models import Call, Exhibit, Invitation


@dataclass(frozen=True, slots=True)
class ExhibitDraft:
    """A clause as the texts stage hands it over for consultation; words by language."""

    uid: uuid.UUID
    labels: Mapping[str, str]
    texts: Mapping[str, str]


@act
def invite(
    *,
    call: Call,
    actor: Person,
    at: datetime,
    names: Mapping[str, str] | None = None,
    body: Body | None = None,
) -> Invitation:
    """Invite a group by its description, or a body by itself; later too, while the call is open.

    A body that is added to an open inquiry sees the inquiry from then on.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: the call has closed.
        Refused: neither names nor a body, or the body is invited already.
    """
    call = lock(call)
    policy.may_invite(actor, call).require()
    if body is not None and call.invitations.filter(body=body).exists():
        raise Refused(_("%(body)s is invited already.") % {"body": body})
    kept = require_names(
        names or (body.names if body else {}), _("Please say which group or body is invited.")
    )
    invitation = Invitation.objects.create(call=call, names=kept, body=body)
    if body is not None and call.address.confidentiality == Confidentiality.BODIES:
        for item in (call, *call.questions.all(), *call.exhibits.all()):
            item.address.bodies.add(body)
    record(
        actor=actor,
        at=at,
        about=call,
        invitation=invitation.pk,
        names=kept,
        body=body.pk if body else None,
    )
    return invitation


@act
def withdraw_invitation(*, invitation: Invitation, actor: Person, at: datetime) -> None:
    """Take an invitation back while the call is a draft.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: the call is published.
    """
    call = lock(invitation.call)
    policy.may_change(actor, call).require()
    record(actor=actor, at=at, about=call, invitation=invitation.pk, names=invitation.names)
    invitation.delete()


@act
def add_exhibits(
    *, call: Call, exhibits: Sequence[ExhibitDraft], actor: Person, at: datetime
) -> list[Exhibit]:
    """Copy the clauses of a draft into a call for comments, for submissions to anchor to.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: the call is published, or does not ask for comments on a draft.
        Refused: a clause without a label, or one that is shown already.
    """
    call = lock(call)
    policy.may_change(actor, call).require()
    if call.kind != Call.Kind.COMMENTS:
        raise NotNow(_("Only a call for comments on a draft shows its clauses."))
    uids = [exhibit.uid for exhibit in exhibits]
    if len(set(uids)) < len(uids) or call.exhibits.filter(uid__in=uids).exists():
        raise Refused(_("A clause is shown once in a call."))
    made = [
        Exhibit.objects.create(
            address=new_address(
                Exhibit,
                group=call.group,
                confidentiality=Confidentiality(call.address.confidentiality),
            ),
            call=call,
            order=order,
            uid=exhibit.uid,
            labels=require_names(exhibit.labels, _("A clause that is shown has a label.")),
            texts=dict(exhibit.texts),
        )
        for order, exhibit in enumerate(exhibits, start=call.exhibits.count())
    ]
    record(actor=actor, at=at, about=call, exhibits=[str(uid) for uid in uids])
    return made

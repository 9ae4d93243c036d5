"""Bodies join those behind single words of an amendment, or leave them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import Refused
from dabir.foundation.people.models import Body, Person
from dabir.foundation.record.acts import act, record
from dabir.stages.texts import policy
from dabir.stages.texts.acts.amending import lock_with_text, require_sight
from dabir.stages.texts.models import Amendment, OptionSupport
from dabir.stages.texts.policy import rulings as policy_of_rulings
from dabir.stages.texts.snapshots import placed


@act
def join_option(
    *, amendment: Amendment, places: Iterable[int], body: Body, actor: Person, at: datetime
) -> Amendment:
    """Put a body's name to single operations of an amendment of others.

    Raises:
        NotPermitted: the actor is no member, does not sit for `body`, or may not see it.
        NotNow: the amendment is not pending.
        Refused: there is no such operation, or the body stands behind it already.
    """
    amendment, chosen = _open(amendment, places, body, actor)
    if amendment.proposer_id == body.pk:
        raise Refused(_("%(body)s stands behind this amendment already.") % {"body": body})
    sponsor = amendment.sponsors.filter(pk=body.pk).exists()
    joined = []
    for place in chosen:
        known = amendment.option_supports.filter(place=place, body=body).first()
        if known is not None and known.left:
            known.delete()
            joined.append(place)
        elif known is None and not sponsor:
            OptionSupport.objects.create(
                amendment=amendment, place=place, body=body, by=actor, at=at
            )
            joined.append(place)
    if not joined:
        raise Refused(_("%(body)s stands behind these words already.") % {"body": body})
    record(actor=actor, at=at, about=amendment, body=body.pk, places=joined)
    return amendment


@act
def leave_option(
    *, amendment: Amendment, places: Iterable[int], body: Body, actor: Person, at: datetime
) -> Amendment:
    """Take a body's name from single operations that it supports.

    Raises:
        NotPermitted: the actor is no member, does not sit for `body`, or may not see it.
        NotNow: the amendment is not pending.
        Refused: there is no such operation, or the body does not support it; its proposer
            withdraws it instead.
    """
    amendment, chosen = _open(amendment, places, body, actor)
    sponsor = amendment.sponsors.filter(pk=body.pk).exists()
    left = []
    for place in chosen:
        known = amendment.option_supports.filter(place=place, body=body).first()
        if known is not None and not known.left:
            known.delete()
            left.append(place)
        elif known is None and sponsor:
            OptionSupport.objects.create(
                amendment=amendment, place=place, body=body, left=True, by=actor, at=at
            )
            left.append(place)
    if not left:
        raise Refused(_("%(body)s does not support these words.") % {"body": body})
    record(actor=actor, at=at, about=amendment, body=body.pk, places=left)
    return amendment


def _open(
    amendment: Amendment, places: Iterable[int], body: Body, actor: Person
) -> tuple[Amendment, list[int]]:
    amendment = lock_with_text(amendment)
    policy_of_rulings.may_support_option(actor, amendment).require()
    policy.speaks_for(actor, amendment.text.group, body).require()
    require_sight(actor, amendment)
    chosen = sorted(set(places))
    if not chosen or not set(chosen) <= {each.place for each in placed(amendment)}:
        raise Refused(_("There is no such part of the amendment."))
    return amendment, chosen

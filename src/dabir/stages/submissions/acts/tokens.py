"""Acts on tokens with which other systems hand submissions in."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import NotNow, Refused
from dabir.foundation.lives import lock
from dabir.foundation.people.models import Group, Person
from dabir.foundation.record.acts import act, record
from dabir.stages.calls.models import Call
from dabir.stages.submissions import policy
from dabir.stages.submissions.codes import digest_of, new_secret
from dabir.stages.submissions.models import Token
from dabir.stages.submissions.queries.tokens import PREFIX


@act
def give_token(
    *, group: Group, name: str, actor: Person, at: datetime, call: Call | None = None
) -> tuple[Token, str]:
    """Give another system a token, for one call or for all of a group's; return it, once.

    `name` says which system it is for. Only the token's digest is kept.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        Refused: it has no name, or the call is another group's.
    """
    policy.may_give_tokens(actor, group).require()
    name = " ".join(name.split())[:80]
    if not name:
        raise Refused(_("Please say which system the token is for."))
    if call is not None and call.group_id != group.pk:
        raise Refused(_("This call is another group's."))
    secret = new_secret()
    token = Token.objects.create(
        group=group, call=call, name=name, digest=digest_of(secret), by=actor, at=at
    )
    record(actor=actor, at=at, group=group, token=token.pk, name=name)
    return token, PREFIX + secret


@act
def revoke_token(*, token: Token, actor: Person, at: datetime) -> Token:
    """Take a token back: from now on it opens nothing.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: it was taken back before.
    """
    token = lock(token)
    policy.may_give_tokens(actor, token.group).require()
    if token.revoked_at is not None:
        raise NotNow(_("This token was taken back before."))
    token.revoked_at = at
    token.save(update_fields=["revoked_at"])
    record(actor=actor, at=at, group=token.group, token=token.pk, name=token.name)
    return token

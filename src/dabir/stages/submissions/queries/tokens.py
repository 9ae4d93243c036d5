"""Tokens of other systems."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from dabir.foundation.people.models import SECRETARIAT, Group
from dabir.foundation.people.queries import Reader, roles_in
from dabir.stages.submissions.codes import digest_of
from dabir.stages.submissions.models import Token

PREFIX = "dabir_"
"""What every token begins with, so that it is known for one where it should not be."""

NOTED_EVERY = timedelta(hours=1)


def tokens_of(reader: Reader, group: Group) -> QuerySet[Token]:
    """Return the tokens of a group, for its secretariat."""
    if not roles_in(reader, group) & SECRETARIAT:
        return Token.objects.none()
    return Token.objects.filter(group=group).select_related("call", "by")


def token_opened_by(typed: str) -> Token | None:
    """Return the token in force that this is, if it is one."""
    if not typed.startswith(PREFIX):
        return None
    return (
        Token.objects.filter(digest=digest_of(typed.removeprefix(PREFIX)), revoked_at__isnull=True)
        .select_related("group", "call")
        .first()
    )


def note_use(token: Token, at: datetime) -> None:
    """Keep the hour in which a token was last used; no more often than that."""
    stale = Q(used_at__isnull=True) | Q(used_at__lt=at - NOTED_EVERY)
    Token.objects.filter(stale, pk=token.pk).update(used_at=at)

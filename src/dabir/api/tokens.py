"""Whose request it is: a bearer token (RFC 6750) that the secretariat gave."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest
from django.utils.translation import gettext as _

from dabir.api.problems import Problem
from dabir.stages.calls.models import Call
from dabir.stages.submissions.models import Token
from dabir.stages.submissions.queries.tokens import note_use, token_opened_by


def require_token(request: HttpRequest, call: Call, at: datetime) -> Token:
    """Return the token with which submissions are handed in to a call.

    Raises:
        Problem: 401 without a token in force, 403 where it is for other calls.
    """
    scheme, _blank, typed = request.headers.get("Authorization", "").partition(" ")
    token = token_opened_by(typed.strip()) if scheme.lower() == "bearer" else None
    if token is None:
        raise Problem(
            401,
            _("A token of the secretariat is needed here."),
            headers={"WWW-Authenticate": 'Bearer realm="dabir"'},
        )
    if token.group_id != call.group_id or token.call_id not in {None, call.pk}:
        raise Problem(403, _("This token is for other calls."))
    note_use(token, at)
    return token

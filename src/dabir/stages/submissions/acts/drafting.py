"""Acts on drafts: what somebody has typed but not sent, encrypted, found by its secret link."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import NotPermitted, Refused
from dabir.foundation.files.sealing import Erased, destroy_key, new_key, open_sealed, seal
from dabir.foundation.record.acts import act, record
from dabir.stages.calls.models import Call
from dabir.stages.submissions import policy
from dabir.stages.submissions.codes import digest_of, new_secret
from dabir.stages.submissions.models import Draft
from dabir.stages.submissions.queries import draft_by_secret, stale_drafts

DRAFT_LENGTH = 500_000
"""Bytes of a draft."""

DRAFT_KEPT_FOR = timedelta(days=30)
"""How long a draft is kept after it was last touched."""


def read_draft(draft: Draft) -> dict[str, Any]:
    """Return what was typed, by the names of the form's fields; nothing once it is forgotten."""
    try:
        content: dict[str, Any] = json.loads(open_sealed(draft.key, draft.sealed))
    except Erased:
        return {}
    return content


def forget_draft(draft: Draft, at: datetime) -> None:
    """Erase a draft for good, within an act that records why."""
    key = draft.key
    draft.delete()
    destroy_key(key, at)


def keep_draft(*, call: Call, content: Mapping[str, Any], at: datetime, secret: str = "") -> str:
    """Keep what somebody is typing, and return the secret that finds it again.

    Only that there is a draft is an act, recorded when it is saved first. Writing it over while
    somebody types is none: it happens many times a minute, says nothing to anybody else, and
    counts for nothing until it is sent.

    Raises:
        NotNow: the call is not open.
        NotPermitted: it is an inquiry, or the secret opens no draft of this call.
        Refused: it is too long to keep.
    """
    if not secret:
        return save_draft(call=call, content=content, at=at)
    policy.may_submit(call, at).require()
    data = _packed(content)
    with transaction.atomic():
        _write_over(_draft_of(call, secret), data, at)
    return secret


def _packed(content: Mapping[str, Any]) -> bytes:
    data = json.dumps(dict(content), ensure_ascii=False).encode()
    if len(data) > DRAFT_LENGTH:
        raise Refused(_("This is too long to be kept as a draft. Send it, or write it as a file."))
    return data


def _draft_of(call: Call, secret: str) -> Draft:
    draft = draft_by_secret(secret)
    if draft is None or draft.call_id != call.pk:
        raise NotPermitted(_("There is no draft behind this link any more."))
    return draft


def _write_over(draft: Draft, data: bytes, at: datetime) -> None:
    draft.sealed = seal(draft.key, data)
    draft.saved_at = at
    draft.save(update_fields=["sealed", "saved_at"])


@act
def save_draft(*, call: Call, content: Mapping[str, Any], at: datetime, secret: str = "") -> str:
    """Keep what somebody has typed, and return the secret that finds it again.

    With the `secret` of an earlier draft of the same call, that one is written over.

    Raises:
        NotNow: the call is not open.
        NotPermitted: it is an inquiry, or the secret opens no draft of this call.
        Refused: it is too long to keep.
    """
    policy.may_submit(call, at).require()
    data = _packed(content)
    if secret:
        draft = _draft_of(call, secret)
        _write_over(draft, data, at)
    else:
        secret, key = new_secret(), new_key()
        draft = Draft.objects.create(
            call=call,
            secret_digest=digest_of(secret),
            key=key,
            sealed=seal(key, data),
            saved_at=at,
        )
    record(actor=None, at=at, about=call, draft=draft.pk)
    return secret


@act
def discard_draft(*, draft: Draft, at: datetime) -> None:
    """Forget a draft, at its author's wish; whoever holds the draft found it by its secret."""
    record(actor=None, at=at, about=draft.call, draft=draft.pk)
    forget_draft(draft, at)


@act
def discard_stale_drafts(*, before: datetime, at: datetime) -> int:
    """Forget the drafts that nobody has touched since `before`; return how many."""
    drafts = list(stale_drafts(before).select_related("key"))
    record(actor=None, at=at, drafts=[draft.pk for draft in drafts])
    for draft in drafts:
        forget_draft(draft, at)
    return len(drafts)

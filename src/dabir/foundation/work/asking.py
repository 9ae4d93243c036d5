"""Asking for background work, inside the act that needs it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings

from dabir.foundation.people.models import Group, Person
from dabir.foundation.work.models import Work


class UnknownWork(KeyError):
    """No handler has this name in the settings (a fault of the program)."""


def ask(
    name: str,
    *,
    key: str,
    at: datetime,
    arguments: Mapping[str, Any] | None = None,
    queue: str = Work.Queue.QUICK,
    group: Group | None = None,
    actor: Person | None = None,
    not_before: datetime | None = None,
) -> Work:
    """Write down work to be done in the background, in the caller's transaction.

    `name` is a name of `settings.WORK_HANDLERS`; `arguments` are plain JSON values: ids and
    facts. `key` says which piece this is: asking twice under one key leaves one piece, and it
    takes effect once. Work does not begin before `not_before` (default: at once).

    Raises:
        UnknownWork: no handler has this name.
    """
    if name not in settings.WORK_HANDLERS:
        raise UnknownWork(name)
    work, _created = Work.objects.get_or_create(
        key=key,
        defaults={
            "name": name,
            "queue": Work.Queue(queue),
            "arguments": dict(arguments or {}),
            "group": group,
            "asked_by": actor,
            "asked_at": at,
            "not_before": not_before or at,
        },
    )
    return work


def ask_for_each(
    name: str, pieces: Mapping[str, Mapping[str, Any]], *, at: datetime, queue: str = "quick"
) -> None:
    """Write down many pieces of the same work, by their keys, none of which was asked for before.

    Raises:
        UnknownWork: no handler has this name.
    """
    if name not in settings.WORK_HANDLERS:
        raise UnknownWork(name)
    Work.objects.bulk_create(
        Work(
            key=key,
            name=name,
            queue=Work.Queue(queue),
            arguments=dict(arguments),
            asked_at=at,
            not_before=at,
        )
        for key, arguments in pieces.items()
    )

"""`@act`: one transaction, and no act without a record.

Every change of state is a function decorated with `act`. The decorator opens the transaction,
and refuses to commit when the function did not call `record`.
"""

from __future__ import annotations

import functools
import hashlib
import hmac
import json
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ParamSpec, TypeVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction

from dabir.foundation.people.models import Group, Person
from dabir.foundation.people.standing import let_go_of_standings
from dabir.foundation.record.models import Content, Entry
from dabir.foundation.record.saving import save_contents
from dabir.foundation.trace.models import Address, Addressable

P = ParamSpec("P")
R = TypeVar("R")

KEY_BYTES = 32


class UnrecordedAct(RuntimeError):
    """An act ended without an entry; its transaction was rolled back. A fault of the program."""


@dataclass(slots=True)
class Running:
    """The act that is under way. `unsaved`: its entries are kept for whoever writes them."""

    name: str
    entries: int = 0
    unsaved: list[Content] | None = None


_running: ContextVar[Running | None] = ContextVar("running_act", default=None)
_acts: dict[str, Callable[..., Any]] = {}


def acts() -> Mapping[str, Callable[..., Any]]:
    """Return every act of the product by its name, as ``"calls.open_call"``."""
    return dict(_acts)


def name_of(function: Callable[..., Any]) -> str:
    """Return the name under which an act is recorded: ``<app>.<function>``."""
    app = function.__module__.removesuffix(".acts").split(".acts.")[0].rsplit(".", 1)[-1]
    return f"{app}.{function.__name__}"


def enrol(name: str, run: Callable[..., Any]) -> None:
    """Count a function among the acts of the product."""
    _acts[name] = run


@contextmanager
def recording(running: Running) -> Iterator[Running]:
    """Let `record` know which act is under way, and refuse an end without an entry.

    Raises:
        UnrecordedAct: nothing was recorded.
    """
    token = _running.set(running)
    try:
        yield running
    finally:
        _running.reset(token)
    if running.entries == 0:
        message = f"{running.name} ended without a record"
        raise UnrecordedAct(message)


def act(function: Callable[P, R]) -> Callable[P, R]:
    """Make a function an act: atomic, and recorded under its name."""
    name = name_of(function)

    @functools.wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        with transaction.atomic():
            with recording(Running(name)):
                result = function(*args, **kwargs)
            let_go_of_standings()
            return result

    enrol(name, run)
    return run


def canonical(payload: Mapping[str, Any]) -> str:
    """Return the one JSON text of a payload: sorted keys, no spaces, Unicode as it is."""
    return json.dumps(
        payload,
        cls=DjangoJSONEncoder,
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=False,
    )


def digest(key: bytes, text: str) -> str:
    """Return HMAC-SHA-256 of the text under the entry's own key, in hexadecimal."""
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def _under_way() -> Running:
    running = _running.get()
    if running is None:
        message = "what is done is recorded inside an act"
        raise RuntimeError(message)
    return running


def record(
    *,
    actor: Person | None,
    at: datetime,
    group: Group | None = None,
    about: Addressable | Address | None = None,
    **payload: Any,
) -> Entry:
    """Insert the running act's entry, in its transaction.

    `actor` None is the public, or Dabir itself at work. `payload` is what was done, as plain
    JSON values; it can be erased later without breaking the seals.

    Raises:
        RuntimeError: called outside an act.
    """
    running = _under_way()
    running.entries += 1
    content = written(running.name, actor=actor, at=at, group=group, about=about, payload=payload)
    if running.unsaved is not None:
        running.unsaved.append(content)
        return content.entry
    content.entry.save(force_insert=True)
    content.save(force_insert=True)
    return content.entry


def record_each(
    items: Iterable[tuple[Addressable, Mapping[str, Any]]], *, actor: Person | None, at: datetime
) -> None:
    """Insert an entry of the running act about each of these items, with what was done to it.

    However many they are, it takes a handful of queries.

    Raises:
        RuntimeError: called outside an act.
    """
    running = _under_way()
    contents = [
        written(running.name, actor=actor, at=at, group=None, about=item, payload=payload)
        for item, payload in items
    ]
    running.entries += len(contents)
    save_contents(contents)


def written(
    name: str,
    *,
    actor: Person | None,
    at: datetime,
    group: Group | None,
    about: Addressable | Address | None,
    payload: Mapping[str, Any],
) -> Content:
    """Return the content of an act's entry, with its entry, neither of them saved."""
    address = about.address if isinstance(about, Addressable) else about
    key = secrets.token_bytes(KEY_BYTES)
    text = canonical(
        {
            "act": name,
            "at": at.isoformat(),
            "actor": str(actor.pseudonym) if actor else None,
            "about": str(address.pk) if address else None,
            "what": payload,
        }
    )
    entry = Entry(
        act=name,
        at=at,
        actor=actor.pseudonym if actor else None,
        group=group if group is not None else (address.group if address else None),
        about=address,
        digest=digest(key, text),
    )
    return Content(entry=entry, key=key, payload=text)

"""The registry of kinds: how an address is loaded, named, quoted and linked to its page."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models

from dabir.foundation.people.queries import Reader
from dabir.foundation.trace.models import Address, Addressable
from dabir.foundation.trace.queries import visible_to


@dataclass(frozen=True, slots=True)
class Kind:
    """What the trace must know of a stage's items.

    `name` gives a short label («ماده ۳», a title); `quote` gives the passage's own words, or "";
    `url` gives the page; `related` and `prefetch` name the single rows and the sets of rows that
    these read, so that a page stays at one query a kind, and one a set. `stage` orders kinds along
    the chain. `sealed_mails`: mails about such an item name somebody whose identity is sealed, so
    that nobody is shown them, however public the item is. `gathers`: the item ties parts that have
    nothing else to do with each other (a decision on all clauses of a text); `part`: the item is
    such a part (a clause, an amendment), with ties of its own.
    """

    key: str
    stage: str
    label: Any
    model: type[Addressable]
    name: Callable[[Any], str]
    url: Callable[[Any], str]
    quote: Callable[[Any], str] = lambda _item: ""
    related: tuple[str, ...] = ()
    prefetch: tuple[str, ...] = ()
    sealed_mails: bool = False
    gathers: bool = False
    part: bool = False


_KINDS: dict[str, Kind] = {}

STAGES = (
    "mandates",
    "calls",
    "submissions",
    "themes",
    "positions",
    "texts",
    "decisions",
    "issuances",
)


def scattering() -> dict[str, list[str]]:
    """Return the kinds that gather, and those that are parts: a trace does not go from one to one.

    One decision on forty clauses makes none of them the origin of another; a clause is reached by
    its own ties, and the text as a whole through the decision.
    """
    return {
        "gathering": [kind.key for kind in _KINDS.values() if kind.gathers],
        "parts": [kind.key for kind in _KINDS.values() if kind.part],
    }


def register(kind: Kind) -> None:
    """Make a kind known; called by each stage when it is ready."""
    _KINDS[kind.key] = kind


def kinds() -> Mapping[str, Kind]:
    """Return every kind by its key."""
    return dict(_KINDS)


@dataclass(frozen=True, slots=True)
class Named:
    """An address as a page shows it."""

    address: Address
    kind: Kind
    name: str
    quote: str
    url: str
    item: models.Model


def named(ids: Iterable[uuid.UUID], reader: Reader) -> dict[uuid.UUID, Named]:
    """Load and name what the reader may see of these addresses: one query, and one a kind."""
    addresses = {address.pk: address for address in visible_to(reader).filter(pk__in=list(ids))}
    by_kind: dict[str, list[uuid.UUID]] = defaultdict(list)
    for address in addresses.values():
        by_kind[address.kind].append(address.pk)
    found: dict[uuid.UUID, Named] = {}
    for key, members in by_kind.items():
        kind = _KINDS[key]
        items = kind.model._base_manager.filter(address__in=members)
        items = items.select_related("address", *kind.related).prefetch_related(*kind.prefetch)
        for item in items:
            found[item.address_id] = Named(
                address=addresses[item.address_id],
                kind=kind,
                name=kind.name(item),
                quote=kind.quote(item),
                url=kind.url(item),
                item=item,
            )
    return found

"""Where an item comes from and what became of it: as levels, as JSON, as W3C PROV-JSON."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from dabir.foundation.people.queries import Reader
from dabir.foundation.trace.kinds import STAGES, Named, named, scattering
from dabir.foundation.trace.models import Relation
from dabir.foundation.trace.queries import Step, reached, walk

QUOTE_LENGTH = 400

LINKS_OF_JSON = 2_000
LINKS_OF_A_PAGE = 200


@dataclass(frozen=True, slots=True)
class Met:
    """An item met on a walk: how it hangs on the item before it, and how far away it lies."""

    item: Named
    relation: Relation
    phrase: str
    on: Named
    distance: int
    why: str


@dataclass(frozen=True, slots=True)
class Trace:
    """An item with what it came from and what came of it, nearest first."""

    item: Named
    origins: tuple[Met, ...]
    outcomes: tuple[Met, ...]
    whole: bool = True
    """Whether everything was met; else what lies farthest was left out."""

    def everything(self) -> tuple[Named, ...]:
        """Return each item of the trace once, the traced one included."""
        met = {met.item.address.pk: met.item for met in (*self.origins, *self.outcomes)}
        return tuple({self.item.address.pk: self.item, **met}.values())


def _met(steps: Iterable[Step], names: dict[uuid.UUID, Named], *, forward: bool) -> tuple[Met, ...]:
    found: dict[uuid.UUID, Met] = {}
    for step in steps:
        relation = Relation(step.link.relation)
        near, far = step.link.source_id, step.link.target_id
        if not forward:
            near, far = far, near
        if far in found or far not in names or near not in names:
            continue
        # Both phrases read with the item that was met as their subject.
        phrase = str(relation.label) if forward else relation.outcome
        found[far] = Met(names[far], relation, phrase, names[near], step.distance, step.link.why)
    return tuple(found.values())


def trace(address: uuid.UUID, reader: Reader, *, most: int = LINKS_OF_JSON) -> Trace | None:
    """Return the trace of an item as far as the reader may see; None when not even the item.

    A trace ends silently at what the reader may not see. At most `most` links are followed in
    each direction, the nearest first.
    """
    if address not in named([address], reader):
        return None
    back = walk([address], reader, forward=False, limit=most, **scattering())
    onward = walk([address], reader, forward=True, limit=most, **scattering())
    names = named({address, *reached(back), *reached(onward)}, reader)
    return Trace(
        names[address],
        _met(back, names, forward=False),
        _met(onward, names, forward=True),
        whole=max(len(back), len(onward)) < most,
    )


def _as_json(item: Named) -> dict[str, Any]:
    return {
        "id": str(item.address.pk),
        "kind": item.kind.key,
        "stage": item.kind.stage,
        "name": item.name,
        "quote": item.quote[:QUOTE_LENGTH],
        "url": item.url,
    }


def as_json(found: Trace) -> dict[str, Any]:
    """Return the trace as plain JSON: the item, and the links met in each direction."""

    def links(met: Iterable[Met]) -> list[dict[str, Any]]:
        return [
            {
                "relation": each.relation.value,
                "distance": each.distance,
                "on": str(each.on.address.pk),
                "why": each.why,
                "item": _as_json(each.item),
            }
            for each in met
        ]

    return {
        "item": _as_json(found.item),
        "comes_from": links(found.origins),
        "became": links(found.outcomes),
    }


def as_prov(found: Trace, base_url: str) -> dict[str, Any]:
    """Return the trace as W3C PROV-JSON: items are entities, links are derivations."""
    derivations: dict[str, dict[str, str]] = {}
    for forward, met in ((False, found.origins), (True, found.outcomes)):
        for each in met:
            later, earlier = (each.item, each.on) if forward else (each.on, each.item)
            derivations[f"_:d{len(derivations) + 1}"] = {
                "prov:generatedEntity": f"dabir:{later.address.pk}",
                "prov:usedEntity": f"dabir:{earlier.address.pk}",
                "prov:type": f"dabir:{each.relation.value}",
            }
    return {
        "prefix": {"dabir": f"{base_url}/trace/", "prov": "http://www.w3.org/ns/prov#"},
        "entity": {
            f"dabir:{item.address.pk}": {
                "prov:label": item.name,
                "prov:type": f"dabir:{item.kind.key}",
                "prov:value": item.quote[:QUOTE_LENGTH],
            }
            for item in found.everything()
        },
        "wasDerivedFrom": derivations,
    }


@dataclass(frozen=True, slots=True)
class Heap:
    """What a walk met of one kind: the nearest few, and the rest."""

    label: str
    count: int
    nearest: tuple[Met, ...]
    rest: tuple[Met, ...]


SHOWN_OF_A_KIND = 5


def heaps(met: Iterable[Met]) -> list[Heap]:
    """Return what a walk met, kind by kind, the kind that was met first standing first."""
    kinds: dict[str, list[Met]] = {}
    for each in met:
        kinds.setdefault(each.item.kind.key, []).append(each)
    return [
        Heap(
            str(found[0].item.kind.label),
            len(found),
            tuple(found[:SHOWN_OF_A_KIND]),
            tuple(found[SHOWN_OF_A_KIND:]),
        )
        for found in kinds.values()
    ]


def by_stage(items: Iterable[Named]) -> dict[str, list[Named]]:
    """Return items under their stages, in the order of the chain; empty stages left out."""
    columns: dict[str, list[Named]] = {stage: [] for stage in STAGES}
    for item in items:
        columns.setdefault(item.kind.stage, []).append(item)
    return {stage: found for stage, found in columns.items() if found}

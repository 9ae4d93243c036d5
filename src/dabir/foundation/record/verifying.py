"""Verifying the record: that nothing in it was changed, moved, added or taken away.

Each check yields `Fault`s in words for whoever looks after the installation. Erased contents are
no fault: an entry's digest stays, and its seal covers that.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Prefetch

from dabir.foundation.people.models import Group
from dabir.foundation.record import merkle
from dabir.foundation.record.acts import digest
from dabir.foundation.record.models import Chain, Content, Entry, Seal
from dabir.foundation.record.sealing import chain_name, digest_of, leaf_of

BATCH = 1_000


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in the record is not as it was written. `where` names the row."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


def verify_group(group: Group | None) -> Iterator[Fault]:
    """Yield what is wrong with a group's seals and entries; None is the acts of no group."""
    yield from verify_seals(group)
    yield from verify_contents(group)


def verify_seals(group: Group | None) -> Iterator[Fault]:
    """Yield what is wrong with the seals, their chain, and the entries under them."""
    chain = Chain.objects.filter(name=chain_name(group)).first()
    seals = Seal.objects.filter(group=group).order_by("sequence")
    length, head = 0, ""
    for seal in seals.prefetch_related(Prefetch("entries", Entry.objects.order_by("place"))):
        where = f"seal {seal.pk}"
        length += 1
        if seal.sequence != length:
            yield Fault(where, f"is number {seal.sequence} where {length} was due: a seal is gone")
            length = seal.sequence
        if seal.previous != head:
            yield Fault(where, "does not follow from the seal before it")
        head = seal.digest
        if digest_of(seal) != seal.digest:
            yield Fault(where, "was changed: its digest is another")
        yield from _verify_entries(seal, where)
    if chain is None:
        if length:
            yield Fault("chain", "is gone, and seals are there")
    elif (chain.length, chain.head) != (length, head):
        yield Fault(f"chain {chain.pk}", f"knows {chain.length} seals, and {length} are there")


def _verify_entries(seal: Seal, where: str) -> Iterator[Fault]:
    entries = list(seal.entries.all())
    if len(entries) != seal.count:
        yield Fault(where, f"covers {seal.count} entries, and {len(entries)} are there")
    elif [entry.place for entry in entries] != list(range(seal.count)):
        yield Fault(where, "its entries are not in their places")
    elif merkle.root([leaf_of(entry) for entry in entries]).hex() != seal.root:
        yield Fault(where, "one of its entries was changed or moved: the root is another")


def verify_contents(group: Group | None) -> Iterator[Fault]:
    """Yield the entries whose content is gone, was changed, or says something else."""
    entries = Entry.objects.filter(group=group).select_related("content").order_by("pk")
    for entry in entries.iterator(chunk_size=BATCH):
        where = f"entry {entry.pk}"
        try:
            content = entry.content
        except Content.DoesNotExist:
            yield Fault(where, "its content's row is gone; erasing blanks it and leaves it")
            continue
        if content.erased_at is not None:
            if content.payload or bytes(content.key):
                yield Fault(where, "is said to be erased, and something is there")
        elif not hmac.compare_digest(digest(bytes(content.key), content.payload), entry.digest):
            yield Fault(where, "its content was changed: its digest is another")
        else:
            yield from _compare(entry, content, where)


def _compare(entry: Entry, content: Content, where: str) -> Iterator[Fault]:
    said = json.loads(content.payload)
    rows = {
        "act": entry.act,
        "actor": str(entry.actor) if entry.actor else None,
        "about": str(entry.about_id) if entry.about_id else None,
    }
    for name, value in rows.items():
        if said.get(name) != value:
            yield Fault(where, f"its {name} is not what its content says")


def knows_seal(known: str) -> bool:
    """Whether a seal that somebody kept (printed, mailed) is still in the record."""
    wanted = known.strip().lower()
    return len(wanted) >= 16 and Seal.objects.filter(digest__startswith=wanted).exists()

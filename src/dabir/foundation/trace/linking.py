"""Making addresses and links, inside the act that brings an item about."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q

from dabir.foundation.people.models import Body, Group, Person
from dabir.foundation.trace.models import (
    Address,
    Addressable,
    Confidentiality,
    Link,
    Relation,
    Showing,
)


def new_address(
    kind: type[Addressable],
    *,
    group: Group,
    confidentiality: Confidentiality | str = Confidentiality.GROUP,
    bodies: Iterable[Body] = (),
) -> Address:
    """Return a saved address for a new item of `kind`."""
    address = Address.objects.create(
        kind=kind.KIND, group=group, confidentiality=Confidentiality(confidentiality)
    )
    named = list(bodies)
    if named:
        address.bodies.set(named)
    return address


def link(
    origin: Addressable,
    outcome: Addressable,
    relation: Relation,
    *,
    by: Person | None,
    at: datetime,
    why: str = "",
) -> Link:
    """Link an origin to what came of it; the same link twice stays one."""
    made, _created = Link.objects.get_or_create(
        source_id=origin.address_id,
        target_id=outcome.address_id,
        relation=relation,
        defaults={"by": by, "at": at, "why": why},
    )
    return made


def unlink(origin: Addressable, outcome: Addressable, relation: Relation) -> None:
    """Take a link back, within an act that records why."""
    Link.objects.filter(
        source_id=origin.address_id, target_id=outcome.address_id, relation=relation
    ).delete()


def cut_off(item: Addressable) -> None:
    """Take back every link from and to an item that is deleted, within the act that deletes it."""
    ends = Q(source_id=item.address_id) | Q(target_id=item.address_id)
    Link.objects.filter(ends).delete()


def restrict(
    address: Address,
    confidentiality: Confidentiality | str,
    bodies: Iterable[Body] = (),
) -> None:
    """Set who may see an item, within an act that records it."""
    address.confidentiality = Confidentiality(confidentiality)
    address.save(update_fields=["confidentiality"])
    address.bodies.set(list(bodies))


def as_closed_as(
    address: Address, confidentiality: Confidentiality | str, bodies: Iterable[Body] = ()
) -> tuple[Confidentiality, list[Body]]:
    """Return a confidentiality, and bodies, that let nobody read more than `address` lets them."""
    order = list(Confidentiality)
    wanted, least = Confidentiality(confidentiality), Confidentiality(address.confidentiality)
    shown = list(bodies)
    if least is Confidentiality.BODIES:
        allowed = list(address.bodies.all())
        shown = [body for body in shown if body in allowed] if wanted is least else allowed
    return max(wanted, least, key=order.index), shown


def give_to(
    addresses: Iterable[Address], *, bodies: Iterable[Body] = (), committees: Iterable[Group] = ()
) -> None:
    """Show items to those they were given to, and no longer to whom they were given before."""
    given = list(addresses)
    Showing.objects.filter(address__in=given).delete()
    to_bodies, to_committees = set(bodies), set(committees)
    Showing.objects.bulk_create(
        [
            Showing(address=address, body=body, committee=committee)
            for address in given
            for body, committee in (
                *((body, None) for body in to_bodies),
                *((None, committee) for committee in to_committees),
            )
        ]
    )


def give_like(origin: Address, made: Address) -> None:
    """Show a new item to those that its origin was given to."""
    Showing.objects.bulk_create(
        [
            Showing(address=made, body_id=one.body_id, committee_id=one.committee_id)
            for one in origin.showings.all()
        ]
    )

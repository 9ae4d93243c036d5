"""Who may read what speaks of something else, and with what it is recorded."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypedDict

from dabir.foundation.people.models import Body, Group
from dabir.foundation.trace.models import Addressable, Confidentiality

ORDER = [each.value for each in Confidentiality]


def as_closed_as(
    item: Addressable, confidentiality: Confidentiality | str, bodies: Iterable[Body]
) -> tuple[str, list[Body]]:
    """Return a confidentiality that lets nobody read more than `item` lets them."""
    wanted, least = str(confidentiality), item.address.confidentiality
    level = max(wanted, least, key=ORDER.index)
    shown = list(bodies)
    if least == Confidentiality.BODIES:
        allowed = list(item.address.bodies.all())
        shown = [body for body in shown if body in allowed] if wanted == least else allowed
    return level, shown


class About(TypedDict, total=False):
    """What `record` takes of what an entry is about."""

    about: Addressable
    group: Group


def about_both(item: Addressable, other: Addressable) -> About:
    """Return what an entry that names both is about: the one that fewer may see.

    Where neither is, of two that are shown to different bodies, the secretariat alone reads it.
    """
    levels = [each.address.confidentiality for each in (item, other)]
    if levels[0] == levels[1] == Confidentiality.BODIES:
        named = [set(each.address.bodies.values_list("pk", flat=True)) for each in (item, other)]
        if named[0] != named[1]:
            return {"group": item.address.group}
    closer = other if ORDER.index(levels[1]) > ORDER.index(levels[0]) else item
    return {"about": closer}

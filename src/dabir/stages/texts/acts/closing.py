"""Who may read what speaks of something else, and with what it is recorded."""

from __future__ import annotations

from typing import TypedDict

from dabir.foundation.people.models import Group
from dabir.foundation.trace.linking import as_closed_as, restrict
from dabir.foundation.trace.models import Addressable, Confidentiality, Grant
from dabir.stages.texts.models import Amendment, Examination, Finding, Opinion, Text
from dabir.stages.texts.queries import amendments_visible_to

ORDER = [each.value for each in Confidentiality]


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


def close_with(text: Text) -> None:
    """Let nobody read more of what amends or examines a text than those who may read the text now.

    The files of its revisions are what it says: they are as open as the text itself.
    """
    files = [
        address
        for revision in text.revisions.select_related("address", "original__address")
        for address in (revision.address, revision.original.address)
    ]
    for address in files:
        restrict(address, text.address.confidentiality, text.address.bodies.all())
    speaking: list[Addressable] = [
        *Amendment.objects.filter(text=text).select_related("address"),
        *Examination.objects.filter(version__text=text).select_related("address"),
        *Opinion.objects.filter(examination__version__text=text).select_related("address"),
        *Finding.objects.filter(clause__version__text=text).select_related("address"),
    ]
    for each in speaking:
        held = each.address
        named = list(held.bodies.all())
        closed = as_closed_as(text.address, held.confidentiality, named)
        if closed != (held.confidentiality, named):
            restrict(held, *closed)
    _leave_to_proposers(text)


def _leave_to_proposers(text: Text) -> None:
    """Let whom the text is shown by name go on reading what they proposed to it."""
    shown = text.address.grants.values("person")
    for amendment in text.amendments.filter(by__in=shown).select_related("address", "by"):
        if not amendments_visible_to(amendment.by).filter(pk=amendment.pk).exists():
            Grant.objects.get_or_create(address=amendment.address, person=amendment.by)

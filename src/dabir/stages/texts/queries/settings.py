"""What tells one state of a text's settings from another, so that none is written over unseen."""

from __future__ import annotations

from dabir.domain.drafting.compiling.slots import uid_of
from dabir.foundation.trace.models import Addressable
from dabir.stages.texts.models import Text


def named_as(text: Text) -> str:
    """Return what a page keeps of the title and the kind that it shows."""
    return uid_of("n", text.kind, *(f"{key} {name}" for key, name in sorted(text.names.items())))


def readable_as(item: Addressable) -> str:
    """Return what a page keeps of who may read an item, as it shows it."""
    named = sorted(item.address.bodies.values_list("pk", flat=True))
    return uid_of("a", item.address.confidentiality, *named)

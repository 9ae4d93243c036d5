"""Who sits in a group, and bodies by their names."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from dabir.domain.language.search_key import search_key
from dabir.foundation.people.models import Body, Group, Membership


def members(group: Group, day: date | None = None) -> QuerySet[Membership]:
    """Return who sits in the group on a day (default: today)."""
    return (
        Membership.objects.on(day)
        .filter(group=group)
        .select_related("body", "person")
        .order_by("pk")
    )


def body_named(name: str) -> Body | None:
    """Return the body of this name in any language and spelling, or None."""
    key = search_key(name)
    if not key:
        return None
    for body in Body.objects.filter(name_key__contains=key):
        if any(search_key(known) == key for known in body.names.values()):
            return body
    return None

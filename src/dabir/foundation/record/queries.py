"""Entries of the record that a reader may see."""

from __future__ import annotations

from django.db.models import QuerySet

from dabir.foundation.people.models import MEMBERS, SECRETARIAT, Group
from dabir.foundation.people.queries import Reader, roles_in
from dabir.foundation.record.models import Entry
from dabir.foundation.trace.queries import seen_by


def visible_to(reader: Reader, group: Group) -> QuerySet[Entry]:
    """Return the group's entries that the reader may see.

    The secretariat sees all; other members those about items that they see; nobody else any.
    """
    roles = roles_in(reader, group)
    entries = Entry.objects.filter(group=group)
    if roles & SECRETARIAT:
        return entries
    if roles & MEMBERS:
        return entries.filter(seen_by(reader, "about__"), about__isnull=False)
    return entries.none()

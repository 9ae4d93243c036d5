"""Originals that a reader may see."""

from __future__ import annotations

from django.db.models import QuerySet

from dabir.foundation.files.models import Original
from dabir.foundation.people.queries import Reader
from dabir.foundation.trace.queries import seen_by


def visible_to(reader: Reader) -> QuerySet[Original]:
    """Return the originals the reader may see."""
    return Original.objects.filter(seen_by(reader, "address__"))

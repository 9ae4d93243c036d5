"""Background work that a reader may see."""

from __future__ import annotations

from django.db.models import QuerySet

from dabir.foundation.people.permissions import permits_administration
from dabir.foundation.people.queries import Reader
from dabir.foundation.work.models import Work


def visible_to(reader: Reader) -> QuerySet[Work]:
    """Return all work to an administrator, who keeps it going; none to anybody else.

    A piece holds ids and facts, and no words of anybody.
    """
    return Work.objects.all() if permits_administration(reader) else Work.objects.none()

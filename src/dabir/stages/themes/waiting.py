"""What waits for the secretariat in this stage."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from dabir.foundation.people.models import SECRETARIAT, Group
from dabir.foundation.people.queries import Reader, roles_in
from dabir.foundation.trace.waiting import Waiting
from dabir.stages.themes.models import Consideration
from dabir.stages.themes.queries.coding import uncoded
from dabir.stages.themes.queries.seeing import considerations_visible_to


def waiting(reader: Reader, group: Group, at: datetime) -> list[Waiting]:
    """Return what waits here: passages to code (for the secretariat), considerations to adopt."""
    if not roles_in(reader, group) & SECRETARIAT:
        return []
    proposed = considerations_visible_to(reader).filter(
        group=group, state=Consideration.State.PROPOSED
    )
    found = [
        Waiting(
            "themes",
            _("passages to code"),
            uncoded(reader, group).count(),
            reverse("themes:coding", args=[group.code]),
        ),
        Waiting(
            "themes",
            _("considerations to adopt"),
            proposed.count(),
            reverse("themes:considerations", args=[group.code]),
        ),
    ]
    return [each for each in found if each.count]

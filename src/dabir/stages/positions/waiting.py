"""What waits among positions."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from dabir.foundation.people.models import SECRETARIAT, Group
from dabir.foundation.people.queries import Reader, bodies_of, roles_in, signed_in
from dabir.foundation.trace.queries import seen_by
from dabir.foundation.trace.waiting import Waiting
from dabir.stages.positions.models import (
    Approval,
    OwnPosition,
)
from dabir.stages.positions.queries import own_positions_visible_to


def waiting(reader: Reader, group: Group, at: datetime) -> list[Waiting]:
    """Return what waits here: own positions to approve, to reword, and to declare."""
    person = signed_in(reader)
    if person is None:
        return []
    url = reverse("positions:own_positions", args=[group.code])
    awaited = Approval.objects.filter(
        seen_by(reader, "position__address__"),
        position__issue__group=group,
        position__state=OwnPosition.State.CIRCULATED,
        answer=Approval.Answer.AWAITED,
        body__in=bodies_of(person),
    ).count()
    found = [Waiting("positions", _("positions to approve"), awaited, url)]
    if roles_in(reader, group) & SECRETARIAT:
        states = Counter(
            own_positions_visible_to(reader)
            .filter(issue__group=group)
            .prefetch_related(None)
            .values_list("state", flat=True)
        )
        returned, approved = OwnPosition.State.RETURNED, OwnPosition.State.APPROVED
        found += [
            Waiting("positions", _("positions returned to be reworded"), states[returned], url),
            Waiting("positions", _("approved positions to declare"), states[approved], url),
        ]
    return [each for each in found if each.count]

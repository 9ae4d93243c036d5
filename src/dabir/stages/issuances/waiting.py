"""What waits among issued documents and demands."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from dabir.foundation.people.models import Group
from dabir.foundation.people.queries import Reader, bodies_of, signed_in
from dabir.foundation.trace.queries import seen_by
from dabir.foundation.trace.waiting import Waiting
from dabir.stages.issuances.models import Demand, Issuance, Recipient
from dabir.stages.issuances.queries import AWAITED


def waiting(reader: Reader, group: Group, at: datetime) -> list[Waiting]:
    """Return what waits: drafts to issue, documents to acknowledge, replies and their deadlines."""
    person = signed_in(reader)
    if person is None:
        return []
    today = at.date()
    drafts = Issuance.objects.filter(
        seen_by(reader, "address__"), group=group, state=Issuance.State.DRAFT
    ).count()
    mine = Recipient.objects.filter(
        seen_by(reader, "issuance__address__"),
        issuance__group=group,
        issuance__state=Issuance.State.ISSUED,
        acknowledged_at__isnull=True,
        body__in=bodies_of(person),
    ).count()
    sums = Demand.objects.filter(seen_by(reader, "address__"), issuance__group=group).aggregate(
        awaited=Count("pk", filter=Q(state__in=AWAITED, reply_by__gte=today)),
        next=Min("reply_by", filter=Q(state__in=AWAITED, reply_by__gte=today)),
        late=Count("pk", filter=Q(state__in=AWAITED, reply_by__lt=today)),
        first=Min("reply_by", filter=Q(state__in=AWAITED, reply_by__lt=today)),
        answered=Count("pk", filter=Q(state=Demand.State.ANSWERED)),
    )
    index = reverse("issuances:index", args=[group.code])
    demands = reverse("issuances:demands", args=[group.code])
    late = sums["late"]
    found = [
        Waiting("issuances", _("documents to issue"), drafts, index),
        Waiting("issuances", _("documents to acknowledge"), mine, index),
        Waiting("issuances", _("replies overdue"), late, demands, sums["first"], overdue=True),
        Waiting("issuances", _("replies awaited"), sums["awaited"], demands, sums["next"]),
        Waiting("issuances", _("replies to weigh"), sums["answered"], demands),
    ]
    return [each for each in found if each.count]

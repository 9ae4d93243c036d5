"""What waits among calls."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dabir.foundation.people.models import SECRETARIAT, Group
from dabir.foundation.people.queries import Reader, roles_in
from dabir.foundation.trace.queries import seen_by
from dabir.foundation.trace.waiting import Waiting
from dabir.stages.calls.models import Call


def waiting(reader: Reader, group: Group, at: datetime) -> list[Waiting]:
    """Return the open calls; for the secretariat also closed ones to conclude, drafts to open."""
    sums = Call.objects.filter(seen_by(reader, "address__"), group=group).aggregate(
        open=Count("pk", filter=Q(state=Call.State.OPEN)),
        closes=Min("closes_at", filter=Q(state=Call.State.OPEN, closes_at__gte=at)),
        closed=Count("pk", filter=Q(state=Call.State.CLOSED)),
        drafts=Count("pk", filter=Q(state=Call.State.DRAFT)),
    )
    url = reverse("calls:index", args=[group.code])
    closes = timezone.localdate(sums["closes"]) if sums["closes"] else None
    found = [Waiting("calls", _("open calls"), sums["open"], f"{url}?state=open", closes)]
    if roles_in(reader, group) & SECRETARIAT:
        found += [
            Waiting("calls", _("closed calls to conclude"), sums["closed"], f"{url}?state=closed"),
            Waiting("calls", _("drafts of calls"), sums["drafts"], f"{url}?state=draft"),
        ]
    return [each for each in found if each.count]

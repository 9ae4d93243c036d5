"""What waits among meetings, decisions and submittals."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from dabir.foundation.people.models import Group
from dabir.foundation.people.queries import Reader
from dabir.foundation.trace.queries import seen_by
from dabir.foundation.trace.waiting import Waiting
from dabir.stages.decisions.models import (
    ActionItem,
    Meeting,
    Submittal,
)

SOON = timedelta(days=14)


def waiting(reader: Reader, group: Group, at: datetime) -> list[Waiting]:
    """Return what waits here: the next meetings, minutes to approve, answers of higher bodies."""
    held = (Meeting.State.CONVENED, Meeting.State.PLANNED)
    sums = Meeting.objects.filter(seen_by(reader, "address__"), group=group).aggregate(
        coming=Count("pk", filter=Q(state__in=held, begins_at__gte=at, begins_at__lte=at + SOON)),
        next=Min("begins_at", filter=Q(state__in=held, begins_at__gte=at)),
        closed=Count("pk", filter=Q(state=Meeting.State.CLOSED)),
    )
    awaited = Submittal.objects.filter(
        seen_by(reader, "address__"), text__group=group, state=Submittal.State.AWAITED
    ).count()
    undone = ActionItem.objects.filter(
        seen_by(reader, "address__"), item__meeting__group=group, duty__isnull=True
    ).count()
    meetings = reverse("decisions:index", args=[group.code])
    submittals = reverse("decisions:submittals", args=[group.code])
    actions = reverse("decisions:actions", args=[group.code])
    found = [
        Waiting(
            "decisions",
            _("meetings in the next two weeks"),
            sums["coming"],
            meetings,
            sums["next"].date() if sums["next"] else None,
        ),
        Waiting("decisions", _("meetings without approved minutes"), sums["closed"], meetings),
        Waiting("decisions", _("answers of a higher body awaited"), awaited, submittals),
        Waiting("decisions", _("action items that are no duty yet"), undone, actions),
    ]
    return [each for each in found if each.count]

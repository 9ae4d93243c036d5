"""What waits among mandates, duties and seats."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count, Exists, Min, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dabir.foundation.people.models import Group
from dabir.foundation.people.queries import Reader
from dabir.foundation.proposals.models import Reading
from dabir.foundation.proposals.queries import visible_to as readings_visible_to
from dabir.foundation.trace.queries import seen_by
from dabir.foundation.trace.waiting import Waiting
from dabir.stages.mandates.models import Duty, Extension, Nomination
from dabir.stages.mandates.queries.duties import (
    OPEN_STATES,
    SOON,
    nobody_responsible,
    origin_known_to,
)
from dabir.stages.mandates.queries.open_points import UNSETTLED, open_points_visible_to
from dabir.stages.mandates.queries.seats import nominations_visible_to

KNOWN = Q(anchor=Duty.Anchor.APPROVAL, clause__mandate__adopted_on__isnull=False) | Q(
    anchor=Duty.Anchor.NOTIFICATION, clause__mandate__notified_on__isnull=False
)
"""The duties whose deadline counts from a day that is known."""


def waiting(reader: Reader, group: Group, at: datetime) -> list[Waiting]:
    """Return what waits here: documents, reports, requests, duties that are overdue or due soon."""
    today = timezone.localdate(at)
    seen = Duty.objects.filter(seen_by(reader, "address__"), group=group)
    address = reverse("mandates:duties", args=[group.code])
    asked = Extension.objects.filter(duty=OuterRef("pk"), state=Extension.State.ASKED)
    sums = seen.filter(state__in=OPEN_STATES).aggregate(
        reported=Count("pk", filter=Q(state=Duty.State.REPORTED)),
        late=Count("pk", filter=Q(due_on__lt=today)),
        first=Min("due_on", filter=Q(due_on__lt=today)),
        soon=Count("pk", filter=Q(due_on__gte=today, due_on__lte=today + SOON)),
        next=Min("due_on", filter=Q(due_on__gte=today)),
        unassigned=Count("pk", filter=nobody_responsible()),
        extensions=Count("pk", filter=Exists(asked)),
        counted=Count(
            "pk", filter=Q(KNOWN, origin_known_to(reader), due_on__isnull=True) & ~Q(within="")
        ),
    )
    readings = readings_visible_to(reader).filter(address__group=group, state=Reading.State.OPEN)
    found = [
        Waiting(
            "mandates",
            _("documents to confirm"),
            readings.count(),
            reverse("mandates:index", args=[group.code]),
        ),
        Waiting(
            "mandates",
            _("counted days to confirm"),
            sums["counted"],
            reverse("mandates:deadlines", args=[group.code]),
        ),
        Waiting("mandates", _("reports to verify"), sums["reported"], f"{address}?show=reported"),
        Waiting(
            "mandates", _("extensions to answer"), sums["extensions"], f"{address}?show=extensions"
        ),
        Waiting(
            "mandates",
            _("duties unassigned"),
            sums["unassigned"],
            f"{address}?show=unassigned",
        ),
        Waiting(
            "mandates",
            _("duties overdue"),
            sums["late"],
            f"{address}?show=overdue",
            sums["first"],
            overdue=True,
        ),
        Waiting(
            "mandates", _("duties due soon"), sums["soon"], f"{address}?show=soon", sums["next"]
        ),
    ]
    points = open_points_visible_to(reader).filter(group=group, state__in=UNSETTLED)
    found.append(
        Waiting(
            "mandates",
            _("open points"),
            points.count(),
            reverse("mandates:open_points", args=[group.code]),
        )
    )
    nominations = nominations_visible_to(reader).filter(
        seat__group=group, state=Nomination.State.PROPOSED
    )
    found.append(
        Waiting(
            "mandates",
            _("nominations to answer"),
            nominations.count(),
            reverse("mandates:members", args=[group.code]) + "?show=nominated",
        )
    )
    return [each for each in found if each.count]

"""What waits among submissions."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from dabir.foundation.people.models import Group
from dabir.foundation.people.queries import Reader
from dabir.foundation.trace.waiting import Waiting
from dabir.stages.submissions.models import (
    Disposition,
    Submission,
)
from dabir.stages.submissions.queries.contesting import open_contestations
from dabir.stages.submissions.queries.lists import amount_of
from dabir.stages.submissions.queries.mails import mails_aside
from dabir.stages.submissions.queries.redacting import waiting_for_redaction
from dabir.stages.submissions.queries.searching import Sought
from dabir.stages.submissions.queries.seeing import reads_everything
from dabir.stages.submissions.queries.working import open_passages

MOST_WAITING = 1_000
"""Home counts no more than these of what waits; whoever has so much to do need not know exactly."""


def _waiting(label: str, rows: QuerySet[Any], url: str) -> Waiting:
    """Return what waits, counted up to a limit: a million passages would take a second."""
    count = rows.order_by()[: MOST_WAITING + 1].count()
    return Waiting("submissions", label, min(count, MOST_WAITING), url, more=count > MOST_WAITING)


def waiting(reader: Reader, group: Group, at: datetime) -> list[Waiting]:
    """Return what waits here, for the secretariat: what to accept, what to answer, what to tell."""
    if not reads_everything(reader, group):
        return []
    untold = Disposition.objects.filter(
        passage__submission__call__group=group, current=True, told_at__isnull=True
    )
    found = [
        Waiting(
            "submissions",
            _("submissions to accept or decline"),
            amount_of(reader, Sought(group, state=Submission.State.RECEIVED)).number,
            reverse("submissions:index", args=[group.code]) + "?state=received",
        ),
        _waiting(
            _("submissions in which redactions wait"),
            waiting_for_redaction(reader, group),
            reverse("submissions:redacting", args=[group.code]),
        ),
        Waiting(
            "submissions",
            _("contested readings to answer"),
            open_contestations(reader, group).count(),
            reverse("submissions:contestations", args=[group.code]),
        ),
        Waiting(
            "submissions",
            _("e-mails that were set aside"),
            mails_aside(reader, group).count(),
            reverse("submissions:mails", args=[group.code]),
        ),
        _waiting(
            _("passages without an outcome"),
            open_passages(reader, group),
            reverse("submissions:open_passages", args=[group.code]),
        ),
        _waiting(
            _("outcomes that nobody has been told"),
            untold,
            reverse("submissions:outcomes", args=[group.code]),
        ),
    ]
    return [each for each in found if each.count]

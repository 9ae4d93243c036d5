"""What is left to do, and what was done."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from dabir.foundation.people.models import Group
from dabir.foundation.people.queries import Reader
from dabir.foundation.trace.waiting import Waiting
from dabir.stages.submissions.models import (
    Consent,
    Disposition,
    Passage,
    Submission,
)
from dabir.stages.submissions.queries.contesting import open_contestations
from dabir.stages.submissions.queries.lists import amount_of
from dabir.stages.submissions.queries.mails import mails_aside
from dabir.stages.submissions.queries.redacting import waiting_for_redaction
from dabir.stages.submissions.queries.searching import Sought
from dabir.stages.submissions.queries.seeing import passages_visible_to, reads_everything

MOST_WAITING = 1_000
"""Home counts no more than these of what waits; whoever has so much to do need not know exactly."""


def open_passages(reader: Reader, group: Group) -> QuerySet[Passage]:
    """Return the passages of accepted submissions that nothing has been done with yet."""
    return passages_visible_to(reader).filter(
        ~Exists(Disposition.objects.filter(passage=OuterRef("pk"), current=True)),
        submission__call__group=group,
        submission__state=Submission.State.ACCEPTED,
    )


def consented(submission: Submission, purpose: Consent.Purpose) -> bool:
    """Whether the contributor's consent to a purpose holds."""
    return submission.consents.filter(
        purpose=purpose, given=True, withdrawn_at__isnull=True
    ).exists()


def told(submission: Submission) -> dict[int, Disposition]:
    """Return what the contributor has been told, by the id of the passage."""
    return told_in([submission])


def told_in(submissions: Iterable[Submission]) -> dict[int, Disposition]:
    """Return what the contributors of these have been told, by the id of the passage."""
    return {
        disposition.passage_id: disposition
        for disposition in Disposition.objects.filter(
            passage__submission__in=list(submissions), current=True, told_at__isnull=False
        )
    }


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

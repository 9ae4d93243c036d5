"""What contributors contest, and whose readings these are."""

from __future__ import annotations

from django.db.models import QuerySet

from dabir.foundation.people.models import Group
from dabir.foundation.people.queries import Reader
from dabir.foundation.trace.models import Link
from dabir.stages.submissions.models import Contestation, Submission
from dabir.stages.submissions.queries.seeing import passages_visible_to, reads_everything

About = Contestation.About


def contestations(reader: Reader, group: Group) -> QuerySet[Contestation]:
    """Return what was contested in a group, for its secretariat: what is open first."""
    if not reads_everything(reader, group):
        return Contestation.objects.none()
    return (
        Contestation.objects.filter(
            passage__in=passages_visible_to(reader), passage__submission__call__group=group
        )
        .select_related("passage__submission__call__group", "answered_by")
        .order_by("-state", "-pk")
    )


def open_contestations(reader: Reader, group: Group) -> QuerySet[Contestation]:
    """Return what waits for an answer in a group."""
    return contestations(reader, group).filter(state=Contestation.State.OPEN)


def contested_in(submission: Submission) -> QuerySet[Contestation]:
    """Return what the contributor contested in a submission, and what was answered."""
    return Contestation.objects.filter(passage__submission=submission).select_related(
        "passage", "answered_by"
    )


def first_readers(contestation: Contestation) -> set[int]:
    """Return who read the passage as it is contested, by their ids.

    An outcome is whose who set it; a theme or a summary whose who linked it from the passage.
    """
    passage, at = contestation.passage, contestation.at
    if contestation.about == About.OUTCOME:
        held = passage.dispositions.filter(at__lte=at).order_by("-at", "-pk")[:1]
        return {disposition.by_id for disposition in held}
    if contestation.about == About.WORDS:
        return set(passage.redactions.filter(at__lte=at).values_list("by", flat=True))
    made = Link.objects.filter(source=passage.address_id, at__lte=at, by__isnull=False)
    return set(made.values_list("by", flat=True))

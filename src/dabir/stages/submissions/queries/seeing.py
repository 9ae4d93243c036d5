"""Submissions and passages that a reader may see."""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet

from dabir.foundation.people.models import SECRETARIAT, Group
from dabir.foundation.people.queries import Reader, roles_in
from dabir.foundation.trace.queries import seen_by
from dabir.stages.submissions.models import (
    Answer,
    Attachment,
    Disposition,
    Passage,
    Redaction,
    Submission,
)

STANDING = (Submission.State.RECEIVED, Submission.State.RETURNED, Submission.State.ACCEPTED)
"""The states of a submission that counts: neither declined nor withdrawn."""


def visible_to(reader: Reader) -> QuerySet[Submission]:
    """Return the submissions the reader may see."""
    return Submission.objects.filter(seen_by(reader, "address__")).select_related(
        "address", "call__group"
    )


def passages_visible_to(reader: Reader) -> QuerySet[Passage]:
    """Return the passages the reader may see; only the secretariat may read their `text`."""
    return Passage.objects.filter(seen_by(reader, "address__")).select_related(
        "address", "submission__call__group"
    )


def reads_everything(reader: Reader, group: Group) -> bool:
    """Whether the reader reads what is not published and what is redacted: the secretariat."""
    return bool(roles_in(reader, group) & SECRETARIAT)


def with_passages(submissions: QuerySet[Submission]) -> QuerySet[Submission]:
    """Load, with submissions, what a page about one of them shows."""
    passages = Passage.objects.select_related("address").prefetch_related(
        Prefetch(
            "dispositions",
            Disposition.objects.filter(current=True).select_related("by"),
            to_attr="holding",
        ),
        Prefetch(
            "redactions",
            Redaction.objects.filter(lifted_at__isnull=True).select_related("by"),
            to_attr="holding_redactions",
        ),
    )
    answers = Answer.objects.select_related(
        "question", "exhibit", "attachment__original"
    ).prefetch_related(Prefetch("passages", passages.order_by("order")))
    return submissions.select_related("body", "letter", "invitation", "original").prefetch_related(
        Prefetch("answers", answers),
        Prefetch("attachments", Attachment.objects.select_related("original")),
        "consents",
        "openings__by",
        "assignments__reader",
        "confirmations",
        "replies",
        "admissions__membership__group",
    )


def of_group(reader: Reader, group: Group) -> QuerySet[Submission]:
    """Return the submissions to a group's calls that the reader may see, newest first."""
    return visible_to(reader).filter(call__group=group).order_by("-pk")

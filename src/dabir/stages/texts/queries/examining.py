"""Revisions, examinations, opinions and proposed links that a reader may see."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from dabir.foundation.people.queries import Reader
from dabir.foundation.trace.queries import seen_by
from dabir.stages.texts.models import (
    Examination,
    Finding,
    Judgement,
    Likeness,
    Opinion,
    PassageGround,
    Revision,
    Treatment,
    Version,
)
from dabir.stages.texts.queries import findings_visible_to


def revisions_visible_to(reader: Reader) -> QuerySet[Revision]:
    """Return the received files of external texts that the reader may see."""
    return Revision.objects.filter(
        seen_by(reader, "address__"), seen_by(reader, "text__address__")
    ).select_related("original", "text", "version", "by")


def examinations_visible_to(reader: Reader) -> QuerySet[Examination]:
    """Return the examinations the reader may see, of versions that they may see."""
    return Examination.objects.filter(
        seen_by(reader, "address__"), seen_by(reader, "version__address__")
    ).select_related("committee", "version__text__group", "version__text__address", "by")


def opinions_visible_to(reader: Reader) -> QuerySet[Opinion]:
    """Return the opinions the reader may see, in examinations that they may see."""
    return Opinion.objects.filter(
        seen_by(reader, "address__"),
        seen_by(reader, "examination__address__"),
        seen_by(reader, "clause__address__"),
    ).select_related("clause__version", "address", "by")


def state_of(written: Opinion | Finding | Treatment | Version | Judgement | None) -> str:
    """Return what tells one state of what was written from another: "" where nothing is."""
    return "" if written is None else f"{written.pk} {written.at.isoformat()}"


def passage_grounds_visible_to(reader: Reader) -> QuerySet[PassageGround]:
    """Return the passages under clauses, where the reader may see both."""
    return PassageGround.objects.filter(
        seen_by(reader, "clause__address__"), seen_by(reader, "passage__address__")
    ).select_related("passage", "clause")


def likenesses_visible_to(reader: Reader) -> QuerySet[Likeness]:
    """Return the proposed links of which the reader may see both ends, the likest first."""
    return (
        Likeness.objects.filter(
            seen_by(reader, "clause__address__"),
            Q(consideration__isnull=True) | seen_by(reader, "consideration__address__"),
            Q(passage__isnull=True) | seen_by(reader, "passage__address__"),
            Q(upstream__isnull=True) | seen_by(reader, "upstream__address__"),
        )
        .select_related("clause__version", "consideration", "passage", "upstream__document")
        .prefetch_related("clause__wordings")
    )


def concluded(version: Version, reader: Reader) -> dict[tuple[object, int], Finding]:
    """Return the last finding on each pair of a clause's uid and an upstream clause.

    Those of earlier versions count for clauses that have none since.
    """
    findings: Iterable[Finding] = (
        findings_visible_to(reader)
        .filter(clause__version__text=version.text_id, clause__version__order__lte=version.order)
        .prefetch_related("clause__wordings")
        .order_by("clause__version__order", "pk")
    )
    return {(each.clause.uid, each.upstream_id): each for each in findings}

"""Required outputs (خروجی‌های لازم): what is asked for, for whom, by when, and what is at hand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Prefetch, QuerySet
from django.urls import reverse

from dabir.foundation.people.models import Group
from dabir.foundation.people.queries import Reader
from dabir.stages.mandates.models import Assignment, Duty
from dabir.stages.mandates.queries import OPEN_STATES, duties_visible_to, reports_visible_to
from dabir.stages.texts.models import HandIn, Text, Version
from dabir.stages.texts.queries import versions_visible_to, visible_to


@dataclass(frozen=True, slots=True)
class Output:
    """One required output. `text` is the text that is written for it, `version` the latest one.

    `handed_in` is the version that was handed in last; `redline_url` compares what is at hand with
    version 0, the draft that came with the mandate.
    """

    duty: Duty
    url: str
    responsible: tuple[str, ...]
    late: bool
    text: Text | None
    text_url: str
    version: Version | None
    handed_in: Version | None
    redline_url: str


def outputs(reader: Reader, group: Group, today: date) -> list[Output]:
    """Return the required outputs of a group that the reader may see, the nearest first."""
    duties = duties_visible_to(reader).filter(group=group, kind=Duty.Kind.OUTPUT)
    standing = duties.exclude(state__in=(Duty.State.RELEASED, Duty.State.ENDED))
    return list(_outputs(reader, standing.order_by(F("due_on").asc(nulls_last=True), "pk"), today))


def output_of(reader: Reader, duty: Duty, today: date) -> Output | None:
    """Return one required output; None where the duty requires no text."""
    if not duty.is_output:
        return None
    chosen = duties_visible_to(reader).filter(pk=duty.pk)
    return next(iter(_outputs(reader, chosen, today)), None)


def _outputs(reader: Reader, duties: QuerySet[Duty], today: date) -> Iterable[Output]:
    seen = versions_visible_to(reader)
    hand_ins = HandIn.objects.filter(
        version__in=seen.values("pk"), report__in=reports_visible_to(reader).values("pk")
    )
    texts = (
        visible_to(reader)
        .exclude(state=Text.State.SHELVED)
        .order_by("-pk")
        .prefetch_related(
            Prefetch(
                "versions",
                seen.order_by("order").prefetch_related(
                    Prefetch("hand_ins", hand_ins, "shown_hand_ins")
                ),
                "shown_versions",
            )
        )
    )
    for duty in duties.select_related("reporting_to", "group").prefetch_related(
        Prefetch("texts", texts, "shown_texts")
    ):
        yield _output(duty, next(iter(duty.shown_texts), None), today)


def _output(duty: Duty, text: Text | None, today: date) -> Output:
    versions: list[Version] = list(text.shown_versions) if text else []  # type: ignore[attr-defined] # a Prefetch
    latest = versions[-1] if versions else None
    handed = [one for one in versions if one.shown_hand_ins]  # type: ignore[attr-defined] # a Prefetch
    code = duty.group.code
    redline = ""
    if text is not None and latest is not None and latest.order > 0 and versions[0].order == 0:
        address = reverse("texts:compare", args=[code, text.pk])
        redline = f"{address}?from=0&to={latest.order}"
    return Output(
        duty=duty,
        url=reverse("mandates:duty", args=[code, duty.pk]),
        responsible=tuple(
            str(one.carrier)
            for one in duty.assignments.all()
            if one.part == Assignment.Part.RESPONSIBLE
        ),
        late=duty.state in OPEN_STATES and duty.due_on is not None and duty.due_on < today,
        text=text,
        text_url=reverse("texts:text", args=[code, text.pk]) if text else "",
        version=latest,
        handed_in=handed[-1] if handed else None,
        redline_url=redline,
    )

"""The proposed procedure for the amendments to a version, and what of it is agreed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Value, When

from dabir.domain.drafting import Ruling
from dabir.foundation.people.queries import Reader
from dabir.stages.texts.models import Amendment, Text, Treatment, TreatmentAnswer
from dabir.stages.texts.queries import amendments_visible_to, latest_version

RULINGS = {
    Treatment.What.ACCEPT: Ruling.ACCEPTED,
    Treatment.What.REJECT: Ruling.REJECTED,
    Treatment.What.BRACKET: Ruling.BRACKETED,
}
"""What can be ruled as one block; what is merged or discussed is dealt with singly."""


@dataclass(frozen=True, slots=True)
class Treated:
    """An undecided amendment, what is proposed for it, and who answered what."""

    amendment: Amendment
    treatment: Treatment | None
    answers: tuple[TreatmentAnswer, ...]

    @property
    def insisting(self) -> tuple[TreatmentAnswer, ...]:
        """Those who want it dealt with singly."""
        return tuple(each for each in self.answers if not each.agrees)

    @property
    def agreed(self) -> bool:
        """Whether its proposer agrees, and nobody insists; what the secretariat wrote is agreed."""
        by_proposer = self.amendment.proposer_id is None or any(
            each.agrees and each.body_id == self.amendment.proposer_id for each in self.answers
        )
        return by_proposer and not self.insisting

    @property
    def on_block(self) -> bool:
        """Whether it can be ruled on with the others that are agreed."""
        return (
            self.treatment is not None
            and Treatment.What(self.treatment.what) in RULINGS
            and self.agreed
        )


class Part(StrEnum):
    """The parts of a proposed procedure, in the order of the page."""

    BLOCK = "block"
    SINGLY = "singly"
    UNTREATED = "untreated"


def undecided(text: Text, reader: Reader) -> QuerySet[Any]:
    """Return the undecided amendments to the present version that the reader may see, by number.

    Each has a `part`: in which `Part` of the procedure it stands. That is `Treated.on_block`, told
    by the database, so that thousands need not be loaded to show some and count the others.
    """
    latest = latest_version(text)
    if latest is None:
        return Amendment.objects.none()
    proposed = Treatment.objects.filter(amendment=OuterRef("pk"), base=latest)
    answered = TreatmentAnswer.objects.filter(
        treatment__amendment=OuterRef("pk"), treatment__base=latest
    )
    agreed = Q(proposer=None) | Exists(answered.filter(agrees=True, body=OuterRef("proposer")))
    on_block = (
        Exists(proposed.filter(what__in=list(RULINGS)))
        & ~Exists(answered.filter(agrees=False))
        & agreed
    )
    return (
        amendments_visible_to(reader)
        .filter(
            text=text,
            base=latest,
            amends=None,
            state__in=(Amendment.State.PROPOSED, Amendment.State.BRACKETED),
        )
        .annotate(
            part=Case(
                When(on_block, then=Value(Part.BLOCK.value)),
                When(Exists(proposed), then=Value(Part.SINGLY.value)),
                default=Value(Part.UNTREATED.value),
            )
        )
        .order_by("number")
    )


def treated(amendments: Iterable[Amendment]) -> list[Treated]:
    """Return amendments to one version with what is proposed for them; three queries at most."""
    found = list(amendments)
    treatments = {
        each.amendment_id: each
        for each in Treatment.objects.filter(
            base__in={each.base_id for each in found}, amendment__in=found
        ).prefetch_related("answers__body")
    }
    result = []
    for amendment in found:
        treatment = treatments.get(amendment.pk)
        if treatment is not None:
            treatment.amendment = amendment
        answers = tuple(treatment.answers.all()) if treatment is not None else ()
        result.append(Treated(amendment, treatment, answers))
    return result


def treatments_of(amendments: QuerySet[Any]) -> list[Treatment]:
    """Return what is proposed for amendments, each with its amendment; one query."""
    return list(
        Treatment.objects.filter(amendment__in=amendments.values("pk"), base=F("amendment__base"))
        .select_related("amendment")
        .order_by("amendment__number")
    )


def block_of(text: Text, reader: Reader) -> list[Treatment]:
    """Return the treatments that are agreed and can be ruled as one block."""
    return [
        each.treatment
        for each in treated(undecided(text, reader).filter(part=Part.BLOCK))
        if each.treatment is not None and each.on_block
    ]

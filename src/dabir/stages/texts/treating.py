"""The proposed procedure for the amendments to a version, and what of it is agreed."""

from __future__ import annotations

from dataclasses import dataclass

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


def treated(text: Text, reader: Reader) -> list[Treated]:
    """Return the undecided amendments to the present version that the reader may see."""
    latest = latest_version(text)
    if latest is None:
        return []
    undecided = (Amendment.State.PROPOSED, Amendment.State.BRACKETED)
    amendments = amendments_visible_to(reader).filter(
        text=text, base=latest, amends=None, state__in=undecided
    )
    found = list(amendments.order_by("number"))
    treatments = {
        each.amendment_id: each
        for each in Treatment.objects.filter(base=latest, amendment__in=found).prefetch_related(
            "answers__body"
        )
    }
    result = []
    for amendment in found:
        treatment = treatments.get(amendment.pk)
        if treatment is not None:
            treatment.amendment = amendment
        answers = tuple(treatment.answers.all()) if treatment is not None else ()
        result.append(Treated(amendment, treatment, answers))
    return result


def block_of(text: Text, reader: Reader) -> list[Treatment]:
    """Return the treatments that are agreed and can be ruled as one block."""
    return [
        each.treatment
        for each in treated(text, reader)
        if each.treatment is not None and each.on_block
    ]

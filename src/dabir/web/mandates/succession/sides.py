"""Two wordings side by side, with what differs between them."""

from __future__ import annotations

from dataclasses import dataclass

from dabir.domain.drafting.comparing.differences import Change, compare
from dabir.stages.mandates.models import ClauseChange
from dabir.stages.mandates.succession import Pairing
from dabir.web.mandates.wording import confidence_words


@dataclass(frozen=True, slots=True)
class Sides:
    """One pair of clauses as the page shows it."""

    pairing: Pairing
    old_path: str
    new_path: str
    changes: list[Change]
    label: str
    sureness: str
    percent: int

    @property
    def both(self) -> bool:
        """Whether there are words on both sides."""
        return bool(self.pairing.before and self.pairing.after)


def sides(pairing: Pairing) -> Sides:
    """Return a pair with its paths, its differences and what it is called."""
    before, after = pairing.before, pairing.after
    return Sides(
        pairing=pairing,
        old_path=pairing.old.path if pairing.old is not None else "",
        new_path=str(pairing.new["path"]) if pairing.new is not None else "",
        changes=compare(before, after) if before != after else [],
        label=str(ClauseChange.Outcome(pairing.outcome).label),
        sureness=confidence_words(pairing.confidence),
        percent=round(pairing.confidence * 100),
    )

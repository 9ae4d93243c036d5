"""How far the coders of a round agree: a theme at a time, and on stances."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dabir.domain.language.sorting import collation_key
from dabir.domain.procedure.agreement import Agreement, krippendorff_alpha, light_kappa
from dabir.stages.themes.models import CodingRound, Stance, Theme
from dabir.stages.themes.queries.rounds import Said, said_of_items


@dataclass(frozen=True, slots=True)
class Line:
    """How far coders agree on one thing: whether a theme is in a passage, or which stance it takes.

    `found` counts the passages in which one coder at least found it, `shared` those in which all
    did.
    """

    kappa: Agreement
    alpha: Agreement
    found: int
    shared: int


@dataclass(frozen=True, slots=True)
class Table:
    """All that is known of the agreement of a round.

    `themes` and `stances` (each against all others, where all found the theme) hold a line each;
    `stance` takes the four together. `alike` of `compared` passages got the same from everybody.
    """

    compared: int
    alike: int
    settled: int
    themes: tuple[tuple[Theme, Line], ...]
    stance: Line
    stances: tuple[tuple[Stance, Line], ...]

    @property
    def raw(self) -> float | None:
        """The part of passages on which everybody says the very same."""
        return self.alike / self.compared if self.compared else None


def agreement_of(coding_round: CodingRound, items: Sequence[Said] | None = None) -> Table:
    """Return how far the coders agree on the passages that at least two of them judged.

    `items` are what was said of them, where somebody has asked for it already.
    """
    items = said_of_items(coding_round) if items is None else items
    coders = list(coding_round.coders.values_list("person", flat=True))
    rows = [tuple(item.by.get(coder) for coder in coders) for item in items]
    themes = sorted(
        coding_round.themes.all(), key=lambda theme: (collation_key(theme.name), theme.pk)
    )
    stances = [
        tuple(None if said is None else said.get(theme.pk) for said in row)
        for theme in themes
        for row in rows
        if all(said is None or theme.pk in said for said in row)
    ]
    return Table(
        compared=len(items),
        alike=sum(item.agreed for item in items),
        settled=sum(item.settled for item in items),
        themes=tuple(
            (
                theme,
                _line(
                    [tuple(None if said is None else theme.pk in said for said in r) for r in rows]
                ),
            )
            for theme in themes
        ),
        stance=_line(stances),
        stances=tuple(
            (
                stance,
                _line(
                    [tuple(None if s is None else s == stance.value for s in r) for r in stances]
                ),
            )
            for stance in Stance
        ),
    )


def _line(units: Sequence[tuple[object | None, ...]]) -> Line:
    given = [[value for value in unit if value is not None] for unit in units]
    return Line(
        kappa=light_kappa(units),
        alpha=krippendorff_alpha(units),
        found=sum(any(unit) for unit in given),
        shared=sum(bool(unit) and all(unit) for unit in given),
    )

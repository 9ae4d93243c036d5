"""The figures of a classifier, as its page shows them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from dabir.foundation.people.preferences import show_digits
from dabir.stages.themes.models import Stance, Theme


@dataclass(frozen=True, slots=True)
class ThemeLine:
    """A theme with what it reaches; empty where it abstains, with the reason in `why`."""

    theme: Theme
    examples: int
    precision: str
    recall: str
    coverage: str
    threshold: str
    why: str


@dataclass(frozen=True, slots=True)
class StanceLine:
    """A stance with its F1."""

    label: str
    f1: str


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures in the reader's digits; `stances` is empty where stances could not be learnt."""

    themes: tuple[ThemeLine, ...]
    stances: tuple[StanceLine, ...]
    macro_f1: str
    stance_coverage: str
    stance_precision: str


def percent(part: float | None) -> str:
    """Return a part of one as a percentage in the reader's digits; nothing for None."""
    return "" if part is None else show_digits(_("%(part)d %%") % {"part": round(100 * part)})


def _why(line: Mapping[str, Any]) -> str:
    if line["missing"]:
        return show_digits(
            _("needs %(count)d more, under it or outside it") % {"count": line["missing"]}
        )
    if line["threshold"] is None:
        return _("abstains: no threshold reaches the precision")
    return ""


def shown_figures(figures: Mapping[str, Any], themes: Mapping[str, Theme]) -> Figures | None:
    """Return the figures of a classifier; themes that the reader does not see are left out."""
    if not figures:
        return None
    stance = figures.get("stance")
    return Figures(
        themes=tuple(
            ThemeLine(
                themes[line["theme"]],
                line["examples"],
                percent(line["precision"]),
                percent(line["recall"]),
                percent(line["coverage"]),
                percent(line["threshold"]),
                _why(line),
            )
            for line in figures["themes"]
            if line["theme"] in themes
        ),
        stances=tuple(
            StanceLine(str(Stance(value).label), percent(f1))
            for value, f1 in (stance["f1"] if stance else {}).items()
        ),
        macro_f1=percent(stance["macro_f1"]) if stance else "",
        stance_coverage=percent(stance["coverage"]) if stance else "",
        stance_precision=percent(stance["precision"]) if stance else "",
    )

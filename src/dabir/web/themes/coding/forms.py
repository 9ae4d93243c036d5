"""The form that says what is in a passage: themes, each with what it says to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _now

from dabir.domain.language import search_key
from dabir.stages.themes.acts import Choice
from dabir.stages.themes.models import Stance, Theme

KEYS = "1234567890"
"""The keys of the themes used most."""


@dataclass(frozen=True, slots=True)
class Row:
    """A theme as the form offers it; `words` are what it is searched by."""

    theme: Theme
    key: str
    below: bool
    chosen: bool
    stance: str
    words: str


class CodesForm(forms.Form):
    """Any number of themes, each with a stance; `nothing` says that none is in the passage.

    `chosen` is what holds now: stances by the key of their theme. `often` orders the keys of the
    keyboard: themes used most come first.
    """

    note = forms.CharField(required=False, strip=True)

    def __init__(
        self,
        *args: Any,
        themes: Sequence[Theme],
        chosen: Mapping[int, str] | None = None,
        often: Mapping[int, int] | None = None,
    ) -> None:
        super().__init__(*args)
        self.themes = {theme.pk: theme for theme in themes}
        self.choices: list[Choice] = []
        held = dict(chosen or {})
        self.ticked = (
            set(cast("QueryDict", self.data).getlist("themes")) if self.is_bound else set()
        )
        if self.is_bound:
            held = {
                theme.pk: str(self.data.get(f"stance_{theme.pk}", ""))
                for theme in themes
                if str(theme.pk) in self.ticked
            }
        count = often or {}
        first = sorted(themes, key=lambda theme: (-count.get(theme.pk, 0), theme.order, theme.pk))
        keys = {theme.pk: key for theme, key in zip(first, KEYS, strict=False)}
        self.rows = [
            Row(
                theme,
                keys.get(theme.pk, ""),
                below,
                theme.pk in held,
                held.get(theme.pk) or Stance.NEUTRAL.value,
                search_key(" ".join(theme.names.values())),
            )
            for theme, below in _in_order(themes)
        ]

    def clean(self) -> dict[str, Any]:
        """Read the themes and stances, or say what is missing."""
        cleaned = super().clean() or {}
        if "nothing" in self.data:
            return cleaned
        chosen = [row for row in self.rows if row.chosen]
        known = {str(pk) for pk in self.themes}
        if self.ticked - known:
            raise forms.ValidationError(_now("One of these themes is not offered any more."))
        if not chosen:
            raise forms.ValidationError(_now("Choose a theme, or say that none is in it."))
        if any(row.stance not in Stance.values for row in chosen):
            raise forms.ValidationError(_now("A stance is for, against, mixed or neutral."))
        self.choices = [Choice(row.theme, Stance(row.stance)) for row in chosen]
        return cleaned


def _in_order(themes: Sequence[Theme]) -> list[tuple[Theme, bool]]:
    """Return each theme after the one above it, and whether it stands below one."""
    offered = {theme.pk for theme in themes}
    found: list[tuple[Theme, bool]] = []
    for top in themes:
        if top.parent_id in offered:
            continue
        found.append((top, False))
        found += [(theme, True) for theme in themes if theme.parent_id == top.pk]
    return found

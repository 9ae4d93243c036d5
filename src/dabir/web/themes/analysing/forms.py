"""What is asked before a run of the analysis."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from dabir.stages.themes.acts.running import LEAST
from dabir.web.shared.fields import NumberField

LARGEST_SEED = 2_147_483_647


class RunForm(forms.Form):
    """How the analysis is to run."""

    least = NumberField(
        label=_("Submissions of a theme, at least"),
        help_text=_("What fewer submissions say stays without a theme, for people to read."),
        min_value=2,
        max_value=1_000,
        initial=LEAST,
    )
    seed = NumberField(
        label=_("Seed"),
        help_text=_(
            "The same seed over the same submissions finds the same themes. Change it to see how"
            " firm they are."
        ),
        min_value=0,
        max_value=LARGEST_SEED,
        initial=0,
    )

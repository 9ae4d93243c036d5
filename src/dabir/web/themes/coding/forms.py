"""The form that codes a passage."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dabir.foundation.people.models import Group
from dabir.foundation.people.queries import Reader
from dabir.stages.themes.models import Stance, Theme
from dabir.web.themes.choosing import choice, standing


class CodeForm(forms.Form):
    """A theme and a stance for one passage."""

    theme = forms.ModelChoiceField(Theme.objects.none(), label=_("Theme"))
    stance = forms.ChoiceField(
        label=_("What it says to the theme"),
        choices=Stance.choices,
        initial=Stance.NEUTRAL,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, group: Group, reader: Reader) -> None:
        super().__init__(*args)
        choice(self, "theme").queryset = standing(reader, group)

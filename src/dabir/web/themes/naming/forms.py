"""Forms that name themes and put them into their place."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from dabir.foundation.people.models import Group
from dabir.foundation.people.queries import Reader
from dabir.foundation.trace.models import Confidentiality
from dabir.stages.mandates.models import Axis
from dabir.stages.mandates.queries import axes_visible_to
from dabir.stages.themes.models import Theme
from dabir.web.shared.audience import AudienceForm
from dabir.web.shared.fields import NamesFormField
from dabir.web.themes.choosing import ThemeChoice, choice, standing


class NameForm(forms.Form):
    """A name in one language or both."""

    names = NamesFormField(label=_("Name"))


class PlaceForm(forms.Form):
    """Where a theme stands."""

    parent = forms.ModelChoiceField(
        Theme.objects.none(),
        label=_("Under the theme"),
        required=False,
        empty_label=_("none: on the first level"),
    )
    axis = forms.ModelChoiceField(
        Axis.objects.none(), label=_("On the axis of the mandate"), required=False
    )

    def __init__(
        self, *args: Any, group: Group, reader: Reader, theme: Theme | None = None
    ) -> None:
        super().__init__(*args)
        if theme is not None:
            self.initial = {"parent": theme.parent_id, "axis": theme.axis_id}
        parents = standing(reader, group).filter(parent__isnull=True)
        choice(self, "parent").queryset = parents.exclude(pk=theme.pk) if theme else parents
        choice(self, "axis").queryset = axes_visible_to(reader).filter(group=group)


class ThemeForm(AudienceForm):
    """A new theme."""

    names = NamesFormField(label=_("Name of the theme"))
    parent = forms.ModelChoiceField(
        Theme.objects.none(),
        label=_("Under the theme"),
        required=False,
        empty_label=_("none: on the first level"),
    )
    axis = forms.ModelChoiceField(
        Axis.objects.none(), label=_("On the axis of the mandate"), required=False
    )

    def __init__(self, *args: Any, group: Group, reader: Reader, **kwargs: Any) -> None:
        super().__init__(*args, group=group, **kwargs)
        choice(self, "parent").queryset = standing(reader, group).filter(parent__isnull=True)
        choice(self, "axis").queryset = axes_visible_to(reader).filter(group=group)
        field = cast("forms.ChoiceField", self.fields["confidentiality"])
        field.choices = [
            choice for choice in Confidentiality.choices if choice[0] != Confidentiality.BODIES
        ]
        del self.fields["bodies"]


class MergeForm(forms.Form):
    """The theme to merge into."""

    into = ThemeChoice(Theme.objects.none(), label=_("Into the theme"))

    def __init__(self, *args: Any, group: Group, reader: Reader, theme: Theme) -> None:
        super().__init__(*args)
        choice(self, "into").queryset = standing(reader, group).exclude(pk=theme.pk)

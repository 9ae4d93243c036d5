"""Forms for what is done with proposed themes."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from dabir.foundation.people.models import Group
from dabir.foundation.people.queries import Reader
from dabir.foundation.trace.models import Confidentiality
from dabir.stages.mandates.models import Axis
from dabir.stages.mandates.queries import axes_visible_to
from dabir.stages.themes.models import (
    Consideration,
    Dimension,
    ProposedTheme,
    Stance,
    Theme,
)
from dabir.stages.themes.models.proposed import WHOLE
from dabir.stages.themes.queries.runs import NOW_SHOWN, proposed_visible_to
from dabir.web.shared.audience import AudienceForm
from dabir.web.shared.fields import NamesFormField, NumberField
from dabir.web.themes.choosing import ThemeChoice, choice, standing

USUAL = 60
"""Hundredths of weight that are offered as the least."""


class NameForm(forms.Form):
    """What a theme is called."""

    names = NamesFormField(label=_("Name of the theme"))


class WeightPart(forms.Form):
    """Whether passages are confirmed at once, and which."""

    passages = forms.ChoiceField(
        label=_("Its passages"),
        choices=[
            ("later", _("stay proposals, to be confirmed one by one or together")),
            ("over", _("are put under it now, from a weight on")),
        ],
        initial="later",
        widget=forms.RadioSelect,
    )
    weight = NumberField(
        label=_("From this weight on, per cent"),
        help_text=_("Only for those that are put under it now; at most 2,000, the heaviest first."),
        min_value=0,
        max_value=100,
        initial=USUAL,
        required=False,
    )
    stance = forms.ChoiceField(
        label=_("What they say to the theme"),
        help_text=_("The machine does not tell; say “neutral” where you have not read them."),
        choices=Stance.choices,
        initial=Stance.NEUTRAL,
        required=False,
    )

    def settled(self) -> dict[str, Any]:
        """Return `over` and `stance` as the acts take them."""
        said = self.cleaned_data
        over = said["weight"] if said["weight"] is not None else USUAL
        return {
            "over": over * WHOLE // 100 if said["passages"] == "over" else None,
            "stance": said["stance"] or Stance.NEUTRAL,
        }


class AcceptForm(NameForm, WeightPart):
    """A proposed theme becomes one of the group's."""

    axis = forms.ModelChoiceField(
        Axis.objects.none(), label=_("On the axis of the mandate"), required=False
    )
    confidentiality = forms.ChoiceField(
        label=_("Who may see the theme"),
        choices=[one for one in Confidentiality.choices if one[0] != Confidentiality.BODIES],
        initial=Confidentiality.GROUP,
    )
    field_order = ("names", "passages", "weight", "stance", "axis", "confidentiality")

    def __init__(self, *args: Any, group: Group, reader: Reader, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice(self, "axis").queryset = axes_visible_to(reader).filter(group=group)


class JoinForm(WeightPart):
    """A proposed theme is taken for a theme that there is."""

    theme = ThemeChoice(Theme.objects.none(), label=_("The theme"))
    field_order = ("theme", "passages", "weight", "stance")

    def __init__(self, *args: Any, group: Group, reader: Reader, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice(self, "theme").queryset = standing(reader, group)


class ProposedChoice(forms.ModelChoiceField):
    """A proposed theme, with the one above it."""

    def label_from_instance(self, obj: Any) -> str:
        name = obj.name or str(obj.number)
        return f"{obj.parent.name} › {name}" if obj.parent_id else name


class IntoForm(forms.Form):
    """Another theme of the run."""

    into = ProposedChoice(ProposedTheme.objects.none(), label=_("Into the theme"))

    def __init__(self, *args: Any, reader: Reader, theme: ProposedTheme) -> None:
        super().__init__(*args)
        others = proposed_visible_to(reader).filter(run=theme.run_id, state__in=NOW_SHOWN)
        choice(self, "into").queryset = others.exclude(pk=theme.pk).order_by("number")


class SomeForm(forms.Form):
    """Chosen passages, and what they say, where that is asked."""

    stance = forms.ChoiceField(choices=Stance.choices, required=False)


class DistilForm(AudienceForm):
    """A consideration made out of a proposed theme."""

    texts = NamesFormField(label=_("The consideration in words"), long=True)
    kind = forms.ChoiceField(label=_("Kind"), choices=Consideration.Kind.choices)
    dimension = forms.ModelChoiceField(
        Dimension.objects.none(), label=_("Dimension"), required=False
    )

    def __init__(self, *args: Any, group: Group, **kwargs: Any) -> None:
        super().__init__(*args, group=group, **kwargs)
        choice(self, "dimension").queryset = group.dimensions.all()
        field = cast("forms.ChoiceField", self.fields["confidentiality"])
        field.choices = [one for one in Confidentiality.choices if one[0] != Confidentiality.BODIES]
        del self.fields["bodies"]


class OverForm(forms.Form):
    """All passages from a weight on."""

    weight = NumberField(min_value=0, max_value=100)
    stance = forms.ChoiceField(choices=Stance.choices)

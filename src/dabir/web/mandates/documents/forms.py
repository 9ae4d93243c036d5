"""The axes of the work."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from dabir.stages.mandates.models import Clause
from dabir.web.shared.fields import NamesFormField


class AxisForm(forms.Form):
    """An axis of the group's work."""

    names = NamesFormField(label=_("Name of the axis"))
    clause = forms.ModelChoiceField(
        Clause.objects.none(), label=_("Clause of the mandate"), required=False
    )

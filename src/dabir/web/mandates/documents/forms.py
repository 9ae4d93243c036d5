"""The axes of the work."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from dabir.stages.mandates.models import Clause, Mandate
from dabir.web.mandates.forms import READERS
from dabir.web.shared.fields import DayField, NamesFormField


class AxisForm(forms.Form):
    """An axis of the group's work."""

    names = NamesFormField(label=_("Name of the axis"))
    clause = forms.ModelChoiceField(
        Clause.objects.none(), label=_("Clause of the mandate"), required=False
    )


class TakeOverForm(forms.Form):
    """What the document itself does not say: its standing, when it was notified, who reads it."""

    concerns = forms.ModelChoiceField(
        Mandate.objects.none(), label=_("Which document it changes or belongs to")
    )
    names = NamesFormField(label=_("Title"))
    notified_on = DayField(
        label=_("Notified on"),
        required=False,
        help_text=_("Deadlines such as “within six months of notification” count from this day."),
    )
    standing = forms.ChoiceField(
        label=_("What was received"), choices=Mandate.Standing.choices, widget=forms.RadioSelect
    )
    points = forms.MultipleChoiceField(
        label=_("Open points to raise"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "What the text seems to lack. A letter can ask the issuer about what you tick."
        ),
    )
    duties = forms.MultipleChoiceField(
        label=_("Duties that hold for this group"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    confidentiality = forms.ChoiceField(
        label=_("Who may read it"), choices=READERS, widget=forms.RadioSelect
    )

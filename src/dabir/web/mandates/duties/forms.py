"""Giving duties, carrying them and reporting on them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dabir.foundation.people.models import Body, Group
from dabir.foundation.trace.models import Confidentiality
from dabir.stages.mandates.models import Axis, Clause
from dabir.web.mandates.forms import LARGEST_FILE, READERS
from dabir.web.shared.fields import DayField, NumberField

TEXTAREA = forms.Textarea(attrs={"rows": 4})


class CarriersMixin(forms.Form):
    """Who carries a duty: bodies, or the group and its committees."""

    responsible = forms.MultipleChoiceField(label=_("Responsible"), required=False)
    supporting = forms.MultipleChoiceField(label=_("Supporting"), required=False)

    def offer_carriers(self, group: Group) -> None:
        """Offer the group, its committees and every body."""
        committees = [(f"group-{one.pk}", str(one)) for one in (group, *group.committees.all())]
        bodies = [(f"body-{body.pk}", str(body)) for body in Body.objects.all()]
        choices = [(_("the group and its committees"), committees), (_("bodies"), bodies)]
        for name in ("responsible", "supporting"):
            field = self.fields[name]
            field.choices = choices  # type: ignore[attr-defined]
            field.widget.attrs["size"] = 8

    def carriers(self, name: str) -> list[Body | Group]:
        """Return what was chosen, in the order of the list."""
        chosen = self.cleaned_data[name]
        keys = {kind: [key for key in chosen if key.startswith(kind)] for kind in ("group", "body")}
        numbers = {kind: [int(key.split("-")[1]) for key in keys[kind]] for kind in keys}
        return [
            *Group.objects.filter(pk__in=numbers["group"]),
            *Body.objects.filter(pk__in=numbers["body"]),
        ]


class DutyForm(CarriersMixin):
    """A duty that no document gave, or that the reader of documents missed."""

    text = forms.CharField(label=_("What is to be done"), widget=TEXTAREA)
    due_on = DayField(label=_("Deadline"), required=False)
    clause = forms.ModelChoiceField(
        Clause.objects.none(), label=_("Clause of the mandate"), required=False
    )
    axis = forms.ModelChoiceField(Axis.objects.none(), label=_("Axis"), required=False)
    reporting_to = forms.ModelChoiceField(
        Body.objects.all(), label=_("Reports go to"), required=False
    )
    confidentiality = forms.ChoiceField(
        label=_("Who may read it"),
        choices=READERS,
        initial=Confidentiality.GROUP.value,
        widget=forms.RadioSelect,
    )
    field_order = (
        "text",
        "responsible",
        "supporting",
        "due_on",
        "clause",
        "axis",
        "reporting_to",
        "confidentiality",
    )


class CarriersForm(CarriersMixin):
    """Other carriers for a duty."""


class DueForm(forms.Form):
    """Another deadline, or none."""

    due_on = DayField(label=_("Deadline"), required=False)
    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Those who carry the duty will read it."),
    )


class ReportForm(forms.Form):
    """A report on a duty."""

    text = forms.CharField(label=_("What was done"), widget=TEXTAREA)
    percent = NumberField(
        label=_("Progress in percent"),
        min_value=0,
        max_value=100,
        initial=100,
        help_text=_("100 asks the secretariat to verify that the duty is done."),
    )
    obstacle = forms.CharField(
        label=_("What stands in the way"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    evidence = forms.FileField(label=_("Evidence"), required=False)

    def clean_evidence(self) -> Any:
        """Refuse what is too large to be kept at once."""
        file = self.cleaned_data["evidence"]
        if file and file.size > LARGEST_FILE:
            raise forms.ValidationError(_("The file is larger than 50 megabytes."))
        return file

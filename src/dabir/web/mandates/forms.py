"""Forms of the mandates stage: documents, duties and reports."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dabir.foundation.people.models import Body, Group
from dabir.foundation.trace.models import Confidentiality
from dabir.stages.mandates.models import Axis, Clause, Mandate
from dabir.web.shared.fields import DayField, NamesFormField, NumberField

LARGEST_FILE = 50 * 1024 * 1024
TEXTAREA = forms.Textarea(attrs={"rows": 4})
READERS = [
    (value, label)
    for value, label in Confidentiality.choices
    if value != Confidentiality.BODIES.value
]
"""Who may read a mandate; named bodies are chosen item by item."""


class UploadForm(forms.Form):
    """A document that was received."""

    file = forms.FileField(
        label=_("Document"),
        help_text=_("PDF, Word (DOCX), OpenDocument (ODT), HTML, e-mail or plain text."),
    )

    def clean_file(self) -> Any:
        """Refuse what is too large to be read at once."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(_("The file is larger than 50 megabytes."))
        return file


class TakeOverForm(forms.Form):
    """What the document itself does not say: its standing, when it was notified, who reads it."""

    names = NamesFormField(label=_("Title"))
    notified_on = DayField(
        label=_("Notified on"),
        required=False,
        help_text=_("Deadlines such as “within six months of notification” count from this day."),
    )
    standing = forms.ChoiceField(
        label=_("What was received"), choices=Mandate.Standing.choices, widget=forms.RadioSelect
    )
    confidentiality = forms.ChoiceField(
        label=_("Who may read it"), choices=READERS, widget=forms.RadioSelect
    )


class TakeOverCallForm(forms.Form):
    """The short address of the call that a document becomes."""

    code = forms.SlugField(
        label=_("Short address of the call"),
        max_length=60,
        widget=forms.TextInput(attrs={"dir": "ltr"}),
        help_text=_("Small Latin letters, digits and hyphens; it stands in the public address."),
    )


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}))


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


class AxisForm(forms.Form):
    """An axis of the group's work."""

    names = NamesFormField(label=_("Name of the axis"))
    clause = forms.ModelChoiceField(
        Clause.objects.none(), label=_("Clause of the mandate"), required=False
    )

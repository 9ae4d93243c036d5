"""Forms of open points."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dabir.foundation.people.models import Body, Person
from dabir.stages.mandates.models import Mandate, OpenPoint
from dabir.web.shared.uploads import within_limit


class PointForm(forms.Form):
    """An open point that a person found."""

    mandate = forms.ModelChoiceField(
        Mandate.objects.none(), label=_("Document"), required=False, empty_label=_("none")
    )
    text = forms.CharField(
        label=_("What is open"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("In a sentence that can stand in the letter to the issuer."),
    )
    quote = forms.CharField(
        label=_("The document's words"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class LetterForm(forms.Form):
    """Which points one letter asks about, in which language, and whom."""

    points = forms.ModelMultipleChoiceField(
        OpenPoint.objects.none(), label=_("Open points"), widget=forms.CheckboxSelectMultiple
    )
    to = forms.ModelChoiceField(Body.objects.all(), label=_("To"))
    language = forms.ChoiceField(
        label=_("Language of the letter"),
        choices=Person.Language.choices,
        widget=forms.RadioSelect,
    )


class AnswerForm(forms.Form):
    """What was answered."""

    answer = forms.CharField(label=_("What was answered"), widget=forms.Textarea(attrs={"rows": 3}))


class SettleForm(forms.Form):
    """How a point was settled, and the file that came."""

    note = forms.CharField(
        label=_("How it was settled"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    file = forms.FileField(
        label=_("The file that came"),
        required=False,
        help_text=_("An annex is kept as it came. It can be read and taken over afterwards."),
    )
    read = forms.BooleanField(
        label=_("Read the file, so that it can be taken over as an annex"), required=False
    )

    def clean_file(self) -> Any:
        """Refuse what is too large to be read at once."""
        return within_limit(self.cleaned_data["file"])

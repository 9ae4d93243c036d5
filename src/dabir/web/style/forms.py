"""One form that shows every kind of field."""

from __future__ import annotations

from typing import Any

from django import forms

from dabir.web.shared.fields import DayField
from dabir.web.style.samples import Sample


class SampleForm(forms.Form):
    """Every kind of control, with help; some are wrong when the form is bound and empty."""

    def __init__(self, sample: Sample, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = sample["form"]
        choices = list(enumerate(words["choices"]))
        self.fields["title"] = forms.CharField(label=words["title"], help_text=words["title_help"])
        self.fields["deadline"] = DayField(
            label=words["deadline"], help_text=words["deadline_help"]
        )
        self.fields["address"] = forms.EmailField(label=words["address"], required=False)
        self.fields["kind"] = forms.ChoiceField(label=words["kind"], choices=choices)
        self.fields["readers"] = forms.ChoiceField(
            label=words["readers"], choices=choices, widget=forms.RadioSelect
        )
        self.fields["words"] = forms.CharField(
            label=words["words"], help_text=words["words_help"], widget=forms.Textarea
        )
        self.fields["file"] = forms.FileField(label=words["file"], required=False)
        self.fields["consent"] = forms.BooleanField(label=words["consent"], required=False)

"""Receiving a document, and taking over what was confirmed of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dabir.stages.mandates.models import Mandate
from dabir.web.mandates.forms import READERS
from dabir.web.shared.fields import DayField, NamesFormField
from dabir.web.shared.uploads import within_limit


class UploadForm(forms.Form):
    """A document that was received."""

    file = forms.FileField(
        label=_("Document"),
        help_text=_("PDF, Word (DOCX), OpenDocument (ODT), HTML, e-mail or plain text."),
    )

    def clean_file(self) -> Any:
        """Refuse what is too large to be read at once."""
        return within_limit(self.cleaned_data["file"])


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

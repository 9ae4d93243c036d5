"""Receiving a document, and taking over what was confirmed of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

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


class TakeOverCallForm(forms.Form):
    """The short address of the call that a document becomes."""

    code = forms.SlugField(
        label=_("Short address of the call"),
        max_length=60,
        widget=forms.TextInput(attrs={"dir": "ltr"}),
        help_text=_("Small Latin letters, digits and hyphens; it stands in the public address."),
    )

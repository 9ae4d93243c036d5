"""What the forms of this stage share."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from dabir.foundation.trace.models import Confidentiality

READERS = [
    (value, label)
    for value, label in Confidentiality.choices
    if value != Confidentiality.BODIES.value
]
"""Who may read a mandate; named bodies are chosen item by item."""


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}))

"""What an answer to many says."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dabir.stages.submissions.models import AnswerBatch, Disposition
from dabir.web.shared.fields import NamesFormField


class BatchForm(forms.Form):
    """One outcome, what was said in sum, what was done and why."""

    said = NamesFormField(
        label=_("You said"),
        long=True,
        required=False,
        help_text=_("What these passages say, in a sentence or two: everybody reads it."),
    )
    outcome = forms.ChoiceField(
        label=_("Outcome"), choices=Disposition.Outcome.choices, widget=forms.RadioSelect
    )
    reasons = NamesFormField(
        label=_("We did"),
        long=True,
        help_text=_("What was done, and why. Each contributor reads it in their language."),
    )

    @staticmethod
    def as_typed(batch: AnswerBatch) -> dict[str, Any]:
        """Return a batch as the form shows it."""
        return {"said": batch.said, "outcome": batch.outcome, "reasons": batch.reasons}

"""What an answer to many says."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from dabir.stages.calls.models import Call, Exhibit, Question
from dabir.stages.submissions.models import AnswerBatch, Disposition, Submission
from dabir.stages.themes.models import Theme
from dabir.web.shared.fields import NamesFormField, model_field


class NarrowForm(forms.Form):
    """Which open passages of a call are answered."""

    words = forms.CharField(label=_("Words"), required=False)
    sector = forms.ChoiceField(
        label=_("Sector"), required=False, choices=[("", _("every")), *Submission.Sector.choices]
    )
    question = forms.ModelChoiceField(
        Question.objects.none(), label=_("On the question"), required=False, empty_label=_("every")
    )
    clause = forms.ModelChoiceField(
        Exhibit.objects.none(), label=_("On the clause"), required=False, empty_label=_("every")
    )
    theme = forms.ModelChoiceField(
        Theme.objects.none(),
        label=_("Under the theme"),
        required=False,
        empty_label=_("every"),
        to_field_name="address",
    )

    def __init__(self, *args: Any, call: Call, themes: QuerySet[Theme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered: dict[str, QuerySet[Any]] = {
            "question": call.questions.all(),
            "clause": call.exhibits.all(),
            "theme": themes,
        }
        for name, choices in offered.items():
            model_field(self, name).queryset = choices
            if not choices.exists():
                del self.fields[name]


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

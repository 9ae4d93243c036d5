"""Who reads, until when, and what they found."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from dabir.foundation.people.models import Group, Person
from dabir.stages.calls.models import Call, Question
from dabir.stages.submissions.models import Submission
from dabir.stages.submissions.queries import readers_of
from dabir.web.shared.fields import DayField, model_field


class ReaderForm(forms.Form):
    """One reader or several, with what they are asked."""

    readers = forms.ModelMultipleChoiceField(
        Person.objects.none(), label=_("Readers"), widget=forms.CheckboxSelectMultiple
    )
    due_on = DayField(label=_("Until"), required=False)
    instruction = forms.CharField(
        label=_("What they are asked"),
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, group: Group, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        model_field(self, "readers").queryset = readers_of(group)


class GiveOutForm(ReaderForm):
    """Giving out many at once, evenly: which ones, and how many at most."""

    MOST = 5_000

    call = forms.ModelChoiceField(Call.objects.none(), label=_("Call"))
    question = forms.ModelChoiceField(
        Question.objects.none(), label=_("That answer the question"), required=False
    )
    sector = forms.ChoiceField(
        label=_("Sector"),
        choices=[("", _("every")), *Submission.Sector.choices],
        required=False,
    )
    language = forms.ChoiceField(
        label=_("Language"),
        choices=[("", _("every")), ("fa", _("Persian")), ("en", _("English"))],
        required=False,
    )
    most = forms.IntegerField(label=_("How many at most"), min_value=1, max_value=MOST, initial=200)
    field_order = ("call", "question", "sector", "language", "most")

    def __init__(self, *args: Any, group: Group, calls: QuerySet[Call], **kwargs: Any) -> None:
        super().__init__(*args, group=group, **kwargs)
        model_field(self, "call").queryset = calls
        model_field(self, "question").queryset = Question.objects.filter(call__in=calls)

    def narrowed(self, submissions: QuerySet[Submission]) -> QuerySet[Submission]:
        """Return the submissions that were asked for, the oldest first."""
        typed = self.cleaned_data
        found = submissions.filter(call=typed["call"])
        if typed["question"]:
            found = found.filter(answers__question=typed["question"]).distinct()
        for name in ("sector", "language"):
            if typed[name]:
                found = found.filter(**{name: typed[name]})
        return found.order_by("pk")[: typed["most"]]


class FoundForm(forms.Form):
    """What a reader found."""

    outcome = forms.CharField(
        label=_("What you found"),
        help_text=_("The secretariat reads it beside the submission; its author does not."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class BackForm(forms.Form):
    """Why it is given back unread."""

    reason = forms.CharField(
        label=_("Why you give it back"), widget=forms.Textarea(attrs={"rows": 3})
    )

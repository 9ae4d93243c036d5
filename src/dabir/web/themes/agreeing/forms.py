"""The forms of coding rounds."""

from __future__ import annotations

import secrets
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from dabir.foundation.people.models import MEMBERS, Group, Membership, Person
from dabir.foundation.people.queries import Reader
from dabir.stages.calls.models import Call, Question
from dabir.stages.calls.queries import visible_to as calls_visible_to
from dabir.stages.themes.acts.rounds import MOST
from dabir.stages.themes.models import Theme
from dabir.web.themes.choosing import choice, standing

SEEDS = 10_000


class QuestionChoice(forms.ModelChoiceField):
    """A question, with its call."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.call.name} › {obj.prompt}"


class RoundForm(forms.Form):
    """A new coding round."""

    call = forms.ModelChoiceField(Call.objects.none(), label=_("Passages of the call"))
    question = QuestionChoice(
        Question.objects.none(),
        label=_("On one question alone"),
        required=False,
        empty_label=_("all that was sent to it"),
    )
    themes = forms.ModelMultipleChoiceField(
        Theme.objects.none(),
        label=_("Themes that the coders look for"),
        widget=forms.CheckboxSelectMultiple,
    )
    coders = forms.ModelMultipleChoiceField(
        Person.objects.none(),
        label=_("Coders"),
        help_text=_(
            "Two at least. Passages are drawn from what all of them may read: what is not "
            "published is the secretariat's."
        ),
        widget=forms.CheckboxSelectMultiple,
    )
    size = forms.IntegerField(
        label=_("How many passages are drawn"),
        help_text=_("Leave it empty to take all of them."),
        min_value=1,
        max_value=MOST,
        required=False,
    )
    seed = forms.IntegerField(
        label=_("Number of the draw"),
        help_text=_("The same number draws the same passages again."),
        min_value=0,
        max_value=2**31 - 1,
    )
    note = forms.CharField(
        label=_("Note to the coders"),
        help_text=_("What the themes mean and where they end, with an example."),
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        required=False,
    )

    def __init__(self, *args: Any, group: Group, reader: Reader) -> None:
        super().__init__(*args)
        calls = calls_visible_to(reader).filter(group=group).exclude(kind=Call.Kind.INTEREST)
        choice(self, "call").queryset = calls
        choice(self, "question").queryset = Question.objects.filter(
            call__in=calls.values("pk")
        ).select_related("call")
        themes = standing(reader, group)
        cast("forms.ModelMultipleChoiceField", self.fields["themes"]).queryset = themes
        members = Membership.objects.on().filter(group=group, role__in=list(MEMBERS))
        heads = Membership.objects.on().filter(
            group=group.parent_id, role__in=["chair", "secretary"]
        )
        coders = Person.objects.filter(is_active=True, pk__in=members.values("person"))
        if group.parent_id:
            coders |= Person.objects.filter(is_active=True, pk__in=heads.values("person"))
        cast("forms.ModelMultipleChoiceField", self.fields["coders"]).queryset = coders.distinct()
        self.fields["seed"].initial = secrets.randbelow(SEEDS)

    def clean(self) -> dict[str, Any]:
        """Refuse a question of another call."""
        cleaned = super().clean() or {}
        question, call = cleaned.get("question"), cleaned.get("call")
        if question is not None and call is not None and question.call_id != call.pk:
            self.add_error("question", _now("The question belongs to another call."))
        return cleaned


class EndForm(forms.Form):
    """Nothing to fill in: whether it shall be done is all that is asked."""


class DropForm(forms.Form):
    """Why a round is dropped."""

    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}))

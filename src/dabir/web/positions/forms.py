"""Forms of rounds, actors, issues, statements and own positions."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dabir.foundation.people.models import Body, Group
from dabir.foundation.people.queries import Reader
from dabir.foundation.trace.models import Confidentiality
from dabir.stages.mandates.models import Axis
from dabir.stages.mandates.queries import axes_visible_to
from dabir.stages.positions.models import Actor, Alignment, Issue, OwnPosition, Round, Statement
from dabir.stages.positions.queries import (
    actors_visible_to,
    issues_visible_to,
    rounds_visible_to,
)
from dabir.stages.themes.models import Consideration
from dabir.stages.themes.queries import considerations_visible_to
from dabir.web.shared.audience import AudienceForm, bodies_in
from dabir.web.shared.fields import DayField, NamesFormField


def _choice(form: forms.Form, name: str) -> forms.ModelChoiceField:
    return cast("forms.ModelChoiceField", form.fields[name])


class RoundForm(AudienceForm):
    """A round: its name, where, from when until when."""

    names = NamesFormField(label=_("Name of the round"))
    place = forms.CharField(
        label=pgettext_lazy("of a meeting", "Place"), max_length=120, required=False
    )
    starts_on = DayField(label=_("Begins on"), required=False)
    ends_on = DayField(label=_("Ends on"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _only_levels_of_the_group(self)


class ActorForm(AudienceForm):
    """An actor whose positions are followed."""

    names = NamesFormField(label=_("Name of the actor"))
    kind = forms.ChoiceField(label=_("Kind"), choices=Actor.Kind.choices)
    body = forms.ModelChoiceField(
        Body.objects.all(),
        label=_("The same as this body"),
        required=False,
        help_text=_("Where the actor is a body that Dabir knows."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _only_levels_of_the_group(self)


class IssueForm(AudienceForm):
    """An issue on which actors take positions."""

    names = NamesFormField(label=_("Name of the issue"))
    axis = forms.ModelChoiceField(
        Axis.objects.none(), label=_("Axis of the mandate"), required=False
    )

    def __init__(self, *args: Any, group: Group, reader: Reader, **kwargs: Any) -> None:
        super().__init__(*args, group=group, **kwargs)
        _choice(self, "axis").queryset = axes_visible_to(reader).filter(group=group)
        _only_levels_of_the_group(self)


def _only_levels_of_the_group(form: AudienceForm) -> None:
    """Rounds, actors and issues are shown to nobody, the group or everybody: not body by body."""
    field = cast("forms.ChoiceField", form.fields["confidentiality"])
    field.choices = [
        choice for choice in Confidentiality.choices if choice[0] != Confidentiality.BODIES
    ]
    del form.fields["bodies"]


class StatementForm(AudienceForm):
    """What an actor declared, in its own words."""

    declared_by = forms.ModelChoiceField(Actor.objects.none(), label=_("Who declared it"))
    issue = forms.ModelChoiceField(Issue.objects.none(), label=_("On which issue"))
    round = forms.ModelChoiceField(Round.objects.none(), label=_("In which round"), required=False)
    stance = forms.ChoiceField(
        label=_("Stance"), choices=Statement.Stance.choices, widget=forms.RadioSelect
    )
    quote = forms.CharField(
        label=_("The words, verbatim"), widget=forms.Textarea(attrs={"rows": 4})
    )
    source = forms.CharField(
        label=_("Source"),
        max_length=200,
        help_text=_("A document with its page, a record of a session, a note of a conversation."),
    )
    stated_on = DayField(label=_("Stated on"), required=False)

    def __init__(self, *args: Any, group: Group, reader: Reader, **kwargs: Any) -> None:
        super().__init__(*args, group=group, **kwargs)
        _choice(self, "declared_by").queryset = actors_visible_to(reader).filter(group=group)
        _choice(self, "issue").queryset = issues_visible_to(reader).filter(group=group)
        _choice(self, "round").queryset = rounds_visible_to(reader).filter(group=group)


class CorrectionForm(StatementForm):
    """A statement as it should have been recorded, and why."""

    reason = forms.CharField(
        label=_("Reason for the correction"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("It is kept in the record, with the words as they were before."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["declared_by"], self.fields["issue"]


class AlignmentForm(AudienceForm):
    """How an actor stands to our side."""

    kind = forms.ChoiceField(
        label=_("How it stands to us"), choices=Alignment.Kind.choices, widget=forms.RadioSelect
    )
    since = DayField(label=_("Since"), required=False)
    until = DayField(label=_("Until"), required=False)
    note = forms.CharField(
        label=_("Note"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, shown_to=Confidentiality.SECRETARIAT, **kwargs)


class BlocForm(forms.Form):
    """A bloc to join, or to leave."""

    bloc = forms.ModelChoiceField(Actor.objects.none(), label=_("Bloc or current"))

    def __init__(self, *args: Any, blocs: Any) -> None:
        super().__init__(*args)
        _choice(self, "bloc").queryset = blocs


class ConsiderationsField(forms.ModelMultipleChoiceField):
    """Considerations, each by its kind and the beginning of its words."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.get_kind_display()}: {Truncator(obj.text).chars(120)}"


class OwnPositionForm(forms.Form):
    """The group's own position on an issue."""

    issue = forms.ModelChoiceField(Issue.objects.none(), label=_("Issue"))
    stance = forms.ChoiceField(
        label=_("Stance"), choices=Statement.Stance.choices, widget=forms.RadioSelect
    )
    texts = NamesFormField(label=_("The position in words"), long=True)
    considerations = ConsiderationsField(
        Consideration.objects.none(),
        label=_("Considerations it rests on"),
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        group: Group,
        reader: Reader,
        position: OwnPosition | None = None,
        issue: Issue | None = None,
    ) -> None:
        super().__init__(*args)
        self.initial = {"issue": issue}
        if position is not None:
            self.initial = {
                "stance": position.stance,
                "texts": position.texts,
                "considerations": position.considerations.all(),
            }
            del self.fields["issue"]
        else:
            _choice(self, "issue").queryset = issues_visible_to(reader).filter(group=group)
        _choice(self, "considerations").queryset = (
            considerations_visible_to(reader)
            .filter(group=group)
            .exclude(state=Consideration.State.SET_ASIDE)
        )


class CirculateForm(forms.Form):
    """The bodies that are competent to approve."""

    bodies = forms.ModelMultipleChoiceField(
        Body.objects.none(),
        label=_("Competent bodies"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Each must approve before the position can be declared; they alone read it."),
    )

    def __init__(self, *args: Any, group: Group, position: OwnPosition) -> None:
        super().__init__(*args)
        self.initial = {"bodies": [one.body_id for one in position.approvals.all()]}
        _choice(self, "bodies").queryset = bodies_in(group)


class ApproveForm(forms.Form):
    """A word with an approval, if there is one."""

    note = forms.CharField(
        label=_("Note"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )


class ReturnForm(forms.Form):
    """What should be changed."""

    note = forms.CharField(
        label=_("What should be changed"), widget=forms.Textarea(attrs={"rows": 4})
    )


class DeclareForm(forms.Form):
    """To whom the position is declared."""

    confidentiality = forms.ChoiceField(
        label=_("Declared to"),
        choices=[
            (Confidentiality.PUBLIC, Confidentiality.PUBLIC.label),
            (Confidentiality.GROUP, Confidentiality.GROUP.label),
        ],
        widget=forms.RadioSelect,
        initial=Confidentiality.PUBLIC,
    )

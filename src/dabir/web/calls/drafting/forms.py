"""Forms of calls: what they say, their questions, who is invited, and how they move."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from dabir.foundation.people.models import Body, Group
from dabir.foundation.people.preferences import show_digits
from dabir.foundation.people.queries import Reader
from dabir.foundation.trace.models import Confidentiality
from dabir.stages.calls.acts.drafting import Details
from dabir.stages.calls.models import Call
from dabir.stages.mandates.models import Axis, Clause
from dabir.stages.mandates.queries import axes_visible_to, clauses_visible_to
from dabir.web.shared.fields import DayField, NamesFormField, model_field

WORDS_OF_A_CLAUSE = 90


class ClauseChoice(forms.ModelChoiceField):
    """A clause of a mandate, named by its path and its first words."""

    def label_from_instance(self, obj: Any) -> str:
        return _clause_label(obj)


class ClausesChoice(forms.ModelMultipleChoiceField):
    """Clauses of mandates, each named by its path and its first words."""

    def label_from_instance(self, obj: Any) -> str:
        return _clause_label(obj)


def _clause_label(clause: Clause) -> str:
    text = clause.text
    if len(text) > WORDS_OF_A_CLAUSE:
        text = f"{text[:WORDS_OF_A_CLAUSE].rsplit(' ', 1)[0]} …"
    return f"{show_digits(clause.path)} · {text}"


def clauses_of(reader: Reader, group: Group) -> QuerySet[Clause]:
    """Return the clauses of mandates that a call of the group may carry out."""
    mandated = [pk for pk in (group.pk, group.parent_id) if pk is not None]
    return clauses_visible_to(reader).filter(mandate__group__in=mandated)


class CallForm(forms.Form):
    """What a call says; a call's kind and address are chosen when it is drafted."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Call.Kind.choices)
    titles = NamesFormField(label=_("Title"))
    code = forms.CharField(
        label=_("Short address"),
        max_length=40,
        help_text=_("The end of the public address: small Latin letters, digits and hyphens."),
        widget=forms.TextInput(attrs={"dir": "ltr", "autocapitalize": "none"}),
    )
    purposes = NamesFormField(
        label=_("Purpose"),
        long=True,
        required=False,
        help_text=_("What is asked, of whom, and what will be done with the answers."),
    )
    contact = forms.EmailField(label=_("E-mail address for questions"), required=False)
    opens_on = DayField(
        label=_("Opens on"),
        required=False,
        help_text=_("Left empty, it opens at the moment it is published."),
    )
    closes_on = DayField(
        label=_("Deadline"), required=False, help_text=_("The call stays open to that day's end.")
    )
    late = forms.ChoiceField(
        label=_("What comes after the deadline"),
        choices=Call.Late.choices,
        widget=forms.RadioSelect,
        initial=Call.Late.REFUSE,
    )
    co_organisers = forms.ModelMultipleChoiceField(
        Body.objects.all(),
        label=_("Together with"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    clauses = ClausesChoice(
        Clause.objects.none(),
        label=_("Clauses of the mandate that it carries out"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    axes = forms.ModelMultipleChoiceField(
        Axis.objects.none(),
        label=_("Axes"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    confidentiality = forms.ChoiceField(
        label=_("Who sees the draft"),
        choices=[
            (Confidentiality.GROUP, Confidentiality.GROUP.label),
            (Confidentiality.SECRETARIAT, Confidentiality.SECRETARIAT.label),
        ],
        widget=forms.RadioSelect,
        initial=Confidentiality.GROUP,
        help_text=_("Once opened, a call is seen by everybody, an inquiry by its addressees."),
    )

    def __init__(
        self, *args: Any, group: Group, reader: Reader, call: Call | None = None, **kwargs: Any
    ) -> None:
        self.zone = ZoneInfo(call.time_zone if call else group.time_zone)
        if call is not None:
            kwargs["initial"] = self._as_typed(call)
        super().__init__(*args, **kwargs)
        if call is not None:
            del self.fields["kind"], self.fields["code"]
        model_field(self, "clauses").queryset = clauses_of(reader, group)
        axes = axes_visible_to(reader).filter(group=group)
        model_field(self, "axes").queryset = axes
        if not axes.exists():
            del self.fields["axes"]

    def _as_typed(self, call: Call) -> dict[str, Any]:
        opens, closes = (
            moment.astimezone(self.zone).date() if moment else None
            for moment in (call.opens_at, call.closes_at)
        )
        return {
            "titles": call.names,
            "purposes": call.purposes,
            "contact": call.contact,
            "opens_on": opens,
            "closes_on": closes,
            "late": call.late,
            "co_organisers": call.co_organisers.all(),
            "clauses": call.clauses.all(),
            "axes": call.axes.all(),
            "confidentiality": call.address.confidentiality,
        }

    def clean(self) -> dict[str, Any]:
        """Ask for a deadline that lies after the opening."""
        cleaned = super().clean() or {}
        opens, closes = cleaned.get("opens_on"), cleaned.get("closes_on")
        if opens and closes and closes < opens:
            self.add_error("closes_on", _("A call closes after it opens."))
        return cleaned

    def details(self) -> Details:
        """Return what was typed as the acts take it."""
        typed = self.cleaned_data
        opens = typed["opens_on"]
        details = Details(
            titles=typed["titles"],
            purposes=typed["purposes"],
            contact=typed["contact"],
            opens_at=datetime.combine(opens, time(), tzinfo=self.zone) if opens else None,
            closes_at=typed["closes_on"],
            late=typed["late"],
            co_organisers=typed["co_organisers"],
            clauses=typed["clauses"],
            confidentiality=typed["confidentiality"],
        )
        if "axes" in typed:
            details["axes"] = typed["axes"]
        return details


class InviteForm(forms.Form):
    """A body by itself, or a group by its description."""

    body = forms.ModelChoiceField(
        Body.objects.all(), label=_("Body"), required=False, empty_label=_("none")
    )
    names = NamesFormField(
        label=_("Or a group, described"),
        required=False,
        help_text=_("As “Residents of cities”, “Guilds and trade associations”."),
    )

    def __init__(self, *args: Any, call: Call, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        invited = call.invitations.filter(body__isnull=False).values("body")
        left = Body.objects.exclude(pk__in=invited)
        model_field(self, "body").queryset = left
        if call.kind == Call.Kind.INQUIRY:
            del self.fields["names"]
            self.fields["body"].required = True

    def clean(self) -> dict[str, Any]:
        """Ask for one of both."""
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("body") and not cleaned.get("names"):
            raise forms.ValidationError(_("Please say which group or body is invited."))
        return cleaned

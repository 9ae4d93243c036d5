"""Forms of calls: what they say, their questions, who is invited, and how they move."""

from __future__ import annotations

from datetime import UTC, datetime, time
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
from dabir.web.calls.public.remaining import END_OF_DAY
from dabir.web.calls.zones import zone_choices
from dabir.web.shared.fields import (
    DayField,
    NamesFormField,
    TimeField,
    choice_field,
    end_of_day,
    model_field,
)

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
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        required=False,
        help_text=_("By the clock of this place the call opens and closes."),
    )
    opens_on = DayField(
        label=_("Opens on"),
        required=False,
        help_text=_("Left empty, it opens at the moment it is published."),
    )
    opens_hour = TimeField(
        label=_("Opens at"), required=False, help_text=_("Left empty: the beginning of that day.")
    )
    closes_on = DayField(label=_("Deadline"), required=False)
    closes_hour = TimeField(
        label=_("Closes at"), required=False, help_text=_("Left empty: the end of that day.")
    )
    late = forms.ChoiceField(
        label=_("What comes after the deadline"),
        choices=Call.Late.choices,
        widget=forms.RadioSelect,
        initial=Call.Late.REFUSE,
    )
    shows_received = forms.BooleanField(
        label=_("The public page says how much has been received"),
        required=False,
        help_text=_("Fewer than five are never counted."),
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
        self.own_zone = call.time_zone if call else group.time_zone
        kwargs["initial"] = self._as_typed(call) if call else {"time_zone": self.own_zone}
        super().__init__(*args, **kwargs)
        choice_field(self, "time_zone").choices = zone_choices()
        if call is not None:
            del self.fields["kind"], self.fields["code"]
        model_field(self, "clauses").queryset = clauses_of(reader, group)
        axes = axes_visible_to(reader).filter(group=group)
        model_field(self, "axes").queryset = axes
        if not axes.exists():
            del self.fields["axes"]

    def _as_typed(self, call: Call) -> dict[str, Any]:
        opens, closes = (
            moment.astimezone(call.zone) if moment else None
            for moment in (call.opens_at, call.closes_at)
        )
        return {
            "time_zone": call.time_zone,
            "opens_on": opens.date() if opens else None,
            "opens_hour": opens.time() if opens and opens.time() != time() else None,
            "closes_on": closes.date() if closes else None,
            "closes_hour": closes.time() if closes and closes.time() < END_OF_DAY else None,
            "shows_received": call.shows_received,
            "titles": call.names,
            "purposes": call.purposes,
            "contact": call.contact,
            "late": call.late,
            "co_organisers": call.co_organisers.all(),
            "clauses": call.clauses.all(),
            "axes": call.axes.all(),
            "confidentiality": call.address.confidentiality,
        }

    def clean(self) -> dict[str, Any]:
        """Ask for a deadline that lies after the opening."""
        cleaned = super().clean() or {}
        cleaned["time_zone"] = cleaned.get("time_zone") or self.own_zone
        zone = ZoneInfo(cleaned["time_zone"])
        opens = self._moment("opens", cleaned, zone)
        closes = self._moment("closes", cleaned, zone)
        if opens and closes and closes <= opens:
            self.add_error("closes_on", _("A call closes after it opens."))
        cleaned["opens_at"], cleaned["closes_at"] = opens, closes
        return cleaned

    def _moment(self, name: str, cleaned: dict[str, Any], zone: ZoneInfo) -> datetime | None:
        """Return the moment that a day and an hour make in the zone; a day alone is taken whole."""
        day, hour = cleaned.get(f"{name}_on"), cleaned.get(f"{name}_hour")
        if day is None:
            if hour is not None:
                self.add_error(f"{name}_on", _("Which day?"))
            return None
        if hour is None:
            whole = datetime.combine(day, time(), tzinfo=zone)
            return whole if name == "opens" else end_of_day(day, zone)
        moment = datetime.combine(day, hour, tzinfo=zone)
        if moment.astimezone(UTC).astimezone(zone).time() != hour:
            self.add_error(
                f"{name}_hour", _("Clocks are put forward then: there is no such hour that day.")
            )
        return moment

    def details(self) -> Details:
        """Return what was typed as the acts take it."""
        typed = self.cleaned_data
        details = Details(
            titles=typed["titles"],
            purposes=typed["purposes"],
            contact=typed["contact"],
            time_zone=typed["time_zone"],
            opens_at=typed["opens_at"],
            closes_at=typed["closes_at"],
            shows_received=typed["shows_received"],
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
